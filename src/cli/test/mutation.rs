//! `cchc test --mutate`: the changes of the rules that no case notices.

use super::super::Ending;
use super::super::arguments::{Test, TestFormat};
use super::super::console::{BAD, Console, GOOD};
use crate::report::mutation_json;
use crate::rulebook::{MutationRun, Rulebook};

pub(super) fn run(rulebook: &Rulebook, arguments: &Test, console: &Console) -> Ending {
    let run = rulebook.mutate(arguments.pattern.as_deref());
    if run.rules == 0 {
        console.say_in(BAD, console.label("test.none"));
        return Ending::Failed;
    }
    match arguments.format {
        TestFormat::Json => console.out(&mutation_json(&run, console.lang)),
        TestFormat::Text | TestFormat::Junit => show(&run, console),
    }
    if run.diagnostics.is_empty() { Ending::Clean } else { Ending::ToMend }
}

fn show(run: &MutationRun, console: &Console) {
    console.diagnostics(&run.diagnostics);
    let line = |count: usize, key: &str| format!("{count} {}", console.label(key));
    console.say(&line(run.tried, "mutation.tried"));
    console.say_in(GOOD, &line(run.noticed, "mutation.noticed"));
    for (count, key) in [(run.alike.len(), "mutation.alike"), (run.accepted, "mutation.accepted")] {
        if count > 0 {
            console.say(&line(count, key));
        }
    }
    let unnoticed = run.tried - run.noticed - run.alike.len() - run.accepted;
    if unnoticed > 0 {
        console.say_in(BAD, &line(unnoticed, "mutation.unnoticed"));
    }
}
