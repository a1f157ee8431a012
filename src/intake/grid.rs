//! A sheet as a reader sees it: merged cells seen through, texts ready to be compared.

use std::collections::HashMap;
use std::rc::Rc;

use super::sheet::{Cell, Content, Sheet};
use super::text_key::{KnownTexts, TextKey};
use crate::address::{CellRange, CellRef};

/// Rows with content among which headers and titles are looked for. No form has its header further down.
const ROWS_WITH_TEXTS: usize = 5_000;
/// Longest text in bytes that can be a header, a title or a label.
const LONGEST_TEXT: usize = 600;

/// A sheet with its merges indexed and its texts folded once.
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a Sheet,
    /// Rows that hold something, in order.
    rows: Vec<u32>,
    /// Columns that hold something, in order.
    columns: Vec<u32>,
    /// In reading order.
    texts: Vec<(CellRef, Rc<TextKey>)>,
    merges_by_row: HashMap<u32, Vec<CellRange>>,
    tall_merges: Vec<CellRange>,
    known: &'a KnownTexts,
}

impl<'a> Grid<'a> {
    /// `known` keeps the keys of texts from sheet to sheet.
    pub(super) fn new(sheet: &'a Sheet, known: &'a KnownTexts) -> Self {
        let mut rows: Vec<u32> = sheet.cells.keys().map(|cell| cell.row).collect();
        rows.dedup();
        let mut columns: Vec<u32> = sheet.cells.keys().map(|cell| cell.column).collect();
        columns.sort_unstable();
        columns.dedup();
        let last_row_with_texts = rows.get(ROWS_WITH_TEXTS).copied().unwrap_or(u32::MAX);
        let mut texts = Vec::new();
        for (at, cell) in sheet.cells.range(..CellRef::new(last_row_with_texts, 0)) {
            if let Content::Text(text) = &cell.content
                && text.len() <= LONGEST_TEXT
            {
                texts.push((*at, known.key(text)));
            }
        }
        let mut merges_by_row: HashMap<u32, Vec<CellRange>> = HashMap::new();
        let mut tall_merges = Vec::new();
        for range in &sheet.merges {
            if range.end.row.saturating_sub(range.start.row) > 200 {
                tall_merges.push(*range);
                continue;
            }
            for row in range.start.row..=range.end.row {
                merges_by_row.entry(row).or_default().push(*range);
            }
        }
        Self { sheet, rows, columns, texts, merges_by_row, tall_merges, known }
    }

    /// Rows that hold something, from `first` to `last`, both included.
    pub(super) fn rows_between(&self, first: u32, last: u32) -> impl DoubleEndedIterator<Item = u32> {
        let start = self.rows.partition_point(|row| *row < first);
        let end = self.rows.partition_point(|row| *row <= last).max(start);
        self.rows.get(start..end).unwrap_or_default().iter().copied()
    }

    /// The last row that holds something.
    pub(super) fn last_row(&self) -> u32 {
        self.rows.last().copied().unwrap_or(0)
    }

    /// Columns that hold something.
    pub(super) fn columns(&self) -> impl Iterator<Item = u32> {
        self.columns.iter().copied()
    }

    /// The cells of one row, left to right.
    pub(super) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (CellRef, &'a Cell)> {
        self.sheet
            .cells
            .range(CellRef::new(row, 0)..=CellRef::new(row, u32::MAX))
            .map(|(at, cell)| (*at, cell))
    }

    /// The texts of rows `first` to `last`, both included, in reading order.
    pub(super) fn texts(&self, first: u32, last: u32) -> impl Iterator<Item = (CellRef, &Rc<TextKey>)> {
        let end = CellRef::new(last.max(first), u32::MAX);
        let from = self.texts.partition_point(|(at, _)| *at < CellRef::new(first, 0));
        let texts = self.texts.iter().skip(from).take_while(move |(at, _)| *at <= end);
        texts.map(|(at, key)| (*at, key))
    }

    /// The text at `at` itself.
    pub(super) fn text(&self, at: CellRef) -> Option<&Rc<TextKey>> {
        let index = self.texts.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        self.texts.get(index).map(|(_, key)| key)
    }

    /// What the cell at `at` shows, a number too; `None` where that is nothing.
    pub(super) fn key(&self, at: CellRef) -> Option<Rc<TextKey>> {
        let key = match self.text(at) {
            Some(key) => key.clone(),
            None => self.key_of(&self.cell(at)?.raw()),
        };
        (!key.shown.is_empty()).then_some(key)
    }

    /// The keys of any text.
    pub(super) fn key_of(&self, text: &str) -> Rc<TextKey> {
        self.known.key(text)
    }

    /// The texts of `cells` read as one, in their order.
    pub(super) fn joined(&self, cells: &[CellRef]) -> Rc<TextKey> {
        let texts: Vec<&str> =
            cells.iter().filter_map(|cell| self.text(*cell)).map(|key| key.shown.as_str()).collect();
        self.key_of(&texts.join(" "))
    }

    /// The merged range that covers `at`.
    pub(super) fn merge(&self, at: CellRef) -> Option<CellRange> {
        let short = self.merges_by_row.get(&at.row).into_iter().flatten();
        short.chain(&self.tall_merges).find(|range| range.contains(at)).copied()
    }

    /// Where the content that is seen at `at` stands: there, or in the top left cell of its merged range.
    pub(super) fn source(&self, at: CellRef) -> CellRef {
        if self.sheet.cells.contains_key(&at) {
            return at;
        }
        self.merge(at).map_or(at, |range| range.start)
    }

    /// Where the value of column `column` in `row` stands. A merged range gives its value to its first cell only, so that
    /// no number serves two fields; a text (`spread`) is given to all that it covers.
    pub(super) fn value_place(&self, row: u32, column: u32, spread: bool) -> CellRef {
        let at = CellRef::new(row, column);
        if spread { self.source(at) } else { at }
    }

    /// The cell at `at` itself.
    pub(super) fn cell(&self, at: CellRef) -> Option<&'a Cell> {
        self.sheet.cells.get(&at)
    }
}
