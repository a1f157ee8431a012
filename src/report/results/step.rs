use serde::Serialize;
use serde_json::Value as Json;

use super::value_text;
use crate::figure::Figure;
use crate::rulebook::{Operand, Step};

/// One calculation or comparison.
#[derive(Debug, Serialize)]
pub struct StepResult<'a> {
    /// Line of the rule's file.
    pub line: u32,
    /// As the rule writes it.
    pub expression: &'a str,
    /// The word or sign: `percent`, `+`.
    pub word: &'a str,
    /// What it was given: an exact decimal, an answer's code or a text as a string; `true` or `false`; the number of rows
    /// of a table; a list; an object with `state` for a figure without a value; `null` for anything else.
    pub operands: Vec<Json>,
    /// What it gave, in the same way.
    pub result: Json,
}

/// A comparison, and how it turned out.
#[derive(Debug, Serialize)]
pub struct TurnResult<'a> {
    /// Line of the rule's file.
    pub line: u32,
    /// As the rule writes it.
    pub expression: &'a str,
    /// Whether it holds.
    pub holds: bool,
}

impl<'a> StepResult<'a> {
    pub(super) fn new(step: &'a Step) -> Self {
        Self {
            line: step.line,
            expression: &step.expression,
            word: &step.word,
            operands: step.operands.iter().map(operand).collect(),
            result: operand(&step.result),
        }
    }
}

impl<'a> TurnResult<'a> {
    /// `None` for a step that is no comparison.
    pub(super) fn new(step: &'a Step) -> Option<Self> {
        match step.result {
            Operand::Truth(holds) => Some(Self { line: step.line, expression: &step.expression, holds }),
            _ => None,
        }
    }
}

fn operand(operand: &Operand) -> Json {
    match operand {
        Operand::Figure(figure) => figure_json(figure),
        Operand::Truth(holds) => Json::from(*holds),
        Operand::Rows(count) => Json::from(*count),
        Operand::Text(text) => Json::from(text.as_str()),
        Operand::List(items) => items.iter().map(self::operand).collect(),
        Operand::Other => Json::Null,
    }
}

fn figure_json(figure: &Figure) -> Json {
    match &figure.value {
        Some(value) => Json::from(value_text(value)),
        None => serde_json::json!({ "state": figure.state }),
    }
}
