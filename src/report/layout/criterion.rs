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
use super::view::{View, is_extra, said, word};
use crate::plan::{Rule, RuleKind, Scheme};
use crate::report::template::Placeholder as P;
use crate::rulebook::{Finding, Outcome};
use crate::score::{IndexRange, PointTotals};
use crate::text::decimal_vi;

/// What stands in a sum's place where no sum can be told.
const DASH: &str = "–";

/// One criterion and its place in the list.
struct Entry<'a> {
    rule: &'a Rule,
    finding: Option<&'a Finding>,
    index: usize,
}

impl Entry<'_> {
    fn max(&self) -> Decimal {
        self.rule.max.unwrap_or_default()
    }

    fn points(&self) -> Option<Decimal> {
        self.finding.filter(|finding| finding.outcome.is_settled()).and_then(|finding| finding.points)
    }

    /// Whether the maximum counts: not removed, not awaited.
    fn is_assessed(&self) -> bool {
        let outcome = self.finding.map(|finding| finding.outcome);
        !matches!(outcome, Some(Outcome::Excluded | Outcome::Awaiting))
    }
}

/// The criteria of a scheme in the order in which they are printed.
fn entries<'a>(view: &View<'a>, scheme: &'a Scheme) -> Vec<Vec<Entry<'a>>> {
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
    Record::default()
        .text(P::GroupNumber, number)
        .text(P::GroupTitle, title)
        .text(P::GroupNotice, &*scheme.notice)
        .with(P::GroupCount, Slot::count(entries.len()))
        .with(P::GroupMaximum, sum(P::CriterionMaximum, &all, |entry| entry.max()))
        .with(P::GroupPoints, earned(P::CriterionPoints, &all))
        .with(P::GroupTotal, earned(P::CriterionTotal, &all))
        .with(P::GroupPercent, percent(P::GroupTotal, &all))
}

fn sum(placeholder: P, entries: &[&Entry<'_>], of: impl Fn(&Entry<'_>) -> Decimal) -> Slot {
    let items = entries.iter().map(|entry| entry.index).collect();
    let terms = vec![Term::Text("SUM("), Term::Items(placeholder, items), Term::Text(")")];
    Slot::formula(terms, entries.iter().map(|entry| of(entry)).sum())
}

