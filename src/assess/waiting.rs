//! Which rules wait for what is missing.

use crate::diagnostic::Diagnostic;
use crate::plan::{MissingPolicy, Plan, Rule, RuleKind};

/// The rules that wait for `figure`. A rule that awaits a publication waits for nobody in the commune.
pub(super) fn rules<'a>(plan: &'a Plan, figure: &'a str) -> impl Iterator<Item = &'a Rule> {
    plan.rules_needing(figure).filter(|rule| rule.missing == MissingPolicy::Insufficient)
}

/// The rules that wait for any of `figures`, in printing order, each once.
pub(super) fn rules_of_all<'a>(plan: &'a Plan, figures: &[&str]) -> Vec<&'a Rule> {
    let waits = |rule: &&Rule| {
        rule.missing == MissingPolicy::Insufficient && figures.iter().any(|figure| plan.needs(rule, figure))
    };
    plan.rules.iter().filter(waits).collect()
}

/// `diagnostic` with its hole `{waiting}` naming `rules`.
pub(super) fn name_rules(plan: &Plan, diagnostic: Diagnostic, rules: &[&Rule]) -> Diagnostic {
    let ids = |target: bool| {
        let of_kind = rules.iter().filter(|rule| (rule.kind == RuleKind::Target) == target);
        of_kind.map(|rule| plan.number(rule)).collect::<Vec<_>>().join(", ")
    };
    let (targets, criteria) = (ids(true), ids(false));
    let mut labels = Vec::new();
    if !targets.is_empty() {
        labels.push(("waiting.target", targets.as_str()));
    }
    if !criteria.is_empty() {
        labels.push(("waiting.criterion", criteria.as_str()));
    }
    if labels.is_empty() {
        labels.push(("waiting.nothing", ""));
    }
    diagnostic.with_labels("waiting", &labels)
}
