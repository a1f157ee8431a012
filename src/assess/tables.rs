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
        return Ok(joined);
    }
    // The header cell of each says where it stands.
    let origins =
        std::iter::once(first).chain(others).filter_map(|table| table.origins.first().cloned()).collect();
    let conflict = Doubt::Conflict { figure: spec.id.clone(), origins };
    Err(Figure { doubts: vec![conflict], ..Figure::missing(Want::of(spec)) })
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
