//! A unit's own form, filled in as a person would: the blank of the program with values typed into its open cells.

use cchc::address::CellRef;
use cchc::intake::own_form::{FIGURES_SHEET, NOT_APPLICABLE, SENDING_LABEL, TASKS_SHEET, UNIT_LABEL};
use cchc::period::Schedule;
use cchc::plan::Plan;
use cchc::report::blank_form;
use cchc::report::book::{Book, Content, Sheet};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

/// Columns of both sheets, as the form lays them out.
const CODE: u32 = 1;
const FIRST_INPUT: u32 = 4;

/// A form in the making.
pub(crate) struct Filled(Book);

impl Filled {
    /// The blank form of `unit`, with who filled it in and when.
    pub(crate) fn new(plan: &Plan, unit: &str, schedule: &Schedule, person: &str, date: NaiveDate) -> Self {
        let unit = plan.unit(unit).expect("a unit of the plan");
        let mut filled = Self(blank_form(plan, unit, schedule));
        let figures = filled.sheet(FIGURES_SHEET);
        set(figures, CellRef::new(4, 5), text(person));
        set(figures, CellRef::new(5, 5), Content::Date(date));
        filled
    }

    /// The unit under another name than the form prints.
    pub(crate) fn unit_written(&mut self, name: &str) {
        for sheet in &mut self.0.sheets {
            let label = format!("{UNIT_LABEL}:");
            let at = find(sheet, CODE, &label);
            if let Some(at) = at {
                set(sheet, CellRef::new(at.row, CODE + 1), text(name));
            }
        }
    }

    /// Another authority than the form prints, in its first cell.
    pub(crate) fn letterhead(&mut self, authority: &str) {
        for sheet in &mut self.0.sheets {
            if sheet.name == FIGURES_SHEET || sheet.name == TASKS_SHEET {
                set(sheet, CellRef::new(0, 0), text(authority));
            }
        }
    }

    /// Lần gửi.
    pub(crate) fn sending(&mut self, sending: i64) {
        self.put_sending(Content::Number(sending.into()));
    }

    /// Lần gửi, with more than the number.
    pub(crate) fn sending_in_words(&mut self, words: &str) {
        self.put_sending(text(words));
    }

    fn put_sending(&mut self, sending: Content) {
        let figures = self.sheet(FIGURES_SHEET);
        let label = format!("{SENDING_LABEL}:");
        let at = (0..8).find_map(|column| find(figures, column, &label)).expect("a line of the form");
        set(figures, CellRef::new(at.row, at.column + 1), sending);
    }

    /// A number, as a number.
    pub(crate) fn number(&mut self, figure: &str, number: i64) -> Row<'_> {
        self.row(figure, Content::Number(number.into()))
    }

    /// An answer of the list, or whatever else is typed as text.
    pub(crate) fn typed(&mut self, figure: &str, value: &str) -> Row<'_> {
        self.row(figure, text(value))
    }

    /// Không áp dụng.
    pub(crate) fn not_applicable(&mut self, figure: &str) -> Row<'_> {
        self.typed(figure, NOT_APPLICABLE)
    }

    /// A mark in the column Không phát sinh.
    pub(crate) fn nothing_arose(&mut self, figure: &str) -> Row<'_> {
        let mut row = self.blank(figure);
        row.put(1, "x");
        row
    }

    /// A row whose value is left blank.
    pub(crate) fn blank(&mut self, figure: &str) -> Row<'_> {
        Row::find(self.sheet(FIGURES_SHEET), figure)
    }

    /// A task: its status, then more by [`Row::done`] and [`Row::note`].
    pub(crate) fn task(&mut self, task: &str, status: &str) -> Row<'_> {
        let mut row = Row::find(self.sheet(TASKS_SHEET), task);
        row.put(0, status);
        row
    }

    /// A row that belongs to another unit's form, below the last one of this, with a number.
    pub(crate) fn row_of_another_unit(&mut self, plan: &Plan, figure: &str, number: i64) {
        let spec = plan.figures.get(figure).expect("a figure of the plan");
        let sheet = self.sheet(FIGURES_SHEET);
        let of_plan =
            |cell: &Content| matches!(cell, Content::Text(code) if plan.figures.contains_key(code.as_str()));
        let codes = sheet.cells.iter().filter(|(at, cell)| at.column == CODE && of_plan(&cell.content));
        let below = codes.map(|(at, _)| at.row + 1).max().expect("a row of the form");
        set(sheet, CellRef::new(below, CODE), text(figure));
        set(sheet, CellRef::new(below, CODE + 1), text(&spec.label));
        set(sheet, CellRef::new(below, CODE + 2), text(&spec.measure));
        set(sheet, CellRef::new(below, FIRST_INPUT), Content::Number(number.into()));
    }

    /// The workbook as a Mac hands it on: every letter apart from its accents (NFD).
    pub(crate) fn decomposed(mut self) -> Book {
        for cell in self.0.sheets.iter_mut().flat_map(|sheet| sheet.cells.values_mut()) {
            if let Content::Text(text) = &mut cell.content {
                *text = text.nfd().collect();
            }
        }
        self.0
    }

    /// The workbook.
    pub(crate) fn book(self) -> Book {
        self.0
    }

    fn row(&mut self, figure: &str, value: Content) -> Row<'_> {
        let row = Row::find(self.sheet(FIGURES_SHEET), figure);
        set(row.sheet, CellRef::new(row.at, FIRST_INPUT), value);
        row
    }

    fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.0.sheets.iter_mut().find(|sheet| sheet.name == name).expect("a sheet of the form")
    }
}

