//! A figure that is a whole table.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Figure, Origin};

/// One row: a figure for each declared column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Figures by column identifier.
    pub fields: IndexMap<String, Figure>,
}

/// Rows of a form such as the list of procedures, in the order of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The rows.
    pub records: Vec<Record>,
    /// Where the table stands: the header cells by which it was found.
    pub origins: Vec<Origin>,
}
