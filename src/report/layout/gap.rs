//! What is short of a target: column "Còn thiếu".

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::threshold;
use super::view::{View, said, word};
use crate::figure::{Doubt, Figure, FigureKind, Parts, State};
use crate::plan::{Comparison, Rule};
use crate::rulebook::{Finding, Outcome};
use crate::text::decimal_vi;

/// What would have to change or be sent; empty where nothing is short.
pub(super) fn gap(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    match finding.outcome {
        Outcome::Missed => missed(view, rule, finding).unwrap_or_else(|| word("gap.unclear").to_owned()),
        Outcome::Insufficient | Outcome::Awaiting => lacking(view, finding),
        Outcome::NeedsExplanation => to_explain(finding),
        _ => String::new(),
    }
}

/// The figures that are missing and who owns them.
pub(super) fn lacking(view: &View<'_>, finding: &Finding) -> String {
    let Some(value) = &finding.value else { return word("gap.rule_failed").to_owned() };
    if value.wants.is_empty() {
        return doubts(value);
    }
    let mut by_unit: IndexMap<&str, Vec<String>> = IndexMap::new();
    for want in &value.wants {
        by_unit.entry(view.unit(&want.unit)).or_default().push(format!("\"{}\"", want.label));
    }
    let words = by_unit
        .into_iter()
        .map(|(unit, labels)| said("gap.want", &[("labels", &labels.join("; ")), ("unit", unit)]));
    words.collect::<Vec<_>>().join(". ")
}

/// What must be explained.
pub(super) fn to_explain(finding: &Finding) -> String {
    let Some(value) = &finding.value else { return word("gap.rule_failed").to_owned() };
    let words = doubts(value);
    match (words.is_empty(), value.state) {
        (false, _) => words,
        (true, State::NothingArose) => word("gap.explain_nothing").to_owned(),
        (true, _) => word("gap.explain").to_owned(),
    }
}

/// The titles of a figure's doubts, each once.
pub(super) fn doubts(figure: &Figure) -> String {
    let mut titles: Vec<&str> = figure
        .doubts
        .iter()
        .map(Doubt::code)
        .map(|code| code.text().title.get(crate::diagnostic::Lang::Vi))
        .collect();
    titles.dedup();
    titles.join("; ")
}

fn missed(view: &View<'_>, rule: &Rule, finding: &Finding) -> Option<String> {
    let value = finding.value.as_ref()?;
    let comparison = threshold::applied(view, rule, Some(finding))?.value.comparison.as_ref()?;
    if let Comparison::Answer(code) = comparison {
        let now = value.choice().map(|code| threshold::answer(view, rule, code))?;
        let wanted = threshold::answer(view, rule, code);
        return Some(said("gap.answer", &[("wanted", wanted), ("now", now)]));
    }
    let (number, wanted) = (value.number()?, threshold::number(comparison)?);
    let distance = (wanted - number).abs();
    let below = number < wanted || matches!(comparison, Comparison::Above(_));
    let measure = if rule.measure == "%" { word("gap.points") } else { &rule.measure };
    let key = match (below, distance.is_zero()) {
        (_, true) => "gap.equal",
        (true, _) => "gap.below",
        (false, _) => "gap.above",
    };
    let mut text = said(key, &[("distance", &decimal_vi(distance)), ("measure", measure)]);
    if let Some(parts) = &value.parts
        && below
    {
        text.push_str("; ");
        text.push_str(&more(view, rule, parts, comparison));
    }
    Some(text)
}

/// How many more of the numerator reach the threshold while the denominator stays.
fn more(view: &View<'_>, rule: &Rule, parts: &Parts, comparison: &Comparison) -> String {
    let unclear = || word("gap.unclear").to_owned();
    let (Ok(part), Ok(whole)) = (parts.numerator.number_or_zero(), parts.denominator.number_or_zero()) else {
        return unclear();
    };
    let specs: Vec<_> = rule.needs.iter().filter_map(|need| view.spec(need)).collect();
    let counts = !specs.is_empty() && specs.iter().all(|spec| spec.kind == FigureKind::Count);
    let Some(needed) = threshold::number(comparison)
        .and_then(|wanted| wanted.checked_mul(whole)?.checked_div(Decimal::ONE_HUNDRED))
    else {
        return unclear();
    };
    let needed = match comparison {
        Comparison::Above(_) if counts => needed.floor() + Decimal::ONE,
        Comparison::AtLeast(_) | Comparison::Equal(_) if counts => needed.ceil(),
        // What is not counted in whole things has no next value above a bound.
        Comparison::Above(_) => return unclear(),
        _ => needed,
    };
    if needed > whole {
        return word("gap.out_of_reach").to_owned();
    }
    let mut measures: Vec<&str> = specs.iter().map(|spec| &*spec.measure).collect();
    measures.dedup();
    let measure = if let [one] = measures[..] { one } else { "" };
    said("gap.more", &[("count", &decimal_vi(needed - part)), ("measure", measure)]).replace(" ,", ",")
}
