//! The sheet of figures.

use rust_decimal::prelude::ToPrimitive;

use super::bounds::Bounded;
use super::heading::{self, HEADER_ROW};
use super::{Blank, new_sheet, put, put_across, put_text, set_entry_height, words};
use crate::address::{CellRange, CellRef};
use crate::figure::{FigureKind, FigureSpec};
use crate::intake::own_form::{FIGURE_HEADERS, FIGURES_SHEET, NOT_APPLICABLE};
use crate::plan::{EvidencePolicy, Plan};
use crate::report::book::{Content, Sheet, Validation, ValidationRule};

/// Widths in characters: STT, Mã, Nội dung, Đơn vị tính, Số liệu, Không phát sinh, Tài liệu kiểm chứng, Giải trình.
pub(super) const WIDTHS: [f64; 8] = [5.0, 15.0, 45.0, 11.0, 17.0, 9.5, 33.0, 26.0];
/// Column of the value.
const VALUE: u32 = 4;

/// The sheet; `None` if no rule needs a figure of the unit.
pub(super) fn sheet(blank: &Blank) -> Option<Sheet> {
    let groups = groups(blank);
    if groups.is_empty() {
        return None;
    }
    let mut sheet = new_sheet(FIGURES_SHEET, &WIDTHS);
    heading::write(&mut sheet, blank, words("form.title.figures"));
    heading::write_entries(&mut sheet, blank);
    heading::write_header(&mut sheet, blank, &FIGURE_HEADERS);
    let mut row = HEADER_ROW + 1;
    let mut number = 0;
    let bounded = Bounded::new(blank, &cells(&groups));
    for (index, (title, specs)) in groups.iter().enumerate() {
        write_group(&mut sheet, blank, row, index, title);
        row += 1;
        for spec in specs {
            number += 1;
            write_figure(&mut sheet, &bounded, row, number, spec);
            row += 1;
        }
    }
    heading::write_signatures(&mut sheet, blank, row);
    Some(sheet)
}

/// Title and figures of each field of reform, in the plan's order; within a field as the rules declare them, who name a
/// whole before its parts.
pub(super) fn groups<'a>(blank: &'a Blank) -> Vec<(&'a str, Vec<&'a FigureSpec>)> {
    let asked: Vec<_> = blank.plan.own_form_figures(&blank.unit.code).collect();
    let of =
        |wanted: &dyn Fn(&FigureSpec) -> bool| asked.iter().copied().filter(|spec| wanted(spec)).collect();
    let known = |spec: &FigureSpec| spec.field.as_ref().is_some_and(|f| blank.plan.fields.contains_key(&**f));
    let mut groups: Vec<(&str, Vec<&FigureSpec>)> = blank
        .plan
        .fields
        .iter()
        .map(|(field, title)| (title.as_str(), of(&|spec| spec.field.as_deref() == Some(field))))
        .collect();
    groups.push((words("form.other_field"), of(&|spec| !known(spec))));
    groups.retain(|(_, specs)| !specs.is_empty());
    groups
}

/// The cell of each figure's value: a row for each group's title, then one for each of its figures.
fn cells<'a>(groups: &[(&str, Vec<&'a FigureSpec>)]) -> Vec<(&'a FigureSpec, CellRef)> {
    let mut cells = Vec::new();
    let mut row = HEADER_ROW + 1;
    for (_, specs) in groups {
        row += 1;
        for spec in specs {
            cells.push((*spec, CellRef::new(row, VALUE)));
            row += 1;
        }
    }
    cells
}

/// Group rows leave the column of codes blank, so that no reader takes their title for a code.
fn write_group(sheet: &mut Sheet, blank: &Blank, row: u32, index: usize, title: &str) {
    const ROMAN: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];
    let look = blank.look;
    put_text(sheet, row, 0, ROMAN.get(index).copied().unwrap_or_default(), &look.group_number);
    put(sheet, row, 1, Content::Blank, &look.group);
    put_across(sheet, row, (2, 7), title, &look.group);
    sheet.row_heights.insert(row, 21.0);
}

