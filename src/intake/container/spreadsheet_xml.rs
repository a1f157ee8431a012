//! Reading a workbook in Excel 2003's XML.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::Reading;
use super::colour::Colour;
use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::failure;
use super::letters::Letters;
use super::limits::Limits;
use super::look::Look;
use super::number::{content_of_number, day_of_iso};
use super::runs::Kept;
use super::shown_text;
use super::spreadsheet_xml_style::Styles;
use super::xml;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::{Content, Oddity};
use crate::text::Legacy;

/// What is known at one point of the file.
#[derive(Default)]
struct Pass {
    styles: Styles,
    row: u32,
    column: u32,
    next_row: u32,
    next_column: u32,
    /// Whether rows that do not say how high they are have no height.
    hides_rows: bool,
    /// Whether columns that do not say how wide they are have no width.
    hides_columns: bool,
    /// Columns that say how wide they are.
    sized_columns: BTreeSet<u32>,
    row_style: String,
    /// The style that each column gives its cells, by the first and the column after the last that has it.
    column_styles: Vec<(u32, u32, String)>,
    cell: Option<OpenCell>,
    /// Formulas that fill several cells.
    arrays: Vec<(CellRange, Arc<str>)>,
    is_in_comment: bool,
    /// Text of an element other than `<Data>`.
    text: String,
}

/// A `<Cell>` whose end was not seen yet.
#[derive(Default)]
struct OpenCell {
    formula: Option<Arc<str>>,
    look: Look,
    /// Type of its `<Data>`, and how each element of text that is open within looks.
    data: Option<(String, Vec<Look>)>,
    kind: Option<String>,
    letters: Letters,
}

/// Reads every worksheet.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut reader = xml::reader(text.as_bytes());
    let mut pass = Pass::default();
    let mut reading = Reading::default();
    let mut draft: Option<Draft> = None;
    let mut budget = Budget::new(limits);
    let mut is_whole = false;
    loop {
        match reader.read_event().map_err(failure::bad_xml)? {
            Event::Start(element) => match (element.local_name().as_ref(), &mut draft) {
                ("Worksheet", None) => {
                    draft = Some(Draft::new(&xml::attribute(&element, "Name").unwrap_or_default(), false));
                    pass = Pass { styles: pass.styles, ..Pass::default() };
                }
                ("Visible", Some(draft)) => {
                    draft.sheet.hidden = false;
                    pass.text.clear();
                }
                (name, Some(draft)) => pass.start(name, &element, draft),
                (name, None) => pass.styles.start(name, &element),
            },
            Event::Text(piece) => pass.take(&piece.xml10_content()),
            Event::GeneralRef(reference) => pass.take(&xml::resolve(&reference)),
            Event::CData(piece) => pass.take(&piece.xml10_content()),
            Event::End(element) => match (element.local_name().as_ref(), &mut draft) {
                ("Worksheet", _) => {
                    if let Some(draft) = draft.take() {
                        reading.drafts.push(pass.ended(draft, &mut budget)?);
                    }
                }
                ("Workbook", _) => is_whole = true,
                ("Visible", Some(draft)) => draft.sheet.hidden = pass.text.contains("Hidden"),
                ("Cell", Some(draft)) => pass.end_cell(draft, &mut budget)?,
                (name, _) => pass.end(name),
            },
            Event::Eof if !is_whole => return Err(failure::truncated()),
            Event::Eof => return Ok(reading),
            _ => {}
        }
    }
}

