//! From findings to a workbook.

pub mod book;
pub mod template;
mod xlsx;

pub use template::Template;
pub use xlsx::{WriteError, write_book};
