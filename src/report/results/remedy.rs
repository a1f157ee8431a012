use indexmap::IndexMap;
use serde::Serialize;

use super::{exact, value_text};
use crate::plan::RuleKind;
use crate::report::Shortage;
use crate::rulebook::{Goal, Outcome, Remedy};

/// The smallest change of one figure that reaches something.
#[derive(Debug, Serialize)]
pub struct RemedyResult<'a> {
    /// `met` for a target; for a criterion `better` (more points, or fewer taken away) or `full`.
    pub goal: Goal,
    /// Identifier of the figure.
    pub figure: &'a str,
    /// Its value now.
    pub from: String,
    /// The value that would do.
    pub to: String,
    /// The figures that grow with it, each with the value that it then has; empty where all others stay as they are.
    pub with: IndexMap<&'a str, String>,
    /// How much is added, negative where something is taken away; `null` for answers.
    pub difference: Option<String>,
    /// Points that the rule then gives or takes away; `null` for targets.
    pub points: Option<String>,
    /// Whether the rule also wants evidence.
    pub needs_evidence: bool,
}

impl<'a> RemedyResult<'a> {
    pub(super) fn new(remedy: &'a Remedy) -> Self {
        Self {
            goal: remedy.goal,
            figure: &remedy.figure,
            from: value_text(&remedy.from),
            to: value_text(&remedy.to),
            with: remedy.with.iter().map(|(id, value)| (&**id, value_text(value))).collect(),
            difference: remedy.difference().map(exact),
            points: remedy.points.map(exact),
            needs_evidence: remedy.needs_evidence,
        }
    }
}

/// A target that is missed, or a criterion that has not earned all its points.
#[derive(Debug, Serialize)]
pub struct ShortageResult<'a> {
    /// Number in its scheme.
    pub id: &'a str,
    /// Scheme.
    pub scheme: &'a str,
    /// `target`, `criterion`, `bonus` or `penalty`.
    pub kind: RuleKind,
    /// Title.
    pub title: &'a str,
    /// Code of the unit in charge.
    pub owner: &'a str,
    /// Outcome as in `results.json`.
    pub outcome: Outcome,
    /// Points to gain; `null` for targets.
    pub to_gain: Option<String>,
    /// The changes that would do, by goal, the smallest first; empty where there is none, or data are missing.
    pub remedies: Vec<RemedyResult<'a>>,
    /// What is short in words, a line each.
    pub words: &'a [String],
}

impl<'a> ShortageResult<'a> {
    pub(super) fn new(shortage: &'a Shortage<'a>) -> Self {
        let (rule, finding) = (shortage.rule, shortage.finding);
        Self {
            id: &rule.id,
            scheme: &rule.scheme,
            kind: rule.kind,
            title: &rule.title,
            owner: &rule.owner,
            outcome: finding.outcome,
            to_gain: shortage.to_gain.map(exact),
            remedies: finding.remedies.iter().map(RemedyResult::new).collect(),
            words: &shortage.words,
        }
    }
}
