//! In which figures and tasks two sendings of one form differ.

use super::expectation::Expectation;
use super::submission::{Submission, TaskReport};
use crate::diagnostic::Code;
use crate::figure::{Doubt, Figure, FigureId, State, Table};
use crate::period::date_vi;

/// One thing that two sendings say differently, each as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The figure's name, or the task's number.
    pub(super) label: String,
    pub(super) before: String,
    pub(super) after: String,
    /// Whether both hold the row or column in question, so that neither completes the other.
    pub(super) contradictory: bool,
}

/// Everything in which `old` and `new` differ, figures first.
pub(super) fn differences(old: &Submission, new: &Submission, facts: &Expectation) -> Vec<Difference> {
    let label = |id: &FigureId| facts.label(id).to_owned();
    let mut ids: Vec<&FigureId> = old.figures.single.keys().collect();
    ids.extend(new.figures.single.keys().filter(|id| !old.figures.single.contains_key(*id)));
    let mut found: Vec<Difference> = ids
        .into_iter()
        .filter_map(|id| between(label(id), old.figures.single.get(id), new.figures.single.get(id)))
        .collect();
    for (id, table) in &new.figures.tables {
        if let Some(before) = old.figures.tables.get(id) {
            found.extend(of_tables(&label(id), before, table));
        }
    }
    for task in &new.tasks {
        if let Some(before) = old.tasks.iter().find(|other| other.task == task.task) {
            found.extend(of_tasks(before, task));
        }
    }
    found
}

/// Whether the sendings say the same in every word that is kept of them, wherever it stands.
pub(super) fn is_same(one: &Submission, other: &Submission) -> bool {
    let figures = |submission: &Submission| -> Vec<_> {
        submission.figures.single.iter().map(|(id, figure)| (id.clone(), said(figure))).collect()
    };
    let tables = |submission: &Submission| -> Vec<_> {
        let fields = |table: &Table| -> Vec<_> {
            let records = table.records.iter().map(|record| {
                record.fields.iter().map(|(id, figure)| (id.clone(), said(figure))).collect::<Vec<_>>()
            });
            records.collect()
        };
        submission.figures.tables.iter().map(|(id, table)| (id.clone(), fields(table))).collect()
    };
    let tasks = |submission: &Submission| -> Vec<_> {
        let silent = |task: &TaskReport| TaskReport { origins: Vec::new(), ..task.clone() };
        submission.tasks.iter().map(silent).collect()
    };
    figures(one) == figures(other) && tables(one) == tables(other) && tasks(one) == tasks(other)
}

/// What a figure says, without the cells that it says it in, and without what is asked about cells beside it.
fn said(figure: &Figure) -> Figure {
    let is_own = |doubt: &&Doubt| !matches!(doubt.code(), Code::IdentityBroken | Code::TotalDiffers);
    let doubts = figure.doubts.iter().filter(|_| figure.state != State::Missing).filter(is_own).cloned();
    let doubts = doubts.map(|doubt| match doubt {
        Doubt::Unclear { code, other, .. } => Doubt::Unclear { code, origins: Vec::new(), other },
        other => other,
    });
    Figure { doubts: doubts.collect(), origins: Vec::new(), wants: Vec::new(), ..figure.clone() }
}

fn between(label: String, old: Option<&Figure>, new: Option<&Figure>) -> Option<Difference> {
    let content = |figure: Option<&Figure>| figure.map(|figure| (figure.state, figure.value.clone()));
    let is_there = |figure: &Figure| {
        figure.state != State::Missing || figure.wants.iter().any(|want| want.address.is_some())
    };
    (content(old) != content(new)).then(|| Difference {
        label,
        before: shown(old),
        after: shown(new),
        contradictory: old.is_some_and(is_there) && new.is_some_and(is_there),
    })
}

/// How many rows the tables have, or else their differing cells.
fn of_tables(label: &str, old: &Table, new: &Table) -> Vec<Difference> {
    if old.records.len() != new.records.len() {
        let rows = |table: &Table| table.records.len().to_string();
        let (before, after) = (rows(old), rows(new));
        return vec![Difference { label: label.to_owned(), before, after, contradictory: true }];
    }
    let records = old.records.iter().zip(&new.records);
    let fields = records.flat_map(|(old, new)| {
        new.fields.iter().filter_map(|(id, field)| {
            let cell = field.origins.first().map(|origin| origin.address.cell.to_string());
            let label = format!("{label} ({})", cell.unwrap_or_else(|| id.clone()));
            between(label, old.fields.get(id), Some(field))
        })
    });
    fields.collect()
}

fn of_tasks(old: &TaskReport, new: &TaskReport) -> Option<Difference> {
    let shown = |report: &TaskReport| {
        let status = report.origins.first().map_or("", |origin| &*origin.raw).to_owned();
        match report.completed {
            Some(day) if old.completed != new.completed => format!("{status} {}", date_vi(day)),
            _ if status.is_empty() => "…".to_owned(),
            _ => status,
        }
    };
    ((&old.status, old.completed) != (&new.status, new.completed)).then(|| Difference {
        label: new.task.to_string(),
        before: shown(old),
        after: shown(new),
        contradictory: true,
    })
}

/// A figure as typed.
fn shown(figure: Option<&Figure>) -> String {
    let origin = figure.and_then(|figure| figure.origins.first());
    let raw = origin.map(|origin| origin.raw.to_string()).unwrap_or_default();
    if raw.is_empty() { "…".to_owned() } else { raw }
}
