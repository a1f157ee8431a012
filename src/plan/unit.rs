//! A department of the commune.

use serde::{Deserialize, Serialize};

use crate::figure::UnitCode;

/// One department (`[[unit]]` of `plan.toml`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// `TTPVHCC`.
    pub code: UnitCode,
    /// Official name.
    pub name: String,
    /// Short name for messages and narrow columns.
    pub short: String,
    /// Other spellings met in submissions; compared after folding, so accents of tone, case, spaces and dashes do
    /// not need variants of their own.
    #[serde(default)]
    pub aliases: Vec<String>,
}
