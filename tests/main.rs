//! The whole test suite in one binary: one link, one place.

mod agreement;
mod bad_input;
mod blank_forms;
mod changes;
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
mod verbs;
