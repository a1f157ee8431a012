//! From a workbook's cells to submissions: which forms it holds, who sent them, for which period.

use std::sync::Arc;

use super::answer::ask_day;
use super::blocks::{Block, Form, own_blocks, part, with_pages};
use super::expected::Expected;
use super::figures_sheet::{self, FigureRows};
use super::flipped_day::DayColumn;
use super::form::{FormDescription, FormRows};
use super::form_page::FormPage;
use super::form_search::{find_forms, nearest_form};
use super::grid::Grid;
use super::header::WantedColumns;
use super::hidden::gathered;
use super::letterhead::{Letterhead, Said};
use super::own_form;
use super::page::{Page, PageReading};
use super::recognition::{Recognition, Unread, UnreadReason};
use super::sender::Sender;
use super::sending_number::sending_number;
use super::sheet::Workbook;
use super::submission::{HeadedColumn, Submission};
use super::{flipped_day, keyed_form, table_form, tasks_sheet, total_form};
use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::UnitCode;
use crate::period::Window;
use crate::plan::OWN_FORM;
use crate::text::{clean, fold};

/// Rows of a sheet without a table that may say who sends what: a cover sheet.
const COVER_ROWS: u32 = 100;

/// Reads every form in `workbook`, which came in `file`.
pub fn recognise(workbook: &Workbook, file: &Arc<str>, expected: &Expected<'_>) -> Recognition {
    let grids: Vec<Grid<'_>> = workbook
        .sheets
        .iter()
        .filter(|sheet| !sheet.cells.is_empty() && fold(&sheet.name) != fold(own_form::GUIDE_SHEET))
        .map(|sheet| Grid::new(sheet, &expected.texts))
        .collect();
    let mut recognition = Recognition::default();
    let own = own_blocks(&grids, file, expected);
    let foreign = find_forms(&grids, &own, file, expected);
    let blocks = || own.iter().chain(foreign.tables.iter().flatten());
    let heads = heads(&grids, blocks());
    for block in blocks() {
        recognition.parts.push(part(&grids, block));
    }
    if !own.is_empty() {
        read_own(&grids, &own, &heads, file, expected, &mut recognition);
    }
    for table in &foreign.tables {
        read_foreign(&grids, table, &heads, file, expected, &mut recognition);
    }
    if blocks().next().is_some() {
        recognition.diagnostics.extend(foreign.unread.iter().cloned());
    } else {
        let near = nearest_form(&grids, &expected.forms).map(|form| form.title.as_str());
        recognition
            .diagnostics
            .push(Diagnostic::new(Code::FormUnknown).at(Place::file(file.clone())).with_near(near));
    }
    if recognition.submissions.is_empty() {
        let reasons = [Code::FormUnknown, Code::UnitUnknown, Code::PeriodWrong];
        let said = |code: &Code| recognition.diagnostics.iter().any(|diagnostic| diagnostic.code == *code);
        recognition.refusal = reasons.into_iter().find(said);
    }
    for (index, grid) in grids.iter().enumerate() {
        let used = blocks().any(|block| block.sheet == index);
        let first_text = grid.texts(0, u32::MAX).next().map(|(cell, key)| (cell, key.shown.clone()));
        let first = || grid.sheet.cells.iter().next().map(|(cell, content)| (*cell, content.raw()));
        if !used && let Some((cell, text)) = first_text.or_else(first) {
            let sheet = grid.sheet.name.clone();
            recognition.unread.push(Unread { sheet, cell, text, why: UnreadReason::Sheet });
        }
    }
    recognition.diagnostics = gathered(std::mem::take(&mut recognition.diagnostics));
    recognition
}

/// The lines around each sheet's tables, sheet by sheet.
fn heads<'b, 'a: 'b>(grids: &[Grid<'_>], blocks: impl Iterator<Item = &'b Block<'a>>) -> Vec<Letterhead> {
    let mut tops: Vec<Option<u32>> = vec![None; grids.len()];
    for block in blocks {
        if let (Some(top), Some(header)) = (tops.get_mut(block.sheet), block.headers.first()) {
            *top = Some(top.map_or(header.top, |other: u32| other.min(header.top)));
        }
    }
    grids
        .iter()
        .zip(tops)
        .map(|(grid, top)| match top {
            Some(0) => Letterhead::default(),
            Some(top) => Letterhead::read(grid, 0, top - 1),
            None => Letterhead::read(grid, 0, COVER_ROWS),
        })
        .collect()
}

