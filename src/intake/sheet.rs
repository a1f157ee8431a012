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
    /// Formulas whose stored result must be asked about.
    pub stale: BTreeMap<CellRef, Staleness>,
}

/// Why the stored result of a formula must be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Staleness {
    /// The formula gives this number.
    Gives(Decimal),
    /// The workbook says that its results must be calculated anew.
    SaysItself,
    /// The formula calculates with a reference to what was deleted, so that it can give no number.
    Broken,
}

/// One cell that is not blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it holds, without what is withdrawn or no part of it: struck-through and raised letters.
    pub content: Content,
    /// Its formula without the leading `=`, where it has one.
    pub formula: Option<Arc<str>>,
    /// Its number format, such as `0.0%`, where the container tells.
    pub format: Option<Arc<str>>,
    /// What a person sees, where that says something else than `content`: the text that the number format makes of the
    /// number, or the whole text of which a part was left out.
    pub shown: Option<Arc<str>>,
    /// What else a person would see, or not see, at the cell.
    pub oddities: Oddities,
}

/// What is odd about a cell, so that its value must be told of or asked about where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oddity {
    /// A struck-through part of the text was left out.
    StruckPart,
    /// Raised or lowered letters, such as the number of a footnote, were left out.
    RaisedPart,
    /// The whole cell is struck through.
    Struck,
    /// Its number format, or letters in the colour of the ground, show nothing of it.
    Unseen,
    /// Its formula takes a value from another workbook.
    Linked,
}

/// A set of [`Oddity`]; one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oddities(u8);

impl Oddities {
    /// Whether the cell has `oddity`.
    pub fn has(self, oddity: Oddity) -> bool {
        self.0 & Self::bit(oddity) != 0
    }

    /// Adds `oddity`.
    pub fn add(&mut self, oddity: Oddity) {
        self.0 |= Self::bit(oddity);
    }

    /// Adds all of `other`.
    pub fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    fn bit(oddity: Oddity) -> u8 {
        1 << oddity as u8
    }
}

impl From<Oddity> for Oddities {
    fn from(oddity: Oddity) -> Self {
        Self(Self::bit(oddity))
    }
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
    /// A cell that holds `content` and nothing else.
    pub fn of(content: Content) -> Self {
        Self { content, formula: None, format: None, shown: None, oddities: Oddities::default() }
    }

    /// The content as a reader would see it, without what was left out of it; empty for a formula that was never calculated.
    pub fn raw(&self) -> String {
        if let (Content::Number(_), Some(shown)) = (&self.content, &self.shown) {
            return shown.to_string();
        }
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

    /// Its formula as Excel shows it; `…` where its text could not be read, and nothing where it has none.
    pub fn shown_formula(&self) -> String {
        match self.formula.as_deref() {
            None => String::new(),
            Some("") => "…".to_owned(),
            Some(formula) => format!("={formula}"),
        }
    }

    /// Whether the number format shows a percentage, so that the stored number is a hundredth of what is read. A percent
    /// sign that is a mere letter of the format is part of what is `shown`.
    pub fn is_percent(&self) -> bool {
        self.shown.is_none() && self.format.as_deref().is_some_and(|format| format.contains('%'))
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
