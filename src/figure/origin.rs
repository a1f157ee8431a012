//! Where a figure came from, what it lacks, and what must be asked about it.

use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Figure, FigureId, FigureSpec, UnitCode, Value};
use crate::address::Address;
use crate::diagnostic::Code;

/// One cell that a figure came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    /// File, sheet and cell.
    pub address: Address,
    /// Unit whose submission it is.
    pub unit: UnitCode,
    /// Identifier of the form that the submission fills in.
    pub form: Arc<str>,
    /// The cell's content as displayed or typed, before any reading.
    pub raw: Arc<str>,
}

/// A figure that should have been reported.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Want {
    /// Which figure.
    pub figure: FigureId,
    /// Its name in words.
    pub label: Arc<str>,
    /// The unit that owns it.
    pub unit: UnitCode,
    /// The form that asks for it.
    pub form: Arc<str>,
    /// The blank or unreadable cell, where a submission has one.
    pub address: Option<Address>,
    /// Whether the cell holds something that could not be used, so that nobody may conclude that there is nothing yet.
    pub unreadable: bool,
}

impl Want {
    /// The want of a figure that no submission holds.
    pub fn of(spec: &FigureSpec) -> Self {
        Self {
            figure: spec.id.clone(),
            label: spec.label.clone(),
            unit: spec.from.clone(),
            form: spec.form.clone(),
            address: None,
            unreadable: false,
        }
    }
}

/// A contradiction found while computing, carried with the result until it becomes a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// A part is larger than its whole, such as 12 files on time of 10 handled.
    PartAboveWhole {
        /// The part.
        part: Decimal,
        /// The whole.
        whole: Decimal,
        /// Cells of the part.
        part_origins: Vec<Origin>,
        /// Cells of the whole.
        whole_origins: Vec<Origin>,
    },
    /// Two official figures that should agree do not.
    Disagreement {
        /// One value, as text.
        one: Arc<str>,
        /// The other.
        other: Arc<str>,
        /// Cells of the one.
        one_origins: Vec<Origin>,
        /// Cells of the other.
        other_origins: Vec<Origin>,
    },
    /// A unit says that nothing arose where another of its figures shows that something did.
    NothingAroseYetCounted {
        /// Cells that say "nothing arose".
        nothing_origins: Vec<Origin>,
        /// Cells that show a number above zero.
        counted_origins: Vec<Origin>,
    },
    /// A unit says that something does not apply where another figure shows that it does.
    NotApplicableYetCounted {
        /// Cells that say "không áp dụng".
        excluding_origins: Vec<Origin>,
        /// Cells that hold something.
        counted_origins: Vec<Origin>,
    },
    /// The same figure was reported twice with different values; neither is used.
    Conflict {
        /// Which figure.
        figure: FigureId,
        /// Every cell, each with its own raw text.
        origins: Vec<Origin>,
    },
    /// The answer needs evidence and none was given.
    EvidenceMissing {
        /// Cells of the answer.
        origins: Vec<Origin>,
    },
    /// Two ways of calculating lead a rule to two conclusions; neither is taken.
    WaysDiffer {
        /// The rule's number, as it is printed.
        rule: Arc<str>,
        /// What the first way gives; `None` where nothing arose.
        one: Option<Arc<str>>,
        /// What the second gives, in the same way.
        other: Option<Arc<str>>,
        /// Cells of both.
        origins: Vec<Origin>,
    },
    /// A rule does not conclude from these cells before somebody explains them.
    Asked {
        /// The rule's number, as it is printed.
        rule: Arc<str>,
        /// Why, in the rule's own words; `None` where it must not be that nothing arose.
        reason: Option<Arc<str>>,
        /// The cells.
        origins: Vec<Origin>,
    },
    /// A cell may be read two ways, so that its value cannot be relied on before somebody confirms it.
    Unclear {
        /// Which kind of unclearness the reader has told of, such as a percentage that may be a fraction.
        code: Code,
        /// The cell.
        origins: Vec<Origin>,
        /// The other value that is meant if the one that was read is not; `None` where it may be any.
        other: Option<Value>,
    },
}

impl Doubt {
    /// The doubt about cells that may mean anything else than what was read.
    pub fn unclear(code: Code, origins: Vec<Origin>) -> Self {
        Self::Unclear { code, origins, other: None }
    }

    /// Whether it is that a part is above its whole, by the very cells of `part` and `whole` however they are divided
    /// between the two.
    pub fn is_excess_of(&self, part: &Figure, whole: &Figure) -> bool {
        let Self::PartAboveWhole { part_origins, whole_origins, .. } = self else { return false };
        let cells = |one: &[Origin], other: &[Origin]| -> HashSet<Origin> {
            one.iter().chain(other).cloned().collect()
        };
        cells(part_origins, whole_origins) == cells(&part.origins, &whole.origins)
    }

    /// The code of the diagnostic that the doubt becomes.
    pub fn code(&self) -> Code {
        match self {
            Self::PartAboveWhole { .. } => Code::PartAboveWhole,
            Self::Disagreement { .. } => Code::FiguresDisagree,
            Self::NothingAroseYetCounted { .. } => Code::NothingAroseYetCounted,
            Self::NotApplicableYetCounted { .. } => Code::NotApplicableYetCounted,
            Self::Conflict { .. } => Code::FigureConflict,
            Self::EvidenceMissing { .. } => Code::EvidenceMissing,
            Self::WaysDiffer { .. } => Code::WaysDiffer,
            Self::Asked { .. } => Code::RuleAsks,
            Self::Unclear { code, .. } => *code,
        }
    }
}
