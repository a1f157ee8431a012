//! The law's values in words: `trên 99 %`, `đạt đủ từ 99; tối thiểu 95`.

use chrono::NaiveDate;

use super::precision::Precision;
use super::record::{Fill, Slot};
use super::view::View;
use crate::period::Dated;
use crate::plan::{Comparison, Rule, Terms};
use crate::rulebook::{Finding, Outcome};

/// The terms that were applied: the finding's, or those in force at the end of the data window.
pub(super) fn applied<'a>(
    view: &View<'_>,
    rule: &'a Rule,
    finding: Option<&'a Finding>,
) -> Option<&'a Dated<Terms>> {
    finding
        .and_then(|finding| finding.terms.as_ref())
        .or_else(|| Dated::in_force(&rule.terms, view.law_day()))
}

/// The threshold as a cell: a number behind its sign, or the wanted answer.
pub(super) fn plan_slot(view: &View<'_>, rule: &Rule, comparison: &Comparison) -> Slot {
    let (number, sign) = match comparison {
        Comparison::Equal(number) => (*number, ""),
        Comparison::AtLeast(number) => (*number, "\"≥ \""),
        Comparison::Above(number) => (*number, "\"> \""),
        Comparison::AtMost(number) => (*number, "\"≤ \""),
        Comparison::Answer(code) => return Slot::text(view.plan.answer(rule, code)),
    };
    Slot {
        fill: Fill::Number(number, Precision::Exact),
        format: Some(format!("{sign}#,##0{}", if rule.measure == "%" { "\\%" } else { "" })),
        ..Slot::default()
    }
}

fn kind(comparison: &Comparison) -> &'static str {
    match comparison {
        Comparison::Equal(_) => "equal",
        Comparison::AtLeast(_) => "at_least",
        Comparison::Above(_) => "above",
        Comparison::AtMost(_) => "at_most",
        Comparison::Answer(_) => "answer",
    }
}

fn wanted(view: &View<'_>, rule: &Rule, comparison: &Comparison) -> String {
    match comparison {
        Comparison::Answer(code) => view.plan.answer(rule, code).to_owned(),
        _ => view.measured(comparison.number().unwrap_or_default(), &rule.measure),
    }
}

/// The terms that were applied, since when, until when and by which document; and in the same way those whose place they
/// took within the data window, the latest first.
pub(super) fn in_window(
    view: &View<'_>,
    rule: &Rule,
    finding: Option<&Finding>,
) -> (Option<String>, Vec<String>) {
    let Some(from) = applied(view, rule, finding).map(|terms| terms.from) else { return (None, Vec::new()) };
    let words = |(terms, until): (&Dated<Terms>, Option<NaiveDate>)| {
        view.plan.dated_terms(rule, terms, until, view.lang)
    };
    let applied = Dated::spans(&rule.terms).find(|(terms, _)| terms.from == from).map(words);
    let window = view.assessment.schedule.window;
    let within = Dated::within(&rule.terms, window).filter(|(terms, _)| terms.from < from);
    let mut earlier: Vec<String> = within.map(words).collect();
    earlier.reverse();
    (applied, earlier)
}

/// Why a target has its outcome, as a clause: `99 không lớn hơn 99 %`.
pub(super) fn reason(view: &View<'_>, rule: &Rule, finding: &Finding, shown: &str) -> String {
    let comparison = applied(view, rule, Some(finding)).and_then(|terms| terms.value.comparison.as_ref());
    match (finding.outcome, comparison) {
        (Outcome::Met | Outcome::Missed, Some(comparison)) if !shown.is_empty() => {
            let key = format!("why.{}.{}", kind(comparison), finding.outcome.word());
            view.said(&key, &[("value", shown), ("number", &wanted(view, rule, comparison))])
        }
        _ => view
            .word(match finding.outcome {
                Outcome::Met => "why.met",
                Outcome::Missed => "why.missed",
                Outcome::Scored => "why.scored",
                Outcome::Excluded => "why.excluded",
                Outcome::NothingArose => "why.nothing_arose",
                Outcome::NotApplicable => "why.not_applicable",
                Outcome::Awaiting => "why.awaiting",
                Outcome::Insufficient => "why.insufficient",
                Outcome::NeedsExplanation => "why.needs_explanation",
            })
            .to_owned(),
    }
}
