//! Submissions and the rulebook together: figures, findings, tasks, the roster.

mod assessment;
mod conflicts;
mod dates;
mod doubts;
mod earlier;
mod excesses;
mod gaps;
mod join;
mod questions;
mod rates;
mod roster;
mod tables;
mod task_finding;
mod tasks;
mod uncompared;
mod waiting;

pub use assessment::{Assessment, assess};
pub use doubts::doubt_diagnostics;
pub use earlier::{EarlierPeriod, earlier_periods};
pub use join::{Joined, join};
pub use roster::{RosterEntry, Unopened};
pub use task_finding::{TaskFinding, TaskOutcome};
