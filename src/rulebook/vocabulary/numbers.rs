//! Words that calculate with numbers. States, origins, wants and doubts travel with every one of them.

use rhai::{Array, Dynamic, Engine, INT};
use rust_decimal::Decimal;

use super::log::Log;
use super::number::Number;
use super::trouble::{Answer, arithmetic, wrong};
use crate::figure::{ArithmeticError, Doubt, Figure, State, Value};

type Operation = fn(&Figure, &Figure) -> Result<Figure, ArithmeticError>;

fn apply(one: &Dynamic, other: &Dynamic, operation: Operation) -> Answer<Number> {
    let (one, other) = (Number::wanted(one)?, Number::wanted(other)?);
    operation(&one.0, &other.0).map(Number::new).map_err(arithmetic)
}

/// An operator for figures, for numbers of the script, and for both mixed: `7 / 2` is 3.5 in a rule, not 3.
fn operator(engine: &mut Engine, name: &str, operation: Operation) {
    engine.register_fn(name, move |one: Number, other: Number| {
        operation(&one.0, &other.0).map(Number::new).map_err(arithmetic)
    });
    engine
        .register_fn(name, move |one: Number, other: Dynamic| apply(&Dynamic::from(one), &other, operation));
    engine
        .register_fn(name, move |one: Dynamic, other: Number| apply(&one, &Dynamic::from(other), operation));
    engine.register_fn(name, move |one: INT, other: INT| apply(&one.into(), &other.into(), operation));
    engine.register_fn(name, move |one: INT, other: Decimal| apply(&one.into(), &other.into(), operation));
    engine.register_fn(name, move |one: Decimal, other: INT| apply(&one.into(), &other.into(), operation));
    engine
        .register_fn(name, move |one: Decimal, other: Decimal| apply(&one.into(), &other.into(), operation));
}

pub(super) fn plus(engine: &mut Engine, _: &Log) {
    operator(engine, "+", Figure::plus);
}

pub(super) fn minus(engine: &mut Engine, _: &Log) {
    operator(engine, "-", Figure::minus);
}

pub(super) fn times(engine: &mut Engine, _: &Log) {
    operator(engine, "*", Figure::times);
}

pub(super) fn divided(engine: &mut Engine, _: &Log) {
    operator(engine, "/", Figure::divided_by);
}

/// `-x`: the other half of the word `a - b`.
pub(super) fn negative(engine: &mut Engine) {
    engine.register_fn("-", |number: Number| {
        Figure::constant(Decimal::ZERO).minus(&number.0).map(Number::new).map_err(arithmetic)
    });
}

pub(super) fn percent(engine: &mut Engine, _: &Log) {
    engine.register_fn("percent", |part: Dynamic, whole: Dynamic| apply(&part, &whole, Figure::percent_of));
}

pub(super) fn reduction(engine: &mut Engine, _: &Log) {
    engine.register_fn("reduction", |before: Dynamic, after: Dynamic| apply(&before, &after, reduced));
}

/// By how many per cent `before` fell to become `after`; numerator and denominator are the fall and what was before.
fn reduced(before: &Figure, after: &Figure) -> Result<Figure, ArithmeticError> {
    let mut result = before.minus(after)?.percent_of(before)?;
    let known = before.state < State::NotApplicable && after.state < State::NotApplicable;
    if known && before.number_or_zero()?.is_zero() && after.number_or_zero()? > Decimal::ZERO {
        result.doubts.push(Doubt::NothingAroseYetCounted {
            nothing_origins: before.origins.clone(),
            counted_origins: after.origins.clone(),
        });
    }
    Ok(result)
}

pub(super) fn sum(engine: &mut Engine, _: &Log) {
    engine.register_fn("sum", |numbers: Array| -> Answer<Number> {
        let mut numbers = numbers.iter().map(Number::wanted);
        let Some(first) = numbers.next() else {
            return Ok(Number::new(Figure::constant(Decimal::ZERO)));
        };
        let mut total = (*first?.0).clone();
        for number in numbers {
            total = total.plus(&number?.0).map_err(arithmetic)?;
        }
        Ok(Number::new(total))
    });
}

pub(super) fn agree(engine: &mut Engine, _: &Log) {
    engine.register_fn("agree", |one: Dynamic, other: Dynamic| {
        apply(&one, &other, |one, other| Ok(one.agreeing_with(other)))
    });
}

pub(super) fn at_most(engine: &mut Engine, _: &Log) {
    engine.register_fn("at_most", |number: Dynamic, limit: Dynamic| {
        apply(&number, &limit, |number, limit| bounded(number, limit, Decimal::min))
    });
}

pub(super) fn at_least(engine: &mut Engine, _: &Log) {
    engine.register_fn("at_least", |number: Dynamic, limit: Dynamic| {
        apply(&number, &limit, |number, limit| bounded(number, limit, Decimal::max))
    });
}

fn bounded(
    number: &Figure,
    limit: &Figure,
    choose: fn(Decimal, Decimal) -> Decimal,
) -> Result<Figure, ArithmeticError> {
    let mut result = number.joined(limit, number.state.join(limit.state));
    if result.state == State::Reported {
        result.value = Some(Value::Number(choose(number.number_or_zero()?, limit.number_or_zero()?)));
    }
    Ok(result)
}

pub(super) fn linear(engine: &mut Engine, _: &Log) {
    engine.register_fn("linear", |number: Dynamic, full: Dynamic, most: Dynamic| -> Answer<Number> {
        let (number, full, most) = (Number::wanted(&number)?, Number::wanted(&full)?, Number::wanted(&most)?);
        // Multiplied before it is divided, so that 68 of 85 for 5 points is 4 and not 3.999…
        let scaled = number.0.times(&most.0).map_err(arithmetic)?;
        if full.0.state == State::Reported && full.0.number_or_zero().map_err(arithmetic)? <= Decimal::ZERO {
            return Err(wrong("script.division_by_zero", ""));
        }
        let share = scaled.divided_by(&full.0).map_err(arithmetic)?;
        bounded(&share, &most.0, Decimal::min).map(Number::new).map_err(arithmetic)
    });
}
