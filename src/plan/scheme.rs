//! A scheme: a folder of rules that are judged together.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What the rules of a scheme are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchemeKind {
    /// Targets of a plan: met or missed.
    Targets,
    /// Criteria of an index: points of a maximum.
    Points,
}

/// One folder under `rules/` with its `scheme.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Name of the folder; not in the file.
    #[serde(skip_deserializing)]
    pub id: String,
    /// What its rules are.
    pub kind: SchemeKind,
    /// Title as printed above its annex.
    pub title: String,
    /// What tells its numbers from those of other schemes in lists: `766`; empty where nothing need be told apart.
    #[serde(default)]
    pub short: String,
    /// Warning printed wherever its results are shown, such as that it is a sample; empty for none.
    #[serde(default)]
    pub notice: String,
    /// What the maxima must sum to, bonuses and penalties aside; only for points.
    #[serde(default)]
    pub total: Option<Decimal>,
    /// Most that bonuses may add together.
    #[serde(default)]
    pub bonus_cap: Option<Decimal>,
    /// Most that penalties may take away together.
    #[serde(default)]
    pub penalty_cap: Option<Decimal>,
    /// Whether bonuses and penalties are rescaled to 100 with the rest; else they are added to the rescaled index.
    #[serde(default)]
    pub rescale_extra: bool,
    /// Whether bonuses may lift the index above its scale of 100.
    #[serde(default)]
    pub above_scale: bool,
    /// Decimals to which each criterion's points are rounded, half up.
    #[serde(default = "two")]
    pub decimals: u32,
    /// Groups in printing order. A rule names its group by `GROUP`.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
    /// Numbers that must have a rule, so that a file that was lost is noticed.
    #[serde(default)]
    pub must_have: Vec<String>,
    /// Classification bands, highest first.
    #[serde(default, rename = "band")]
    pub bands: Vec<Band>,
}

fn two() -> u32 {
    2
}

/// A heading over several rules: `2.2 Cải cách thủ tục hành chính`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Number: `2.2`.
    pub id: String,
    /// Title.
    pub title: String,
}

/// A class of results: `Tốt` from 80 points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Name of the class.
    pub name: String,
    /// Lowest index that belongs to it.
    pub at_least: Decimal,
}
