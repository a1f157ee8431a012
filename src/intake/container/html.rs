//! Reading the tables of a web page, which some programs save under the name of a workbook.

use std::collections::BTreeMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use rust_decimal::Decimal;

use super::Reading;
use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::failure;
use super::limits::Limits;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::Content;

/// Tables within tables within tables: deeper ones are read as the text of a cell.
const MAX_DEPTH: usize = 16;
/// Cells that one cell may cover, as browsers have it.
const MAX_SPAN: u32 = 1000;

/// A table while it is being read, with addresses of its own.
#[derive(Default)]
struct Table {
    row: Option<u32>,
    column: u32,
    cell: Option<OpenCell>,
    cells: BTreeMap<CellRef, (String, Option<Decimal>)>,
    merges: Vec<CellRange>,
    hidden_rows: Vec<u32>,
    /// By column, the row from which it is free again below a cell that spans rows.
    taken: BTreeMap<u32, u32>,
    height: u32,
}

/// A cell whose end was not seen yet.
struct OpenCell {
    place: CellRef,
    text: String,
    number: Option<Decimal>,
}

/// One piece of the page, in order.
enum Block {
    Line(String),
    Table(Table),
}

/// The page while it is being read.
#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    open: Vec<Table>,
    /// Open tables that lie too deep.
    too_deep: usize,
    line: String,
    /// Element whose text is not shown.
    unseen: Option<Vec<u8>>,
}

/// Reads every table and every line of text outside tables into one sheet, one below the other, as Excel shows them.
pub(super) fn read(text: &str, sheet: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    let mut left = limits.cells.saturating_mul(4);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                if matches!(tag.name.as_slice(), b"td" | b"th") {
                    left = left.checked_sub(1).ok_or_else(|| failure::too_many_cells(limits))?;
                }
                page.start(&tag);
            }
            Token::EndTag(tag) => page.end(&tag.name),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    while !page.open.is_empty() {
        page.end_table();
    }
    page.end_line();
    let has_cells =
        page.blocks.iter().any(|block| matches!(block, Block::Table(table) if !table.cells.is_empty()));
    if !has_cells && is_frame_of_sheets(&text.to_ascii_lowercase()) {
        return Err(failure::unreadable("reason.frames", ""));
    }
    page.into_reading(sheet, limits)
}

/// Whether a page, in small letters, is what Excel saves beside a folder that holds the sheets, each a page of its own.
pub(super) fn is_frame_of_sheets(lower: &str) -> bool {
    lower.contains("<x:worksheetsource ") || lower.contains("id=\"shlink\"") || lower.contains("id=shlink")
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        if self.unseen.is_some() {
            return;
        }
        match tag.name.as_slice() {
            b"script" | b"style" | b"title" | b"xml" | b"head" if !tag.self_closing => {
                self.unseen = Some(tag.name.to_vec());
            }
            b"body" => self.unseen = None,
            b"table" if self.open.len() == MAX_DEPTH => self.too_deep += 1,
            b"table" => {
                self.end_line();
                self.open.push(Table::default());
            }
            b"tr" | b"td" | b"th" if self.too_deep > 0 => {}
            b"tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.begin_row(attribute(tag, "style").is_some_and(is_undisplayed));
                }
            }
            b"td" | b"th" => {
                if let Some(table) = self.open.last_mut() {
                    table.begin_cell(tag);
                }
            }
            b"br" | b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4" => self.break_line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(unseen) = &self.unseen {
            if unseen.as_slice() == name {
                self.unseen = None;
            }
            return;
        }
        match name {
            b"table" if self.too_deep > 0 => self.too_deep -= 1,
            b"table" => self.end_table(),
            b"tr" | b"td" | b"th" if self.too_deep > 0 => {}
            b"td" | b"th" | b"tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.end_cell();
                }
            }
            b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4" => self.break_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.unseen.is_some() {
            return;
        }
        match self.open.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.push_str(text);
                }
            }
            None => self.line.push_str(text),
        }
    }

    fn break_line(&mut self) {
        match self.open.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.push('\n');
                }
            }
            None => self.end_line(),
        }
    }

    fn end_line(&mut self) {
        let line = tidy(&std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.blocks.push(Block::Line(line));
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.open.pop() {
            table.end_cell();
            self.blocks.push(Block::Table(table));
        }
    }

    fn into_reading(self, sheet: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
        let mut draft = Draft::new(sheet, false);
        let mut budget = Budget::new(limits);
        let mut top = 0u32;
        for block in self.blocks {
            match block {
                Block::Line(line) => {
                    draft.put(CellRef::new(top, 0), Content::Text(line.into()), None, None, &mut budget)?;
                    top += 1;
                }
                // A table that only holds other tables takes no room.
                Block::Table(table) if table.cells.is_empty() => {}
                Block::Table(table) => {
                    let below = |cell: CellRef| CellRef::new(cell.row.saturating_add(top), cell.column);
                    for (place, (text, number)) in table.cells {
                        let percent = number.is_some() && text.ends_with('%');
                        let content = number.map_or(Content::Text(text.into()), Content::Number);
                        let format = percent.then(|| "0%".into());
                        draft.put(below(place), content, None, format, &mut budget)?;
                    }
                    let merges = table
                        .merges
                        .iter()
                        .map(|merge| CellRange { start: below(merge.start), end: below(merge.end) });
                    draft.sheet.merges.extend(merges);
                    draft
                        .sheet
                        .hidden_rows
                        .extend(table.hidden_rows.iter().map(|row| row.saturating_add(top)));
                    top = top.saturating_add(table.height);
                }
            }
            if top >= MAX_ROWS {
                return Err(failure::too_many_cells(limits));
            }
        }
        Ok(Reading::of(draft))
    }
}

