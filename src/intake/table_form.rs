//! Forms of which every row is a record, such as the list of procedures.

use std::collections::HashSet;

use super::form::{FormColumn, FormRows};
use super::form_page::{FormPage, is_summable};
use super::outline;
use super::page::PageReading;
use super::question::Question;
use super::recognition::UnreadReason;
use super::row_checks;
use super::sheet::{Cell, Content};
use super::sub_total::RunningSums;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Figure, FigureId, FigureKind, Origin, Record, Table};
use crate::text::fold;

/// What a row of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    Record,
    /// A heading over records, a repeated header.
    Heading,
    /// A sum of records, or one carried from page to page.
    Sum,
    /// Outside of the columns, or blank but for dashes.
    Blank,
    /// The first row below the table.
    Closing,
}

/// The records of a table that may stand in pieces, each until the signature, or a blank row after which nothing like a
/// record follows.
pub(super) fn read(pages: &[FormPage<'_>]) -> PageReading {
    let mut reading = PageReading::default();
    let mut running = RunningSums::default();
    for page in pages {
        let FormRows::Table { figure, .. } = &page.form.rows else { continue };
        let table = read_piece(page, figure, pages.len() > 1, &mut running, &mut reading);
        let whole = reading.figures.tables.entry(figure.clone()).or_default();
        whole.records.extend(table.records);
        whole.origins.extend(table.origins);
    }
    reading
}

/// The texts of each record, by which it is the same as another.
pub(super) fn records(pages: &[FormPage<'_>]) -> HashSet<String> {
    let mut records = HashSet::new();
    let running = RunningSums::default();
    for page in pages {
        for row in page.rows().into_iter().filter(|row| is_full_record(page, *row, &running)) {
            let texts = page.columns().filter(|(column, _)| column.kind == FigureKind::Text);
            let names = texts.filter(|(column, _)| !matches!(&*column.id, "stt" | "tt"));
            let said: Vec<String> = names
                .filter_map(|(_, place)| page.page.value(row, place, FigureKind::Text).1)
                .map(|cell| fold(&cell.raw()))
                .collect();
            records.insert(said.join("\u{1}"));
        }
    }
    records
}

/// The records of one piece, which may end in the number of its page where it is one of `several`.
fn read_piece(
    page: &FormPage<'_>,
    figure: &FigureId,
    several: bool,
    running: &mut RunningSums,
    reading: &mut PageReading,
) -> Table {
    let mut table = Table { records: Vec::new(), origins: origins(page) };
    let rows = page.rows();
    // The first row below the header follows on it.
    let mut last = page.page.header.bottom;
    let mut records: Vec<u32> = Vec::new();
    for (index, row) in rows.iter().copied().enumerate() {
        let rest = rows.get(index..).unwrap_or_default();
        match kind_of(page, row, running) {
            RowKind::Record if several && rest.len() == 1 && is_page_number(page, row) => {
                reading.unread.extend(page.unread(row, UnreadReason::Group));
            }
            RowKind::Record if row == last + 1 || follows(page, rest, running) => {
                running.add(&page.amounts(row));
                let record = record(page, row, figure, reading);
                row_checks::check(page, row, reading);
                table.records.push(record);
                records.push(row);
                last = row;
            }
            kind @ (RowKind::Heading | RowKind::Sum) => {
                if kind == RowKind::Sum {
                    running.restart();
                }
                reading.unread.extend(page.unread(row, UnreadReason::Group));
                last = row;
            }
            RowKind::Blank => {}
            kind @ (RowKind::Closing | RowKind::Record) => {
                reading.unread.extend(rest.iter().filter_map(|row| page.unread(*row, UnreadReason::Below)));
                if kind == RowKind::Closing {
                    reading.diagnostics.extend(rows_below(page, rest, running));
                }
                break;
            }
        }
    }
    for (column, place) in page.columns().filter(|(column, _)| is_summable(column)) {
        let run: Vec<_> = records.iter().map(|row| (column, CellRef::new(*row, place))).collect();
        reading.diagnostics.extend(page.typed_over(&run));
    }
    table
}

/// Whether `row` holds nothing but one whole number, and no name.
fn is_page_number(page: &FormPage<'_>, row: u32) -> bool {
    let mut cells = page.page.grid.row(row);
    let number = |cell: &Cell| matches!(&cell.content, Content::Number(number) if number.is_integer());
    match (cells.next(), cells.next()) {
        (Some((_, cell)), None) => number(cell) && name_of(page, row).is_empty(),
        _ => false,
    }
}

/// Whether any of `rows` before the signature is a record with most needed columns filled: only then does the table go
/// on after a gap, so that a spacer row does not end it and a stray remark does not prolong it.
fn follows(page: &FormPage<'_>, rows: &[u32], running: &RunningSums) -> bool {
    rows.iter()
        .take_while(|row| kind_of(page, **row, running) != RowKind::Closing)
        .any(|row| is_full_record(page, *row, running))
}

fn is_full_record(page: &FormPage<'_>, row: u32, running: &RunningSums) -> bool {
    let needed = page.columns().filter(|(column, _)| column.needed).count();
    kind_of(page, row, running) == RowKind::Record && page.filled(row, |column| column.needed) * 2 >= needed
}

/// What must be said of records below the signature.
fn rows_below(page: &FormPage<'_>, rest: &[u32], running: &RunningSums) -> Option<Diagnostic> {
    let first_column = page.span().0;
    let cells: Vec<CellRef> = rest
        .iter()
        .filter(|row| is_full_record(page, **row, running) && page.usable(**row) > 0)
        .map(|row| CellRef::new(*row, first_column))
        .collect();
    let (first, last) = (cells.first()?, cells.last()?);
    let shown = if cells.len() == 1 { first.to_string() } else { format!("{first}–{last}") };
    let diagnostic = Diagnostic::new(Code::RowsBelow).at(&page.page.address(*first));
    Some(diagnostic.with("count", cells.len()).with("cells", shown))
}

fn kind_of(page: &FormPage<'_>, row: u32, running: &RunningSums) -> RowKind {
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
    if page.is_sub_total(row, running) {
        return RowKind::Sum;
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

fn record(page: &FormPage<'_>, row: u32, figure: &FigureId, reading: &mut PageReading) -> Record {
    let mut record = Record::default();
    let name = name_of(page, row);
    for (index, column) in page.form.columns.iter().enumerate() {
        let label =
            if name.is_empty() { column.label.to_string() } else { format!("{}: {name}", column.label) };
        let measure = page.measure(column, row);
        let question = Question { measure, ..page.question(column, figure, label.into()) };
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
