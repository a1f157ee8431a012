//! Comparisons. A comparison with a figure that has no value has no answer: it stops the rule, and the figure's state
//! decides.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rhai::{Dynamic, Engine, NativeCallContext};

use super::log::Log;
use super::number::Number;
use super::rows::Rows;
use super::trouble::{Answer, Trouble, wrong};
use crate::figure::{Figure, State, Value};

pub(super) fn above(engine: &mut Engine, log: &Log) {
    ordering(engine, log, ">", |order| order == Ordering::Greater);
}

pub(super) fn at_least(engine: &mut Engine, log: &Log) {
    ordering(engine, log, ">=", |order| order != Ordering::Less);
}

pub(super) fn below(engine: &mut Engine, log: &Log) {
    ordering(engine, log, "<", |order| order == Ordering::Less);
}

pub(super) fn at_most(engine: &mut Engine, log: &Log) {
    ordering(engine, log, "<=", |order| order != Ordering::Greater);
}

pub(super) fn equal(engine: &mut Engine, log: &Log) {
    register(engine, log, "==", equals);
}

pub(super) fn different(engine: &mut Engine, log: &Log) {
    register(engine, log, "!=", |one, other| Ok(!equals(one, other)?));
}

fn ordering(engine: &mut Engine, log: &Log, name: &'static str, holds: fn(Ordering) -> bool) {
    register(engine, log, name, move |one, other| Ok(holds(order(one, other)?)));
}

/// Both orders are registered with an open type, since the engine takes two values of unlike types for different
/// without a word.
fn register(
    engine: &mut Engine,
    log: &Log,
    name: &'static str,
    test: impl Fn(&Side, &Side) -> Answer<bool> + Copy + 'static,
) {
    let run = {
        let log = log.clone();
        move |context: &NativeCallContext<'_>, one: Dynamic, other: Dynamic| {
            let compared = || {
                let (one, other) = (Side::of(&one)?, Side::of(&other)?);
                one.known_beside(&other, &log)?;
                test(&one, &other)
            };
            log.step(context, &[&one, &other], compared())
        }
    };
    register_pairs! {
        engine, name, run;
        Number, Dynamic;
        Dynamic, Number;
        Rows, Dynamic;
        Dynamic, Rows;
    }
}

/// One side of a comparison.
enum Side {
    Figure(Number),
    Text(String),
}

impl Side {
    fn of(value: &Dynamic) -> Answer<Self> {
        match Number::read(value) {
            Some(number) => Ok(Self::Figure(number)),
            None => value
                .as_immutable_string_ref()
                .map(|text| Self::Text(text.to_string()))
                .map_err(|_| wrong("script.not_comparable", value.type_name())),
        }
    }

    /// Refuses to compare what has no value. "Nothing arose" is a number, zero, but no answer
    /// and no ratio.
    fn known_beside(&self, other: &Self, log: &Log) -> Answer<()> {
        let mut unknown: Option<Figure> = None;
        let (numeric, sides) = (self.is_numeric() && other.is_numeric(), [self, other]);
        for figure in sides.iter().filter_map(|side| side.figure()) {
            if figure.0.state >= State::NotApplicable || (figure.0.state == State::NothingArose && !numeric) {
                unknown = Some(match unknown {
                    Some(before) => before.joined(&figure.0, before.state.join(figure.0.state)),
                    None => (*figure.0).clone(),
                });
            } else {
                log.compares(&figure.0);
            }
        }
        match unknown {
            Some(figure) => Err(Trouble::Unknown(figure.into()).into()),
            None => Ok(()),
        }
    }

    fn figure(&self) -> Option<&Number> {
        match self {
            Self::Figure(number) => Some(number),
            Self::Text(_) => None,
        }
    }

    fn is_numeric(&self) -> bool {
        self.figure()
            .is_some_and(|figure| figure.0.number_or_zero().is_ok() && !figure.0.is_ratio_of_nothing())
    }

    fn value(&self) -> Option<&Value> {
        self.figure().and_then(|figure| figure.0.value.as_ref())
    }

    fn text(&self) -> Option<&str> {
        match (self, self.value()) {
            (Self::Text(text), _) => Some(text),
            (_, Some(Value::Choice(text) | Value::Text(text))) => Some(text),
            _ => None,
        }
    }

    fn date(&self) -> Option<NaiveDate> {
        match (self, self.value()) {
            (_, Some(Value::Date(date))) => Some(*date),
            (Self::Text(text), _) => text.parse().ok(),
            _ => None,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Figure(number) => number.0.shown(),
            Self::Text(text) => text.clone(),
        }
    }
}

fn order(one: &Side, other: &Side) -> Answer<Ordering> {
    if let (Some(one), Some(other)) = (one.figure(), other.figure())
        && let (Ok(one), Ok(other)) = (one.0.number_or_zero(), other.0.number_or_zero())
    {
        return Ok(one.cmp(&other));
    }
    match (one.date(), other.date()) {
        (Some(one), Some(other)) => Ok(one.cmp(&other)),
        _ => Err(wrong("script.not_comparable", format!("{} – {}", one.shown(), other.shown()))),
    }
}

fn equals(one: &Side, other: &Side) -> Answer<bool> {
    match (one.text(), other.text()) {
        (Some(one_text), Some(other_text)) => Ok(one_text == other_text),
        _ => Ok(order(one, other)? == Ordering::Equal),
    }
}
