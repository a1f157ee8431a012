//! `cchc test`: the cases beside the rules.

use super::arguments::{Format, Test};
use super::console::{BAD, Console, GOOD};
use super::{Ending, sources};
use crate::report::cases_json;
use crate::rulebook::TestRun;

pub(super) fn run(arguments: &Test, console: &Console) -> Ending {
    let (rulebook, problems) = match sources::find(&arguments.sources) {
        Ok(sources) => sources::load(&sources),
        Err(problem) => (None, vec![problem]),
    };
    // A rule that does not load has no cases to run: that must not look like success.
    for problem in &problems {
        console.diagnostic(problem);
    }
    let Some(rulebook) = rulebook else { return Ending::Failed };
    let run = rulebook.test(arguments.pattern.as_deref());
    if arguments.format == Format::Json {
        console.out(&cases_json(&run, console.lang));
    }
    if run.results.is_empty() {
        console.say_in(BAD, console.label("test.none"));
        return Ending::Failed;
    }
    let failed = run.failures().count();
    if arguments.format == Format::Text {
        show(&run, failed, console);
    }
    if failed == 0 && problems.is_empty() { Ending::Clean } else { Ending::ToMend }
}

fn show(run: &TestRun, failed: usize, console: &Console) {
    for failure in run.failures() {
        for diagnostic in &failure.diagnostics {
            console.diagnostic(diagnostic);
        }
    }
    let passed = run.results.len() - failed;
    console.say_in(GOOD, &format!("{passed} {}", console.label("test.passed")));
    if failed > 0 {
        console.say_in(BAD, &format!("{failed} {}", console.label("test.failed")));
    }
}
