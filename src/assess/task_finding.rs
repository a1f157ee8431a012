//! What is known of a task.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::figure::{Origin, Want};

/// How a task stands at the end of the data window. The English spelling is stable in `results.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOutcome {
    /// Done by its deadline.
    DoneOnTime,
    /// Done after its deadline.
    DoneLate,
    /// Done; it has no deadline, or the day of completion is not known.
    Done,
    /// Under way, not yet due.
    InProgress,
    /// Not done though due.
    Overdue,
    /// Not begun, not yet due.
    NotStarted,
    /// Regular work, reported as going on.
    Regular,
    /// Does not apply.
    NotApplicable,
    /// The unit has not said.
    Insufficient,
}

impl TaskOutcome {
    /// The stable word, which is also the end of its label's key: `task.overdue`.
    pub fn word(self) -> &'static str {
        match self {
            Self::DoneOnTime => "done_on_time",
            Self::DoneLate => "done_late",
            Self::Done => "done",
            Self::InProgress => "in_progress",
            Self::Overdue => "overdue",
            Self::NotStarted => "not_started",
            Self::Regular => "regular",
            Self::NotApplicable => "not_applicable",
            Self::Insufficient => "insufficient",
        }
    }
}

/// What is known of one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFinding {
    /// `T3.1`.
    pub task: String,
    /// How it stands.
    pub outcome: TaskOutcome,
    /// Day of completion.
    pub completed: Option<NaiveDate>,
    /// Product delivered, as typed.
    pub product: Option<Arc<str>>,
    /// Note, as typed.
    pub note: Option<Arc<str>>,
    /// Cells that it was read from.
    pub origins: Vec<Origin>,
    /// What is missing, where the unit has not said.
    pub want: Option<Want>,
}
