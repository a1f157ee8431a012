//! What is short, rule by rule: what `cchc gap` shows.

use rust_decimal::Decimal;

use super::gap;
use super::view::View;
use crate::plan::{Rule, RuleKind};
use crate::rulebook::{Finding, Outcome};

/// One target that is missed, or one criterion that has not earned all its points, and what would do.
#[derive(Clone, Debug)]
pub struct Shortage<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it said, with the changes that would better it.
    pub finding: &'a Finding,
    /// Points to gain; `None` for targets.
    pub to_gain: Option<Decimal>,
    /// In words, a line each.
    pub words: Vec<String>,
}

/// What is short, in words of the view's language: targets in the order of the plan, then criteria, those first by
/// which most points are to be gained. What only waits for a publication is nobody's shortage.
pub(super) fn shortages<'a>(view: &View<'a>) -> Vec<Shortage<'a>> {
    let mut shortages: Vec<Shortage<'a>> = view
        .plan
        .rules
        .iter()
        .filter_map(|rule| {
            let finding = view.finding(rule)?;
            let words = words(view, rule, finding);
            (!words.is_empty()).then(|| Shortage { rule, finding, to_gain: to_gain(rule, finding), words })
        })
        .collect();
    shortages.sort_by_key(|shortage| {
        (shortage.rule.kind != RuleKind::Target, std::cmp::Reverse(shortage.to_gain.unwrap_or_default()))
    });
    shortages
}

fn words(view: &View<'_>, rule: &Rule, finding: &Finding) -> Vec<String> {
    match finding.outcome {
        Outcome::Insufficient => vec![gap::lacking(view, finding)],
        Outcome::NeedsExplanation => {
            vec![view.said("note.explain", &[("text", &gap::to_explain(view, finding))])]
        }
        _ => {
            let ways = gap::ways(view, rule, finding, usize::MAX);
            let distance = gap::distance(view, rule, finding).filter(|_| finding.outcome == Outcome::Missed);
            if ways.is_empty() { ways } else { distance.into_iter().chain(ways).collect() }
        }
    }
}

fn to_gain(rule: &Rule, finding: &Finding) -> Option<Decimal> {
    let max = finding.max?;
    Some(match (rule.kind, finding.points) {
        (RuleKind::Penalty, points) => points.unwrap_or(max),
        (_, points) => max - points.unwrap_or_default(),
    })
}
