//! The figures of a `results.json` that an earlier run has left.

use serde::Deserialize;

use super::VERSION;
use crate::address::{Address, CellRef};
use crate::figure::{Figure, FigureKind, Figures, Origin, State, Value};
use crate::period::Period;

/// What is read of the file; whatever else it holds is passed over.
#[derive(Deserialize)]
struct PastFile {
    period: String,
    commune: String,
    commune_code: String,
    files: Vec<PastSource>,
    figures: Vec<PastFigure>,
}

#[derive(Deserialize)]
struct PastSource {
    name: String,
    sha256: Option<String>,
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

/// What an earlier run has said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastReport {
    /// The numbers, each with its cells; what was said not to apply is there too.
    pub figures: Figures,
    /// The files that it was made from, by their names in the folder of submissions, each with its SHA-256.
    pub files: Vec<(String, String)>,
}

/// Why a `results.json` is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastFault {
    /// It is damaged, no such file, or one of another period.
    Unreadable,
    /// It has another layout, that of the version named.
    Version(String),
    /// It is that of another commune, by name.
    Commune(String),
}

/// What the text of a `results.json` of `period` says, where it is that of the commune with the code `commune`.
///
/// # Errors
/// Where it is not.
pub fn past_report(text: &str, period: Period, commune: &str) -> Result<PastReport, PastFault> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    let unreadable = |_| PastFault::Unreadable;
    let Versioned { version } = serde_json::from_str(text).map_err(unreadable)?;
    if version != VERSION {
        return Err(PastFault::Version(version.to_string()));
    }
    let past: PastFile = serde_json::from_str(text).map_err(unreadable)?;
    if past.commune_code != commune {
        return Err(PastFault::Commune(past.commune));
    }
    if past.period != period.to_string() {
        return Err(PastFault::Unreadable);
    }
    let mut figures = Figures::default();
    for figure in past.figures {
        if let Some(number) = number(&figure) {
            figures.single.insert(figure.id.as_str().into(), number);
        }
    }
    let files = past.files.into_iter().filter_map(|file| Some((file.name, file.sha256?))).collect();
    Ok(PastReport { figures, files })
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
        (State::NotApplicable, _) => Some(Figure::not_applicable(origins)),
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
