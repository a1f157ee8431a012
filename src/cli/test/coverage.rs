//! `cchc test --coverage`: what the cases reach of the rules.

use super::super::Ending;
use super::super::arguments::{Test, TestFormat};
use super::super::console::{BAD, Console, GOOD, HEADING};
use crate::report::coverage_json;
use crate::rulebook::{Coverage, Rulebook, Tally};

pub(super) fn run(rulebook: &Rulebook, arguments: &Test, console: &Console) -> Ending {
    let coverage = rulebook.coverage(arguments.pattern.as_deref());
    if coverage.rules.is_empty() {
        console.say_in(BAD, console.label("test.none"));
        return Ending::Failed;
    }
    match arguments.format {
        TestFormat::Json | TestFormat::Junit => console.out(&coverage_json(&coverage, console.lang)),
        TestFormat::Text => show(&coverage, console),
    }
    let wanted = usize::from(arguments.threshold.unwrap_or_default());
    if coverage.branches().percent() >= wanted {
        return Ending::Clean;
    }
    console.say_in(BAD, &format!("{} ({wanted}%).", console.label("coverage.below")));
    Ending::ToMend
}

/// A table of the rules that are not wholly reached, each with what is not.
fn show(coverage: &Coverage, console: &Console) {
    let label = |key| console.label(key);
    let row = |name: &str, lines: &str, branches: &str| format!("{name:<24} {lines:>16} {branches:>16}");
    console
        .say_in(HEADING, &row(label("coverage.rule"), label("coverage.lines"), label("coverage.branches")));
    for rule in coverage.rules.iter().filter(|rule| !rule.gaps.is_empty()) {
        let name = format!("{} {}", rule.scheme, rule.rule);
        console.say(&row(&name, &shown(rule.lines), &shown(rule.branches)));
        for gap in &rule.gaps {
            let source = gap.place.source.as_deref().unwrap_or_default().trim();
            let said = label_of(console, gap.kind.word());
            console.say(&format!("    {}: {said}\n        {source}", gap.place));
        }
    }
    let complete = coverage.rules.iter().all(|rule| rule.gaps.is_empty());
    console.say_in(
        if complete { GOOD } else { BAD },
        &row(label("coverage.all"), &shown(coverage.lines()), &shown(coverage.branches())),
    );
}

fn label_of(console: &Console, word: &str) -> String {
    crate::diagnostic::label(console.lang, &format!("coverage.{word}")).to_owned()
}

fn shown(tally: Tally) -> String {
    format!("{}/{} {}%", tally.reached, tally.total, tally.percent())
}
