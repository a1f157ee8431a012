//! The rules and templates that a verb without a period works on.

use std::path::Path;

use super::arguments;
use crate::batch::{self, Sources};
use crate::diagnostic::Diagnostic;

/// Those asked for, else those of the current folder, else those in the program.
pub(super) fn find(asked: &arguments::Sources) -> Result<Sources, Diagnostic> {
    let (rules, templates) =
        batch::find_sources(&[Path::new(".")], asked.rules.as_deref(), asked.templates.as_deref())?;
    Sources::read_from(rules.as_deref(), templates.as_deref())
}
