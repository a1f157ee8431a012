//! From findings to a workbook.

pub mod book;
