//! Annex III: a row for each criterion, sub-totals by group, the scheme's totals.
//!
//! Sub-totals and totals are live sums over the criteria's own cells, never over other sums, so nothing counts twice.

use rust_decimal::Decimal;

use super::gap;
use super::judged;
use super::note;
use super::palette::Tint;
use super::precision::Precision;
use super::record::{Fill, Record, Section, Slot, Term};
use super::threshold;
use super::view::{View, is_extra, said, state_word, word};
use crate::figure::{Figure, State};
use crate::plan::{Rule, RuleKind, Scheme};
use crate::report::template::Placeholder as P;
use crate::rulebook::{Finding, Outcome};
use crate::text::decimal_vi;

/// What stands in a sum's place where no sum can be told.
const DASH: &str = "–";

/// One criterion and its place in the list.
pub(super) struct Entry<'a> {
    pub(super) rule: &'a Rule,
    finding: Option<&'a Finding>,
    /// Its place in the list, counted from the first criterion.
    pub(super) index: usize,
}

impl Entry<'_> {
    pub(super) fn max(&self) -> Decimal {
        self.rule.max.unwrap_or_default()
    }

    pub(super) fn points(&self) -> Option<Decimal> {
        self.finding.filter(|finding| finding.outcome.is_settled()).and_then(|finding| finding.points)
    }

    /// Whether the maximum counts: not removed, not awaited.
    pub(super) fn is_assessed(&self) -> bool {
        let outcome = self.finding.map(|finding| finding.outcome);
        !matches!(outcome, Some(Outcome::Excluded | Outcome::Awaiting))
    }
}

/// The criteria of a scheme in the order in which they are printed.
pub(super) fn entries<'a>(view: &View<'a>, scheme: &'a Scheme) -> Vec<Vec<Entry<'a>>> {
    let mut index = 0;
    let known = |rule: &Rule| scheme.groups.iter().any(|group| group.id == rule.group);
    let mut groups: Vec<Vec<&'a Rule>> = scheme
        .groups
        .iter()
        .map(|group| view.plan.rules_of(&scheme.id).filter(|rule| rule.group == group.id).collect())
        .collect();
    groups.push(view.plan.rules_of(&scheme.id).filter(|rule| !known(rule)).collect());
    groups
        .into_iter()
        .map(|rules| {
            rules
                .into_iter()
                .map(|rule| {
                    let entry = Entry { rule, finding: view.finding(rule), index };
                    index += 1;
                    entry
                })
                .collect()
        })
        .collect()
}

/// The criteria of `scheme` under their groups.
pub(super) fn sections(view: &View<'_>, scheme: &Scheme) -> Vec<Section> {
    let names =
        scheme.groups.iter().map(|group| (&*group.id, &*group.title)).chain([("", word("report.no_group"))]);
    names
        .zip(entries(view, scheme))
        .filter(|(_, entries)| !entries.is_empty())
        .map(|((number, title), entries)| Section {
            heading: Some(heading(scheme, number, title, &entries)),
            items: entries.iter().map(|entry| record(view, entry)).collect(),
        })
        .collect()
}

fn heading(scheme: &Scheme, number: &str, title: &str, entries: &[Entry<'_>]) -> Record {
    let all: Vec<&Entry<'_>> = entries.iter().collect();
    // What is not known yet is neither earned nor lost: it leaves the share of its group.
    let determined: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.points().is_some()).collect();
    Record::default()
        .text(P::GroupNumber, number)
        .text(P::GroupTitle, title)
        .text(P::GroupNotice, &*scheme.notice)
        .with(P::GroupCount, Slot::count(entries.len()))
        .with(P::GroupMaximum, sum(P::CriterionMaximum, &all, |entry| entry.max()))
        .with(P::GroupPoints, earned(P::CriterionPoints, &all))
        .with(P::GroupTotal, earned(P::CriterionTotal, &all))
        .with(P::GroupPercent, percent(P::GroupTotal, &determined))
}

pub(super) fn sum(placeholder: P, entries: &[&Entry<'_>], of: impl Fn(&Entry<'_>) -> Decimal) -> Slot {
    let items = entries.iter().map(|entry| entry.index).collect();
    let terms = vec![Term::Text("SUM("), Term::Items(placeholder, items), Term::Text(")")];
    Slot::formula(terms, entries.iter().map(|entry| of(entry)).sum())
}

