//! The register of figures: what rules, forms and tasks declare, each once.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::plan_file::PlanFile;
use super::source::TASKS;
use crate::diagnostic::{Code, Diagnostic, Lang, Place, label};
use crate::figure::{Bounds, Continuity, FigureId, FigureKind, FigureSpec};
use crate::intake::FormDescription;
use crate::plan::{CALENDAR_FORM, PLAN_FILE, REPORTS_OWED, TASK_FORM, TASKS_DONE, TASKS_DUE};

/// All figures by identifier: those that rules declare, in their order, then those of forms, then those computed
/// from tasks and calendar. Of two declarations the first counts and the second is told of.
pub(super) fn register(
    of_rules: impl Iterator<Item = (FigureSpec, Place)>,
    forms: &[FormDescription],
    plan: &PlanFile,
    place_of: impl Fn(&str) -> Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<FigureId, FigureSpec> {
    let elsewhere =
        forms.iter().flat_map(FormDescription::figures).chain(computed_figures(plan, &place_of)).map(
            |spec| {
                let place = Place::file(spec.declared_in.clone());
                (spec, place)
            },
        );
    once(of_rules.chain(elsewhere), diagnostics)
}

fn once(
    declared: impl Iterator<Item = (FigureSpec, Place)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<FigureId, FigureSpec> {
    let mut figures: IndexMap<FigureId, FigureSpec> = IndexMap::new();
    let mut places: HashMap<FigureId, Place> = HashMap::new();
    for (spec, place) in declared {
        match places.get(&spec.id) {
            Some(first) => diagnostics.push(
                Diagnostic::new(Code::RuleRepeated)
                    .with("what", &spec.id)
                    .with("first", first)
                    .with("second", &place)
                    .at(place),
            ),
            None => {
                places.insert(spec.id.clone(), place);
                figures.insert(spec.id.clone(), spec);
            }
        }
    }
    figures
}

/// The figures that no form holds, because they are counted from what units say of their tasks or follow from the
/// calendar of reports.
fn computed_figures(plan: &PlanFile, place_of: &impl Fn(&str) -> Arc<str>) -> [FigureSpec; 3] {
    [
        (TASKS_DUE, "figure.tasks_due", "figure.tasks_measure", TASK_FORM, TASKS),
        (TASKS_DONE, "figure.tasks_done", "figure.tasks_measure", TASK_FORM, TASKS),
        (REPORTS_OWED, "figure.reports_owed", "figure.reports_measure", CALENDAR_FORM, PLAN_FILE),
    ]
    .map(|(id, key, measure, form, file)| FigureSpec {
        id: id.into(),
        label: label(Lang::Vi, key).into(),
        kind: FigureKind::Count,
        measure: label(Lang::Vi, measure).into(),
        from: plan.standing_unit.clone(),
        form: form.into(),
        choices: Vec::new(),
        field: None,
        declared_in: place_of(file),
        guidance: None,
        continuity: Continuity::default(),
        bounds: Bounds::default(),
    })
}

/// The declaration of figures alone, on the same lines.
pub(super) fn alone(text: &str) -> String {
    let mut is_within = false;
    let mut alone = String::new();
    for line in text.lines() {
        let begins = line.starts_with("const FIGURES");
        is_within = begins || (is_within && !line.starts_with("const ") && !line.starts_with("fn "));
        if is_within {
            alone.push_str(line);
        }
        alone.push('\n');
    }
    alone
}
