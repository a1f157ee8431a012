//! Tables that several submissions hold.

use crate::figure::{Doubt, Figure, FigureSpec, State, Table, Value, Want};
use crate::intake::Intake;

/// The one table that is reported for `spec`; a missing figure where there is none, or where two differ.
pub(super) fn agreed(spec: &FigureSpec, intake: &Intake) -> Result<Table, Figure> {
    let mut tables = intake
        .submissions
        .iter()
        .filter(|submission| submission.form == spec.form)
        .filter_map(|submission| submission.figures.tables.get(&spec.id));
    let Some(first) = tables.next() else { return Err(Figure::missing(Want::of(spec))) };
    let others: Vec<&Table> = tables.collect();
    let mut joined = first.clone();
    joined.origins.extend(others.iter().flat_map(|table| table.origins.iter().cloned()));
    if others.iter().all(|other| content(other) == content(first)) {
        others.iter().for_each(|other| add_doubts(&mut joined, other));
        return Ok(joined);
    }
    let differing = others.iter().find_map(|other| first_difference(first, other));
    let origins = std::iter::once(first)
        .chain(others)
        .filter_map(|table| {
            let cell = differing.as_ref().and_then(|(row, id)| table.records.get(*row)?.fields.get(id));
            // Where rows are missing, the header cell of each says where it stands.
            cell.and_then(|field| field.origins.first()).or(table.origins.first()).cloned()
        })
        .collect();
    let conflict = Doubt::Conflict { figure: spec.id.clone(), origins };
    Err(Figure { doubts: vec![conflict], ..Figure::missing(Want::of(spec)) })
}

/// Lets what is doubtful about a field of `other`, which says the same, be doubtful in `table` too.
fn add_doubts(table: &mut Table, other: &Table) {
    for (record, other) in table.records.iter_mut().zip(&other.records) {
        for (id, field) in &mut record.fields {
            let doubts = other.fields.get(id).map_or(&[][..], |other| &other.doubts);
            let new: Vec<Doubt> =
                doubts.iter().filter(|doubt| !field.doubts.contains(doubt)).cloned().collect();
            field.doubts.extend(new);
        }
    }
}

/// The first field in which two tables of as many rows differ: its row and its column.
fn first_difference(one: &Table, other: &Table) -> Option<(usize, String)> {
    if one.records.len() != other.records.len() {
        return None;
    }
    one.records.iter().zip(&other.records).enumerate().find_map(|(row, (one, other))| {
        let differs = |id: &&String| {
            let said = |figure: Option<&Figure>| figure.map(|figure| (figure.state, figure.value.clone()));
            said(one.fields.get(*id)) != said(other.fields.get(*id))
        };
        one.fields.keys().find(differs).map(|id| (row, id.clone()))
    })
}

/// What a table says, wherever it stands.
fn content(table: &Table) -> Vec<Vec<(&str, State, Option<&Value>)>> {
    table
        .records
        .iter()
        .map(|record| {
            record
                .fields
                .iter()
                .map(|(id, figure)| (id.as_str(), figure.state, figure.value.as_ref()))
                .collect()
        })
        .collect()
}
