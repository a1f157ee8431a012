//! What calamine does not tell of an `.ods` sheet: percentages, errors, merged ranges, hidden rows and columns; and how
//! large its sheets are, before anything is allocated for them.

use std::collections::BTreeSet;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::draft::{MAX_COLUMNS, MAX_ROWS};
use super::failure;
use super::limits::Limits;
use super::xml;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;

/// One `<table:table>`.
#[derive(Debug, Default)]
pub(super) struct OdsSheet {
    /// Cells whose number is a percentage.
    pub(super) percentages: Vec<CellRef>,
    /// Cells that show an error.
    pub(super) errors: Vec<CellRef>,
    /// Merged ranges.
    pub(super) merges: Vec<CellRange>,
    /// Hidden rows.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub(super) hidden_columns: BTreeSet<u32>,
    row: u32,
    column: u32,
    row_repeats: u32,
    first_row: Option<u32>,
    last_row: u32,
    last_column: u32,
    held: usize,
}

/// Reads `content.xml`. Fails where it is no complete XML, or a sheet is too large to be held as a rectangle.
pub(super) fn read(content: impl BufRead, limits: &Limits) -> Result<Vec<OdsSheet>, Diagnostic> {
    let mut reader = xml::reader(content);
    reader.config_mut().check_end_names = true;
    let mut buffer = Vec::new();
    let mut sheets = Vec::new();
    let mut sheet: Option<OdsSheet> = None;
    let mut depth = 0usize;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(failure::damaged)? {
            Event::Start(element) => {
                depth += 1;
                match (element.name().as_ref(), &mut sheet) {
                    ("table:table", None) => sheet = Some(OdsSheet::default()),
                    // The library takes a sheet within a cell or a sub-table for the end of the outer one.
                    ("table:table" | "table:sub-table", Some(_)) => {
                        return Err(failure::damaged("table:table"));
                    }
                    ("text:s", _) if repeats(&element, "c") > 10_000 => {
                        return Err(failure::damaged("text:s"));
                    }
                    (name, Some(sheet)) => sheet.element(name, &element),
                    _ => {}
                }
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                match (element.name().as_ref(), &mut sheet) {
                    ("table:table", Some(_)) => sheets.extend(sheet.take()),
                    ("table:table-row", Some(sheet)) => sheet.end_row(limits)?,
                    _ => {}
                }
            }
            Event::Eof if depth == 0 && sheet.is_none() => return Ok(sheets),
            Event::Eof => return Err(failure::unreadable("reason.truncated", "")),
            _ => {}
        }
    }
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    xml::attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn is_collapsed(element: &BytesStart<'_>) -> bool {
    xml::attribute(element, "visibility").is_some_and(|value| value == "collapse" || value == "filter")
}

impl OdsSheet {
    fn element(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "table:table-column" => {
                let end =
                    self.column.saturating_add(repeats(element, "number-columns-repeated")).min(MAX_COLUMNS);
                if is_collapsed(element) {
                    self.hidden_columns.extend(self.column..end);
                }
                self.column = end;
            }
            "table:table-row" => {
                self.row_repeats = repeats(element, "number-rows-repeated");
                if is_collapsed(element) {
                    let end = self.row.saturating_add(self.row_repeats).min(MAX_ROWS);
                    self.hidden_rows.extend(self.row..end);
                }
                self.column = 0;
                self.held = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(element),
            _ => {}
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>) {
        let columns = repeats(element, "number-columns-repeated");
        let end = self.column.saturating_add(columns).min(MAX_COLUMNS);
        let place = CellRef::new(self.row, self.column);
        let kind = xml::attribute(element, "value-type");
        if kind.is_some() || xml::attribute(element, "formula").is_some() {
            self.held += (end - self.column) as usize;
            self.first_row.get_or_insert(self.row);
            self.last_row = self.row.saturating_add(self.row_repeats.saturating_sub(1)).min(MAX_ROWS - 1);
            self.last_column = self.last_column.max(end.saturating_sub(1));
        }
        // A repeated percentage or error is repeated for all its cells; the bound on the area has the last word.
        let last_row = self.row.saturating_add(self.row_repeats.min(10_000)).min(MAX_ROWS);
        let cells =
            (self.row..last_row).flat_map(|row| (self.column..end).map(move |c| CellRef::new(row, c)));
        if kind.as_deref() == Some("percentage") {
            self.percentages.extend(cells.take(100_000));
        } else if is_error(element) {
            self.errors.extend(cells.take(100_000));
        }
        let (across, down) =
            (repeats(element, "number-columns-spanned"), repeats(element, "number-rows-spanned"));
        if across > 1 || down > 1 {
            let row = place.row.saturating_add(down.max(1) - 1).min(MAX_ROWS - 1);
            let column = place.column.saturating_add(across.max(1) - 1).min(MAX_COLUMNS - 1);
            self.merges.push(CellRange { start: place, end: CellRef::new(row, column) });
        }
        self.column = end;
    }

    fn end_row(&mut self, limits: &Limits) -> Result<(), Diagnostic> {
        self.row = self.row.saturating_add(self.row_repeats).min(MAX_ROWS);
        let Some(first) = self.first_row else { return Ok(()) };
        // The library keeps every row from its first column on.
        let area = (u64::from(self.last_row - first) + 1) * (u64::from(self.last_column) + 1);
        if area > limits.area || self.held as u64 * u64::from(self.row_repeats) > limits.cells as u64 {
            return Err(failure::too_large("too_large.area", limits.area));
        }
        Ok(())
    }
}

fn is_error(element: &BytesStart<'_>) -> bool {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .any(|attribute| attribute.key.as_ref() == "calcext:value-type" && attribute.value == "error")
}
