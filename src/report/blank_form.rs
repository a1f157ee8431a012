//! The commune's own form, blank: one workbook a unit, made from the rules.
//!
//! It asks for exactly the figures that some rule needs from the unit and the tasks that the unit leads, so that a new
//! rule brings its rows along and a dropped one takes them away. What its reader must agree on stands in
//! [`crate::intake::own_form`].

mod bounds;
mod figures;
mod guide;
mod heading;
mod look;
mod tasks;

use std::sync::Arc;

use crate::address::{CellRange, CellRef};
use crate::diagnostic::{Lang, label};
use crate::period::{Schedule, Window, date_vi};
use crate::plan::{Plan, Unit};

use self::look::Look;
use super::book::{Book, Cell, Content, Page, Sheet, Style};

/// The blank form of `unit` for the period of `schedule`. A sheet that would have no row is left out.
pub fn blank_form(plan: &Plan, unit: &Unit, schedule: &Schedule) -> Book {
    let look = Look::default();
    let blank = Blank { plan, unit, schedule, look: &look };
    let sheets = [figures::sheet(&blank), tasks::sheet(&blank), Some(guide::sheet(&blank))];
    Book {
        title: format!("{} - {} - {}", words("form.title.figures"), unit.name, schedule.period.name_vi()),
        author: plan.commune.name.clone(),
        created: schedule.window.to,
        sheets: sheets.into_iter().flatten().collect(),
    }
}

/// What every sheet of one form is made from.
struct Blank<'a> {
    plan: &'a Plan,
    unit: &'a Unit,
    schedule: &'a Schedule,
    look: &'a Look,
}

/// The form's wording, which is Vietnamese in every language of the program.
fn words(key: &str) -> &str {
    label(Lang::Vi, key)
}

/// `từ ngày 15/12/2024 đến ngày 14/12/2025`.
fn window_words(window: Window) -> String {
    words("form.window").replace("{from}", &date_vi(window.from)).replace("{to}", &date_vi(window.to))
}

/// A sheet with the look that all share: A4 on its side, one page wide, numbered pages, margins of Decree 30/2020.
fn new_sheet(name: &str, widths: &[f64]) -> Sheet {
    /// Inches: left 30 mm, right 15 mm, top and bottom 20 mm, header and footer 10 mm.
    const MARGINS: [f64; 6] = [1.18, 0.59, 0.79, 0.79, 0.39, 0.39];
    Sheet {
        name: name.to_owned(),
        column_widths: (0u32..).zip(widths.iter().copied()).collect(),
        page: Page {
            landscape: true,
            paper: 9,
            margins: Some(MARGINS),
            fit: Some((1, 0)),
            header: "&C&\"Times New Roman,Regular\"&13&P".to_owned(),
            first_header: Some(String::new()),
            center_horizontally: true,
            ..Page::default()
        },
        protected: true,
        hide_gridlines: true,
        ..Sheet::default()
    }
}

/// Puts a cell into `sheet`.
fn put(sheet: &mut Sheet, row: u32, column: u32, content: Content, style: &Arc<Style>) {
    let cell = Cell { content, style: style.clone(), ..Cell::default() };
    sheet.cells.insert(CellRef::new(row, column), cell);
}

/// Puts text into `sheet`.
fn put_text(sheet: &mut Sheet, row: u32, column: u32, text: &str, style: &Arc<Style>) {
    put(sheet, row, column, Content::Text(text.to_owned()), style);
}

/// Puts text into the cells of `row` from `first` to `last`, merged into one.
fn put_across(sheet: &mut Sheet, row: u32, (first, last): (u32, u32), text: &str, style: &Arc<Style>) {
    put_text(sheet, row, first, text, style);
    sheet.merges.push(CellRange { start: CellRef::new(row, first), end: CellRef::new(row, last) });
}

/// Height in points for `text` of 12 points in a cell `width` characters wide.
fn height(text: &str, width: f64) -> f64 {
    let lines = (text.chars().count() as f64 / (width * 1.2)).ceil().max(1.0);
    lines * 16.0 + 5.0
}

/// Gives the row of an entry a height for `label` and for two lines of evidence; it grows with what is typed.
fn set_entry_height(sheet: &mut Sheet, row: u32, label: &str, width: f64) {
    sheet.row_heights.insert(row, height(label, width).max(37.0));
    sheet.growing_rows.insert(row);
}

#[cfg(test)]
mod tests;
