//! Words about answers.

use rhai::{Dynamic, Engine, Map, NativeCallContext};

use super::log::Log;
use super::number::Number;
use super::trouble::{Answer, arithmetic, wrong};
use crate::figure::{BOTH_ANSWERS, Figure, Holding, State, Together, Value};

/// The code of "có".
const YES: &str = "co";
/// The code of "chưa".
const NO: &str = "chua";

fn answer(one: &Figure, other: &Figure, yes: bool) -> Figure {
    let code = if yes { YES } else { NO };
    let known = Figure { value: Some(Value::Choice(code.into())), ..one.joined(other, State::Reported) };
    // An answer that is certain whatever the missing one turns out to be wants nothing.
    Figure { wants: Vec::new(), ..known }
}

pub(super) fn both(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn("both", move |context: NativeCallContext<'_>, one: Dynamic, other: Dynamic| {
        log.step(&context, &[&one, &other], together(&one, &other))
    });
}

fn together(one: &Dynamic, other: &Dynamic) -> Answer<Number> {
    let (one, other) = (Number::wanted(one)?.0, Number::wanted(other)?.0);
    for figure in [&one, &other] {
        if figure.state == State::Reported && figure.choice().is_none() {
            return Err(wrong("script.not_an_answer", figure.shown()));
        }
    }
    let holding = |figure: &Figure| Holding::of_state(figure.state, || figure.choice() != Some(YES));
    let together = BOTH_ANSWERS.of(holding(&one), holding(&other));
    Ok(Number::new(match together {
        Together::Value => {
            let yes = [&one, &other].iter().all(|figure| figure.choice() == Some(YES));
            answer(&one, &other, yes)
        }
        together => one.together(&other, together),
    }))
}

pub(super) fn none_of(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn("none_of", move |context: NativeCallContext<'_>, count: Dynamic| {
        log.step(&context, &[&count], is_none(&count))
    });
}

fn is_none(count: &Dynamic) -> Answer<Number> {
    let count = Number::wanted(count)?.0;
    if count.state >= State::NotApplicable {
        return Ok(Number(count));
    }
    let none = count.number_or_zero().map_err(arithmetic)?.is_zero();
    Ok(Number::new(answer(&count, &count, none)))
}

pub(super) fn choose(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn("choose", move |context: NativeCallContext<'_>, answer: Dynamic, points: Map| {
        log.step(&context, &[&answer, &Dynamic::UNIT], chosen(&answer, &points))
    });
}

fn chosen(answer: &Dynamic, points: &Map) -> Answer<Number> {
    let answer = Number::wanted(answer)?.0;
    if answer.state != State::Reported {
        return Ok(Number(answer));
    }
    let code = answer.choice().ok_or_else(|| wrong("script.not_an_answer", answer.shown()))?;
    let chosen = points.get(code).ok_or_else(|| wrong("script.answer_not_chosen", code))?;
    let chosen = Number::wanted(chosen)?.0;
    let result = answer.joined(&chosen, chosen.state);
    Ok(Number::new(Figure { value: chosen.value.clone(), ..result }))
}
