use serde::Serialize;

use super::value_text;
use crate::figure::{Figure, FigureKind, Figures, Origin, State, Want};
use crate::plan::Plan;

/// One cell that a value came from.
#[derive(Debug, Serialize)]
pub struct CellResult<'a> {
    /// Figure that the cell holds; `null` where it is a cell of a table.
    pub figure: Option<&'a str>,
    /// File, relative to the folder of submissions.
    pub file: &'a str,
    /// Sheet.
    pub sheet: &'a str,
    /// Cell.
    pub cell: String,
    /// What the cell shows, before any reading.
    pub raw: &'a str,
    /// Code of the unit whose submission it is.
    pub unit: &'a str,
}

impl<'a> CellResult<'a> {
    pub(super) fn new(figure: Option<&'a str>, origin: &'a Origin) -> Self {
        Self {
            figure,
            file: &origin.address.file,
            sheet: &origin.address.sheet,
            cell: origin.address.cell.to_string(),
            raw: &origin.raw,
            unit: &origin.unit,
        }
    }
}

/// A figure that should have been reported.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct MissingResult<'a> {
    /// The figure.
    pub figure: &'a str,
    /// Its name in words.
    pub label: &'a str,
    /// Code of the unit that owes it.
    pub unit: &'a str,
    /// Form that asks for it.
    pub form: &'a str,
    /// File with the blank or unreadable cell; `null` where the form was not sent.
    pub file: Option<&'a str>,
    /// Sheet of that cell.
    pub sheet: Option<&'a str>,
    /// The cell.
    pub cell: Option<String>,
}

impl<'a> MissingResult<'a> {
    pub(super) fn new(want: &'a Want) -> Self {
        let address = want.address.as_ref();
        Self {
            figure: &want.figure,
            label: &want.label,
            unit: &want.unit,
            form: &want.form,
            file: address.map(|address| &*address.file),
            sheet: address.map(|address| &*address.sheet),
            cell: address.map(|address| address.cell.to_string()),
        }
    }
}

/// One figure after joining all submissions.
#[derive(Debug, Serialize)]
pub struct FigureResult<'a> {
    /// Identifier, as rules name it.
    pub id: &'a str,
    /// Name in words.
    pub label: &'a str,
    /// How it is read: `count`, `number`, `money` (đồng), `percent`, `rank`, `choice`, `date`, `text`, `table`.
    pub kind: FigureKind,
    /// Unit of measurement in words, such as `hồ sơ`; empty for answers.
    pub unit: &'a str,
    /// Code of the unit that reports it.
    pub from: &'a str,
    /// Form that asks for it.
    pub form: &'a str,
    /// Field of reform, `1` to `7`.
    pub field: Option<&'a str>,
    /// `reported`, `nothing_arose`, `not_applicable` or `missing`.
    pub state: State,
    /// The value where it was reported: exact decimal, code of a choice, day, or text. A percentage of 98,5 % is `98.5`.
    pub value: Option<String>,
    /// Number of rows, for a table.
    pub rows: Option<usize>,
    /// Document that proves it, as typed.
    pub evidence: Option<&'a str>,
    /// The unit's explanation, as typed.
    pub explanation: Option<&'a str>,
    /// Cells that it came from; for a table, its header cells.
    pub cells: Vec<CellResult<'a>>,
}

/// Every figure of the plan that was reported or asked for, in the plan's order.
pub(super) fn all<'a>(plan: &'a Plan, figures: &'a Figures) -> Vec<FigureResult<'a>> {
    plan.figures
        .values()
        .filter_map(|spec| {
            let blank = FigureResult {
                id: &spec.id,
                label: &spec.label,
                kind: spec.kind,
                unit: &spec.measure,
                from: &spec.from,
                form: &spec.form,
                field: spec.field.as_deref(),
                state: State::Reported,
                value: None,
                rows: None,
                evidence: None,
                explanation: None,
                cells: Vec::new(),
            };
            if let Some(table) = figures.tables.get(&spec.id) {
                let cells = table.origins.iter().map(|origin| CellResult::new(None, origin)).collect();
                return Some(FigureResult { rows: Some(table.records.len()), cells, ..blank });
            }
            let figure: &Figure = figures.single.get(&spec.id)?;
            Some(FigureResult {
                state: figure.state,
                value: figure.value.as_ref().map(value_text),
                evidence: figure.evidence.as_deref(),
                explanation: figure.explanation.as_deref(),
                cells: figure.origins.iter().map(|origin| CellResult::new(Some(&spec.id), origin)).collect(),
                ..blank
            })
        })
        .collect()
}