/// The sum of what is determined; a dash where nothing is.
fn earned(placeholder: P, entries: &[&Entry<'_>]) -> Slot {
    if entries.iter().all(|entry| entry.points().is_none()) {
        return Slot::text(DASH);
    }
    sum(placeholder, entries, |entry| entry.points().unwrap_or_default())
}

/// The total over the maxima that are assessed; a dash while some of them are undetermined.
fn percent(total: P, entries: &[&Entry<'_>]) -> Slot {
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
        .text(P::CriterionLabel, &*rule.title)
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
        Outcome::Scored => {}
        Outcome::Insufficient | Outcome::Awaiting => parts.push(gap::lacking(view, finding)),
        Outcome::NeedsExplanation => parts.push(gap::to_explain(view, finding)),
        _ => parts.push(threshold::reason(view, rule, finding, &shown)),
    }
    if !rule.formula.is_empty() {
        let short = rule.formula.split(';').next().unwrap_or_default().trim();
        parts.push(said("remark.formula", &[("text", short)]));
    }
    let own = judged::explanation(finding);
    if !own.is_empty() {
        parts.push(said("remark.explanation", &[("text", &own)]));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(". ")
}

fn remark(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    let mut remarks = judged::remarks(view, rule, finding);
    // The explanation has a column of its own here.
    let explained = said("remark.explanation", &[("text", &judged::explanation(finding))]);
    remarks.retain(|remark| *remark != explained);
    remarks.join(". ")
}

/// What holds for a whole scheme, for sheets that belong to it.
pub(super) fn scheme_record(view: &View<'_>, scheme: &Scheme) -> Record {
    let record = Record::default()
        .text(P::SchemeTitle, &*scheme.title)
        .text(P::SchemeTitleUpper, scheme.title.to_uppercase())
        .text(P::SchemeNotice, &*scheme.notice);
    let Some(totals) = view.points(&scheme.id) else { return record };
    let groups = entries(view, scheme);
    let all: Vec<&Entry<'_>> = groups.iter().flatten().collect();
    let criteria: Vec<&Entry<'_>> = all.iter().copied().filter(|entry| !is_extra(entry.rule)).collect();
    let of_kind = |kind: RuleKind| -> Vec<usize> {
        all.iter().filter(|entry| entry.rule.kind == kind).map(|entry| entry.index).collect()
    };
    let (bonus, penalty) = (of_kind(RuleKind::Bonus), of_kind(RuleKind::Penalty));
    record
        .with(P::SchemeMaximum, sum(P::CriterionMaximum, &criteria, |entry| entry.max()))
        .with(P::SchemeEarned, earned(P::CriterionPoints, &criteria))
        .with(P::SchemeTotal, earned(P::CriterionTotal, &criteria))
        .with(P::SchemePercent, percent(P::SchemeTotal, &criteria))
        .with(
            P::SchemeBonus,
            capped(bonus.clone(), scheme.bonus_cap, extra(view, scheme, RuleKind::Bonus, totals.bonus)),
        )
        .with(
            P::SchemePenalty,
            capped(
                penalty.clone(),
                scheme.penalty_cap,
                extra(view, scheme, RuleKind::Penalty, totals.penalty),
            ),
        )
        .with(
            P::SchemeScore,
            if is_open(totals) {
                Slot::instead(word("report.band_open"))
            } else {
                score(scheme, &criteria, bonus, penalty, totals.score)
            },
        )
        .with(P::SchemeAssessed, Slot::exact(assessed(totals)))
        .with(P::SchemeExcluded, Slot::exact(totals.excluded))
        .with(P::SchemeAwaiting, Slot::exact(totals.awaiting))
        .with(P::SchemeUndetermined, Slot::exact(totals.undetermined))
        .with(P::SchemeIndex, index_slot(totals.index))
        .text(P::SchemeBand, band(totals))
}

/// Whether not one criterion is determined, so that a sum of 0 would be a guess.
pub(super) fn is_open(totals: &PointTotals) -> bool {
    totals.undetermined == assessed(totals)
}

/// The maxima that count.
pub(super) fn assessed(totals: &PointTotals) -> Decimal {
    totals.maximum - totals.excluded - totals.awaiting
}

/// The band, or that it is not known.
pub(super) fn band(totals: &PointTotals) -> &str {
    totals.band.as_deref().unwrap_or_else(|| word("report.band_open"))
}

/// The index as a number, or its range in words.
pub(super) fn index_slot(index: Option<IndexRange>) -> Slot {
    match index {
        None => Slot::text(word("report.index_open")),
        Some(range) => match range.settled() {
            Some(index) => Slot { fill: Fill::Number(index, Precision::Template), ..Slot::default() },
            None => Slot::text(range_words(range)),
        },
    }
}

/// `81,2 đến 89,43`.
pub(super) fn range_words(range: IndexRange) -> String {
    match range.settled() {
        Some(index) => decimal_vi(index),
        None => said("report.range", &[("low", &decimal_vi(range.low)), ("high", &decimal_vi(range.high))]),
    }
}

fn capped_terms(items: Vec<usize>, cap: Option<Decimal>) -> Vec<Term> {
    if items.is_empty() {
        return vec![Term::Text("0")];
    }
    let mut terms = vec![Term::Text("SUM("), Term::Items(P::CriterionPoints, items), Term::Text(")")];
    if let Some(cap) = cap {
        terms.insert(0, Term::Text("MIN("));
        terms.extend([Term::Text(","), Term::Constant(cap), Term::Text(")")]);
    }
    terms
}

/// The live sum in place of its value, where there is a value.
fn capped(items: Vec<usize>, cap: Option<Decimal>, value: Slot) -> Slot {
    match value.fill {
        Fill::Number(result, _) => Slot::formula(capped_terms(items, cap), result),
        _ => value,
    }
}

/// Bonus or penalty points as far as they are known; a word where none of the rules that give them is determined.
pub(super) fn extra(view: &View<'_>, scheme: &Scheme, kind: RuleKind, points: Decimal) -> Slot {
    let rules: Vec<&Rule> = view.plan.rules_of(&scheme.id).filter(|rule| rule.kind == kind).collect();
    let is_open = |rule: &&Rule| view.finding(rule).is_none_or(|finding| !finding.outcome.is_settled());
    if !rules.is_empty() && rules.iter().all(is_open) {
        return Slot::instead(word("report.band_open"));
    }
    Slot::points(points)
}

fn score(
    scheme: &Scheme,
    criteria: &[&Entry<'_>],
    bonus: Vec<usize>,
    penalty: Vec<usize>,
    result: Decimal,
) -> Slot {
    let items = criteria.iter().map(|entry| entry.index).collect();
    let mut terms = vec![Term::Text("MAX(0,SUM("), Term::Items(P::CriterionPoints, items), Term::Text(")+")];
    terms.extend(capped_terms(bonus, scheme.bonus_cap));
    terms.push(Term::Text("-"));
    terms.extend(capped_terms(penalty, scheme.penalty_cap));
    terms.push(Term::Text(")"));
    Slot::formula(terms, result)
}
