//! What is short of a target or of full points: column "Còn thiếu", the notes, and `cchc gap`.

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::threshold;
use super::view::View;
use crate::figure::{Doubt, Figure, FigureId, State, Value};
use crate::plan::{Comparison, Rule, RuleKind};
use crate::rulebook::{Finding, Goal, Outcome, Remedy};

/// What would have to change or be sent for a target; empty where nothing is short.
pub(super) fn gap(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    match finding.outcome {
        Outcome::Missed => {
            let mut parts: Vec<String> = distance(view, rule, finding).into_iter().collect();
            parts.push(first_remedy(view, rule, finding, Goal::Met));
            parts.join("; ")
        }
        Outcome::Insufficient | Outcome::Awaiting => lacking(view, finding),
        Outcome::NeedsExplanation => to_explain(view, finding),
        _ => String::new(),
    }
}

/// The figures that are missing and who owns them.
pub(super) fn lacking(view: &View<'_>, finding: &Finding) -> String {
    let Some(value) = &finding.value else { return view.word("gap.rule_failed").to_owned() };
    if value.wants.is_empty() {
        return doubts(view, value);
    }
    let mut by_unit: IndexMap<&str, Vec<String>> = IndexMap::new();
    for want in &value.wants {
        by_unit.entry(view.unit(&want.unit)).or_default().push(format!("\"{}\"", want.label));
    }
    let words = by_unit
        .into_iter()
        .map(|(unit, labels)| view.said("gap.want", &[("labels", &labels.join("; ")), ("unit", unit)]));
    words.collect::<Vec<_>>().join(". ")
}

/// What must be explained.
pub(super) fn to_explain(view: &View<'_>, finding: &Finding) -> String {
    let Some(value) = &finding.value else { return view.word("gap.rule_failed").to_owned() };
    let words = doubts(view, value);
    match (words.is_empty(), value.state) {
        (false, _) => words,
        (true, State::NothingArose) => view.word("gap.explain_nothing").to_owned(),
        (true, _) => view.word("gap.explain").to_owned(),
    }
}

/// The titles of a figure's doubts, each once.
pub(super) fn doubts(view: &View<'_>, figure: &Figure) -> String {
    let mut titles: Vec<&str> =
        figure.doubts.iter().map(Doubt::code).map(|code| code.text().title.get(view.lang)).collect();
    titles.dedup();
    titles.join("; ")
}

/// How far the value lies from the number that it is compared with; `None` for answers.
pub(super) fn distance(view: &View<'_>, rule: &Rule, finding: &Finding) -> Option<String> {
    let comparison = threshold::applied(view, rule, Some(finding))?.value.comparison.as_ref()?;
    let (number, wanted) = (finding.value.as_ref()?.number()?, comparison.number()?);
    let distance = (wanted - number).abs();
    let below = number < wanted || matches!(comparison, Comparison::Above(_));
    let measure = if rule.measure == "%" { view.word("gap.points") } else { &rule.measure };
    let key = match (below, distance.is_zero()) {
        (_, true) => "gap.equal",
        (true, _) => "gap.below",
        (false, _) => "gap.above",
    };
    Some(view.said(key, &[("distance", &view.lang.decimal(distance)), ("measure", measure)]))
}

/// The smallest remedy that reaches `goal`, or that there is none.
pub(super) fn first_remedy(view: &View<'_>, rule: &Rule, finding: &Finding, goal: Goal) -> String {
    match finding.remedies_for(goal).next() {
        Some(remedy) => remedy_words(view, rule, remedy),
        None => no_remedy(view, rule).to_owned(),
    }
}

/// Why no remedy was found: no more new ones come in a period, or one figure alone does not do.
fn no_remedy<'v>(view: &'v View<'_>, rule: &Rule) -> &'v str {
    let comes = |need: &FigureId| view.spec(need).is_some_and(|spec| spec.continuity.comes_with.is_some());
    view.word(if rule.needs.iter().any(comes) { "gap.no_time" } else { "gap.no_change" })
}

/// What would do, a line for each goal with up to `most` changes, the smallest first; empty where nothing is short.
pub(super) fn ways(view: &View<'_>, rule: &Rule, finding: &Finding, most: usize) -> Vec<String> {
    if !finding.is_short(rule.kind) {
        return Vec::new();
    }
    let goals: &[Goal] = match (rule.kind, rule.max) {
        (RuleKind::Target, _) => &[Goal::Met],
        // Where the first step up is all the way, it is told once.
        _ if finding.remedies_for(Goal::Better).next().and_then(|remedy| remedy.points)
            == finding.remedies_for(Goal::Full).next().and_then(|remedy| remedy.points) =>
        {
            &[Goal::Full]
        }
        _ => &[Goal::Better, Goal::Full],
    };
    let way = |goal: &Goal| {
        let remedies: Vec<&Remedy> = finding.remedies_for(*goal).collect();
        let words: Vec<String> =
            remedies.iter().take(most).map(|remedy| remedy_words(view, rule, remedy)).collect();
        let text = match words.is_empty() {
            true => no_remedy(view, rule).to_owned(),
            false => words.join(view.word("gap.or")),
        };
        let points = remedies
            .first()
            .and_then(|remedy| remedy.points)
            .map(|points| view.lang.decimal(points))
            .unwrap_or_default();
        let key = match (goal, rule.kind) {
            (Goal::Met, _) => "gap.to_meet",
            (Goal::Better, RuleKind::Penalty) => "gap.to_lose_less",
            (Goal::Full, RuleKind::Penalty) => "gap.to_lose_nothing",
            (Goal::Better, _) if words.is_empty() => "gap.to_gain_any",
            (Goal::Better, _) => "gap.to_gain",
            (Goal::Full, _) => "gap.to_fill",
        };
        view.said(key, &[("points", &points), ("text", &text)])
    };
    goals.iter().map(way).collect()
}

/// `cần thêm 12 hồ sơ ("Số hồ sơ tiếp nhận trực tuyến")`.
pub(super) fn remedy_words(view: &View<'_>, rule: &Rule, remedy: &Remedy) -> String {
    let label = view.figure_label(&remedy.figure);
    let words = match remedy.difference() {
        Some(difference) => {
            let key = match (difference < Decimal::ZERO, remedy.with.is_empty()) {
                (true, _) => "gap.less",
                (false, true) => "gap.more",
                (false, false) => "gap.more_new",
            };
            let measure = view.spec(&remedy.figure).map_or("", |spec| &*spec.measure);
            let count = view.measured(difference.abs(), measure);
            view.said(key, &[("count", &count), ("label", label)])
        }
        None => {
            let answer = |value: &Value| match value {
                Value::Choice(code) => view.plan.answer(rule, code).to_owned(),
                _ => String::new(),
            };
            view.said(
                "gap.answer",
                &[("label", label), ("wanted", &answer(&remedy.to)), ("now", &answer(&remedy.from))],
            )
        }
    };
    if remedy.needs_evidence { format!("{words}, {}", view.word("gap.with_evidence")) } else { words }
}
