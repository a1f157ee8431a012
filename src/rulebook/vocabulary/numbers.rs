//! Words that calculate with numbers. States, origins, wants and doubts travel with every one of them.

use rhai::{Array, Dynamic, Engine, INT, NativeCallContext};
use rust_decimal::Decimal;

use super::log::Log;
use super::number::Number;
use super::rows::Rows;
use super::trouble::{Answer, arithmetic, wrong};
use crate::figure::{ArithmeticError, Doubt, Figure, State};

type Operation = fn(&Figure, &Figure) -> Result<Figure, ArithmeticError>;

fn apply(one: &Dynamic, other: &Dynamic, operation: Operation) -> Answer<Number> {
    let (one, other) = (Number::wanted(one)?, Number::wanted(other)?);
    operation(&one.0, &other.0).map(Number::new).map_err(arithmetic)
}

/// An operator for figures, for numbers of the script, and for both mixed: `7 / 2` is 3.5 in a rule, not 3.
fn operator(engine: &mut Engine, log: &Log, name: &str, operation: Operation) {
    let log = log.clone();
    let run = move |context: &NativeCallContext<'_>, one: Dynamic, other: Dynamic| {
        log.step(context, &[&one, &other], apply(&one, &other, operation))
    };
    register_pairs! {
        engine, name, run;
        Number, Number;
        Number, Dynamic;
        Dynamic, Number;
        INT, INT;
        INT, Decimal;
        Decimal, INT;
        Decimal, Decimal;
    }
}

/// A word with two values.
fn word(engine: &mut Engine, log: &Log, name: &str, operation: Operation) {
    let log = log.clone();
    engine.register_fn(name, move |context: NativeCallContext<'_>, one: Dynamic, other: Dynamic| {
        log.step(&context, &[&one, &other], apply(&one, &other, operation))
    });
}

pub(super) fn plus(engine: &mut Engine, log: &Log) {
    operator(engine, log, "+", Figure::plus);
}

pub(super) fn minus(engine: &mut Engine, log: &Log) {
    operator(engine, log, "-", Figure::minus);
}

pub(super) fn times(engine: &mut Engine, log: &Log) {
    operator(engine, log, "*", Figure::times);
}

pub(super) fn divided(engine: &mut Engine, log: &Log) {
    operator(engine, log, "/", Figure::divided_by);
}

/// `-x`: the other half of the word `a - b`.
pub(super) fn negative(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn("-", move |context: NativeCallContext<'_>, number: Number| {
        let answer = Figure::constant(Decimal::ZERO).minus(&number.0).map(Number::new).map_err(arithmetic);
        log.step(&context, &[&Dynamic::from(number)], answer)
    });
}

pub(super) fn percent(engine: &mut Engine, log: &Log) {
    word(engine, log, "percent", Figure::percent_of);
}

pub(super) fn reduction(engine: &mut Engine, log: &Log) {
    word(engine, log, "reduction", Figure::reduced_to);
}

pub(super) fn rest(engine: &mut Engine, log: &Log) {
    word(engine, log, "rest", Figure::without);
}

pub(super) fn sum(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn("sum", move |context: NativeCallContext<'_>, numbers: Array| {
        let answer = summed(&numbers);
        log.step(&context, &[&Dynamic::from_array(numbers)], answer)
    });
}

fn summed(numbers: &[Dynamic]) -> Answer<Number> {
    let mut numbers = numbers.iter().map(Number::wanted);
    let Some(first) = numbers.next() else {
        return Ok(Number::new(Figure::constant(Decimal::ZERO)));
    };
    let mut total = (*first?.0).clone();
    for number in numbers {
        total = total.plus(&number?.0).map_err(arithmetic)?;
    }
    Ok(Number::new(total))
}

pub(super) fn agree(engine: &mut Engine, log: &Log) {
    word(engine, log, "agree", |one, other| Ok(one.agreeing_with(other)));
}

pub(super) fn two_ways(engine: &mut Engine, log: &Log) {
    word(engine, log, "two_ways", |one, other| Ok(beside(one, other)));
}

/// `one`, with `other` beside it where they differ. Either without a value leaves the whole without one.
fn beside(one: &Figure, other: &Figure) -> Figure {
    let joined = one.joined(other, one.state.join(other.state));
    if joined.state >= State::NotApplicable {
        return Figure { parts: one.parts.clone(), ..joined };
    }
    let differs = (one.state, &one.value) != (other.state, &other.value);
    let second = differs.then(|| Box::new(other.clone()));
    Figure { state: one.state, value: one.value.clone(), parts: one.parts.clone(), second, ..joined }
}

pub(super) fn ask(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn(
        "ask",
        move |context: NativeCallContext<'_>, value: Dynamic, about: Dynamic, reason: &str| {
            log.step(&context, &[&value, &about, &reason.into()], asked(&value, &about, reason))
        },
    );
}

/// `value`, of which nothing is concluded before somebody explains the cells of `about`.
fn asked(value: &Dynamic, about: &Dynamic, reason: &str) -> Answer<Number> {
    let origins = match about.read_lock::<Rows>() {
        Some(rows) => rows.first_cells(),
        None => Number::wanted(about)?.0.origins.clone(),
    };
    let mut value = (*Number::wanted(value)?.0).clone();
    value.doubts.push(Doubt::Asked { rule: "".into(), reason: Some(reason.into()), origins });
    Ok(Number::new(value))
}

pub(super) fn at_most(engine: &mut Engine, log: &Log) {
    word(engine, log, "at_most", |number, limit| number.bounded(limit, Decimal::min));
}

pub(super) fn at_least(engine: &mut Engine, log: &Log) {
    word(engine, log, "at_least", |number, limit| number.bounded(limit, Decimal::max));
}

pub(super) fn linear(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn(
        "linear",
        move |context: NativeCallContext<'_>, number: Dynamic, full: Dynamic, most: Dynamic| {
            log.step(&context, &[&number, &full, &most], scaled(&number, &full, &most))
        },
    );
}

fn scaled(number: &Dynamic, full: &Dynamic, most: &Dynamic) -> Answer<Number> {
    let (number, full, most) = (Number::wanted(number)?, Number::wanted(full)?, Number::wanted(most)?);
    // Multiplied before it is divided, so that 68 of 85 for 5 points is 4 and not 3.999…
    let scaled = number.0.times(&most.0).map_err(arithmetic)?;
    if full.0.state == State::Reported && full.0.number_or_zero().map_err(arithmetic)? <= Decimal::ZERO {
        return Err(wrong("script.division_by_zero", ""));
    }
    let share = scaled.divided_by(&full.0).map_err(arithmetic)?;
    share.bounded(&most.0, Decimal::min).map(Number::new).map_err(arithmetic)
}
