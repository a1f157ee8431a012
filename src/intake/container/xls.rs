//! Reading an `.xls` workbook (BIFF 5 and 8), out of its compound file or bare.

use std::io::{Cursor, Write};

use super::Reading;
use super::biff::{Biff, BiffSheet};
use super::calamine::{Failure, XlsBook};
use super::default_password::{self, Opened};
use super::draft::{Budget, Draft};
use super::failure;
use super::limits::Limits;
use super::ole::Ole;
use crate::diagnostic::{Code, Diagnostic};
use crate::intake::sheet::Content;

/// Reads every worksheet of a compound file.
pub(super) fn read(bytes: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut ole = Ole::open(bytes).ok_or_else(|| failure::damaged("OLE"))?;
    let stream = ole.stream("Workbook").or_else(|| ole.stream("Book"));
    if ole.has_broken_chain() {
        return Err(failure::unreadable("reason.chain", ""));
    }
    read_stream(&stream.ok_or_else(|| failure::damaged("Workbook"))?, file, limits)
}

/// Reads every worksheet of a workbook stream.
pub(super) fn read_stream(stream: &[u8], file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let biff = Biff::read(stream);
    let Some(pass) = &biff.file_pass else { return read_plain(stream, biff, file, limits) };
    match default_password::open_stream(stream, pass) {
        Opened::Plain(stream) => read_plain(&stream, Biff::read(&stream), file, limits),
        Opened::Unsupported => Err(Diagnostic::new(Code::FileDefaultPassword)),
        Opened::No => Err(Diagnostic::new(Code::FileEncrypted)),
    }
}

fn read_plain(stream: &[u8], mut biff: Biff, file: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let cells: usize = biff.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    if cells > limits.cells {
        return Err(failure::too_many_cells(limits));
    }
    if biff.sheets.iter().any(|sheet| sheet.area() > limits.area) {
        return Err(failure::too_large("too_large.area", limits.area));
    }
    let mut reading = Reading::default();
    let mut budget = Budget::new(limits);
    let worksheets: Vec<usize> =
        (0..biff.sheets.len()).filter(|index| biff.sheets[*index].is_worksheet()).collect();
    for sheet in biff.sheets.iter().filter(|sheet| !sheet.is_worksheet()) {
        let label = match sheet.kind {
            1 => "skipped.macro",
            2 => "skipped.chart",
            _ => "skipped.other",
        };
        reading.skip(file, &sheet.name, label);
    }
    let whole = biff.mended(stream, |index| worksheets.contains(&index));
    let mut whole = wrap(&whole).and_then(|bytes| XlsBook::open(bytes, biff.code_page));
    for (number, index) in worksheets.into_iter().enumerate().take(limits.sheets) {
        let known = std::mem::take(&mut biff.sheets[index]);
        let mut draft = Draft::new(&known.name, known.state != 0);
        // One broken sheet fails the whole workbook, so then each is read as if it were alone.
        let read = match &mut whole {
            Ok(book) => book.read(number, &mut draft, &mut budget),
            Err(_) => wrap(&biff.mended(stream, |other| other == index))
                .and_then(|bytes| XlsBook::open(bytes, biff.code_page))
                .map_err(Failure::Sheet)
                .and_then(|mut book| book.read(0, &mut draft, &mut budget)),
        };
        match read {
            Ok(()) => {
                complete(&mut draft, known, &biff);
                reading.drafts.push(draft);
            }
            Err(Failure::Workbook(diagnostic)) => return Err(diagnostic),
            Err(Failure::Sheet(detail)) => reading.lose(file, &known.name, &detail),
        }
    }
    match whole {
        Err(detail) if reading.drafts.is_empty() => Err(failure::damaged(detail)),
        _ => Ok(reading),
    }
}

/// Adds to `draft` what the stream tells beyond its values.
fn complete(draft: &mut Draft, known: BiffSheet, biff: &Biff) {
    for (place, cell) in &mut draft.sheet.cells {
        let Some(style) = known.cells.get(place) else { continue };
        cell.format = biff.format(*style);
        if known.not_calculated.contains(place) && cell.formula.is_some() {
            cell.content = Content::NotCalculated;
        }
        if let Content::Text(text) = &mut cell.content {
            if let Some(western) = biff.western(*style, text) {
                *text = western.into();
            }
            if let Some(legacy) = biff.legacy(*style) {
                draft.fonts.insert(*place, legacy);
            }
        }
    }
    draft.sheet.hidden_rows = known.hidden_rows;
    draft.sheet.hidden_columns = known.hidden_columns;
    draft.unreadable = known.unreadable;
}

/// The stream in a compound file of its own, whose sector chains are sound.
fn wrap(stream: &[u8]) -> Result<Vec<u8>, String> {
    let write = || {
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
        file.create_stream("/Workbook")?.write_all(stream)?;
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    write().map_err(|error: std::io::Error| error.to_string())
}
