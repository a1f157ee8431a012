//! `cchc diff`: what moved between two `results.json`, or between two folders of rules over the same submissions.

use std::path::{Path, PathBuf};

use super::arguments::{Diff, Format};
use super::console::{BAD, Console, GOOD, HEADING};
use super::{Ending, question};
use crate::batch::{Asked, Judged, RulesAt, Sources, find_folders, judge_by, shown, write_difference};
use crate::diagnostic::{Code, Diagnostic, Level, Place, phrase};
use crate::period::date_vi;
use crate::report::difference::{
    Cause, Difference, Moved, PastResults, cause_words, moved_words, sides_words,
};
use crate::report::results_json;
use crate::rulebook::RuleText;

/// Name of the file of results in an output folder.
const RESULTS: &str = "results.json";

pub(super) fn run(arguments: &Diff, console: &Console) -> Ending {
    match compare(arguments, console) {
        Ok(difference) if difference.is_empty() => Ending::Clean,
        Ok(_) => Ending::ToMend,
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            Ending::Failed
        }
    }
}

fn compare(arguments: &Diff, console: &Console) -> Result<Difference, Vec<Diagnostic>> {
    let difference = match (results_file(&arguments.old), results_file(&arguments.new)) {
        // What was judged cannot be judged anew.
        (Some(_), Some(_)) if arguments.law_of.is_some() => {
            Err(vec![Diagnostic::new(Code::Usage).with_label("reason", "usage.law_of", "").with_near(None)])
        }
        (Some(old), Some(new)) => of_results(&old, &new),
        _ => of_rules(arguments, console),
    }?;
    match arguments.format {
        Format::Json => console.out(&difference.json()),
        Format::Text => show(&difference, console),
    }
    if let Some(path) = &arguments.output {
        write_difference(path, &difference, console.lang)?;
        console.say_in(GOOD, &format!("{} {}", console.label("diff.done"), shown(path)));
    }
    Ok(difference)
}

/// The file of results that `path` names, or the output folder that it names holds.
fn results_file(path: &Path) -> Option<PathBuf> {
    let within = path.join(RESULTS);
    if path.is_file() { Some(path.to_path_buf()) } else { within.is_file().then_some(within) }
}

fn of_results(old: &Path, new: &Path) -> Result<Difference, Vec<Diagnostic>> {
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Diagnostic::new(Code::FolderMissing)
                .at(Place::file(shown(path)))
                .with("path", shown(path))
                .with_io_error("reason", &error)
        });
        text.and_then(|text| PastResults::read(&text, &shown(path))).map_err(|problem| vec![problem])
    };
    Ok(Difference::between(&read(old)?, &read(new)?, None))
}

fn of_rules(arguments: &Diff, console: &Console) -> Result<Difference, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let asked = Asked {
        folder: arguments.folder.clone(),
        period: arguments.period,
        templates: arguments.templates.clone(),
        ..Asked::default()
    };
    let folders = find_folders(Path::new("."), &asked).map_err(one)?;
    let sources = |rules: &Path| Sources::read_at(Some(&RulesAt::parse(rules)), folders.templates.as_deref());
    let (old, new) = (sources(&arguments.old).map_err(one)?, sources(&arguments.new).map_err(one)?);
    [&old, &new].into_iter().for_each(|sources| super::sources::tell(sources, console));
    let judged = question::reading(&folders, &new, super::today(), console, |settings| {
        judge_by(settings, &[&old, &new], arguments.law_of)
    })?;
    let [old, new] = judged.as_slice() else { return Err(Vec::new()) };
    let results = |judged: &Judged, typed: &Path| past_results(judged, typed, console);
    let (was, is) = (results(old, &arguments.old)?, results(new, &arguments.new)?);
    let before: Vec<RuleText<'_>> = old.rulebook.texts().collect();
    let after: Vec<RuleText<'_>> = new.rulebook.texts().collect();
    let difference = Difference::between(&was, &is, Some((&before, &after)));
    Ok(Difference { law_of: arguments.law_of, ..difference })
}

/// The results as a run would have written them, by the name of the rules that gave them.
fn past_results(judged: &Judged, typed: &Path, console: &Console) -> Result<PastResults, Vec<Diagnostic>> {
    let Judged { plan, assessment, scorecard, .. } = judged;
    // A rule that does not load looks like one that was removed: say why.
    let of_rules =
        |problem: &&Diagnostic| problem.code.id().starts_with('R') && problem.level() == Level::Error;
    assessment.diagnostics.iter().filter(of_rules).for_each(|problem| console.diagnostic(problem));
    let text = results_json(plan, assessment, scorecard, console.lang);
    PastResults::read(&text, RESULTS)
        .map(|results| results.named(&shown(typed)))
        .map_err(|problem| vec![problem])
}

fn show(difference: &Difference, console: &Console) {
    let lang = console.lang;
    console.say(&sides_words(difference, lang));
    if let Some(day) = difference.law_of {
        console.say(&phrase(lang, "diff.law_of", &[("day", &date_vi(day))]));
    }
    if difference.is_empty() {
        console.say_in(GOOD, console.label("diff.nothing"));
    }
    for rule in &difference.rules {
        console.out(&format!("{HEADING}{} {}{HEADING:#} ({})\n", rule.id, rule.title, rule.scheme));
        show_moved(&rule.moved, &rule.because, &rule.unit, console);
    }
    for task in &difference.tasks {
        let word = console.label("diff.task_label");
        console.out(&format!("{HEADING}{word} {} {}{HEADING:#}\n", task.id, task.label));
        show_moved(&task.moved, &task.because, "", console);
    }
    for total in &difference.totals {
        console.out(&format!("{HEADING}{} {}{HEADING:#}\n", console.label("diff.totals"), total.scheme));
        for moved in &total.moved {
            console.out(&format!("  {}\n", moved_words(moved, lang)));
        }
    }
}

/// What moved and why, measured in `unit`.
fn show_moved(moved: &[Moved], because: &[Cause], unit: &str, console: &Console) {
    let lang = console.lang;
    for moved in moved {
        console.out(&format!("  {}\n", moved_words(moved, lang)));
    }
    for line in because.iter().flat_map(|cause| cause_words(cause, unit, lang)) {
        match line.get(..2) {
            Some("- ") => console.out(&format!("    {BAD}{line}{BAD:#}\n")),
            Some("+ ") => console.out(&format!("    {GOOD}{line}{GOOD:#}\n")),
            _ => console.out(&format!("    {line}\n")),
        }
    }
}
