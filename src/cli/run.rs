//! `cchc run`: one period from submissions to report.

use super::arguments::{Format, Run};
use super::console::Console;
use super::{Ending, question, summary};
use crate::batch::{self, Asked, Batch, Folders, Sources, write_output};
use crate::diagnostic::Diagnostic;

pub(super) fn run(arguments: &Run, console: &Console) -> Ending {
    match report(arguments, console) {
        Ok((batch, folders, sources)) => {
            match arguments.format {
                Format::Json => console.out(&results(&batch)),
                Format::Text => summary::show(&batch, &folders, &sources, console),
            }
            if batch.is_clean() { Ending::Clean } else { Ending::ToMend }
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            console.say(console.label("run.no_report"));
            Ending::Failed
        }
    }
}

fn report(arguments: &Run, console: &Console) -> Result<(Batch, Folders, Sources), Vec<Diagnostic>> {
    let asked = Asked {
        folder: arguments.folder.clone(),
        period: arguments.period,
        out: arguments.out.clone(),
        rules: arguments.sources.rules.clone(),
        templates: arguments.sources.templates.clone(),
    };
    let (folders, sources) = question::locate(&asked, console)?;
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    let batch = question::reading(&folders, &sources, as_of, console, batch::run)?;
    write_output(&folders.output, &batch.files).map_err(|problem| vec![problem])?;
    Ok((batch, folders, sources))
}

fn results(batch: &Batch) -> String {
    let results = batch.files.iter().find(|file| file.name == "results.json");
    results.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
}
