//! What calamine does not tell of an `.xlsb` workbook: number formats, fonts, merged ranges, hidden rows and columns;
//! and which of its sheets stop it from being opened.

use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::UTF_16LE;

use super::draft::{Draft, MAX_COLUMNS, MAX_ROWS};
use super::ole::{u16_at, u32_at};
use crate::address::{CellRange, CellRef};
use crate::intake::sheet::Content;
use crate::text::Legacy;

/// The records of a part: where each begins and ends, its kind and body.
fn records(part: &[u8]) -> impl Iterator<Item = (usize, usize, u16, &[u8])> {
    let mut at = 0usize;
    std::iter::from_fn(move || {
        let start = at;
        let kind = read_number(part, &mut at, 2)?;
        let length = read_number(part, &mut at, 4)? as usize;
        let body = part.get(at..at.checked_add(length)?)?;
        at += length;
        Some((start, at, kind as u16, body))
    })
}

/// A number in at most `most` bytes of seven bits each, the lowest first.
fn read_number(part: &[u8], at: &mut usize, most: usize) -> Option<u32> {
    let mut number = 0;
    for place in 0..most {
        let byte = *part.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

/// A text with its length in characters before it, and where it ends.
fn wide_text(body: &[u8], at: usize) -> Option<(String, usize)> {
    let length = u32_at(body, at)? as usize;
    let end = at.checked_add(4)?.checked_add(length.checked_mul(2)?)?;
    let text = UTF_16LE.decode_without_bom_handling(body.get(at + 4..end)?).0.into_owned();
    Some((text, end))
}

/// The sheets of `workbook.bin`: name and id of relationship (empty where it has none).
pub(super) fn sheets(workbook: &[u8]) -> Vec<(String, String)> {
    let sheets = records(workbook).filter(|(_, _, kind, _)| *kind == BUNDLE_SHEET);
    sheets
        .map(|(_, _, _, body)| {
            let (id, end) = wide_text(body, 8).unwrap_or((String::new(), 12));
            (wide_text(body, end).map(|(name, _)| name).unwrap_or_default(), id)
        })
        .collect()
}

/// `workbook.bin` with only those sheets that `keep` names by their number.
pub(super) fn with_sheets(workbook: &[u8], keep: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut kept = Vec::with_capacity(workbook.len());
    let mut number = 0;
    for (start, end, kind, _) in records(workbook) {
        if kind == BUNDLE_SHEET {
            number += 1;
            if !keep(number - 1) {
                continue;
            }
        }
        kept.extend_from_slice(workbook.get(start..end).unwrap_or_default());
    }
    kept
}

const BUNDLE_SHEET: u16 = 0x9C;

/// Number format and legacy encoding of each cell style.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<(Option<Arc<str>>, Option<Legacy>)>);

impl Styles {
    /// Reads `styles.bin`.
    pub(super) fn read(part: &[u8]) -> Self {
        let mut formats: HashMap<u16, Arc<str>> = HashMap::new();
        let mut fonts = Vec::new();
        let mut styles = Vec::new();
        let mut is_cell_style = false;
        for (_, _, kind, body) in records(part) {
            match kind {
                0x2C => {
                    if let (Some(id), Some((code, _))) = (u16_at(body, 0), wide_text(body, 2)) {
                        formats.insert(id, code.into());
                    }
                }
                0x2B => fonts.push(wide_text(body, 21).and_then(|(name, _)| Legacy::of_font(&name))),
                // Begin and end of the cells' styles, as against those of named styles.
                0x0269 => is_cell_style = true,
                0x026A => is_cell_style = false,
                0x2F if is_cell_style => {
                    let (format, font) = (u16_at(body, 2).unwrap_or(0), u16_at(body, 4).unwrap_or(0));
                    let own = formats.get(&format).filter(|code| !code.is_empty() && &***code != "General");
                    let format = own.cloned().or_else(|| super::biff::built_in(format).map(Arc::from));
                    styles.push((format, fonts.get(usize::from(font)).copied().flatten()));
                }
                _ => {}
            }
        }
        Self(styles)
    }
}

/// Adds to `draft` what the sheet part tells beyond its values.
pub(super) fn complete(part: &[u8], styles: &Styles, draft: &mut Draft) {
    let mut row = 0;
    for (_, _, kind, body) in records(part) {
        let number = |at| u32_at(body, at).unwrap_or(0);
        match kind {
            0x00 => {
                row = number(0);
                if body.get(11).is_some_and(|flags| flags & 0x10 != 0) && row < MAX_ROWS {
                    draft.sheet.hidden_rows.insert(row);
                }
            }
            0x02..=0x0B => {
                let place = CellRef::new(row, number(0));
                let style = styles.0.get((number(4) & 0x00FF_FFFF) as usize);
                if let (Some(cell), Some((format, legacy))) = (draft.sheet.cells.get_mut(&place), style) {
                    cell.format = format.clone();
                    if let (Content::Text(_), Some(legacy)) = (&cell.content, legacy) {
                        draft.fonts.insert(place, *legacy);
                    }
                }
            }
            0x3C if u16_at(body, 16).is_some_and(|flags| flags & 1 != 0) => {
                draft.sheet.hidden_columns.extend(number(0)..number(4).saturating_add(1).min(MAX_COLUMNS));
            }
            0xB0 => draft.sheet.merges.push(CellRange {
                start: CellRef::new(number(0), number(8)),
                end: CellRef::new(number(4), number(12)),
            }),
            _ => {}
        }
    }
}
