//! Figures and the rulebook together: findings.

mod finding;

pub use finding::{Finding, Outcome, TaskFinding, TaskOutcome};
