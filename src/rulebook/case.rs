//! Runs the cases beside the rules.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Rulebook;
use super::case_file::{Case, CaseFile};
use super::entry::Entry;
use super::finding::{Finding, Outcome};
use super::trace::Step;
use super::vocabulary::World;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Figures, round_half_up};
use crate::period::Dated;
use crate::plan::{Rule, Terms};
use crate::text::fold;

/// From so many decimals on, an expected value is taken for a rounded one.
const ROUNDED: u32 = 4;

/// What running cases gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestRun {
    /// Each case that was selected, in the order of rules; empty if the pattern selects none.
    pub results: Vec<CaseResult>,
}

impl TestRun {
    /// The cases that did not give what they expect.
    pub fn failures(&self) -> impl Iterator<Item = &CaseResult> {
        self.results.iter().filter(|result| !result.passed())
    }
}

/// What one case gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// Scheme of its rule.
    pub scheme: String,
    /// Number of its rule.
    pub rule: String,
    /// Its name.
    pub case: String,
    /// Where it stands.
    pub place: Place,
    /// How it differs from what it expects (R13), and what went wrong while its rule ran; empty if it passed.
    pub diagnostics: Vec<Diagnostic>,
    /// How its rule came to what it gave; `None` if it passed.
    pub course: Option<CaseCourse>,
}

/// How a rule came to what a case did not expect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseCourse {
    /// The rule's file, as messages name it.
    pub file: String,
    /// The values of the law that were applied.
    pub terms: Option<Dated<Terms>>,
    /// Each calculation and comparison, with its values.
    pub steps: Vec<Step>,
}

impl CaseResult {
    /// Whether the case gave what it expects.
    pub fn passed(&self) -> bool {
        self.diagnostics.is_empty()
    }
}

/// A case as it is written: what is supposed, and the answer.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// Its name.
    pub name: &'a str,
    /// The figures that it supposes.
    pub figures: &'a Figures,
    /// The outcome that it expects.
    pub outcome: Outcome,
    /// The value that it expects.
    pub value: Option<Decimal>,
    /// The points that it expects.
    pub points: Option<Decimal>,
    /// Day whose law applies; `None` for the latest.
    pub at: Option<NaiveDate>,
}

impl Rulebook {
    /// The cases of `rule`, in their order.
    pub fn examples<'a>(&'a self, rule: &Rule) -> impl Iterator<Item = Example<'a>> + use<'a> {
        let entry = self.plan.rules.iter().zip(&self.entries).find(|(other, _)| *other == rule);
        entry.into_iter().flat_map(|(_, entry)| cases(entry)).map(|case| Example {
            name: &case.name,
            figures: &case.figures,
            outcome: case.outcome,
            value: case.value,
            points: case.points,
            at: case.at,
        })
    }

    /// Runs the cases of the rules that `pattern` selects: by number (`2.2.3`, or `2.2` with everything under it), or by
    /// part of the file's name or the case's name. `None` selects all.
    pub fn test(&self, pattern: Option<&str>) -> TestRun {
        let mut run = TestRun::default();
        for (rule, entry) in self.plan.rules.iter().zip(&self.entries) {
            for case in cases(entry) {
                if pattern.is_none_or(|pattern| selects(pattern, rule, Some(case))) {
                    run.results.push(self.run_case(rule, entry, case));
                }
            }
        }
        run
    }

    /// What one case gives.
    pub(super) fn run_case(&self, rule: &Rule, entry: &Entry, case: &Case) -> CaseResult {
        let (finding, mut diagnostics) = self.judge_case(rule, entry, case);
        // Where the rule is at fault, that is why the case failed.
        if diagnostics.is_empty() {
            diagnostics = differences(case, &finding);
        }
        let course = (!diagnostics.is_empty()).then(|| CaseCourse {
            file: entry.file.to_string(),
            terms: finding.terms.clone(),
            steps: self.traced(entry, || self.judge_case(rule, entry, case)).1,
        });
        CaseResult {
            scheme: rule.scheme.clone(),
            rule: rule.id.clone(),
            case: case.name.clone(),
            place: case.place.clone(),
            diagnostics,
            course,
        }
    }

    /// The rules that `pattern` selects whatever their cases are called, each with its entry.
    pub(super) fn selected<'a>(
        &'a self,
        pattern: Option<&'a str>,
    ) -> impl Iterator<Item = (&'a Rule, &'a Entry)> {
        let rules = self.plan.rules.iter().zip(&self.entries);
        rules.filter(move |(rule, _)| pattern.is_none_or(|pattern| selects(pattern, rule, None)))
    }

    /// Whether a case gives what it expects.
    pub(super) fn passes(&self, rule: &Rule, entry: &Entry, case: &Case) -> bool {
        let (finding, diagnostics) = self.judge_case(rule, entry, case);
        diagnostics.is_empty() && differences(case, &finding).is_empty()
    }

    /// What the rule says of a case.
    pub(super) fn judge_case(&self, rule: &Rule, entry: &Entry, case: &Case) -> (Finding, Vec<Diagnostic>) {
        let latest = rule.terms.iter().map(|terms| terms.from).max();
        let on = case.at.or(latest).unwrap_or(NaiveDate::MAX);
        self.judge_one(rule, entry, &World::supposed(&case.figures, &self.plan.figures), on)
    }
}