impl Pass {
    fn start(&mut self, name: &str, element: &BytesStart<'_>, draft: &mut Draft) {
        let number = |name| xml::attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        let size = |name| xml::attribute(element, name).and_then(|text| text.trim().parse::<f64>().ok());
        let is_nothing = |size: Option<f64>| size.is_some_and(|size| size <= 0.0);
        match name {
            "Table" => {
                self.hides_rows = is_nothing(size("DefaultRowHeight"));
                self.hides_columns = is_nothing(size("DefaultColumnWidth"));
            }
            "Column" => {
                let first = number("Index").map_or(self.next_column, |index| index.saturating_sub(1));
                let end =
                    first.saturating_add(number("Span").unwrap_or(0)).saturating_add(1).min(MAX_COLUMNS);
                let width = size("Width");
                if xml::flag(element, "Hidden") || is_nothing(width) {
                    draft.sheet.hidden_columns.extend(first..end);
                }
                if width.is_some() {
                    self.sized_columns.extend(first..end);
                }
                if let Some(style) = xml::attribute(element, "StyleID") {
                    self.column_styles.push((first, end, style));
                }
                self.next_column = end;
            }
            "Row" => {
                self.row = number("Index").map_or(self.next_row, |index| index.saturating_sub(1));
                self.next_row = self.row.saturating_add(number("Span").unwrap_or(0)).saturating_add(1);
                self.next_column = 0;
                self.row_style = xml::attribute(element, "StyleID").unwrap_or_default();
                let height = size("Height");
                let has_no_height = is_nothing(height) || (height.is_none() && self.hides_rows);
                if (xml::flag(element, "Hidden") || has_no_height) && self.row < MAX_ROWS {
                    draft.sheet.hidden_rows.insert(self.row);
                }
            }
            "Cell" => self.begin_cell(element, draft),
            "Comment" => self.is_in_comment = true,
            "DoNotDisplayZeros" => draft.hides_zeros = true,
            "Data" if !self.is_in_comment => {
                if let Some(cell) = &mut self.cell {
                    let kind = xml::attribute(element, "Type").unwrap_or_default();
                    cell.data = Some((kind, vec![cell.look.clone()]));
                }
            }
            _ => {
                if let Some((_, looks)) = self.cell.as_mut().and_then(|cell| cell.data.as_mut()) {
                    looks.extend(looks.last().map(|around| look_within(name, element, around)));
                }
            }
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>, draft: &mut Draft) {
        let number = |name| xml::attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        self.column = number("Index").map_or(self.next_column, |index| index.saturating_sub(1));
        let place = CellRef::new(self.row, self.column);
        let across = number("MergeAcross").unwrap_or(0).min(MAX_COLUMNS);
        let down = number("MergeDown").unwrap_or(0).min(MAX_ROWS);
        let end = CellRef::new(self.row.saturating_add(down), self.column.saturating_add(across));
        if across > 0 || down > 0 {
            draft.sheet.merges.push(CellRange { start: place, end });
        }
        self.next_column = end.column.saturating_add(1);
        let formula = xml::attribute(element, "Formula");
        let formula: Option<Arc<str>> = formula.map(|formula| formula.trim_start_matches('=').into());
        let range = xml::attribute(element, "ArrayRange").and_then(|range| range_of(&range, place));
        self.arrays.extend(range.zip(formula.clone()));
        let style = xml::attribute(element, "StyleID").unwrap_or_else(|| self.style_around());
        self.cell = Some(OpenCell { formula, look: self.styles.look(&style), ..OpenCell::default() });
    }

    /// The style of a cell that names none.
    fn style_around(&self) -> String {
        if !self.row_style.is_empty() {
            return self.row_style.clone();
        }
        let of_column =
            self.column_styles.iter().find(|(first, end, _)| (*first..*end).contains(&self.column));
        of_column.map(|(.., style)| style.clone()).unwrap_or_default()
    }

    fn take(&mut self, text: &str) {
        let Some(cell) = &mut self.cell else {
            self.text.push_str(text);
            return;
        };
        if let Some(look) = cell.data.as_ref().and_then(|(_, looks)| looks.last()) {
            text.chars().for_each(|letter| cell.letters.add(letter, look));
        }
    }

    fn end(&mut self, name: &str) {
        match (name, &mut self.cell) {
            ("Comment", _) => self.is_in_comment = false,
            ("Data", Some(cell)) if !self.is_in_comment => {
                cell.kind = cell.data.take().map(|(kind, _)| kind);
            }
            (_, Some(OpenCell { data: Some((_, looks)), .. })) if looks.len() > 1 => {
                looks.pop();
            }
            _ => {}
        }
    }

    fn end_cell(&mut self, draft: &mut Draft, budget: &mut Budget) -> Result<(), Diagnostic> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let place = CellRef::new(self.row, self.column);
        let Kept { text, shown, mut oddities, legacy } = cell.letters.kept();
        let content = match (cell.content(&text), &cell.formula) {
            (Some(content), _) => content,
            (None, Some(_)) => Content::NotCalculated,
            (None, None) => return Ok(()),
        };
        if place.row >= MAX_ROWS || place.column >= MAX_COLUMNS {
            draft.unreadable.insert(place);
            return Ok(());
        }
        if !cell.letters.is_empty() && cell.letters.is_unseen(&cell.look) {
            oddities.add(Oddity::Unseen);
        }
        draft.put(place, content, cell.formula, cell.look.format, budget)?;
        draft.tell(place, shown, oddities, legacy);
        Ok(())
    }

