//! Who has sent what, and what waits for whom.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::figure::UnitCode;

/// One form that one unit owes or has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    /// The unit.
    pub unit: UnitCode,
    /// Identifier of the form.
    pub form: Arc<str>,
    /// Title of the form for people.
    pub form_title: String,
    /// Files that brought it; empty where it has not been sent.
    pub files: Vec<Arc<str>>,
    /// Day that the submission bears, where it bears one.
    pub date: Option<NaiveDate>,
    /// Days by which that day lies after the units' due day; 0 if it does not, or if no day is known.
    pub days_late: u32,
    /// Numbers of the rules that wait for it, in printing order, as `(scheme, rule)`; empty once it has been sent.
    pub waiting: Vec<(String, String)>,
}

impl RosterEntry {
    /// Whether the form has been sent.
    pub fn is_received(&self) -> bool {
        !self.files.is_empty()
    }
}
