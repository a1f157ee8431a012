//! What moved between two `results.json`, and why: for two runs, and for two folders of rules over one.

mod cause;
mod words;
mod workbook;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value as Json;

pub use cause::{Cause, LineAt};
pub use words::{cause_words, moved_words, sides_words};
pub use workbook::difference_workbook;

use super::results::VERSION;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::rulebook::RuleText;

/// Fields of a rule's result that count as moved.
const FIELDS: [&str; 5] = ["outcome", "value", "points", "maximum", "evidence"];
/// Fields of a task's result that count as moved.
const TASK: [&str; 4] = ["outcome", "completed", "due", "product"];
/// Fields of a scheme's points that count as moved.
const TOTALS: [&str; 5] = ["maximum", "score", "index_low", "index_high", "band"];

/// A `results.json` that has been read.
#[derive(Debug)]
pub struct PastResults {
    json: Json,
    /// Its file, or the rules that gave it, for people.
    name: String,
}

impl PastResults {
    /// Reads the text of a `results.json`; `name` is its file for people.
    ///
    /// # Errors
    /// U04 where it is none, or one of another version.
    pub fn read(text: &str, name: &str) -> Result<Self, Diagnostic> {
        let json: Option<Json> = serde_json::from_str(text).ok();
        let known = |json: &Json| {
            json["version"] == VERSION && json["targets"].is_array() && json["criteria"].is_array()
        };
        json.filter(known)
            .map(|json| Self { json, name: name.to_owned() })
            .ok_or_else(|| Diagnostic::new(Code::ResultsUnreadable).at(Place::file(name)).with("path", name))
    }

    /// The same by another name.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    fn side(&self) -> Side {
        let day = word(&self.json["as_of"]).and_then(|day| day.parse().ok());
        Side {
            name: self.name.clone(),
            commune: word(&self.json["commune"]).unwrap_or_default(),
            period: word(&self.json["period"]).unwrap_or_default(),
            as_of: day.unwrap_or_default(),
        }
    }

    fn rules(&self) -> impl Iterator<Item = &Json> {
        ["targets", "criteria"].into_iter().filter_map(|list| self.json[list].as_array()).flatten()
    }

    fn rule(&self, like: &Json) -> Option<&Json> {
        self.rules().find(|rule| rule["scheme"] == like["scheme"] && rule["id"] == like["id"])
    }

    fn tasks(&self) -> impl Iterator<Item = &Json> {
        self.json["tasks"].as_array().into_iter().flatten()
    }

    fn task(&self, like: &Json) -> Option<&Json> {
        self.tasks().find(|task| task["id"] == like["id"])
    }

    fn points(&self, scheme: &Json) -> &Json {
        let mut totals = self.json["totals"].as_array().into_iter().flatten();
        totals.find(|total| total["scheme"] == *scheme).map_or(&Json::Null, |total| &total["points"])
    }
}

/// A field with what it was and what it is.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The field, named as in `results.json`; `task` for the outcome of a task.
    pub field: &'static str,
    /// What it was; `null` for nothing.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
}

/// One rule whose result moved, that came, or that went.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct RuleDifference {
    /// Number in its scheme.
    pub id: String,
    /// Scheme.
    pub scheme: String,
    /// Title, the new one where there is one.
    pub title: String,
    /// Unit of measurement of its value.
    pub unit: String,
    /// What moved.
    pub moved: Vec<Moved>,
    /// Why: the law, the figures, the lines of the rules. Empty where nothing of these differs.
    pub because: Vec<Cause>,
}

/// One task whose state moved, that came, or that went.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct TaskDifference {
    /// `T3.1`.
    pub id: String,
    /// What is to be done, by the new plan where it is there.
    pub label: String,
    /// What moved.
    pub moved: Vec<Moved>,
    /// Why: the cells that say something else. Empty where only the plan or the day differs.
    pub because: Vec<Cause>,
}

/// Points of one scheme that moved.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct TotalDifference {
    /// Scheme.
    pub scheme: String,
    /// What moved.
    pub moved: Vec<Moved>,
}

/// One of the two that are compared.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its file or folder, as it was named.
    pub name: String,
    /// Whose results.
    pub commune: String,
    /// The period, such as `2025-nam`.
    pub period: String,
    /// Day of the run.
    #[serde(skip)]
    pub as_of: NaiveDate,
}

