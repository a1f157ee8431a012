//! `Book` to `.xlsx`. The only module that names `rust_xlsxwriter`.

mod amend;
mod chart;
mod first_page;
mod format;
mod growing;
mod note;
mod page;
mod validation;

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError};

use self::format::Formats;
use self::validation::Lists;
use super::book::{Book, Cell, Content, Link, Sheet};
use crate::address::{CellRange, CellRef};

/// Most UTF-16 units that Excel keeps in one cell.
const CELL_LIMIT: usize = 32_767;

/// Why a book could not be written: it breaks one of Excel's own limits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WriteError(String);

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

impl From<zip::result::ZipError> for WriteError {
    fn from(error: zip::result::ZipError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for WriteError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// The bytes of `book` as `.xlsx`. The same book gives the same bytes.
pub fn write_book(book: &Book) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let created = book.created.and_time(chrono::NaiveTime::MIN);
    workbook.set_properties(
        &DocProperties::new().set_title(&book.title).set_author(&book.author).set_creation_datetime(&created),
    );
    let mut lists = Lists::new(book);
    let mut formats = Formats::default();
    for sheet in &book.sheets {
        write_sheet(workbook.add_worksheet(), sheet, &mut formats, &mut lists)?;
    }
    lists.write(&mut workbook)?;
    let bytes = workbook.save_to_buffer()?;
    amend::sheets(bytes, book)
}

fn write_sheet(
    out: &mut Worksheet,
    sheet: &Sheet,
    formats: &mut Formats,
    lists: &mut Lists,
) -> Result<(), WriteError> {
    out.set_name(&sheet.name)?;
    write_columns_and_rows(out, sheet)?;
    let covered = write_merges(out, sheet, formats)?;
    for (&at, cell) in &sheet.cells {
        if covered.iter().any(|range| range.contains(at) && range.start != at) {
            let format = formats.of(&cell.style, false);
            out.write_blank(at.row, column(at.column)?, &format)?;
        } else {
            write_cell(out, at, cell, formats)?;
        }
    }
    page::set(out, &sheet.page)?;
    validation::add(out, &sheet.validations, lists)?;
    for chart in &sheet.charts {
        chart::insert(out, chart)?;
    }
    if let Some(range) = sheet.autofilter {
        let (first, last) = (column(range.start.column)?, column(range.end.column)?);
        out.autofilter(range.start.row, first, range.end.row, last)?;
    }
    if let Some(cell) = sheet.freeze {
        out.set_freeze_panes(cell.row, column(cell.column)?)?;
    }
    if let Some(color) = sheet.tab_color {
        out.set_tab_color(color);
    }
    out.set_screen_gridlines(!sheet.hide_gridlines);
    if let Some(zoom) = sheet.zoom {
        out.set_zoom(zoom.clamp(10, 400));
    }
    if sheet.protected {
        // People must still be able to widen a column in order to read it.
        let options =
            ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
        out.protect_with_options(&options);
    }
    Ok(())
}

fn write_columns_and_rows(out: &mut Worksheet, sheet: &Sheet) -> Result<(), WriteError> {
    for (&index, &width) in &sheet.column_widths {
        out.set_column_width(column(index)?, width.clamp(0.0, 255.0))?;
    }
    for &index in &sheet.hidden_columns {
        out.set_column_hidden(column(index)?)?;
    }
    for (&row, &height) in &sheet.row_heights {
        out.set_row_height(row, height.clamp(0.0, 409.0))?;
    }
    Ok(())
}

fn write_merges<'a>(
    out: &mut Worksheet,
    sheet: &'a Sheet,
    formats: &mut Formats,
) -> Result<Vec<&'a CellRange>, WriteError> {
    let merges: Vec<_> = sheet.merges.iter().filter(|range| range.start != range.end).collect();
    for range in &merges {
        let style = sheet.cells.get(&range.start).map(|cell| cell.style.clone()).unwrap_or_default();
        let (first, last) = (column(range.start.column)?, column(range.end.column)?);
        let format = formats.of(&style, false);
        out.merge_range(range.start.row, first, range.end.row, last, "", &format)?;
    }
    Ok(merges)
}

fn write_cell(
    out: &mut Worksheet,
    at: CellRef,
    cell: &Cell,
    formats: &mut Formats,
) -> Result<(), WriteError> {
    let (row, col) = (at.row, column(at.column)?);
    let format = formats.of(&cell.style, matches!(cell.content, Content::Date(_)));
    if let Some(link) = &cell.link {
        // The link is stored beside the cell; what follows overwrites only the cell's text.
        out.write_url_with_options(row, col, target(link).as_str(), " ", "", Some(&format))?;
    }
    match &cell.content {
        Content::Blank => {
            out.write_blank(row, col, &format)?;
        }
        Content::Text(text) => {
            out.write_string_with_format(row, col, shortened(text, CELL_LIMIT), &format)?;
        }
        Content::Number(number) => {
            out.write_number_with_format(row, col, float(*number), &format)?;
        }
        Content::Date(date) => {
            if out.write_date_with_format(row, col, date, &format).is_err() {
                // Excel has no days before 1900.
                out.write_string_with_format(row, col, crate::period::date_vi(*date), &format)?;
            }
        }
        Content::Formula { formula, result } => {
            let formula = Formula::new(formula).set_result(result.normalize().to_string());
            out.write_formula_with_format(row, col, formula, &format)?;
        }
    }
    if let Some(text) = &cell.note {
        out.insert_note(row, col, &note::of(text))?;
    }
    Ok(())
}

fn target(link: &Link) -> String {
    format!("internal:'{}'!{}", link.sheet.replace('\'', "''"), link.cell)
}

fn column(index: u32) -> Result<u16, WriteError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError.into())
}

/// The nearest double: through text, because the shortest decimal is what Excel stores as well.
fn float(number: Decimal) -> f64 {
    f64::from_str(&number.to_string()).unwrap_or(0.0)
}

/// `text`, or its beginning and an ellipsis where it has more than `limit` UTF-16 units.
fn shortened(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut length = 1;
    let mut kept: String = text
        .chars()
        .take_while(|letter| {
            length += letter.len_utf16();
            length <= limit
        })
        .collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests;
