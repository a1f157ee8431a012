//! Files with what is wrapped in them, each read as a file of its own.

use std::collections::HashSet;
use std::sync::Arc;

use super::left_lying::{harmless, is_report};
use super::purpose::Purpose;
use super::reader::{FileReading, FileToRead, Opened, WorkbookReader};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What became of one file.
pub enum Taken {
    /// It was read, or could not be.
    Read(Box<FileReading>),
    /// It lies in an archive but was sent by nobody; the code says why.
    LeftLying(Arc<str>, Code),
}

/// Reads `files` for `purpose`, then what is wrapped in them, then what is wrapped in that, and hands on what came of each. What is
/// wrapped comes later, so that of a file sent twice the one that lies open counts; short names come first, so that of
/// `a.xlsx` and its copy `a (1).xlsx` the former does. Of identical archives only the first is opened.
pub fn read_with_members(
    reader: &dyn WorkbookReader,
    mut files: Vec<FileToRead>,
    purpose: &Purpose,
    take: &mut dyn FnMut(Taken),
) {
    let mut opened: HashSet<String> = HashSet::new();
    while !files.is_empty() {
        files.sort_by_key(|file| (file.name.chars().count(), file.name.clone()));
        let mut wrapped = Vec::new();
        let mut answered: HashSet<Arc<str>> = HashSet::new();
        reader.read_each(&files, purpose, &mut |mut reading| {
            answered.insert(reading.name.clone());
            if let Ok(Opened::Wrapping(members)) = &reading.outcome
                && opened.insert(reading.sha256.clone())
                && let Some(file) = files.iter().find(|file| file.name == reading.name)
            {
                let members = members.iter().filter(|member| !is_report(&member.name));
                let mut is_empty = true;
                for member in members {
                    let inside = file.member(member);
                    match harmless(&member.name) {
                        Some(reason) => take(Taken::LeftLying(inside.name, reason)),
                        None => {
                            is_empty = false;
                            wrapped.push(inside);
                        }
                    }
                }
                if is_empty {
                    reading.outcome = Err(nothing_sent(&reading.name));
                }
            }
            take(Taken::Read(Box::new(reading)));
        });
        files
            .iter()
            .filter(|file| !answered.contains(&file.name))
            .for_each(|file| take(Taken::Read(Box::new(lost(file)))));
        files = wrapped;
    }
}

/// An archive in which nothing lies that anybody sent.
fn nothing_sent(name: &Arc<str>) -> Diagnostic {
    let empty = Diagnostic::new(Code::FileNotSpreadsheet).at(Place::file(name.clone()));
    empty.with_label("kind", "kind.archive_empty", "")
}

/// What no reader has answered for.
fn lost(file: &FileToRead) -> FileReading {
    let lost = Diagnostic::new(Code::FileCrashes).at(Place::file(file.name.clone()));
    let outcome = Err(lost.with_label("reason", "reason.crash", ""));
    FileReading { name: file.name.clone(), size: 0, sha256: String::new(), outcome }
}
