//! Facts of a plan and of forms that reading needs, apart from both so that they can be sent to another process.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::form::FormDescription;
use crate::figure::{FigureId, FigureSpec, UnitCode};
use crate::period::{Calendar, Schedule};
use crate::plan::{Commune, OWN_FORM, Plan, TaskSpec, Unit};

/// Everything that is known of a period's workbooks before they come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    pub(super) commune: Commune,
    pub(super) calendar: Calendar,
    pub(super) units: Vec<Unit>,
    pub(super) figures: IndexMap<FigureId, FigureSpec>,
    /// The figures that some rule needs.
    pub(super) needed: BTreeSet<FigureId>,
    pub(super) tasks: Vec<TaskSpec>,
    /// Forms that come from elsewhere.
    pub(super) forms: Vec<FormDescription>,
    /// Schedule of the period; `None` where a workbook is read whatever its period.
    pub(super) schedule: Option<Schedule>,
}

impl Expectation {
    /// The facts of `plan` and `forms` for the period of `schedule`, or for any period where there is none.
    pub fn new(plan: &Plan, forms: &[FormDescription], schedule: Option<&Schedule>) -> Self {
        let needed = plan.rules.iter().flat_map(|rule| &rule.needs);
        Self {
            commune: plan.commune.clone(),
            calendar: plan.calendar.clone(),
            units: plan.units.clone(),
            needed: needed.cloned().collect(),
            figures: plan.figures.clone(),
            tasks: plan.tasks.clone(),
            forms: forms.to_vec(),
            schedule: schedule.copied(),
        }
    }

    /// Name of the unit `code`; the code itself where no unit has it.
    pub(super) fn unit_name<'a>(&'a self, code: &'a UnitCode) -> &'a str {
        self.units.iter().find(|unit| unit.code == *code).map_or(&**code, |unit| unit.name.as_str())
    }

    /// Name in words of the figure `id`; the identifier itself where there is none.
    pub(super) fn label<'a>(&'a self, id: &'a FigureId) -> &'a str {
        self.figures.get(id).map_or(&**id, |spec| &*spec.label)
    }

    /// The tasks that `unit` leads.
    pub(super) fn tasks_of(&self, unit: &UnitCode) -> impl Iterator<Item = &TaskSpec> {
        self.tasks.iter().filter(move |task| task.lead == *unit)
    }

    /// The figures that the commune's own form asks of `unit`.
    pub(super) fn asked<'a>(&'a self, unit: &'a UnitCode) -> impl Iterator<Item = &'a FigureSpec> {
        self.figures.values().filter(move |figure| {
            figure.from == *unit && &*figure.form == OWN_FORM && self.needed.contains(&figure.id)
        })
    }
}
