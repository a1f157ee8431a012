//! The sheet of instructions, with a worked example.

use std::sync::Arc;

use super::figures::{self, WIDTHS};
use super::{Blank, height, new_sheet, put, put_across, put_text, window_words, words};
use crate::intake::own_form::{FIGURE_HEADERS, GUIDE_SHEET, TASK_HEADERS};
use crate::period::date_vi;
use crate::report::book::{Content, Sheet, Style};

/// Width of all columns together, in characters.
const ALL: f64 = 156.0;
/// Left columns of a table of guidance, and their width in characters.
const LEFT: (u32, u32) = (1, 3);
const LEFT_WIDTH: f64 = 71.0;
/// Right columns of such a table, and their width in characters.
const RIGHT: (u32, u32) = (4, 7);
const RIGHT_WIDTH: f64 = 85.5;
/// How many rows the worked example has.
const EXAMPLES: u32 = 5;

/// The sheet.
pub(super) fn sheet(blank: &Blank) -> Sheet {
    let mut sheet = new_sheet(GUIDE_SHEET, &WIDTHS);
    put_across(&mut sheet, 0, (0, 7), words("form.title.guide"), &blank.look.title);
    sheet.row_heights.insert(0, 30.0);
    let mut row = 1;
    for (index, text) in paragraphs(blank).iter().enumerate() {
        put(&mut sheet, row, 0, Content::Number((index + 1).into()), &blank.look.plain);
        put_across(&mut sheet, row, (1, 7), text, &blank.look.paragraph);
        sheet.row_heights.insert(row, height(text, ALL));
        row += 1;
    }
    row = write_example(&mut sheet, blank, row + 1);
    row = write_rows(&mut sheet, blank, row + 1);
    write_products(&mut sheet, blank, row + 1);
    sheet
}

fn paragraphs(blank: &Blank) -> Vec<String> {
    let (commune, schedule) = (&blank.plan.commune, blank.schedule);
    let standing = blank.plan.unit(&blank.plan.standing_unit).map_or("", |unit| &unit.name);
    let mut texts: Vec<String> =
        (1..=8).map(|number| words(&format!("form.guide.{number}")).to_owned()).collect();
    if let Some(text) = texts.get_mut(1) {
        *text = text.replace("{text}", &window_words(schedule.window));
    }
    if let Some(text) = texts.last_mut() {
        *text = text.replace("{unit}", standing).replace("{date}", &date_vi(schedule.units_due));
    }
    if schedule.window.from < commune.founded {
        texts.insert(2, words("form.guide.merger").replace("{text}", &date_vi(commune.founded)));
    }
    texts
}

/// One row for each state of a figure; returns the row below.
fn write_example(sheet: &mut Sheet, blank: &Blank, row: u32) -> u32 {
    let look = blank.look;
    put_text(sheet, row, 0, words("form.guide.example"), &look.section);
    for (column, header) in (0u32..).zip(FIGURE_HEADERS) {
        put_text(sheet, row + 1, column, header, &look.header);
    }
    sheet.row_heights.insert(row + 1, 50.0);
    let mut at = row + 2;
    for number in 1..=EXAMPLES {
        put(sheet, at, 0, Content::Number(number.into()), &look.number);
        put_text(sheet, at, 1, "…", &look.measure);
        let key = format!("form.example.{number}");
        for (column, text) in (2u32..).zip(words(&key).split('|').map(str::trim)) {
            let style = match column {
                3 => &look.measure,
                4 | 5 => &look.value,
                _ => &look.label,
            };
            put_text(sheet, at, column, text, style);
        }
        sheet.row_heights.insert(at, height("", WIDTHS[6]) + 16.0);
        at += 1;
    }
    at
}

/// What the rules say of single rows; returns the row below.
fn write_rows(sheet: &mut Sheet, blank: &Blank, row: u32) -> u32 {
    let specs: Vec<_> = figures::groups(blank).into_iter().flat_map(|(_, specs)| specs).collect();
    let rows = (1u32..).zip(specs).filter_map(|(number, spec)| {
        let guidance = spec.guidance.as_ref()?;
        Some((number, spec.label.to_string(), guidance.to_string()))
    });
    write_table(sheet, blank, row, "form.guide.rows", [FIGURE_HEADERS[2], words("form.guide.guidance")], rows)
}

/// What is to come of the unit's tasks.
fn write_products(sheet: &mut Sheet, blank: &Blank, row: u32) {
    let tasks = blank.plan.tasks_of(&blank.unit.code);
    let rows = (1u32..).zip(tasks).map(|(number, task)| {
        let names = task
            .cooperating
            .iter()
            .map(|code| blank.plan.unit(code).map_or(&**code, |unit| unit.short.as_str()));
        let helpers = names.collect::<Vec<_>>().join(", ");
        let product = if helpers.is_empty() {
            task.product.clone()
        } else {
            words("form.guide.helped").replace("{product}", &task.product).replace("{units}", &helpers)
        };
        (number, task.label.clone(), product)
    });
    write_table(
        sheet,
        blank,
        row,
        "form.guide.products",
        [TASK_HEADERS[2], words("form.guide.product")],
        rows,
    );
}

/// Writes `rows` (number, left, right) under a title; nothing where there is no row. Returns the row below.
fn write_table(
    sheet: &mut Sheet,
    blank: &Blank,
    row: u32,
    title: &str,
    headers: [&str; 2],
    rows: impl Iterator<Item = (u32, String, String)>,
) -> u32 {
    let look = blank.look;
    let mut at = row + 2;
    for (number, left, right) in rows {
        put(sheet, at, 0, Content::Number(number.into()), &look.number);
        put_boxed(sheet, at, LEFT, &left, &look.label);
        put_boxed(sheet, at, RIGHT, &right, &look.label);
        sheet.row_heights.insert(at, height(&left, LEFT_WIDTH).max(height(&right, RIGHT_WIDTH)));
        at += 1;
    }
    if at == row + 2 {
        return row;
    }
    put_text(sheet, row, 0, words(title), &look.section);
    put_text(sheet, row + 1, 0, FIGURE_HEADERS[0], &look.header);
    put_boxed(sheet, row + 1, LEFT, headers[0], &look.header);
    put_boxed(sheet, row + 1, RIGHT, headers[1], &look.header);
    sheet.row_heights.insert(row + 1, 21.0);
    at
}

/// Text across merged cells with a border around each of them.
fn put_boxed(sheet: &mut Sheet, row: u32, columns: (u32, u32), text: &str, style: &Arc<Style>) {
    for column in columns.0 + 1..=columns.1 {
        put(sheet, row, column, Content::Blank, style);
    }
    put_across(sheet, row, columns, text, style);
}
