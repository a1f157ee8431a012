//! Sheets for tests, written as rows of text.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::sheet::{Cell, Container, Content, Sheet, Workbook};
use crate::address::{CellRange, CellRef};

/// A sheet of rows whose cells are separated by `|`. A cell reads as a number (`12`, `0.985`), a day (`2025-01-31`), a
/// percentage (`%0.985`), a formula that was never calculated (`=A1`), an error (`#REF!`), a boolean (`TRUE`), or else
/// text; `'12` is the text 12. `<` merges with the cell to the left, `^` with the one above; `~` is a line break.
pub(crate) fn sheet(name: &str, rows: &[&str]) -> Sheet {
    let mut sheet = Sheet { name: name.into(), ..Sheet::default() };
    for (row, line) in rows.iter().enumerate() {
        for (column, text) in line.split('|').enumerate() {
            let at = CellRef::new(row as u32, column as u32);
            match text.trim() {
                "<" => merge(&mut sheet, CellRef::new(at.row, at.column - 1), at),
                "^" => merge(&mut sheet, CellRef::new(at.row - 1, at.column), at),
                "" => {}
                text => {
                    sheet.cells.insert(at, cell(text));
                }
            }
        }
    }
    sheet
}

/// Joins `at` to the range that ends at `neighbour`.
fn merge(sheet: &mut Sheet, neighbour: CellRef, at: CellRef) {
    match sheet.merges.iter_mut().find(|range| range.contains(neighbour)) {
        Some(range) => {
            range.end = CellRef::new(range.end.row.max(at.row), range.end.column.max(at.column));
        }
        None => sheet.merges.push(CellRange { start: neighbour, end: at }),
    }
}

/// One cell, by the same spelling.
pub(crate) fn cell(text: &str) -> Cell {
    let (content, formula, format): (Content, Option<&str>, Option<&str>) = if let Some(text) =
        text.strip_prefix('\'')
    {
        (Content::Text(text.into()), None, None)
    } else if let Some(number) = text.strip_prefix('%').and_then(|text| Decimal::from_str_exact(text).ok()) {
        (Content::Number(number), None, Some("0.0%"))
    } else if let Ok(number) = Decimal::from_str_exact(text) {
        (Content::Number(number), None, None)
    } else if let (10, Ok(date)) = (text.len(), NaiveDate::parse_from_str(text, "%Y-%m-%d")) {
        (Content::Date(date), None, Some("dd/mm/yyyy"))
    } else if let Some(formula) = text.strip_prefix('=') {
        (Content::NotCalculated, Some(formula), None)
    } else if text.starts_with('#') {
        (Content::Error(text.into()), None, None)
    } else if text == "TRUE" || text == "FALSE" {
        (Content::Bool(text == "TRUE"), None, None)
    } else {
        (Content::Text(text.replace('~', "\n").into()), None, None)
    };
    Cell { formula: formula.map(Arc::from), format: format.map(Arc::from), ..Cell::of(content) }
}

/// A workbook of `sheets`.
pub(crate) fn workbook(sheets: Vec<Sheet>) -> Workbook {
    Workbook { container: Container::Xlsx, sheets }
}
