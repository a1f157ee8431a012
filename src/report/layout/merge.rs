//! Merged cells.

use super::draft::Draft;
use crate::address::{CellRange, CellRef};

/// The merges of the template, each as often as its rows are printed.
pub(super) fn merges(draft: &Draft<'_>) -> Vec<CellRange> {
    let blocks = &draft.template.blocks;
    let mut merges = Vec::new();
    for range in &draft.template.sheet.merges {
        let (start, end) = (range.start.row, range.end.row);
        let mut parts = blocks.iter().flat_map(|block| [&block.heading, &block.item]);
        let own = parts.clone().find(|rows| rows.contains(&start));
        if own.is_some_and(|rows| !rows.contains(&end))
            || (own.is_none() && parts.any(|rows| rows.contains(&end)))
        {
            // It would be torn apart; the template's check has told of it.
            continue;
        }
        let firsts: Vec<u32> = match own {
            Some(_) => {
                (0..).zip(&draft.rows).filter(|(_, row)| row.from == start).map(|(out, _)| out).collect()
            }
            None => draft.first_printed(start).into_iter().collect(),
        };
        for first in firsts {
            let last = if own.is_some() { Some(first + (end - start)) } else { draft.last_printed(end) };
            let Some(last) = last.filter(|&last| last >= first) else { continue };
            let (start, end) =
                (CellRef::new(first, range.start.column), CellRef::new(last, range.end.column));
            if start != end {
                merges.push(CellRange { start, end });
            }
        }
    }
    merges
}
