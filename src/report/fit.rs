//! How high a row must be so that no text is cut.
//!
//! Excel fits the height of merged or wrapped rows only while somebody edits them, so the layout does it beforehand: from
//! the widths of Times New Roman's letters, the cell's width and its font.

use unicode_normalization::UnicodeNormalization;

use crate::report::book::Style;

/// Advance widths of the letters from space to `~` in thousandths of the font's size, upright.
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// The same, bold.
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389,
    500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581,
    500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389,
    333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

/// Width of a letter that the table lacks.
const OTHER: u16 = 700;
/// What the horn of ơ and ư adds.
const HORN: u16 = 60;
/// How much wider other fonts run than Times New Roman.
const OTHER_FONT: f64 = 1.15;
/// What screens, printers and LibreOffice differ by.
const MARGIN: f64 = 1.04;
/// Pixels in a point.
const PIXELS: f64 = 96.0 / 72.0;
/// Pixels between a cell's edges and its text, both sides together.
const PADDING: f64 = 6.0;
/// Pixels of one level of indent.
const INDENT: f64 = 9.0;
/// Height of a line by the size of its font.
const LINE: f64 = 1.3;
/// Points above and below the text of a cell, together.
const SPACE: f64 = 2.0;
/// Highest row that Excel has, in points.
pub(super) const MOST: f64 = 409.0;

/// Width in pixels of a column of `characters`.
pub(super) fn column_pixels(characters: f64) -> f64 {
    if characters < 1.0 { (characters * 12.0).round() } else { (characters * 7.0).round() + 5.0 }
}

/// Width of `text` in pixels.
pub(super) fn text_width(text: &str, style: &Style) -> f64 {
    let table = if style.bold { &BOLD } else { &REGULAR };
    // Diacritics stand above and below their letter: the base letters are what takes room.
    let thousandths: u64 = text
        .nfd()
        .map(|letter| match letter {
            ' '..='~' => u64::from(table.get(letter as usize - ' ' as usize).copied().unwrap_or(OTHER)),
            '\u{31b}' => u64::from(HORN),
            '\u{300}'..='\u{36f}' => 0,
            'đ' => 500,
            'Đ' => 722,
            '–' | '“' | '”' | '≥' | '≤' | '×' => 560,
            '\u{a0}' => 250,
            _ => u64::from(OTHER),
        })
        .sum();
    let font = if style.font.starts_with("Times") { 1.0 } else { OTHER_FONT };
    #[expect(clippy::cast_precision_loss, reason = "texts are far shorter than 2^52 letters")]
    let em = thousandths as f64 / 1000.0;
    em * style.size * PIXELS * font
}

/// How many lines `text` takes in a cell `pixels` wide.
pub(super) fn lines(text: &str, style: &Style, pixels: f64) -> usize {
    if !style.wrap {
        return text.lines().count().max(1);
    }
    let room = (pixels - PADDING - f64::from(style.indent) * INDENT).max(8.0) / MARGIN;
    text.split('\n').map(|paragraph| paragraph_lines(paragraph, style, room)).sum()
}

fn paragraph_lines(paragraph: &str, style: &Style, room: f64) -> usize {
    let space = text_width(" ", style);
    let mut lines = 1;
    let mut used = 0.0;
    for word in paragraph.split(' ') {
        let width = text_width(word, style);
        let wanted = if used == 0.0 { width } else { used + space + width };
        if wanted <= room {
            used = wanted;
            continue;
        }
        if used > 0.0 {
            lines += 1;
        }
        // A word longer than its line is broken within.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
        let full = (width / room).floor() as usize;
        lines += full;
        #[expect(clippy::cast_precision_loss, reason = "a number of lines")]
        let rest = width - room * full as f64;
        used = rest;
    }
    lines
}

/// Height in points that `text` needs in a cell `pixels` wide.
pub(super) fn height(text: &str, style: &Style, pixels: f64) -> f64 {
    if matches!(style.rotation, 1..=90 | -90..=-1) {
        // Turned text runs upwards: its length is its height.
        return text_width(text, style) / PIXELS + SPACE;
    }
    #[expect(clippy::cast_precision_loss, reason = "a number of lines")]
    let lines = lines(text, style, pixels) as f64;
    lines * style.size * LINE + SPACE
}

/// The beginning of `text` that fits into the highest row, `pixels` wide, with `tail` behind it; `None` if it fits
/// wholly.
pub(super) fn cut(text: &str, tail: &str, style: &Style, pixels: f64) -> Option<String> {
    if height(text, style, pixels) <= MOST {
        return None;
    }
    let letters: Vec<char> = text.chars().collect();
    let shortened = |length: usize| {
        let kept: String = letters.iter().take(length).collect();
        format!("{}{tail}", kept.trim_end())
    };
    let (mut fits, mut too_long) = (0, letters.len());
    while fits + 1 < too_long {
        let middle = usize::midpoint(fits, too_long);
        if height(&shortened(middle), style, pixels) <= MOST { fits = middle } else { too_long = middle }
    }
    Some(shortened(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style() -> Style {
        Style { wrap: true, ..Style::default() }
    }

    #[test]
    fn widths_are_those_of_the_font() {
        // 7.777 em by the font's own table, at 16 pixels each.
        let width = text_width("CHỦ TỊCH UBND", &style());
        assert!((124.4..124.5).contains(&width), "{width}");
        let bold = Style { bold: true, ..style() };
        assert!(text_width("hồ sơ", &bold) > text_width("hồ sơ", &style()));
        let composed = text_width("giải quyết", &style());
        let decomposed: String = "giải quyết".nfd().collect();
        assert!((composed - text_width(&decomposed, &style())).abs() < f64::EPSILON);
    }

    #[test]
    fn lines_break_at_spaces_and_within_long_words() {
        let four = "một hai ba bốn";
        assert_eq!(lines(four, &style(), 400.0), 1);
        assert_eq!(lines(four, &style(), 62.0), 2);
        assert_eq!(lines("a\nb\n\nc", &style(), 400.0), 4);
        assert_eq!(lines("mmmmmmmmmm", &style(), 62.0), 3);
        assert_eq!(lines(four, &Style { wrap: false, ..style() }, 62.0), 1);
        assert_eq!(lines("", &style(), 62.0), 1);
        assert!(lines(four, &style(), 0.0) >= 4);
    }

    #[test]
    fn more_lines_are_higher_and_turned_text_is_as_high_as_it_is_long() {
        let one = height("a", &style(), 100.0);
        assert!((17.0..18.0).contains(&one), "{one}");
        assert!((height("a\na", &style(), 100.0) - one - 15.6).abs() < 0.01);
        let turned = Style { rotation: 90, ..style() };
        assert!(height("Đơn vị chủ trì", &turned, 20.0) > 60.0);
    }

    #[test]
    fn what_no_row_can_hold_is_cut_with_a_word() {
        let long = "dài ".repeat(2_000);
        let cut = cut(&long, "… (còn nữa)", &style(), 100.0).expect("cut");
        assert!(cut.starts_with("dài dài ") && cut.ends_with("… (còn nữa)"), "{cut}");
        assert!(height(&cut, &style(), 100.0) <= MOST);
        assert_eq!(super::cut("ngắn", "…", &style(), 100.0), None);
    }
}
