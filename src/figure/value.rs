//! What a figure can hold, and whether it holds anything.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The four states of a figure, kept apart from the cell to the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The unit states that nothing of the kind arose (không phát sinh). Counts as zero in a sum.
    NothingArose,
    /// A value was reported; zero is such a value.
    Reported,
    /// The figure does not apply to the unit (không áp dụng).
    NotApplicable,
    /// Nothing was reported. Never zero.
    Missing,
}

impl State {
    /// The key of its word in `labels.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reported => "state.reported",
            Self::NothingArose => "state.nothing_arose",
            Self::NotApplicable => "state.not_applicable",
            Self::Missing => "state.missing",
        }
    }

    /// The state of a result computed from figures of both states: what is missing outweighs what does not apply,
    /// which outweighs what was reported, which outweighs what did not arise.
    pub fn join(self, other: Self) -> Self {
        self.max(other)
    }
}

/// A reported value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// An exact decimal.
    Number(Decimal),
    /// The code of one of the figure's choices, such as `co` or `da_hoan_thanh`.
    Choice(Arc<str>),
    /// A day.
    Date(NaiveDate),
    /// Text, as typed after cleaning.
    Text(Arc<str>),
}
