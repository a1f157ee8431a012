//! A unit's own form, filled in by a test cell by cell.

use std::path::Path;

use cchc::address::CellRef;
use cchc::batch::Sources;
use cchc::figure::FigureKind;
use cchc::intake::own_form::{
    DATE_LABEL, FIGURE_HEADERS, FIGURES_SHEET, PERIOD_LABEL, TASK_HEADERS, TASKS_SHEET, UNIT_LABEL,
};
use cchc::period::Period;
use cchc::plan::Plan;
use cchc::report::book::{Book, Cell, Content, Sheet};
use cchc::report::{blank_form, write_book};

/// The shipped plan.
pub(crate) fn plan() -> Plan {
    Sources::embedded().load().1.expect("the shipped rules").plan().clone()
}

/// One workbook, to be altered and then saved.
pub(crate) struct Submission {
    book: Book,
}

impl Submission {
    /// The form of `unit` for the annual report of 2025 with every figure and task filled in plausibly: the same number
    /// everywhere, the best answer to every question, evidence for all of it.
    pub(crate) fn complete(unit: &str) -> Self {
        let plan = plan();
        let schedule = plan.schedule(Period::parse("2025-nam").expect("a period")).expect("a schedule");
        let mut submission = Self { book: blank_form(&plan, plan.unit(unit).expect("a unit"), &schedule) };
        for figure in plan.own_form_figures(unit) {
            let value = match figure.kind {
                FigureKind::Choice => {
                    text(figure.choices.first().map(|choice| choice.label.to_string()).unwrap_or_default())
                }
                FigureKind::Percent => number(50),
                FigureKind::Date => text("01/12/2025"),
                FigureKind::Text => text("có"),
                FigureKind::Table => continue,
                FigureKind::Rank | FigureKind::Count | FigureKind::Number | FigureKind::Money => number(10),
            };
            submission =
                submission.figure(&figure.id, value).evidence(&figure.id, "12/QĐ-UBND ngày 05/11/2025");
        }
        for task in plan.tasks_of(unit) {
            submission = submission.task(&task.id, "Đã hoàn thành", "01/9/2025");
        }
        submission
    }

    /// The same with another content where the figure `id` is reported.
    pub(crate) fn figure(self, id: &str, content: Content) -> Self {
        self.set(FIGURES_SHEET, id, FIGURE_HEADERS[4], content)
    }

    /// The same with a mark under "Không phát sinh" beside the figure `id`, and nothing as its value.
    pub(crate) fn nothing_arose(self, id: &str) -> Self {
        self.figure(id, Content::Blank).set(FIGURES_SHEET, id, FIGURE_HEADERS[5], text("x"))
    }

    /// The same with the evidence of the figure `id`.
    pub(crate) fn evidence(self, id: &str, evidence: &str) -> Self {
        self.set(FIGURES_SHEET, id, FIGURE_HEADERS[6], text(evidence))
    }

    /// The same with what the unit says of the task `id`.
    pub(crate) fn task(self, id: &str, status: &str, completed: &str) -> Self {
        self.set(TASKS_SHEET, id, TASK_HEADERS[4], text(status)).set(
            TASKS_SHEET,
            id,
            TASK_HEADERS[5],
            text(completed),
        )
    }

    /// The same as if another unit had sent it.
    pub(crate) fn sent_by(self, name: &str) -> Self {
        self.top_block(UNIT_LABEL, name)
    }

    /// The same for another period.
    pub(crate) fn for_period(self, name: &str) -> Self {
        self.top_block(PERIOD_LABEL, name)
    }

    /// The same, filled in on another day.
    pub(crate) fn on(self, date: &str) -> Self {
        self.top_block(DATE_LABEL, date)
    }

    /// The same with its sheets altered by `change`.
    pub(crate) fn changed(mut self, change: impl Fn(&mut Sheet)) -> Self {
        self.book.sheets.iter_mut().for_each(change);
        self
    }

    /// Where the figure `id` is reported, such as `E12`.
    pub(crate) fn cell_of(&self, id: &str) -> String {
        let sheet = self.book.sheets.iter().find(|sheet| sheet.name == FIGURES_SHEET).expect("the sheet");
        place(sheet, id, FIGURE_HEADERS[4]).to_string()
    }

    /// Saves it in `folder`.
    pub(crate) fn save(&self, folder: &Path, name: &str) {
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(folder.join(name), write_book(&self.book).expect("a workbook")).expect("written");
    }

    fn set(mut self, sheet: &str, code: &str, header: &str, content: Content) -> Self {
        let sheet = self.book.sheets.iter_mut().find(|other| other.name == sheet).expect("the sheet");
        let at = place(sheet, code, header);
        sheet.cells.entry(at).or_default().content = content;
        self
    }

    fn top_block(mut self, label: &str, value: &str) -> Self {
        for sheet in &mut self.book.sheets {
            let found =
                sheet.cells.iter().find(|(_, cell)| shown(cell).starts_with(label)).map(|(at, _)| *at);
            let Some(at) = found else { continue };
            let right =
                sheet.cells.keys().find(|other| other.row == at.row && other.column > at.column).copied();
            match right {
                Some(right) => sheet.cells.entry(right).or_default().content = text(value),
                None => sheet.cells.entry(at).or_default().content = text(format!("{label}: {value}")),
            }
        }
        self
    }
}

/// A cell's content that is text.
pub(crate) fn text(text: impl Into<String>) -> Content {
    Content::Text(text.into())
}

/// A cell's content that is a number.
pub(crate) fn number(number: i64) -> Content {
    Content::Number(number.into())
}

fn shown(cell: &Cell) -> &str {
    match &cell.content {
        Content::Text(text) => text,
        _ => "",
    }
}

/// The cell in the row that bears `code` and the column under `header`.
fn place(sheet: &Sheet, code: &str, header: &str) -> CellRef {
    let find = |wanted: &str| {
        let found = sheet.cells.iter().find(|(_, cell)| shown(cell) == wanted);
        *found.unwrap_or_else(|| panic!("{} lacks {wanted}", sheet.name)).0
    };
    CellRef::new(find(code).row, find(header).column)
}

/// The columns of a sheet's table in another order, from the row with `header` down: `order` holds the old column of
/// each new one.
pub(crate) fn reordered(sheet: &mut Sheet, header: &str, order: &[u32]) {
    let top = sheet.cells.iter().find(|(_, cell)| shown(cell) == header).expect("the header").0.row;
    let moved = |at: CellRef| {
        let position = order.iter().position(|old| *old == at.column && at.row >= top);
        let column = position.and_then(|new| u32::try_from(new).ok()).unwrap_or(at.column);
        CellRef::new(at.row, column)
    };
    sheet.cells = std::mem::take(&mut sheet.cells).into_iter().map(|(at, cell)| (moved(at), cell)).collect();
    sheet.merges.retain(|range| range.start.row < top);
    sheet.validations.clear();
}
