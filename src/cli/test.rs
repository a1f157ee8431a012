//! `cchc test`: the cases beside the rules, and how good they are.

mod coverage;
mod junit;
mod mutation;
mod suggestion;

use super::arguments::{Test, TestFormat};
use super::console::{BAD, Console, GOOD};
use super::{Ending, sources};
use crate::report::cases_json;
use crate::rulebook::{Rulebook, TestRun};

pub(super) fn run(arguments: &Test, console: &Console) -> Ending {
    let (_, rulebook, problems) = match sources::find(&arguments.sources) {
        Ok(sources) => sources.load(),
        Err(problem) => (Vec::new(), None, vec![problem]),
    };
    // A rule that does not load has no cases to run: that must not look like success.
    console.diagnostics(&problems);
    let Some(rulebook) = rulebook else { return Ending::Failed };
    let ending = if arguments.coverage || arguments.threshold.is_some() {
        coverage::run(&rulebook, arguments, console)
    } else if arguments.mutate {
        mutation::run(&rulebook, arguments, console)
    } else if arguments.suggest {
        suggestion::run(&rulebook, arguments, console)
    } else {
        cases(&rulebook, arguments, console)
    };
    if ending == Ending::Clean && !problems.is_empty() { Ending::ToMend } else { ending }
}

fn cases(rulebook: &Rulebook, arguments: &Test, console: &Console) -> Ending {
    let run = rulebook.test(arguments.pattern.as_deref());
    match arguments.format {
        TestFormat::Json => console.out(&cases_json(&run, console.lang)),
        TestFormat::Junit => console.out(&junit::report(&run, console)),
        TestFormat::Text => {}
    }
    if run.results.is_empty() {
        console.say_in(BAD, console.label("test.none"));
        return Ending::Failed;
    }
    let failed = run.failures().count();
    if arguments.format == TestFormat::Text {
        show(&run, failed, console);
    }
    if failed == 0 { Ending::Clean } else { Ending::ToMend }
}

fn show(run: &TestRun, failed: usize, console: &Console) {
    for failure in run.failures() {
        console.diagnostics(&failure.diagnostics);
    }
    let passed = run.results.len() - failed;
    console.say_in(GOOD, &format!("{passed} {}", console.label("test.passed")));
    if failed > 0 {
        console.say_in(BAD, &format!("{failed} {}", console.label("test.failed")));
    }
}