/// The cases of a rule; none where they are absent or malformed.
pub(super) fn cases(entry: &Entry) -> &[Case] {
    match &entry.cases {
        CaseFile::Cases { cases, .. } => cases,
        CaseFile::Absent | CaseFile::Malformed => &[],
    }
}

fn selects(pattern: &str, rule: &Rule, case: Option<&Case>) -> bool {
    let pattern = pattern.trim();
    let under = rule.id.strip_prefix(pattern).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let is_number = pattern.starts_with(|c: char| c.is_ascii_digit())
        && pattern.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    if under || is_number {
        return under;
    }
    let folded = fold(pattern);
    rule.id.eq_ignore_ascii_case(pattern)
        || rule.file.contains(pattern)
        || (!folded.is_empty() && case.is_some_and(|case| fold(&case.name).contains(&folded)))
}

fn differences(case: &Case, finding: &Finding) -> Vec<Diagnostic> {
    let differs = || Diagnostic::new(Code::CaseFailed).at(case.place.clone()).with("case", &case.name);
    let mut differences = Vec::new();
    if finding.outcome != case.outcome {
        let label = |outcome: super::Outcome| format!("outcome.{}", outcome.word());
        differences.push(differs().with_label("expected", &label(case.outcome), "").with_label(
            "got",
            &label(finding.outcome),
            "",
        ));
    }
    let value = finding.value.as_ref().and_then(crate::figure::Figure::number);
    for (name, expected, got) in [("value", case.value, value), ("points", case.points, finding.points)] {
        if let Some(expected) = expected
            && !got.is_some_and(|got| same(expected, got))
        {
            let shown =
                |number: Option<Decimal>| number.map_or("–".to_owned(), |n| n.normalize().to_string());
            differences.push(
                differs()
                    .with("expected", format!("{name} = {}", shown(Some(expected))))
                    .with("got", format!("{name} = {}", shown(got))),
            );
        }
    }
    if let Some(expected) = &case.doubts {
        let mut got: Vec<Code> =
            finding.value.iter().flat_map(|value| &value.doubts).map(crate::figure::Doubt::code).collect();
        let mut expected = expected.clone();
        for codes in [&mut got, &mut expected] {
            codes.sort_unstable();
            codes.dedup();
        }
        if got != expected {
            let shown = |codes: &[Code]| {
                let codes: Vec<&str> = codes.iter().map(|code| code.id()).collect();
                format!("doubts = [{}]", codes.join(", "))
            };
            differences.push(differs().with("expected", shown(&expected)).with("got", shown(&got)));
        }
    }
    differences
}

/// Whether a number is the expected one: exactly, or rounded as far as an expectation of many decimals goes.
fn same(expected: Decimal, got: Decimal) -> bool {
    expected == got || (expected.scale() >= ROUNDED && round_half_up(got, expected.scale()) == expected)
}
