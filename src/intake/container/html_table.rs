//! A table of a page, laid out as a spreadsheet shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use html5gum::StartTag;
use rust_decimal::Decimal;

use super::draft::{MAX_COLUMNS, MAX_ROWS};
use super::html_style::{HtmlStyle, attribute};
use super::html_text::HtmlText;
use super::look::Look;
use super::runs::Kept;
use super::shown_text::{self, Heard};
use crate::address::{CellRange, CellRef};
use crate::intake::sheet::{Content, Oddity};
use crate::text::Legacy;

/// Cells that one cell may cover, as browsers have it.
const MAX_SPAN: u32 = 1000;

/// A table while it is being read, with addresses of its own.
#[derive(Default)]
pub(super) struct HtmlTable {
    /// How what lies in the table looks, and what lies in its row.
    look: Look,
    row_look: Look,
    is_hidden: bool,
    /// Whether the part of the table that is being read is hidden.
    hides_rows: bool,
    row: Option<u32>,
    column: u32,
    /// Columns that were told of so far.
    told_columns: u32,
    cell: Option<OpenCell>,
    /// What its cells hold.
    pub(super) cells: BTreeMap<CellRef, HtmlCell>,
    /// Its merged ranges.
    pub(super) merges: Vec<CellRange>,
    /// Rows that are not displayed, or have no height.
    pub(super) hidden_rows: Vec<u32>,
    /// Columns that are not displayed, or have no width.
    pub(super) hidden_columns: BTreeSet<u32>,
    /// By column, the row from which it is free again below a cell that spans rows.
    taken: BTreeMap<u32, u32>,
    /// Its rows.
    pub(super) height: u32,
}

/// A cell whose end was not seen yet.
struct OpenCell {
    place: CellRef,
    text: HtmlText,
    number: Option<Decimal>,
    is_error: bool,
    formula: Option<Arc<str>>,
    is_hidden: bool,
}

/// What a cell holds and shows.
#[derive(Clone, Debug)]
pub(super) struct HtmlCell {
    /// Its value and what is shown of it.
    pub(super) heard: Heard,
    /// Its formula, which older Excels write.
    pub(super) formula: Option<Arc<str>>,
    /// The encoding that its font is made for.
    pub(super) legacy: Option<Legacy>,
}

impl HtmlTable {
    /// An empty table of that style within what looks like `around`.
    pub(super) fn new(style: &HtmlStyle, around: &Look) -> Self {
        let look = style.look_within(around);
        Self { row_look: look.clone(), look, is_hidden: style.is_hidden, ..Self::default() }
    }

    /// The text of the cell that is open.
    pub(super) fn text(&mut self) -> Option<&mut HtmlText> {
        self.cell.as_mut().map(|cell| &mut cell.text)
    }

    /// How what comes next looks.
    pub(super) fn inner_look(&self) -> &Look {
        self.cell.as_ref().map_or(&self.row_look, |cell| cell.text.look())
    }

    /// Takes the beginning of a part of the table, such as `tbody`.
    pub(super) fn begin_part(&mut self, style: &HtmlStyle) {
        self.end_cell();
        self.hides_rows = style.is_hidden;
    }

    /// Takes what is said of one column or several.
    pub(super) fn tell_columns(&mut self, tag: &StartTag<()>, style: &HtmlStyle) {
        let end = self.told_columns.saturating_add(span(tag, "span")).min(MAX_COLUMNS);
        if style.is_hidden || style.has_no_width {
            self.hidden_columns.extend(self.told_columns..end);
        }
        self.told_columns = end;
    }

    /// Takes the beginning of a row.
    pub(super) fn begin_row(&mut self, style: &HtmlStyle) {
        self.end_cell();
        let row = self.row.map_or(0, |row| row.saturating_add(1));
        self.row = Some(row);
        self.column = 0;
        self.height = self.height.max(row.saturating_add(1));
        self.row_look = style.look_within(&self.look);
        if self.is_hidden || self.hides_rows || style.is_hidden || style.has_no_height {
            self.hidden_rows.push(row);
        }
    }

    /// Takes the beginning of a cell.
    pub(super) fn begin_cell(&mut self, tag: &StartTag<()>, style: &HtmlStyle) {
        if self.row.is_none() {
            self.begin_row(&HtmlStyle::default());
        }
        self.end_cell();
        let row = self.row.unwrap_or(0);
        while self.taken.get(&self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        if row >= MAX_ROWS || self.column >= MAX_COLUMNS {
            return;
        }
        let (across, down) = (span(tag, "colspan"), span(tag, "rowspan"));
        let place = CellRef::new(row, self.column);
        let last =
            CellRef::new((row + down - 1).min(MAX_ROWS - 1), (self.column + across - 1).min(MAX_COLUMNS - 1));
        if across > 1 || down > 1 {
            self.merges.push(CellRange { start: place, end: last });
        }
        if down > 1 {
            self.taken.extend((place.column..=last.column).map(|column| (column, last.row + 1)));
        }
        // Excel and LibreOffice write the exact number beside the text that they show, and what made it.
        let number = attribute(tag, "x:num").or_else(|| attribute(tag, "sdval")).and_then(|number| {
            let number = number.trim();
            number.parse().ok().or_else(|| Decimal::from_scientific(number).ok())
        });
        let formula = attribute(tag, "x:fmla").map(|formula| formula.trim_start_matches('=').into());
        self.cell = Some(OpenCell {
            place,
            text: HtmlText::new(style.look_within(&self.row_look)),
            number,
            is_error: attribute(tag, "x:err").is_some(),
            formula,
            is_hidden: style.is_hidden,
        });
        self.column = last.column + 1;
        self.height = self.height.max(row.saturating_add(1));
    }

    /// Takes the end of a cell, written or not.
    pub(super) fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        if !cell.text.is_empty() || cell.number.is_some() || cell.formula.is_some() {
            self.cells.insert(cell.place, cell.ended());
        }
    }
}

impl HtmlCell {
    /// A line of text between tables as a cell of its own.
    pub(super) fn of_line(line: &HtmlText) -> Self {
        let Kept { text, shown, mut oddities, legacy } = line.kept();
        if line.is_unseen() {
            oddities.add(Oddity::Unseen);
        }
        let heard = Heard { content: Content::Text(text.into()), format: None, shown, oddities };
        Self { heard, formula: None, legacy }
    }
}

impl OpenCell {
    fn ended(self) -> HtmlCell {
        let Kept { text, shown, mut oddities, legacy } = self.text.kept();
        if self.is_hidden || self.text.is_unseen() {
            oddities.add(Oddity::Unseen);
        }
        let format = self.text.base().format.clone();
        let heard = match self.number {
            // There are no types in a page: what reads as an error is one.
            _ if self.is_error || shown_text::is_error(&text) => Heard::of(Content::Error(text.into())),
            None => Heard { content: Content::Text(text.into()), format, shown, oddities },
            Some(number) => shown_text::hear(
                Heard { content: Content::Number(number), format, shown: None, oddities },
                &text,
            ),
        };
        HtmlCell { heard, formula: self.formula, legacy }
    }
}

fn span(tag: &StartTag<()>, name: &str) -> u32 {
    let text = attribute(tag, name).map(str::trim);
    text.and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}
