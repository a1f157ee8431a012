use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Lang, Level};

/// One problem.
#[derive(Debug, Serialize)]
pub struct DiagnosticResult<'a> {
    /// Stable code, such as `C04`; `cchc explain C04` explains it.
    pub code: Code,
    /// `error`: cannot be used; `query`: must be confirmed or explained; `notice`: worth knowing.
    pub level: Level,
    /// File, relative to the folder of submissions, rules or templates.
    pub file: Option<&'a str>,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Cell of that sheet.
    pub cell: Option<String>,
    /// Line of a text file, counted from one.
    pub line: Option<u32>,
    /// Column of that line in characters, counted from one.
    pub column: Option<u32>,
    /// The reason, one sentence.
    pub message: String,
    /// The next step, one sentence.
    pub hint: String,
}

impl<'a> DiagnosticResult<'a> {
    pub(super) fn new(diagnostic: &'a Diagnostic, lang: Lang) -> Self {
        let place = &diagnostic.place;
        Self {
            code: diagnostic.code,
            level: diagnostic.level(),
            file: place.file.as_deref(),
            sheet: place.sheet.as_deref(),
            cell: place.cell.map(|cell| cell.to_string()),
            line: place.line,
            column: place.column,
            message: diagnostic.message(lang),
            hint: diagnostic.hint(lang),
        }
    }
}
