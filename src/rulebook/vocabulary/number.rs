//! A figure as rules see it.

use std::rc::Rc;

use rhai::{Dynamic, INT};
use rust_decimal::Decimal;

use super::trouble::{Answer, wrong};
use crate::figure::Figure;

/// A figure in a script; cloning it is cheap.
#[derive(Clone, Debug)]
pub(in crate::rulebook) struct Number(pub(in crate::rulebook) Rc<Figure>);

impl Number {
    /// A figure to be handed to a script.
    pub(in crate::rulebook) fn new(figure: Figure) -> Self {
        Self(Rc::new(figure))
    }

    /// The figure that `value` is or, for a number written in the script, stands for.
    pub(in crate::rulebook) fn read(value: &Dynamic) -> Option<Self> {
        if let Some(number) = value.read_lock::<Self>() {
            return Some(number.clone());
        }
        let number = match value.as_int() {
            Ok(whole) => Decimal::from(whole as INT),
            Err(_) => value.as_decimal().ok()?,
        };
        Some(Self::new(Figure::constant(number)))
    }

    /// [`Self::read`], or the reason why `value` is none.
    pub(super) fn wanted(value: &Dynamic) -> Answer<Self> {
        Self::read(value).ok_or_else(|| wrong("script.not_a_number", ""))
    }
}
