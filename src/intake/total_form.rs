//! Forms of which one total row is read; the rows above it only check it.

use rust_decimal::Decimal;

use super::form::FormColumn;
use super::form_page::{FormPage, is_summable};
use super::outline::{self, OutlineRow};
use super::page::PageReading;
use super::recognition::UnreadReason;
use super::row_checks;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Figure;

/// The figures of the total row, with the total and the identities checked.
pub(super) fn read(page: &FormPage<'_>) -> PageReading {
    let mut reading = PageReading::default();
    let labels = page.labels.first().map_or(&[][..], Vec::as_slice);
    let rows: Vec<u32> = page.rows().into_iter().filter(|row| !page.repeats_header(*row)).collect();
    let totals = total_rows(page, labels, &rows);
    let details = detail_rows(page, &rows, &totals, &mut reading);
    match totals[..] {
        [] => reading.diagnostics.push(row_missing(page, labels.first())),
        [_] => {}
        _ => {
            let first = labels.first().map_or("", |label| label.shown.as_str());
            let cells = totals.iter().map(|row| CellRef::new(*row, page.span().0).to_string());
            let repeated = Diagnostic::new(Code::RowRepeated)
                .at(&page.page.address(CellRef::new(totals.first().copied().unwrap_or(0), page.span().0)))
                .with("code", first)
                .with("cells", cells.collect::<Vec<_>>().join(", "));
            reading.diagnostics.push(repeated);
        }
    }
    for (column, place) in page.form.columns.iter().enumerate().map(|(i, c)| (c, page.page.header.column(i)))
    {
        let Some(figure) = &column.figure else { continue };
        let question = page.question(column, figure, column.label.clone());
        let mut reports = Vec::new();
        if let Some(place) = place {
            for row in &totals {
                let answer = page.page.ask(&question, *row, place);
                reading.diagnostics.extend(answer.diagnostics);
                reports.push(answer.figure);
            }
        }
        let merged = Figure::from_reports(figure, question.want(None), reports);
        reading.figures.single.insert(figure.clone(), merged);
    }
    if let [total] = totals[..] {
        let summable = page.columns().filter(|(column, _)| is_summable(column));
        let run: Vec<_> = summable.map(|(column, place)| (column, CellRef::new(total, place))).collect();
        reading.diagnostics.extend(page.typed_over(&run));
        check_sums(page, total, &details, &mut reading);
    }
    for row in details.iter().chain(&totals) {
        row_checks::check(page, *row, &mut reading);
    }
    reading
}

/// The total rows: those with the label that stands first in the description; a text that only begins with a label is
/// taken where it is the only one.
fn total_rows(page: &FormPage<'_>, labels: &[TextKey], rows: &[u32]) -> Vec<u32> {
    let with_numbers = |row: &u32| page.filled(*row, is_summable) > 0;
    for label in labels {
        let exact: Vec<u32> =
            rows.iter().copied().filter(|row| page.says(*row, std::slice::from_ref(label))).collect();
        let filled: Vec<u32> = exact.iter().copied().filter(with_numbers).collect();
        if !filled.is_empty() {
            return filled;
        }
        // A total row that was left blank is still the total row.
        if let [row] = exact[..] {
            return vec![row];
        }
    }
    let begins = |row: u32| {
        page.page.grid.texts(row, row).any(|(_, key)| {
            labels
                .iter()
                .any(|label| key.full.strip_prefix(&label.full).is_some_and(|rest| rest.starts_with(' ')))
        })
    };
    let beginning: Vec<u32> = rows.iter().copied().filter(|row| begins(*row) && with_numbers(row)).collect();
    if beginning.len() == 1 { beginning } else { Vec::new() }
}

/// The rows that make up the total: no total, no sub-total in words, no heading, nothing below the table.
fn detail_rows(page: &FormPage<'_>, rows: &[u32], totals: &[u32], reading: &mut PageReading) -> Vec<u32> {
    let mut details = Vec::new();
    let last_total = totals.last().copied().unwrap_or(0);
    for row in rows.iter().copied().filter(|row| !totals.contains(row)) {
        if row > last_total && page.closes(row) {
            let rest = rows.iter().copied().filter(|other| *other >= row);
            reading.unread.extend(rest.filter_map(|row| page.unread(row, UnreadReason::Below)));
            break;
        }
        if page.usable(row) == 0 {
            reading.unread.extend(page.unread(row, UnreadReason::Group));
            continue;
        }
        let texts = || page.page.grid.texts(row, row).map(|(_, key)| key);
        let sub_total = texts().any(|key| is_sub_total(&key.full));
        if sub_total {
            reading.unread.extend(page.unread(row, UnreadReason::Group));
        } else {
            details.push(row);
        }
    }
    details
}

/// `Cộng`, `Tổng (I)`, `Cộng nhóm II`; a field such as `Tổng hợp` or `Cộng đồng` is none.
fn is_sub_total(text: &str) -> bool {
    let alone = ["cộng", "tổng"].iter().filter_map(|word| text.strip_prefix(word));
    let begins = ["tổng cộng", "tổng số", "tiểu cộng", "cộng nhóm", "cộng mục", "cộng phần", "cộng lĩnh vực"];
    alone.map(str::trim_start).any(|rest| rest.is_empty() || rest.starts_with(['(', ':']))
        || begins.iter().any(|word| text.starts_with(word))
}

fn row_missing(page: &FormPage<'_>, label: Option<&TextKey>) -> Diagnostic {
    let figure = page.form.columns.iter().find_map(|column| column.figure.clone());
    Diagnostic::new(Code::RowMissing)
        .at(&page.page.address(CellRef::new(page.page.header.bottom, page.span().0)))
        .with("label", label.map_or("", |label| label.shown.as_str()))
        .with("figure", figure.as_deref().unwrap_or_default())
}

fn check_sums(page: &FormPage<'_>, total: u32, details: &[u32], reading: &mut PageReading) {
    for (column, place) in page.columns().filter(|(column, _)| is_summable(column)) {
        let Some(stated) = page.number_in(column, total, place) else { continue };
        let rows: Vec<OutlineRow> = details
            .iter()
            .map(|row| OutlineRow {
                number: page.number(*row).unwrap_or_default(),
                value: page.number_in(column, *row, place),
            })
            .collect();
        let summed = outline::sum(&rows);
        let mut differ = |row: u32, total: Decimal, sum: Decimal| {
            let diagnostic = Diagnostic::new(Code::TotalDiffers)
                .at(&page.page.address(CellRef::new(row, place)))
                .with("total", total.normalize())
                .with("sum", sum.normalize())
                .with("column", named(column));
            reading.diagnostics.push(diagnostic);
        };
        if let Some(sum) = summed.sum
            && sum != stated
        {
            differ(total, stated, sum);
        }
        for (index, own, sum) in summed.differing {
            if let Some(row) = details.get(index) {
                differ(*row, own, sum);
            }
        }
    }
}

/// A column in messages: its number with its name.
fn named(column: &FormColumn) -> String {
    match &column.number {
        Some(number) => format!("{number} {}", column.label),
        None => column.label.to_string(),
    }
}
