//! From a folder to everything that was read in it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::sync::Arc;

use super::expectation::Expectation;
use super::left_lying::{harmless, is_report};
use super::members::{Taken, read_with_members};
use super::purpose::{Made, Purpose};
use super::reader::{FileReading, FileToRead, Opened, WorkbookReader};
use super::recognition::Recognition;
use super::sending;
use super::sheet::Container;
use super::submission::{FileEntry, FileStatus, Intake};
use super::unit_name::UnitNames;
use crate::diagnostic::{Code, Diagnostic, Level, Place};

/// Reads every workbook under `folder` with `reader`, those in archives and letters too; `progress` is told how many
/// files are finished.
///
/// # Errors
/// The folder cannot be read (F01) or holds nothing that could be a workbook (F02), or nothing but archives and letters
/// that cannot be opened (F02, and what is the matter with each).
pub fn read_folder(
    folder: &Path,
    expectation: &Expectation,
    reader: &dyn WorkbookReader,
    progress: &dyn Fn(usize),
) -> Result<Intake, Vec<Diagnostic>> {
    let intakes = read_folder_for(folder, std::slice::from_ref(expectation), reader, progress)?;
    Ok(intakes.into_iter().next().unwrap_or_default())
}

/// Reads a folder for several expectations, in their order: each file is read once, and recognised by each.
///
/// # Errors
/// As [`read_folder`].
pub fn read_folder_for(
    folder: &Path,
    expectations: &[Expectation],
    reader: &dyn WorkbookReader,
    progress: &dyn Fn(usize),
) -> Result<Vec<Intake>, Vec<Diagnostic>> {
    let (to_read, intake) = list(folder).map_err(|problem| vec![problem])?;
    let taker =
        |facts| Taker { facts, units: UnitNames::new(&facts.commune, &facts.units), intake: intake.clone() };
    let mut takers: Vec<Taker<'_>> = expectations.iter().map(taker).collect();
    let purpose = Purpose::Recognise(expectations.to_vec());
    let mut by_bytes = HashMap::new();
    let mut finished = 0;
    read_with_members(reader, to_read, &purpose, &mut |taken| {
        match taken {
            Taken::Read(reading) => take(*reading, &mut by_bytes, &mut takers),
            Taken::LeftLying(name, reason) => {
                takers.iter_mut().for_each(|taker| pass_over(name.clone(), 0, reason, &mut taker.intake));
                return;
            }
        }
        finished += 1;
        progress(finished);
    });
    let settled = takers.into_iter().map(|Taker { facts, mut intake, .. }| {
        sending::settle(&mut intake, facts);
        intake.files.sort_by(|one, other| one.name.cmp(&other.name));
        intake.submissions.sort_by(|one, other| one.file.cmp(&other.file));
        intake
    });
    let settled: Vec<Intake> = settled.collect();
    match settled.first() {
        Some(intake) if is_closed(intake) => Err(closed(folder, intake)),
        _ => Ok(settled),
    }
}

/// Whether whatever may hold figures lies in archives and letters that cannot be opened.
fn is_closed(intake: &Intake) -> bool {
    let mut files = intake.files.iter();
    files.clone().any(FileEntry::is_unopened_wrapping)
        && files.all(|file| {
            file.is_unopened_wrapping() || matches!(file.status, FileStatus::Ignored | FileStatus::Unpacked)
        })
}

/// What is told of a folder in which nothing could be opened.
fn closed(folder: &Path, intake: &Intake) -> Vec<Diagnostic> {
    let empty = Diagnostic::new(Code::FolderEmpty).with("path", folder.display());
    let told = intake.diagnostics.iter().filter(|told| told.level() == Level::Error).cloned();
    told.chain([empty]).collect()
}

/// The files to be read, and what is said of the others.
fn list(folder: &Path) -> Result<(Vec<FileToRead>, Intake), Diagnostic> {
    let shown = folder.display().to_string();
    let unreadable = || Diagnostic::new(Code::FolderMissing).with("path", &shown);
    std::fs::read_dir(folder).map_err(|error| unreadable().with_io_error("reason", &error))?;
    let no_name = || unreadable().with_label("reason", "reason.folder_name", "");
    let root = folder.to_str().ok_or_else(no_name)?;
    let pattern = format!("{}/**/*", glob::Pattern::escape(root.trim_end_matches(['/', '\\'])));
    let paths = glob::glob(&pattern).map_err(|_| no_name())?;
    let mut to_read = Vec::new();
    let mut intake = Intake::default();
    for entry in paths {
        let path = match entry {
            Ok(path) => path,
            Err(error) => {
                let name: Arc<str> = relative(error.path(), folder).into();
                let diagnostic = Diagnostic::new(Code::FileUnreadable)
                    .at(Place::file(name))
                    .with_io_error("reason", error.error());
                intake.diagnostics.push(diagnostic);
                continue;
            }
        };
        let name: Arc<str> = relative(&path, folder).into();
        if path.is_dir() || is_report(&name) {
            continue;
        }
        match harmless(&name) {
            Some(reason) => {
                let size = path.metadata().map_or(0, |metadata| metadata.len());
                pass_over(name, size, reason, &mut intake);
            }
            None => to_read.push(FileToRead::on_disk(path, name)),
        }
    }
    if to_read.is_empty() {
        return Err(Diagnostic::new(Code::FolderEmpty).with("path", shown));
    }
    Ok((to_read, intake))
}

