//! The blank forms of the shipped rules: every row that a rule needs, none that no rule needs, and nothing cut off.

use std::collections::BTreeSet;

use cchc::address::CellRef;
use cchc::intake::own_form::{FIGURES_SHEET, TASKS_SHEET};
use cchc::period::{Period, Schedule};
use cchc::plan::{OWN_FORM, Plan};
use cchc::report::blank_form;
use cchc::report::book::{Book, Content};
use cchc::rulebook::Rulebook;

fn rulebook() -> Rulebook {
    let (forms, _) = cchc::intake::load_forms(&cchc::defaults::forms());
    let (rulebook, problems) = Rulebook::load(&cchc::defaults::rules(), &forms);
    rulebook.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn forms(plan: &Plan) -> Vec<(String, Book)> {
    let schedule = |text| -> Schedule {
        plan.schedule(Period::parse(text).expect("a period")).expect("a period of the calendar")
    };
    let of = |period| {
        let schedule = schedule(period);
        plan.units.iter().map(move |unit| (unit.code.to_string(), blank_form(plan, unit, &schedule)))
    };
    of("2025-nam").chain(of("2026-6-thang")).collect()
}

/// The column Mã of a sheet, header and heading left out.
fn codes(book: &Book, sheet: &str) -> Vec<String> {
    let Some(sheet) = book.sheets.iter().find(|other| other.name == sheet) else { return Vec::new() };
    let rows = (8..200).filter_map(|row| match &sheet.cells.get(&CellRef::new(row, 1))?.content {
        Content::Text(text) => Some(text.clone()),
        _ => None,
    });
    rows.collect()
}

#[test]
fn a_form_asks_for_what_rules_need_and_for_nothing_else() {
    let rulebook = rulebook();
    let plan = rulebook.plan();
    let mut asked = BTreeSet::new();
    for (unit, book) in forms(plan) {
        for code in codes(&book, FIGURES_SHEET) {
            let spec = plan.figures.get(&*code).unwrap_or_else(|| panic!("{unit}: no rule declares {code}"));
            assert_eq!(&*spec.from, unit, "{code} is asked of the wrong unit");
            assert!(plan.rules_needing(&code).next().is_some(), "{code} is asked for and needed by no rule");
            asked.insert(code);
        }
        let led: Vec<_> = plan.tasks_of(&unit).map(|task| task.id.clone()).collect();
        assert_eq!(codes(&book, TASKS_SHEET), led, "{unit}");
    }
    for rule in &plan.rules {
        for need in &rule.needs {
            let own = plan.figures.get(need).is_some_and(|spec| &*spec.form == OWN_FORM);
            assert!(!own || asked.contains(&**need), "{} needs {need}, which no form asks for", rule.file);
        }
    }
}

#[test]
fn no_hint_is_longer_than_excel_shows() {
    let rulebook = rulebook();
    for (unit, book) in forms(rulebook.plan()) {
        for check in book.sheets.iter().flat_map(|sheet| &sheet.validations) {
            for (title, text) in check.input.iter().chain(&check.error) {
                assert!(title.encode_utf16().count() <= 32, "{unit} {}: {title}", check.range);
                assert!(text.encode_utf16().count() <= 255, "{unit} {}: {text}", check.range);
            }
        }
    }
}
