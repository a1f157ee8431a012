//! Forms of which one total row is read; the rows above it only check it.

use rust_decimal::Decimal;

use super::form::FormColumn;
use super::form_page::{FormPage, is_summable};
use super::grouping::{self, GroupedRow, Grouping};
use super::page::PageReading;
use super::recognition::UnreadReason;
use super::row_checks::{self, RowNumbers};
use super::sub_total::{self, RunningSums};
use super::text_key::TextKey;
use super::wrong_cell::wrong_cells;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Doubt, Figure, State, Value};

/// A row of a table that may stand in pieces, by its piece and the sheet's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    piece: usize,
    row: u32,
}

/// Pieces of one table that make up one total.
struct Pieces<'p, 'a> {
    pages: &'p [FormPage<'a>],
    labels: &'p [TextKey],
}

/// The figures of the total row of each table that `pages` hold, with totals and identities checked. A table ends with
/// the piece that holds its total row, since a header is printed anew on every page.
pub(super) fn read(pages: &[FormPage<'_>]) -> PageReading {
    let mut reading = PageReading::default();
    let Some(first) = pages.first() else { return reading };
    let labels = first.labels.first().map_or(&[][..], Vec::as_slice);
    let totals = Pieces { pages, labels }.total_lines();
    let mut begin = 0;
    for end in ends(pages, &totals) {
        let Some(pages) = pages.get(begin..end) else { continue };
        let own = totals.iter().filter(|line| (begin..end).contains(&line.piece));
        let own: Vec<Line> = own.map(|line| Line { piece: line.piece - begin, row: line.row }).collect();
        reading.add(Pieces { pages, labels }.read(&own));
        begin = end;
    }
    reading
}

/// Whether `pages` hold a total row.
pub(super) fn has_total(pages: &[FormPage<'_>]) -> bool {
    !total_cells(pages).is_empty()
}

/// The total rows of `pages`, each with its page.
pub(super) fn total_cells<'p, 'a>(pages: &'p [FormPage<'a>]) -> Vec<(&'p FormPage<'a>, u32)> {
    let labels = pages.first().and_then(|page| page.labels.first()).map_or(&[][..], Vec::as_slice);
    let lines = Pieces { pages, labels }.total_lines();
    lines.iter().filter_map(|line| Some((pages.get(line.piece)?, line.row))).collect()
}

/// Behind which pieces a table ends: behind each with a total row, before the next one where totals stand first; pieces
/// after the last total belong to its table.
fn ends(pages: &[FormPage<'_>], totals: &[Line]) -> Vec<usize> {
    let first_row = |piece: usize| {
        let page = pages.get(piece)?;
        page.rows().into_iter().find(|row| !page.repeats_header(*row) && page.usable(*row) > 0)
    };
    let mut with_total: Vec<usize> = totals.iter().map(|line| line.piece).collect();
    with_total.dedup();
    let heads = totals.first().is_some_and(|line| first_row(line.piece) == Some(line.row));
    let mut ends: Vec<usize> = match heads {
        true => with_total.into_iter().skip(1).collect(),
        false => with_total.into_iter().map(|piece| piece + 1).collect(),
    };
    if let Some(last) = ends.last_mut().filter(|_| !heads) {
        *last = pages.len();
    } else {
        ends.push(pages.len());
    }
    ends
}

impl Pieces<'_, '_> {
    fn read(&self, totals: &[Line]) -> PageReading {
        let mut reading = PageReading::default();
        let Some(first) = self.pages.first() else { return reading };
        let details = self.detail_lines(totals, &mut reading);
        match totals {
            [] => reading.diagnostics.extend(self.row_missing()),
            [_] => {}
            [top, ..] => {
                let corner = |line: &Line| self.page(*line).map(|page| CellRef::new(line.row, page.span().0));
                let cells = totals.iter().filter_map(corner).map(|cell| cell.to_string());
                let repeated = Diagnostic::new(Code::RowRepeated)
                    .at(&first.page.address(CellRef::new(top.row, first.span().0)))
                    .with("code", self.labels.first().map_or("", |label| label.shown.as_str()))
                    .with("cells", cells.collect::<Vec<_>>().join(", "));
                reading.diagnostics.push(repeated);
            }
        }
        for (index, column) in first.form.columns.iter().enumerate() {
            let Some(figure) = &column.figure else { continue };
            let question = first.question(column, figure, column.label.clone());
            let mut reports = Vec::new();
            for line in totals {
                let Some(page) = self.page(*line) else { continue };
                let Some(place) = page.page.header.column(index) else { continue };
                let answer = page.page.ask(&question, line.row, place);
                reading.diagnostics.extend(answer.diagnostics);
                reports.push(answer.figure);
            }
            let merged = Figure::from_reports(figure, question.want(None), reports);
            reading.figures.single.insert(figure.clone(), merged);
        }
        if let [total] = totals
            && let Some(page) = self.page(*total)
        {
            let summable = page.columns().filter(|(column, _)| is_summable(column));
            let run: Vec<_> =
                summable.map(|(column, place)| (column, CellRef::new(total.row, place))).collect();
            reading.diagnostics.extend(page.typed_over(&run));
            self.check_sums(*total, &details, &mut reading);
        }
        for line in details.iter().chain(totals) {
            if let Some(page) = self.page(*line) {
                row_checks::check(page, line.row, &mut reading);
            }
        }
        reading
    }

    fn page(&self, line: Line) -> Option<&FormPage<'_>> {
        self.pages.get(line.piece)
    }

    /// The rows of all pieces but for headers and numberings printed anew.
    fn lines(&self) -> impl Iterator<Item = (&FormPage<'_>, Line)> {
        self.pages.iter().enumerate().flat_map(|(piece, page)| {
            let rows = page.rows().into_iter().filter(|row| !page.repeats_header(*row));
            rows.map(move |row| (page, Line { piece, row }))
        })
    }

    /// The total rows: those with the label that stands first in the description; a text that only begins with a label
    /// is taken where it is the only one and names no part.
    fn total_lines(&self) -> Vec<Line> {
        let lines: Vec<(&FormPage<'_>, Line)> = self.lines().collect();
        let with_numbers = |(page, line): &(&FormPage<'_>, Line)| page.filled(line.row, is_summable) > 0;
        let placed = |lines: Vec<(&FormPage<'_>, Line)>| lines.into_iter().map(|(_, line)| line).collect();
        for label in self.labels {
            let says =
                |(page, line): &(&FormPage<'_>, Line)| page.says(line.row, std::slice::from_ref(label));
            let exact: Vec<_> = lines.iter().copied().filter(says).collect();
            let filled: Vec<_> = exact.iter().copied().filter(with_numbers).collect();
            if !filled.is_empty() {
                return placed(filled);
            }
            // A total row that was left blank is still the total row.
            if let [_] = exact[..] {
                return placed(exact);
            }
        }
        let begins = |key: &TextKey| {
            let begun = |label: &TextKey| {
                key.full.strip_prefix(&label.full).is_some_and(|rest| rest.starts_with(' '))
            };
            self.labels.iter().any(begun) && !sub_total::says_part_sum(key)
        };
        let beginning = |(page, line): &(&FormPage<'_>, Line)| {
            page.page.grid.texts(line.row, line.row).any(|(_, key)| begins(key))
        };
        let beginning = lines.iter().copied().filter(|line| beginning(line) && with_numbers(line));
        let beginning: Vec<_> = beginning.collect();
        if beginning.len() == 1 { placed(beginning) } else { Vec::new() }
    }

    /// The rows that make up the total: no total, no sub-total, no heading, nothing below the table. Below the total
    /// stand rates, comparisons and notes, unless it heads its table; a row that is numbered as the fields are is one
    /// all the same.
    fn detail_lines(&self, totals: &[Line], reading: &mut PageReading) -> Vec<Line> {
        let mut details = Vec::new();
        let mut running = RunningSums::default();
        let mut closed: Option<usize> = None;
        for (page, line) in self.lines().filter(|(_, line)| !totals.contains(line)) {
            let below = totals.last().is_some_and(|last| line > *last);
            let between = details.first().is_some_and(|first| totals.last().is_some_and(|last| first < last));
            let row = line.row;
            if closed == Some(line.piece) {
                reading.unread.extend(page.unread(row, UnreadReason::Below));
                continue;
            }
            let ahead = totals.iter().any(|total| total.piece == line.piece && total.row > row);
            if !ahead && page.closes(row) {
                closed = Some(line.piece);
                reading.unread.extend(page.unread(row, UnreadReason::Below));
                continue;
            }
            let remark = |key: &TextKey| sub_total::is_remark_on_total(key);
            if below && ((between && !page.is_numbered(row)) || page.label(row).is_some_and(remark)) {
                reading.unread.extend(page.unread(row, UnreadReason::Below));
                continue;
            }
            if page.usable(row) == 0 {
                reading.unread.extend(page.unread(row, UnreadReason::Group));
                continue;
            }
            let amounts = page.amounts(row);
            if page.is_sub_total(row, &running) {
                running.restart();
                reading.unread.extend(page.unread(row, UnreadReason::Group));
            } else {
                running.add(&amounts);
                details.push(line);
            }
        }
        details
    }

    fn row_missing(&self) -> Option<Diagnostic> {
        let page = self.pages.last()?;
        let figure = page.form.columns.iter().find_map(|column| column.figure.clone());
        let missing = Diagnostic::new(Code::RowMissing)
            .at(&page.page.address(CellRef::new(page.page.header.bottom, page.span().0)))
            .with("label", self.labels.first().map_or("", |label| label.shown.as_str()))
            .with("figure", figure.as_deref().unwrap_or_default());
        Some(missing)
    }

    /// Asks about the sums that do not fit, as the rows are grouped in the way that most of them fit.
    fn check_sums(&self, total: Line, details: &[Line], reading: &mut PageReading) {
        let Some(page) = self.page(total) else { return };
        let row = |line: &Line| {
            let page = self.page(*line)?;
            Some(GroupedRow {
                number: page.number(line.row).unwrap_or_default(),
                label: page.label(line.row).map(|label| label.shown.clone()).unwrap_or_default(),
                amounts: page.amounts(line.row),
            })
        };
        let Some(rows) = details.iter().map(row).collect::<Option<Vec<_>>>() else { return };
        let stated = page.amounts(total.row);
        let ways = grouping::groupings(&rows).into_iter();
        let ways = ways.map(|way| (differing(&way, &rows, &stated), way));
        let Some((differing, way)) = ways.min_by_key(|(differing, _)| differing.len()) else { return };
        reading.diagnostics.extend(self.likely_wrong(total, details, &differing, &way, &rows, &stated));
        for differing in differing {
            let line = differing.row.map_or(Some(&total), |row| details.get(row));
            let Some(column) = page.form.columns.get(differing.column) else { continue };
            let place = |page: &FormPage<'_>| page.page.header.column(differing.column);
            let found = line.and_then(|line| Some((line, self.page(*line)?)));
            let Some((line, page)) = found else { continue };
            let Some(place) = place(page) else { continue };
            let diagnostic = Diagnostic::new(Code::TotalDiffers)
                .at(&page.page.address(CellRef::new(line.row, place)))
                .with("total", differing.stated.normalize())
                .with("sum", differing.sum.normalize())
                .with("column", named(column));
            reading.diagnostics.push(diagnostic);
            // Either the total is wrong or a row is.
            let figure = column.figure.as_ref().filter(|_| differing.row.is_none());
            if let Some(figure) = figure.and_then(|id| reading.figures.single.get_mut(id))
                && figure.state == State::Reported
            {
                let (code, origins) = (Code::TotalDiffers, figure.origins.clone());
                let other = Some(Value::Number(differing.sum.normalize()));
                figure.doubts.push(Doubt::Unclear { code, origins, other });
            }
        }
    }

    /// Names the cells that are probably wrong, where only one set of cells explains the sums that differ.
    fn likely_wrong(
        &self,
        total: Line,
        details: &[Line],
        differing: &[Differing],
        way: &Grouping,
        rows: &[GroupedRow],
        stated: &[(usize, Decimal)],
    ) -> Vec<Diagnostic> {
        // Most totals fit, and the rows need not be read once more.
        if differing.is_empty() {
            return Vec::new();
        }
        let lines: Vec<Line> = details.iter().copied().chain([total]).collect();
        let numbers = lines.iter().map(|line| Some(RowNumbers::of(self.page(*line)?, line.row)));
        let (Some(numbers), Some(form)) =
            (numbers.collect::<Option<Vec<_>>>(), self.pages.first().map(|page| page.form))
        else {
            return Vec::new();
        };
        let mut columns: Vec<(usize, &str)> = Vec::new();
        for column in differing.iter().map(|differing| differing.column) {
            if let Some(described) = form.columns.get(column)
                && columns.iter().all(|(other, _)| *other != column)
            {
                columns.push((column, &described.id));
            }
        }
        let holds = |column: usize, changed: &[(usize, Decimal)]| {
            let (mut rows, mut stated) = (rows.to_vec(), stated.to_vec());
            for (line, number) in changed {
                match rows.get_mut(*line) {
                    Some(row) => set(&mut row.amounts, column, *number),
                    None => set(&mut stated, column, *number),
                }
            }
            stated.retain(|(other, _)| *other == column);
            self::differing(way, &rows, &stated).is_empty()
        };
        let wrong = wrong_cells(&numbers, &columns, holds);
        let told = wrong.iter().filter_map(|wrong| {
            let page = self.page(*lines.get(wrong.row)?)?;
            let told = Diagnostic::new(Code::CellLikelyWrong)
                .at(&page.page.address(wrong.cell))
                .with_number("typed", wrong.typed)
                .with_number("fits", wrong.fits);
            Some(told)
        });
        told.collect()
    }
}

/// Puts `number` in the place of the amount of `column`.
fn set(amounts: &mut Vec<(usize, Decimal)>, column: usize, number: Decimal) {
    match amounts.iter_mut().find(|(other, _)| *other == column) {
        Some((_, amount)) => *amount = number,
        None => amounts.push((column, number)),
    }
}

/// A sum that differs from its rows.
#[derive(Debug)]
struct Differing {
    /// The column's place in the form.
    column: usize,
    /// Index of the row that states it; `None` for the total.
    row: Option<usize>,
    stated: Decimal,
    sum: Decimal,
}

/// The sums that differ where `rows`, grouped in one `way`, come to the total that is `stated`.
fn differing(way: &Grouping, rows: &[GroupedRow], stated: &[(usize, Decimal)]) -> Vec<Differing> {
    let mut differing = Vec::new();
    for (column, stated) in stated.iter().copied() {
        let summed = way.sum(rows, column);
        let total = summed.sum.filter(|sum| *sum != stated);
        differing.extend(total.map(|sum| Differing { column, row: None, stated, sum }));
        let groups = summed.differing.into_iter();
        differing.extend(groups.map(|(row, stated, sum)| Differing { column, row: Some(row), stated, sum }));
    }
    differing
}

/// A column in messages: its number with its name.
fn named(column: &FormColumn) -> String {
    match &column.number {
        Some(number) => format!("{number} {}", column.label),
        None => column.label.to_string(),
    }
}
