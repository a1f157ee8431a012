//! A sheet while it is being read, and what is known of it beyond what it hands on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::failure;
use super::limits::Limits;
use super::runs::Kept;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::{Cell, Content, Oddities, Oddity, Sheet};
use crate::text::Legacy;

/// Rows of a sheet in any format.
pub(super) const MAX_ROWS: u32 = 1_048_576;

/// Columns of a sheet in any format.
pub(super) const MAX_COLUMNS: u32 = 16_384;

/// Cells that are looked at for array formulas, however many of those there are.
const MOST_ARRAY_CELLS: usize = 4_000_000;

/// A sheet, the legacy encodings that its fonts tell of, and its unreadable cells.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The sheet so far.
    pub(super) sheet: Sheet,
    /// Cells whose font is made for a legacy encoding.
    pub(super) fonts: BTreeMap<CellRef, Legacy>,
    /// Whether the file says in which fonts the other cells are.
    pub(super) tells_fonts: bool,
    /// Cells that hold something which cannot be read.
    pub(super) unreadable: BTreeSet<CellRef>,
    /// Whether the sheet shows nothing for a zero.
    pub(super) hides_zeros: bool,
}

/// What may still be read of a workbook before it is too large.
#[derive(Debug)]
pub(super) struct Budget {
    limits: Limits,
    cells: usize,
    text_bytes: usize,
}

impl Budget {
    /// The whole of `limits`.
    pub(super) fn new(limits: &Limits) -> Self {
        Self { limits: *limits, cells: limits.cells, text_bytes: limits.text_bytes }
    }

    /// Takes one cell's share, or says that the workbook is too large.
    fn take(&mut self, cell: &Cell) -> Result<(), Diagnostic> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| failure::too_many_cells(&self.limits))?;
        if let Content::Text(text) | Content::Error(text) = &cell.content {
            self.take_text(text)?;
        }
        [&cell.formula, &cell.shown].into_iter().flatten().try_for_each(|text| self.take_text(text))
    }

    fn take_text(&mut self, text: &str) -> Result<(), Diagnostic> {
        let left = self.text_bytes.checked_sub(text.len());
        self.text_bytes = left.ok_or_else(|| failure::too_many_cells(&self.limits))?;
        Ok(())
    }
}

impl Draft {
    /// An empty sheet.
    pub(super) fn new(name: &str, hidden: bool) -> Self {
        Self { sheet: Sheet { name: name.into(), hidden, ..Sheet::default() }, ..Self::default() }
    }

    /// Puts `content` into `cell`. Text of nothing but spaces is blank.
    pub(super) fn put(
        &mut self,
        cell: CellRef,
        content: Content,
        formula: Option<Arc<str>>,
        format: Option<Arc<str>>,
        budget: &mut Budget,
    ) -> Result<(), Diagnostic> {
        if let Some(made) = Self::made(content, formula, format, budget)? {
            self.sheet.cells.insert(cell, made);
        }
        Ok(())
    }

    /// A cell of `content`; `None` where that is blank.
    pub(super) fn made(
        content: Content,
        formula: Option<Arc<str>>,
        format: Option<Arc<str>>,
        budget: &mut Budget,
    ) -> Result<Option<Cell>, Diagnostic> {
        Self::accepted(Cell { formula, format, ..Cell::of(content) }, budget)
    }

    /// The cell as it is; `None` where it is blank.
    pub(super) fn accepted(cell: Cell, budget: &mut Budget) -> Result<Option<Cell>, Diagnostic> {
        let blank = matches!(&cell.content, Content::Text(text) if text.trim().is_empty());
        if blank && cell.formula.is_none() {
            return Ok(None);
        }
        budget.take(&cell)?;
        Ok(Some(cell))
    }

    /// Gives a cell with text what its runs come to, in place of what its own font says.
    pub(super) fn keep(&mut self, cell: CellRef, kept: &Kept) {
        let Some(found) = self.sheet.cells.get_mut(&cell) else { return };
        if let Content::Text(text) = &mut found.content {
            *text = kept.text.as_str().into();
            found.shown = kept.shown.clone();
            found.oddities = kept.oddities;
            match kept.legacy {
                Some(legacy) => self.fonts.insert(cell, legacy),
                None => self.fonts.remove(&cell),
            };
        }
    }

