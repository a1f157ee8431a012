//! The whole test suite in one binary: one link, one place.

mod bad_input;
mod changes;
mod libreoffice;
mod program;
mod report;
mod structure;
mod submission;
mod verbs;
