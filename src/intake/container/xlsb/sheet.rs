//! The part of one sheet of an `.xlsb` package.

use super::records::{records, rich_text, wide_text};
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::container::draft::{Draft, MAX_COLUMNS, MAX_ROWS};
use crate::intake::container::excel_cells::{ExcelCells, Spot};
use crate::intake::container::excel_text::RichText;
use crate::intake::container::excel_value::{compact_number, error, f64_at};
use crate::intake::container::ole::{u16_at, u32_at};
use crate::intake::sheet::Content;

const ROW: u16 = 0x00;
/// Cells with their column before their style: blank, and then by what they hold, up to the results of formulas.
const BLANK: u16 = 0x01;
const LAST_CELL: u16 = 0x0B;
/// The same without a column: each stands right of the cell before it.
const SHORT_BLANK: u16 = 0x0C;
const LAST_SHORT_CELL: u16 = 0x12;
const RICH_CELL: u16 = 0x3E;
const END_OF_CELLS: u16 = 0x92;
const COLUMNS: u16 = 0x3C;
const MERGED: u16 = 0xB0;
const VIEW: u16 = 0x89;
const ARRAY: u16 = 0x01AA;

/// What a cell holds.
enum Value {
    Blank,
    Number(f64),
    Text(RichText),
    Other(Content),
}

/// Reads a sheet's cells and what surrounds them into `draft`. Whether it goes on to the end of the cells, and has any
/// formulas, is returned.
///
/// # Errors
/// The workbook is too large.
pub(super) fn read(
    part: &[u8],
    strings: &[Option<RichText>],
    mut cells: ExcelCells<'_>,
    draft: &mut Draft,
) -> Result<(bool, bool), Diagnostic> {
    let (mut row, mut column) = (0, 0);
    let (mut is_whole, mut has_formulas) = (false, false);
    for record in records(part) {
        let body = record.body;
        match record.kind {
            ROW => {
                (row, column) = (u32_at(body, 0).unwrap_or(u32::MAX), 0);
                let flags = body.get(11).copied().unwrap_or(0);
                // Hidden, or of a height of its own that is none. Every row with cells says so itself, whatever holds for
                // those without.
                let has_no_height = flags & 0x20 != 0 && u16_at(body, 8) == Some(0);
                if (flags & 0x10 != 0 || has_no_height) && row < MAX_ROWS {
                    draft.sheet.hidden_rows.insert(row);
                }
            }
            BLANK..=LAST_SHORT_CELL | RICH_CELL => {
                let is_short = (SHORT_BLANK..=LAST_SHORT_CELL).contains(&record.kind);
                let (own, at) = if is_short { (None, 0) } else { (u32_at(body, 0), 4) };
                let own = own.unwrap_or(column);
                column = own.saturating_add(1);
                let style = (u32_at(body, at).unwrap_or(0) & 0x00FF_FFFF) as usize;
                let is_formula = (0x08..=LAST_CELL).contains(&record.kind);
                has_formulas |= is_formula;
                let spot = Spot { place: CellRef::new(row, own), style, is_formula };
                let kind = if is_short { record.kind - SHORT_BLANK + BLANK } else { record.kind };
                match value(kind, body, at + 4, strings) {
                    Some(Value::Blank) => {}
                    Some(Value::Number(number)) => cells.number(draft, spot, number)?,
                    Some(Value::Text(text)) => cells.text(draft, spot, &text)?,
                    Some(Value::Other(content)) => cells.put(draft, spot, content)?,
                    None => {
                        draft.unreadable.insert(spot.place);
                    }
                }
            }
            END_OF_CELLS => is_whole = true,
            kind => {
                frame(kind, body, &mut cells, draft);
            }
        }
    }
    cells.finish(draft);
    Ok((is_whole, has_formulas))
}

/// The value of a cell of that kind, which begins at `at`; `None` where it is not all there.
fn value(kind: u16, body: &[u8], at: usize, strings: &[Option<RichText>]) -> Option<Value> {
    let byte = || body.get(at).copied();
    Some(match kind {
        0x01 => Value::Blank,
        0x02 => Value::Number(compact_number(body, at)?),
        0x03 | 0x0B => Value::Other(error(byte()?)),
        0x04 | 0x0A => Value::Other(Content::Bool(byte()? != 0)),
        0x05 | 0x09 => Value::Number(f64_at(body, at)?),
        0x06 | 0x08 => Value::Text(RichText::new(wide_text(body, at)?.0, Vec::new())),
        0x07 => Value::Text(strings.get(u32_at(body, at)? as usize)?.clone()?),
        RICH_CELL => Value::Text(rich_text(body, at)?),
        _ => return None,
    })
}

/// Reads what surrounds the cells.
fn frame(kind: u16, body: &[u8], cells: &mut ExcelCells<'_>, draft: &mut Draft) -> Option<()> {
    let number = |at| u32_at(body, at);
    let range = || {
        let (start, end) = (CellRef::new(number(0)?, number(8)?), CellRef::new(number(4)?, number(12)?));
        Some(CellRange { start, end })
    };
    match kind {
        COLUMNS if u16_at(body, 16)? & 1 != 0 || number(8)? == 0 => {
            draft.sheet.hidden_columns.extend(number(0)?..number(4)?.saturating_add(1).min(MAX_COLUMNS));
        }
        MERGED => draft.sheet.merges.push(range()?),
        VIEW if u16_at(body, 0)? & 0x10 == 0 => draft.hides_zeros = true,
        ARRAY => cells.array(range()?),
        _ => {}
    }
    Some(())
}