/// Everything that moved.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Version of this layout, that of `results.json`.
    pub version: u32,
    /// What was.
    pub old: Side,
    /// What is.
    pub new: Side,
    /// Day whose law was applied; `null` for the end of the data window.
    pub law_of: Option<NaiveDate>,
    /// Rules in the order of the new results; those that went come last.
    pub rules: Vec<RuleDifference>,
    /// Tasks in the same order.
    pub tasks: Vec<TaskDifference>,
    /// Points of schemes.
    pub totals: Vec<TotalDifference>,
}

impl Difference {
    /// What moved from `old` to `new`. Where the texts of both folders of rules are given, changed lines are among the
    /// causes.
    pub fn between(
        old: &PastResults,
        new: &PastResults,
        texts: Option<(&[RuleText<'_>], &[RuleText<'_>])>,
    ) -> Self {
        let gone = old.rules().filter(|rule| new.rule(rule).is_none());
        let pairs =
            new.rules().map(|rule| (old.rule(rule), Some(rule))).chain(gone.map(|rule| (Some(rule), None)));
        let gone_tasks = old.tasks().filter(|task| new.task(task).is_none());
        let pairs_of_tasks = new
            .tasks()
            .map(|task| (old.task(task), Some(task)))
            .chain(gone_tasks.map(|task| (Some(task), None)));
        let tasks = pairs_of_tasks.filter_map(|(before, after)| task_difference(before, after)).collect();
        let rules = pairs
            .filter_map(|(before, after)| {
                let (was, is) = (before.unwrap_or(&Json::Null), after.unwrap_or(&Json::Null));
                let moved = moved(&FIELDS, was, is);
                let about = after.or(before)?;
                (!moved.is_empty()).then(|| RuleDifference {
                    id: word(&about["id"]).unwrap_or_default(),
                    scheme: word(&about["scheme"]).unwrap_or_default(),
                    title: word(&about["title"]).unwrap_or_default(),
                    unit: word(&about["unit"]).unwrap_or_default(),
                    moved,
                    because: cause::causes((&old.json, was), (&new.json, is), texts),
                })
            })
            .collect();
        let schemes: BTreeSet<String> = [old, new]
            .into_iter()
            .flat_map(|results| results.json["totals"].as_array().into_iter().flatten())
            .filter_map(|total| word(&total["scheme"]))
            .collect();
        let totals = schemes
            .into_iter()
            .filter_map(|scheme| {
                let name = Json::from(scheme.as_str());
                let moved = moved(&TOTALS, old.points(&name), new.points(&name));
                (!moved.is_empty()).then_some(TotalDifference { scheme, moved })
            })
            .collect();
        Self { version: VERSION, old: old.side(), new: new.side(), law_of: None, rules, tasks, totals }
    }

    /// Whether nothing moved.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.tasks.is_empty() && self.totals.is_empty()
    }

    /// As JSON: what `cchc diff --format json` prints.
    pub fn json(&self) -> String {
        super::results::json(self)
    }
}

fn task_difference(before: Option<&Json>, after: Option<&Json>) -> Option<TaskDifference> {
    let (was, is) = (before.unwrap_or(&Json::Null), after.unwrap_or(&Json::Null));
    let about = after.or(before)?;
    // Of a task that came or went nothing but that is said.
    let (fields, because) = match (before, after) {
        (Some(_), Some(_)) => (TASK.as_slice(), cause::cells_of_task(was, is)),
        _ => (&TASK[..1], Vec::new()),
    };
    let moved: Vec<Moved> = moved(fields, was, is)
        .into_iter()
        .map(|moved| if moved.field == "outcome" { Moved { field: "task", ..moved } } else { moved })
        .collect();
    (!moved.is_empty()).then(|| TaskDifference {
        id: word(&about["id"]).unwrap_or_default(),
        label: word(&about["label"]).unwrap_or_default(),
        moved,
        because,
    })
}

fn moved(fields: &[&'static str], old: &Json, new: &Json) -> Vec<Moved> {
    let differs = fields.iter().filter(|field| old[**field] != new[**field]);
    differs.map(|&field| Moved { field, old: word(&old[field]), new: word(&new[field]) }).collect()
}

/// A value of the file as text; `None` for `null`.
fn word(json: &Json) -> Option<String> {
    match json {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
