//! What a reader of workbooks knows beforehand.

use super::form::FormDescription;
use crate::period::Schedule;
use crate::plan::Plan;

/// What is known of what should come.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Units, figures and tasks.
    pub plan: &'a Plan,
    /// Forms that come from elsewhere.
    pub forms: &'a [FormDescription],
    /// The period that is consolidated; `None` reads a workbook whatever its period.
    pub schedule: Option<&'a Schedule>,
}
