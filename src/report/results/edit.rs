use serde::Serialize;

use crate::rulebook::Edit;

/// A change of a rule that no figures were found to tell apart.
#[derive(Debug, Serialize)]
pub struct EditResult<'a> {
    /// File of the rule.
    pub file: Option<&'a str>,
    /// Line of that file, counted from one.
    pub line: Option<u32>,
    /// Column of that line in characters, counted from one.
    pub column: Option<u32>,
    /// What stands there.
    pub before: &'a str,
    /// What was put in its place.
    pub after: &'a str,
}

impl<'a> EditResult<'a> {
    pub(super) fn new(edit: &'a Edit) -> Self {
        Self {
            file: edit.place.file.as_deref(),
            line: edit.place.line,
            column: edit.place.column,
            before: &edit.before,
            after: &edit.after,
        }
    }
}
