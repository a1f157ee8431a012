//! One sheet of an `.ods` workbook, as its XML tells it row by row.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::look::Look;
use super::number::{content_of_number, day_of_iso};
use super::ods_style::OdsStyles;
use super::ods_text::OdsText;
use super::runs::Kept;
use super::shown_text::{self, Heard};
use super::xml;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::{Content, Oddity};
use crate::text::Legacy;

/// A `<table:table>` whose end was not seen yet.
pub(super) struct OdsSheet {
    draft: Draft,
    /// Whether it is a copy of a sheet of another file, which formulas refer to.
    is_foreign: bool,
    /// Groups of rows and of columns around this place, and whether each is folded away.
    groups: Vec<bool>,
    row: u32,
    row_repeats: u32,
    column: u32,
    /// The style that the row gives its cells.
    row_style: Option<String>,
    /// The style that each column gives its cells, with the column after the last that has it.
    column_styles: Vec<(u32, String)>,
    /// The cells of the row so far, with the column after the last that each fills.
    cells: Vec<(u32, u32, OdsCell)>,
    cell: Option<(u32, u32, OdsCell)>,
    /// Formulas that fill several cells.
    arrays: Vec<(CellRange, Arc<str>)>,
}

/// A `<table:table-cell>`.
struct OdsCell {
    kind: Option<String>,
    value: Option<String>,
    formula: Option<Arc<str>>,
    is_error: bool,
    look: Look,
    text: OdsText,
}

impl OdsSheet {
    /// A sheet without any row yet.
    pub(super) fn new(name: &str, hidden: bool) -> Self {
        Self {
            draft: Draft::new(name, hidden),
            is_foreign: false,
            groups: Vec::new(),
            row: 0,
            row_repeats: 1,
            column: 0,
            row_style: None,
            column_styles: Vec::new(),
            cells: Vec::new(),
            cell: None,
            arrays: Vec::new(),
        }
    }

    /// The sheet as it was read; `None` for a sheet of another file.
    pub(super) fn into_draft(
        mut self,
        tells_fonts: bool,
        budget: &mut Budget,
    ) -> Result<Option<Draft>, Diagnostic> {
        self.draft.tells_fonts = tells_fonts;
        self.draft.fill_arrays(self.arrays, budget)?;
        Ok((!self.is_foreign).then_some(self.draft))
    }

    /// Takes the beginning of an element within the table.
    pub(super) fn start(
        &mut self,
        name: &str,
        element: &BytesStart<'_>,
        styles: &mut OdsStyles,
    ) -> Result<(), Diagnostic> {
        match name {
            "table:table-source" => self.is_foreign = true,
            "table:table-row-group" | "table:table-column-group" => {
                let is_folded = xml::attribute(element, "display").is_some_and(|shown| shown == "false");
                self.groups.push(is_folded);
            }
            "table:table-column" => {
                let repeats = count(element, "number-columns-repeated");
                let end = self.column.saturating_add(repeats).min(MAX_COLUMNS);
                let has_no_width = |style: String| styles.hides_column(&style);
                if self.hides(element) || xml::attribute(element, "style-name").is_some_and(has_no_width) {
                    self.draft.sheet.hidden_columns.extend(self.column..end);
                }
                let style = xml::attribute(element, "default-cell-style-name").unwrap_or_default();
                if end > self.column {
                    self.column_styles.push((end, style));
                }
                self.column = end;
            }
            "table:table-row" => {
                self.row_repeats = count(element, "number-rows-repeated");
                let has_no_height = |style: String| styles.hides_row(&style);
                if self.hides(element) || xml::attribute(element, "style-name").is_some_and(has_no_height) {
                    let end = self.row.saturating_add(self.row_repeats).min(MAX_ROWS);
                    self.draft.sheet.hidden_rows.extend(self.row..end);
                }
                self.row_style = xml::attribute(element, "default-cell-style-name");
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => self.begin_cell(element, styles),
            _ => {
                if let Some((.., cell)) = &mut self.cell {
                    cell.text.start(name, element, styles)?;
                }
            }
        }
        Ok(())
    }

    /// Takes the end of an element within the table.
    pub(super) fn end(&mut self, name: &str, budget: &mut Budget) -> Result<(), Diagnostic> {
        match name {
            "table:table-row-group" | "table:table-column-group" => {
                self.groups.pop();
            }
            "table:table-row" => self.end_row(budget)?,
            "table:table-cell" | "table:covered-table-cell" => self.cells.extend(self.cell.take()),
            _ => {
                if let Some((.., cell)) = &mut self.cell {
                    cell.text.end(name);
                }
            }
        }
        Ok(())
    }

    /// Takes text, of which only that in paragraphs is shown; the rest lays out the XML.
    pub(super) fn text(&mut self, text: &str) {
        if let Some((.., cell)) = &mut self.cell {
            cell.text.push(text);
        }
    }

    fn hides(&self, element: &BytesStart<'_>) -> bool {
        let visibility = xml::attribute(element, "visibility");
        self.groups.contains(&true)
            || visibility.is_some_and(|value| value == "collapse" || value == "filter")
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>, styles: &mut OdsStyles) {
        let place = CellRef::new(self.row, self.column);
        let end = self.column.saturating_add(count(element, "number-columns-repeated")).min(MAX_COLUMNS);
        self.draft.sheet.merges.extend(area(
            element,
            place,
            ["number-columns-spanned", "number-rows-spanned"],
        ));
        let own = xml::attribute(element, "style-name").or_else(|| self.row_style.clone());
        let style = own.unwrap_or_else(|| {
            let number = self.column_styles.partition_point(|(end, _)| *end <= self.column);
            self.column_styles.get(number).map(|(_, style)| style.clone()).unwrap_or_default()
        });
        // What is not said otherwise looks as the style of that name does.
        let style = if style.is_empty() { "Default" } else { &style };
        let cell = OdsCell::new(element, styles.of_cell(style));
        let array = area(element, place, ["number-matrix-columns-spanned", "number-matrix-rows-spanned"]);
        self.arrays.extend(array.zip(cell.formula.clone()));
        self.cell = Some((self.column, end, cell));
        self.column = end;
    }

    fn end_row(&mut self, budget: &mut Budget) -> Result<(), Diagnostic> {
        let end = self.row.saturating_add(self.row_repeats).min(MAX_ROWS);
        for (first, after, cell) in std::mem::take(&mut self.cells) {
            let formula = cell.formula.clone();
            let (heard, legacy) = match cell.heard() {
                Ok(Some(heard)) => heard,
                Ok(None) => continue,
                Err(()) => {
                    self.draft.unreadable.insert(CellRef::new(self.row, first));
                    continue;
                }
            };
            let Heard { content, format, shown, oddities } = heard;
            for place in (self.row..end).flat_map(|row| (first..after).map(move |c| CellRef::new(row, c))) {
                self.draft.put(place, content.clone(), formula.clone(), format.clone(), budget)?;
                self.draft.tell(place, shown.clone(), oddities, legacy);
            }
        }
        self.row = end;
        Ok(())
    }
}

impl OdsCell {
    fn new(element: &BytesStart<'_>, look: Look) -> Self {
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
        let text = OdsText::new(look.clone());
        Self { kind, value, formula, is_error: is_error(element), look, text }
    }

