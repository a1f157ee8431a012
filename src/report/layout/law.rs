//! The rules in force: law, threshold, formula, file.

use super::record::{Fill, Record, Section, Slot};
use super::threshold;
use super::view::{View, said};
use crate::plan::{Rule, Scheme};
use crate::report::template::Placeholder as P;

/// The rules under their schemes.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let schemes = view.plan.schemes.iter().map(|scheme| {
        let rules = view.plan.rules_of(&scheme.id);
        let items: Vec<_> = rules.map(|rule| record(view, rule)).collect();
        Section { heading: Some(heading(scheme, items.len())), items }
    });
    schemes.filter(|section| !section.items.is_empty()).collect()
}

fn heading(scheme: &Scheme, count: usize) -> Record {
    Record::default()
        .text(P::GroupTitle, &*scheme.title)
        .text(P::GroupNotice, &*scheme.notice)
        .with(P::GroupCount, Slot::count(count))
}

fn record(view: &View<'_>, rule: &Rule) -> Record {
    let terms = threshold::applied(view, rule, view.finding(rule));
    let from = terms.map(|terms| Slot { fill: Fill::Date(terms.from), ..Slot::default() });
    let mut threshold = terms.map(|terms| view.plan.terms(rule, &terms.value, view.lang)).unwrap_or_default();
    if let Some(max) = rule.max {
        let max = said("rule.maximum", &[("points", &crate::text::decimal_vi(max))]);
        threshold = if threshold.is_empty() { max } else { format!("{max}; {threshold}") };
    }
    Record::default()
        .text(P::RuleNumber, &*rule.id)
        .text(P::RuleTitle, &*rule.title)
        .text(P::RuleLaw, &*rule.law)
        .text(P::RuleThreshold, threshold)
        .text(P::RuleBasis, terms.map_or("", |terms| &terms.basis))
        .with(P::RuleFrom, from.unwrap_or_default())
        .text(P::RuleFormula, &*rule.formula)
        .text(P::RuleOwner, view.unit(&rule.owner))
        .text(P::RuleFile, &*rule.path)
}
