//! The part of styles of an `.xlsb` package.

use super::records::{records, wide_text};
use crate::intake::container::excel_style::{Colour, Font, Formats, Palette, Style, Styles, WHITE};
use crate::intake::container::ole::u16_at;
use crate::text::Legacy;

const FORMAT: u16 = 0x2C;
const FONT: u16 = 0x2B;
const FILL: u16 = 0x2D;
const CELL_STYLE: u16 = 0x2F;
/// The styles of cells, as against those of named styles, stand between these.
const BEGIN_CELL_STYLES: u16 = 0x0269;
const END_CELL_STYLES: u16 = 0x026A;

/// Reads `styles.bin`.
pub(super) fn read(part: &[u8]) -> Styles {
    let palette = Palette::default();
    let mut formats = Formats::default();
    let (mut fonts, mut grounds, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_cell_style = false;
    for record in records(part) {
        let body = record.body;
        let number = |at| u16_at(body, at).unwrap_or(0);
        match record.kind {
            FORMAT => {
                if let Some((code, _)) = wide_text(body, 2) {
                    formats.store(number(0), &code);
                }
            }
            FONT => fonts.push(Font {
                struck: number(2) & 8 != 0,
                raised: matches!(number(6), 1 | 2),
                legacy: wide_text(body, 21).and_then(|(name, _)| Legacy::of_font(&name)),
                colour: colour(body, 12, &palette),
            }),
            FILL => grounds.push(match number(0) {
                0 => Some(WHITE),
                1 => Some(colour(body, 4, &palette)),
                _ => None,
            }),
            BEGIN_CELL_STYLES => is_cell_style = true,
            END_CELL_STYLES => is_cell_style = false,
            CELL_STYLE if is_cell_style => {
                let (format, shows_day) = formats.get(number(2));
                let ground = grounds.get(usize::from(number(6))).copied().unwrap_or(Some(WHITE));
                cells.push(Style { font: number(4), ground, format, shows_day });
            }
            _ => {}
        }
    }
    Styles { fonts, cells }
}

/// A colour in eight bytes: its kind, its number, how much it is lightened or darkened, and red, green and blue.
fn colour(body: &[u8], at: usize, palette: &Palette) -> Colour {
    let read = || {
        let bytes = body.get(at..)?;
        let (kind, number, tint) = (*bytes.first()?, *bytes.get(1)?, u16_at(bytes, 2)?.cast_signed());
        Some(match (kind >> 1, number, tint) {
            (1, ..) => palette.colour(number.into()),
            (2, _, 0) => Colour::Rgb(bytes.get(4..7)?.try_into().ok()?),
            // The first two of a theme are the paper's and the letters'.
            (3, 0, 0) => WHITE,
            (3, 1, 0) => Colour::Rgb([0; 3]),
            (3, ..) => Colour::Theme { number, tint },
            _ => Colour::Automatic,
        })
    };
    read().unwrap_or_default()
}
