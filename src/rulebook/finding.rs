//! What a rule said.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::readings::Reading;
use super::remedy::Remedy;
use crate::figure::{Figure, FigureId};
use crate::period::Dated;
use crate::plan::Terms;

/// The outcome of a rule. The English spelling is stable in `results.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Đạt.
    Met,
    /// Chưa đạt.
    Missed,
    /// Points were given (criteria).
    Scored,
    /// The maximum is removed from the total (criteria).
    Excluded,
    /// Không phát sinh.
    NothingArose,
    /// Không áp dụng.
    NotApplicable,
    /// Chờ công bố.
    Awaiting,
    /// Chưa đủ số liệu.
    Insufficient,
    /// Cần giải trình.
    NeedsExplanation,
}

impl Outcome {
    /// The stable word, which is also the end of its label's key: `outcome.met`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Scored => "scored",
            Self::Excluded => "excluded",
            Self::NothingArose => "nothing_arose",
            Self::NotApplicable => "not_applicable",
            Self::Awaiting => "awaiting",
            Self::Insufficient => "insufficient",
            Self::NeedsExplanation => "needs_explanation",
        }
    }

    /// Whether the outcome is known: neither waiting for anybody nor in need of an explanation.
    pub fn is_settled(self) -> bool {
        !matches!(self, Self::Awaiting | Self::Insufficient | Self::NeedsExplanation)
    }
}

/// What one rule said of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Number of the rule.
    pub rule: String,
    /// Its scheme.
    pub scheme: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The measured value with its parts, origins, wants and doubts; `None` where the rule failed to run.
    pub value: Option<Figure>,
    /// The values of the law that were applied.
    pub terms: Option<Dated<Terms>>,
    /// Points, rounded by the scheme; `None` for targets and undetermined criteria. Zero or more for penalties too.
    pub points: Option<Decimal>,
    /// Most points that it could give.
    pub max: Option<Decimal>,
    /// The figures that it needs, as they were.
    pub used: Vec<(FigureId, Figure)>,
    /// What the rule says under each reading of the cells in doubt, as they were read first; empty where none is, or more
    /// than their values must be explained.
    pub readings: Vec<Reading>,
    /// The figures and tasks without which the rule cannot conclude; empty where it has, or awaits a publication.
    pub waits: Vec<FigureId>,
    /// What would better the result, by goal, the smallest change first; empty where nothing is short or nothing would.
    pub remedies: Vec<Remedy>,
}
