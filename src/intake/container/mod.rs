//! From the bytes of any file to a workbook of plain cells.
//!
//! `sniff` tells what a file is by its first bytes; one file a container reads it, values through `calamine` (named in
//! `calamine.rs` alone), and what calamine does not expose through a small pass over the container's own parts.
//! Nothing here may be trusted: sizes are bounded before anything is expanded or allocated, and the program runs all
//! of it in worker processes (see `worker`).

mod limits;
mod failure;
mod draft;
mod number;
mod format_code;
mod number_format;
mod runs;
mod day_format;
mod excel_value;
mod excel_style;
mod excel_text;
mod excel_cells;
mod encoding;
mod archive;
mod xml;
mod calamine;
mod ole;
mod package;
mod rich_text;
mod sheet_xml;
mod xlsx;
mod xlsb;
mod biff;
mod default_password;
mod xls;
mod colour;
mod look;
mod letters;
mod shown_text;
mod ods_format;
mod ods_style;
mod ods_text;
mod ods_sheet;
mod ods_xml;
mod ods;
mod delimited;
mod css;
mod format_name;
mod html_style;
mod html_text;
mod html_table;
mod html;
mod spreadsheet_xml_style;
mod spreadsheet_xml;
mod legacy;
mod sniff;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use draft::Draft;
pub use limits::Limits;
use number_format::NumberFormats;
use ole::Ole;
pub use sniff::{Kind, sniff};

use super::formula::{Calculated, Dialect, is_external, names_other_sheet, stale_results};
use super::sheet::{Container, Oddity, Sheet, Workbook};
use crate::diagnostic::{Code, Diagnostic, Level, Place};
use crate::text::fold;

/// What a container's reader hands on.
#[derive(Debug, Default)]
struct Reading {
    drafts: Vec<Draft>,
    diagnostics: Vec<Diagnostic>,
    /// What the workbook says of the results of its formulas.
    calculated: Calculated,
}

impl Reading {
    fn of(draft: Draft) -> Self {
        Self { drafts: vec![draft], ..Self::default() }
    }

    /// Tells that a sheet was passed over since it is no worksheet.
    fn skip(&mut self, file: &str, sheet: &str, label: &str) {
        let place = Place::sheet(file, sheet);
        self.diagnostics.push(Diagnostic::new(Code::SheetSkipped).at(place).with_label("reason", label, ""));
    }

    /// Tells that a worksheet could not be read; `detail` is the library's word for it.
    fn lose(&mut self, file: &str, sheet: &str, detail: &str) {
        let diagnostic = Diagnostic::new(Code::SheetUnreadable).at(Place::sheet(file, sheet));
        self.diagnostics.push(diagnostic.with_label("reason", "reason.damaged", detail));
    }
}

/// Reads the workbook in `bytes`; `name` is the file's name relative to the folder of submissions, for diagnostics and
/// for noticing a wrong extension.
///
/// # Errors
/// The diagnostic says why there is no workbook: it is none, is encrypted, damaged, too large, or holds no data.
pub fn read_workbook(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
) -> Result<(Workbook, Vec<Diagnostic>), Diagnostic> {
    // The library panics on some damaged files. Everything that it could leave half-done is dropped with it.
    let read = catch_unwind(AssertUnwindSafe(|| read(bytes, name, limits)));
    read.unwrap_or_else(|_| Err(failure::crashed())).map_err(|diagnostic| match diagnostic.place.file {
        Some(_) => diagnostic,
        None => diagnostic.at(Place::file(name)),
    })
}

fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<(Workbook, Vec<Diagnostic>), Diagnostic> {
    let file_name = name.rsplit('/').next().unwrap_or(name);
    if file_name.starts_with("~$") {
        return Err(Diagnostic::new(Code::FileLock));
    }
    if bytes.len() as u64 > limits.file_bytes {
        return Err(failure::too_large("too_large.file", limits.file_bytes >> 20));
    }
    let kind = sniff(bytes);
    let opened = match kind {
        Kind::EncryptedPackage => {
            Ole::open(bytes).and_then(|mut ole| default_password::open_package(&mut ole))
        }
        _ => None,
    };
    let (bytes, kind) = match &opened {
        Some(opened) => (opened.as_slice(), sniff(opened)),
        None => (bytes, kind),
    };
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let text = || encoding::decode(bytes).unwrap_or_default();
    let (container, mut reading) = match kind {
        Kind::Spreadsheet(container) => (
            container,
            match container {
                Container::Xlsx => xlsx::read(bytes, name, limits)?,
                Container::Xlsb => xlsb::read(bytes, name, limits)?,
                Container::Xls => xls::read(bytes, name, limits)?,
                Container::Ods => ods::read(bytes, limits)?,
                Container::Html => html::read(&text(), stem, limits)?,
                Container::Csv if encoding::breaks_off(bytes) => return Err(failure::truncated()),
                Container::Csv => delimited::read(&text(), stem, limits)?,
                Container::SpreadsheetXml => spreadsheet_xml::read(&text(), limits)?,
            },
        ),
        Kind::BareXls => (Container::Xls, xls::read_stream(bytes, name, limits)?),
        Kind::OldXls => return Err(failure::unreadable("reason.old_xls", "")),
        Kind::EncryptedPackage => return Err(Diagnostic::new(Code::FileEncrypted)),
        Kind::Empty => return Err(failure::unreadable("reason.empty", "")),
        Kind::WebArchive => return Err(failure::unreadable("reason.web_archive", "")),
        Kind::Sylk => return Err(failure::unreadable("reason.sylk", "")),
        Kind::Dif => return Err(failure::unreadable("reason.dif", "")),
        Kind::Gnumeric => return Err(failure::unreadable("reason.gnumeric", "")),
        Kind::Numbers => return Err(failure::unreadable("reason.numbers", "")),
        Kind::Lotus => return Err(failure::unreadable("reason.lotus", "")),
        Kind::Quattro => return Err(failure::unreadable("reason.quattro", "")),
        Kind::OtherSpreadsheet => return Err(failure::unreadable("reason.other_spreadsheet", "")),
        // Somebody meant to send a workbook: that must not be passed over as quietly as a letter.
        _ if promises_workbook(file_name) && sniff::breaks_off(bytes) => return Err(failure::truncated()),
        _ if promises_workbook(file_name) => return Err(failure::unreadable("reason.no_workbook", "")),
        other => return Err(Diagnostic::new(Code::FileNotSpreadsheet).with_label("kind", other.label(), "")),
    };
    let always_tells = !matches!(container, Container::Ods | Container::Html | Container::Csv);
    reading.drafts.iter_mut().for_each(|draft| draft.tells_fonts |= always_tells);
    reading.diagnostics.extend(legacy::convert(&mut reading.drafts, name));
    let mut sheets = Vec::new();
    let mut formats = NumberFormats::default();
    mark_links(container, &mut reading.drafts);
    for draft in &mut reading.drafts {
        draft.hide_zeros();
        draft.tidy();
        formats.apply(draft);
    }
    mark_stale(container, reading.calculated, &mut reading.drafts);
    for draft in reading.drafts {
        let sheet = draft.sheet.name.clone();
        for cell in draft.unreadable {
            let place = Place { cell: Some(cell), ..Place::sheet(name, sheet.clone()) };
            reading.diagnostics.push(Diagnostic::new(Code::CellUnreadable).at(place));
        }
        sheets.push(draft.sheet);
    }
    let has_cells = sheets.iter().any(|sheet| !sheet.cells.is_empty());
    let others = if has_cells { "others.read" } else { "others.none" };
    for lost in reading.diagnostics.iter_mut().filter(|lost| lost.code == Code::SheetUnreadable) {
        *lost = lost.clone().with_label("others", others, "");
    }
    if !has_cells {
        let lost = reading.diagnostics.into_iter().find(|diagnostic| diagnostic.level() == Level::Error);
        return Err(lost.unwrap_or(Diagnostic::new(Code::FileNoData)));
    }
    if !extension_fits(file_name, kind) {
        let notice = Diagnostic::new(Code::FileWrongExtension).at(Place::file(name));
        reading.diagnostics.push(notice.with_label("kind", kind.label(), ""));
    }
    Ok((Workbook { container, sheets }, reading.diagnostics))
}

/// Marks the formulas that take a value from another workbook. In the binary containers the library leaves out which one, so
/// that only a sheet that there is not tells of it.
fn mark_links(container: Container, drafts: &mut [Draft]) {
    let names_workbooks = names_workbooks(container);
    let own: HashSet<String> = drafts.iter().map(|draft| fold(&draft.sheet.name)).collect();
    for cell in drafts.iter_mut().flat_map(|draft| draft.sheet.cells.values_mut()) {
        let Some(formula) = &cell.formula else { continue };
        if is_external(formula) || (!names_workbooks && names_other_sheet(formula, &own)) {
            cell.oddities.add(Oddity::Linked);
        }
    }
}

/// Marks the formulas whose stored results must be asked about.
fn mark_stale(container: Container, calculated: Calculated, drafts: &mut [Draft]) {
    let Some(dialect) = Dialect::of(container) else { return };
    let sheets: Vec<&Sheet> = drafts.iter().map(|draft| &draft.sheet).collect();
    let stale = stale_results(&sheets, calculated, dialect, names_workbooks(container));
    for (draft, stale) in drafts.iter_mut().zip(stale) {
        draft.sheet.stale = stale;
    }
}

/// Whether the formulas, as they are read from the container, say which other workbook they take a value from.
fn names_workbooks(container: Container) -> bool {
    !matches!(container, Container::Xls | Container::Xlsb)
}

/// Whether the file's name ends as only workbooks' names do.
fn promises_workbook(file_name: &str) -> bool {
    let extension = file_name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["xlsx", "xlsm", "xltx", "xls", "xlsb", "ods", "fods"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(extension))
}

/// Whether the file's name ends as files of that kind do; a name without an extension says nothing wrong.
fn extension_fits(file_name: &str, kind: Kind) -> bool {
    let Some((_, extension)) = file_name.rsplit_once('.') else { return true };
    let fitting: &[&str] = match kind {
        Kind::Spreadsheet(Container::Xlsx) => &["xlsx", "xlsm", "xltx", "xltm", "xlam"],
        Kind::Spreadsheet(Container::Xlsb) => &["xlsb"],
        Kind::Spreadsheet(Container::Xls) | Kind::BareXls => &["xls", "xlt", "xla"],
        Kind::Spreadsheet(Container::Ods) => &["ods", "ots", "fods"],
        Kind::Spreadsheet(Container::Html) => &["html", "htm"],
        Kind::Spreadsheet(Container::Csv) => &["csv", "tsv", "txt", "tab"],
        Kind::Spreadsheet(Container::SpreadsheetXml) => &["xml"],
        _ => return true,
    };
    fitting.iter().any(|known| known.eq_ignore_ascii_case(extension))
}
