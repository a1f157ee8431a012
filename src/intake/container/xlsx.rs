//! Reading an `.xlsx` workbook.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use memchr::memmem;

use super::Reading;
use super::archive::Archive;
use super::calamine::{Failure, SheetName, XlsxBook};
use super::draft::{Budget, Draft};
use super::encoding;
use super::failure;
use super::limits::Limits;
use super::package::{self, Package};
use super::rich_text::{CellFont, SharedTexts};
use super::sheet_xml::{self, Known};
use crate::address::CellRef;
use crate::diagnostic::Diagnostic;

/// Reads every worksheet, as far as each goes.
pub(super) fn read(bytes: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut archive = Archive::open(bytes)?;
    archive.guard(limits)?;
    let package = Package::read(&mut archive);
    let mut reading = Reading { calculated: package.calculated, ..Reading::default() };
    for sheet in package.sheets.iter().filter(|sheet| sheet.is_odd()) {
        reading.skip(file, &sheet.name, package::skipped_label(&sheet.kind));
    }
    let mended = package.mended(&mut archive, limits)?;
    let mut book = XlsxBook::open(mended.as_deref().unwrap_or(bytes)).map_err(failure::damaged)?;
    let mut budget = Budget::new(limits);
    let strings = archive.text_part(&package.strings, limits.expanded_bytes).unwrap_or_default();
    let texts = SharedTexts::read(&strings);
    for sheet in book.sheets().into_iter().take(limits.sheets) {
        let entry = package.sheets.iter().find(|entry| entry.name == sheet.name);
        if !sheet.is_worksheet {
            reading.skip(file, &sheet.name, package::skipped_label(entry.map_or("", |entry| &entry.kind)));
            continue;
        }
        let path = entry.and_then(|entry| entry.path.as_deref());
        let whole = mended.as_deref().unwrap_or(bytes);
        let mut values = Values::read(&mut book, &sheet, &mut budget);
        if matches!(values, Err(Failure::Sheet(_))) {
            // Whatever failed may have left the library half-way.
            book = XlsxBook::open(whole).map_err(failure::damaged)?;
            if let Some(bytes) = path.and_then(|path| without_dimension(whole, path, limits)) {
                let mut alone = XlsxBook::open(&bytes).map_err(failure::damaged)?;
                values = Values::read(&mut alone, &sheet, &mut budget);
            }
        }
        let Values { mut draft, blank, bad, fonts } = match values {
            Ok(values) => values,
            Err(Failure::Workbook(diagnostic)) => return Err(diagnostic),
            Err(Failure::Sheet(detail)) => {
                reading.lose(file, &sheet.name, &detail);
                continue;
            }
        };
        if let Some(part) = path.and_then(|path| archive.text_part(path, limits.expanded_bytes)) {
            let known = Known { has_bad_cells: bad > 0, blank: &blank, texts: &texts, fonts: &fonts };
            sheet_xml::complete(&part, &mut draft, &known, &mut budget)?;
        }
        reading.drafts.push(draft);
    }
    Ok(reading)
}

/// The values of one sheet.
struct Values {
    draft: Draft,
    /// Cells that were read and are blank.
    blank: BTreeSet<CellRef>,
    /// Cells that failed.
    bad: usize,
    /// Fonts of cells by the number of their style.
    fonts: Vec<CellFont>,
}

impl Values {
    fn read(book: &mut XlsxBook<'_>, sheet: &SheetName, budget: &mut Budget) -> Result<Self, Failure> {
        let mut draft = Draft::new(&sheet.name, sheet.hidden);
        let mut blank = BTreeSet::new();
        // A sheet on which the library panics must not cost the others.
        let read = catch_unwind(AssertUnwindSafe(|| {
            book.read(&mut draft, budget, |cell: CellRef| {
                blank.insert(cell);
            })
        }));
        let bad = read.unwrap_or_else(|_| Err(Failure::Sheet("panic".to_owned())))?;
        Ok(Self { draft, blank, bad, fonts: book.fonts() })
    }
}

/// The workbook with its sheet at `path` in UTF-8, and without what that says of its extent, which Excel ignores and the
/// library refuses where it is odd; `None` where there is nothing to mend.
fn without_dimension(bytes: &[u8], path: &str, limits: &Limits) -> Option<Vec<u8>> {
    let mut archive = Archive::open(bytes).ok()?;
    let part = archive.part(path, limits.expanded_bytes)?;
    if encoding::is_utf_16(&part) {
        return archive.with_replaced(path, &encoding::in_utf_8(part)).ok();
    }
    let start = memmem::find(&part, b"<dimension")?;
    let rest = part.get(start..)?;
    let end = start + memmem::find(rest, b"/>")? + 2;
    let kept = [part.get(..start)?, part.get(end..)?].concat();
    archive.with_replaced(path, &kept).ok()
}
