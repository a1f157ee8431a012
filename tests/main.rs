//! The whole test suite in one binary: one link, one place.

mod structure;
