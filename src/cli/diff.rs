//! `cchc diff`: what moved between two `results.json`, or between two folders of rules over the same submissions.

use std::path::{Path, PathBuf};

use super::arguments::{Asked, Diff, Format, Sources};
use super::console::{BAD, Console, GOOD, HEADING};
use super::{Ending, question};
use crate::batch::{Judged, shown};
use crate::diagnostic::{Code, Diagnostic, Level, Place, label};
use crate::plan::TextFile;
use crate::report::difference::{Cause, Difference, Moved, PastResults};
use crate::report::results_json;
use crate::text::decimal_vi;

/// Name of the file of results in an output folder.
const RESULTS: &str = "results.json";

pub(super) fn run(arguments: &Diff, console: &Console) -> Ending {
    let difference = match (results_file(&arguments.old), results_file(&arguments.new)) {
        (Some(old), Some(new)) => of_results(&old, &new),
        _ => of_rules(arguments, console),
    };
    match difference {
        Ok(difference) => {
            match arguments.format {
                Format::Json => console.out(&difference.json()),
                Format::Text => show(&difference, console),
            }
            if difference.is_empty() { Ending::Clean } else { Ending::ToMend }
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            Ending::Failed
        }
    }
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
    let judge = |rules: &Path| -> Result<(PastResults, Vec<TextFile>), Vec<Diagnostic>> {
        let sources = Sources { rules: Some(rules.to_path_buf()), templates: arguments.templates.clone() };
        let asked = Asked { folder: arguments.folder.clone(), period: arguments.period, sources };
        let (folders, sources) = question::find(&asked)?;
        let Judged { rulebook, assessment, scorecard, .. } =
            question::judged_by(&folders, &sources, console)?;
        // A rule that does not load looks like one that was removed: say why.
        let of_rules =
            |problem: &&Diagnostic| problem.code.id().starts_with('R') && problem.level() == Level::Error;
        assessment.diagnostics.iter().filter(of_rules).for_each(|problem| console.diagnostic(problem));
        let text = results_json(rulebook.plan(), &assessment, &scorecard, console.lang);
        let results = PastResults::read(&text, RESULTS).map_err(|problem| vec![problem])?;
        Ok((results, sources.rules))
    };
    let (old, old_texts) = judge(&arguments.old)?;
    let (new, new_texts) = judge(&arguments.new)?;
    Ok(Difference::between(&old, &new, Some((&old_texts, &new_texts))))
}

fn show(difference: &Difference, console: &Console) {
    if difference.is_empty() {
        console.say_in(GOOD, console.label("diff.nothing"));
    }
    for rule in &difference.rules {
        console.out(&format!("{HEADING}{} {}{HEADING:#} ({})\n", rule.id, rule.title, rule.scheme));
        for moved in &rule.moved {
            console.out(&format!("  {}\n", moved_words(moved, console)));
        }
        for cause in &rule.because {
            console.out(&format!("    {}\n", cause_words(cause, console)));
        }
    }
    for total in &difference.totals {
        console.out(&format!("{HEADING}{} {}{HEADING:#}\n", console.label("diff.totals"), total.scheme));
        for moved in &total.moved {
            console.out(&format!("  {}\n", moved_words(moved, console)));
        }
    }
}

fn moved_words(moved: &Moved, console: &Console) -> String {
    let key = format!("diff.{}", moved.field);
    let value = |text: &Option<String>| match text {
        None => console.label("diff.none").to_owned(),
        Some(text) if moved.field == "outcome" => label(console.lang, &format!("outcome.{text}")).to_owned(),
        Some(text) => text.parse().map_or_else(|_| text.clone(), decimal_vi),
    };
    format!("{}: {} → {}", console.label(&key), value(&moved.old), value(&moved.new))
}

fn cause_words(cause: &Cause, console: &Console) -> String {
    match cause {
        Cause::Terms { old, new } => format!("{}: {old} → {new}", console.label("explain.terms")),
        Cause::Figure { figure, old, new } => {
            format!("{} {figure}: {old} → {new}", console.label("explain.needs"))
        }
        Cause::Line { file, line, added, text } => {
            let (sign, style) = if *added { ('+', GOOD) } else { ('-', BAD) };
            format!("{file}:{line} {style}{sign} {text}{style:#}")
        }
    }
}