    /// What the cell holds, shows and is in, if anything; an error where it says of what kind that is, but not what.
    fn heard(self) -> Result<Option<(Heard, Option<Legacy>)>, ()> {
        let kept = self.text.kept();
        let legacy = if kept.text.is_empty() { self.look.legacy } else { kept.legacy };
        Ok(self.weighed(kept)?.map(|heard| (heard, legacy)))
    }

    fn weighed(self, kept: Kept) -> Result<Option<Heard>, ()> {
        let Kept { text, shown, mut oddities, .. } = kept;
        let text = text.trim_end();
        if self.is_error {
            return Ok(Some(Heard::of(Content::Error(text.into()))));
        }
        if self.text.is_unseen() {
            oddities.add(Oddity::Unseen);
        }
        if text.is_empty() && self.look.struck {
            oddities.add(Oddity::Struck);
        }
        let is_text = !matches!(
            self.kind.as_deref(),
            Some("float" | "percentage" | "currency" | "date" | "time" | "boolean")
        );
        let Some(value) = self.value.filter(|_| shown.is_none() || !is_text) else {
            // A formula whose result is an empty text says so, or at least what it shows; one without any result was
            // never calculated.
            let has_result = self.kind.as_deref() == Some("string") || self.text.has_paragraph();
            let content = match (&self.formula, text.is_empty()) {
                (Some(_), false) if shown_text::is_error(text) => Content::Error(text.into()),
                (_, false) => Content::Text(text.into()),
                (Some(_), true) if has_result => Content::Text("".into()),
                (Some(_), true) => Content::NotCalculated,
                (None, true) => return Ok(None),
            };
            return Ok(Some(Heard { content, format: self.look.format, shown, oddities }));
        };
        let content = match self.kind.as_deref() {
            Some("float" | "percentage" | "currency") => {
                content_of_number(value.trim().parse().map_err(|_| ())?)
            }
            Some("date") => day_of_iso(&value).map_or_else(|| Content::Text(value.into()), Content::Date),
            Some("boolean") => Content::Bool(value.eq_ignore_ascii_case("true")),
            Some("time") if !text.is_empty() => Content::Text(text.into()),
            _ => Content::Text(value.into()),
        };
        let mut heard = Heard { content, format: self.look.format, shown: None, oddities };
        // Programs that write no text leave it to the format what is shown.
        if self.text.has_paragraph() {
            heard = shown_text::hear(heard, text);
        }
        if self.kind.as_deref() == Some("percentage") {
            heard.format.get_or_insert_with(|| "0%".into());
        }
        Ok(Some(heard))
    }
}

/// The range from `place` on that two attributes of an element tell of, if it is more than one cell.
fn area(element: &BytesStart<'_>, place: CellRef, [across, down]: [&str; 2]) -> Option<CellRange> {
    let (across, down) = (count(element, across).saturating_sub(1), count(element, down).saturating_sub(1));
    let row = place.row.saturating_add(down).min(MAX_ROWS - 1);
    let column = place.column.saturating_add(across).min(MAX_COLUMNS - 1);
    (across > 0 || down > 0).then_some(CellRange { start: place, end: CellRef::new(row, column) })
}

/// The number in an attribute; 1 where there is none.
fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    xml::attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn is_error(element: &BytesStart<'_>) -> bool {
    let mut attributes = element.attributes();
    attributes
        .with_checks(false)
        .flatten()
        .any(|attribute| attribute.key.as_ref() == "calcext:value-type" && attribute.value == "error")
}
