//! What a rule declares about itself, read without running it.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::figure::{FigureId, UnitCode};
use crate::period::Dated;

/// What a rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// Whether a target of the plan is met.
    Target,
    /// Points of a maximum.
    Criterion,
    /// Points on top, up to the scheme's cap.
    Bonus,
    /// Points taken away, up to the scheme's cap.
    Penalty,
}

/// What happens when the denominator is zero or the unit says that nothing arose (`const ZERO`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroPolicy {
    /// The outcome is "không phát sinh"; a criterion may not say this.
    NothingArose,
    /// The target is met; a criterion gets full points.
    Full,
    /// The criterion's maximum is removed from the total.
    Remove,
    /// The target is missed; a criterion gets no points.
    Zero,
    /// Somebody must explain: "cần giải trình".
    Ask,
}

/// What a missing figure means (`const MISSING`, default `insufficient`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingPolicy {
    /// "Chưa đủ số liệu".
    Insufficient,
    /// "Chờ công bố": the figure is published by somebody else, later.
    Awaiting,
}

/// Whether a good result needs a document (`const EVIDENCE`, default `optional`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidencePolicy {
    /// Printed where given.
    Optional,
    /// A met target or earned point without evidence becomes "cần giải trình".
    Required,
}

/// How a target's value is compared with its threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Exactly this number (`equal: 100`).
    Equal(Decimal),
    /// This number or more (`at_least: 20`).
    AtLeast(Decimal),
    /// More than this number (`above: 99`).
    Above(Decimal),
    /// This number or less (`at_most: 30`).
    AtMost(Decimal),
    /// This answer (`answer: "co"`).
    Answer(String),
}

impl Comparison {
    /// The number that a value is compared with; `None` for answers.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Equal(number) | Self::AtLeast(number) | Self::Above(number) | Self::AtMost(number) => {
                Some(*number)
            }
            Self::Answer(_) => None,
        }
    }
}

/// The values of the law that a rule applies from one day on: one entry of `TARGET` or `SCALE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The comparison of a target; `None` for criteria.
    pub comparison: Option<Comparison>,
    /// Named numbers, such as `full` and `floor` of a scale; for a target, its one threshold under the
    /// comparison's name.
    pub values: IndexMap<String, Decimal>,
}

/// One rule's declarations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Number in its scheme: `2.2.3`, `T1`.
    pub id: String,
    /// File, relative to the folder of rules: `ke-hoach/t_2_2_3_dung_han.rhai`.
    pub file: String,
    /// The same file as messages name it, with the folder that holds it: `rules/ke-hoach/t_2_2_3_dung_han.rhai`.
    pub path: String,
    /// Scheme: the name of its folder.
    pub scheme: String,
    /// What it decides.
    pub kind: RuleKind,
    /// Title: the first line of its heading comment.
    pub title: String,
    /// The law that it applies: the rest of its heading comment.
    pub law: String,
    /// Places in the plan, such as `II.2.2, ý 3`; more than one where the plan repeats itself.
    pub places: Vec<String>,
    /// Group of its scheme under which it is printed.
    pub group: String,
    /// Unit in charge.
    pub owner: UnitCode,
    /// Unit of measurement of its value: `%`, `hạng`; empty for answers.
    pub measure: String,
    /// Figures that it reads.
    pub needs: Vec<FigureId>,
    /// Dated values of the law, earliest first. May be empty for criteria.
    pub terms: Vec<Dated<Terms>>,
    /// Most points that it can give (or, for a penalty, take); `None` for targets.
    pub max: Option<Decimal>,
    /// Zero policy.
    pub zero: ZeroPolicy,
    /// What a missing figure means.
    pub missing: MissingPolicy,
    /// Whether evidence is needed.
    pub evidence: EvidencePolicy,
    /// Formula in words: `(8) + (9) chia (7)`; empty if the rule does not say.
    pub formula: String,
    /// What of it has not been confirmed, so that its result is never taken for official; empty for nothing. Its title
    /// says so too.
    pub unconfirmed: String,
}

/// A rule's number as it stands in file names and in names of figures: `2_2_3`, `t1`.
pub fn folded_number(number: &str) -> String {
    number.to_lowercase().replace('.', "_")
}

impl Rule {
    /// The figure by which other criteria of its scheme read its points: `diem_1_1_1`.
    pub fn points_figure(&self) -> String {
        format!("diem_{}", folded_number(&self.id))
    }

    /// Key of the words for what holds when nothing arose.
    pub fn zero_key(&self) -> &'static str {
        match (self.zero, self.kind) {
            (ZeroPolicy::NothingArose, _) => "zero.nothing_arose",
            (ZeroPolicy::Full, RuleKind::Target) => "zero.full_target",
            (ZeroPolicy::Full, _) => "zero.full",
            (ZeroPolicy::Remove, _) => "zero.remove",
            (ZeroPolicy::Zero, RuleKind::Target) => "zero.zero_target",
            (ZeroPolicy::Zero, _) => "zero.zero",
            (ZeroPolicy::Ask, _) => "zero.ask",
        }
    }
}
