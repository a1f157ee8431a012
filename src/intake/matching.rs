//! Which of a sheet's columns is which of a form's: by text, by text and number, then by similarity.

use super::grid::Grid;
use super::header::{Header, How, WantedColumns};
use super::header_path::{self, Path};
use super::numbering::Numbering;
use crate::address::CellRef;

/// Most columns without a match that are compared letter by letter.
const MOST_COMPARED: usize = 200;
/// From here on two texts are similar enough to be guessed the same.
const ALIKE: f64 = 0.75;

/// A block of rows that may be a header.
pub(super) struct Block<'g> {
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) paths: Vec<Path<'g>>,
    /// How many of the wanted columns it shows.
    pub(super) matches: usize,
}

/// The columns of a chosen block: by text, by text and number, then by similarity.
pub(super) fn columns_of(grid: &Grid<'_>, wanted: &WantedColumns, block: &Block<'_>) -> Header {
    let numbering = Numbering::below(grid, block.bottom);
    let mut header = Header {
        top: block.top,
        bottom: numbering.as_ref().map_or(block.bottom, |numbering| numbering.row),
        end: block.bottom,
        found: Vec::new(),
        ambiguous: Vec::new(),
    };
    let trusted = numbering.as_ref().filter(|numbering| agrees(numbering, wanted, &block.paths));
    let number_of = |path: &Path<'_>| trusted.and_then(|numbering| numbering.of(path.column));
    for (index, column) in wanted.iter().enumerate() {
        let mut showing: Vec<&Path<'_>> =
            block.paths.iter().filter(|path| path.shows(index, wanted)).collect();
        if showing.len() > 1 {
            let exact: Vec<_> = showing.iter().copied().filter(|path| path.shows_in_full(column)).collect();
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
    if (0..wanted.len()).any(|index| is_open(&header, index)) {
        // A parent's text that is not exact leaves its row out of the block; similarity looks a little higher.
        let taller = header_path::paths(grid, block.top.saturating_sub(2), block.bottom);
        by_number(wanted, &taller, &number_of, &mut header);
        by_similarity(wanted, &taller, &mut header);
    }
    header.found.sort_by_key(|found| found.wanted);
    header
}

/// Whether a numbering row says of every column that the texts alone tell what the form says. Copied from another
/// form, or counted anew after a column was put in, it tells nothing.
fn agrees(numbering: &Numbering, wanted: &WantedColumns, paths: &[Path<'_>]) -> bool {
    wanted.iter().enumerate().all(|(index, column)| {
        let mut showing = paths.iter().filter(|path| path.shows(index, wanted));
        match (showing.next(), showing.next(), column.number) {
            (Some(only), None, Some(number)) => {
                numbering.of(only.column).is_none_or(|stated| stated == number)
            }
            _ => true,
        }
    })
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
    wanted: &WantedColumns,
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
                && column.leaf().is_some_and(|leaf| path.ends_with(leaf))
                && header.found.iter().all(|found| found.column != path.column)
        });
        if let Some(path) = fitting {
            header.found.push(path.found(index, How::Number));
        }
    }
}

/// The remaining wanted columns against the remaining columns of the sheet, the most similar pair first.
fn by_similarity(wanted: &WantedColumns, paths: &[Path<'_>], header: &mut Header) {
    let free: Vec<&Path<'_>> = paths
        .iter()
        .filter(|path| header.found.iter().all(|found| found.column != path.column))
        .take(MOST_COMPARED)
        .collect();
    let mut pairs: Vec<(f64, usize, &Path<'_>)> = Vec::new();
    for (index, column) in wanted.iter().enumerate().filter(|(index, _)| is_open(header, *index)) {
        for path in &free {
            let score = path.likeness(column);
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
            // Titles may stand above it; a guess shows no more texts than the form has.
            let levels = wanted.get(*index).map_or(1, |column| column.levels.len());
            header.found.push(path.found_lowest(*index, How::Similar, levels.max(2)));
        }
    }
}
