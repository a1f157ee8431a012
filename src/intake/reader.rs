//! Reading files of the folder, one after the other or in worker processes.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::container::{Limits, read_workbook};
use super::sheet::Workbook;
use crate::diagnostic::{Code, Diagnostic, Place};

/// A file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileToRead {
    /// Where it lies.
    pub path: PathBuf,
    /// Name relative to the folder of submissions, with `/` between folders.
    pub name: Arc<str>,
}

/// What came of reading one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReading {
    /// Name relative to the folder of submissions.
    pub name: Arc<str>,
    /// Size in bytes; 0 where it could not be found out.
    pub size: u64,
    /// SHA-256 of its bytes in lower-case hexadecimal; empty where the file could not be read at all.
    pub sha256: String,
    /// Its workbook and what is to be told of it, or why there is none.
    pub outcome: Result<(Workbook, Vec<Diagnostic>), Diagnostic>,
}

/// Whatever reads files.
pub trait WorkbookReader {
    /// Reads every file and hands on what came of it, in the order of `files` and one at a time, so that the caller
    /// may drop each workbook before the next arrives.
    fn read_each(&self, files: &[FileToRead], take: &mut dyn FnMut(FileReading));

    /// Reads every file; `progress` is called with the number of files done so far.
    fn read(&self, files: &[FileToRead], progress: &dyn Fn(usize)) -> Vec<FileReading> {
        let mut readings = Vec::with_capacity(files.len());
        self.read_each(files, &mut |reading| {
            readings.push(reading);
            progress(readings.len());
        });
        readings
    }
}

/// Reads in this very process, for tests and for programs that trust their files.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess {
    /// How large a file may be.
    pub limits: Limits,
}

impl WorkbookReader for InProcess {
    fn read_each(&self, files: &[FileToRead], take: &mut dyn FnMut(FileReading)) {
        for file in files {
            take(read_file(file, &self.limits));
        }
    }
}

/// Reads one file. What is larger than allowed is only hashed.
pub(super) fn read_file(file: &FileToRead, limits: &Limits) -> FileReading {
    let name = file.name.clone();
    match load(&file.path, limits.file_bytes) {
        Ok((bytes, size, sha256)) => {
            let outcome = match bytes {
                Some(bytes) => read_workbook(&bytes, &name, limits),
                None => {
                    let diagnostic = Diagnostic::new(Code::FileTooLarge).at(Place::file(name.clone()));
                    let limit = (limits.file_bytes >> 20).to_string();
                    Err(diagnostic.with_label("reason", "too_large.file", &limit))
                }
            };
            FileReading { name, size, sha256, outcome }
        }
        Err(error) => FileReading {
            size: std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len()),
            sha256: String::new(),
            outcome: Err(unopened(&name, &error)),
            name,
        },
    }
}

/// The file's bytes unless there are more than `limit`, its size, and its SHA-256.
fn load(path: &Path, limit: u64) -> io::Result<(Option<Vec<u8>>, u64, String)> {
    let mut file = open(path)?;
    let mut hasher = Sha256::new();
    let mut bytes = Vec::new();
    file.by_ref().take(limit + 1).read_to_end(&mut bytes)?;
    hasher.update(&bytes);
    let mut size = bytes.len() as u64;
    let whole = size <= limit;
    if !whole {
        bytes = Vec::new();
        size += io::copy(&mut file, &mut hasher)?;
    }
    Ok((whole.then_some(bytes), size, hexadecimal(hasher)))
}

/// The file's size and SHA-256, without holding it in memory.
pub(super) fn fingerprint(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let size = io::copy(&mut open(path)?, &mut hasher)?;
    Ok((size, hexadecimal(hasher)))
}

/// Opens a file, and nothing that would never end, such as a pipe.
fn open(path: &Path) -> io::Result<File> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    File::open(path)
}

fn hexadecimal(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unopened(name: &Arc<str>, error: &io::Error) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::FileUnreadable).at(Place::file(name.clone()));
    match error.kind() {
        // What is no file, such as a pipe, was not opened at all.
        io::ErrorKind::InvalidInput => diagnostic.with_label("reason", "reason.no_file", ""),
        _ => diagnostic.with_io_error("reason", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_hashed_and_read_and_a_missing_one_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str| FileToRead { path: folder.path().join(name), name: name.into() };
        std::fs::write(folder.path().join("a.csv"), "a;b\n1;2\n").expect("written");
        let mut done = Vec::new();
        let progress = std::cell::RefCell::new(&mut done);
        let files = [file("a.csv"), file("b.csv")];
        let readings = InProcess::default().read(&files, &|count| progress.borrow_mut().push(count));
        assert_eq!(done, [1, 2]);
        let [read, missing] = &readings[..] else { panic!("two readings") };
        assert_eq!(read.sha256, "403bea5152c251c5bc7ef420d824d191605723f99392e83a0549ad58c6d46291");
        assert_eq!((&*read.name, read.size), ("a.csv", 8));
        assert_eq!(read.outcome.as_ref().expect("a workbook").0.sheets[0].cells.len(), 4);
        let diagnostic = missing.outcome.as_ref().expect_err("no file");
        assert_eq!((diagnostic.code, missing.sha256.as_str()), (Code::FileUnreadable, ""));
    }

    #[test]
    fn a_file_above_the_limit_is_only_hashed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = FileToRead { path: folder.path().join("a.csv"), name: "a.csv".into() };
        std::fs::write(&file.path, "a;b\n1;2\n").expect("written");
        let reading = read_file(&file, &Limits { file_bytes: 7, ..Limits::default() });
        assert_eq!(reading.outcome.expect_err("too large").code, Code::FileTooLarge);
        assert_eq!((reading.size, reading.sha256.len()), (8, 64));
    }
}
