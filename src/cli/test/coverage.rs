//! `cchc test --coverage`: what the cases reach of the rules, and beside it what real submissions reach.

use std::path::Path;

use super::super::arguments::{Test, TestFormat};
use super::super::console::{BAD, Console, GOOD, HEADING};
use super::super::{Ending, question};
use crate::batch::{Asked, Sources, find_folders, judge, shown};
use crate::diagnostic::{Diagnostic, label, phrase};
use crate::period::Period;
use crate::report::coverage_json;
use crate::rulebook::{Coverage, ReachedBy, Rulebook, Tally};

/// What a folder of submissions reaches.
struct OfSubmissions {
    folder: String,
    period: Period,
    coverage: Coverage,
}

pub(super) fn run(sources: &Sources, rulebook: &Rulebook, arguments: &Test, console: &Console) -> Ending {
    let cases = rulebook.coverage(arguments.pattern.as_deref());
    if cases.rules.is_empty() {
        console.say_in(BAD, console.label("test.none"));
        return Ending::Failed;
    }
    let submissions =
        arguments.submissions.as_deref().map(|folder| reached(folder, sources, arguments, console));
    let submissions = match submissions.transpose() {
        Ok(submissions) => submissions,
        Err(problems) => {
            console.diagnostics(&problems);
            return Ending::Failed;
        }
    };
    match arguments.format {
        TestFormat::Json => {
            let submissions = submissions.as_ref().map(|of| (of.folder.as_str(), of.period, &of.coverage));
            console.out(&coverage_json(&cases, submissions, console.lang));
        }
        TestFormat::Text | TestFormat::Junit => show_all(&cases, submissions.as_ref(), console),
    }
    let wanted = usize::from(arguments.threshold.unwrap_or_default());
    let mut ending = Ending::Clean;
    for coverage in [Some(&cases), submissions.as_ref().map(|of| &of.coverage)].into_iter().flatten() {
        if coverage.branches().percent() < wanted {
            let key = match coverage.by {
                ReachedBy::Cases => "coverage.below",
                ReachedBy::Submissions => "coverage.submissions.below",
            };
            console.say_in(BAD, &format!("{} ({wanted}%).", console.label(key)));
            ending = Ending::ToMend;
        }
    }
    ending
}

/// What the figures of the submissions in `folder` reach, judged by `sources`.
fn reached(
    folder: &Path,
    sources: &Sources,
    arguments: &Test,
    console: &Console,
) -> Result<OfSubmissions, Vec<Diagnostic>> {
    let asked = Asked { folder: Some(folder.to_path_buf()), ..Asked::default() };
    let folders = find_folders(Path::new("."), &asked).map_err(|problem| vec![problem])?;
    let judged = question::reading(&folders, sources, super::super::today(), console, judge)?;
    let (figures, schedule) = (&judged.assessment.figures, judged.assessment.schedule);
    let coverage =
        judged.rulebook.coverage_of_figures(arguments.pattern.as_deref(), figures, schedule.window.to);
    Ok(OfSubmissions { folder: shown(&folders.submissions), period: schedule.period, coverage })
}

fn show_all(cases: &Coverage, submissions: Option<&OfSubmissions>, console: &Console) {
    let Some(of) = submissions else { return show(cases, console) };
    console.say_in(HEADING, console.label("coverage.by_cases"));
    show(cases, console);
    console.say("");
    let heading = [("folder", of.folder.as_str()), ("period", &of.period.name(console.lang))];
    console.say_in(HEADING, &phrase(console.lang, "coverage.by_submissions", &heading));
    show(&of.coverage, console);
}

/// A table of the rules that are not wholly reached, each with what is not.
fn show(coverage: &Coverage, console: &Console) {
    let row = |name: &str, lines: &str, branches: &str| format!("{name:<24} {lines:>16} {branches:>16}");
    let word = |key| console.label(key);
    console.say_in(HEADING, &row(word("coverage.rule"), word("coverage.lines"), word("coverage.branches")));
    for rule in coverage.rules.iter().filter(|rule| !rule.unreached.is_empty()) {
        let name = format!("{} {}", rule.scheme, rule.rule);
        console.say(&row(&name, &tally(rule.lines), &tally(rule.branches)));
        for one in &rule.unreached {
            let source = one.place.source.as_deref().unwrap_or_default().trim();
            let said = label(console.lang, &one.kind.key(coverage.by)).to_owned();
            console.say(&format!("    {}: {said}\n        {source}", one.place));
        }
    }
    let complete = coverage.rules.iter().all(|rule| rule.unreached.is_empty());
    // Real figures go one way only; that they leave the others out is no fault of theirs.
    let style = match (complete, coverage.by) {
        (true, _) => GOOD,
        (false, ReachedBy::Cases) => BAD,
        (false, ReachedBy::Submissions) => HEADING,
    };
    let all = row(word("coverage.all"), &tally(coverage.lines()), &tally(coverage.branches()));
    console.say_in(style, &all);
}

fn tally(tally: Tally) -> String {
    format!("{}/{} {}%", tally.reached, tally.total, tally.percent())
}