    /// The sheet with what could only be told at its end.
    fn ended(&mut self, mut draft: Draft, budget: &mut Budget) -> Result<Draft, Diagnostic> {
        if self.hides_columns {
            let columns: BTreeSet<u32> = draft.sheet.cells.keys().map(|cell| cell.column).collect();
            draft.sheet.hidden_columns.extend(columns.difference(&self.sized_columns));
        }
        draft.fill_arrays(std::mem::take(&mut self.arrays), budget)?;
        Ok(draft)
    }
}

impl OpenCell {
    fn content(&self, text: &str) -> Option<Content> {
        let as_text = || Content::Text(text.into());
        Some(match self.kind.as_deref()? {
            "Error" => Content::Error(text.into()),
            "Number" if shown_text::is_error(text) => Content::Error(text.into()),
            "String" if self.formula.is_some() && shown_text::is_error(text) => Content::Error(text.into()),
            "Number" => text.trim().parse().map_or_else(|_| as_text(), content_of_number),
            "DateTime" => day_of_iso(text).map_or_else(as_text, Content::Date),
            "Boolean" => Content::Bool(text.trim() == "1"),
            _ => as_text(),
        })
    }
}

/// How text within an element of the older HTML looks within what looks like `around`.
fn look_within(name: &str, element: &BytesStart<'_>, around: &Look) -> Look {
    let mut look = around.clone();
    match name.to_ascii_lowercase().as_str() {
        "s" | "strike" | "del" => look.struck = true,
        "sup" | "sub" => look.raised = true,
        "font" => {
            if let Some(face) = xml::attribute(element, "Face") {
                look.legacy = Legacy::of_font(&face);
            }
            if let Some(colour) = xml::attribute(element, "Color") {
                look.colour = Colour::parse(&colour);
            }
        }
        _ => {}
    }
    look
}

/// The range that `RC:R[1]C[2]` or `R2C3:R4C3` is for the cell at `place`.
fn range_of(text: &str, place: CellRef) -> Option<CellRange> {
    let corner = |text: &str| {
        let (row, column) = text.strip_prefix('R')?.split_once('C')?;
        let at = |text: &str, own: u32| match text.strip_prefix('[') {
            Some(offset) => own.checked_add_signed(offset.strip_suffix(']')?.parse().ok()?),
            None if text.is_empty() => Some(own),
            None => text.parse::<u32>().ok()?.checked_sub(1),
        };
        Some(CellRef::new(at(row, place.row)?, at(column, place.column)?))
    };
    let (start, end) = text.split_once(':').unwrap_or((text, text));
    let (start, end) = (corner(start)?, corner(end)?);
    (start.row <= end.row && start.column <= end.column).then_some(CellRange { start, end })
}
