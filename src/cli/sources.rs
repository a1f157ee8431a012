//! The rules and templates that a verb works on, and what of them is whose.

use std::path::Path;

use super::arguments;
use super::console::Console;
use crate::batch::{self, Addition, Sources};
use crate::diagnostic::{Diagnostic, phrase};

/// Files that are named one by one.
const MOST_NAMED: usize = 8;

/// Those asked for, else those of the current folder, else those in the program.
pub(super) fn find(asked: &arguments::Sources, console: &Console) -> Result<Sources, Diagnostic> {
    let (rules, templates) =
        batch::find_sources(&[Path::new(".")], asked.rules.as_deref(), asked.templates.as_deref())?;
    let sources = Sources::read_from(rules.as_deref(), templates.as_deref())?;
    tell(&sources, console);
    Ok(sources)
}

/// Says which files come from a folder, where the others come from the program.
pub(super) fn tell(sources: &Sources, console: &Console) {
    for (key, added) in [("sources.rules", &sources.rules_added), ("sources.forms", &sources.forms_added)] {
        if let Some(added) = added {
            console.say(&words(key, added, console));
        }
    }
}

fn words(key: &str, added: &Addition, console: &Console) -> String {
    let left_out = match added.left_out.is_empty() {
        true => String::new(),
        false => phrase(console.lang, "sources.left_out", &[("files", &named(&added.left_out))]),
    };
    let facts = [
        ("folder", added.folder.as_str()),
        ("count", &added.files.len().to_string()),
        ("files", &named(&added.files)),
        ("left_out", &left_out),
    ];
    phrase(console.lang, key, &facts)
}

fn named(files: &[String]) -> String {
    let mut named: Vec<&str> = files.iter().take(MOST_NAMED).map(String::as_str).collect();
    if files.len() > MOST_NAMED {
        named.push("…");
    }
    named.join(", ")
}