/// All heads in the order of sheets, those of `first` before the others.
fn joined_head(heads: &[Letterhead], first: &[usize]) -> Letterhead {
    let mut joined = Letterhead::default();
    let (mut units, mut titles) = (Vec::new(), Vec::new());
    for index in first {
        if let Some(head) = heads.get(*index) {
            units.extend(head.units.iter().cloned());
            titles.extend(head.titles.iter().cloned());
            joined = joined.or(head);
        }
    }
    if !units.is_empty() {
        joined.units = units;
    }
    if !titles.is_empty() {
        joined.titles = titles;
    }
    heads.iter().fold(joined, |joined, head| joined.or(head))
}

fn read_own(
    grids: &[Grid<'_>],
    blocks: &[Block<'_>],
    heads: &[Letterhead],
    file: &Arc<str>,
    expected: &Expected<'_>,
    recognition: &mut Recognition,
) {
    let sheets: Vec<usize> = blocks.iter().map(|block| block.sheet).collect();
    let head = joined_head(heads, &sheets);
    let Some(sheet) = sheets.first().and_then(|index| grids.get(*index)).map(|grid| grid.sheet.name.clone())
    else {
        return;
    };
    let sender = Sender { file, sheet: &sheet, head: &head, expected };
    let Some(unit) = sender.admit(OWN_FORM, &[], recognition) else { return };
    let mut reading = PageReading::default();
    let mut rows = FigureRows::new();
    let mut has = (false, false);
    let window = expected.schedule.map(|schedule| schedule.window);
    for block in blocks {
        let Some(grid) = grids.get(block.sheet) else { continue };
        for header in &block.headers {
            let page = Page { file, unit: &unit, grid, header };
            reading.diagnostics.extend(page.columns(block.wanted, own_form::TITLE));
            match block.form {
                Form::Tasks => {
                    has.1 = true;
                    tasks_sheet::read(&page, &expected.tasks, window, &mut reading);
                }
                Form::Figures | Form::Foreign(_) => {
                    has.0 = true;
                    figures_sheet::read(&page, &expected.figures, &mut rows, &mut reading);
                }
            }
        }
    }
    let place = Place::sheet(file.clone(), sheet.clone());
    let row_missing = |label: &str, code: &str| {
        Diagnostic::new(Code::RowMissing).at(place.clone()).with("label", label).with("figure", code)
    };
    if has.0 {
        figures_sheet::settle(rows, expected, &unit, &place, &mut reading);
    } else if !expected.asked(&unit).is_empty() {
        reading.diagnostics.push(row_missing(own_form::FIGURES_SHEET, "*"));
    }
    let absent: Vec<_> = expected
        .facts
        .tasks_of(&unit)
        .filter(|task| reading.tasks.iter().all(|report| *report.task != *task.id))
        .collect();
    if has.1 {
        reading.diagnostics.extend(absent.iter().map(|task| row_missing(&task.label, &task.id)));
    } else if !absent.is_empty() {
        reading.diagnostics.push(row_missing(own_form::TASKS_SHEET, "*"));
    }
    submit(OWN_FORM.into(), unit, &sender, grids, reading, recognition);
}

/// Reads one form of another's, which may go on from sheet to sheet.
fn read_foreign(
    grids: &[Grid<'_>],
    table: &[Block<'_>],
    heads: &[Letterhead],
    file: &Arc<str>,
    expected: &Expected<'_>,
    recognition: &mut Recognition,
) {
    let Some(first) = table.first() else { return };
    let (Form::Foreign(form), Some(grid)) = (first.form, grids.get(first.sheet)) else { return };
    let sheets: Vec<usize> = table.iter().map(|block| block.sheet).collect();
    let mut head = joined_head(heads, &sheets);
    for block in table {
        let last = block.headers.last().map_or(0, |header| header.bottom);
        if let Some(grid) = grids.get(block.sheet) {
            head.read_date(grid, last + 1, grid.last_row());
        }
    }
    let sheet = grid.sheet.name.clone();
    let sender = Sender { file, sheet: &sheet, head: &head, expected };
    let Some(unit) = sender.admit(&form.form.id, &form.form.from, recognition) else { return };
    let mut reading = PageReading::default();
    for block in table {
        reading.diagnostics.extend(known_by_columns(grids, block, form.form, file));
    }
    let blocks: Vec<&Block<'_>> = table.iter().collect();
    with_pages(grids, &blocks, file, &unit, |pages| {
        reading.diagnostics.extend(columns(pages, first.wanted));
        reading.add(match form.form.rows {
            FormRows::Total { .. } => total_form::read(pages),
            FormRows::Table { .. } => table_form::read(pages),
            FormRows::Keyed { .. } => keyed_form::read(pages, expected.facts),
        });
    });
    submit(form.form.id.clone(), unit, &sender, grids, reading, recognition);
}

/// What must be said of the columns of a form: once where its header is printed anew.
fn columns(pages: &[FormPage<'_>], wanted: &WantedColumns) -> Vec<Diagnostic> {
    let looks = |page: &FormPage<'_>| -> Vec<(usize, u32, String)> {
        let found = &page.page.header.found;
        found.iter().map(|found| (found.wanted, found.column, found.text.clone())).collect()
    };
    let mut seen = Vec::new();
    let mut diagnostics = Vec::new();
    for page in pages {
        let look = looks(page);
        if !seen.contains(&look) {
            diagnostics.extend(page.page.columns(wanted, &page.form.title));
            seen.push(look);
        }
    }
    diagnostics
}

/// What must be said of a sheet that calls itself by a name that its form does not have.
fn known_by_columns(
    grids: &[Grid<'_>],
    block: &Block<'_>,
    form: &FormDescription,
    file: &Arc<str>,
) -> Option<Diagnostic> {
    let (name, grid) = (block.unknown_name.as_ref()?, grids.get(block.sheet)?);
    let address = Address { file: file.clone(), sheet: grid.sheet.name.clone(), cell: name.cell };
    let told = Diagnostic::new(Code::FormByColumns)
        .at(&address)
        .with("form", &form.title)
        .with("found", &name.shown)
        .with("line", &name.line)
        .with("file", &form.file);
    Some(told)
}

fn submit(
    form: Arc<str>,
    unit: UnitCode,
    sender: &Sender<'_>,
    grids: &[Grid<'_>],
    mut reading: PageReading,
    recognition: &mut Recognition,
) {
    let Sender { file, head, expected, .. } = *sender;
    flipped_day::ask(grids, expected.facts, expected.schedule.map(|schedule| schedule.window), &mut reading);
    recognition.diagnostics.extend(reading.diagnostics);
    recognition.unread.extend(reading.unread);
    let address = |said: &Said| Address { file: file.clone(), sheet: said.sheet.clone(), cell: said.at };
    let date = head.date.as_ref().and_then(|said| {
        let (date, diagnostics) = ask_day(Some(&said.cell), &address(said), own_form::DATE_LABEL);
        recognition.diagnostics.extend(diagnostics);
        // A form is made between the first day that it tells of and the day on which it is due.
        let likely =
            expected.schedule.map(|schedule| Window { from: schedule.window.from, to: schedule.due });
        let other = date.and_then(|day| DayColumn::default().other(&said.cell, day, likely));
        let question =
            date.zip(other).map(|(day, other)| other.question(day, &address(said), own_form::DATE_LABEL));
        recognition.diagnostics.extend(question);
        date
    });
    let stated = head.sending.as_ref().map(|said| (said, sending_number(&said.text)));
    if let Some((said, None)) = stated {
        let unreadable = Diagnostic::new(Code::CellNotNumber)
            .at(&address(said))
            .with("raw", &said.text)
            .with("label", own_form::SENDING_LABEL);
        recognition.diagnostics.push(unreadable);
    }
    let columns = recognition.parts.iter().filter(|part| part.form == form).flat_map(|part| {
        part.columns.iter().map(|column| HeadedColumn {
            sheet: part.sheet.clone(),
            column: column.cell.column,
            text: column.text.clone(),
        })
    });
    let columns = columns.collect();
    recognition.submissions.push(Submission {
        file: file.clone(),
        form,
        columns,
        unit,
        period: head.period.as_ref().map(|said| said.text.clone()),
        sending: stated.and_then(|(_, number)| number).unwrap_or(1),
        sending_known: stated.is_none_or(|(_, number)| number.is_some()),
        sending_cell: stated.map(|(said, _)| address(said)),
        person: head.person.as_ref().map(|said| clean(&said.text)),
        date,
        date_cell: head.date.as_ref().map(address),
        figures: reading.figures,
        tasks: reading.tasks,
    });
}

#[cfg(test)]
mod tests;
