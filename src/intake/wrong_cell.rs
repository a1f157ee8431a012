//! The cell that is probably wrong: the only one with whose change every sum and identity of a form would hold.

use rust_decimal::Decimal;

use super::row_checks::RowNumbers;
use crate::address::CellRef;

/// A cell that is probably wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrongCell {
    /// Index of its row among those that were looked at.
    pub(super) row: usize,
    pub(super) cell: CellRef,
    /// The number as typed.
    pub(super) typed: Decimal,
    /// The number that would fit.
    pub(super) fits: Decimal,
}

/// The smallest sets of cells that could be wrong hold one cell or two.
const MOST_WRONG: usize = 2;

/// The cells with whose change alone every identity of `rows` would hold, and every sum of a column, of which those of
/// the columns `differing` do not. `holds` says whether the sums of a column hold once some of its cells are changed.
/// Empty where nothing is wrong, or where more than one set of cells would explain it.
pub(super) fn wrong_cells(
    rows: &[RowNumbers<'_>],
    differing: &[(usize, &str)],
    holds: impl Fn(usize, &[(usize, Decimal)]) -> bool,
) -> Vec<WrongCell> {
    let broken: Vec<usize> =
        (0..rows.len()).filter(|row| rows.get(*row).is_some_and(RowNumbers::is_broken)).collect();
    if broken.is_empty() || differing.is_empty() || broken.len().max(differing.len()) > MOST_WRONG {
        return Vec::new();
    }
    let wrong = |row: usize, column: &str| {
        let (cell, typed, fits) = rows.get(row)?.mended_by(column)?;
        Some(WrongCell { row, cell, typed, fits })
    };
    // Each broken row holds a wrong cell, and each differing column: so many that they are the same cells.
    let pairings: Vec<Vec<(usize, usize)>> = match (&broken[..], differing) {
        ([row], [_]) => vec![vec![(*row, 0)]],
        ([one, other], [_]) => vec![vec![(*one, 0), (*other, 0)]],
        ([one, other], [_, _]) => vec![vec![(*one, 0), (*other, 1)], vec![(*one, 1), (*other, 0)]],
        _ => Vec::new(),
    };
    let mut explained: Vec<Vec<WrongCell>> = Vec::new();
    for pairing in pairings {
        let found = pairing.iter().map(|(row, column)| wrong(*row, differing.get(*column)?.1));
        let Some(found) = found.collect::<Option<Vec<WrongCell>>>() else { continue };
        let all_hold = differing.iter().enumerate().all(|(index, (place, _))| {
            let own = pairing.iter().zip(&found).filter(|((_, column), _)| *column == index);
            let changed: Vec<(usize, Decimal)> = own.map(|(_, wrong)| (wrong.row, wrong.fits)).collect();
            holds(*place, &changed)
        });
        if all_hold {
            explained.push(found);
        }
    }
    match explained.len() {
        1 => explained.remove(0),
        _ => Vec::new(),
    }
}
