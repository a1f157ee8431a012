//! From findings to a workbook.

pub mod book;
mod xlsx;

pub use xlsx::{WriteError, write_book};
