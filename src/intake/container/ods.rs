//! Reading an `.ods` workbook.

use super::Reading;
use super::archive::Archive;
use super::calamine::{Failure, OdsBook};
use super::draft::{Budget, Draft};
use super::failure;
use super::limits::Limits;
use super::ods_xml::{self, OdsSheet};
use crate::diagnostic::{Code, Diagnostic};
use crate::intake::sheet::Content;

/// Reads every sheet.
pub(super) fn read(bytes: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut archive = Archive::open(bytes).map_err(failure::damaged)?;
    archive.guard(limits)?;
    let manifest = archive.part("META-INF/manifest.xml", limits.expanded_bytes).unwrap_or_default();
    if contains(&manifest, b"encryption-data") {
        return Err(Diagnostic::new(Code::FileEncrypted));
    }
    // The library allocates each sheet's used area and waits for ever for the end of a sheet that breaks off.
    let content = archive.reader("content.xml").ok_or_else(|| failure::damaged("content.xml"))?;
    let sheets = ods_xml::read(content, limits)?;
    let mut book = OdsBook::open(bytes).map_err(failure::damaged)?;
    let mut budget = Budget::new(limits);
    let mut reading = Reading::default();
    for (name, known) in book.sheets().into_iter().zip(sheets).take(limits.sheets) {
        let mut draft = Draft::new(&name.name, name.hidden);
        match book.read(&mut draft, &mut budget) {
            Ok(()) => {}
            Err(Failure::Workbook(diagnostic)) => return Err(diagnostic),
            Err(Failure::Sheet(detail)) => {
                reading.lose(file, &name.name, &detail);
                continue;
            }
        }
        complete(&mut draft, known);
        reading.drafts.push(draft);
    }
    Ok(reading)
}

/// Adds to `draft` what the sheet's XML tells beyond its values.
fn complete(draft: &mut Draft, known: OdsSheet) {
    for place in known.percentages {
        if let Some(cell) = draft.sheet.cells.get_mut(&place) {
            cell.format = Some("0%".into());
        }
    }
    for place in known.errors {
        if let Some(cell) = draft.sheet.cells.get_mut(&place)
            && let Content::Text(text) = &cell.content
        {
            cell.content = Content::Error(text.clone());
        }
    }
    draft.sheet.merges = known.merges;
    draft.sheet.hidden_rows = known.hidden_rows;
    draft.sheet.hidden_columns = known.hidden_columns;
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
