//! The whole test suite in one binary: one link, one place.

mod agreement;
mod bad_input;
mod blank_forms;
mod broken_rules;
mod changes;
mod difficult;
mod feedback;
mod findings;
mod inspect;
mod learn;
mod diff;
mod doc;
mod explain;
mod gap;
mod libreoffice;
mod program;
mod readme;
mod report;
mod samples;
mod structure;
mod submission;
mod transcripts;
mod verbs;
mod years;
