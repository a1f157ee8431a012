//! `results.json`: everything that the report shows, for programs and for people who come after.
//!
//! One object. Its `version` is [`VERSION`]; it grows only when a field changes its meaning or goes away, so that a
//! reader may ignore fields that it does not know. Fields stand in the order below; lists keep the order of the report.
//!
//! - Numbers of the domain (values, thresholds, points) are strings that hold the exact decimal: `"99.0333"`, never
//!   `99.03330000000001`, and never rounded except where the scheme itself rounds points. Counts of things in this file
//!   (bytes, days, rows) are JSON numbers.
//! - Days are `YYYY-MM-DD`. Cells are named as Excel names them, `E12`.
//! - Outcomes, states, statuses and codes are stable English words or codes; only `message`, `hint` and text taken from
//!   rules, forms and submissions are in words for people.
//! - `null` stands where there is nothing to say; no field is ever left out.
//!
//! Every field is described where it is declared: [`Results`], and the structures that it is made of.

mod case;
mod code;
mod coverage;
mod diagnostic;
mod edit;
mod explanation;
mod figure;
mod file;
mod inspection;
mod past;
mod remedy;
mod rule;
mod step;
mod task;
mod totals;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

pub use case::CaseOutcome;
pub use code::CodeResult;
pub use coverage::{CoverageResult, RuleCoverageResult, TallyResult, UnreachedResult};
pub use diagnostic::DiagnosticResult;
pub use edit::EditResult;
pub use explanation::{Explained, ExplanationResult, NeedResult, TermsResult, Verdict, VerdictResult};
pub use figure::{CellResult, FigureResult, MissingResult};
pub use file::{FileResult, RosterResult, WaitingResult};
pub use inspection::InspectionResult;
pub use past::{PastFault, PastReport, past_report};
pub use remedy::{RemedyResult, ShortageResult};
pub use rule::{RuleResult, ThresholdResult};
pub use step::{StepResult, TurnResult};
pub use task::TaskResult;
pub use totals::{GroupTotals, PointsResult, TotalsResult};

use super::Shortage;
use crate::assess::Assessment;
use crate::diagnostic::{Code, Diagnostic, Lang};
use crate::figure::Value;
use crate::intake::Inspection;
use crate::period::{Period, Window};
use crate::plan::{Plan, Rule, RuleKind};
use crate::rulebook::{Coverage, MutationRun, TestRun};
use crate::score::Scorecard;

/// The version of the layout described here.
pub const VERSION: u32 = 1;

/// The whole of `results.json`.
#[derive(Debug, Serialize)]
pub struct Results<'a> {
    /// Version of this layout: 1.
    pub version: u32,
    /// Language of `message` and `hint`: `vi` or `en`.
    pub lang: &'static str,
    /// Name of the commune: `xã Châu Sơn`.
    pub commune: &'a str,
    /// Code of the commune in the national list: `06637`.
    pub commune_code: &'a str,
    /// Title of the plan.
    pub plan: &'a str,
    /// The period, spelt as its folder: `2025-nam`, `2025-q3`, `2025-q1`, `2025-6-thang`.
    pub period: String,
    /// First and last day of the official data window, both included.
    pub window: Window,
    /// Day on which the units' forms were due at the commune.
    pub units_due: NaiveDate,
    /// Day on which the commune's report is due at the province.
    pub due: NaiveDate,
    /// Day on which the report was made, as handed to the program.
    pub as_of: NaiveDate,
    /// Every file of the folder, by name, whatever became of it.
    pub files: Vec<FileResult<'a>>,
    /// Which unit owes which form, whether it came, and what waits for it.
    pub roster: Vec<RosterResult<'a>>,
    /// One for each target of the plan.
    pub targets: Vec<RuleResult<'a>>,
    /// One for each criterion, bonus and penalty of every index.
    pub criteria: Vec<RuleResult<'a>>,
    /// One for each task of the plan.
    pub tasks: Vec<TaskResult<'a>>,
    /// Every figure after joining all submissions, tables included.
    pub figures: Vec<FigureResult<'a>>,
    /// Totals, one for each scheme.
    pub totals: Vec<TotalsResult<'a>>,
    /// What must be mended, confirmed or known.
    pub diagnostics: Vec<DiagnosticResult<'a>>,
}

impl<'a> Results<'a> {
    /// Everything that is known of one period, with the words of problems in `lang`.
    pub fn new(plan: &'a Plan, assessment: &'a Assessment, scorecard: &'a Scorecard, lang: Lang) -> Self {
        let rules = |wanted: fn(RuleKind) -> bool| {
            assessment
                .findings
                .iter()
                .filter_map(|finding| {
                    let rule = plan.rules_of(&finding.scheme).find(|rule| rule.id == finding.rule)?;
                    wanted(rule.kind).then(|| RuleResult::new(rule, finding))
                })
                .collect()
        };
        Self {
            version: VERSION,
            lang: match lang {
                Lang::Vi => "vi",
                Lang::En => "en",
            },
            commune: &plan.commune.name,
            commune_code: &plan.commune.code,
            plan: &plan.title,
            period: assessment.schedule.period.to_string(),
            window: assessment.schedule.window,
            units_due: assessment.schedule.units_due,
            due: assessment.schedule.due,
            as_of: assessment.as_of,
            files: assessment.files.iter().map(FileResult::new).collect(),
            roster: assessment.roster.iter().map(RosterResult::new).collect(),
            targets: rules(|kind| kind == RuleKind::Target),
            criteria: rules(|kind| kind != RuleKind::Target),
            tasks: assessment
                .tasks
                .iter()
                .filter_map(|finding| {
                    let task = plan.tasks.iter().find(|task| task.id == finding.task)?;
                    Some(TaskResult::new(task, finding))
                })
                .collect(),
            figures: figure::all(plan, &assessment.figures),
            totals: scorecard.schemes.iter().map(|score| TotalsResult::new(plan, score)).collect(),
            diagnostics: assessment
                .diagnostics
                .iter()
                .map(|diagnostic| DiagnosticResult::new(diagnostic, lang))
                .collect(),
        }
    }
}

