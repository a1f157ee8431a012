use serde::Serialize;

use super::diagnostic::DiagnosticResult;
use super::step::StepResult;
use crate::diagnostic::Lang;
use crate::rulebook::CaseResult;

/// What one case beside a rule gave.
#[derive(Debug, Serialize)]
pub struct CaseOutcome<'a> {
    /// Scheme of its rule.
    pub scheme: &'a str,
    /// Number of its rule.
    pub rule: &'a str,
    /// Its name.
    pub case: &'a str,
    /// Whether it gave what it expects.
    pub passed: bool,
    /// How it differs from what it expects; empty if it passed.
    pub diagnostics: Vec<DiagnosticResult<'a>>,
    /// How the rule came to what it gave, step by step; empty if the case passed.
    pub steps: Vec<StepResult<'a>>,
}

impl<'a> CaseOutcome<'a> {
    pub(super) fn new(case: &'a CaseResult, lang: Lang) -> Self {
        Self {
            scheme: &case.scheme,
            rule: &case.rule,
            case: &case.case,
            passed: case.passed(),
            diagnostics: case
                .diagnostics
                .iter()
                .map(|problem| DiagnosticResult::new(problem, lang))
                .collect(),
            steps: case.course.iter().flat_map(|course| &course.steps).map(StepResult::new).collect(),
        }
    }
}
