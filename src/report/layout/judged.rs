//! What targets and criteria have in common: how the value of a rule is shown, with what remarks.

use super::gap;
use super::note;
use super::precision::Precision;
use super::record::Anchor;
use super::threshold;
use super::view::{View, said, word};
use crate::figure::{Figure, FigureId, State, Value};
use crate::plan::{Comparison, Rule};
use crate::rulebook::{Finding, Outcome};
use crate::text::with_measure;

/// Key of an outcome's label.
pub(super) fn outcome_key(outcome: Outcome) -> String {
    format!("outcome.{}", outcome.word())
}

/// How exactly the rule's value is shown: never rounded onto its threshold, onto 100 or onto 0.
pub(super) fn precision(view: &View<'_>, rule: &Rule, finding: &Finding) -> Precision {
    if rule.measure != "%" {
        return Precision::Exact;
    }
    let mut marks = vec![rust_decimal::Decimal::ZERO, rust_decimal::Decimal::ONE_HUNDRED];
    if let Some(terms) = threshold::applied(view, rule, Some(finding)) {
        marks.extend(terms.value.values.values());
        marks.extend(terms.value.comparison.as_ref().and_then(Comparison::number));
    }
    Precision::Against(marks)
}

/// The value in words: `99 %`, `Đã hoàn thành`; empty where there is none.
pub(super) fn value_words(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    let Some(value) = &finding.value else { return String::new() };
    match &value.value {
        Some(Value::Number(number)) => {
            let terms = threshold::applied(view, rule, Some(finding));
            let wanted = terms.and_then(|terms| terms.value.comparison.as_ref()).and_then(Comparison::number);
            with_measure(&view.lang.decimal_beside(*number, wanted), &rule.measure)
        }
        Some(Value::Choice(code)) => view.plan.answer(rule, code).to_owned(),
        Some(_) => value.shown(),
        None => String::new(),
    }
}

/// Documents that the units named, each once.
pub(super) fn evidence(finding: &Finding) -> String {
    joined(finding, |figure| figure.evidence.as_deref())
}

/// What the units explained, each once.
pub(super) fn explanation(finding: &Finding) -> String {
    joined(finding, |figure| figure.explanation.as_deref())
}

fn joined(finding: &Finding, part: impl Fn(&Figure) -> Option<&str>) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for figure in finding.used.iter().map(|(_, figure)| figure).chain(&finding.value) {
        for text in part(figure).into_iter().flat_map(|text| text.split("; ")) {
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts.join("; ")
}

/// Remarks that belong to any rule: what of it is not confirmed, a value of the law that changed within the window, what
/// must be asked.
pub(super) fn remarks(view: &View<'_>, rule: &Rule, finding: &Finding) -> Vec<String> {
    let mut remarks = Vec::new();
    if !rule.unconfirmed.is_empty() {
        remarks.push(view.said("note.unconfirmed", &[("text", &rule.unconfirmed)]));
    }
    if rule.places.len() > 1 {
        let count = rule.places.len().to_string();
        remarks.push(view.said("remark.places", &[("count", &count), ("places", &rule.places.join("; "))]));
    }
    let (applied, earlier) = threshold::in_window(view, rule, Some(finding));
    if !earlier.is_empty() {
        let terms: Vec<String> = applied.into_iter().chain(earlier).collect();
        remarks.push(view.said("remark.changed", &[("terms", &terms.join("; "))]));
    }
    let second = note::second(view, rule, finding);
    if !second.is_empty() {
        remarks.push(view.said("note.second", &[("text", &second)]));
    }
    let doubts = finding.value.as_ref().map(|value| gap::doubts(view, value)).unwrap_or_default();
    if !doubts.is_empty() && finding.outcome != Outcome::NeedsExplanation {
        remarks.push(view.said("remark.doubts", &[("doubts", &doubts)]));
    }
    let explanation = explanation(finding);
    if !explanation.is_empty() {
        remarks.push(view.said("remark.explanation", &[("text", &explanation)]));
    }
    remarks
}

/// The rule's formula as it is printed: its first clause, and the others where nothing arose, for they say what then holds.
pub(super) fn formula(rule: &Rule, finding: &Finding) -> String {
    let nothing = finding.value.as_ref().is_some_and(|value| value.state == State::NothingArose);
    let clauses =
        if nothing { rule.formula.as_str() } else { rule.formula.split(';').next().unwrap_or_default() };
    if clauses.is_empty() { String::new() } else { said("remark.formula", &[("text", clauses.trim())]) }
}

/// The row of sources that the result leads to: that of the first figure which the rule needs.
pub(super) fn anchor(rule: &Rule) -> Option<Anchor> {
    rule.needs.first().map(|figure: &FigureId| Anchor::Figure(figure.clone()))
}

/// What stands where no value is known: the state or the outcome in words.
pub(super) fn absent_words(finding: &Finding) -> &'static str {
    match finding.value.as_ref().map(|value| value.state) {
        Some(state @ (State::NothingArose | State::NotApplicable)) if finding.outcome.is_settled() => {
            super::view::state_word(state)
        }
        _ => word(match finding.outcome {
            Outcome::NothingArose => "outcome.nothing_arose",
            Outcome::NotApplicable => "outcome.not_applicable",
            Outcome::Awaiting => "outcome.awaiting",
            Outcome::NeedsExplanation => "outcome.needs_explanation",
            Outcome::Excluded => "outcome.excluded",
            Outcome::Met => "outcome.met",
            Outcome::Missed => "outcome.missed",
            Outcome::Scored => "outcome.scored",
            Outcome::Insufficient => "outcome.insufficient",
        }),
    }
}
