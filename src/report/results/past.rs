//! The figures of a `results.json` that an earlier run has left.

use serde::Deserialize;

use super::VERSION;
use crate::address::{Address, CellRef};
use crate::figure::{Figure, FigureKind, Figures, Origin, State, Value};
use crate::period::Period;

/// What is read of the file; whatever else it holds is passed over.
#[derive(Deserialize)]
struct PastFile {
    version: u32,
    period: String,
    figures: Vec<PastFigure>,
}

#[derive(Deserialize)]
struct PastFigure {
    id: String,
    kind: FigureKind,
    form: String,
    state: State,
    value: Option<String>,
    cells: Vec<PastCell>,
}

#[derive(Deserialize)]
struct PastCell {
    file: String,
    sheet: String,
    cell: String,
    raw: String,
    unit: String,
}

/// The numbers that the text of a `results.json` of `period` holds, each with its cells. `None` where it is no such file
/// or one of another version.
pub fn past_figures(text: &str, period: Period) -> Option<Figures> {
    let past: PastFile = serde_json::from_str(text).ok()?;
    if past.version != VERSION || past.period != period.to_string() {
        return None;
    }
    let mut figures = Figures::default();
    for figure in past.figures {
        if let Some(number) = number(&figure) {
            figures.single.insert(figure.id.as_str().into(), number);
        }
    }
    Some(figures)
}

/// `None` for what is no number, or none that was stated.
fn number(past: &PastFigure) -> Option<Figure> {
    if !past.kind.is_amount() && past.kind != FigureKind::Percent {
        return None;
    }
    let origins = past.cells.iter().filter_map(|cell| origin(cell, &past.form)).collect();
    match (past.state, &past.value) {
        (State::Reported, Some(value)) => {
            let value = Value::Number(value.parse().ok()?);
            Some(Figure { state: State::Reported, value: Some(value), ..Figure::nothing_arose(origins) })
        }
        (State::NothingArose, _) => Some(Figure::nothing_arose(origins)),
        _ => None,
    }
}

fn origin(cell: &PastCell, form: &str) -> Option<Origin> {
    let address = Address {
        file: cell.file.as_str().into(),
        sheet: cell.sheet.as_str().into(),
        cell: CellRef::parse(&cell.cell)?,
    };
    Some(Origin {
        address,
        unit: cell.unit.as_str().into(),
        form: form.into(),
        raw: cell.raw.as_str().into(),
    })
}
