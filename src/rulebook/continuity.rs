//! What figures say of other periods, once all figures are known.

use super::Rulebook;
use super::check::place_of_figure;
use super::declarations::unknown;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{FigureKind, FigureSpec};

impl Rulebook {
    /// R03 where a figure cannot go with other periods as it says, R04 where it names a figure that nobody declares.
    pub(super) fn continuity(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for figure in self.plan.figures.values() {
            let place = || self.place_of_declaration(figure);
            for name in figure.continuity.names() {
                match self.plan.figures.get(name) {
                    Some(other) if is_number(other.kind) => {}
                    Some(_) => diagnostics.push(wrong(place(), "continuity.no_number", name)),
                    None if self.left_out.figures.contains(&**name) => {}
                    None => {
                        let known = self.plan.figures.keys().map(|id| &**id);
                        diagnostics.push(unknown(place(), "kind.figure", name, known));
                    }
                }
            }
            diagnostics.extend(misplaced(figure).map(|key| wrong(place(), key, &figure.id)));
        }
        diagnostics
    }

    /// Where `figure` is declared.
    pub(super) fn place_of_declaration(&self, figure: &FigureSpec) -> Place {
        let entry = self.entries.iter().find(|entry| entry.file == figure.declared_in);
        entry.map_or_else(
            || Place::file(figure.declared_in.clone()),
            |entry| place_of_figure(entry, &figure.id),
        )
    }
}

/// Whether its values are numbers that can be compared.
pub(super) fn is_number(kind: FigureKind) -> bool {
    kind.is_amount() || kind == FigureKind::Percent
}

/// The label of what does not fit the kind of figure.
fn misplaced(figure: &FigureSpec) -> Option<&'static str> {
    let continuity = &figure.continuity;
    let grows = continuity.accumulates.is_some()
        || continuity.carried_from.is_some()
        || continuity.comes_with.is_some();
    match continuity.last_year[..] {
        _ if grows && !figure.kind.is_amount() => Some("continuity.no_amount"),
        [] => None,
        [_] if is_number(figure.kind) => None,
        [_, _] if figure.kind == FigureKind::Percent => None,
        _ => Some("continuity.last_year"),
    }
}

/// R03 with the label `key` about `figure`.
pub(super) fn wrong(place: Place, key: &str, figure: &str) -> Diagnostic {
    Diagnostic::new(Code::RuleMetadata).at(place).with_label("what", key, figure)
}
