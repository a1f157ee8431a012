//! Reading an `.xls` workbook (BIFF 5 and 8), out of its compound file or bare.

use std::io::{Cursor, Write};

use super::Reading;
use super::biff::{self, Ending, Formulas, Globals};
use super::calamine::formulas_of_xls;
use super::default_password::{self, Opened};
use super::draft::{Budget, Draft};
use super::failure;
use super::limits::Limits;
use super::ole::{self, Ole};
use crate::diagnostic::{Code, Diagnostic};

/// Reads every worksheet of a compound file.
pub(super) fn read(bytes: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let broken = || match ole::breaks_off(bytes) {
        true => failure::truncated(),
        false => failure::unreadable("reason.chain", ""),
    };
    let mut ole = Ole::open(bytes).ok_or_else(broken)?;
    let stream = ole.stream("Workbook").or_else(|| ole.stream("Book"));
    if ole.has_broken_chain() {
        return Err(broken());
    }
    read_stream(&stream.ok_or_else(|| failure::without_part("Workbook"))?, file, limits)
}

/// Reads every worksheet of a workbook stream.
pub(super) fn read_stream(stream: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let Some(pass) = biff::file_pass(stream) else { return read_plain(stream, file, limits) };
    match default_password::open_stream(stream, pass) {
        Opened::Plain(stream) => read_plain(&stream, file, limits),
        Opened::Unsupported => Err(Diagnostic::new(Code::FileDefaultPassword)),
        Opened::No => Err(Diagnostic::new(Code::FileEncrypted)),
    }
}

fn read_plain(stream: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let globals = Globals::read(stream);
    let mut reading = Reading::default();
    let mut budget = Budget::new(limits);
    for sheet in globals.sheets.iter().filter(|sheet| !sheet.is_worksheet()) {
        let label = match sheet.kind {
            1 => "skipped.macro",
            2 => "skipped.chart",
            _ => "skipped.other",
        };
        reading.skip(file, &sheet.name, label);
    }
    let mut formulas = Vec::new();
    let worksheets = globals.sheets.iter().filter(|sheet| sheet.is_worksheet());
    for sheet in worksheets.take(limits.sheets) {
        let mut draft = Draft::new(&sheet.name, sheet.state != 0);
        match globals.read_sheet(stream, sheet, &mut draft, &mut budget)? {
            Ending::Whole(found) => {
                reading.drafts.push(draft);
                formulas.push(found);
            }
            Ending::Torn => reading.lose(file, &sheet.name, "BIFF"),
        }
    }
    if globals.sheets.is_empty() {
        return Err(failure::damaged("BIFF"));
    }
    spell(stream, &formulas, globals.code_page(), &mut reading.drafts, &mut budget)?;
    Ok(reading)
}

/// Spells the formulas of each draft. That serves messages only: where the library cannot do it, they stay without text.
fn spell(
    stream: &[u8],
    formulas: &[Formulas<'_>],
    code_page: u16,
    drafts: &mut [Draft],
    budget: &mut Budget,
) -> Result<(), Diagnostic> {
    let spelled = |formulas: &[Formulas<'_>]| -> Option<Vec<String>> {
        let count = formulas.iter().map(Vec::len).sum();
        match count {
            0 => Some(Vec::new()),
            _ => {
                let stream = wrap(&biff::only_formulas(stream, formulas.iter())).ok()?;
                formulas_of_xls(stream, code_page, biff::ROWS, count)
            }
        }
    };
    let mut whole = spelled(formulas).map(Vec::into_iter);
    for (formulas, draft) in formulas.iter().zip(drafts) {
        // One sheet's formulas may fail all.
        let texts: Vec<String> = match &mut whole {
            Some(texts) => texts.take(formulas.len()).collect(),
            None => spelled(std::slice::from_ref(formulas)).unwrap_or_default(),
        };
        for ((place, _), text) in formulas.iter().zip(texts) {
            draft.spell_formula(*place, text, budget)?;
        }
    }
    Ok(())
}

/// The stream in a compound file of its own, whose sector chains are sound.
fn wrap(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream("/Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}
