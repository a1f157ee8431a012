//! The whole test suite in one binary: one link, one place.

mod bad_input;
mod blank_forms;
mod changes;
mod libreoffice;
mod program;
mod samples;
mod structure;
mod submission;
mod verbs;
