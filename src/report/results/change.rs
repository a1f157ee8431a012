use serde::Serialize;

use crate::rulebook::Change;

/// A change of a rule that no figures were found to tell apart.
#[derive(Debug, Serialize)]
pub struct ChangeResult<'a> {
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

impl<'a> ChangeResult<'a> {
    pub(super) fn new(change: &'a Change) -> Self {
        Self {
            file: change.place.file.as_deref(),
            line: change.place.line,
            column: change.place.column,
            before: &change.before,
            after: &change.after,
        }
    }
}
