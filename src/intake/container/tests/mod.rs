//! Workbooks made in the tests, part by part, so that what is odd about each can be read.

mod builders;
mod delimited;
mod hostile;
mod html;
mod kinds;
mod legacy;
mod ods;
mod ods_look;
mod passwords;
mod spreadsheet_xml;
mod xls;
mod xls_formulas;
mod xls_look;
mod xlsb;
mod xlsx;

use super::*;
use crate::address::CellRef;
use crate::intake::sheet::{Cell, Content, Oddities, Oddity, Sheet};

/// Reads `bytes` under `name`; the workbook and the codes of what is told of it.
fn read_ok(bytes: &[u8], name: &str) -> (Workbook, Vec<Code>) {
    let (workbook, diagnostics) = read_workbook(bytes, name, &Limits::default()).expect("a workbook");
    (workbook, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

/// The code and reason of why `bytes` are refused.
fn read_err(bytes: &[u8], name: &str) -> (Code, String) {
    let diagnostic = read_workbook(bytes, name, &Limits::default()).expect_err("no workbook");
    assert_eq!(diagnostic.place.file.as_deref(), Some(name));
    (diagnostic.code, diagnostic.arguments.get("reason").map(ToString::to_string).unwrap_or_default())
}

/// The cell at `address`, which must hold something.
fn cell<'s>(sheet: &'s Sheet, address: &str) -> &'s Cell {
    let place = CellRef::parse(address).expect("an address");
    sheet.cells.get(&place).unwrap_or_else(|| panic!("{address} is blank"))
}

fn text(text: &str) -> Content {
    Content::Text(text.into())
}

fn number(text: &str) -> Content {
    Content::Number(text.parse().expect("a decimal"))
}

fn day(year: i32, month: u32, day: u32) -> Content {
    Content::Date(chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
}

/// Every cell of a sheet as `A1=content`, for sheets of plain texts.
fn texts(sheet: &Sheet) -> Vec<String> {
    sheet.cells.iter().map(|(place, cell)| format!("{place}={}", cell.raw())).collect()
}