    /// Adds a formula to a cell; a cell that holds nothing yet then holds `otherwise`.
    pub(super) fn add_formula(
        &mut self,
        cell: CellRef,
        formula: Arc<str>,
        otherwise: Content,
        budget: &mut Budget,
    ) -> Result<(), Diagnostic> {
        match self.sheet.cells.get_mut(&cell) {
            Some(found) => {
                budget.take_text(&formula)?;
                found.formula = Some(formula);
                Ok(())
            }
            None => self.put(cell, otherwise, Some(formula), None, budget),
        }
    }

    /// Gives the formula of `cell` its text; a cell without a formula, or a formula without a text, stays as it is.
    pub(super) fn spell_formula(
        &mut self,
        cell: CellRef,
        text: String,
        budget: &mut Budget,
    ) -> Result<(), Diagnostic> {
        let formula = self.sheet.cells.get_mut(&cell).and_then(|cell| cell.formula.as_mut());
        if let Some(formula) = formula.filter(|_| !text.is_empty()) {
            budget.take_text(&text)?;
            *formula = text.into();
        }
        Ok(())
    }

    /// Adds to a cell, if it holds something, what a person sees of it and the encoding that its font is made for.
    pub(super) fn tell(
        &mut self,
        place: CellRef,
        shown: Option<Arc<str>>,
        oddities: Oddities,
        legacy: Option<Legacy>,
    ) {
        let Some(cell) = self.sheet.cells.get_mut(&place) else { return };
        cell.shown = shown;
        cell.oddities = oddities;
        if let (Content::Text(_), Some(legacy)) = (&cell.content, legacy) {
            self.fonts.insert(place, legacy);
        }
    }

    /// Gives each cell of an array formula that formula, which stands in the first of them alone. A range that ends
    /// before it begins holds no cell. Ranges that overlap as often as no program writes them are too many.
    pub(super) fn fill_arrays(
        &mut self,
        arrays: Vec<(CellRange, Arc<str>)>,
        budget: &mut Budget,
    ) -> Result<(), Diagnostic> {
        let mut left = MOST_ARRAY_CELLS;
        for (range, formula) in arrays {
            let mut from = range.start;
            while from <= range.end {
                let Some((place, cell)) = self.sheet.cells.range_mut(from..=range.end).next() else { break };
                left = left.checked_sub(1).ok_or_else(|| failure::too_many_cells(&budget.limits))?;
                if range.contains(*place) && cell.formula.is_none() {
                    budget.take_text(&formula)?;
                    cell.formula = Some(formula.clone());
                }
                // Cells beside a narrow range are skipped, not looked at.
                from = match place.column {
                    column if column < range.start.column => CellRef::new(place.row, range.start.column),
                    column if column < range.end.column => CellRef::new(place.row, column + 1),
                    _ => CellRef::new(place.row + 1, range.start.column),
                };
            }
        }
        Ok(())
    }

    /// Notes of each zero that nobody sees it, where the sheet shows none.
    pub(super) fn hide_zeros(&mut self) {
        let is_zero = |cell: &Cell| matches!(&cell.content, Content::Number(number) if number.is_zero());
        if self.hides_zeros {
            let zeros = self.sheet.cells.values_mut().filter(|cell| is_zero(cell));
            zeros.for_each(|cell| cell.oddities.add(Oddity::Unseen));
        }
    }

    /// Drops what says nothing about any cell: hidden rows and columns and merged ranges without one.
    pub(super) fn tidy(&mut self) {
        let Sheet { cells, hidden_rows, hidden_columns, merges, .. } = &mut self.sheet;
        if !hidden_rows.is_empty() {
            let rows: BTreeSet<u32> = cells.keys().map(|cell| cell.row).collect();
            hidden_rows.retain(|row| rows.contains(row));
        }
        if !hidden_columns.is_empty() {
            let columns: BTreeSet<u32> = cells.keys().map(|cell| cell.column).collect();
            hidden_columns.retain(|column| columns.contains(column));
        }
        let holds = |merge: &CellRange| {
            let filled = || cells.range(merge.start..=merge.end).any(|(cell, _)| merge.contains(*cell));
            merge.start <= merge.end && (cells.contains_key(&merge.start) || filled())
        };
        merges.retain(|merge| merge.start != merge.end && holds(merge));
    }
}
