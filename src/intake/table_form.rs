//! Forms of which every row is a record, such as the list of procedures.

use super::form::{FormColumn, FormRows};
use super::form_page::{FormPage, is_summable};
use super::outline;
use super::page::PageReading;
use super::recognition::UnreadReason;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::figure::{Figure, FigureKind, Origin, Record, Table};

/// What a row of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    Record,
    /// A heading over records, a repeated header, a sum.
    Heading,
    /// Outside of the columns, or blank but for dashes.
    Blank,
    /// The first row below the table.
    Closing,
}

/// The table's records, until the signature, or a blank row after which nothing like a record follows.
pub(super) fn read(page: &FormPage<'_>) -> PageReading {
    let mut reading = PageReading::default();
    let FormRows::Table { figure, .. } = &page.form.rows else { return reading };
    let mut table = Table { records: Vec::new(), origins: origins(page) };
    let rows = page.rows();
    let mut last_record: Option<u32> = None;
    let mut records: Vec<u32> = Vec::new();
    for (index, row) in rows.iter().copied().enumerate() {
        match kind_of(page, row) {
            RowKind::Record if follows(page, &rows, index, last_record) => {
                let record = record(page, row, figure, &mut reading);
                table.records.push(record);
                records.push(row);
                last_record = Some(row);
            }
            RowKind::Heading => {
                reading.unread.extend(page.unread(row, UnreadReason::Group));
                last_record = last_record.map(|_| row);
            }
            RowKind::Blank => {}
            RowKind::Closing | RowKind::Record => {
                let rest = rows.iter().skip(index).copied();
                reading.unread.extend(rest.filter_map(|row| page.unread(row, UnreadReason::Below)));
                break;
            }
        }
    }
    for (column, place) in page.columns().filter(|(column, _)| is_summable(column)) {
        let run: Vec<_> = records.iter().map(|row| (column, CellRef::new(*row, place))).collect();
        reading.diagnostics.extend(page.typed_over(&run));
    }
    reading.figures.tables.insert(figure.clone(), table);
    reading
}

/// Whether the row at `index` continues the table: right below the last one, or after a gap with most needed columns
/// filled, so that a spacer row does not end the table and a stray remark does not prolong it.
fn follows(page: &FormPage<'_>, rows: &[u32], index: usize, last: Option<u32>) -> bool {
    let Some(row) = rows.get(index).copied() else { return false };
    let needed = page.columns().filter(|(column, _)| column.needed).count();
    let adjacent = last.is_some_and(|last| row == last + 1);
    adjacent || page.filled(row, |column| column.needed) * 2 >= needed
}

fn kind_of(page: &FormPage<'_>, row: u32) -> RowKind {
    if page.closes(row) {
        return RowKind::Closing;
    }
    let filled = page.filled(row, |_| true);
    if filled == 0 {
        return RowKind::Blank;
    }
    if page.repeats_header(row) {
        return RowKind::Heading;
    }
    let sums = ["cộng", "tổng cộng", "tổng số", "tổng"].map(TextKey::of);
    if page.says(row, &sums) {
        return RowKind::Heading;
    }
    let number = page.number(row);
    let typed = page.filled(row, |column| column.kind != FigureKind::Text);
    if typed == 0 && is_heading(page, row, filled, number.as_deref()) {
        return RowKind::Heading;
    }
    RowKind::Record
}

/// Whether a row without any value is a heading: merged across, or numbered like one (`I`, `A`), or not numbered in a
/// table whose records are.
fn is_heading(page: &FormPage<'_>, row: u32, filled: usize, number: Option<&str>) -> bool {
    let across = page.page.grid.row(row).any(|(at, _)| {
        page.page.grid.merge(at).is_some_and(|range| range.start == at && range.end.column > at.column)
    });
    let numbered = |number: &str| {
        number.chars().next().is_some_and(|c| c.is_ascii_digit()) && outline::depth(number).is_some()
    };
    let unnumbered = number.is_some_and(|number| !numbered(number));
    across || unnumbered || (number.is_none() && filled == 1)
}

fn record(
    page: &FormPage<'_>,
    row: u32,
    figure: &crate::figure::FigureId,
    reading: &mut PageReading,
) -> Record {
    let mut record = Record::default();
    let name = name_of(page, row);
    for (index, column) in page.form.columns.iter().enumerate() {
        let label =
            if name.is_empty() { column.label.to_string() } else { format!("{}: {name}", column.label) };
        let question = page.question(column, figure, label.into());
        let field = match page.page.header.column(index) {
            Some(place) => {
                let answer = page.page.ask(&question, row, place);
                reading.diagnostics.extend(answer.diagnostics);
                answer.figure
            }
            None => Figure::missing(question.want(None)),
        };
        record.fields.insert(column.id.to_string(), field);
    }
    record
}

/// What a record is called in messages: its first needed text.
fn name_of(page: &FormPage<'_>, row: u32) -> String {
    let is_name = |column: &FormColumn| column.needed && column.kind == FigureKind::Text;
    let place = page.columns().find(|(column, _)| is_name(column)).map(|(_, place)| place);
    let cell = place.and_then(|place| page.page.value(row, place, FigureKind::Text).1);
    let text = cell.map(|cell| crate::text::clean(&cell.raw())).unwrap_or_default();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The header cells by which the table was found.
fn origins(page: &FormPage<'_>) -> Vec<Origin> {
    let header = page.page.header;
    header
        .found
        .iter()
        .map(|found| Origin {
            address: page.page.address(found.cell),
            unit: page.page.unit.clone(),
            form: page.form.id.clone(),
            raw: page.page.grid.text(found.cell).map_or("", |key| key.shown.as_str()).into(),
        })
        .collect()
}
