//! The whole test suite in one binary: one link, one place.

mod blank_forms;
mod samples;
mod structure;
