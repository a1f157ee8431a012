//! Forms whose rows are named: each figure stands where its row and its column meet.

use std::collections::BTreeSet;

use super::form::{FormRow, FormRows};
use super::form_page::FormPage;
use super::page::PageReading;
use super::row_checks;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Figure;
use crate::plan::Plan;
use crate::text::{clean, fold};

/// The figures of the named rows. A row that is not there is told of where a rule of `plan` needs its figure.
pub(super) fn read(page: &FormPage<'_>, plan: &Plan) -> PageReading {
    let mut reading = PageReading::default();
    let FormRows::Keyed { rows } = &page.form.rows else { return reading };
    let lines: Vec<u32> = page.rows().into_iter().filter(|row| !page.repeats_header(*row)).collect();
    let mut checked: BTreeSet<u32> = BTreeSet::new();
    for (row, labels) in rows.iter().zip(page.labels) {
        let Some(column) = page.form.column(&row.column) else { continue };
        let label = row.labels.first().map_or("", String::as_str);
        let question = page.question(column, &row.figure, label.into());
        let found = find(page, row, labels, &lines);
        let corner = CellRef::new(page.page.header.bottom, page.span().0);
        if found.is_empty() && plan.rules_needing(&row.figure).next().is_some() {
            let missing = Diagnostic::new(Code::RowMissing)
                .at(&page.page.address(corner))
                .with("label", label)
                .with("figure", row.code.as_deref().unwrap_or(&row.figure));
            reading.diagnostics.push(missing);
        }
        if let [first, _, ..] = found[..] {
            let cells = found.iter().map(|line| CellRef::new(*line, corner.column).to_string());
            let repeated = Diagnostic::new(Code::RowRepeated)
                .at(&page.page.address(CellRef::new(first, corner.column)))
                .with("code", row.code.as_deref().unwrap_or(label))
                .with("cells", cells.collect::<Vec<_>>().join(", "));
            reading.diagnostics.push(repeated);
        }
        checked.extend(&found);
        let mut reports = Vec::new();
        if let Some(place) = page.column(&row.column) {
            for line in found {
                let answer = page.page.ask(&question, line, place);
                reading.diagnostics.extend(answer.diagnostics);
                reports.push(answer.figure);
            }
        }
        let figure = Figure::from_reports(&row.figure, question.want(None), reports);
        reading.figures.single.insert(row.figure.clone(), figure);
    }
    for line in checked {
        row_checks::check(page, line, &mut reading);
    }
    reading
}

/// The lines of a named row: by its code, else by its text.
fn find(page: &FormPage<'_>, row: &FormRow, labels: &[TextKey], lines: &[u32]) -> Vec<u32> {
    if let Some(code) = row.code.as_deref().map(fold)
        && let Some(place) = page.column("ma").or_else(|| page.column("stt"))
    {
        let has_code = |line: &u32| {
            let cell = page.page.grid.cell(CellRef::new(*line, place));
            cell.is_some_and(|cell| fold(&clean(&cell.raw())) == code)
        };
        let coded: Vec<u32> = lines.iter().copied().filter(has_code).collect();
        if !coded.is_empty() {
            return coded;
        }
    }
    lines.iter().copied().filter(|line| page.says(*line, labels)).collect()
}
