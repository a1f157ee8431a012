//! Figures beyond their limits, in words.

use super::doubts;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Doubt, Excess, Figures};
use crate::plan::Plan;

/// Puts in doubt each of `figures` that is beyond a limit, and tells of it: I04 for parts above their whole, I16 for a
/// value above its highest.
pub(super) fn told(plan: &Plan, figures: &mut Figures) -> Vec<Diagnostic> {
    let excesses = figures.doubt_excesses(&plan.figures);
    excesses
        .iter()
        .filter_map(|excess| doubts::diagnostic(&excess.doubt).or_else(|| highest(plan, figures, excess)))
        .collect()
}

/// I16 at the value's cell.
fn highest(plan: &Plan, figures: &Figures, excess: &Excess) -> Option<Diagnostic> {
    let Doubt::Unclear { code: Code::AboveHighest, origins, .. } = &excess.doubt else { return None };
    let value = figures.single.get(&excess.figure)?.number()?;
    Some(
        Diagnostic::new(Code::AboveHighest)
            .at(origins.first().map(|origin| Place::from(&origin.address)).unwrap_or_default())
            .with("label", plan.figures.get(&excess.figure).map_or(&*excess.figure, |spec| &*spec.label))
            .with_number("value", value)
            .with_number("most", excess.limit),
    )
}
