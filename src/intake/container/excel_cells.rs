//! Cells of one sheet in a binary format of Excel, while they are read.

use std::collections::HashSet;

use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::excel_style::{Font, Style, Styles};
use super::excel_text::RichText;
use super::excel_value;
use super::runs::{Kept, keep};
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::{Cell, Content, Oddities, Oddity};

/// Rows and cells that are looked at for the formulas of arrays; more are in no honest sheet.
const MAX_ARRAY_STEPS: usize = 1 << 20;

/// Where a cell stands, its style, and whether its value is the result of a formula.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// Its address.
    pub(super) place: CellRef,
    /// Number of its style.
    pub(super) style: usize,
    /// Whether it holds a formula, whose text is empty unless the library can spell it.
    pub(super) is_formula: bool,
}

/// The cells so far.
pub(super) struct ExcelCells<'a> {
    styles: &'a Styles,
    is_1904: bool,
    budget: &'a mut Budget,
    /// Put into their order all at once, which is cheaper than one by one.
    cells: Vec<(CellRef, Cell)>,
    arrays: Vec<CellRange>,
    /// Rows that say themselves whether they are hidden, where the others are.
    stated_rows: Option<HashSet<u32>>,
}

impl<'a> ExcelCells<'a> {
    /// None yet.
    pub(super) fn new(styles: &'a Styles, is_1904: bool, budget: &'a mut Budget) -> Self {
        Self { styles, is_1904, budget, cells: Vec::new(), arrays: Vec::new(), stated_rows: None }
    }

    /// Adds a number.
    pub(super) fn number(&mut self, draft: &mut Draft, spot: Spot, number: f64) -> Result<(), Diagnostic> {
        let shows_day = self.style(spot).is_some_and(|style| style.shows_day);
        self.put(draft, spot, excel_value::number(number, shows_day, self.is_1904))
    }

    /// Adds any content but a text.
    pub(super) fn put(&mut self, draft: &mut Draft, spot: Spot, content: Content) -> Result<(), Diagnostic> {
        let odd = self.style(spot).map(|style| (style, self.styles.font(style.font)));
        let oddities = odd.map_or_else(Oddities::default, |(style, font)| odd_by(style, font));
        self.add(draft, spot, Cell { oddities, ..Cell::of(content) })
    }

    /// Adds a text.
    pub(super) fn text(&mut self, draft: &mut Draft, spot: Spot, text: &RichText) -> Result<(), Diagnostic> {
        if text.is_blank() && !spot.is_formula {
            return Ok(());
        }
        let general = Style::default();
        let style = self.style(spot).unwrap_or(&general);
        let (kept, oddities) = match text.runs(style, self.styles) {
            None => {
                let font = self.styles.font(style.font);
                let kept = Cell::of(Content::Text(text.text.clone()));
                ((kept, font.legacy), odd_by(style, font))
            }
            Some(runs) => {
                let Kept { text, shown, oddities, legacy } = keep(&runs);
                ((Cell { shown, ..Cell::of(Content::Text(text.into())) }, legacy), oddities)
            }
        };
        let (cell, legacy) = kept;
        if let Some(legacy) = legacy {
            draft.fonts.insert(spot.place, legacy);
        }
        self.add(draft, spot, Cell { oddities, ..cell })
    }

    fn add(&mut self, draft: &mut Draft, spot: Spot, cell: Cell) -> Result<(), Diagnostic> {
        if spot.place.row >= MAX_ROWS || spot.place.column >= MAX_COLUMNS {
            draft.unreadable.insert(spot.place);
            return Ok(());
        }
        let format = self.style(spot).and_then(|style| style.format.clone());
        let formula = spot.is_formula.then(|| "".into());
        if let Some(cell) = Draft::accepted(Cell { formula, format, ..cell }, self.budget)? {
            self.cells.push((spot.place, cell));
        }
        Ok(())
    }

    fn style(&self, spot: Spot) -> Option<&'a Style> {
        self.styles.cells.get(spot.style)
    }

    /// Notes that one formula fills that range.
    pub(super) fn array(&mut self, range: CellRange) {
        self.arrays.push(range);
    }

    /// Notes that rows are hidden unless they say otherwise.
    pub(super) fn hide_rows(&mut self) {
        self.stated_rows.get_or_insert_default();
    }

    /// Notes that a row says itself whether it is hidden.
    pub(super) fn state_row(&mut self, row: u32) {
        if let Some(rows) = &mut self.stated_rows {
            rows.insert(row);
        }
    }

    /// Hands the cells over to `draft`.
    pub(super) fn finish(self, draft: &mut Draft) {
        let cells = &mut draft.sheet.cells;
        *cells = self.cells.into_iter().collect();
        let mut steps = 0;
        let rows = self
            .arrays
            .iter()
            .flat_map(|range| (range.start.row..=range.end.row).map(move |row| (range, row)));
        for (CellRange { start, end }, row) in rows {
            if steps > MAX_ARRAY_STEPS {
                break;
            }
            steps += 1;
            if start.column <= end.column {
                let range = CellRef::new(row, start.column)..=CellRef::new(row, end.column);
                for (_, cell) in cells.range_mut(range) {
                    cell.formula.get_or_insert_with(|| "".into());
                    steps += 1;
                }
            }
        }
        if let Some(stated) = self.stated_rows {
            let rows = cells.keys().map(|cell| cell.row).filter(|row| !stated.contains(row));
            draft.sheet.hidden_rows.extend(rows);
        }
    }
}

/// What is odd about any cell of that style.
fn odd_by(style: &Style, font: Font) -> Oddities {
    let mut oddities = Oddities::default();
    if font.struck {
        oddities.add(Oddity::Struck);
    }
    if font.is_unseen_on(style.ground) {
        oddities.add(Oddity::Unseen);
    }
    oddities
}
