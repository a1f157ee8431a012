//! What stands above a column, from the top of the header block down.

use std::cell::OnceCell;
use std::rc::Rc;

use super::grid::Grid;
use super::header::{Found, How, Level, Wanted, WantedColumns};
use super::numbering;
use super::text_key::TextKey;
use crate::address::CellRef;

/// Most columns that a header block is looked at.
const WIDEST: usize = 2_000;

/// The texts above one column, each once, from the top down.
pub(super) struct Path<'g> {
    /// The sheet's column.
    pub(super) column: u32,
    steps: Vec<Step<'g>>,
    grid: &'g Grid<'g>,
    joined: OnceCell<Vec<Rc<TextKey>>>,
    divided: OnceCell<Vec<&'g TextKey>>,
    whole: OnceCell<Vec<usize>>,
}

struct Step<'g> {
    cell: CellRef,
    key: &'g Rc<TextKey>,
}

/// The paths of all columns that have any text in rows `top` to `bottom`, left to right.
pub(super) fn paths<'g>(grid: &'g Grid<'g>, top: u32, bottom: u32) -> Vec<Path<'g>> {
    let mut paths = Vec::new();
    for column in grid.columns().take(WIDEST) {
        let mut steps: Vec<Step<'g>> = Vec::new();
        for row in top..=bottom {
            let at = CellRef::new(row, column);
            let source = grid.source(at);
            let text = grid.text(source).map(|key| (source, key)).or_else(|| {
                // A parent that is not merged over its children stands above the first of them only.
                let blank = grid.cell(source).is_none() && grid.merge(at).is_none();
                let texts_below =
                    || (row + 1..=bottom).any(|below| grid.text(CellRef::new(below, column)).is_some());
                if blank && texts_below() { left_of(grid, at) } else { None }
            });
            let Some((cell, key)) = text else { continue };
            let no_text = numbering::token(&key.shown).is_some() || is_remark(&key.full);
            if !no_text && steps.last().is_none_or(|step| step.cell != cell) {
                steps.push(Step { cell, key });
            }
        }
        if !steps.is_empty() {
            paths.push(Path {
                column,
                steps,
                grid,
                joined: OnceCell::new(),
                divided: OnceCell::new(),
                whole: OnceCell::new(),
            });
        }
    }
    paths
}

fn left_of<'g>(grid: &'g Grid<'g>, at: CellRef) -> Option<(CellRef, &'g Rc<TextKey>)> {
    let (cell, _) = grid.row(at.row).take_while(|(cell, _)| cell.column < at.column).last()?;
    // What is merged ends where its range ends.
    if grid.merge(cell).is_some() { None } else { grid.text(cell).map(|key| (cell, key)) }
}

/// `(hồ sơ)`: a remark on its own says nothing about which column it is.
fn is_remark(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')')
}

/// A text between a parent and its children that tells nothing of which child it is.
fn says_little(text: &str) -> bool {
    matches!(text, "trong đó" | "gồm" | "bao gồm" | "trong đó gồm" | "chia ra" | "chi tiết" | "hồ sơ")
}

/// Whether `parents` stand above a lowest text in this order in `above`. The nearest text that is above any column
/// decides, so that "Quá hạn" below "Đang giải quyết" is never that of "Đã giải quyết" further up. Between a total and
/// what it sums nothing else stands.
fn stands_below<'k>(
    above: impl DoubleEndedIterator<Item = &'k TextKey>,
    parents: &[Level],
    leaf: &Level,
    wanted: &WantedColumns,
) -> bool {
    let mut parents = parents.iter().rev().peekable();
    for key in above.rev() {
        let Some(level) = parents.peek() else { return true };
        if level.says(key) {
            parents.next();
        } else if wanted.is_parent(key) || (leaf.is_total && !says_little(&key.full)) {
            return false;
        }
    }
    parents.peek().is_none()
}

