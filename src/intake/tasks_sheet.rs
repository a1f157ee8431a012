//! The sheet of tasks of the commune's own form.

use std::sync::Arc;

use super::answer::ask_day;
use super::cell_words::{is_blank_cell, remark};
use super::own_form::TASK_STATUSES;
use super::own_rows::{LABEL, Register};
use super::page::{Page, PageReading};
use super::question::choose;
use super::submission::TaskReport;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Choice, FigureKind, Origin};
use crate::plan::{OWN_FORM, TaskSpec};
use crate::text::{clean, nearest};

const STATUS: usize = 4;
const COMPLETED: usize = 5;
const PRODUCT: usize = 6;
const NOTE: usize = 7;

/// Reads every row of one page.
pub(super) fn read(page: &Page<'_>, tasks: &Register<'_, TaskSpec>, reading: &mut PageReading) {
    let statuses: Vec<Choice> = TASK_STATUSES
        .iter()
        .map(|(code, label)| Choice { code: (*code).into(), label: (*label).into() })
        .collect();
    for (row, task) in tasks.rows(page, reading) {
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
        let report = report(page, row, task, &statuses, reading);
        reading.tasks.push(report);
    }
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
                raw: cell.map(super::sheet::Cell::raw).unwrap_or_default().into(),
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
                .with("label", format!("{} {}", task.id, task.label))
                .with("choices", labels.join("; "))
                .with_near(nearest(&raw, labels.iter().copied()));
            reading.diagnostics.push(unknown);
        }
        chosen
    });
    let completed = completed_cell.and_then(|(place, cell)| {
        let label = format!("{} {}", task.id, task.label);
        let (day, diagnostics) = ask_day(cell, &page.address(place), &label);
        reading.diagnostics.extend(diagnostics);
        day
    });
    TaskReport {
        task: Arc::from(task.id.as_str()),
        status,
        completed,
        product: product_cell.and_then(|(_, cell)| remark(cell)),
        note: note_cell.and_then(|(_, cell)| remark(cell)),
        origins,
    }
}
