//! What stands above and below the tables: the official heading, the block of labels and values, the signatures.

use chrono::Datelike;

use super::{Blank, put, put_across, put_text, window_words, words};
use crate::address::{CellRange, CellRef};
use crate::intake::own_form;
use crate::period::date_vi;
use crate::report::book::{Content, Sheet, Validation, ValidationRule};

/// Row of the table's header, below the heading.
pub(super) const HEADER_ROW: u32 = 7;
/// Column of the first labels; their values stand in the next.
const KNOWN: u32 = 1;
/// Column of the labels whose values the unit fills in; these stand in the next.
const ENTERED: u32 = 4;

/// Writes the heading, with the unit, the period and the window known.
pub(super) fn write(sheet: &mut Sheet, blank: &Blank, title: &str) {
    let look = blank.look;
    let authority = words("form.authority").replace("{text}", &blank.plan.commune.name.to_uppercase());
    put_across(sheet, 0, (0, 2), &authority, &look.plain);
    put_across(sheet, 1, (0, 2), &blank.unit.name.to_uppercase(), &look.motto);
    put_across(sheet, 0, (4, 7), words("form.country"), &look.plain_bold);
    put_across(sheet, 1, (4, 7), words("form.motto"), &look.motto);
    put_across(sheet, 2, (0, 7), title, &look.title);
    let known = [
        (own_form::UNIT_LABEL, format!("{} ({})", blank.unit.name, blank.unit.code)),
        (own_form::PERIOD_LABEL, blank.schedule.period.name_vi()),
        (own_form::WINDOW_LABEL, window_words(blank.schedule.window)),
    ];
    for (row, (label, value)) in (3u32..).zip(known) {
        put_text(sheet, row, KNOWN, &format!("{label}:"), &look.caption);
        put_text(sheet, row, KNOWN + 1, &value, &look.known);
    }
    for (row, height) in [(0, 16.5), (1, 16.5), (2, 30.0), (3, 18.0), (4, 18.0), (5, 18.0), (6, 6.0)] {
        sheet.row_heights.insert(row, height);
    }
}

/// Adds the cells in which the unit says which sending it is, who filled it in and when.
pub(super) fn write_entries(sheet: &mut Sheet, blank: &Blank) {
    let look = blank.look;
    let entries = [
        (own_form::SENDING_LABEL, Content::Number(1.into()), &look.entry_count),
        (own_form::PERSON_LABEL, Content::Blank, &look.entry),
        (own_form::DATE_LABEL, Content::Blank, &look.entry_date),
    ];
    for (row, (label, content, style)) in (3u32..).zip(entries) {
        put_text(sheet, row, ENTERED, &format!("{label}:"), &look.caption);
        put(sheet, row, ENTERED + 1, content, style);
        sheet
            .merges
            .push(CellRange { start: CellRef::new(row, ENTERED + 1), end: CellRef::new(row, ENTERED + 2) });
    }
    let entry = |row| CellRange::from(CellRef::new(row, ENTERED + 1));
    sheet.validations.push(Validation {
        range: entry(3),
        rule: ValidationRule::WholeAtLeast(1),
        input: Some((own_form::SENDING_LABEL.into(), words("form.sending.hint").into())),
        error: Some((words("form.refused.title").into(), words("form.sending.hint").into())),
    });
    sheet.validations.push(date_check(blank, entry(5), words("form.kind.date"), ""));
}

/// A check that lets days pass from the year's beginning, or the window's where that is earlier, to the January after.
pub(super) fn date_check(blank: &Blank, range: CellRange, title: &str, hint: &str) -> Validation {
    let window = blank.schedule.window;
    let year = blank.schedule.period.year;
    let first = window.from.with_ordinal(1).filter(|_| window.from.year() == year).unwrap_or(window.from);
    let last = chrono::NaiveDate::from_ymd_opt(year + 1, 1, 31).unwrap_or(blank.schedule.due);
    let bounds = format!("{} – {}", date_vi(first), date_vi(last));
    Validation {
        range,
        rule: ValidationRule::DateBetween(first, last),
        input: Some((title.to_owned(), if hint.is_empty() { bounds.clone() } else { hint.to_owned() })),
        error: Some((
            words("form.refused.title").into(),
            format!("{} ({bounds})", words("form.refused.date")),
        )),
    }
}

/// Writes the header of the table and has it stay on screen and on every page.
pub(super) fn write_header(sheet: &mut Sheet, blank: &Blank, headers: &[&str]) {
    for (column, header) in (0u32..).zip(headers) {
        put_text(sheet, HEADER_ROW, column, header, &blank.look.header);
    }
    sheet.row_heights.insert(HEADER_ROW, 50.0);
    sheet.freeze = Some(CellRef::new(HEADER_ROW + 1, 0));
    sheet.page.repeat_rows = Some((HEADER_ROW, HEADER_ROW));
}

/// Writes the places for signatures below `row`. They stand clear of the column of codes.
pub(super) fn write_signatures(sheet: &mut Sheet, blank: &Blank, row: u32) {
    let look = blank.look;
    let dateline = words("form.dateline").replace("{text}", &blank.plan.commune.place);
    put_across(sheet, row + 1, (6, 7), &dateline, &look.signature);
    put_text(sheet, row + 2, 2, words("form.signed_by_person"), &look.signature_title);
    put_across(sheet, row + 2, (6, 7), words("form.signed_by_head"), &look.signature_title);
    put_text(sheet, row + 3, 2, words("form.signature"), &look.signature);
    put_across(sheet, row + 3, (6, 7), words("form.signature"), &look.signature);
}
