//! One sheet of an `.ods` workbook, as its XML tells it row by row.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::failure;
use super::number::{content_of_number, day_of_iso};
use super::xml;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::Content;

/// Spaces that one element may stand for.
const MAX_SPACES: u32 = 10_000;

/// A `<table:table>` whose end was not seen yet.
pub(super) struct OdsSheet {
    draft: Draft,
    /// Whether it is a copy of a sheet of another file, which formulas refer to.
    is_foreign: bool,
    row: u32,
    row_repeats: u32,
    column: u32,
    /// The cells of the row so far, with the column after the last that each fills.
    cells: Vec<(u32, u32, OdsCell)>,
    cell: Option<(u32, u32, OdsCell)>,
    is_in_paragraph: bool,
}

/// A `<table:table-cell>`.
#[derive(Default)]
struct OdsCell {
    kind: Option<String>,
    value: Option<String>,
    formula: Option<Arc<str>>,
    is_error: bool,
    text: String,
    paragraphs: usize,
    /// Whether a further space in the XML is none in the text.
    is_spaced: bool,
}

impl OdsSheet {
    /// A sheet without any row yet.
    pub(super) fn new(name: &str, hidden: bool) -> Self {
        Self {
            draft: Draft::new(name, hidden),
            is_foreign: false,
            row: 0,
            row_repeats: 1,
            column: 0,
            cells: Vec::new(),
            cell: None,
            is_in_paragraph: false,
        }
    }

    /// What was read; `None` for a sheet of another file.
    pub(super) fn into_draft(self) -> Option<Draft> {
        (!self.is_foreign).then_some(self.draft)
    }

    /// Takes the beginning of an element within the table.
    pub(super) fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Diagnostic> {
        match name {
            "table:table-source" => self.is_foreign = true,
            "table:table-column" => {
                let repeats = count(element, "number-columns-repeated");
                let end = self.column.saturating_add(repeats).min(MAX_COLUMNS);
                if is_collapsed(element) {
                    self.draft.sheet.hidden_columns.extend(self.column..end);
                }
                self.column = end;
            }
            "table:table-row" => {
                self.row_repeats = count(element, "number-rows-repeated");
                if is_collapsed(element) {
                    let end = self.row.saturating_add(self.row_repeats).min(MAX_ROWS);
                    self.draft.sheet.hidden_rows.extend(self.row..end);
                }
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => self.begin_cell(element),
            _ => {
                if let Some((.., cell)) = &mut self.cell {
                    self.is_in_paragraph |= matches!(name, "text:p" | "text:h");
                    cell.text_element(name, element)?;
                }
            }
        }
        Ok(())
    }

    /// Takes the end of an element within the table.
    pub(super) fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), Diagnostic> {
        match name {
            "table:table-row" => self.end_row(budget)?,
            "table:table-cell" | "table:covered-table-cell" => self.cells.extend(self.cell.take()),
            "text:p" | "text:h" => self.is_in_paragraph = false,
            _ => {}
        }
        Ok(())
    }

