//! What a reader of files is asked and what it answers. Which process reads is the reader's business.

use std::path::PathBuf;
use std::sync::Arc;

use super::sheet::Workbook;
use crate::diagnostic::Diagnostic;

/// A file that shall be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileToRead {
    /// Where it lies.
    pub path: PathBuf,
    /// Name relative to the folder of submissions, with `/` between folders.
    pub name: Arc<str>,
}

/// What became of reading one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReading {
    /// Name as in [`FileToRead`].
    pub name: Arc<str>,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes in lower-case hexadecimal; empty where it could not be read at all.
    pub sha256: String,
    /// Its cells and what must be said of them, or why there are none.
    pub outcome: Result<(Workbook, Vec<Diagnostic>), Diagnostic>,
}

/// Reads files into plain cells.
pub trait WorkbookReader {
    /// One reading for each file, in the order of `files`; `progress` is told how many are finished.
    fn read(&self, files: &[FileToRead], progress: &dyn Fn(usize)) -> Vec<FileReading>;
}
