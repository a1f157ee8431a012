//! A workbook as plain cells, whatever container it came in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::address::{CellRange, CellRef};

/// What a file is by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// Office Open XML workbook (`.xlsx`, `.xlsm`, `.xltx`).
    Xlsx,
    /// Excel binary workbook (`.xlsb`).
    Xlsb,
    /// Excel 97–2003 workbook (`.xls`).
    Xls,
    /// OpenDocument spreadsheet (`.ods`).
    Ods,
    /// An HTML table, often named `.xls`.
    Html,
    /// Separated values: comma, semicolon or tab.
    Csv,
    /// Workbook in Excel 2003's XML, often named `.xls`.
    SpreadsheetXml,
}

/// A workbook's worksheets in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// What the file really is.
    pub container: Container,
    /// Its worksheets, hidden ones included.
    pub sheets: Vec<Sheet>,
}

/// One worksheet; blank cells are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name as the workbook spells it.
    pub name: Arc<str>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Cells by row, then column.
    #[serde(with = "cells_as_pairs")]
    pub cells: BTreeMap<CellRef, Cell>,
    /// Merged ranges; the value stands in the top left cell.
    pub merges: Vec<CellRange>,
    /// Hidden rows, where the container tells.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns, where the container tells.
    pub hidden_columns: BTreeSet<u32>,
}

/// One cell that is not blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// Its formula without the leading `=`, where it has one.
    pub formula: Option<Arc<str>>,
    /// Its number format, such as `0.0%`, where the container tells.
    pub format: Option<Arc<str>>,
}

/// A cell's content before any declared type decides what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Text exactly as stored.
    Text(Arc<str>),
    /// A number, as the shortest decimal that stands for the stored one.
    Number(Decimal),
    /// A number formatted as a day; the time of day is dropped.
    Date(NaiveDate),
    /// A boolean.
    Bool(bool),
    /// An Excel error such as `#REF!`.
    Error(Arc<str>),
    /// A formula that was never calculated.
    NotCalculated,
}

impl Cell {
    /// The content as a reader would see it; empty for a formula that was never calculated.
    pub fn raw(&self) -> String {
        match &self.content {
            Content::Text(text) | Content::Error(text) => text.to_string(),
            // A number too large for its percentage is shown as it is stored.
            Content::Number(number) if self.is_percent() => match number.checked_mul(Decimal::ONE_HUNDRED) {
                Some(percent) => format!("{}%", percent.normalize()),
                None => number.normalize().to_string(),
            },
            Content::Number(number) => number.normalize().to_string(),
            Content::Date(date) => crate::period::date_vi(*date),
            Content::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Content::NotCalculated => String::new(),
        }
    }

    /// Whether the number format shows a percentage, so that the stored number is a hundredth of what is read.
    pub fn is_percent(&self) -> bool {
        self.format.as_deref().is_some_and(|format| format.contains('%'))
    }
}

impl Sheet {
    /// The cell at `cell`; for a cell inside a merged range, the range's top left cell.
    pub fn get_merged(&self, cell: CellRef) -> Option<&Cell> {
        self.cells.get(&cell).or_else(|| {
            let range = self.merges.iter().find(|range| range.contains(cell))?;
            self.cells.get(&range.start)
        })
    }
}

/// JSON has no maps with structured keys, and workers hand sheets over as JSON.
mod cells_as_pairs {
    use super::{BTreeMap, Cell, CellRef, Deserialize, Serialize};

    pub(super) fn serialize<S: serde::Serializer>(
        cells: &BTreeMap<CellRef, Cell>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        cells.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<CellRef, Cell>, D::Error> {
        Ok(Vec::<(CellRef, Cell)>::deserialize(deserializer)?.into_iter().collect())
    }
}