/// The text of `results.json`: indented, ending in a line feed, the same for the same input.
pub fn results_json(plan: &Plan, assessment: &Assessment, scorecard: &Scorecard, lang: Lang) -> String {
    json(&Results::new(plan, assessment, scorecard, lang))
}

/// `diagnostics` as JSON, each as in `results.json`: what `cchc check --format json` prints.
pub fn diagnostics_json(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let list: Vec<_> = diagnostics.iter().map(|diagnostic| DiagnosticResult::new(diagnostic, lang)).collect();
    json(&serde_json::json!({ "version": VERSION, "diagnostics": list }))
}

/// `inspection` as JSON: what `cchc inspect --format json` prints.
pub fn inspection_json(plan: &Plan, inspection: &Inspection, lang: Lang) -> String {
    json(&InspectionResult::new(plan, inspection, lang))
}

/// `run` as JSON: what `cchc test --format json` prints.
pub fn cases_json(run: &TestRun, lang: Lang) -> String {
    let cases: Vec<_> = run.results.iter().map(|case| CaseOutcome::new(case, lang)).collect();
    json(&serde_json::json!({ "version": VERSION, "cases": cases }))
}

/// `run` as JSON: what `cchc test --mutate --format json` prints.
pub fn mutation_json(run: &MutationRun, lang: Lang) -> String {
    let alike: Vec<_> = run.alike.iter().map(EditResult::new).collect();
    let told: Vec<_> =
        run.diagnostics.iter().map(|diagnostic| DiagnosticResult::new(diagnostic, lang)).collect();
    json(&serde_json::json!({
        "version": VERSION,
        "tried": run.tried,
        "noticed": run.noticed,
        "accepted": run.accepted,
        "alike": alike,
        "diagnostics": told,
    }))
}

/// What the cases reach as JSON: what `cchc test --coverage --format json` prints; with `--submissions` also the folder and
/// the period of those, and what they reach.
pub fn coverage_json(cases: &Coverage, submissions: Option<(&str, Period, &Coverage)>, lang: Lang) -> String {
    /// What the cases reach stands at the top, as it does without submissions.
    #[derive(Serialize)]
    struct Reached<'a> {
        version: u32,
        #[serde(flatten)]
        cases: CoverageResult<'a>,
        submissions: Option<OfSubmissions<'a>>,
    }
    #[derive(Serialize)]
    struct OfSubmissions<'a> {
        folder: &'a str,
        period: Period,
        #[serde(flatten)]
        reached: CoverageResult<'a>,
    }
    json(&Reached {
        version: VERSION,
        cases: CoverageResult::new(cases, lang),
        submissions: submissions.map(|(folder, period, coverage)| OfSubmissions {
            folder,
            period,
            reached: CoverageResult::new(coverage, lang),
        }),
    })
}

/// What there is to say of rules as JSON: what `cchc explain ID --format json` prints.
pub fn explanation_json(plan: &Plan, explained: &[Explained<'_>]) -> String {
    let list: Vec<_> = explained.iter().map(|one| ExplanationResult::new(plan, one)).collect();
    json(&serde_json::json!({ "version": VERSION, "explanations": list }))
}

/// What is said of codes as JSON, in words of `lang`: what `cchc explain CODE --format json` prints.
pub fn codes_json(codes: &[Code], lang: Lang) -> String {
    let list: Vec<_> = codes.iter().map(|code| CodeResult::new(*code, lang)).collect();
    json(&serde_json::json!({ "version": VERSION, "codes": list }))
}

/// Every rule and code as JSON: what `cchc explain --format json` prints.
pub fn subjects_json(plan: &Plan, lang: Lang) -> String {
    let rule = |rule: &Rule| serde_json::json!({ "id": rule.id, "scheme": rule.scheme, "title": rule.title });
    let rules: Vec<_> = plan.rules.iter().map(rule).collect();
    let codes: Vec<_> = Code::ALL.iter().map(|code| CodeResult::new(*code, lang)).collect();
    json(&serde_json::json!({ "version": VERSION, "rules": rules, "codes": codes }))
}

/// `shortages` as JSON: what `cchc gap --format json` prints.
pub fn gap_json(shortages: &[Shortage<'_>]) -> String {
    let list: Vec<_> = shortages.iter().map(ShortageResult::new).collect();
    json(&serde_json::json!({ "version": VERSION, "shortages": list }))
}

#[expect(
    clippy::expect_used,
    reason = "no map with other keys than text and no failing Serialize is in what is written"
)]
pub(super) fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data");
    text.push('\n');
    text
}

/// The exact decimal, without trailing zeros.
fn exact(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A value as text: a number exactly, a choice by its code, a day as `YYYY-MM-DD`.
fn value_text(value: &Value) -> String {
    match value {
        Value::Number(number) => exact(*number),
        Value::Choice(text) | Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
    }
}

#[cfg(test)]
mod tests;
