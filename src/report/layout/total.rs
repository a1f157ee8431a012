//! A scheme's totals: live sums over the criteria's own cells, bonuses and penalties after their caps, the index.

use rust_decimal::Decimal;

use super::criterion::{Entry, earned, entries, percent, sum};
use super::precision::Precision;
use super::record::{Fill, Record, Slot, Term};
use super::view::{View, is_extra, said, word};
use crate::plan::{Rule, RuleKind, Scheme};
use crate::report::template::Placeholder as P;
use crate::score::{IndexRange, PointTotals};
use crate::text::decimal_vi;

/// What holds for a whole scheme, for sheets that belong to it.
pub(super) fn scheme_record(view: &View<'_>, scheme: &Scheme) -> Record {
    let record = Record::default()
        .text(P::SchemeTitle, &*scheme.title)
        .text(P::SchemeTitleUpper, capitals(&scheme.title))
        .text(P::SchemePart, part(view, scheme))
        .text(P::SchemeNotice, &*scheme.notice);
    let Some(totals) = view.points(&scheme.id) else { return record };
    let groups = entries(view, scheme);
    let all: Vec<&Entry<'_>> = groups.iter().flatten().collect();
    let criteria: Vec<&Entry<'_>> = all.iter().copied().filter(|entry| !is_extra(entry.rule)).collect();
    let of_kind = |kind: RuleKind| -> Vec<usize> {
        all.iter().filter(|entry| entry.rule.kind == kind).map(|entry| entry.index).collect()
    };
    let has_extra = all.iter().any(|entry| is_extra(entry.rule));
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
        .text(P::SchemeIndexRule, if has_extra { index_rule(scheme) } else { String::new() })
        .with(P::SchemeIndex, index_slot(totals.index))
        .text(P::SchemeBand, band(totals))
}

/// How the scheme counts bonuses and penalties in the index.
fn index_rule(scheme: &Scheme) -> String {
    let extra = if scheme.rescale_extra { "report.extra_rescaled" } else { "report.extra_added" };
    let limit = if scheme.above_scale { "report.above_scale" } else { "report.within_scale" };
    format!("{}; {}.", word(extra), word(limit))
}

/// `.1`, `.2` where several schemes share an annex; nothing for one alone.
fn part(view: &View<'_>, scheme: &Scheme) -> String {
    let like = || view.schemes(scheme.kind);
    match like().position(|other| other.id == scheme.id) {
        Some(index) if like().nth(1).is_some() => format!(".{}", index + 1),
        _ => String::new(),
    }
}

/// In capitals, but for the signs of documents: `766/QĐ-TTg` has small letters of its own.
fn capitals(title: &str) -> String {
    let word = |word: &str| if word.contains('/') { word.to_owned() } else { word.to_uppercase() };
    title.split(' ').map(word).collect::<Vec<_>>().join(" ")
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

/// Bonus or penalty points as far as they are known; a word where none of the rules that give them is determined, and
/// nothing where there are no such rules.
pub(super) fn extra(view: &View<'_>, scheme: &Scheme, kind: RuleKind, points: Decimal) -> Slot {
    let rules: Vec<&Rule> = view.plan.rules_of(&scheme.id).filter(|rule| rule.kind == kind).collect();
    let is_open = |rule: &&Rule| view.finding(rule).is_none_or(|finding| !finding.outcome.is_settled());
    if rules.is_empty() {
        return Slot::default();
    }
    if rules.iter().all(is_open) {
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
