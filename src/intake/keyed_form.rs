//! Forms whose rows are named: each figure stands where its row and its column meet.

use std::collections::{BTreeSet, HashSet};

use super::expectation::Expectation;
use super::form::{FormRow, FormRows};
use super::form_page::FormPage;
use super::page::PageReading;
use super::row_checks;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Figure;
use crate::text::{clean, fold};

/// A row of one of the pieces in which a form stands.
type Line<'p, 'a> = (&'p FormPage<'a>, u32);

/// The figures of the named rows. A row that is not there is told of where a rule needs its figure.
pub(super) fn read(pages: &[FormPage<'_>], facts: &Expectation) -> PageReading {
    let mut reading = PageReading::default();
    let Some(first) = pages.first() else { return reading };
    let FormRows::Keyed { rows } = &first.form.rows else { return reading };
    let lines = lines(pages);
    let mut checked: BTreeSet<(usize, u32)> = BTreeSet::new();
    let corner = |(page, row): &Line<'_, '_>| CellRef::new(*row, page.span().0);
    for (row, labels) in rows.iter().zip(first.labels) {
        let Some(column) = first.form.column(&row.column) else { continue };
        let label = row.labels.first().map_or("", String::as_str);
        let question = first.question(column, &row.figure, label.into());
        let found = find(row, labels, &lines);
        if found.is_empty() && facts.needed.contains(&row.figure) {
            let missing = Diagnostic::new(Code::RowMissing)
                .at(&first.page.address(corner(&(first, first.page.header.bottom))))
                .with("label", label)
                .with("figure", row.code.as_deref().unwrap_or(&row.figure));
            reading.diagnostics.push(missing);
        }
        if let [(page, top), _, ..] = found[..] {
            let cells = found.iter().map(|line| corner(line).to_string());
            let repeated = Diagnostic::new(Code::RowRepeated)
                .at(&page.page.address(corner(&(page, top))))
                .with("code", row.code.as_deref().unwrap_or(label))
                .with("cells", cells.collect::<Vec<_>>().join(", "));
            reading.diagnostics.push(repeated);
        }
        let mut reports = Vec::new();
        for (page, line) in found {
            let piece = pages.iter().position(|other| std::ptr::eq(other, page));
            checked.extend(piece.map(|piece| (piece, line)));
            let Some(place) = page.column(&row.column) else { continue };
            let answer = page.page.ask(&question, line, place);
            reading.diagnostics.extend(answer.diagnostics);
            reports.push(answer.figure);
        }
        let figure = Figure::from_reports(&row.figure, question.want(None), reports);
        reading.figures.single.insert(row.figure.clone(), figure);
    }
    for (page, line) in checked.into_iter().filter_map(|(piece, line)| Some((pages.get(piece)?, line))) {
        row_checks::check(page, line, &mut reading);
    }
    reading
}

/// Which of the named rows stand in `pages`, by their places in the description.
pub(super) fn named_rows(pages: &[FormPage<'_>]) -> HashSet<String> {
    let Some(first) = pages.first() else { return HashSet::new() };
    let FormRows::Keyed { rows } = &first.form.rows else { return HashSet::new() };
    let lines = lines(pages);
    let there = rows.iter().zip(first.labels).filter(|(row, labels)| !find(row, labels, &lines).is_empty());
    there.map(|(row, _)| row.figure.to_string()).collect()
}

fn lines<'p, 'a>(pages: &'p [FormPage<'a>]) -> Vec<Line<'p, 'a>> {
    let of = |page: &'p FormPage<'a>| {
        let rows = page.rows().into_iter().filter(|row| !page.repeats_header(*row));
        rows.map(move |row| (page, row))
    };
    pages.iter().flat_map(of).collect()
}

/// The lines of a named row: by its code, else by its text.
fn find<'p, 'a>(row: &FormRow, labels: &[TextKey], lines: &[Line<'p, 'a>]) -> Vec<Line<'p, 'a>> {
    if let Some(code) = row.code.as_deref().map(fold) {
        let has_code = |(page, line): &Line<'_, '_>| {
            let place = page.column("ma").or_else(|| page.column("stt"));
            let cell = place.and_then(|place| page.page.grid.cell(CellRef::new(*line, place)));
            cell.is_some_and(|cell| fold(&clean(&cell.raw())) == code)
        };
        let coded: Vec<Line<'p, 'a>> = lines.iter().copied().filter(has_code).collect();
        if !coded.is_empty() {
            return coded;
        }
    }
    lines.iter().copied().filter(|(page, line)| page.says(*line, labels)).collect()
}
