use std::collections::HashSet;

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde::Serialize;

use super::figure::{CellResult, MissingResult};
use super::remedy::RemedyResult;
use super::{exact, value_text};
use crate::diagnostic::Code;
use crate::figure::{Figure, State};
use crate::period::Dated;
use crate::plan::{Comparison, Rule, RuleKind, Terms};
use crate::rulebook::{Finding, Outcome, Reading};

/// What one rule said: a target of the plan, or a criterion, bonus or penalty of an index.
#[derive(Debug, Serialize)]
pub struct RuleResult<'a> {
    /// Number in its scheme: `2.2.3`, `T1`. Unique together with `scheme`.
    pub id: &'a str,
    /// Scheme, which is also the name of its folder.
    pub scheme: &'a str,
    /// `target`, `criterion`, `bonus` or `penalty`.
    pub kind: RuleKind,
    /// Title.
    pub title: &'a str,
    /// Places in the plan; more than one where the plan repeats itself, though it counts once.
    pub places: &'a [String],
    /// Group of its scheme under which it is printed.
    pub group: &'a str,
    /// File of the rule, relative to the folder of rules.
    pub rule: &'a str,
    /// Code of the unit in charge.
    pub owner: &'a str,
    /// `met`, `missed`, `scored`, `excluded`, `nothing_arose`, `not_applicable`, `awaiting`, `insufficient` or
    /// `needs_explanation`.
    pub outcome: Outcome,
    /// State of the value: `reported`, `nothing_arose`, `not_applicable`, `missing`; `null` where the rule failed.
    pub state: Option<State>,
    /// The measured value, in `unit`: exact decimal, or the code of the answer.
    pub value: Option<String>,
    /// What was divided, where the value is a ratio.
    pub numerator: Option<String>,
    /// What it was divided by.
    pub denominator: Option<String>,
    /// The value by the rule's second way of calculating; `null` where it has none or gives the same.
    pub second: Option<SecondResult>,
    /// Unit of measurement of `value`, such as `%`; empty for answers.
    pub unit: &'a str,
    /// What the value is compared with; `null` for criteria.
    pub threshold: Option<ThresholdResult<'a>>,
    /// Named numbers of the scale that was applied, such as `full` and `floor`; empty for targets.
    pub scale: IndexMap<&'a str, String>,
    /// First day on which the applied law was in force.
    pub in_force_from: Option<NaiveDate>,
    /// Document that sets it.
    pub basis: Option<&'a str>,
    /// Most points that it can give, or, for a penalty, take; `null` for targets.
    pub maximum: Option<String>,
    /// Points given or, for a penalty, taken, rounded by the scheme; `null` where they are not determined.
    pub points: Option<String>,
    /// How the value is computed, in words; empty where the rule does not say.
    pub formula: &'a str,
    /// What of the rule has not been confirmed, so that its result is no official one; `null` for nothing.
    pub unconfirmed: Option<&'a str>,
    /// Document that proves the value, as typed.
    pub evidence: Option<&'a str>,
    /// The unit's explanation, as typed.
    pub explanation: Option<&'a str>,
    /// Every cell that the value came from, each once: those of the needed figures, then those of tables.
    pub cells: Vec<CellResult<'a>>,
    /// What would have to be reported.
    pub missing: Vec<MissingResult<'a>>,
    /// What would better the result, by goal, the smallest remedy first; empty where nothing is short or nothing would.
    pub remedies: Vec<RemedyResult<'a>>,
    /// Codes of what must be asked before the value can be relied on; the diagnostics say more.
    pub doubts: Vec<Code>,
    /// What follows from each value that cells in doubt may have, as they were read first; empty where they may mean
    /// anything.
    pub readings: Vec<ReadingResult<'a>>,
}

/// What follows if cells in doubt mean certain values.
#[derive(Debug, Serialize)]
pub struct ReadingResult<'a> {
    /// The values that are supposed, by figure.
    pub figures: IndexMap<&'a str, String>,
    /// The outcome.
    pub outcome: Outcome,
    /// The measured value, exact.
    pub value: Option<String>,
    /// The points.
    pub points: Option<String>,
}

impl<'a> ReadingResult<'a> {
    fn new(reading: &'a Reading) -> Self {
        Self {
            figures: reading.figures.iter().map(|(id, value)| (&**id, value_text(value))).collect(),
            outcome: reading.outcome,
            value: reading.value.as_ref().map(value_text),
            points: reading.points.map(exact),
        }
    }
}

