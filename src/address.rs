//! A cell's place. The only module where row 0 becomes 1 and column 4 becomes E.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A cell within its sheet, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// Row, counted from zero.
    pub row: u32,
    /// Column, counted from zero.
    pub column: u32,
}

impl CellRef {
    /// The cell at `row` and `column`, both counted from zero.
    pub fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads `E12` or `$E$12`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let split = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = text.split_at(split);
        let column = parse_column(letters)?;
        let row: u32 = digits.parse().ok()?;
        Some(Self { row: row.checked_sub(1)?, column })
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), u64::from(self.row) + 1)
    }
}

/// The letters of a column counted from zero: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The column, counted from zero, that `letters` name; `None` unless they are one to three Latin letters.
pub fn parse_column(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut number = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        number = number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    Some(number - 1)
}

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRange {
    /// Top left corner.
    pub start: CellRef,
    /// Bottom right corner.
    pub end: CellRef,
}

impl CellRange {
    /// Whether `cell` lies within the rectangle.
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.start.row..=self.end.row).contains(&cell.row)
            && (self.start.column..=self.end.column).contains(&cell.column)
    }

    /// Reads `A1:C3`, or `A1` as a range of one cell.
    pub fn parse(text: &str) -> Option<Self> {
        let (start, end) = text.split_once(':').unwrap_or((text, text));
        Some(Self { start: CellRef::parse(start)?, end: CellRef::parse(end)? })
    }
}

impl From<CellRef> for CellRange {
    fn from(cell: CellRef) -> Self {
        Self { start: cell, end: cell }
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.start, self.end)
    }
}

/// A cell's full address: which file, which sheet, which cell. Prints `phieu-vp.xlsx | Số liệu!E12`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// File name, relative to the folder of submissions.
    pub file: Arc<str>,
    /// Sheet name as the workbook spells it.
    pub sheet: Arc<str>,
    /// The cell.
    pub cell: CellRef,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}!{}", self.file, self.sheet, self.cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_go_both_ways() {
        for (text, row, column) in
            [("A1", 0, 0), ("E12", 11, 4), ("Z9", 8, 25), ("AA10", 9, 26), ("XFD1048576", 1_048_575, 16_383)]
        {
            assert_eq!(CellRef::parse(text), Some(CellRef::new(row, column)), "{text}");
            assert_eq!(CellRef::new(row, column).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "A", "12", "A0", "ABCD1", "É1", "A-1"] {
            assert_eq!(CellRef::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_names_file_sheet_and_cell() {
        let address =
            Address { file: "vp.xlsx".into(), sheet: "Số liệu".into(), cell: CellRef::new(11, 4) };
        assert_eq!(address.to_string(), "vp.xlsx | Số liệu!E12");
    }
}