fn write_figure(sheet: &mut Sheet, bounded: &Bounded<'_>, row: u32, number: u32, spec: &FigureSpec) {
    let blank = bounded.blank;
    let look = blank.look;
    let is_part = spec.label.starts_with("Trong đó");
    put(sheet, row, 0, Content::Number(number.into()), &look.number);
    put_text(sheet, row, 1, &spec.id, &look.code);
    put_text(sheet, row, 2, &spec.label, if is_part { &look.part } else { &look.label });
    put_text(sheet, row, 3, &spec.measure, &look.measure);
    let input = match spec.kind {
        FigureKind::Count | FigureKind::Money | FigureKind::Rank => &look.input_whole,
        FigureKind::Number | FigureKind::Percent => &look.input_decimal,
        FigureKind::Date => &look.input_date,
        FigureKind::Choice => &look.input_answer,
        FigureKind::Text | FigureKind::Table => &look.input_text,
    };
    put(sheet, row, VALUE, Content::Blank, input);
    put(sheet, row, VALUE + 1, Content::Blank, &look.input_answer);
    let evidence = if needs_evidence(blank.plan, spec) { &look.input_evidence } else { &look.input_text };
    put(sheet, row, VALUE + 2, Content::Blank, evidence);
    put(sheet, row, VALUE + 3, Content::Blank, &look.input_text);
    set_entry_height(sheet, row, &spec.label, WIDTHS[2]);
    sheet.validations.extend(value_check(bounded, row, spec));
    sheet.validations.push(mark_check(row));
}

/// Whether a good answer counts only with a document: some rule says so, and the figure is its answer, not merely a
/// number beside it.
fn needs_evidence(plan: &Plan, spec: &FigureSpec) -> bool {
    plan.rules_needing(&spec.id).any(|rule| {
        rule.evidence == EvidencePolicy::Required
            && (spec.kind == FigureKind::Choice || rule.needs.len() == 1)
    })
}

/// The check on a value. A number cell takes "Không áp dụng" as well, which no check for numbers alone would let pass.
fn value_check(bounded: &Bounded<'_>, row: u32, spec: &FigureSpec) -> Option<Validation> {
    let cell = CellRef::new(row, VALUE);
    let range = CellRange::from(cell);
    let (highest, within) = (bounded.most(spec), bounded.within(cell));
    let number = |whole, least, most| ValidationRule::NumberOr {
        whole,
        least,
        most: highest.and_then(|most| most.to_f64()).or(most),
        within: within.clone(),
        text: NOT_APPLICABLE.to_owned(),
    };
    let (kind, refusal, rule) = match spec.kind {
        FigureKind::Count => ("form.kind.count", "form.refused.number", number(true, 0.0, None)),
        FigureKind::Number => ("form.kind.number", "form.refused.number", number(false, 0.0, None)),
        FigureKind::Money => ("form.kind.money", "form.refused.number", number(true, 0.0, None)),
        FigureKind::Percent => ("form.kind.percent", "form.refused.number", number(false, 0.0, Some(100.0))),
        FigureKind::Rank => ("form.kind.rank", "form.refused.number", number(true, 1.0, None)),
        FigureKind::Choice => {
            let labels = spec.choices.iter().map(|choice| choice.label.to_string());
            let list = labels.chain([NOT_APPLICABLE.to_owned()]).collect();
            ("form.kind.choice", "form.refused.choice", ValidationRule::List(list))
        }
        FigureKind::Date => {
            return Some(heading::date_check(bounded.blank, range, words("form.kind.date"), ""));
        }
        FigureKind::Text | FigureKind::Table => return None,
    };
    let states = words("form.states");
    let refusal = match (&rule, bounded.words(spec, cell)) {
        (ValidationRule::NumberOr { .. }, Some(bounds)) => {
            words("form.refused.bound").replace("{bounds}", &bounds)
        }
        _ => words(refusal).to_owned(),
    };
    let hint = spec.guidance.as_ref().map_or_else(|| states.to_owned(), |text| format!("{text}\n{states}"));
    Some(Validation {
        range,
        rule,
        input: Some((words(kind).to_owned(), hint)),
        error: Some((words("form.refused.title").to_owned(), refusal)),
    })
}

fn mark_check(row: u32) -> Validation {
    Validation {
        range: CellRange::from(CellRef::new(row, VALUE + 1)),
        rule: ValidationRule::List(vec!["x".to_owned()]),
        input: None,
        error: Some((words("form.refused.title").to_owned(), words("form.refused.mark").to_owned())),
    }
}
