//! What was recognised in one workbook, kept so that it can be shown to a person.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::submission::Submission;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::UnitCode;

/// What came of looking at one workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// Submissions that can be used.
    pub submissions: Vec<Submission>,
    /// What must be said.
    pub diagnostics: Vec<Diagnostic>,
    /// Why nothing of the workbook is used; `None` where something is.
    pub refusal: Option<Code>,
    /// The first form that was recognised, used or not.
    pub form: Option<Arc<str>>,
    /// The unit that sent it, as far as that could be told.
    pub unit: Option<UnitCode>,
    /// Where forms were recognised, and how.
    pub parts: Vec<RecognisedPart>,
    /// What holds content and was not read.
    pub unread: Vec<Unread>,
}

/// One table that was recognised on one sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedPart {
    /// Identifier of the form.
    pub form: Arc<str>,
    /// Sheet.
    pub sheet: Arc<str>,
    /// The text by which the form was recognised beside its headers; `None` where the headers sufficed.
    pub recognised_by: Option<String>,
    /// First and last header row, counted from zero.
    pub header_rows: (u32, u32),
    /// Columns that were found.
    pub columns: Vec<RecognisedColumn>,
    /// Names of columns that were not found.
    pub absent: Vec<String>,
}

/// How one column was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognisedColumn {
    /// Its name in the form.
    pub column: String,
    /// Its header cell.
    pub cell: CellRef,
    /// The header texts as typed, from the top down.
    pub text: String,
    /// Whether it is a guess by similarity, which somebody must confirm.
    pub guessed: bool,
}

/// Content that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Sheet.
    pub sheet: Arc<str>,
    /// First cell of it.
    pub cell: CellRef,
    /// Its text.
    pub text: String,
    /// Why.
    pub why: UnreadReason,
}

/// Why content was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnreadReason {
    /// No form was recognised on the sheet.
    Sheet,
    /// A heading within a table, over the rows of a group.
    Group,
    /// A row whose code or text is not in the form.
    Row,
    /// What stands below a table: notes and signatures.
    Below,
}
