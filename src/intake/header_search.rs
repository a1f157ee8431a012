//! Where headers stand on a sheet.

use super::grid::Grid;
use super::header::{Header, WantedColumns};
use super::header_path;
use super::matching::{Block, columns_of};

/// Most rows that a header has, titles that happen to stand close above it included.
const TALLEST: u32 = 6;
/// Most header blocks that are tried on one sheet.
const MOST_TRIED: usize = 600;

/// Every header block of `grid` that shows at least `least` of the wanted columns by their exact texts, from the top
/// down. Where the best block shows more columns than another, the other is no header of this form.
pub(super) fn find_headers(grid: &Grid<'_>, wanted: &WantedColumns, least: usize) -> Vec<Header> {
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

fn blocks<'g>(grid: &'g Grid<'_>, wanted: &WantedColumns, least: usize) -> Vec<Block<'g>> {
    let mut rows: Vec<(u32, Vec<bool>)> = Vec::new();
    for (at, key) in grid.texts(0, u32::MAX) {
        for index in wanted.with_lowest(key).iter().copied() {
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
                let shown = |index: &usize| paths.iter().any(|path| path.shows(*index, wanted));
                let matches = (0..wanted.len()).filter(shown).count();
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