impl<'a> RuleResult<'a> {
    pub(super) fn new(rule: &'a Rule, finding: &'a Finding) -> Self {
        let value = finding.value.as_ref();
        let parts = value.and_then(|value| value.parts.as_deref());
        let terms = finding.terms.as_ref();
        let part = |figure: &Figure| figure.value.as_ref().map(value_text);
        Self {
            id: &rule.id,
            scheme: &rule.scheme,
            kind: rule.kind,
            title: &rule.title,
            places: &rule.places,
            group: &rule.group,
            rule: &rule.file,
            owner: &rule.owner,
            outcome: finding.outcome,
            state: value.map(|value| value.state),
            value: value.and_then(part),
            numerator: parts.and_then(|parts| part(&parts.numerator)),
            denominator: parts.and_then(|parts| part(&parts.denominator)),
            second: value.and_then(|value| value.second.as_deref()).map(SecondResult::new),
            unit: &rule.measure,
            threshold: terms.and_then(ThresholdResult::new),
            scale: terms.map(scale).unwrap_or_default(),
            in_force_from: terms.map(|terms| terms.from),
            basis: terms.map(|terms| terms.basis.as_str()),
            maximum: finding.max.map(exact),
            points: finding.points.map(exact),
            formula: &rule.formula,
            unconfirmed: Some(rule.unconfirmed.as_str()).filter(|text| !text.is_empty()),
            evidence: value.and_then(|value| value.evidence.as_deref()),
            explanation: value.and_then(|value| value.explanation.as_deref()),
            cells: cells(finding),
            missing: missing(finding),
            remedies: finding.remedies.iter().map(RemedyResult::new).collect(),
            doubts: value.iter().flat_map(|value| &value.doubts).map(|doubt| doubt.code()).collect(),
            readings: finding.readings.iter().map(ReadingResult::new).collect(),
        }
    }
}

/// A rule's value by its second way of calculating.
#[derive(Debug, Serialize)]
pub struct SecondResult {
    /// The value, exact, in the unit of the first; `null` where nothing arose.
    pub value: Option<String>,
    /// What was divided, where the value is a ratio.
    pub numerator: Option<String>,
    /// What it was divided by.
    pub denominator: Option<String>,
}

impl SecondResult {
    fn new(second: &Figure) -> Self {
        let text = |figure: &Figure| figure.value.as_ref().map(value_text);
        let parts = second.parts.as_deref();
        Self {
            value: text(second),
            numerator: parts.and_then(|parts| text(&parts.numerator)),
            denominator: parts.and_then(|parts| text(&parts.denominator)),
        }
    }
}

/// What a target's value is compared with.
#[derive(Debug, Serialize)]
pub struct ThresholdResult<'a> {
    /// `equal`, `at_least`, `above` (strictly), `at_most` or `answer`.
    pub comparison: &'static str,
    /// The number, exact, in the unit of the value; or the code of the answer.
    pub value: std::borrow::Cow<'a, str>,
}

impl<'a> ThresholdResult<'a> {
    pub(super) fn new(terms: &'a Dated<Terms>) -> Option<Self> {
        let (comparison, value) = match terms.value.comparison.as_ref()? {
            Comparison::Equal(number) => ("equal", exact(*number).into()),
            Comparison::AtLeast(number) => ("at_least", exact(*number).into()),
            Comparison::Above(number) => ("above", exact(*number).into()),
            Comparison::AtMost(number) => ("at_most", exact(*number).into()),
            Comparison::Answer(code) => ("answer", code.as_str().into()),
        };
        Some(Self { comparison, value })
    }
}

/// The numbers of a criterion's scale. A target's one number is its threshold already.
pub(super) fn scale(terms: &Dated<Terms>) -> IndexMap<&str, String> {
    if terms.value.comparison.is_some() {
        return IndexMap::new();
    }
    terms.value.values.iter().map(|(name, number)| (name.as_str(), exact(*number))).collect()
}

fn cells(finding: &Finding) -> Vec<CellResult<'_>> {
    let used =
        finding.used.iter().flat_map(|(id, figure)| figure.origins.iter().map(move |o| (Some(&**id), o)));
    let rest = finding.value.iter().flat_map(|value| &value.origins).map(|origin| (None, origin));
    let mut seen = HashSet::new();
    used.chain(rest)
        .filter(|(_, origin)| seen.insert(&origin.address))
        .map(|(id, origin)| CellResult::new(id, origin))
        .collect()
}

fn missing(finding: &Finding) -> Vec<MissingResult<'_>> {
    let used = finding.used.iter().map(|(_, figure)| figure);
    let mut seen = HashSet::new();
    used.chain(finding.value.as_ref())
        .flat_map(|figure| &figure.wants)
        .filter(|want| seen.insert(*want))
        .map(MissingResult::new)
        .collect()
}
