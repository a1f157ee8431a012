//! The records of an `.xls` workbook stream (BIFF 5 and 8). Values are read from them by ourselves, cell by cell, so that
//! no room is made for the rectangle around them; how large a sheet says that it is does not matter.

mod records;
mod letters;
mod globals;
mod sheet;
mod formulas;

pub(super) use formulas::{ROWS, only_formulas};
pub(super) use globals::Globals;
pub(super) use records::{encrypted_bodies, file_pass, void_file_pass};
pub(super) use sheet::{Ending, Formulas};
