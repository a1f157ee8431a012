//! The header of a table that nobody has described yet, found by its shape.

use std::collections::BTreeMap;

use super::super::cell_words::is_blank_cell;
use super::super::grid::Grid;
use super::super::header_path::{self, Path};
use super::super::numbering::{self, Numbering};
use super::super::sheet::Content;
use crate::address::CellRef;
use crate::text::clean;

/// Rows that a header has at most.
const TALLEST: u32 = 6;
/// Rows in which the first header row is looked for.
const HIGHEST: usize = 200;
/// Rows below that must look like rows of the table.
const LOOKED_AT: usize = 8;
/// Rows of a table from which types are guessed.
const MOST_ROWS: usize = 2_000;

/// A header and the rows below it.
pub(super) struct HeaderBlock {
    /// First row.
    pub(super) top: u32,
    /// Columns, left to right.
    pub(super) columns: Vec<HeaderColumn>,
    /// Rows of the table.
    pub(super) rows: Vec<u32>,
}

/// One column of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeaderColumn {
    /// The sheet's column.
    pub(super) place: u32,
    /// Header texts from the top down.
    pub(super) levels: Vec<String>,
    /// What the numbering row says, such as `(3)` or `A`.
    pub(super) number: Option<String>,
}

/// The header with the most columns below which rows fill them; of equal ones the highest.
pub(super) fn find(grid: &Grid<'_>) -> Option<HeaderBlock> {
    let mut best: Option<HeaderBlock> = None;
    for top in grid.rows_between(0, u32::MAX).take(HIGHEST) {
        let Some(bottom) = bottom_of(grid, top) else { continue };
        let Some(block) = block(grid, top, bottom) else { continue };
        if best.as_ref().is_none_or(|best| block.columns.len() > best.columns.len()) {
            best = Some(block);
        }
    }
    best
}

/// The last row of a header that begins in `top`: as deep as its merges reach, and one deeper where every text of the
/// next row stands beneath a merged one.
fn bottom_of(grid: &Grid<'_>, top: u32) -> Option<u32> {
    if !is_text_row(grid, top) {
        return None;
    }
    let mut bottom = top;
    loop {
        let mut deeper = bottom;
        for row in top..=bottom {
            for (at, _) in grid.row(row) {
                if let Some(range) = grid.merge(at)
                    && range.start == at
                {
                    deeper = deeper.max(range.end.row);
                }
            }
        }
        let next = deeper + 1;
        let beneath = |at: CellRef| {
            let above = (top..next).rev().find_map(|row| grid.merge(CellRef::new(row, at.column)));
            above.is_some_and(|range| {
                range.end.row == next - 1 && range.end.column > range.start.column && range.start.row >= top
            })
        };
        let mut texts = grid.row(next).peekable();
        if texts.peek().is_some()
            && texts.all(|(at, cell)| matches!(cell.content, Content::Text(_)) && beneath(at))
        {
            deeper = next;
        }
        if deeper == bottom {
            break;
        }
        bottom = deeper;
        if bottom - top >= TALLEST {
            return None;
        }
    }
    (top..=bottom).all(|row| grid.row(row).next().is_none() || is_text_row(grid, row)).then_some(bottom)
}

/// Whether a row holds texts only, and not just the numbers of columns.
fn is_text_row(grid: &Grid<'_>, row: u32) -> bool {
    let mut words = false;
    for (_, cell) in grid.row(row) {
        let Content::Text(text) = &cell.content else { return false };
        words |= numbering::token(text).is_none();
    }
    words
}

fn block(grid: &Grid<'_>, top: u32, bottom: u32) -> Option<HeaderBlock> {
    let paths = header_path::paths(grid, top, bottom);
    let numbering = Numbering::below(grid, bottom);
    let end = numbering.as_ref().map_or(bottom, |numbering| numbering.row);
    let rows: Vec<u32> = grid.rows_between(end + 1, u32::MAX).take(MOST_ROWS).collect();
    let filled = |column: u32| {
        rows.iter().filter(|row| !is_blank_cell(grid.cell(CellRef::new(**row, column)))).count()
    };
    // Where one header cell spans several columns, the one with the most below it; spacers hold nothing.
    let mut by_cell: BTreeMap<CellRef, (usize, &Path<'_>)> = BTreeMap::new();
    for path in paths.iter().filter(|path| !levels(path).is_empty()) {
        let (Some(cell), count) = (path.cell(), filled(path.column)) else { continue };
        let known = by_cell.entry(cell).or_insert((count, path));
        if count > known.0 {
            *known = (count, path);
        }
    }
    let mut chosen: Vec<&Path<'_>> = by_cell.into_values().map(|(_, path)| path).collect();
    chosen.sort_by_key(|path| path.column);
    let looks_alike = rows.iter().take(LOOKED_AT).any(|row| {
        let holding = |path: &&&Path<'_>| !is_blank_cell(grid.cell(CellRef::new(*row, path.column)));
        chosen.iter().filter(holding).count() * 2 >= chosen.len()
    });
    if chosen.len() < 2 || !looks_alike {
        return None;
    }
    let columns = chosen
        .into_iter()
        .map(|path| HeaderColumn {
            place: path.column,
            levels: levels(path),
            number: numbering.as_ref().and_then(|numbering| numbering.of(path.column)).map(number_text),
        })
        .collect();
    Some(HeaderBlock { top, columns, rows })
}

/// The texts above a column as a description may write them: a bar would part two spellings.
fn levels(path: &Path<'_>) -> Vec<String> {
    path.texts().map(|text| clean(&text.replace('|', " "))).filter(|text| !text.is_empty()).collect()
}

/// `(3)`, or `A` for a column that is numbered by a letter.
fn number_text(number: u32) -> String {
    match number.checked_sub(numbering::LETTER).and_then(|letter| char::from_u32(u32::from('A') + letter)) {
        Some(letter) => letter.to_string(),
        None => format!("({number})"),
    }
}
