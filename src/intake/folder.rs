//! From a folder to everything that was read in it.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::expected::Expected;
use super::reader::{FileReading, FileToRead, WorkbookReader};
use super::recognise::recognise;
use super::sending;
use super::sheet::Container;
use super::submission::{FileEntry, FileStatus, Intake};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Folder of reports, which is never read.
const OUTPUT: &str = "output";

/// Reads every workbook under `folder` with `reader`; `progress` is told how many files are finished. Fails only where
/// the folder cannot be read (F01) or holds nothing that could be a workbook (F02).
pub fn read_folder(
    folder: &Path,
    expected: &Expected<'_>,
    reader: &dyn WorkbookReader,
    progress: &dyn Fn(usize),
) -> Result<Intake, Diagnostic> {
    let intakes = read_folder_for(folder, std::slice::from_ref(expected), reader, progress)?;
    Ok(intakes.into_iter().next().unwrap_or_default())
}

/// The same by several expectations, in their order: each file is read once, and recognised by each.
pub fn read_folder_for(
    folder: &Path,
    expected: &[Expected<'_>],
    reader: &dyn WorkbookReader,
    progress: &dyn Fn(usize),
) -> Result<Vec<Intake>, Diagnostic> {
    let (to_read, intake) = list(folder)?;
    let mut intakes = vec![(intake, HashMap::new()); expected.len()];
    let mut taken: BTreeSet<Arc<str>> = BTreeSet::new();
    // Each workbook is dropped before the next arrives.
    reader.read_each(&to_read, &mut |reading| {
        taken.insert(reading.name.clone());
        let mut takers = expected.iter().zip(&mut intakes);
        if let Some((first, (intake, by_bytes))) = takers.next() {
            takers.for_each(|(other, (intake, by_bytes))| take(reading.clone(), other, by_bytes, intake));
            take(reading, first, by_bytes, intake);
        }
        progress(taken.len());
    });
    let settled = intakes.into_iter().zip(expected).map(|((mut intake, _), expected)| {
        for file in to_read.iter().filter(|file| !taken.contains(&file.name)) {
            lose(file, &mut intake);
        }
        let forms: Vec<_> = expected.forms.iter().map(|expected| expected.form).collect();
        sending::settle(&mut intake, expected.plan, &forms);
        intake.files.sort_by(|one, other| one.name.cmp(&other.name));
        intake.submissions.sort_by(|one, other| one.file.cmp(&other.file));
        intake
    });
    Ok(settled.collect())
}

/// The files to be read, short names first, so that of `a.xlsx` and its copy `a (1).xlsx` the former counts; and what is
/// said of the others.
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
        if path.is_dir() || name.split('/').rev().skip(1).any(|part| part.eq_ignore_ascii_case(OUTPUT)) {
            continue;
        }
        match harmless(&name) {
            Some(reason) => {
                let size = path.metadata().map_or(0, |metadata| metadata.len());
                if reason == Code::FileLock {
                    intake.diagnostics.push(Diagnostic::new(reason).at(Place::file(name.clone())));
                }
                intake.files.push(FileEntry {
                    size,
                    status: FileStatus::Ignored,
                    reason: Some(reason),
                    ..entry_of(name)
                });
            }
            None => to_read.push(FileToRead { path, name }),
        }
    }
    if to_read.is_empty() {
        return Err(Diagnostic::new(Code::FolderEmpty).with("path", shown));
    }
    to_read.sort_by_key(|file| (file.name.chars().count(), file.name.clone()));
    Ok((to_read, intake))
}

fn relative(path: &Path, folder: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Why a file need not be opened, by its name alone: lock files and what operating systems leave lying about.
fn harmless(name: &str) -> Option<Code> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let lower = file.to_lowercase();
    if file.starts_with("~$") || lower.starts_with(".~lock.") {
        return Some(Code::FileLock);
    }
    let system = matches!(lower.as_str(), "thumbs.db" | "desktop.ini" | ".ds_store" | "ehthumbs.db");
    (system || file.starts_with('.')).then_some(Code::FileNotSpreadsheet)
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

/// What no reader has answered for.
fn lose(file: &FileToRead, intake: &mut Intake) {
    let lost = Diagnostic::new(Code::FileCrashes).at(Place::file(file.name.clone()));
    let lost = lost.with_label("reason", "reason.crash", "");
    intake.diagnostics.push(lost);
    intake.files.push(FileEntry {
        status: FileStatus::Refused,
        reason: Some(Code::FileCrashes),
        ..entry_of(file.name.clone())
    });
}

/// Recognises what was read; of files with the same bytes only the first.
fn take(
    reading: FileReading,
    expected: &Expected<'_>,
    by_bytes: &mut HashMap<String, Arc<str>>,
    intake: &mut Intake,
) {
    let mut entry =
        FileEntry { size: reading.size, sha256: reading.sha256, ..entry_of(reading.name.clone()) };
    let twin = by_bytes.get(&entry.sha256).filter(|_| !entry.sha256.is_empty()).cloned();
    match (reading.outcome, twin) {
        (Ok((workbook, _)), Some(other)) => {
            entry.container = Some(workbook.container);
            entry.status = FileStatus::Duplicate;
            entry.reason = Some(Code::FileDuplicate);
            entry.replaced_by = Some(other.clone());
            let twin = Diagnostic::new(Code::FileDuplicate)
                .at(Place::file(entry.name.clone()))
                .with_label("what", "duplicate.file", "")
                .with("other", other);
            intake.diagnostics.push(twin);
        }
        (Ok((workbook, diagnostics)), None) => {
            by_bytes.insert(entry.sha256.clone(), entry.name.clone());
            intake.diagnostics.extend(diagnostics);
            let recognition = recognise(&workbook, &entry.name, expected);
            entry.container = Some(workbook.container);
            entry.form = recognition.form;
            entry.unit = recognition.unit;
            if recognition.submissions.is_empty() {
                entry.status = FileStatus::Refused;
                entry.reason = recognition.refusal;
            }
            intake.diagnostics.extend(recognition.diagnostics);
            intake.submissions.extend(recognition.submissions);
        }
        (Err(diagnostic), _) => {
            let ignored = matches!(diagnostic.code, Code::FileNotSpreadsheet | Code::FileLock);
            entry.status = if ignored { FileStatus::Ignored } else { FileStatus::Refused };
            entry.reason = Some(diagnostic.code);
            intake.diagnostics.push(diagnostic);
        }
    }
    intake.files.push(entry);
}

#[cfg(test)]
mod tests;
