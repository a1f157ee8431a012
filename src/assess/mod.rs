//! Submissions and the rulebook together: figures, findings, tasks, the roster.

mod assessment;
mod roster;
mod task_finding;

pub use assessment::Assessment;
pub use roster::RosterEntry;
pub use task_finding::{TaskFinding, TaskOutcome};
