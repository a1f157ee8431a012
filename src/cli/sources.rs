//! The rules and templates that a verb without a period works on.

use std::path::Path;

use super::arguments;
use crate::batch::{self, Sources};
use crate::diagnostic::Diagnostic;
use crate::intake::load_forms;
use crate::rulebook::Rulebook;

/// Those asked for, else those of the current folder, else those in the program.
pub(super) fn find(asked: &arguments::Sources) -> Result<Sources, Diagnostic> {
    let (rules, templates) =
        batch::find_sources(&[Path::new(".")], asked.rules.as_deref(), asked.templates.as_deref())?;
    Sources::read_from(rules.as_deref(), templates.as_deref())
}

/// The rulebook, and what is wrong with it.
pub(super) fn load(sources: &Sources) -> (Option<Rulebook>, Vec<Diagnostic>) {
    let (forms, mut diagnostics) = load_forms(&sources.forms);
    let (rulebook, problems) = Rulebook::load(&sources.rules, &forms);
    diagnostics.extend(problems);
    (rulebook, diagnostics)
}