impl Path<'_> {
    /// The lowest header cell.
    pub(super) fn cell(&self) -> Option<CellRef> {
        self.steps.last().map(|step| step.cell)
    }

    /// Its texts as typed, from the top down.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().map(|step| step.key.shown.as_str())
    }

    /// Whether the path says all levels of the column at `index` of `wanted` in order, the last one lowest: row by row, in
    /// one cell, or by parts of cells. Other texts may stand above and between.
    pub(super) fn shows(&self, index: usize, wanted: &WantedColumns) -> bool {
        if self.said_whole(wanted).contains(&index) {
            return true;
        }
        let Some((leaf, parents)) = wanted.get(index).and_then(|column| column.levels.split_last()) else {
            return false;
        };
        if let Some(run) = self.run_of(leaf) {
            let above = self.steps.iter().take(self.steps.len() - run).map(|step| &**step.key);
            if stands_below(above, parents, leaf, wanted) {
                return true;
            }
        }
        !parents.is_empty()
            && self.divided(wanted).split_last().is_some_and(|(last, above)| {
                leaf.says(last) && stands_below(above.iter().copied(), parents, leaf, wanted)
            })
    }

    /// The columns that the lowest cell, or the lowest two or three read as one, says alone.
    fn said_whole(&self, wanted: &WantedColumns) -> &[usize] {
        self.whole.get_or_init(|| {
            let lowest = self.steps.last().map(|step| &**step.key);
            let joined = self.joined().iter().map(|key| &**key);
            lowest.into_iter().chain(joined).flat_map(|key| wanted.said_by(key)).collect()
        })
    }

    /// Its texts with those cells divided that say several rows in one; empty where there are none.
    fn divided(&self, wanted: &WantedColumns) -> &[&TextKey] {
        self.divided.get_or_init(|| {
            let mut divided: Vec<&TextKey> = Vec::new();
            let mut any = false;
            for step in &self.steps {
                // Of "Trực tuyến/Trực tiếp" neither stands above the other.
                match step.key.parts().split_last() {
                    Some((_, above)) if above.iter().all(|p| wanted.is_parent(p) || says_little(&p.full)) => {
                        any = true;
                        divided.extend(step.key.parts());
                    }
                    _ => divided.push(step.key),
                }
            }
            if any { divided } else { Vec::new() }
        })
    }

    /// Whether the lowest text is one of those of `column` to the letter, remarks in parentheses included.
    pub(super) fn shows_in_full(&self, column: &Wanted) -> bool {
        let texts = || column.leaf().into_iter().chain([&column.whole]).flat_map(|level| &level.texts);
        self.steps.last().is_some_and(|step| texts().any(|text| text.full == step.key.full))
    }

    /// Whether the path ends with one of the texts of `level`, whatever stands above.
    pub(super) fn ends_with(&self, level: &Level) -> bool {
        self.run_of(level).is_some()
    }

    /// How many of the lowest texts together are one of those of `level`.
    fn run_of(&self, level: &Level) -> Option<usize> {
        let last = self.steps.last()?;
        if level.says(last.key) {
            return Some(1);
        }
        // Joining is dear: what the lowest text does not end cannot be the same, unless a parenthesis from above ends
        // in it.
        let may_end = |text: &TextKey| {
            text.ascii.ends_with(&last.key.ascii)
                || text.bare_ascii.ends_with(&last.key.ascii)
                || last.key.ascii.ends_with(&text.ascii)
        };
        if !last.key.ascii.contains([')', ']']) && !level.texts.iter().any(may_end) {
            return None;
        }
        let run = self.joined().iter().position(|key| level.says(key))?;
        Some(run + 2)
    }

    /// The last two and the last three texts read as one, where a header is broken over rows.
    fn joined(&self) -> &[Rc<TextKey>] {
        self.joined.get_or_init(|| {
            let join = |count: usize| {
                let last = self.steps.iter().skip(self.steps.len() - count);
                self.grid.joined(&last.map(|step| step.cell).collect::<Vec<_>>())
            };
            (2..=self.steps.len().min(3)).map(join).collect()
        })
    }

    /// How alike the path is to `column`: the least alike level counts. Levels whose texts stand nowhere above make a
    /// guess less likely but not impossible, since parents are often shortened.
    pub(super) fn likeness(&self, column: &Wanted) -> f64 {
        let Some((leaf, parents)) = column.levels.split_last() else { return 0.0 };
        let Some((last, above)) = self.steps.split_last() else { return 0.0 };
        let lowest_like = |level: &Level| {
            let joined = self.joined().iter().map(|key| level.likeness(key)).fold(0.0, f64::max);
            level.likeness(last.key).max(joined)
        };
        let by_level = parents.iter().fold(lowest_like(leaf), |score, level| {
            let best = above.iter().map(|step| level.likeness(step.key)).fold(0.0, f64::max);
            score.min(best)
        });
        by_level.max(lowest_like(&column.whole))
    }

    pub(super) fn found(&self, wanted: usize, how: How) -> Found {
        self.found_lowest(wanted, how, self.steps.len())
    }

    /// The same, with the `count` lowest of its texts.
    pub(super) fn found_lowest(&self, wanted: usize, how: How, count: usize) -> Found {
        let steps = self.steps.iter().skip(self.steps.len().saturating_sub(count));
        let text = steps.map(|step| step.key.shown.as_str()).collect::<Vec<_>>().join(": ");
        Found {
            wanted,
            column: self.column,
            cell: self.cell().unwrap_or(CellRef::new(0, self.column)),
            text,
            how,
        }
    }
}
