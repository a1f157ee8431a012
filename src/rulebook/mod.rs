//! Loads, checks and runs the rules.

mod engine;
mod failure;
mod finding;
mod outline;
mod script;
mod vocabulary;

pub use finding::{Finding, Outcome};
pub use vocabulary::{WORDS, Word};
