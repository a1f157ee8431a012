//! Reading files of the folder, one after the other or in worker processes.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::container::{Limits, read_workbook};
use super::inspection::SheetShape;
use super::purpose::{Made, Prepared, Purpose};
use super::sheet::Container;
use super::wrapping::{MOST_NESTED, Member, Wrapping};
use crate::diagnostic::{Code, Diagnostic, Place};

/// A file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileToRead {
    /// Where it lies, or where what it is wrapped in lies.
    pub path: PathBuf,
    /// Name relative to the folder of submissions, with `/` between folders and behind what it is wrapped in.
    pub name: Arc<str>,
    /// Entries to take out one of the other, the outermost first; none for a file of its own.
    pub inside: Vec<u32>,
}

impl FileToRead {
    /// A file of its own.
    pub fn on_disk(path: PathBuf, name: Arc<str>) -> Self {
        Self { path, name, inside: Vec::new() }
    }

    /// A file that is wrapped in this one.
    pub(super) fn member(&self, member: &Member) -> Self {
        let mut inside = self.inside.clone();
        inside.push(member.entry);
        Self { path: self.path.clone(), name: format!("{}/{}", self.name, member.name).into(), inside }
    }
}

/// A workbook that was read and used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookReading {
    /// Kind of its container.
    pub container: Container,
    /// Problems of the container.
    pub diagnostics: Vec<Diagnostic>,
    /// Its worksheets in order.
    pub sheets: Vec<SheetShape>,
    /// Result of its use.
    pub made: Made,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opened {
    /// A workbook.
    Workbook(WorkbookReading),
    /// An archive or a letter, with the files in it.
    Wrapping(Vec<Member>),
}

/// What came of reading one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReading {
    /// Name relative to the folder of submissions.
    pub name: Arc<str>,
    /// Size in bytes; 0 where it could not be found out.
    pub size: u64,
    /// SHA-256 of its bytes in lower-case hexadecimal; empty where the file could not be read at all.
    pub sha256: String,
    /// What it is, or why it is nothing that can be read.
    pub outcome: Result<Opened, Diagnostic>,
}

/// Whatever reads files.
pub trait WorkbookReader {
    /// Reads every file for `purpose` and hands on what came of it, in the order of `files` and one at a time.
    fn read_each(&self, files: &[FileToRead], purpose: &Purpose, take: &mut dyn FnMut(FileReading));

