//! Fonts, grounds and number formats of cells in the binary formats of Excel.

use std::collections::HashMap;
use std::sync::Arc;

use super::day_format::shows_day;
use crate::text::Legacy;

/// A colour as far as it can be told without the workbook's theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colour {
    /// Whatever stands out from the window.
    #[default]
    Automatic,
    /// Red, green and blue.
    Rgb([u8; 3]),
    /// A colour of the theme, lightened or darkened.
    Theme { number: u8, tint: i16 },
}

/// The ground of a cell without a fill.
pub(super) const WHITE: Colour = Colour::Rgb([0xFF; 3]);

/// The colours that go by a number.
#[derive(Clone, Debug)]
pub(super) struct Palette([[u8; 3]; 64]);

/// What is told by a font.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Font {
    /// Whether letters in it are struck through.
    pub(super) struck: bool,
    /// Whether letters in it are raised or lowered.
    pub(super) raised: bool,
    /// The encoding from before Unicode that it is made for.
    pub(super) legacy: Option<Legacy>,
    /// Colour of its letters.
    pub(super) colour: Colour,
}

/// The style of a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// Number of its font.
    pub(super) font: u16,
    /// What lies behind its letters; `None` where that is a pattern.
    pub(super) ground: Option<Colour>,
    /// Its number format; `None` for the general one.
    pub(super) format: Option<Arc<str>>,
    /// Whether that shows a day.
    pub(super) shows_day: bool,
}

/// The fonts and cell styles of a workbook, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    /// Fonts.
    pub(super) fonts: Vec<Font>,
    /// Cell styles.
    pub(super) cells: Vec<Style>,
}

/// The number formats of a workbook, by number.
#[derive(Debug, Default)]
pub(super) struct Formats {
    stored: HashMap<u16, Arc<str>>,
    known: HashMap<u16, (Option<Arc<str>>, bool)>,
}

impl Default for Palette {
    fn default() -> Self {
        let hex = [
            0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x000000,
            0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000,
            0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC,
            0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF,
            0x800080, 0x800000, 0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF,
            0xFF99CC, 0xCC99FF, 0xFFCC99, 0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600,
            0x666699, 0x969696, 0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399,
            0x333333,
        ];
        Self(hex.map(|colour: u32| {
            let [_, red, green, blue] = colour.to_be_bytes();
            [red, green, blue]
        }))
    }
}

impl Palette {
    /// Replaces the colours from number 8 on by the workbook's own: red, green, blue and a byte of no meaning each.
    pub(super) fn replace(&mut self, colours: &[u8]) {
        for (own, colour) in self.0.iter_mut().skip(8).zip(colours.chunks_exact(4)) {
            own.copy_from_slice(colour.get(..3).unwrap_or(&[0; 3]));
        }
    }

    /// The colour of that number. Beyond the palette lie those of the window, which are automatic.
    pub(super) fn colour(&self, number: u16) -> Colour {
        match (number, self.0.get(usize::from(number))) {
            (_, Some(colour)) => Colour::Rgb(*colour),
            (65, None) => WHITE,
            (_, None) => Colour::Automatic,
        }
    }
}

impl Font {
    /// Whether its letters cannot be told from that ground.
    pub(super) fn is_unseen_on(&self, ground: Option<Colour>) -> bool {
        self.colour != Colour::Automatic && ground == Some(self.colour)
    }

    /// Whether every letter in it counts and is in Unicode.
    pub(super) fn is_plain(&self) -> bool {
        !self.struck && !self.raised && self.legacy.is_none()
    }
}

impl Formats {
    /// Adds a format that the workbook stores.
    pub(super) fn store(&mut self, number: u16, format: &str) {
        self.stored.insert(number, format.into());
    }

    /// The format of that number and whether it shows a day; `None` for the general one, and for numbers that stand for
    /// something in East Asian editions of Excel only.
    pub(super) fn get(&mut self, number: u16) -> (Option<Arc<str>>, bool) {
        let known = self.known.entry(number).or_insert_with(|| {
            // Some editions store the first one under their own word for it.
            let stored = self.stored.get(&number).filter(|_| number != 0).cloned();
            let format = stored.or_else(|| ssfmt::format_code_from_id(number.into()).map(Arc::from));
            let format = format.filter(|code| !code.is_empty() && !code.eq_ignore_ascii_case("General"));
            let is_day = format.as_deref().is_some_and(shows_day);
            (format, is_day)
        });
        known.clone()
    }
}

impl Styles {
    /// The font of that number; one without anything special where there is none.
    pub(super) fn font(&self, number: u16) -> Font {
        self.fonts.get(usize::from(number)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_the_colour_of_the_ground_are_unseen() {
        let font = |colour| Font { colour, ..Font::default() };
        let theme = |tint| Colour::Theme { number: 4, tint };
        let black = Colour::Rgb([0; 3]);
        for (colour, ground, expected) in [
            (WHITE, Some(WHITE), true),
            (black, Some(black), true),
            (theme(0), Some(theme(0)), true),
            (theme(0), Some(theme(100)), false),
            (black, Some(WHITE), false),
            (WHITE, None, false),
            (Colour::Automatic, Some(Colour::Automatic), false),
        ] {
            assert_eq!(font(colour).is_unseen_on(ground), expected, "{colour:?} {ground:?}");
        }
    }

    #[test]
    fn a_workbook_may_have_colours_of_its_own() {
        let mut palette = Palette::default();
        assert_eq!(palette.colour(9), WHITE);
        palette.replace(&[1, 2, 3, 0, 4, 5, 6, 0]);
        assert_eq!(palette.colour(8), Colour::Rgb([1, 2, 3]));
        assert_eq!(palette.colour(9), Colour::Rgb([4, 5, 6]));
        assert_eq!(palette.colour(10), Colour::Rgb([0xFF, 0, 0]));
        assert_eq!(palette.colour(1), WHITE);
        assert_eq!(palette.colour(65), WHITE);
        assert_eq!(palette.colour(0x7FFF), Colour::Automatic);
    }

    #[test]
    fn numbers_of_formats_that_only_east_asian_editions_know_are_no_days() {
        let mut formats = Formats::default();
        for number in (23..=36).chain(50..=163) {
            assert_eq!(formats.get(number), (None, false), "{number}");
        }
        assert_eq!(formats.get(14), (Some("m/d/yy".into()), true));
    }

    #[test]
    fn formats_that_the_workbook_stores_count_but_the_general_one_has_no_name() {
        let mut formats = Formats::default();
        // An edition's own word for it, whose letters would make a day.
        formats.store(0, "Standard");
        formats.store(165, "dd/mm/yyyy");
        formats.store(166, "GENERAL");
        formats.store(57, r#"yyyy"年"m"月""#);
        assert_eq!(formats.get(0), (None, false));
        assert_eq!(formats.get(165), (Some("dd/mm/yyyy".into()), true));
        assert_eq!(formats.get(166), (None, false));
        assert_eq!(formats.get(57), (Some(r#"yyyy"年"m"月""#.into()), true));
    }
}
