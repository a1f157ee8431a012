//! Where a form's columns stand: found by the texts above them, never by address.

use super::grid::Grid;
use super::header_path::{self, Path};
use super::matching::columns_of;
use super::text_key::TextKey;
use crate::address::CellRef;

/// Most rows that a header has, titles that happen to stand close above it included.
const TALLEST: u32 = 6;
/// Most header blocks that are tried on one sheet.
const MOST_TRIED: usize = 600;

/// A column that a form has.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Name for messages.
    pub(super) name: String,
    /// Header texts from the top row down, each with its alternatives.
    pub(super) levels: Vec<Vec<TextKey>>,
    /// What the numbering row says of it.
    pub(super) number: Option<u32>,
    /// Whether the form cannot be used without it.
    pub(super) needed: bool,
}

impl Wanted {
    pub(super) fn new(name: &str, levels: &[Vec<String>], number: Option<&str>, needed: bool) -> Self {
        Self {
            name: name.to_owned(),
            levels: levels.iter().map(|level| level.iter().map(|text| TextKey::of(text)).collect()).collect(),
            number: number.and_then(super::numbering::token),
            needed,
        }
    }

    pub(super) fn leaf(&self) -> &[TextKey] {
        self.levels.last().map_or(&[], Vec::as_slice)
    }
}

/// How a column was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By its texts.
    Text,
    /// By its lowest text together with its number in the numbering row.
    Number,
    /// By a text that is only similar; somebody must confirm it.
    Similar,
}

/// A column that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Which of the wanted columns, by its place in the list.
    pub(super) wanted: usize,
    /// The sheet's column.
    pub(super) column: u32,
    /// The lowest header cell.
    pub(super) cell: CellRef,
    /// The header texts as typed, from the top down.
    pub(super) text: String,
    /// How it was recognised.
    pub(super) how: How,
}

/// A header block and its columns.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// First row.
    pub(super) top: u32,
    /// Last row, the numbering row included.
    pub(super) bottom: u32,
    /// Last row of the table: the row before the next header block of the same form, or the sheet's last.
    pub(super) end: u32,
    /// Columns that were found, in the order of the wanted ones.
    pub(super) found: Vec<Found>,
    /// Wanted columns whose texts stand above several columns alike, with those header cells.
    pub(super) ambiguous: Vec<(usize, Vec<CellRef>)>,
}

impl Header {
    /// The sheet's column of a wanted one.
    pub(super) fn column(&self, wanted: usize) -> Option<u32> {
        self.found(wanted).map(|found| found.column)
    }

    /// What was found for a wanted column.
    pub(super) fn found(&self, wanted: usize) -> Option<&Found> {
        self.found.iter().find(|found| found.wanted == wanted)
    }
}

/// A block of rows that may be a header.
pub(super) struct Block<'g> {
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) paths: Vec<Path<'g>>,
    matches: usize,
}

/// Every header block of `grid` that shows at least `least` of the wanted columns by their exact texts, from the top
/// down. Where the best block shows more columns than another, the other is no header of this form.
pub(super) fn find_headers(grid: &Grid<'_>, wanted: &[Wanted], least: usize) -> Vec<Header> {
    let mut blocks = blocks(grid, wanted, least);
    // The most columns first; of equal blocks the highest, and of those at one place the one with the fewest rows.
    blocks.sort_by_key(|block| (std::cmp::Reverse(block.matches), block.bottom, block.bottom - block.top));
    let most = blocks.first().map_or(0, |block| block.matches);
    let mut chosen: Vec<Block<'_>> = Vec::new();
    for block in blocks {
        let apart = chosen.iter().all(|other| block.top > other.bottom || block.bottom < other.top);
        if block.matches == most && apart {
            chosen.push(block);
        }
    }
    chosen.sort_by_key(|block| block.top);
    let mut headers: Vec<Header> = chosen.iter().map(|block| columns_of(grid, wanted, block)).collect();
    let mut end = grid.last_row();
    for header in headers.iter_mut().rev() {
        header.end = end.max(header.bottom);
        end = header.top.saturating_sub(1);
    }
    headers
}

fn blocks<'g>(grid: &'g Grid<'_>, wanted: &[Wanted], least: usize) -> Vec<Block<'g>> {
    let mut rows: Vec<(u32, Vec<bool>)> = Vec::new();
    for (at, key) in grid.texts(0, u32::MAX) {
        for (index, column) in wanted.iter().enumerate() {
            if !column.leaf().iter().any(|text| text.equals(key)) {
                continue;
            }
            if rows.last().is_none_or(|(row, _)| *row != at.row) {
                rows.push((at.row, vec![false; wanted.len()]));
            }
            if let Some((_, seen)) = rows.last_mut()
                && let Some(seen) = seen.get_mut(index)
            {
                *seen = true;
            }
        }
    }
    let mut blocks = Vec::new();
    let mut tried = std::collections::BTreeSet::new();
    for (place, (row, _)) in rows.iter().enumerate() {
        let mut seen = vec![false; wanted.len()];
        for (above, here) in rows.iter().take(place + 1).rev() {
            if row - above >= TALLEST {
                break;
            }
            seen.iter_mut().zip(here).for_each(|(seen, here)| *seen |= here);
        }
        if seen.iter().filter(|seen| **seen).count() < least {
            continue;
        }
        // A header that is broken over rows ends below the last row that shows a text in full.
        let bottoms = std::iter::once(*row).chain(grid.rows_between(row + 1, row + 2));
        'row: for bottom in bottoms {
            for top in (bottom.saturating_sub(TALLEST - 1)..=*row).rev() {
                if blocks.len() >= MOST_TRIED || !tried.insert((top, bottom)) {
                    continue;
                }
                let paths = header_path::paths(grid, top, bottom);
                let matches = wanted
                    .iter()
                    .filter(|column| paths.iter().any(|path| path.shows(&column.levels)))
                    .count();
                if matches >= least {
                    blocks.push(Block { top, bottom, paths, matches });
                }
                // Nothing that is taller or ends lower would be preferred.
                if matches == wanted.len() {
                    break 'row;
                }
            }
        }
    }
    blocks
}
