//! What moved, as a workbook on the disk.

use std::path::Path;

use super::folders::shown;
use super::output::{workbook, write_file};
use crate::diagnostic::{Diagnostic, Lang};
use crate::report::difference::{Difference, difference_workbook};

/// Writes what moved to the workbook `path`, headings in `lang`.
///
/// # Errors
/// O01 where it is open in another program, O02 where it cannot be written or breaks Excel's limits.
pub fn write_difference(path: &Path, difference: &Difference, lang: Lang) -> Result<(), Vec<Diagnostic>> {
    let file = workbook(&shown(path), &difference_workbook(difference, lang))?;
    write_file(path, file.bytes).map_err(|problem| vec![problem])
}
