use chrono::NaiveDate;
use serde::Serialize;

use super::figure::{CellResult, MissingResult};
use crate::assess::{TaskFinding, TaskOutcome};
use crate::figure::UnitCode;
use crate::plan::TaskSpec;

/// How one task stands.
#[derive(Debug, Serialize)]
pub struct TaskResult<'a> {
    /// `T3.1`.
    pub id: &'a str,
    /// Place in the plan.
    pub place: &'a str,
    /// The sentence of the plan, word for word; empty where the plan's file does not say it.
    pub law: &'a str,
    /// What is to be done.
    pub label: &'a str,
    /// Code of the unit in charge.
    pub lead: &'a str,
    /// Codes of the units that help.
    pub cooperating: &'a [UnitCode],
    /// What is to come of it.
    pub expected_product: &'a str,
    /// Deadline as the plan words it.
    pub due: &'a str,
    /// `done_on_time`, `done_late`, `done`, `in_progress`, `overdue`, `not_started`, `regular`, `not_applicable` or
    /// `insufficient`.
    pub outcome: TaskOutcome,
    /// Day of completion.
    pub completed: Option<NaiveDate>,
    /// Product delivered, as typed.
    pub product: Option<&'a str>,
    /// Note, as typed.
    pub note: Option<&'a str>,
    /// Cells that it was read from; the status cell first.
    pub cells: Vec<CellResult<'a>>,
    /// What the unit has not said.
    pub missing: Option<MissingResult<'a>>,
}

impl<'a> TaskResult<'a> {
    pub(super) fn new(task: &'a TaskSpec, finding: &'a TaskFinding) -> Self {
        Self {
            id: &task.id,
            place: &task.place,
            law: &task.law,
            label: &task.label,
            lead: &task.lead,
            cooperating: &task.cooperating,
            expected_product: &task.product,
            due: &task.due,
            outcome: finding.outcome,
            completed: finding.completed,
            product: finding.product.as_deref(),
            note: finding.note.as_deref(),
            cells: finding.origins.iter().map(|origin| CellResult::new(None, origin)).collect(),
            missing: finding.want.as_ref().map(MissingResult::new),
        }
    }
}
