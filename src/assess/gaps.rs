//! What is missing and whom to ask for it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::waiting::{Waiting, name_rules};
use super::{RosterEntry, TaskFinding, TaskOutcome, Unopened};
use crate::diagnostic::{Code, Diagnostic, Level, Place};
use crate::figure::{FigureKind, Figures, State, Want};
use crate::intake::{FormDescription, Intake};
use crate::period::{Schedule, date_vi};
use crate::plan::{OWN_FORM, Plan, Rule, TASKS_DONE, TASKS_DUE};

/// Most cells of one column that are named.
const MOST_NAMED: usize = 8;

/// Cells that were left blank although a rule needs them. A cell about which an error was told already is not named
/// again, nor is what nobody has sent.
pub(super) fn blanks(
    plan: &Plan,
    forms: &[FormDescription],
    intake: &Intake,
    figures: &Figures,
    tasks: &[TaskFinding],
    waiting: &Waiting<'_>,
) -> Vec<Diagnostic> {
    let told: BTreeSet<&Place> = intake
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level() == Level::Error && diagnostic.place.cell.is_some())
        .map(|diagnostic| &diagnostic.place)
        .collect();
    // What stands in the form of another unit than the owner's is not that unit's to fill in.
    let owners: BTreeSet<(&str, &str)> =
        intake.submissions.iter().map(|submission| (&*submission.file, &*submission.unit)).collect();
    let untold = |want: &Want| {
        let address = want.address.as_ref()?;
        let place = Place::from(address);
        let own = &*want.form != OWN_FORM || owners.contains(&(&*address.file, &*want.unit));
        (own && !told.contains(&place)).then_some(place)
    };
    let mut diagnostics = Vec::new();
    for (id, figure) in &figures.single {
        let rules = waiting.rules(&[id]);
        if rules.is_empty() || figure.state != State::Missing || [TASKS_DUE, TASKS_DONE].contains(&&**id) {
            continue;
        }
        for want in &figure.wants {
            if let Some(place) = untold(want) {
                diagnostics.push(blank(plan, place, &want.label, &want.unit, &rules));
            }
        }
    }
    for spec in plan.figures.values().filter(|spec| spec.kind == FigureKind::Table) {
        let rules = waiting.rules(&[&spec.id]);
        let Some(table) = figures.tables.get(&spec.id).filter(|_| !rules.is_empty()) else { continue };
        let mut columns: IndexMap<&str, Vec<(Place, &Want)>> = IndexMap::new();
        let form = forms.iter().find(|form| form.id == spec.form);
        let is_needed = |id: &str| form.and_then(|form| form.column(id)).is_some_and(|column| column.needed);
        let fields = table.records.iter().flat_map(|record| &record.fields);
        for (column, figure) in fields.filter(|(column, _)| is_needed(column)) {
            let wants = figure.wants.iter().filter(|_| figure.state == State::Missing);
            let blank = wants.filter_map(|want| Some((untold(want)?, want)));
            columns.entry(column).or_default().extend(blank);
        }
        for cells in columns.into_values().filter(|cells| !cells.is_empty()) {
            diagnostics.extend(column_blank(plan, &cells, &rules));
        }
    }
    for task in tasks.iter().filter(|task| task.outcome == TaskOutcome::Insufficient) {
        let Some(place) = task.want.as_ref().and_then(untold) else { continue };
        let Some(spec) = plan.tasks.iter().find(|spec| spec.id == task.task) else { continue };
        let label = format!("{} {}", spec.id, spec.label);
        let rules = waiting.rules(&[&spec.id]);
        let diagnostic = blank(plan, place, &label, &spec.lead, &rules);
        diagnostics.push(if rules.is_empty() {
            diagnostic.with_label("waiting", "waiting.task_annex", "")
        } else {
            diagnostic
        });
    }
    diagnostics
}

fn blank(plan: &Plan, place: Place, label: &str, unit: &str, rules: &[&Rule]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::CellBlank).at(place).with("label", label).with("unit", unit_name(plan, unit));
    name_rules(plan, diagnostic, rules)
}

/// One diagnostic for all blank cells of one column of a table.
fn column_blank(plan: &Plan, cells: &[(Place, &Want)], rules: &[&Rule]) -> Option<Diagnostic> {
    let (place, want) = cells.first()?;
    if cells.len() == 1 {
        return Some(blank(plan, place.clone(), &want.label, &want.unit, rules));
    }
    let column = want.label.split(':').next().unwrap_or_default();
    let mut names: Vec<String> =
        cells.iter().filter_map(|(place, _)| place.cell).map(|cell| cell.to_string()).collect();
    if names.len() > MOST_NAMED {
        names.truncate(MOST_NAMED);
        names.push(format!("… ({})", cells.len()));
    }
    let label = format!("{column}: {}", names.join(", "));
    Some(blank(plan, place.clone(), &label, &want.unit, rules))
}

/// Forms that are owed and have not been sent, one diagnostic for each unit and form.
pub(super) fn not_sent(
    plan: &Plan,
    roster: &[RosterEntry],
    schedule: &Schedule,
    as_of: NaiveDate,
) -> Vec<Diagnostic> {
    let is_over = as_of > schedule.units_due;
    roster
        .iter()
        .filter(|entry| !entry.is_received())
        .map(|entry| {
            let waits = |rule: &&Rule| {
                entry.waiting.iter().any(|(scheme, id)| rule.scheme == *scheme && rule.id == *id)
            };
            let rules: Vec<&Rule> = plan.rules.iter().filter(waits).collect();
            let diagnostic = Diagnostic::new(Code::SubmissionMissing)
                .with("unit", unit_name(plan, &entry.unit))
                .with("form", &entry.form_title)
                .with("count", rules.len());
            let sent = match entry.unopened {
                Unopened::None => "sent.not",
                Unopened::OfUnit(_) => "sent.unopened",
                Unopened::OfAnybody(_) => "sent.perhaps",
            };
            let step = match (&entry.unopened, is_over) {
                (Unopened::None, false) => "sent.ask",
                (Unopened::None, true) => "sent.ask_overdue",
                (Unopened::OfUnit(_) | Unopened::OfAnybody(_), false) => "sent.unpack",
                (Unopened::OfUnit(_) | Unopened::OfAnybody(_), true) => "sent.unpack_overdue",
            };
            let diagnostic = diagnostic
                .with_label("sent", sent, &entry.unopened.files().join(", "))
                .with_label("step", step, &date_vi(schedule.units_due));
            name_rules(plan, diagnostic, &rules)
        })
        .collect()
}

fn unit_name<'a>(plan: &'a Plan, code: &'a str) -> &'a str {
    plan.unit(code).map_or(code, |unit| unit.name.as_str())
}
