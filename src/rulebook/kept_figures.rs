//! Figures that rules declare which are no longer in force, as far as others still need them.

use super::declarations::Declarations;
use super::engine::Machine;
use super::figure_declaration;
use super::figure_register::alone;
use super::left_out::LeftOut;
use super::plan_file::PlanFile;
use super::source::{RULE, Source};
use crate::diagnostic::Place;
use crate::figure::FigureSpec;

/// What the rules among `removed` declare and `is_needed` asks for, each with its place. A declaration that has a mistake
/// is not kept: who needs it is then told that there is none.
pub(super) fn kept_figures(
    removed: &[Source],
    plan: &PlanFile,
    machine: &Machine,
    is_needed: impl Fn(&str) -> bool,
) -> Vec<(FigureSpec, Place)> {
    let mut kept = Vec::new();
    for source in removed.iter().filter(|source| source.base().ends_with(RULE)) {
        let Ok(script) = machine.compile(&alone(&source.text)) else { continue };
        let mut declared = Declarations::new(source, &script.outline);
        let figures = figure_declaration::read(&mut declared, plan, &mut LeftOut::default());
        let needed = figures.into_iter().filter(|(spec, _)| is_needed(&spec.id));
        kept.extend(needed.map(|(spec, spot)| (spec, source.place(spot))));
    }
    kept
}
