//! `cchc test`: the cases beside the rules, and how good they are.

mod coverage;
mod junit;
mod mutation;
mod suggestion;

use super::arguments::{Test, TestFormat};
use super::console::{BAD, Console, GOOD};
use super::{Ending, sources};
use crate::diagnostic::{Code, Diagnostic, phrase};
use crate::period::Dated;
use crate::report::{cases_json, step_words};
use crate::rulebook::{CaseResult, Rulebook, TestRun};

/// Most steps of a failed case that are shown; `--format json` has more.
const MOST_STEPS: usize = 20;

pub(super) fn run(arguments: &Test, console: &Console) -> Ending {
    if let Some(problem) = unfit_format(arguments) {
        console.diagnostic(&problem);
        return Ending::Failed;
    }
    let sources = match sources::find(&arguments.sources, console) {
        Ok(sources) => sources,
        Err(problem) => {
            console.diagnostic(&problem);
            return Ending::Failed;
        }
    };
    let (_, rulebook, problems) = sources.load();
    // A rule that does not load has no cases to run: that must not look like success.
    console.diagnostics(&problems);
    let Some(rulebook) = rulebook else { return Ending::Failed };
    let ending = if arguments.measures_coverage() {
        coverage::run(&sources, &rulebook, arguments, console)
    } else if arguments.mutate {
        mutation::run(&rulebook, arguments, console)
    } else if arguments.suggest {
        suggestion::run(&rulebook, arguments, console)
    } else {
        cases(&rulebook, arguments, console)
    };
    if ending == Ending::Clean && !problems.is_empty() { Ending::ToMend } else { ending }
}

/// U01 where what is asked for has no such form: only the run of the cases is one of tests, and suggestions are text to be
/// copied.
fn unfit_format(arguments: &Test) -> Option<Diagnostic> {
    let reason = match arguments.format {
        TestFormat::Junit if arguments.measures_coverage() || arguments.mutate => "usage.junit",
        TestFormat::Junit | TestFormat::Json if arguments.suggest => "usage.suggestions",
        _ => return None,
    };
    Some(Diagnostic::new(Code::Usage).with_label("reason", reason, "").with_near(None))
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
        show(rulebook, &run, failed, console);
    }
    if failed == 0 { Ending::Clean } else { Ending::ToMend }
}

fn show(rulebook: &Rulebook, run: &TestRun, failed: usize, console: &Console) {
    for failure in run.failures() {
        console.diagnostics(&failure.diagnostics);
        for line in course(rulebook, failure, console) {
            console.say(&format!("  {line}"));
        }
    }
    let passed = run.results.len() - failed;
    console.say_in(GOOD, &format!("{passed} {}", console.label("test.passed")));
    if failed > 0 {
        console.say_in(BAD, &format!("{failed} {}", console.label("test.failed")));
    }
}

/// How the rule of a failed case came to what it gave: the law that it applied, and each expression with its values.
fn course(rulebook: &Rulebook, case: &CaseResult, console: &Console) -> Vec<String> {
    let (Some(course), lang) = (&case.course, console.lang) else { return Vec::new() };
    let mut lines = vec![phrase(lang, "test.course", &[("file", &course.file)])];
    let plan = rulebook.plan();
    let rule = plan.rules_of(&case.scheme).find(|rule| rule.id == case.rule);
    let spans = rule.into_iter().flat_map(|rule| Dated::spans(&rule.terms).map(move |span| (rule, span)));
    for (rule, (terms, until)) in spans.filter(|(_, (terms, _))| Some(*terms) == course.terms.as_ref()) {
        let text = plan.dated_terms(rule, terms, until, lang);
        lines.push(phrase(lang, "note.threshold", &[("text", &text)]));
    }
    lines.extend(course.steps.iter().take(MOST_STEPS).map(|step| step_words(step, lang)));
    if course.steps.len() > MOST_STEPS {
        lines.push("…".to_owned());
    }
    lines
}
