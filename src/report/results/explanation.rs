use chrono::NaiveDate;
use indexmap::IndexMap;
use serde::Serialize;

use super::exact;
use super::rule::{RuleResult, ThresholdResult, scale};
use super::step::{StepResult, TurnResult};
use crate::assess::Assessment;
use crate::period::{Dated, Window};
use crate::plan::{EvidencePolicy, MissingPolicy, Plan, Rule, RuleKind, Terms, ZeroPolicy};
use crate::rulebook::{Finding, Step};

/// A rule in full.
#[derive(Debug, Serialize)]
pub struct ExplanationResult<'a> {
    /// Number in its scheme.
    pub id: &'a str,
    /// Scheme, which is also the name of its folder.
    pub scheme: &'a str,
    /// Title of the scheme.
    pub scheme_title: &'a str,
    /// Warning that goes with the scheme's results; empty for none.
    pub notice: &'a str,
    /// `target`, `criterion`, `bonus` or `penalty`.
    pub kind: RuleKind,
    /// Title.
    pub title: &'a str,
    /// The sentence of law that it applies.
    pub law: &'a str,
    /// Places in the plan.
    pub places: &'a [String],
    /// Code of the unit in charge.
    pub owner: &'a str,
    /// Unit of measurement of its value; empty for answers.
    pub unit: &'a str,
    /// How the value is computed, in words.
    pub formula: &'a str,
    /// Most points; `null` for targets.
    pub maximum: Option<String>,
    /// What holds where nothing arose: `nothing_arose`, `full`, `remove`, `zero` or `ask`.
    pub zero: ZeroPolicy,
    /// What a missing figure means: `insufficient` or `awaiting`.
    pub missing: MissingPolicy,
    /// Whether a good result wants evidence: `optional` or `required`.
    pub evidence: EvidencePolicy,
    /// File of the rule, with the folder that holds it.
    pub file: &'a str,
    /// Every value of the law, earliest first.
    pub terms: Vec<TermsResult<'a>>,
    /// The figures that it needs.
    pub figures: Vec<NeedResult<'a>>,
    /// What it said of a period; `null` where none was asked about.
    pub verdict: Option<VerdictResult<'a>>,
}

/// Values of the law that are in force together.
#[derive(Debug, Serialize)]
pub struct TermsResult<'a> {
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force; `null` while no other follows.
    pub until: Option<NaiveDate>,
    /// Document that sets them.
    pub basis: &'a str,
    /// What the value is compared with; `null` for criteria.
    pub threshold: Option<ThresholdResult<'a>>,
    /// Named numbers of the scale; empty for targets.
    pub scale: IndexMap<&'a str, String>,
    /// Whether they were applied to the period; `null` where none was asked about.
    pub applied: Option<bool>,
}

/// A figure that a rule needs.
#[derive(Debug, Serialize)]
pub struct NeedResult<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Name in words.
    pub label: &'a str,
    /// Unit of measurement in words.
    pub unit: &'a str,
    /// Code of the unit that reports it.
    pub from: &'a str,
    /// Form that asks for it.
    pub form: &'a str,
}

/// What a rule said of a period, and how it came to it.
#[derive(Debug, Serialize)]
pub struct VerdictResult<'a> {
    /// The period.
    pub period: String,
    /// First and last day of its data.
    pub window: Window,
    /// Everything that `results.json` says of the rule: outcome, value, law applied, cells with their raw text, what is
    /// missing, what would do.
    pub result: RuleResult<'a>,
    /// The calculation, step by step: the value first, then the points.
    pub steps: Vec<StepResult<'a>>,
    /// The comparisons among them: which way the rule went.
    pub branch: Vec<TurnResult<'a>>,
    /// The same in words, a line each.
    pub words: Vec<String>,
}

/// What there is to say of a rule: what it declares, and what it said of a period where it was asked.
#[derive(Debug)]
pub struct Explained<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// What it said.
    pub verdict: Option<Verdict<'a>>,
}

/// What a rule said of a period.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// What is known of the period.
    pub assessment: &'a Assessment,
    /// What the rule said.
    pub finding: &'a Finding,
    /// How it came to it.
    pub steps: &'a [Step],
    /// The same in words.
    pub words: Vec<String>,
}

impl<'a> ExplanationResult<'a> {
    pub(super) fn new(plan: &'a Plan, explained: &'a Explained<'a>) -> Self {
        let rule = explained.rule;
        let scheme = plan.scheme(&rule.scheme);
        let applied = explained.verdict.as_ref().map(|verdict| verdict.finding.terms.as_ref());
        let terms = Dated::spans(&rule.terms).map(|(terms, until)| {
            TermsResult::new(terms, until, applied.map(|applied| applied == Some(terms)))
        });
        let need = |id: &'a crate::figure::FigureId| {
            let spec = plan.figures.get(id)?;
            Some(NeedResult {
                id: &spec.id,
                label: &spec.label,
                unit: &spec.measure,
                from: &spec.from,
                form: &spec.form,
            })
        };
        Self {
            id: &rule.id,
            scheme: &rule.scheme,
            scheme_title: scheme.map_or("", |scheme| &scheme.title),
            notice: scheme.map_or("", |scheme| &scheme.notice),
            kind: rule.kind,
            title: &rule.title,
            law: &rule.law,
            places: &rule.places,
            owner: &rule.owner,
            unit: &rule.measure,
            formula: &rule.formula,
            maximum: rule.max.map(exact),
            zero: rule.zero,
            missing: rule.missing,
            evidence: rule.evidence,
            file: &rule.path,
            terms: terms.collect(),
            figures: rule.needs.iter().filter_map(need).collect(),
            verdict: explained.verdict.as_ref().map(|verdict| VerdictResult::new(rule, verdict)),
        }
    }
}

impl<'a> TermsResult<'a> {
    fn new(terms: &'a Dated<Terms>, until: Option<NaiveDate>, applied: Option<bool>) -> Self {
        Self {
            from: terms.from,
            until,
            basis: &terms.basis,
            threshold: ThresholdResult::new(terms),
            scale: scale(terms),
            applied,
        }
    }
}

impl<'a> VerdictResult<'a> {
    fn new(rule: &'a Rule, verdict: &'a Verdict<'a>) -> Self {
        let schedule = verdict.assessment.schedule;
        Self {
            period: schedule.period.to_string(),
            window: schedule.window,
            result: RuleResult::new(rule, verdict.finding),
            steps: verdict.steps.iter().map(StepResult::new).collect(),
            branch: verdict.steps.iter().filter_map(TurnResult::new).collect(),
            words: verdict.words.clone(),
        }
    }
}
