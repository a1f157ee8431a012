//! Annex I: a row for each target.

use rust_decimal::Decimal;

use super::gap;
use super::judged;
use super::note;
use super::palette::Tint;
use super::record::{Fill, Record, Section, Slot, Term};
use super::threshold;
use super::view::{View, state_word, word};
use crate::figure::{Figure, State};
use crate::plan::{Rule, Scheme};
use crate::report::template::Placeholder as P;
use crate::rulebook::Finding;

/// The targets of `scheme` under their groups.
pub(super) fn sections(view: &View<'_>, scheme: &Scheme) -> Vec<Section> {
    let mut ordinal = 0;
    let mut section = |number: &str, title: &str, in_group: &dyn Fn(&Rule) -> bool| {
        let items: Vec<_> = view
            .plan
            .rules_of(&scheme.id)
            .filter(|rule| in_group(rule))
            .map(|rule| {
                ordinal += 1;
                record(view, rule, ordinal)
            })
            .collect();
        let heading = Record::default()
            .text(P::GroupNumber, number)
            .text(P::GroupTitle, title)
            .text(P::GroupNotice, &*scheme.notice)
            .with(P::GroupCount, Slot::count(items.len()));
        Section { heading: Some(heading), items }
    };
    let mut sections: Vec<_> = scheme
        .groups
        .iter()
        .map(|group| section(&group.id, &group.title, &|rule: &Rule| rule.group == group.id))
        .collect();
    let known = |rule: &Rule| scheme.groups.iter().any(|group| group.id == rule.group);
    sections.push(section("", word("report.no_group"), &|rule: &Rule| !known(rule)));
    sections.retain(|section| !section.items.is_empty());
    sections
}

fn record(view: &View<'_>, rule: &Rule, ordinal: usize) -> Record {
    let record = Record::default()
        .with(P::TargetOrdinal, Slot::count(ordinal))
        .text(P::TargetNumber, &*rule.id)
        .text(P::TargetLabel, &*rule.title)
        .text(P::TargetUnit, &*rule.measure)
        .text(P::TargetOwner, view.unit(&rule.owner))
        .text(P::TargetPlace, rule.places.join("; "))
        .text(P::TargetFormula, &*rule.formula);
    let Some(finding) = view.finding(rule) else {
        return record.text(P::TargetOutcome, word("outcome.insufficient"));
    };
    let comparison =
        threshold::applied(view, rule, Some(finding)).and_then(|terms| terms.value.comparison.as_ref());
    let note = note::of_finding(view, rule, finding);
    let link = judged::anchor(rule);
    let tint = Tint::of(finding.outcome);
    let parts = finding.value.as_ref().and_then(|value| value.parts.as_deref());
    record
        .with(
            P::TargetPlan,
            comparison.map(|wanted| threshold::plan_slot(view, rule, wanted)).unwrap_or_default(),
        )
        .with(P::TargetNumerator, parts.map(|parts| part(&parts.numerator)).unwrap_or_default())
        .with(P::TargetDenominator, parts.map(|parts| part(&parts.denominator)).unwrap_or_default())
        .with(P::TargetResult, result(view, rule, finding).noted(&note).linked(link.clone()))
        .with(
            P::TargetOutcome,
            Slot::text(word(&judged::outcome_key(finding.outcome))).noted(&note).tinted(tint).linked(link),
        )
        .text(P::TargetGap, gap::gap(view, rule, finding))
        .text(P::TargetEvidence, judged::evidence(finding))
        .text(P::TargetRemark, remark(view, rule, finding))
}

/// One part of a ratio: a number, or the word of its state.
fn part(figure: &Figure) -> Slot {
    match figure.number() {
        Some(number) => Slot::exact(number),
        None => Slot::instead(state_word(figure.state)),
    }
}

/// The result: a live ratio of the row's own cells where it is one, else a number, an answer, or words.
fn result(view: &View<'_>, rule: &Rule, finding: &Finding) -> Slot {
    let Some(number) = finding.value.as_ref().and_then(Figure::number) else {
        let words = judged::value_words(view, rule, finding);
        return Slot::instead(if words.is_empty() {
            judged::absent_words(finding).to_owned()
        } else {
            words
        });
    };
    let precision = judged::precision(view, rule, finding);
    let fill = if is_live_ratio(finding, number) {
        let terms =
            vec![Term::Here(P::TargetNumerator), Term::Text("*100/"), Term::Here(P::TargetDenominator)];
        Fill::Formula(terms, number, precision)
    } else {
        Fill::Number(number, precision)
    };
    let format = (rule.measure != "%").then(|| "#,##0".to_owned());
    Slot { fill, format, ..Slot::default() }
}

/// Whether both parts stand in the row as numbers and give the result.
fn is_live_ratio(finding: &Finding, number: Decimal) -> bool {
    let Some(parts) = finding.value.as_ref().and_then(|value| value.parts.as_deref()) else { return false };
    if parts.numerator.state != State::Reported || parts.denominator.state != State::Reported {
        return false;
    }
    let (Some(part), Some(whole)) = (parts.numerator.number(), parts.denominator.number()) else {
        return false;
    };
    part.checked_mul(Decimal::ONE_HUNDRED).and_then(|hundredfold| hundredfold.checked_div(whole))
        == Some(number)
}

fn remark(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    let mut remarks = judged::remarks(view, rule, finding);
    // The plan's own words for what was divided by what, where the row shows both numbers.
    if finding.value.as_ref().is_some_and(|value| value.parts.is_some()) {
        remarks.insert(0, judged::formula(rule, finding));
    }
    remarks.retain(|remark| !remark.is_empty());
    remarks.join(". ")
}
