//! Where every figure came from: a row for each cell, or for each column of cells where they are many.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::note::brief;
use super::record::{Anchor, Record, Section, Slot};
use super::view::{View, said, state_word, word};
use crate::address::{CellRange, CellRef};
use crate::figure::{Figure, Origin, State};
use crate::report::template::Placeholder as P;

/// Cells beyond which those that stand together are listed as one range.
const MOST_CELLS: usize = 4;

/// The figures, then the tables, then the tasks.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let figures = &view.assessment.figures;
    let mut records = Vec::new();
    for (id, figure) in &figures.single {
        let value = if figure.value.is_some() { view.value(id, figure) } else { Slot::default() };
        let about =
            about(view, id).with(P::SourceValue, value).text(P::SourceState, state_word(figure.state));
        let rows = match figure.state {
            State::Missing if figure.origins.is_empty() => vec![wanted(view, id, figure, about)],
            _ => rows(view, &figure.origins, &about),
        };
        records.extend(anchored(rows, Anchor::Figure(id.clone())));
    }
    for (id, table) in &figures.tables {
        let count = table.records.len();
        let value = Slot::text(said("source.rows", &[("count", &count.to_string())]));
        let about =
            about(view, id).with(P::SourceValue, value).text(P::SourceState, state_word(State::Reported));
        let fields = table.records.iter().flat_map(|record| record.fields.values());
        let cells: Vec<Origin> =
            table.origins.iter().chain(fields.flat_map(|field| &field.origins)).cloned().collect();
        records.extend(anchored(rows(view, &cells, &about), Anchor::Figure(id.clone())));
    }
    for task in &view.assessment.tasks {
        let label = view.plan.tasks.iter().find(|spec| spec.id == task.task).map_or("", |spec| &spec.label);
        let about = Record::default()
            .text(P::SourceRules, &*task.task)
            .text(P::SourceLabel, label)
            .text(P::SourceId, &*task.task)
            .text(P::SourceValue, word(&format!("task.{}", task.outcome.word())))
            .text(
                P::SourceState,
                state_word(if task.origins.is_empty() { State::Missing } else { State::Reported }),
            );
        records.extend(anchored(rows(view, &task.origins, &about), Anchor::Task(task.task.clone())));
    }
    vec![Section::plain(records)]
}

/// What all rows of one figure say alike.
fn about(view: &View<'_>, id: &str) -> Record {
    let rules = view.plan.rules_needing(id).map(|rule| (rule.scheme.as_str(), rule.id.as_str()));
    Record::default()
        .text(P::SourceRules, view.rule_names(rules))
        .text(P::SourceId, id)
        .text(P::SourceLabel, view.figure_label(id))
}

fn wanted(view: &View<'_>, id: &str, figure: &Figure, about: Record) -> Record {
    let want = figure.wants.first();
    let unit = want.map(|want| &want.unit).or_else(|| view.spec(id).map(|spec| &spec.from));
    let record = about.text(P::SourceUnit, unit.map_or("", |unit| view.unit(unit)));
    match want.and_then(|want| want.address.as_ref()) {
        Some(address) => record
            .text(P::SourceFile, &*address.file)
            .text(P::SourceSheet, &*address.sheet)
            .text(P::SourceCell, address.cell.to_string())
            .text(P::SourceRaw, word("source.blank")),
        None => record
            .text(P::SourceFile, want.map_or("", |want| view.form(&want.form)))
            .text(P::SourceRaw, word("source.unsent")),
    }
}

fn anchored(mut rows: Vec<Record>, anchor: Anchor) -> Vec<Record> {
    if let Some(first) = rows.first_mut() {
        first.anchor = Some(anchor);
    }
    rows
}

fn rows(view: &View<'_>, origins: &[Origin], about: &Record) -> Vec<Record> {
    let row = |origin: &Origin, cell: String, raw: String| {
        about
            .clone()
            .text(P::SourceUnit, view.unit(&origin.unit))
            .text(P::SourceFile, &*origin.address.file)
            .text(P::SourceSheet, &*origin.address.sheet)
            .text(P::SourceCell, cell)
            .text(P::SourceRaw, raw)
    };
    if origins.is_empty() {
        return vec![about.clone()];
    }
    if origins.len() <= MOST_CELLS {
        let single = |origin: &Origin| row(origin, origin.address.cell.to_string(), origin.raw.to_string());
        return origins.iter().map(single).collect();
    }
    runs(origins)
        .into_iter()
        .map(|(first, range, raws)| {
            let cell = if range.start == range.end { range.start.to_string() } else { range.to_string() };
            let raw = if range.start == range.end {
                first.raw.to_string()
            } else {
                let count = raws.len().to_string();
                said("source.range", &[("count", &count), ("raw", &brief(&raws.join("; ")))])
            };
            row(first, cell, raw)
        })
        .collect()
}

/// Cells below one another in one column, with their texts.
fn runs(origins: &[Origin]) -> Vec<(&Origin, CellRange, Vec<&str>)> {
    type Column<'a> = (&'a Arc<str>, &'a Arc<str>, u32);
    let mut columns: BTreeMap<Column<'_>, BTreeMap<u32, &Origin>> = BTreeMap::new();
    for origin in origins {
        let address = &origin.address;
        let column = (&address.file, &address.sheet, address.cell.column);
        columns.entry(column).or_default().insert(address.cell.row, origin);
    }
    let mut runs: Vec<(&Origin, CellRange, Vec<&str>)> = Vec::new();
    for ((_, _, column), cells) in columns {
        let mut previous = None;
        for (row, origin) in cells {
            let at = CellRef::new(row, column);
            match runs.last_mut() {
                Some((_, range, raws)) if previous.is_some_and(|previous| previous + 1 == row) => {
                    range.end = at;
                    raws.push(&origin.raw);
                }
                _ => runs.push((origin, CellRange { start: at, end: at }, vec![&origin.raw])),
            }
            previous = Some(row);
        }
    }
    runs
}
