//! Figures: what departments report, with the state and the origins of each value.
//!
//! A [`Figure`] is never a bare number. It knows whether it was reported at all ([`State`]), every cell that it came
//! from ([`Origin`]), what is missing ([`Want`]) and what must be asked about it ([`Doubt`]). Arithmetic carries all
//! four, so that no rule author has to.

mod algebra;
mod arithmetic;
mod bounds;
mod continuity;
mod origin;
mod reports;
mod spec;
mod stated;
mod table;
mod value;

use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use algebra::{ALGEBRAS, Algebra, BOTH_ANSWERS, Holding, Together};
pub use arithmetic::{ArithmeticError, round_half_up};
pub use bounds::{Bounds, Excess};
pub use continuity::{Accumulation, Continuity};
pub use origin::{Doubt, Origin, Want};
pub use spec::{Choice, FigureKind, FigureSpec};
pub use stated::is_rounded_from;
pub use table::{Record, Table};
pub use value::{State, Value};

/// A figure's identifier: lower-case ASCII letters, digits and `_`, such as `ho_so_dung_han`.
pub type FigureId = Arc<str>;

/// A unit's code, such as `TTPVHCC`.
pub type UnitCode = Arc<str>;

/// One number or answer with its state and everything needed to trace it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Whether and how the figure was reported.
    pub state: State,
    /// The value; present exactly when `state` is [`State::Reported`].
    pub value: Option<Value>,
    /// Every cell that the value came from, in reading order, each once.
    pub origins: Vec<Origin>,
    /// Document that proves it (number, date, summary), as the unit typed it.
    pub evidence: Option<String>,
    /// The unit's explanation, as typed.
    pub explanation: Option<String>,
    /// What would have to be reported for the figure to be known; empty unless missing.
    pub wants: Vec<Want>,
    /// What must be asked before the value can be relied on.
    pub doubts: Vec<Doubt>,
    /// For a ratio: the two figures it was divided from.
    pub parts: Option<Box<Parts>>,
    /// Whether it is a number of the law or of a rule, which no unit reports.
    pub constant: bool,
    /// The same by a second way of calculating, where the two differ: what is concluded must follow from both.
    pub second: Option<Box<Self>>,
}

/// Numerator and denominator of a ratio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// What was divided.
    pub numerator: Figure,
    /// What it was divided by.
    pub denominator: Figure,
}

impl Figure {
    fn bare(state: State, value: Option<Value>) -> Self {
        Self {
            state,
            value,
            origins: Vec::new(),
            evidence: None,
            explanation: None,
            wants: Vec::new(),
            doubts: Vec::new(),
            parts: None,
            constant: false,
            second: None,
        }
    }

    /// A number of the law or of a rule, which no unit reports.
    pub fn constant(number: Decimal) -> Self {
        Self { constant: true, ..Self::known(Value::Number(number)) }
    }

    /// A reported value without cells: one that was counted, or is only supposed.
    pub fn known(value: Value) -> Self {
        Self::bare(State::Reported, Some(value))
    }

    /// A reported value read from `origin`.
    pub fn reported(value: Value, origin: Origin) -> Self {
        Self { origins: vec![origin], ..Self::bare(State::Reported, Some(value)) }
    }

    /// A figure whose unit states, in `origins`, that nothing arose (không phát sinh).
    pub fn nothing_arose(origins: Vec<Origin>) -> Self {
        Self { origins, ..Self::bare(State::NothingArose, None) }
    }

    /// A figure that does not apply to the unit (không áp dụng).
    pub fn not_applicable(origins: Vec<Origin>) -> Self {
        Self { origins, ..Self::bare(State::NotApplicable, None) }
    }

    /// A figure that nobody reported; `want` says who owns it and where it belongs.
    pub fn missing(want: Want) -> Self {
        Self { wants: vec![want], ..Self::bare(State::Missing, None) }
    }

    /// The number, where the figure is a reported number.
    pub fn number(&self) -> Option<Decimal> {
        match self.value {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// The code of the answer, where the figure is a reported choice.
    pub fn choice(&self) -> Option<&str> {
        match &self.value {
            Some(Value::Choice(code)) => Some(code),
            _ => None,
        }
    }
}

/// Everything reported for one period, by figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Single figures.
    pub single: IndexMap<FigureId, Figure>,
    /// Figures that are whole tables, such as the list of procedures.
    pub tables: IndexMap<FigureId, Table>,
}
