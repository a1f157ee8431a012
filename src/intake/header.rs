//! Where a form's columns stand: found by the texts above them, never by address.

use super::text_key::TextKey;
use crate::address::CellRef;

/// A column that a form has.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Name for messages.
    pub(super) name: String,
    /// Header texts from the top row down, each with its alternatives.
    pub(super) levels: Vec<Vec<TextKey>>,
    /// What the numbering row says of it.
    pub(super) number: Option<u32>,
    /// Whether the form cannot be used without it.
    pub(super) needed: bool,
}

impl Wanted {
    pub(super) fn new(name: &str, levels: &[Vec<String>], number: Option<&str>, needed: bool) -> Self {
        Self {
            name: name.to_owned(),
            levels: levels.iter().map(|level| level.iter().map(|text| TextKey::of(text)).collect()).collect(),
            number: number.and_then(super::numbering::token),
            needed,
        }
    }

    pub(super) fn leaf(&self) -> &[TextKey] {
        self.levels.last().map_or(&[], Vec::as_slice)
    }
}

/// How a column was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By its texts.
    Text,
    /// By its lowest text together with its number in the numbering row.
    Number,
    /// By a text that is only similar; somebody must confirm it.
    Similar,
}

/// A column that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Which of the wanted columns, by its place in the list.
    pub(super) wanted: usize,
    /// The sheet's column.
    pub(super) column: u32,
    /// The lowest header cell.
    pub(super) cell: CellRef,
    /// The header texts as typed, from the top down.
    pub(super) text: String,
    /// How it was recognised.
    pub(super) how: How,
}

/// A header block and its columns.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// First row.
    pub(super) top: u32,
    /// Last row, the numbering row included.
    pub(super) bottom: u32,
    /// Last row of the table: the row before the next header block of the same form, or the sheet's last.
    pub(super) end: u32,
    /// Columns that were found, in the order of the wanted ones.
    pub(super) found: Vec<Found>,
    /// Wanted columns whose texts stand above several columns alike, with those header cells.
    pub(super) ambiguous: Vec<(usize, Vec<CellRef>)>,
}

impl Header {
    /// The sheet's column of a wanted one.
    pub(super) fn column(&self, wanted: usize) -> Option<u32> {
        self.found(wanted).map(|found| found.column)
    }

    /// What was found for a wanted column.
    pub(super) fn found(&self, wanted: usize) -> Option<&Found> {
        self.found.iter().find(|found| found.wanted == wanted)
    }
}
