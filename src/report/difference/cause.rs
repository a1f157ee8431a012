//! Why a result moved.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;
use similar::{ChangeTag, TextDiff};

use super::word;
use crate::plan::TextFile;

/// Most lines of files other than the rule's own that are given as a cause.
const MOST_LINES: usize = 12;

/// One reason why a result moved.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// Another value of the law was applied.
    Terms {
        /// What was applied: `above 99`, `full 80`.
        old: String,
        /// What is applied.
        new: String,
    },
    /// A figure that the rule needs was reported differently.
    Figure {
        /// Identifier.
        figure: String,
        /// Its value before, or its state.
        old: String,
        /// Its value now.
        new: String,
    },
    /// A line of the rules was removed or added.
    Line {
        /// File, relative to the folder of rules.
        file: String,
        /// Line, in the old file where it was removed and in the new one where it was added.
        line: usize,
        /// Whether it was added.
        added: bool,
        /// The line.
        text: String,
    },
}

/// Why a rule's result moved, each time from the whole results and the rule's own.
pub(super) fn causes(
    (old, was): (&Json, &Json),
    (new, is): (&Json, &Json),
    texts: Option<(&[TextFile], &[TextFile])>,
) -> Vec<Cause> {
    let mut causes = Vec::new();
    let (before, after) = (terms(was), terms(is));
    if before != after && !was.is_null() && !is.is_null() {
        causes.push(Cause::Terms { old: before, new: after });
    }
    for figure in needed(was).union(&needed(is)) {
        let (before, after) = (figure_value(old, figure), figure_value(new, figure));
        if before != after {
            causes.push(Cause::Figure { figure: figure.clone(), old: before, new: after });
        }
    }
    if let Some((old, new)) = texts {
        causes.extend(lines(old, new, was, is));
    }
    causes
}

/// `above 99`, or `full 99; floor 95`.
fn terms(rule: &Json) -> String {
    let threshold = &rule["threshold"];
    if let (Some(comparison), Some(value)) = (word(&threshold["comparison"]), word(&threshold["value"])) {
        return format!("{comparison} {value}");
    }
    let scale = rule["scale"].as_object().into_iter().flatten();
    let numbers: Vec<String> =
        scale.filter_map(|(name, number)| Some(format!("{name} {}", word(number)?))).collect();
    numbers.join("; ")
}

/// The figures whose cells a rule rests on, and those that it lacks.
fn needed(rule: &Json) -> BTreeSet<String> {
    let lists = ["cells", "missing"].into_iter().filter_map(|list| rule[list].as_array()).flatten();
    lists.filter_map(|item| word(&item["figure"])).collect()
}

fn figure_value(results: &Json, id: &str) -> String {
    let mut figures = results["figures"].as_array().into_iter().flatten();
    let Some(figure) = figures.find(|figure| figure["id"] == id) else { return String::new() };
    word(&figure["value"]).or_else(|| word(&figure["state"])).unwrap_or_default()
}

/// The changed lines of the rule's file; where it has not changed, those of the files that all rules rest on.
fn lines(old: &[TextFile], new: &[TextFile], was: &Json, is: &Json) -> Vec<Cause> {
    let names: BTreeSet<String> = [was, is].into_iter().filter_map(|rule| word(&rule["rule"])).collect();
    let own: Vec<Cause> = names.iter().flat_map(|name| changed(old, new, name)).collect();
    if !own.is_empty() {
        return own;
    }
    let all: BTreeSet<&str> = old.iter().chain(new).map(|file| file.name.as_str()).collect();
    let shared = all.into_iter().filter(|name| name.ends_with(".toml") && !name.ends_with(".cases.toml"));
    shared.flat_map(|name| changed(old, new, name)).take(MOST_LINES).collect()
}

fn changed(old: &[TextFile], new: &[TextFile], name: &str) -> Vec<Cause> {
    let text = |files: &[TextFile]| {
        files.iter().find(|file| file.name == name).map(|file| file.text.clone()).unwrap_or_default()
    };
    let (before, after) = (text(old), text(new));
    let difference = TextDiff::from_lines(&before, &after);
    difference
        .iter_all_changes()
        .filter_map(|change| {
            let (added, index) = match change.tag() {
                ChangeTag::Equal => return None,
                ChangeTag::Delete => (false, change.old_index()),
                ChangeTag::Insert => (true, change.new_index()),
            };
            let text = change.value().trim_end().to_owned();
            Some(Cause::Line { file: name.to_owned(), line: index? + 1, added, text })
        })
        .collect()
}
