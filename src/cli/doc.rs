//! `cchc doc`: the rules for people who do not read code.

use std::path::PathBuf;

use super::arguments::Doc;
use super::console::{Console, GOOD};
use super::{Ending, sources};
use crate::batch::{rule_book, shown, write_output};
use crate::diagnostic::Diagnostic;

pub(super) fn run(arguments: &Doc, console: &Console) -> Ending {
    match write(arguments, console) {
        Ok(paths) => {
            console.say_in(GOOD, console.label("doc.done"));
            for path in paths {
                console.say(&format!("  {}", shown(&path)));
            }
            Ending::Clean
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            Ending::Failed
        }
    }
}

fn write(arguments: &Doc, console: &Console) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let sources = sources::find(&arguments.sources, console).map_err(|problem| vec![problem])?;
    let (forms, rulebook, diagnostics) = sources.load();
    let Some(rulebook) = rulebook else { return Err(diagnostics) };
    // A rule with a mistake is missing from the book: say so, and write the others all the same.
    console.diagnostics(&diagnostics);
    let files = rule_book(&rulebook, &forms, console.lang)?;
    let folder = arguments.out.clone().unwrap_or_else(|| PathBuf::from("doc"));
    write_output(&folder, &files).map_err(|problem| vec![problem])
}
