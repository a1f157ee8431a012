//! Points, totals, rescaling, caps and bands: pure arithmetic on findings.

mod points;
mod scorecard;

use indexmap::IndexMap;

use crate::plan::{Plan, Scheme, SchemeKind};
use crate::rulebook::{Finding, Outcome};

pub use scorecard::{GroupScore, IndexRange, PointTotals, SchemeScore, Scorecard};

/// Adds up `findings`, scheme by scheme.
pub fn score(plan: &Plan, findings: &[Finding]) -> Scorecard {
    Scorecard { schemes: plan.schemes.iter().map(|scheme| score_scheme(plan, scheme, findings)).collect() }
}

fn score_scheme(plan: &Plan, scheme: &Scheme, findings: &[Finding]) -> SchemeScore {
    let mut counts: IndexMap<Outcome, usize> = IndexMap::new();
    for finding in findings.iter().filter(|finding| finding.scheme == scheme.id) {
        *counts.entry(finding.outcome).or_default() += 1;
    }
    counts.sort_unstable_keys();
    let points = (scheme.kind == SchemeKind::Points)
        .then(|| points::add_up(plan.rules_of(&scheme.id), scheme, findings));
    SchemeScore { scheme: scheme.id.clone(), kind: scheme.kind, counts, points }
}
