//! Why a word has no result.

use std::rc::Rc;

use rhai::{Dynamic, EvalAltResult, Position};

use crate::figure::{ArithmeticError, Figure};

/// What a word returns.
pub(super) type Answer<T> = Result<T, Box<EvalAltResult>>;

/// Thrown through the script by a word that cannot answer.
#[derive(Clone, Debug)]
pub(in crate::rulebook) enum Trouble {
    /// The answer depends on a figure that has no value. The rule is not at fault: the figure's state decides.
    Unknown(Rc<Figure>),
    /// The rule is at fault: the key of the reason in `labels.toml`, and the text of its hole.
    Wrong(&'static str, String),
}

impl From<Trouble> for Box<EvalAltResult> {
    fn from(trouble: Trouble) -> Self {
        Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(trouble), Position::NONE))
    }
}

/// The rule is at fault, as `key` says of `text`.
pub(super) fn wrong(key: &'static str, text: impl Into<String>) -> Box<EvalAltResult> {
    Trouble::Wrong(key, text.into()).into()
}

/// The arithmetic's reason.
pub(super) fn arithmetic(error: ArithmeticError) -> Box<EvalAltResult> {
    let key = match error {
        ArithmeticError::NotANumber => "script.not_a_number",
        ArithmeticError::Overflow => "script.overflow",
        ArithmeticError::DivisionByZero => "script.division_by_zero",
    };
    wrong(key, "")
}