fn relative(path: &Path, folder: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Lists a file that nobody sent. Only of lock files is anything said.
fn pass_over(name: Arc<str>, size: u64, reason: Code, intake: &mut Intake) {
    if reason == Code::FileLock {
        intake.diagnostics.push(Diagnostic::new(reason).at(Place::file(name.clone())));
    }
    let status = FileStatus::Ignored;
    intake.files.push(FileEntry { size, status, reason: Some(reason), ..entry_of(name) });
}

fn entry_of(name: Arc<str>) -> FileEntry {
    FileEntry {
        name,
        sha256: String::new(),
        size: 0,
        container: None::<Container>,
        status: FileStatus::Read,
        form: None,
        unit: None,
        reason: None,
        replaced_by: None,
    }
}

/// Whoever takes what was read by one expectation.
struct Taker<'e> {
    facts: &'e Expectation,
    units: UnitNames<'e>,
    intake: Intake,
}

/// Gives each of `takers` its part of a reading; of files with the same bytes only that of the first.
fn take(reading: FileReading, by_bytes: &mut HashMap<String, Arc<str>>, takers: &mut [Taker<'_>]) {
    let FileReading { name, size, sha256, outcome } = reading;
    let entry = FileEntry { size, sha256, ..entry_of(name) };
    let twin = match &outcome {
        Ok(_) if !entry.sha256.is_empty() => match by_bytes.entry(entry.sha256.clone()) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(place) => {
                place.insert(entry.name.clone());
                None
            }
        },
        _ => None,
    };
    match (outcome, twin) {
        (Ok(opened), Some(first)) => {
            let container = match opened {
                Opened::Workbook(workbook) => Some(workbook.container),
                Opened::Wrapping(_) => None,
            };
            let entry = FileEntry { container, ..entry };
            takers.iter_mut().for_each(|taker| taker.twin(entry.clone(), &first));
        }
        (Ok(Opened::Wrapping(_)), None) => {
            let entry = FileEntry { status: FileStatus::Unpacked, ..entry };
            takers.iter_mut().for_each(|taker| taker.intake.files.push(entry.clone()));
        }
        (Ok(Opened::Workbook(workbook)), None) => {
            let Made::Recognitions(recognitions) = workbook.made else { return };
            let entry = FileEntry { container: Some(workbook.container), ..entry };
            for (taker, recognition) in takers.iter_mut().zip(recognitions) {
                taker.intake.diagnostics.extend(workbook.diagnostics.iter().cloned());
                taker.recognised(entry.clone(), recognition);
            }
        }
        (Err(diagnostic), _) => {
            takers.iter_mut().for_each(|taker| taker.unread(entry.clone(), diagnostic.clone()));
        }
    }
}

impl Taker<'_> {
    fn recognised(&mut self, mut entry: FileEntry, recognition: Recognition) {
        entry.form = recognition.form;
        entry.unit = recognition.unit;
        if recognition.submissions.is_empty() {
            entry.status = FileStatus::Refused;
            entry.reason = recognition.refusal;
        }
        self.intake.diagnostics.extend(recognition.diagnostics);
        self.intake.submissions.extend(recognition.submissions);
        self.intake.files.push(entry);
    }

    fn twin(&mut self, mut entry: FileEntry, first: &Arc<str>) {
        entry.status = FileStatus::Duplicate;
        entry.reason = Some(Code::FileDuplicate);
        entry.replaced_by = Some(first.clone());
        let twin = Diagnostic::new(Code::FileDuplicate)
            .at(Place::file(entry.name.clone()))
            .with_label("what", "duplicate.file", "")
            .with("other", first);
        self.intake.diagnostics.push(twin);
        self.intake.files.push(entry);
    }

    fn unread(&mut self, mut entry: FileEntry, diagnostic: Diagnostic) {
        let ignored = matches!(diagnostic.code, Code::FileNotSpreadsheet | Code::FileLock);
        entry.status = if ignored { FileStatus::Ignored } else { FileStatus::Refused };
        entry.reason = Some(diagnostic.code);
        if entry.is_unopened_wrapping() {
            entry.unit = self.units.named_in(&entry.name);
        }
        self.intake.diagnostics.push(diagnostic);
        self.intake.files.push(entry);
    }
}

#[cfg(test)]
mod tests;