/// The sum of what is determined; a dash where nothing is.
pub(super) fn earned(placeholder: P, entries: &[&Entry<'_>]) -> Slot {
    if entries.iter().all(|entry| entry.points().is_none()) {
        return Slot::text(DASH);
    }
    sum(placeholder, entries, |entry| entry.points().unwrap_or_default())
}

/// The total over the maxima that are assessed; a dash while some of them are undetermined.
pub(super) fn percent(total: P, entries: &[&Entry<'_>]) -> Slot {
    let assessed: Vec<&Entry<'_>> = entries.iter().copied().filter(|entry| entry.is_assessed()).collect();
    let points: Option<Decimal> = assessed.iter().map(|entry| entry.points()).sum();
    let maximum: Decimal = assessed.iter().map(|entry| entry.max()).sum();
    if assessed.is_empty() || assessed.iter().any(|entry| is_extra(entry.rule)) {
        return Slot::text(DASH);
    }
    let result = points.and_then(|points| points.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(maximum));
    let Some(result) = result else { return Slot::text(DASH) };
    let items = assessed.iter().map(|entry| entry.index).collect();
    let terms = vec![
        Term::Here(total),
        Term::Text("*100/SUM("),
        Term::Items(P::CriterionMaximum, items),
        Term::Text(")"),
    ];
    Slot { fill: Fill::Formula(terms, result, against_full()), ..Slot::default() }
}

fn against_full() -> Precision {
    Precision::Against(vec![Decimal::ZERO, Decimal::ONE_HUNDRED])
}

fn record(view: &View<'_>, entry: &Entry<'_>) -> Record {
    let rule = entry.rule;
    let record = Record::default()
        .text(P::CriterionNumber, &*rule.id)
        .with(P::CriterionLabel, label(rule))
        .text(P::CriterionOwner, view.unit(&rule.owner))
        .with(P::CriterionMaximum, Slot::points(entry.max()))
        .with(P::CriterionAppraised, Slot::default())
        .with(P::CriterionSurvey, Slot::default());
    let Some(finding) = entry.finding else {
        let words = Slot::text(word("outcome.insufficient")).tinted(Tint::Lacking);
        return record.with(P::CriterionPoints, words);
    };
    let note = note::of_finding(view, rule, finding);
    let link = judged::anchor(rule);
    let (points, tint) = match entry.points() {
        Some(points) => (Slot::points(points), points_tint(rule, points, entry.max())),
        None => (Slot::instead(word(&judged::outcome_key(finding.outcome))), Tint::of(finding.outcome)),
    };
    record
        .with(P::CriterionPoints, points.noted(&note).linked(link).tinted(tint))
        .with(P::CriterionTotal, total(entry))
        .with(P::CriterionPercent, share(entry))
        .text(P::CriterionEvidence, judged::evidence(finding))
        .text(P::CriterionExplanation, explanation(view, rule, finding))
        .text(P::CriterionRemark, remark(view, rule, finding))
}

/// The title, marked where it says that something is not confirmed.
fn label(rule: &Rule) -> Slot {
    let label = Slot::text(&*rule.title);
    if rule.unconfirmed.is_empty() { label } else { label.tinted(Tint::Lacking) }
}

fn points_tint(rule: &Rule, points: Decimal, max: Decimal) -> Tint {
    match rule.kind {
        RuleKind::Penalty if points.is_zero() => Tint::Good,
        RuleKind::Penalty => Tint::Bad,
        RuleKind::Bonus if points.is_zero() => Tint::Neutral,
        _ if points.is_zero() => Tint::Bad,
        _ if points < max => Tint::Partial,
        _ => Tint::Good,
    }
}

/// What the province appraised, and until then the self-assessment, and the survey on top: follows when they are filled in.
fn total(entry: &Entry<'_>) -> Slot {
    let Some(points) = entry.points() else { return Slot::text(DASH) };
    let terms = vec![
        Term::Text("IF(ISNUMBER("),
        Term::Here(P::CriterionAppraised),
        Term::Text("),"),
        Term::Here(P::CriterionAppraised),
        Term::Text(","),
        Term::Here(P::CriterionPoints),
        Term::Text(")+N("),
        Term::Here(P::CriterionSurvey),
        Term::Text(")"),
    ];
    Slot::formula(terms, points)
}

fn share(entry: &Entry<'_>) -> Slot {
    let result = entry
        .points()
        .filter(|_| !is_extra(entry.rule))
        .and_then(|points| points.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(entry.max()));
    let Some(result) = result else { return Slot::text(DASH) };
    let terms = vec![Term::Here(P::CriterionTotal), Term::Text("*100/"), Term::Here(P::CriterionMaximum)];
    Slot { fill: Fill::Formula(terms, result, against_full()), ..Slot::default() }
}

/// How the points came about: value, calculation, what the law says of it.
fn explanation(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    let mut parts = Vec::new();
    let shown = judged::value_words(view, rule, finding);
    let ratio = finding.value.as_ref().and_then(|value| value.parts.as_deref()).and_then(|parts| {
        Some((parts.numerator.number_or_zero().ok()?, parts.denominator.number_or_zero().ok()?))
    });
    match ratio {
        Some((part, whole)) if !shown.is_empty() => {
            parts.push(format!("{} / {} = {shown}", decimal_vi(part), decimal_vi(whole)));
        }
        _ if !shown.is_empty() => parts.push(said("explanation.value", &[("value", &shown)])),
        _ => {}
    }
    match finding.outcome {
        Outcome::Scored => parts.extend(finding.value.as_ref().and_then(unreported)),
        Outcome::Insufficient | Outcome::Awaiting => parts.push(gap::lacking(view, finding)),
        Outcome::NeedsExplanation => parts.push(gap::to_explain(view, finding)),
        _ => parts.push(threshold::reason(view, rule, finding, &shown)),
    }
    parts.push(judged::formula(rule, finding));
    let own = judged::explanation(finding);
    if !own.is_empty() {
        parts.push(said("remark.explanation", &[("text", &own)]));
    }
    parts.retain(|part| !part.is_empty());
    sentence(&parts.join(". "))
}

/// `text` with a capital at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The word of a state that is scored without a value.
fn unreported(value: &Figure) -> Option<String> {
    matches!(value.state, State::NothingArose | State::NotApplicable)
        .then(|| state_word(value.state).to_owned())
}

fn remark(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    let mut remarks = judged::remarks(view, rule, finding);
    // The explanation has a column of its own here.
    let explained = said("remark.explanation", &[("text", &judged::explanation(finding))]);
    remarks.retain(|remark| *remark != explained);
    remarks.join(". ")
}
