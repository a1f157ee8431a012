//! The row `(1) (2) (3)` under a header.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::sheet::{Cell, Content};

/// A numbering row.
pub(super) struct Numbering {
    /// Where it stands.
    pub(super) row: u32,
    numbers: BTreeMap<u32, u32>,
}

impl Numbering {
    /// The numbering row among the two rows below `bottom`: every cell of it is a number of a column, each another unless they
    /// stand in brackets.
    pub(super) fn below(grid: &Grid<'_>, bottom: u32) -> Option<Self> {
        grid.rows_between(bottom + 1, bottom + 2).find_map(|row| Self::at(grid, row))
    }

    /// The numbering row that `row` is.
    pub(super) fn at(grid: &Grid<'_>, row: u32) -> Option<Self> {
        Some(Self { row, numbers: Self::numbers(grid, row)? })
    }

    fn numbers(grid: &Grid<'_>, row: u32) -> Option<BTreeMap<u32, u32>> {
        let mut numbers = BTreeMap::new();
        // In brackets a number may stand twice: a column was put in and its number copied.
        let mut bracketed = true;
        let mut repeated = false;
        for (at, cell) in grid.row(row) {
            let number = cell_token(cell)?;
            bracketed &= matches!(&cell.content, Content::Text(text) if text.trim().starts_with(['(', '[']));
            repeated |= numbers.values().any(|other| *other == number);
            if repeated && !bracketed {
                return None;
            }
            numbers.insert(at.column, number);
        }
        // Letters number the text columns: A, B, 1, 2. A row of data begins with its own number and goes on anyhow.
        let mut sorted: Vec<u32> = numbers.values().copied().filter(|number| *number < LETTER).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let runs = sorted.windows(2).all(|pair| matches!(pair, [a, b] if b - a <= 2));
        let from_start = sorted.first().is_some_and(|first| *first <= 3);
        (numbers.len() >= 3 && sorted.len() >= 2 && runs && from_start).then_some(numbers)
    }

    /// What it says of a column.
    pub(super) fn of(&self, column: u32) -> Option<u32> {
        self.numbers.get(&column).copied()
    }
}

/// Letters come after all numbers.
pub(super) const LETTER: u32 = 1_000;

fn cell_token(cell: &Cell) -> Option<u32> {
    match &cell.content {
        Content::Text(text) => token(text),
        Content::Number(number) => token(&number.normalize().to_string()),
        _ => None,
    }
}

/// `(3)`, `[3]`, `3`, `-3`, `A`, `(3)=(4)+(5)` as the number of a column; negative because Excel reads a typed `(3)` so.
pub(super) fn token(text: &str) -> Option<u32> {
    let text = text.trim();
    let first = text.split('=').next().unwrap_or(text).trim();
    let inner = first.trim_start_matches(['(', '[', '-']).trim_end_matches([')', ']', '.']).trim();
    if let Ok(number) = inner.parse::<u32>() {
        return (inner.len() <= 2 && number > 0).then_some(number);
    }
    let mut letters = inner.chars();
    match (letters.next(), letters.next()) {
        (Some(letter @ 'A'..='H'), None) => Some(LETTER + u32::from(letter) - u32::from('A')),
        _ => None,
    }
}
