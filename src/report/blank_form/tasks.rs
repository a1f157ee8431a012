//! The sheet of tasks.

use super::heading::{self, HEADER_ROW};
use super::{Blank, new_sheet, put, put_text, set_entry_height, words};
use crate::address::{CellRange, CellRef};
use crate::intake::own_form::{TASK_HEADERS, TASK_STATUSES, TASKS_SHEET};
use crate::plan::TaskSpec;
use crate::report::book::{Content, Sheet, Validation, ValidationRule};

/// Widths in characters: STT, Mã, Nhiệm vụ, Thời hạn, Tình trạng, Ngày hoàn thành, Sản phẩm, Ghi chú.
const WIDTHS: [f64; 8] = [5.0, 11.0, 50.0, 18.0, 18.0, 14.0, 32.0, 22.0];
/// Column of the status.
const STATUS: u32 = 4;

/// The sheet; `None` if the unit leads no task.
pub(super) fn sheet(blank: &Blank) -> Option<Sheet> {
    let tasks: Vec<_> = blank.plan.tasks_of(&blank.unit.code).collect();
    if tasks.is_empty() {
        return None;
    }
    let mut sheet = new_sheet(TASKS_SHEET, &WIDTHS);
    heading::write(&mut sheet, blank, words("form.title.tasks"));
    heading::write_header(&mut sheet, blank, &TASK_HEADERS);
    let mut row = HEADER_ROW + 1;
    for task in tasks {
        write_task(&mut sheet, blank, row, task);
        row += 1;
    }
    heading::write_signatures(&mut sheet, blank, row);
    Some(sheet)
}

fn write_task(sheet: &mut Sheet, blank: &Blank, row: u32, task: &TaskSpec) {
    let look = blank.look;
    put(sheet, row, 0, Content::Number((row - HEADER_ROW).into()), &look.number);
    put_text(sheet, row, 1, &task.id, &look.measure);
    put_text(sheet, row, 2, &task.label, &look.label);
    put_text(sheet, row, 3, &task.due, &look.measure);
    put(sheet, row, STATUS, Content::Blank, &look.input_answer);
    put(sheet, row, STATUS + 1, Content::Blank, &look.input_date);
    put(sheet, row, STATUS + 2, Content::Blank, &look.input_text);
    put(sheet, row, STATUS + 3, Content::Blank, &look.input_text);
    set_entry_height(sheet, row, &task.label, WIDTHS[2]);
    sheet.validations.push(Validation {
        range: CellRange::from(CellRef::new(row, STATUS)),
        rule: ValidationRule::List(TASK_STATUSES.iter().map(|(_, text)| (*text).to_owned()).collect()),
        input: Some((
            words("form.task.status").to_owned(),
            words("form.task.product").replace("{text}", &task.product),
        )),
        error: Some((words("form.refused.title").to_owned(), words("form.refused.choice").to_owned())),
    });
    let completed = CellRange::from(CellRef::new(row, STATUS + 1));
    sheet.validations.push(heading::date_check(
        blank,
        completed,
        words("form.kind.date"),
        words("form.task.completed"),
    ));
}
