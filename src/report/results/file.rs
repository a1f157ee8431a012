use chrono::NaiveDate;
use serde::Serialize;

use crate::assess::RosterEntry;
use crate::diagnostic::Code;
use crate::intake::{Container, FileEntry, FileStatus};

/// One file of the folder of submissions.
#[derive(Debug, Serialize)]
pub struct FileResult<'a> {
    /// Name relative to the folder of submissions, with `/` between folders.
    pub name: &'a str,
    /// SHA-256 of its bytes in lower-case hexadecimal; `null` where it could not be read at all.
    pub sha256: Option<&'a str>,
    /// Size in bytes.
    pub size: u64,
    /// What the file really is: `xlsx`, `xlsb`, `xls`, `ods`, `html`, `csv`; `null` for no spreadsheet.
    pub container: Option<Container>,
    /// Code of the unit that sent it.
    pub unit: Option<&'a str>,
    /// Form recognised in it.
    pub form: Option<&'a str>,
    /// `read`, `superseded` by a later sending, `duplicate` of another file, `refused`, or `ignored`.
    pub status: FileStatus,
    /// Code of the diagnostic that says why it was not read.
    pub reason: Option<Code>,
    /// The file that counts in its stead, where it is superseded or a duplicate.
    pub replaced_by: Option<&'a str>,
}

impl<'a> FileResult<'a> {
    pub(super) fn new(file: &'a FileEntry) -> Self {
        Self {
            name: &file.name,
            sha256: Some(file.sha256.as_str()).filter(|hash| !hash.is_empty()),
            size: file.size,
            container: file.container,
            unit: file.unit.as_deref(),
            form: file.form.as_deref(),
            status: file.status,
            reason: file.reason,
            replaced_by: file.replaced_by.as_deref(),
        }
    }
}

/// One form that one unit owes or has sent.
#[derive(Debug, Serialize)]
pub struct RosterResult<'a> {
    /// Code of the unit.
    pub unit: &'a str,
    /// Identifier of the form.
    pub form: &'a str,
    /// Title of the form for people.
    pub form_title: &'a str,
    /// Whether it has been sent.
    pub received: bool,
    /// Files that brought it.
    pub files: Vec<&'a str>,
    /// Day that the submission bears.
    pub date: Option<NaiveDate>,
    /// Days by which that day, or the day of the report where nothing has come, lies after `units_due`; 0 where it does
    /// not, is not known or cannot be right.
    pub days_late: u32,
    /// Rules that wait for it; empty once it has been sent.
    pub waiting: Vec<WaitingResult<'a>>,
}

impl<'a> RosterResult<'a> {
    pub(super) fn new(entry: &'a RosterEntry) -> Self {
        Self {
            unit: &entry.unit,
            form: &entry.form,
            form_title: &entry.form_title,
            received: entry.is_received(),
            files: entry.files.iter().map(|file| &**file).collect(),
            date: entry.date,
            days_late: entry.days_late,
            waiting: entry.waiting.iter().map(|(scheme, id)| WaitingResult { scheme, id }).collect(),
        }
    }
}

/// A rule that waits for a form.
#[derive(Debug, Serialize)]
pub struct WaitingResult<'a> {
    /// Its scheme.
    pub scheme: &'a str,
    /// Its number.
    pub id: &'a str,
}
