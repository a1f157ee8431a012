//! Where a form's columns stand: found by the texts above them, never by address.

use super::grid::Grid;
use super::header_path::{self, Path};
use super::numbering::Numbering;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::text::similar;

/// Most rows that a header has, titles that happen to stand close above it included.
const TALLEST: u32 = 6;
/// Most header blocks that are tried on one sheet.
const MOST_TRIED: usize = 600;
/// Most columns without a match that are compared letter by letter.
const MOST_COMPARED: usize = 200;
/// From here on two texts are similar enough to be guessed the same.
const ALIKE: f64 = 0.75;

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

    fn leaf(&self) -> &[TextKey] {
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
struct Block<'g> {
    top: u32,
    bottom: u32,
    paths: Vec<Path<'g>>,
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
        for bottom in std::iter::once(*row).chain(grid.rows_between(row + 1, row + 2)) {
            for top in bottom.saturating_sub(TALLEST - 1)..=*row {
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
            }
        }
    }
    blocks
}

/// The columns of a chosen block: by text, by text and number, then by similarity.
fn columns_of(grid: &Grid<'_>, wanted: &[Wanted], block: &Block<'_>) -> Header {
    let numbering = Numbering::below(grid, block.bottom);
    let mut header = Header {
        top: block.top,
        bottom: numbering.as_ref().map_or(block.bottom, |numbering| numbering.row),
        end: block.bottom,
        found: Vec::new(),
        ambiguous: Vec::new(),
    };
    // A parent's text that is not exact leaves its row out of the block; similarity looks a little higher.
    let taller = header_path::paths(grid, block.top.saturating_sub(2), block.bottom);
    let number_of = |path: &Path<'_>| numbering.as_ref().and_then(|numbering| numbering.of(path.column));
    for (index, column) in wanted.iter().enumerate() {
        let mut showing: Vec<&Path<'_>> =
            block.paths.iter().filter(|path| path.shows(&column.levels)).collect();
        if showing.len() > 1 {
            let exact: Vec<_> =
                showing.iter().copied().filter(|path| path.shows_in_full(column.leaf())).collect();
            showing = if exact.is_empty() { showing } else { exact };
        }
        if showing.len() > 1
            && let Some(number) = column.number
        {
            let numbered: Vec<_> =
                showing.iter().copied().filter(|path| number_of(path) == Some(number)).collect();
            showing = if numbered.is_empty() { showing } else { numbered };
        }
        showing.retain(|path| header.found.iter().all(|found| found.column != path.column));
        merge_spans(grid, &mut showing, block.bottom);
        match showing[..] {
            [] => {}
            [path] => header.found.push(path.found(index, How::Text)),
            _ => header.ambiguous.push((index, showing.iter().filter_map(|path| path.cell()).collect())),
        }
    }
    by_number(wanted, &taller, &number_of, &mut header);
    by_similarity(wanted, &taller, &mut header);
    header.found.sort_by_key(|found| found.wanted);
    header
}

/// Where one header cell is merged over several columns, keeps the one of them that holds most below.
fn merge_spans(grid: &Grid<'_>, showing: &mut Vec<&Path<'_>>, bottom: u32) {
    let one_cell = showing.windows(2).all(|pair| matches!(pair, [a, b] if a.cell() == b.cell()));
    if showing.len() < 2 || !one_cell {
        return;
    }
    let filled = |path: &Path<'_>| {
        grid.rows_between(bottom + 1, u32::MAX)
            .take(1_000)
            .filter(|row| grid.cell(CellRef::new(*row, path.column)).is_some())
            .count()
    };
    let fullest = showing.iter().copied().max_by_key(|path| (filled(path), std::cmp::Reverse(path.column)));
    *showing = fullest.into_iter().collect();
}

fn is_open(header: &Header, index: usize) -> bool {
    header.column(index).is_none() && header.ambiguous.iter().all(|(other, _)| *other != index)
}

/// A lowest text that fits together with the right number is certain although the texts above it are lost.
fn by_number(
    wanted: &[Wanted],
    paths: &[Path<'_>],
    number_of: &dyn Fn(&Path<'_>) -> Option<u32>,
    header: &mut Header,
) {
    for (index, column) in wanted.iter().enumerate() {
        if column.number.is_none() || !is_open(header, index) {
            continue;
        }
        let fitting = paths.iter().find(|path| {
            number_of(path) == column.number
                && path.ends_with(column.leaf())
                && header.found.iter().all(|found| found.column != path.column)
        });
        if let Some(path) = fitting {
            header.found.push(path.found(index, How::Number));
        }
    }
}

/// The remaining wanted columns against the remaining columns of the sheet, the most similar pair first.
fn by_similarity(wanted: &[Wanted], paths: &[Path<'_>], header: &mut Header) {
    let free: Vec<&Path<'_>> = paths
        .iter()
        .filter(|path| header.found.iter().all(|found| found.column != path.column))
        .take(MOST_COMPARED)
        .collect();
    let mut pairs: Vec<(f64, usize, &Path<'_>)> = Vec::new();
    for (index, column) in wanted.iter().enumerate().filter(|(index, _)| is_open(header, *index)) {
        for path in &free {
            let score = path.likeness(&column.levels);
            if score >= ALIKE {
                pairs.push((score, index, path));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (score, index, path) in &pairs {
        let rival = pairs.iter().any(|(other, rival, place)| {
            let same_cell = place.cell() == path.cell();
            let shared = (*rival == *index) != same_cell;
            shared && (score - other).abs() < 0.02
        });
        let taken = header.found.iter().any(|found| found.column == path.column);
        if is_open(header, *index) && !taken && !rival {
            header.found.push(path.found(*index, How::Similar));
        }
    }
}

/// How alike a header text and one of `texts` are, from 0 to 1. A text that is the other with words left out at
/// either end counts as alike.
pub(super) fn likeness(text: &TextKey, texts: &[TextKey]) -> f64 {
    let contains = |long: &str, short: &str| {
        let words = short.split(' ').count();
        words >= 2
            && 2 * words >= long.split(' ').count()
            && format!(" {long} ").contains(&format!(" {short} "))
    };
    let score = |other: &TextKey| {
        if text.equals(other) {
            return 1.0;
        }
        let best = similar(&text.bare, &other.bare).max(similar(&text.full, &other.full));
        if contains(&text.ascii, &other.ascii) || contains(&other.ascii, &text.ascii) {
            best.max(0.8)
        } else {
            best
        }
    };
    texts.iter().map(score).fold(0.0, f64::max)
}
