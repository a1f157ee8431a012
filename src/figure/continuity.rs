//! How a figure of one period goes with those of other periods.

use serde::{Deserialize, Serialize};

use super::FigureId;

/// What a figure grows by, and so which earlier reports it cannot fall behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accumulation {
    /// Events of the data window, each of which falls into one period: no fewer than those of all periods within it.
    Events,
    /// Things met with in the data window, which may be met again in another: no fewer than in any period within it.
    Things,
    /// Counted from the beginning of the year: no fewer than in any earlier report of the year.
    YearToDate,
}

/// What is asked of a figure over several periods; nothing unless it is declared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Continuity {
    /// What it grows by; `None` for what stands at one day and may rise and fall.
    pub accumulates: Option<Accumulation>,
    /// The figure whose value at the end of the period before is this one's at the beginning.
    pub carried_from: Option<FigureId>,
    /// For what a unit types in of the year before: the figure that it repeats, or the two of whose ratio it is the
    /// percentage. Empty for figures of the period itself.
    pub last_year: Vec<FigureId>,
    /// For files, transactions, documents and whatever else happens and is over: the figure in which each new one is
    /// counted too. More of them means new ones; what was reported once is never another. `None` for what can change
    /// while its whole stays, such as officials who come up to a standard.
    pub comes_with: Option<FigureId>,
}

impl Continuity {
    /// Every other figure that it names.
    pub fn names(&self) -> impl Iterator<Item = &FigureId> {
        self.carried_from.iter().chain(&self.last_year).chain(&self.comes_with)
    }
}
