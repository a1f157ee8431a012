//! Loads, checks and runs the rules.

mod finding;

pub use finding::{Finding, Outcome};
