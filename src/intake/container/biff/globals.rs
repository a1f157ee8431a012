//! What a workbook stream says before its sheets.

use super::letters::{Length, Letters, shared_string};
use super::records::{BOF, BOUND_SHEET, EOF, Records};
use crate::intake::container::excel_style::{Colour, Font, Formats, Palette, Style, Styles, WHITE};
use crate::intake::container::excel_text::RichText;
use crate::intake::container::ole::{u16_at, u32_at};
use crate::text::Legacy;

const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const FONT: u16 = 0x0031;
const FORMAT: u16 = 0x041E;
const CELL_STYLE: u16 = 0x00E0;
const PALETTE: u16 = 0x0092;
const SHARED_STRINGS: u16 = 0x00FC;

/// The globals of a workbook stream.
#[derive(Debug)]
pub(in crate::intake::container) struct Globals {
    /// Its sheets in order.
    pub(in crate::intake::container) sheets: Vec<BoundSheet>,
    /// Whether days are counted from 1904 on.
    pub(in crate::intake::container) is_1904: bool,
    /// Its fonts and cell styles.
    pub(in crate::intake::container) styles: Styles,
    /// The texts that cells share.
    pub(super) strings: Vec<RichText>,
    /// How other texts are stored.
    pub(super) letters: Letters,
}

/// A sheet before its cells are read.
#[derive(Clone, Debug)]
pub(in crate::intake::container) struct BoundSheet {
    /// Name as the workbook spells it.
    pub(in crate::intake::container) name: String,
    /// What it is: 0 a worksheet, 1 a macro sheet, 2 a chart, 6 a module.
    pub(in crate::intake::container) kind: u8,
    /// 0 where it is shown, 1 or 2 where it is hidden.
    pub(in crate::intake::container) state: u8,
    /// Where its records begin.
    pub(super) offset: usize,
}

impl BoundSheet {
    /// Whether it is a worksheet that can be read.
    pub(in crate::intake::container) fn is_worksheet(&self) -> bool {
        self.kind == 0 && self.state <= 2
    }
}

impl Globals {
    /// The code page of its texts, as Windows counts them.
    pub(in crate::intake::container) fn code_page(&self) -> u16 {
        self.letters.number()
    }

    /// Reads them as far as they go.
    pub(in crate::intake::container) fn read(stream: &[u8]) -> Self {
        let mut letters = Letters::Unicode;
        let (mut sheets, mut strings, mut is_1904) = (Vec::new(), Vec::new(), false);
        let (mut fonts, mut cell_styles) = (Vec::new(), Vec::new());
        let mut palette = Palette::default();
        let mut formats = Formats::default();
        let mut records = Records::from(stream, 0);
        while let Some(record) = records.next() {
            let body = record.body;
            let text_at = |at: usize, length| {
                let mut rest = records.whole(record);
                rest.take(at)?;
                letters.text(&mut rest, length, Font::default())
            };
            match record.kind {
                BOF if u16_at(body, 0) == Some(0x0500) => letters = Letters::of_page(None),
                CODE_PAGE if matches!(letters, Letters::Page(_)) => {
                    letters = Letters::of_page(u16_at(body, 0))
                }
                DATE_MODE => is_1904 = u16_at(body, 0) == Some(1),
                FONT => fonts.push((body, text_at(14, Length::Short).unwrap_or_default())),
                FORMAT => {
                    let length = match letters {
                        Letters::Unicode => Length::Long,
                        Letters::Page(_) => Length::Short,
                    };
                    if let (Some(number), Some(format)) = (u16_at(body, 0), text_at(2, length)) {
                        formats.store(number, &format);
                    }
                }
                CELL_STYLE => cell_styles.push(body),
                PALETTE => palette.replace(body.get(2..).unwrap_or_default()),
                SHARED_STRINGS => {
                    // How many there are is said first, and not always right.
                    let mut table = records.whole(record);
                    strings = match table.take(8) {
                        Some(_) => std::iter::from_fn(|| shared_string(&mut table)).collect(),
                        None => Vec::new(),
                    };
                }
                BOUND_SHEET => sheets.push(BoundSheet {
                    name: text_at(6, Length::Short).unwrap_or_default().replace('\0', ""),
                    kind: body.get(5).copied().unwrap_or(u8::MAX),
                    state: body.get(4).map_or(u8::MAX, |state| state & 0x3F),
                    offset: u32_at(body, 0).unwrap_or(u32::MAX) as usize,
                }),
                EOF => break,
                _ => {}
            }
        }
        let mut fonts: Vec<Font> = fonts.iter().map(|(body, name)| font(body, name, &palette)).collect();
        // Font number 4 was left out of the format; the fifth stored font bears number 5.
        if fonts.len() > 4 {
            fonts.insert(4, Font::default());
        }
        let cells = cell_styles.iter().map(|body| style(body, letters, &palette, &mut formats)).collect();
        Self { sheets, is_1904, styles: Styles { fonts, cells }, strings, letters }
    }
}

fn font(body: &[u8], name: &str, palette: &Palette) -> Font {
    Font {
        struck: u16_at(body, 2).is_some_and(|flags| flags & 8 != 0),
        raised: matches!(u16_at(body, 8), Some(1 | 2)),
        legacy: Legacy::of_font(name),
        colour: u16_at(body, 4).map_or(Colour::Automatic, |number| palette.colour(number)),
    }
}

fn style(body: &[u8], letters: Letters, palette: &Palette, formats: &mut Formats) -> Style {
    let (format, shows_day) = formats.get(u16_at(body, 2).unwrap_or(0));
    // The kind of fill and its first colour.
    let fill = match letters {
        Letters::Unicode => u32_at(body, 14).map(|bits| bits >> 26).zip(u16_at(body, 18)),
        Letters::Page(_) => u32_at(body, 8).map(|bits| (bits >> 16 & 0x3F, bits as u16)),
    };
    let ground = match fill {
        Some((1, colour)) => Some(palette.colour(colour & 0x7F)),
        Some((0, _)) | None => Some(WHITE),
        Some(_) => None,
    };
    Style { font: u16_at(body, 0).unwrap_or(0), ground, format, shows_day }
}