    /// Reads every file; `progress` is called with the number of files done so far.
    fn read(&self, files: &[FileToRead], purpose: &Purpose, progress: &dyn Fn(usize)) -> Vec<FileReading> {
        let mut readings = Vec::with_capacity(files.len());
        self.read_each(files, purpose, &mut |reading| {
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
    fn read_each(&self, files: &[FileToRead], purpose: &Purpose, take: &mut dyn FnMut(FileReading)) {
        let prepared = purpose.prepare();
        for file in files {
            take(read_file(file, &self.limits, &prepared));
        }
    }
}

/// Reads one file for `purpose`. What is larger than allowed is only hashed.
pub(super) fn read_file(file: &FileToRead, limits: &Limits, purpose: &Prepared<'_>) -> FileReading {
    let name = file.name.clone();
    if !file.inside.is_empty() {
        return read_member(file, limits, purpose);
    }
    match load(&file.path, limits.file_bytes) {
        Ok((bytes, size, sha256)) => {
            let outcome = match bytes {
                Some(bytes) => open(&bytes, &name, 0, limits, purpose),
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

/// Takes a file out of what it is wrapped in, and reads it.
fn read_member(file: &FileToRead, limits: &Limits, purpose: &Prepared<'_>) -> FileReading {
    let name = file.name.clone();
    match unwrap(file, limits) {
        Ok(bytes) => FileReading {
            size: bytes.len() as u64,
            sha256: hexadecimal(Sha256::new_with_prefix(&bytes)),
            outcome: open(&bytes, &name, file.inside.len(), limits, purpose),
            name,
        },
        Err(diagnostic) => {
            let outcome = Err(diagnostic.at(Place::file(name.clone())));
            FileReading { name, size: 0, sha256: String::new(), outcome }
        }
    }
}

fn unwrap(file: &FileToRead, limits: &Limits) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = open_file(&file.path).and_then(|file| file.take(limits.file_bytes).read_to_end(&mut bytes));
    read.map_err(|error| unopened(&file.name, &error))?;
    for entry in &file.inside {
        // It was a wrapping when its entries were listed, so it has been replaced meanwhile.
        let changed = || Diagnostic::new(Code::FileUnreadable).with_label("reason", "wrapped.changed", "");
        let wrapping = Wrapping::at_sight(&bytes).or_else(|| Wrapping::of_no_workbook(&bytes));
        bytes = wrapping.ok_or_else(changed)?.take(&bytes, *entry, limits)?;
    }
    Ok(bytes)
}

/// What `bytes` are; they were taken out of `depth` wrappings.
fn open(
    bytes: &[u8],
    name: &Arc<str>,
    depth: usize,
    limits: &Limits,
    purpose: &Prepared<'_>,
) -> Result<Opened, Diagnostic> {
    let members = |wrapping: Wrapping| match depth < MOST_NESTED {
        true => wrapping.members(bytes, name, limits).map(Opened::Wrapping),
        false => Err(wrapping.too_deep()),
    };
    let opened = match Wrapping::at_sight(bytes) {
        Some(wrapping) => members(wrapping),
        None => match read_workbook(bytes, name, limits) {
            Ok((workbook, diagnostics)) => Ok(Opened::Workbook(WorkbookReading {
                container: workbook.container,
                diagnostics,
                sheets: workbook.sheets.iter().map(SheetShape::of).collect(),
                made: purpose.apply(&workbook, name),
            })),
            Err(refusal) => match Wrapping::of_no_workbook(bytes).map(members) {
                Some(Ok(opened)) => Ok(opened),
                // Of what is called a workbook it is told that it is none, unless it does hold files.
                Some(Err(why)) if refusal.code == Code::FileNotSpreadsheet => Err(why),
                Some(Err(_)) | None => Err(refusal),
            },
        },
    };
    opened.map_err(|diagnostic| match diagnostic.place.file {
        Some(_) => diagnostic,
        None => diagnostic.at(Place::file(name.clone())),
    })
}

/// The file's bytes unless there are more than `limit`, its size, and its SHA-256.
fn load(path: &Path, limit: u64) -> io::Result<(Option<Vec<u8>>, u64, String)> {
    let mut file = open_file(path)?;
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
pub(crate) fn fingerprint(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = Sha256::new();
    let size = io::copy(&mut open_file(path)?, &mut hasher)?;
    Ok((size, hexadecimal(hasher)))
}

/// Opens a file, and nothing that would never end, such as a pipe.
fn open_file(path: &Path) -> io::Result<File> {
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
    use crate::intake::test_plan::expectation;

    #[test]
    fn a_file_is_hashed_and_read_and_a_missing_one_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str| FileToRead::on_disk(folder.path().join(name), name.into());
        std::fs::write(folder.path().join("a.csv"), "a;b\n1;2\n").expect("written");
        let mut done = Vec::new();
        let progress = std::cell::RefCell::new(&mut done);
        let files = [file("a.csv"), file("b.csv")];
        let readings = InProcess::default()
            .read(&files, &Purpose::recognise(expectation(None)), &|count| progress.borrow_mut().push(count));
        assert_eq!(done, [1, 2]);
        let [read, missing] = &readings[..] else { panic!("two readings") };
        assert_eq!(read.sha256, "403bea5152c251c5bc7ef420d824d191605723f99392e83a0549ad58c6d46291");
        assert_eq!((&*read.name, read.size), ("a.csv", 8));
        let Ok(Opened::Workbook(workbook)) = &read.outcome else { panic!("a workbook: {read:?}") };
        assert_eq!((workbook.container, workbook.sheets[0].cells), (Container::Csv, 4));
        let diagnostic = missing.outcome.as_ref().expect_err("no file");
        assert_eq!((diagnostic.code, missing.sha256.as_str()), (Code::FileUnreadable, ""));
    }

    #[test]
    fn a_file_above_the_limit_is_only_hashed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = FileToRead::on_disk(folder.path().join("a.csv"), "a.csv".into());
        std::fs::write(&file.path, "a;b\n1;2\n").expect("written");
        let purpose = Purpose::Recognise(Vec::new());
        let reading = read_file(&file, &Limits { file_bytes: 7, ..Limits::default() }, &purpose.prepare());
        assert_eq!(reading.outcome.expect_err("too large").code, Code::FileTooLarge);
        assert_eq!((reading.size, reading.sha256.len()), (8, 64));
    }
}
