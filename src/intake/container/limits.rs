//! How large a submission may be.

use serde::{Deserialize, Serialize};

/// Bounds that are checked before and while a file is read. The defaults lie far above any real submission (the
/// largest of 505 real workbooks holds 0.1 million cells) and far below what would harm the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file in bytes.
    pub file_bytes: u64,
    /// Size of an archive's spreadsheet parts after expansion, in bytes.
    pub expanded_bytes: u64,
    /// Entries of an archive.
    pub entries: usize,
    /// Worksheets that are read.
    pub sheets: usize,
    /// Cells of all worksheets together that hold something.
    pub cells: usize,
    /// Bytes of text in all cells together.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            expanded_bytes: 320 << 20,
            entries: 10_000,
            sheets: 1_000,
            cells: 300_000,
            text_bytes: 16 << 20,
        }
    }
}
