//! A filled form, and what became of each file in the folder.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::sheet::Container;
use crate::address::{Address, column_letters};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Figures, Origin, UnitCode};

/// How the names of archives and letters end.
const WRAPPINGS: [&str; 7] = ["zip", "rar", "7z", "gz", "tgz", "eml", "msg"];

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileStatus {
    /// Read, and its figures are used.
    Read,
    /// Read, but a later sending of the same form replaces it.
    Superseded,
    /// Identical to another file; counted once.
    Duplicate,
    /// An archive or a letter; the files in it are listed by themselves, behind its name.
    Unpacked,
    /// Could not be used; a diagnostic says why.
    Refused,
    /// No spreadsheet, or not meant to be read.
    Ignored,
}

/// One file of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name relative to the folder of submissions, with `/` between folders.
    pub name: Arc<str>,
    /// SHA-256 of its bytes in lower-case hexadecimal; empty where the file could not be read at all.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// What the file really is; `None` where it is no spreadsheet.
    pub container: Option<Container>,
    /// What became of it.
    pub status: FileStatus,
    /// Form recognised in it.
    pub form: Option<Arc<str>>,
    /// Unit that sent it.
    pub unit: Option<UnitCode>,
    /// Why it was refused, ignored or passed over.
    pub reason: Option<Code>,
    /// The file that counts in its stead, where it is superseded or a duplicate.
    pub replaced_by: Option<Arc<str>>,
}

impl FileEntry {
    /// Whether it is an archive or a letter that could not be opened, so that nobody knows what it holds.
    pub fn is_unopened_wrapping(&self) -> bool {
        let extension = self.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_called_so = WRAPPINGS.iter().any(|known| known.eq_ignore_ascii_case(extension));
        match self.reason {
            Some(Code::FileWrapped) => true,
            // Of what killed or overtaxed its reader, only the name is known.
            Some(Code::FileUnreadable | Code::FileTooLarge | Code::FileTooSlow | Code::FileCrashes) => {
                is_called_so && self.status == FileStatus::Refused
            }
            _ => false,
        }
    }
}

/// A filled form as read from one workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// File it came in.
    pub file: Arc<str>,
    /// Form that it fills in.
    pub form: Arc<str>,
    /// Unit that sent it.
    pub unit: UnitCode,
    /// Period as the workbook words it; `None` where it does not say.
    pub period: Option<String>,
    /// "Lần gửi": 1 unless the workbook says otherwise.
    pub sending: u32,
    /// Whether that number is as stated, or none is stated: an unreadable one counts as 1 and settles nothing.
    pub sending_known: bool,
    /// Cell of the line "Lần gửi", where there is one.
    pub sending_cell: Option<Address>,
    /// Who filled it in.
    pub person: Option<String>,
    /// Day on which it was filled in.
    pub date: Option<NaiveDate>,
    /// Cell of that day, where there is one.
    pub date_cell: Option<Address>,
    /// The columns that it was read from.
    pub columns: Vec<HeadedColumn>,
    /// The figures that it reports, missing ones included.
    pub figures: Figures,
    /// What it says of tasks.
    pub tasks: Vec<TaskReport>,
}

/// A column of one sheet with the text of its header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadedColumn {
    /// Sheet.
    pub sheet: Arc<str>,
    /// The sheet's column, counted from zero.
    pub column: u32,
    /// The header texts as typed, from the top down.
    pub text: String,
}

/// As people name it: `E "Số liệu"`.
impl fmt::Display for HeadedColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} \"{}\"", column_letters(self.column), self.text)
    }
}

impl Submission {
    /// The column in which a cell of the submission stands.
    pub fn column(&self, address: &Address) -> Option<&HeadedColumn> {
        self.columns
            .iter()
            .find(|column| column.sheet == address.sheet && column.column == address.cell.column)
    }

    /// The sheets that it was read from, any of them more than once.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &str> {
        let single = self.figures.single.values();
        let wanted = single.clone().flat_map(|figure| &figure.wants).filter_map(|want| want.address.as_ref());
        let origins = single.flat_map(|figure| &figure.origins);
        let tables = self.figures.tables.values().flat_map(|table| &table.origins);
        let tasks = self.tasks.iter().flat_map(|task| &task.origins);
        let stated = origins.chain(tables).chain(tasks).map(|origin| &origin.address);
        stated.chain(wanted).map(|address| &*address.sheet)
    }
}

/// What a unit says of one task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReport {
    /// `T3.1`.
    pub task: Arc<str>,
    /// Choice code: `da_hoan_thanh`, `dang_thuc_hien`, `chua_thuc_hien`, `khong_ap_dung`; `None` where blank.
    pub status: Option<Arc<str>>,
    /// Day of completion.
    pub completed: Option<NaiveDate>,
    /// The other day that it may be, where a foreign locale may have exchanged day and month.
    pub completed_or: Option<NaiveDate>,
    /// Product delivered, as typed.
    pub product: Option<String>,
    /// Note, as typed.
    pub note: Option<String>,
    /// Cells that it was read from; the status cell first.
    pub origins: Vec<Origin>,
}

/// Everything that came of reading a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// Every file, in the order of names.
    pub files: Vec<FileEntry>,
    /// Submissions that count, in the order of their files.
    pub submissions: Vec<Submission>,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
}
