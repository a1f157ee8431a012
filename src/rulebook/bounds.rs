//! What figures say that they cannot be more than, once all figures are known.

use super::Rulebook;
use super::continuity::{is_number, wrong};
use super::declarations::unknown;
use crate::diagnostic::Diagnostic;
use crate::figure::{FigureKind, FigureSpec};

impl Rulebook {
    /// R03 where a figure cannot be limited as it says, R04 where it names a figure that nobody declares.
    pub(super) fn bounds(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for figure in self.plan.figures.values() {
            let place = || self.place_of_declaration(figure);
            let bounds = &figure.bounds;
            let mut is_known = true;
            for name in bounds.part_of.iter().chain(&bounds.apart_from) {
                let is_left_out = self.left_out.figures.contains(&**name);
                if !self.plan.figures.contains_key(name) {
                    is_known = false;
                    let known = self.plan.figures.keys().map(|id| &**id);
                    diagnostics.extend((!is_left_out).then(|| unknown(place(), "kind.figure", name, known)));
                }
            }
            if is_known {
                diagnostics.extend(self.misplaced(figure).map(|(key, name)| wrong(place(), key, name)));
            }
        }
        diagnostics
    }

    /// The label of what cannot be so, and the figure that it is about.
    fn misplaced<'a>(&'a self, figure: &'a FigureSpec) -> Option<(&'static str, &'a str)> {
        let bounds = &figure.bounds;
        let spec = |id: &str| self.plan.figures.get(id);
        let is_amount = |kind: FigureKind| kind.is_amount();
        let is_limited = bounds.part_of.is_some() || !bounds.apart_from.is_empty();
        if is_limited && !is_amount(figure.kind) || bounds.most.is_some() && !is_limitable(figure.kind) {
            return Some(("bounds.no_number", &figure.id));
        }
        if let Some(whole) = bounds.part_of.as_ref() {
            if *whole == figure.id || !spec(whole).is_some_and(|whole| is_amount(whole.kind)) {
                return Some(("bounds.no_whole", whole));
            }
            if figure.continuity.comes_with.as_ref() == Some(whole) {
                return Some(("bounds.twice", whole));
            }
        }
        let shares_a_whole = |other: &FigureSpec| {
            other.id != figure.id && figure.wholes().any(|whole| other.wholes().any(|own| own == whole))
        };
        let stranger = bounds.apart_from.iter().find(|id| !spec(id).is_some_and(shares_a_whole))?;
        Some(("bounds.apart", stranger))
    }
}

/// Whether there is a highest value of such figures to speak of.
fn is_limitable(kind: FigureKind) -> bool {
    is_number(kind) || kind == FigureKind::Rank
}