/// One row of a form in the making.
pub(crate) struct Row<'a> {
    sheet: &'a mut Sheet,
    at: u32,
}

impl<'a> Row<'a> {
    fn find(sheet: &'a mut Sheet, code: &str) -> Self {
        let at = find(sheet, CODE, code).unwrap_or_else(|| panic!("the form has no row {code}"));
        Self { sheet, at: at.row }
    }

    /// Tài liệu kiểm chứng.
    pub(crate) fn evidence(mut self, document: &str) -> Self {
        self.put(2, document);
        self
    }

    /// Giải trình.
    pub(crate) fn explained(mut self, reason: &str) -> Self {
        self.put(3, reason);
        self
    }

    /// Day of completion and product of a task.
    pub(crate) fn done(mut self, completed: NaiveDate, product: &str) -> Self {
        set(self.sheet, CellRef::new(self.at, FIRST_INPUT + 1), Content::Date(completed));
        self.put(2, product);
        self
    }

    /// The same, with the day typed as text.
    pub(crate) fn done_on_text(mut self, completed: &str, product: &str) -> Self {
        self.put(1, completed);
        self.put(2, product);
        self
    }

    /// Product of a task that goes on all year.
    pub(crate) fn product(mut self, product: &str) -> Self {
        self.put(2, product);
        self
    }

    /// Ghi chú of a task.
    pub(crate) fn note(mut self, note: &str) -> Self {
        self.put(3, note);
        self
    }

    /// Types `value` into the input cell `offset` columns right of the first; the row grows with it, as Excel's do.
    fn put(&mut self, offset: u32, value: &str) {
        /// Letters that fit on one line for each character of the column's width, and points of a line.
        const LETTERS: f64 = 1.05;
        const LINE: f64 = 16.0;
        let column = FIRST_INPUT + offset;
        set(self.sheet, CellRef::new(self.at, column), text(value));
        let width = self.sheet.column_widths.get(&column).copied().unwrap_or(10.0);
        let lines = (value.chars().count() as f64 / (width * LETTERS)).ceil();
        let height = self.sheet.row_heights.entry(self.at).or_default();
        *height = height.max(lines * LINE + 5.0);
    }
}

fn text(value: &str) -> Content {
    Content::Text(value.to_owned())
}

fn set(sheet: &mut Sheet, at: CellRef, content: Content) {
    sheet.cells.entry(at).or_default().content = content;
}

fn find(sheet: &Sheet, column: u32, wanted: &str) -> Option<CellRef> {
    let cell = sheet.cells.iter().find(|(at, cell)| {
        at.column == column && matches!(&cell.content, Content::Text(text) if text == wanted)
    });
    cell.map(|(at, _)| *at)
}