    /// Takes text, of which only that in paragraphs is shown; the rest lays out the XML.
    pub(super) fn text(&mut self, text: &str) {
        if let (true, Some((.., cell))) = (self.is_in_paragraph, &mut self.cell) {
            cell.push(text);
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        let place = CellRef::new(self.row, self.column);
        let end = self.column.saturating_add(count(element, "number-columns-repeated")).min(MAX_COLUMNS);
        let across = count(element, "number-columns-spanned").saturating_sub(1);
        let down = count(element, "number-rows-spanned").saturating_sub(1);
        if across > 0 || down > 0 {
            let row = place.row.saturating_add(down).min(MAX_ROWS - 1);
            let column = place.column.saturating_add(across).min(MAX_COLUMNS - 1);
            self.draft.sheet.merges.push(CellRange { start: place, end: CellRef::new(row, column) });
        }
        self.cell = Some((self.column, end, OdsCell::new(element)));
        self.column = end;
    }

    fn end_row(&mut self, budget: &mut Budget) -> Result<(), Diagnostic> {
        let end = self.row.saturating_add(self.row_repeats).min(MAX_ROWS);
        for (first, after, cell) in std::mem::take(&mut self.cells) {
            let formula = cell.formula.clone();
            let format = (cell.kind.as_deref() == Some("percentage")).then(|| Arc::from("0%"));
            let content = match cell.content() {
                Ok(Some(content)) => content,
                Ok(None) if formula.is_some() => Content::NotCalculated,
                Ok(None) => continue,
                Err(()) => {
                    self.draft.unreadable.insert(CellRef::new(self.row, first));
                    continue;
                }
            };
            for place in (self.row..end).flat_map(|row| (first..after).map(move |c| CellRef::new(row, c))) {
                self.draft.put(place, content.clone(), formula.clone(), format.clone(), budget)?;
            }
        }
        self.row = end;
        Ok(())
    }
}

impl OdsCell {
    fn new(element: &BytesStart<'_>) -> Self {
        let kind = xml::attribute(element, "value-type");
        let value = match kind.as_deref() {
            Some("date") => xml::attribute(element, "date-value"),
            Some("time") => xml::attribute(element, "time-value"),
            Some("boolean") => xml::attribute(element, "boolean-value"),
            Some("float" | "percentage" | "currency") => xml::attribute(element, "value"),
            _ => xml::attribute(element, "string-value").filter(|text| !text.is_empty()),
        };
        // The language of a formula stands before it.
        let formula = xml::attribute(element, "formula").map(|formula| match formula.split_once(":=") {
            Some((language, rest)) if language.bytes().all(|byte| byte.is_ascii_lowercase()) => rest.into(),
            _ => formula.trim_start_matches('=').into(),
        });
        Self { kind, value, formula, is_error: is_error(element), ..Self::default() }
    }

    fn text_element(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Diagnostic> {
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text.truncate(self.text.trim_end().len());
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.is_spaced = true;
            }
            "text:s" => {
                let spaces = count(element, "c");
                if spaces > MAX_SPACES {
                    return Err(failure::damaged("text:s"));
                }
                self.text.extend(std::iter::repeat_n(' ', spaces as usize));
                self.is_spaced = false;
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    /// White space in the XML is one space of the text, and none at the beginning of a paragraph.
    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            let is_space = matches!(letter, ' ' | '\t' | '\r' | '\n');
            match is_space {
                true if self.is_spaced => {}
                true => self.text.push(' '),
                false => self.text.push(letter),
            }
            self.is_spaced = is_space;
        }
    }

    /// What the cell holds, if anything; an error where it says of what kind that is, but not what.
    fn content(self) -> Result<Option<Content>, ()> {
        let text = self.text.trim_end();
        if self.is_error {
            return Ok(Some(Content::Error(text.into())));
        }
        let Some(value) = self.value else {
            // A formula whose result is an empty text says so; one without any result was never calculated.
            let is_empty_text = self.formula.is_some() && self.kind.as_deref() == Some("string");
            return Ok((is_empty_text || !text.is_empty()).then(|| Content::Text(text.into())));
        };
        Ok(Some(match self.kind.as_deref() {
            Some("float" | "percentage" | "currency") => {
                content_of_number(value.trim().parse().map_err(|_| ())?)
            }
            Some("date") => day_of_iso(&value).map_or_else(|| Content::Text(value.into()), Content::Date),
            Some("boolean") => Content::Bool(value.eq_ignore_ascii_case("true")),
            _ => Content::Text(value.into()),
        }))
    }
}

/// The number in an attribute; 1 where there is none.
fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    xml::attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn is_collapsed(element: &BytesStart<'_>) -> bool {
    xml::attribute(element, "visibility").is_some_and(|value| value == "collapse" || value == "filter")
}

fn is_error(element: &BytesStart<'_>) -> bool {
    let mut attributes = element.attributes();
    attributes
        .with_checks(false)
        .flatten()
        .any(|attribute| attribute.key.as_ref() == "calcext:value-type" && attribute.value == "error")
}
