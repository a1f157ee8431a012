//! `cchc` turns a folder of departmental spreadsheets into a commune's administrative-reform report.
//!
//! A batch is a chain of values: files become submissions, submissions are joined into figures, the rulebook turns
//! figures into findings, findings become a scorecard, and everything becomes a book, which becomes `.xlsx`.
//! The modules below stand in that order, and each names only those above it.

pub mod address;
pub mod text;
pub mod diagnostic;
pub mod period;
pub mod figure;
pub mod plan;
pub mod intake;
pub mod rulebook;
pub mod assess;
pub mod score;
pub mod report;
pub mod defaults;
pub mod batch;
pub mod cli;
