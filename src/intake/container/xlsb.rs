//! Reading an `.xlsb` workbook.

use super::Reading;
use super::archive::Archive;
use super::calamine::{Failure, XlsbBook};
use super::draft::{Budget, Draft};
use super::failure;
use super::limits::Limits;
use super::package;
use super::xlsb_records::{self, Styles};
use crate::diagnostic::Diagnostic;

const WORKBOOK: &str = "xl/workbook.bin";

/// Reads every worksheet.
pub(super) fn read(bytes: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut archive = Archive::open(bytes).map_err(failure::damaged)?;
    archive.guard(limits)?;
    let workbook = archive.part(WORKBOOK, limits.expanded_bytes).ok_or_else(|| failure::damaged(WORKBOOK))?;
    let targets = package::relationships(&mut archive, "xl/_rels/workbook.bin.rels");
    let mut reading = Reading::default();
    // The library fails on a sheet without a relationship, or of a kind that it does not know.
    let (mut paths, mut kept) = (Vec::new(), Vec::new());
    for (name, id) in xlsb_records::sheets(&workbook) {
        let path = targets.get(&id).map(|(target, _)| package::join("xl", target));
        let kind = targets.get(&id).map_or("", |(_, kind)| kind.as_str());
        kept.push(kind == "worksheet");
        match path {
            Some(path) if kind == "worksheet" => paths.push(path),
            _ => reading.skip(file, &name, package::skipped_label(kind)),
        }
    }
    let mended = match kept.iter().all(|kept| *kept) {
        true => None,
        false => {
            let workbook = xlsb_records::with_sheets(&workbook, |number| kept.get(number) == Some(&true));
            Some(archive.with_replaced(WORKBOOK, &workbook)?)
        }
    };
    let styles = Styles::read(&archive.part("xl/styles.bin", limits.expanded_bytes).unwrap_or_default());
    let mut book = XlsbBook::open(mended.as_deref().unwrap_or(bytes)).map_err(failure::damaged)?;
    let mut budget = Budget::new(limits);
    for (sheet, path) in book.sheets().into_iter().zip(paths).take(limits.sheets) {
        let mut draft = Draft::new(&sheet.name, sheet.hidden);
        match book.read(&mut draft, &mut budget) {
            Ok(()) => {}
            Err(Failure::Workbook(diagnostic)) => return Err(diagnostic),
            Err(Failure::Sheet(detail)) => {
                reading.lose(file, &sheet.name, &detail);
                continue;
            }
        }
        let part = archive.part(&path, limits.expanded_bytes).unwrap_or_default();
        xlsb_records::complete(&part, &styles, &mut draft);
        reading.drafts.push(draft);
    }
    Ok(reading)
}
