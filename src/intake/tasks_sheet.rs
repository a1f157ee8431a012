//! The sheet of tasks of the commune's own form.

use std::sync::Arc;

use super::answer::ask_day;
use super::cell_words::{is_blank_cell, remark};
use super::flipped_day::DayColumn;
use super::own_form::TASK_STATUSES;
use super::own_rows::{LABEL, Register};
use super::page::{Page, PageReading};
use super::question::choose;
use super::sheet::Cell;
use super::submission::TaskReport;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Choice, FigureKind, Origin};
use crate::period::Window;
use crate::plan::{OWN_FORM, TaskSpec};
use crate::text::{clean, nearest};

const STATUS: usize = 4;
const COMPLETED: usize = 5;
const PRODUCT: usize = 6;
const NOTE: usize = 7;

/// Reads every row of one page; `window` holds the days on which tasks are likely to have been completed.
pub(super) fn read(
    page: &Page<'_>,
    tasks: &Register<'_, TaskSpec>,
    window: Option<Window>,
    reading: &mut PageReading,
) {
    let statuses: Vec<Choice> = TASK_STATUSES
        .iter()
        .map(|(code, label)| Choice { code: (*code).into(), label: (*label).into(), spellings: Vec::new() })
        .collect();
    let rows = tasks.rows(page, reading);
    let days = DayColumn::of(rows.iter().filter_map(|(row, _)| completed_cell(page, *row)?.1));
    for (row, task) in rows {
        if let Some(earlier) = reading.tasks.iter().find(|report| *report.task == *task.id) {
            let first = earlier.origins.first().map(|origin| origin.address.cell);
            let here = CellRef::new(row, page.header.column(LABEL).unwrap_or(0));
            let cells = first.into_iter().chain([here]).map(|cell| cell.to_string()).collect::<Vec<_>>();
            let repeated = Diagnostic::new(Code::RowRepeated)
                .at(&page.address(here))
                .with("code", &task.id)
                .with("cells", cells.join(", "));
            reading.diagnostics.push(repeated);
        }
        let mut report = report(page, row, task, &statuses, reading);
        if let (Some(day), Some((place, Some(cell)))) = (report.completed, completed_cell(page, row))
            && let Some(other) = days.other(cell, day, window)
        {
            reading.diagnostics.push(other.question(day, &page.address(place), &label(task)));
            report.completed_or = Some(other.day);
        }
        reading.tasks.push(report);
    }
}

/// The cell of a row's day of completion.
fn completed_cell<'a>(page: &Page<'a>, row: u32) -> Option<(CellRef, Option<&'a Cell>)> {
    Some(page.value(row, page.header.column(COMPLETED)?, FigureKind::Count))
}

/// What a task is called in messages.
fn label(task: &TaskSpec) -> String {
    format!("{} {}", task.id, task.label)
}

fn report(
    page: &Page<'_>,
    row: u32,
    task: &TaskSpec,
    statuses: &[Choice],
    reading: &mut PageReading,
) -> TaskReport {
    let mut origins = Vec::new();
    let mut cell = |index: usize, always: bool| {
        let column = page.header.column(index)?;
        let (place, cell) = page.value(row, column, FigureKind::Count);
        if always || !is_blank_cell(cell) {
            origins.push(Origin {
                address: page.address(place),
                unit: page.unit.clone(),
                form: OWN_FORM.into(),
                raw: cell.map(Cell::raw).unwrap_or_default().into(),
            });
        }
        Some((place, cell))
    };
    let status_cell = cell(STATUS, true);
    let completed_cell = cell(COMPLETED, false);
    let product_cell = cell(PRODUCT, false);
    let note_cell = cell(NOTE, false);
    let status = status_cell.and_then(|(place, cell)| {
        let raw = clean(&cell.filter(|_| !is_blank_cell(cell))?.raw());
        reading.diagnostics.extend(page.hidden(place));
        let chosen = choose(statuses, &raw).map(|choice| choice.code.clone());
        if chosen.is_none() {
            let labels: Vec<&str> = statuses.iter().map(|choice| &*choice.label).collect();
            let unknown = Diagnostic::new(Code::CellNotChoice)
                .at(&page.address(place))
                .with("raw", &raw)
                .with("label", label(task))
                .with("choices", labels.join("; "))
                .with_near(nearest(&raw, labels.iter().copied()));
            reading.diagnostics.push(unknown);
        }
        chosen
    });
    let completed = completed_cell.and_then(|(place, cell)| {
        let (day, diagnostics) = ask_day(cell, &page.address(place), &label(task));
        reading.diagnostics.extend(diagnostics);
        day
    });
    TaskReport {
        task: Arc::from(task.id.as_str()),
        status,
        completed,
        completed_or: None,
        product: product_cell.and_then(|(_, cell)| remark(cell)),
        note: note_cell.and_then(|(_, cell)| remark(cell)),
        origins,
    }
}
