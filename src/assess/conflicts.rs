//! Figures that were reported differently, in words.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{FigureId, Origin, UnitCode};
use crate::intake::{FormDescription, Intake, form_title};
use crate::plan::Plan;

/// Most figures of two sendings that are listed.
const MOST_LISTED: usize = 10;
/// Most cells that are named for one value.
const MOST_PLACES: usize = 5;

/// A figure with the cells that contradict each other.
pub(super) type Conflict = (FigureId, Vec<Origin>);

/// Sendings of one form by one unit, of which none is surely the newest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Sendings {
    unit: UnitCode,
    form: Arc<str>,
    files: BTreeSet<Arc<str>>,
}

impl Sendings {
    /// The sendings among which a figure is in conflict; `None` where units, or cells of one file, contradict each other.
    fn of(origins: &[Origin]) -> Option<Self> {
        let first = origins.first()?;
        let files: BTreeSet<Arc<str>> = origins.iter().map(|origin| origin.address.file.clone()).collect();
        let alone = origins.iter().all(|origin| origin.unit == first.unit && origin.form == first.form);
        (alone && files.len() > 1).then(|| Self { unit: first.unit.clone(), form: first.form.clone(), files })
    }

    /// The number that a further sending would bear.
    fn next(&self, intake: &Intake) -> u32 {
        let ours = intake.submissions.iter().filter(|submission| {
            submission.unit == self.unit
                && submission.form == self.form
                && self.files.contains(&submission.file)
        });
        ours.map(|submission| submission.sending).max().unwrap_or(1) + 1
    }
}

/// What must be said of `conflicts`: of each on its own, but of those between the same sendings together, since one
/// number mends them all.
pub(super) fn told(
    plan: &Plan,
    forms: &[FormDescription],
    intake: &Intake,
    conflicts: Vec<Conflict>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut by_sendings: IndexMap<Sendings, Vec<Conflict>> = IndexMap::new();
    for (figure, origins) in conflicts {
        match Sendings::of(&origins) {
            Some(sendings) => by_sendings.entry(sendings).or_default().push((figure, origins)),
            None => {
                let units: BTreeSet<&UnitCode> = origins.iter().map(|origin| &origin.unit).collect();
                let next = if units.len() > 1 { "conflict.units" } else { "conflict.cells" };
                let told = conflict(plan, &figure, &origins).with_label("next", next, "");
                diagnostics.push(in_columns(told, intake, &origins));
            }
        }
    }
    for (sendings, conflicts) in by_sendings {
        let told = match &conflicts[..] {
            [(figure, origins)] => conflict(plan, figure, origins),
            _ => gathered(plan, form_title(forms, &sendings.form), &conflicts),
        };
        let next = sendings.next(intake).to_string();
        let told = told.with_label("next", "conflict.sendings", &next);
        let origins: Vec<Origin> = conflicts.into_iter().flat_map(|(_, origins)| origins).collect();
        diagnostics.push(in_columns(told, intake, &origins));
    }
    diagnostics
}

/// The diagnostic with the columns in which `origins` stand, each once.
fn in_columns(told: Diagnostic, intake: &Intake, origins: &[Origin]) -> Diagnostic {
    let mut named: Vec<String> = Vec::new();
    for origin in origins {
        let mut submissions = intake
            .submissions
            .iter()
            .filter(|submission| submission.file == origin.address.file && submission.form == origin.form);
        let column = submissions.find_map(|submission| submission.column(&origin.address));
        if let Some(name) = column.map(ToString::to_string).filter(|name| !named.contains(name)) {
            named.push(name);
        }
    }
    match named[..] {
        [] => told.with("columns", ""),
        _ => told.with_label("columns", "conflict.columns", &named.join(", ")),
    }
}

/// One figure with every cell and its raw text.
fn conflict(plan: &Plan, figure: &str, origins: &[Origin]) -> Diagnostic {
    Diagnostic::new(Code::FigureConflict)
        .at(origins.first().map(|origin| Place::from(&origin.address)).unwrap_or_default())
        .with("label", label(plan, figure))
        .with("values", values(origins))
}

/// The figures of two sendings in one, under the title of their form.
fn gathered(plan: &Plan, title: &str, conflicts: &[Conflict]) -> Diagnostic {
    let first = conflicts.first().and_then(|(_, origins)| origins.first());
    let place = first.map(|origin| Place::sheet(origin.address.file.clone(), origin.address.sheet.clone()));
    let line = |(figure, origins): &Conflict| format!("{}: {}", label(plan, figure), values(origins));
    let mut lines: Vec<String> = conflicts.iter().take(MOST_LISTED).map(line).collect();
    if conflicts.len() > MOST_LISTED {
        lines.push(format!("… ({})", conflicts.len()));
    }
    Diagnostic::new(Code::FigureConflict)
        .at(place.unwrap_or_default())
        .with("label", title)
        .with("values", lines.join(" · "))
}

fn label<'a>(plan: &'a Plan, figure: &'a str) -> &'a str {
    plan.figures.get(figure).map_or(figure, |spec| &*spec.label)
}

fn values(origins: &[Origin]) -> String {
    let mut by_value: IndexMap<&str, Vec<String>> = IndexMap::new();
    for origin in origins {
        by_value.entry(&origin.raw).or_default().push(format!("{}, {}", origin.unit, origin.address));
    }
    let shown = by_value.into_iter().map(|(value, mut places)| {
        if places.len() > MOST_PLACES {
            let count = places.len();
            places.truncate(MOST_PLACES);
            places.push(format!("… ({count})"));
        }
        format!("{value} ({})", places.join("; "))
    });
    shown.collect::<Vec<_>>().join("; ")
}
