//! The run of the cases as JUnit's XML, which services that run tests can show.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::super::console::Console;
use crate::report::step_words;
use crate::rulebook::{CaseResult, TestRun};

/// One suite for each rule, in their order.
pub(super) fn report(run: &TestRun, console: &Console) -> String {
    let mut report = Report::new("cchc");
    for cases in run.results.chunk_by(|one, other| (&one.scheme, &one.rule) == (&other.scheme, &other.rule)) {
        let Some(first) = cases.first() else { continue };
        let mut suite = TestSuite::new(format!("{} {}", first.scheme, first.rule));
        suite.add_test_cases(cases.iter().map(|case| self::case(case, console)));
        report.add_test_suite(suite);
    }
    // Only writing to a full disk can fail, and this is memory.
    report.to_string().unwrap_or_default()
}

fn case(result: &CaseResult, console: &Console) -> TestCase {
    let mut status = TestCaseStatus::success();
    if !result.passed() {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        let told: Vec<String> = result
            .diagnostics
            .iter()
            .map(|diagnostic| {
                format!("{} {}: {}", diagnostic.code, diagnostic.place, diagnostic.message(console.lang))
            })
            .collect();
        status.set_message(told.join("\n"));
        let steps = result.course.iter().flat_map(|course| &course.steps);
        let steps: Vec<String> = steps.map(|step| step_words(step, console.lang)).collect();
        status.set_description(steps.join("\n"));
    }
    let mut case = TestCase::new(&result.case, status);
    case.set_classname(format!("{}.{}", result.scheme, result.rule));
    case.extra.insert("file".into(), result.place.file.as_deref().unwrap_or_default().into());
    case
}
