//! Reading an `.xlsx` workbook.

use std::collections::BTreeSet;

use memchr::memmem;

use super::Reading;
use super::archive::Archive;
use super::calamine::{Failure, XlsxBook};
use super::draft::{Budget, Draft};
use super::failure;
use super::limits::Limits;
use super::package::{self, Package, SheetEntry};
use super::rich_text::SharedTexts;
use super::sheet_xml::{self, Known};
use crate::address::CellRef;
use crate::diagnostic::Diagnostic;

/// Reads every worksheet, as far as each goes.
pub(super) fn read(bytes: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut archive = Archive::open(bytes).map_err(failure::damaged)?;
    archive.guard(limits)?;
    let package = Package::read(&mut archive);
    let mut reading = Reading { calculated: package.calculated, ..Reading::default() };
    for sheet in package.sheets.iter().filter(|sheet| sheet.is_odd()) {
        reading.skip(file, &sheet.name, package::skipped_label(&sheet.kind));
    }
    let is_to_mend = |sheet: &SheetEntry| sheet.is_odd() || sheet.has_odd_state;
    let mended = match package.sheets.iter().any(is_to_mend) {
        false => None,
        true => match package.without_oddities(&mut archive) {
            Some(workbook) => Some(archive.with_replaced(&package.workbook, &workbook)?),
            None => None,
        },
    };
    let mut book = XlsxBook::open(mended.as_deref().unwrap_or(bytes)).map_err(failure::damaged)?;
    let mut budget = Budget::new(limits);
    let strings = package.strings.as_deref().and_then(|path| archive.part(path, limits.expanded_bytes));
    let texts = SharedTexts::read(&strings.unwrap_or_default());
    for sheet in book.sheets().into_iter().take(limits.sheets) {
        let entry = package.sheets.iter().find(|entry| entry.name == sheet.name);
        if !sheet.is_worksheet {
            reading.skip(file, &sheet.name, package::skipped_label(entry.map_or("", |entry| &entry.kind)));
            continue;
        }
        let mut draft = Draft::new(&sheet.name, sheet.hidden);
        let mut blank = BTreeSet::new();
        let mut read = book.read(&mut draft, &mut budget, |cell: CellRef| {
            blank.insert(cell);
        });
        let path = entry.and_then(|entry| entry.path.as_deref());
        if let (Err(Failure::Sheet(_)), Some(path)) = (&read, path)
            && let Some(whole) = without_dimension(mended.as_deref().unwrap_or(bytes), path, limits)
        {
            draft = Draft::new(&sheet.name, sheet.hidden);
            read = XlsxBook::open(&whole).map_err(Failure::Sheet).and_then(|mut book| {
                book.read(&mut draft, &mut budget, |cell: CellRef| {
                    blank.insert(cell);
                })
            });
        }
        let bad = match read {
            Ok(bad) => bad,
            Err(Failure::Workbook(diagnostic)) => return Err(diagnostic),
            Err(Failure::Sheet(detail)) => {
                reading.lose(file, &sheet.name, &detail);
                continue;
            }
        };
        if let Some(part) = path.and_then(|path| archive.part(path, limits.expanded_bytes)) {
            let known = Known { has_bad_cells: bad > 0, blank: &blank, texts: &texts };
            sheet_xml::complete(&part, &mut draft, &known, &mut budget)?;
        }
        reading.drafts.push(draft);
    }
    Ok(reading)
}

/// The workbook without what its sheet at `path` says of its extent, which Excel ignores and the library refuses where it
/// is odd; `None` where it says nothing.
fn without_dimension(bytes: &[u8], path: &str, limits: &Limits) -> Option<Vec<u8>> {
    let mut archive = Archive::open(bytes).ok()?;
    let part = archive.part(path, limits.expanded_bytes)?;
    let start = memmem::find(&part, b"<dimension")?;
    let rest = part.get(start..)?;
    let end = start + memmem::find(rest, b"/>")? + 2;
    let kept = [part.get(..start)?, part.get(end..)?].concat();
    archive.with_replaced(path, &kept).ok()
}
