//! Why a result moved.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;
use similar::{ChangeTag, TextDiff};

use super::word;
use crate::plan::PLAN_FILE;
use crate::rulebook::RuleText;

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
        /// Its name in words; the identifier where the results do not say it.
        label: String,
        /// Its value before, or its state.
        old: String,
        /// Its value now.
        new: String,
        /// The cells that it came from before, each with its file and sheet.
        old_cells: Vec<String>,
        /// The cells that it comes from now.
        new_cells: Vec<String>,
    },
    /// Other questions must be answered before the result can be relied on.
    Doubts {
        /// Codes of those that were open.
        old: Vec<String>,
        /// Codes of those that are open.
        new: Vec<String>,
        /// The cells of the result now, or before where it is no longer there.
        cells: Vec<String>,
    },
    /// A cell that says something else than before.
    Cell {
        /// The cell now, or before where it is no longer there.
        cell: String,
        /// What it showed; `null` for nothing.
        old: Option<String>,
        /// What it shows.
        new: Option<String>,
    },
    /// The rule came.
    Added {
        /// Its file.
        file: String,
    },
    /// The rule went.
    Removed {
        /// Its file.
        file: String,
    },
    /// A line of the rules was changed, removed or added.
    Line {
        /// The line that was; `null` for one that was added.
        old: Option<LineAt>,
        /// The line that is; `null` for one that was removed.
        new: Option<LineAt>,
    },
}

/// One line of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineAt {
    /// Its file, with the folder that holds it.
    pub file: String,
    /// Its number, counted from one.
    pub line: usize,
    /// The line itself.
    pub text: String,
}

/// Why a rule's result moved, each time from the whole results and the rule's own.
pub(super) fn causes(
    (old, was): (&Json, &Json),
    (new, is): (&Json, &Json),
    texts: Option<(&[RuleText<'_>], &[RuleText<'_>])>,
) -> Vec<Cause> {
    let mut causes = Vec::new();
    let (before, after) = (terms(was), terms(is));
    if before != after && !was.is_null() && !is.is_null() {
        causes.push(Cause::Terms { old: before, new: after });
    }
    for id in needed(was).union(&needed(is)) {
        let (before, after) = (figure(old, id), figure(new, id));
        let (old_value, new_value) =
            (before.map_or_else(String::new, value), after.map_or_else(String::new, value));
        if old_value != new_value {
            let label = after.or(before).and_then(|figure| word(&figure["label"]));
            causes.push(Cause::Figure {
                figure: id.clone(),
                label: label.unwrap_or_else(|| id.clone()),
                old: old_value,
                new: new_value,
                old_cells: before.map(cells).unwrap_or_default(),
                new_cells: after.map(cells).unwrap_or_default(),
            });
        }
    }
    let (before, after) = (doubts(was), doubts(is));
    if before != after {
        let about = if is.is_null() { was } else { is };
        causes.push(Cause::Doubts { old: before, new: after, cells: cells(about) });
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

fn figure<'j>(results: &'j Json, id: &str) -> Option<&'j Json> {
    results["figures"].as_array().into_iter().flatten().find(|figure| figure["id"] == id)
}

/// The value of a figure, or its state; an answer as its cell shows it.
fn value(figure: &Json) -> String {
    let shown = if figure["kind"] == "choice" { word(&figure["cells"][0]["raw"]) } else { None };
    let value = word(&figure["value"]).map(|value| shown.unwrap_or(value));
    value.or_else(|| word(&figure["state"])).unwrap_or_default()
}

/// The codes of what is open of a rule, each once.
fn doubts(rule: &Json) -> Vec<String> {
    let codes: BTreeSet<String> = rule["doubts"].as_array().into_iter().flatten().filter_map(word).collect();
    codes.into_iter().collect()
}

/// The cells of a figure, a rule or a task, as messages name them.
fn cells(of: &Json) -> Vec<String> {
    of["cells"].as_array().into_iter().flatten().filter_map(cell).collect()
}

fn cell(cell: &Json) -> Option<String> {
    let [file, sheet, place] = ["file", "sheet", "cell"].map(|part| word(&cell[part]));
    Some(format!("{} | {}!{}", file?, sheet?, place?))
}

/// The cells of a task that say something else than before, each compared with the one that had its place in the list.
pub(super) fn cells_of_task(was: &Json, is: &Json) -> Vec<Cause> {
    let list = |task: &Json| -> Vec<(String, Option<String>)> {
        let cells = task["cells"].as_array().into_iter().flatten();
        cells.filter_map(|of| Some((cell(of)?, word(&of["raw"]).filter(|raw| !raw.is_empty())))).collect()
    };
    let (before, after) = (list(was), list(is));
    let pairs = (0..before.len().max(after.len())).map(|index| (before.get(index), after.get(index)));
    let differing = pairs.filter_map(|(before, after)| {
        let (old, new) = (before.and_then(|(_, raw)| raw.clone()), after.and_then(|(_, raw)| raw.clone()));
        let (cell, _) = after.or(before)?;
        (old != new).then(|| Cause::Cell { cell: cell.clone(), old, new })
    });
    differing.collect()
}

