//! A plain official sheet: a centred heading over one table, for what is listed rather than laid out by the template.

use std::sync::Arc;

use super::book::{Border, Cell, Content, Horizontal, Line, Page, Sheet, Style, Vertical};
use super::fit::{column_pixels, height};
use crate::address::{CellRange, CellRef};
use crate::diagnostic::{Lang, label};

/// Height of one line of text in points.
const LINE: f64 = 16.0;

/// One column of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<'a> {
    pub(super) title: &'a str,
    /// Width in characters.
    pub(super) width: f64,
    /// Whether its texts stand in the middle, as short ones do.
    pub(super) centred: bool,
}

/// Columns by the keys of their titles, each with its width and whether its cells are centred.
pub(super) fn columns<'a>(lang: Lang, columns: &[(&'a str, f64, bool)]) -> Vec<Column<'a>> {
    let column =
        |&(key, width, centred): &(&'a str, f64, bool)| Column { title: label(lang, key), width, centred };
    columns.iter().map(column).collect()
}

/// A sheet named `name`: the lines of `heading`, then the table. Where there are no rows, `nothing` says so.
pub(super) fn sheet(
    name: &str,
    heading: Vec<(String, Style)>,
    columns: &[Column<'_>],
    rows: Vec<Vec<String>>,
    nothing: &str,
) -> Sheet {
    let mut sheet = Sheet {
        name: name.to_owned(),
        page: page(),
        hide_gridlines: true,
        column_widths: (0..).zip(columns.iter().map(|column| column.width)).collect(),
        ..Sheet::default()
    };
    let last = u32::try_from(columns.len()).unwrap_or(1).saturating_sub(1);
    let width: f64 = columns.iter().map(|column| column_pixels(column.width)).sum();
    let mut row = 0;
    for (text, style) in heading {
        let tall = height(&text, &Style { wrap: true, ..style.clone() }, width);
        put(&mut sheet, row, 0, text, &Arc::new(Style { wrap: true, ..style }));
        sheet.merges.push(CellRange { start: CellRef::new(row, 0), end: CellRef::new(row, last) });
        sheet.row_heights.insert(row, tall.max(LINE * 1.25));
        row += 1;
    }
    row += 1;
    if rows.is_empty() {
        put(&mut sheet, row, 0, nothing.to_owned(), &Arc::new(Style::default()));
    } else {
        table(&mut sheet, row, columns, rows);
    }
    sheet
}

fn table(sheet: &mut Sheet, first: u32, columns: &[Column<'_>], rows: Vec<Vec<String>>) {
    let edge = Some(Border { line: Line::Thin, color: 0x80_80_80 });
    let body =
        Style { size: 11.0, borders: [edge; 4], wrap: true, vertical: Vertical::Top, ..Style::default() };
    let centred = Arc::new(Style { horizontal: Horizontal::Center, ..body.clone() });
    let header = Arc::new(Style {
        bold: true,
        fill: Some(0xE7_EC_F3),
        horizontal: Horizontal::Center,
        vertical: Vertical::Center,
        ..body.clone()
    });
    let body = Arc::new(body);
    for (index, column) in (0..).zip(columns) {
        put(sheet, first, index, column.title.to_owned(), &header);
    }
    let tallest = columns.iter().map(|column| height(column.title, &header, column_pixels(column.width)));
    sheet.row_heights.insert(first, tallest.fold(LINE * 1.5, f64::max));
    for (row, cells) in (first + 1..).zip(rows) {
        let heights =
            cells.iter().zip(columns).map(|(text, column)| height(text, &body, column_pixels(column.width)));
        sheet.row_heights.insert(row, heights.fold(LINE, f64::max));
        for ((index, column), text) in (0..).zip(columns).zip(cells) {
            put(sheet, row, index, text, if column.centred { &centred } else { &body });
        }
    }
    sheet.page.repeat_rows = Some((first, first));
    sheet.freeze = Some(CellRef::new(first + 1, 0));
}

fn page() -> Page {
    Page {
        landscape: true,
        paper: 9,
        margins: Some([0.79, 0.59, 0.79, 0.79, 0.3, 0.3]),
        fit: Some((1, 0)),
        header: "&C&P".into(),
        first_header: Some(String::new()),
        ..Page::default()
    }
}

fn put(sheet: &mut Sheet, row: u32, column: u32, text: String, style: &Arc<Style>) {
    let cell = Cell { content: Content::Text(text), style: style.clone(), ..Cell::default() };
    sheet.cells.insert(CellRef::new(row, column), cell);
}
