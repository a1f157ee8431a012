//! Which rules wait for what is missing.

use crate::diagnostic::Diagnostic;
use crate::figure::FigureId;
use crate::plan::{Plan, Rule, RuleKind};
use crate::rulebook::Finding;

/// Which rules wait for which figures and tasks.
#[derive(Debug, Default)]
pub(super) struct Waiting<'p>(Vec<(&'p Rule, Vec<FigureId>)>);

impl<'p> Waiting<'p> {
    /// What the rules of `plan` wait for by their `findings`.
    pub(super) fn of(plan: &'p Plan, findings: &[Finding]) -> Self {
        let waits = |rule: &'p Rule| {
            let own = |finding: &&Finding| finding.scheme == rule.scheme && finding.rule == rule.id;
            let finding = findings.iter().find(own).filter(|finding| !finding.waits.is_empty())?;
            Some((rule, finding.waits.clone()))
        };
        Self(plan.rules.iter().filter_map(waits).collect())
    }

    /// The rules that wait for any of `ids`, in printing order.
    pub(super) fn rules(&self, ids: &[&str]) -> Vec<&'p Rule> {
        let waits = |waited: &[FigureId]| waited.iter().any(|id| ids.contains(&&**id));
        self.0.iter().filter(|(_, waited)| waits(waited)).map(|(rule, _)| *rule).collect()
    }
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