/// The changed lines of the rule's file, or that the file came or went; where nothing of this is so, the changed lines of
/// the files that all rules rest on.
fn lines(old: &[RuleText<'_>], new: &[RuleText<'_>], was: &Json, is: &Json) -> Vec<Cause> {
    let names: BTreeSet<String> = [was, is].into_iter().filter_map(|rule| word(&rule["rule"])).collect();
    let own: Vec<Cause> = names.iter().flat_map(|name| of_rule(old, new, name)).collect();
    if !own.is_empty() {
        return own;
    }
    let all: BTreeSet<&str> = old.iter().chain(new).map(|file| file.name).collect();
    let shared = all.into_iter().filter(|name| name.ends_with(".toml") && !name.ends_with(".cases.toml"));
    shared.flat_map(|name| of_shared(old, new, name)).take(MOST_LINES).collect()
}

fn named<'t>(files: &[RuleText<'t>], name: &str) -> Vec<RuleText<'t>> {
    files.iter().filter(|file| file.name == name).copied().collect()
}

fn of_rule(old: &[RuleText<'_>], new: &[RuleText<'_>], name: &str) -> Vec<Cause> {
    match (named(old, name).first(), named(new, name).first()) {
        (Some(old), Some(new)) => changed(Some(*old), Some(*new)),
        (None, Some(new)) => vec![Cause::Added { file: new.file.to_owned() }],
        (Some(old), None) => {
            let mut causes = vec![Cause::Removed { file: old.file.to_owned() }];
            causes.extend(removal(new, name));
            causes
        }
        (None, None) => Vec::new(),
    }
}

/// The line that says that the rule in the file `name` is no longer in force.
fn removal(new: &[RuleText<'_>], name: &str) -> Option<Cause> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folder = name.rsplit_once('/').map_or(name, |(folder, _)| folder);
    [stem, folder].into_iter().find_map(|wanted| {
        new.iter().filter(|file| file.name == PLAN_FILE).find_map(|file| {
            let (number, line) = (1..).zip(file.text.lines()).find(|(_, line)| line.contains(wanted))?;
            let at = LineAt { file: file.file.to_owned(), line: number, text: line.trim_end().to_owned() };
            Some(Cause::Line { old: None, new: Some(at) })
        })
    })
}

/// A file that all rules rest on; there may be one in each of several folders.
fn of_shared(old: &[RuleText<'_>], new: &[RuleText<'_>], name: &str) -> Vec<Cause> {
    let (mut old, mut new) = (named(old, name), named(new, name));
    let same: Vec<&str> =
        old.iter().map(|file| file.text).filter(|text| new.iter().any(|file| file.text == *text)).collect();
    old.retain(|file| !same.contains(&file.text));
    new.retain(|file| !same.contains(&file.text));
    let pairs = (0..old.len().max(new.len())).map(|index| (old.get(index).copied(), new.get(index).copied()));
    pairs.flat_map(|(old, new)| changed(old, new)).collect()
}

/// The lines in which two files differ; a line that took another's place stands beside it.
fn changed(old: Option<RuleText<'_>>, new: Option<RuleText<'_>>) -> Vec<Cause> {
    // A repository keeps line ends that Windows' files do not have.
    let text =
        |file: Option<RuleText<'_>>| file.map(|file| file.text.replace("\r\n", "\n")).unwrap_or_default();
    let at = |file: Option<RuleText<'_>>, index: Option<usize>, line: &str| {
        Some(LineAt { file: file?.file.to_owned(), line: index? + 1, text: line.trim_end().to_owned() })
    };
    let (before, after) = (text(old), text(new));
    let mut causes: Vec<Cause> = Vec::new();
    // From here on the removed lines wait for those that took their places.
    let mut waiting = 0;
    for change in TextDiff::from_lines(&before, &after).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => waiting = causes.len(),
            ChangeTag::Delete => {
                causes.push(Cause::Line { old: at(old, change.old_index(), change.value()), new: None });
            }
            ChangeTag::Insert => {
                let added = at(new, change.new_index(), change.value());
                match causes.get_mut(waiting) {
                    Some(Cause::Line { new, .. }) if new.is_none() => {
                        *new = added;
                        waiting += 1;
                    }
                    _ => {
                        causes.push(Cause::Line { old: None, new: added });
                        waiting = causes.len();
                    }
                }
            }
        }
    }
    causes
}
