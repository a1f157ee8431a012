//! All submissions of a period as one set of figures.

use chrono::NaiveDate;

use super::conflicts::Conflict;
use super::waiting::Waiting;
use super::{RosterEntry, TaskFinding, conflicts, gaps, roster, tables, tasks};
use crate::diagnostic::Diagnostic;
use crate::figure::{Doubt, Figure, FigureKind, Figures, Value, Want};
use crate::intake::{FormDescription, Intake};
use crate::period::Schedule;
use crate::plan::{CALENDAR_FORM, POINTS_FORM, Plan, REPORTS_OWED, TASK_FORM};

/// What all submissions together say, before any rule has run.
#[derive(Clone, Debug)]
pub struct Joined {
    /// Every figure of the plan, missing ones included.
    pub figures: Figures,
    /// What is known of each task, in the order of the plan's tasks.
    pub tasks: Vec<TaskFinding>,
    /// Who has sent what.
    pub roster: Vec<RosterEntry>,
    /// What must be said of conflicts and tasks. What is missing is told once the rules have said what they wait for.
    pub diagnostics: Vec<Diagnostic>,
}

/// Joins the submissions of `intake` as they are on the day `as_of`. A figure that two of them state differently is used
/// from neither.
pub fn join(
    plan: &Plan,
    forms: &[FormDescription],
    intake: &Intake,
    schedule: &Schedule,
    as_of: NaiveDate,
) -> Joined {
    let mut figures = Figures::default();
    let mut conflicting: Vec<Conflict> = Vec::new();
    for spec in
        plan.figures.values().filter(|spec| ![TASK_FORM, CALENDAR_FORM, POINTS_FORM].contains(&&*spec.form))
    {
        let missing = if spec.kind == FigureKind::Table {
            match tables::agreed(spec, intake) {
                Ok(table) => {
                    figures.tables.insert(spec.id.clone(), table);
                    continue;
                }
                Err(missing) => missing,
            }
        } else {
            let of_form = || intake.submissions.iter().filter(|submission| submission.form == spec.form);
            // The owner's blank cell is the one to be filled in, whoever else left one.
            let owner = of_form().filter(|submission| submission.unit == spec.from);
            let reports = owner.chain(of_form().filter(|submission| submission.unit != spec.from));
            let reports = reports.filter_map(|submission| submission.figures.single.get(&spec.id).cloned());
            Figure::from_reports(&spec.id, Want::of(spec), reports.collect())
        };
        for doubt in &missing.doubts {
            if let Doubt::Conflict { figure, origins } = doubt {
                conflicting.push((figure.clone(), origins.clone()));
            }
        }
        figures.single.insert(spec.id.clone(), missing);
    }
    let mut diagnostics = conflicts::told(plan, forms, intake, conflicting);
    let tasks = tasks::judge(plan, intake, schedule, &mut figures, &mut diagnostics);
    let owed = plan.calendar.owed(schedule.period, plan.commune.founded).count();
    figures.single.insert(REPORTS_OWED.into(), Figure::known(Value::Number(owed.into())));
    let roster = roster::draw_up(plan, forms, intake, schedule, as_of);
    Joined { figures, tasks, roster, diagnostics }
}

impl Joined {
    /// Tells of what is blank and of what has not been sent, with the rules that wait for it.
    pub(super) fn tell_missing(
        &mut self,
        plan: &Plan,
        forms: &[FormDescription],
        intake: &Intake,
        (schedule, as_of): (&Schedule, NaiveDate),
        waiting: &Waiting<'_>,
    ) {
        roster::name_waiting(&mut self.roster, plan, waiting);
        let blanks = gaps::blanks(plan, forms, intake, &self.figures, &self.tasks, waiting);
        self.diagnostics.extend(blanks);
        self.diagnostics.extend(gaps::not_sent(plan, &self.roster, schedule, as_of));
    }
}

#[cfg(test)]
mod tests;
