//! What one word did while a rule was traced.

use std::rc::Rc;

use rhai::{Array, Dynamic};

use super::number::Number;
use super::rows::Rows;
use crate::figure::Figure;
use crate::rulebook::outline::Spot;

/// One word with the values that it was given and the value that it gave.
#[derive(Clone, Debug)]
pub(in crate::rulebook) struct Noted {
    /// Where the word stands.
    pub(in crate::rulebook) spot: Spot,
    /// The word: `percent`, `+`.
    pub(in crate::rulebook) word: String,
    pub(in crate::rulebook) operands: Vec<Operand>,
    pub(in crate::rulebook) result: Operand,
}

/// A value within a calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A figure, or a number of the law or of the rule.
    Figure(Rc<Figure>),
    /// The answer of a comparison.
    Truth(bool),
    /// A table with so many rows left.
    Rows(usize),
    /// Text: an answer's code or a column's name.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Anything else, such as a map of points.
    Other,
}

impl Operand {
    pub(super) fn of(value: &Dynamic) -> Self {
        if let Some(number) = Number::read(value) {
            return Self::Figure(number.0);
        }
        if let Some(rows) = value.read_lock::<Rows>() {
            return Self::Rows(rows.count());
        }
        if let Ok(truth) = value.as_bool() {
            return Self::Truth(truth);
        }
        if let Ok(text) = value.as_immutable_string_ref() {
            return Self::Text(text.to_string());
        }
        match value.read_lock::<Array>() {
            Some(items) => Self::List(items.iter().map(Self::of).collect()),
            None => Self::Other,
        }
    }
}
