//! Reading a workbook in Excel 2003's XML.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::Reading;
use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::failure;
use super::limits::Limits;
use super::number::{content_of_number, day_of_iso};
use super::xml;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::Content;
use crate::text::Legacy;

/// What is known at one point of the file.
#[derive(Default)]
struct Pass {
    style: String,
    styles: HashMap<String, (Option<Arc<str>>, Option<Legacy>)>,
    row: u32,
    column: u32,
    next_row: u32,
    next_column: u32,
    cell: Option<OpenCell>,
    /// Type of the `<Data>` that is open.
    data: Option<String>,
    text: String,
}

/// A `<Cell>` whose end was not seen yet.
#[derive(Default)]
struct OpenCell {
    formula: Option<String>,
    style: String,
    content: Option<Content>,
}

/// Reads every worksheet.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut reader = xml::reader(text.as_bytes());
    let mut pass = Pass::default();
    let mut reading = Reading::default();
    let mut draft: Option<Draft> = None;
    let mut budget = Budget::new(limits);
    loop {
        match reader.read_event().map_err(failure::damaged)? {
            Event::Start(element) => match (element.local_name().as_ref(), &mut draft) {
                ("Worksheet", None) => {
                    draft = Some(Draft::new(&xml::attribute(&element, "Name").unwrap_or_default(), false));
                    (pass.next_row, pass.next_column) = (0, 0);
                }
                ("Visible", Some(draft)) => {
                    draft.sheet.hidden = false;
                    pass.text.clear();
                }
                (name, Some(draft)) => pass.start(name, &element, draft),
                (name, None) => pass.style(name, &element),
            },
            Event::Text(piece) if pass.data.is_some() => pass.text.push_str(&piece.xml10_content()),
            Event::Text(piece) if draft.is_some() => pass.text = piece.xml10_content().into_owned(),
            Event::GeneralRef(reference) => pass.text.push_str(&xml::resolve(&reference)),
            Event::CData(piece) if pass.data.is_some() => pass.text.push_str(&piece.xml10_content()),
            Event::End(element) => match (element.local_name().as_ref(), &mut draft) {
                ("Worksheet", _) => reading.drafts.extend(draft.take()),
                ("Visible", Some(draft)) => draft.sheet.hidden = pass.text.contains("Hidden"),
                ("Data", _) => pass.end_data(),
                ("Cell", Some(draft)) => pass.end_cell(draft, &mut budget)?,
                _ => {}
            },
            Event::Eof if draft.is_some() => return Err(failure::unreadable("reason.truncated", "")),
            Event::Eof => return Ok(reading),
            _ => {}
        }
    }
}

impl Pass {
    fn style(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "Style" => self.style = xml::attribute(element, "ID").unwrap_or_default(),
            "NumberFormat" => {
                let format = xml::attribute(element, "Format").filter(|format| format != "General");
                let format =
                    format.map(|format| if format == "Percent" { "0.00%".to_owned() } else { format });
                self.styles.entry(self.style.clone()).or_default().0 = format.map(Arc::from);
            }
            "Font" => {
                let font = xml::attribute(element, "FontName");
                self.styles.entry(self.style.clone()).or_default().1 =
                    font.and_then(|font| Legacy::of_font(&font));
            }
            _ => {}
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>, draft: &mut Draft) {
        let number = |name| xml::attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        match name {
            "Column" => {
                let first = number("Index").map_or(self.next_column, |index| index.saturating_sub(1));
                let end =
                    first.saturating_add(number("Span").unwrap_or(0)).saturating_add(1).min(MAX_COLUMNS);
                if xml::flag(element, "Hidden") {
                    draft.sheet.hidden_columns.extend(first..end);
                }
                self.next_column = end;
            }
            "Row" => {
                self.row = number("Index").map_or(self.next_row, |index| index.saturating_sub(1));
                self.next_row = self.row.saturating_add(number("Span").unwrap_or(0)).saturating_add(1);
                self.next_column = 0;
                if xml::flag(element, "Hidden") && self.row < MAX_ROWS {
                    draft.sheet.hidden_rows.insert(self.row);
                }
            }
            "Cell" => {
                self.column = number("Index").map_or(self.next_column, |index| index.saturating_sub(1));
                let place = CellRef::new(self.row, self.column);
                let across = number("MergeAcross").unwrap_or(0).min(MAX_COLUMNS);
                let down = number("MergeDown").unwrap_or(0).min(MAX_ROWS);
                let end = CellRef::new(self.row.saturating_add(down), self.column.saturating_add(across));
                if across > 0 || down > 0 {
                    draft.sheet.merges.push(CellRange { start: place, end });
                }
                self.next_column = end.column.saturating_add(1);
                self.cell = Some(OpenCell {
                    formula: xml::attribute(element, "Formula"),
                    style: xml::attribute(element, "StyleID").unwrap_or_default(),
                    content: None,
                });
            }
            "Data" => {
                self.data = Some(xml::attribute(element, "Type").unwrap_or_default());
                self.text.clear();
            }
            _ => {}
        }
    }

    fn end_data(&mut self) {
        let Some(kind) = self.data.take() else { return };
        let text = std::mem::take(&mut self.text);
        let Some(cell) = &mut self.cell else { return };
        let as_text = || Content::Text(text.as_str().into());
        cell.content = Some(match kind.as_str() {
            "Number" => text.trim().parse().map_or_else(|_| as_text(), content_of_number),
            "DateTime" => day_of_iso(&text).map_or_else(as_text, Content::Date),
            "Boolean" => Content::Bool(text.trim() == "1"),
            "Error" => Content::Error(text.as_str().into()),
            _ => as_text(),
        });
    }

    fn end_cell(&mut self, draft: &mut Draft, budget: &mut Budget) -> Result<(), Diagnostic> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let place = CellRef::new(self.row, self.column);
        let formula = cell.formula.map(|formula| Arc::from(formula.trim_start_matches('=')));
        let content = match (cell.content, &formula) {
            (Some(content), _) => content,
            (None, Some(_)) => Content::NotCalculated,
            (None, None) => return Ok(()),
        };
        if place.row >= MAX_ROWS || place.column >= MAX_COLUMNS {
            draft.unreadable.insert(place);
            return Ok(());
        }
        let (format, legacy) = self.styles.get(&cell.style).cloned().unwrap_or_default();
        if let (Content::Text(_), Some(legacy)) = (&content, legacy) {
            draft.fonts.insert(place, legacy);
        }
        draft.put(place, content, formula, format, budget)
    }
}
