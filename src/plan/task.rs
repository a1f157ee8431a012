//! A task of the plan and its deadline.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::figure::UnitCode;

/// The "form" of figures that no cell holds because they are counted from what units say of their tasks.
pub const TASK_FORM: &str = "nhiem-vu";

/// Figure: how many tasks of the plan were due by the end of the data window.
pub const TASKS_DUE: &str = "nhiem_vu_den_han";

/// Figure: how many of the tasks that were due are done.
pub const TASKS_DONE: &str = "nhiem_vu_hoan_thanh";

/// One task (`[[task]]` of `tasks.toml`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskSpec {
    /// `T3.1`.
    pub id: String,
    /// Place in the plan: `III.3, ý 1`.
    pub place: String,
    /// What is to be done.
    pub label: String,
    /// Unit in charge.
    pub lead: UnitCode,
    /// Units that help.
    #[serde(default)]
    pub cooperating: Vec<UnitCode>,
    /// What comes of it: `quyết định kiện toàn`.
    pub product: String,
    /// Deadline as the plan words it: `31/12/2025`, `Quý III/2025`, `Thường xuyên`.
    pub due: String,
}

/// What a deadline's wording means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// By this day; a quarter ends on its last day.
    By(NaiveDate),
    /// All year round; never overdue.
    Regular,
    /// Set elsewhere, such as `Theo kế hoạch của tỉnh`; never overdue.
    Elsewhere,
}
