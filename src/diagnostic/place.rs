//! Where a problem lies: in a workbook or in a text file.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::address::{Address, CellRef};

/// A place as exact as is known; every part may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// File, relative to the folder that the user named.
    pub file: Option<Arc<str>>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Cell of that sheet.
    pub cell: Option<CellRef>,
    /// Line of a text file, counted from one.
    pub line: Option<u32>,
    /// Column of that line in characters, counted from one.
    pub column: Option<u32>,
    /// The line itself, to be shown with a mark under the column.
    pub source: Option<Arc<str>>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }

    /// A whole sheet.
    pub fn sheet(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>) -> Self {
        Self { sheet: Some(sheet.into()), ..Self::file(file) }
    }

    /// A line and column of a text file, both counted from one; `text` is the whole file, from which the line is kept.
    pub fn line(file: impl Into<Arc<str>>, text: &str, line: u32, column: u32) -> Self {
        let source = text.lines().nth(line.saturating_sub(1) as usize).map(Arc::from);
        Self { line: Some(line), column: Some(column), source, ..Self::file(file) }
    }

    /// The line and column in which the byte `byte` of `text`, the whole of the text file, stands.
    pub fn at_byte(file: impl Into<Arc<str>>, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let narrow = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Self::line(file, text, narrow(line), narrow(column))
    }
}

impl From<&Address> for Place {
    fn from(address: &Address) -> Self {
        Self { cell: Some(address.cell), ..Self::sheet(address.file.clone(), address.sheet.clone()) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(file) = &self.file else { return Ok(()) };
        write!(f, "{file}")?;
        match (&self.sheet, self.cell) {
            (Some(sheet), Some(cell)) => write!(f, " | {sheet}!{cell}")?,
            (Some(sheet), None) => write!(f, " | {sheet}")?,
            (None, _) => {}
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}