impl Table {
    fn begin_row(&mut self, hidden: bool) {
        self.end_cell();
        let row = self.row.map_or(0, |row| row.saturating_add(1));
        self.row = Some(row);
        self.column = 0;
        self.height = self.height.max(row.saturating_add(1));
        if hidden {
            self.hidden_rows.push(row);
        }
    }

    fn begin_cell(&mut self, tag: &StartTag<()>) {
        if self.row.is_none() {
            self.begin_row(false);
        }
        self.end_cell();
        let row = self.row.unwrap_or(0);
        while self.taken.get(&self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        if row >= MAX_ROWS || self.column >= MAX_COLUMNS {
            return;
        }
        let span = |name| {
            let text = attribute(tag, name).map(|value| value.trim().to_owned());
            text.and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
        };
        let (across, down) = (span("colspan"), span("rowspan"));
        let place = CellRef::new(row, self.column);
        let last =
            CellRef::new((row + down - 1).min(MAX_ROWS - 1), (self.column + across - 1).min(MAX_COLUMNS - 1));
        if across > 1 || down > 1 {
            self.merges.push(CellRange { start: place, end: last });
        }
        if down > 1 {
            self.taken.extend((place.column..=last.column).map(|column| (column, last.row + 1)));
        }
        // Excel writes the exact number beside the text that it shows.
        let number = attribute(tag, "x:num").and_then(|number| number.trim().parse().ok());
        self.cell = Some(OpenCell { place, text: String::new(), number });
        self.column = last.column + 1;
        self.height = self.height.max(row.saturating_add(1));
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = tidy(&cell.text);
        if !text.is_empty() || cell.number.is_some() {
            self.cells.insert(cell.place, (text, cell.number));
        }
    }
}

fn attribute<'t>(tag: &'t StartTag<()>, name: &str) -> Option<&'t str> {
    let value = tag.attributes.get(&HtmlString::from(name.as_bytes().to_vec()))?;
    std::str::from_utf8(value).ok()
}

fn is_undisplayed(style: &str) -> bool {
    style.replace(' ', "").to_ascii_lowercase().contains("display:none")
}

/// Text as a browser shows it: runs of white space are one space; lines, of which `\n` marks only those that the page
/// breaks itself, are kept apart.
fn tidy(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        line.split([' ', '\t', '\r', '\u{c}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
