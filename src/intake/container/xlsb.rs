//! Reading an `.xlsb` workbook. Values are read from its records by ourselves; the library spells formulas.

mod records;
mod workbook;
mod styles;
mod sheet;

use super::Reading;
use super::archive::Archive;
use super::calamine::XlsbBook;
use super::draft::{Budget, Draft};
use super::excel_cells::ExcelCells;
use super::failure;
use super::limits::Limits;
use super::package;
use crate::diagnostic::Diagnostic;
use workbook::Workbook;

const WORKBOOK: &str = "xl/workbook.bin";

/// Reads every worksheet.
pub(super) fn read(bytes: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut archive = Archive::open(bytes)?;
    archive.guard(limits)?;
    let part =
        archive.part(WORKBOOK, limits.expanded_bytes).ok_or_else(|| failure::without_part(WORKBOOK))?;
    let targets = package::relationships(&mut archive, "xl/_rels/workbook.bin.rels");
    let path_of = |kind: &str, otherwise: &str| {
        let found = targets.values().find(|(_, other)| other == kind);
        found.map_or_else(|| otherwise.to_owned(), |(target, _)| package::join("xl", target))
    };
    let workbook = Workbook::read(&part);
    let mut shared = |path: String| archive.part(&path, limits.expanded_bytes).unwrap_or_default();
    let styles = styles::read(&shared(path_of("styles", "xl/styles.bin")));
    let strings = workbook::shared_strings(&shared(path_of("sharedStrings", "xl/sharedStrings.bin")));
    let mut reading = Reading::default();
    let mut budget = Budget::new(limits);
    let (mut kept, mut with_formulas) = (Vec::new(), Vec::new());
    for sheet in &workbook.sheets {
        let target = targets.get(&sheet.id);
        let kind = target.map_or("", |(_, kind)| kind.as_str());
        let path = target.filter(|_| kind == "worksheet").map(|(target, _)| package::join("xl", target));
        kept.push(path.is_some());
        let Some(path) = path else {
            reading.skip(file, &sheet.name, package::skipped_label(kind));
            continue;
        };
        if reading.drafts.len() >= limits.sheets {
            continue;
        }
        let Some(part) = archive.part(&path, limits.expanded_bytes) else {
            reading.lose(file, &sheet.name, &path);
            continue;
        };
        let mut draft = Draft::new(&sheet.name, sheet.hidden);
        let cells = ExcelCells::new(&styles, workbook.is_1904, &mut budget);
        match sheet::read(&part, &strings, cells, &mut draft)? {
            (false, _) => reading.lose(file, &sheet.name, &path),
            (true, has_formulas) => {
                with_formulas.extend(has_formulas.then_some(reading.drafts.len()));
                reading.drafts.push(draft);
            }
        }
    }
    if !with_formulas.is_empty() {
        // The library fails on a sheet without a relationship, or of a kind that it does not know.
        let mended = match kept.iter().all(|kept| *kept) {
            true => None,
            false => {
                let sound = workbook::with_sheets(&part, |number| kept.get(number) == Some(&true));
                Some(archive.with_replaced(WORKBOOK, &sound)?)
            }
        };
        let mut book = XlsbBook::open(mended.as_deref().unwrap_or(bytes));
        for number in with_formulas {
            let Some(draft) = reading.drafts.get_mut(number) else { continue };
            let name = draft.sheet.name.clone();
            for (place, text) in book.as_mut().map(|book| book.formulas(&name)).unwrap_or_default() {
                draft.spell_formula(place, text, &mut budget)?;
            }
        }
    }
    Ok(reading)
}
