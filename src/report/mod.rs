//! From findings to a workbook.

pub mod book;
mod layout;
pub mod template;
mod xlsx;

pub use layout::lay_out;
pub use template::Template;
pub use xlsx::{WriteError, write_book};
