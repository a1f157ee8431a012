//! Findings that rest on cells which may be read otherwise.

use pretty_assertions::assert_eq;
use rust_decimal::Decimal;

use super::tiny::{TARGET_FILE, files, with};
use super::verdicts::{answer, judge, number};
use crate::diagnostic::Code;
use crate::figure::{Doubt, Figure, Value};
use crate::rulebook::Outcome;

/// `figure`, which may as well be `other`.
fn or(figure: Figure, code: Code, other: i64) -> Figure {
    let other = Some(Value::Number(other.into()));
    let doubt = Doubt::Unclear { code, origins: figure.origins.clone(), other };
    Figure { doubts: [figure.doubts.clone(), vec![doubt]].concat(), ..figure }
}

#[test]
fn what_every_reading_gives_is_decided_and_the_doubt_shown_beside_it() {
    // Above 90 of 100 is met: with 95 as with 99.
    let [target, _] =
        judge(&files(), or(number(1, 95), Code::TotalDiffers, 99), number(2, 100), answer(3, "co"));
    assert_eq!(target.outcome, Outcome::Met);
    let value = target.value.expect("a value");
    assert_eq!(value.number(), Some(95.into()), "the value as read");
    assert_eq!(value.doubts.iter().map(Doubt::code).collect::<Vec<_>>(), [Code::TotalDiffers]);
}

#[test]
fn what_readings_give_differently_needs_an_explanation_with_both_results() {
    let phan = or(number(1, 95), Code::TotalDiffers, 85);
    let [target, _] = judge(&files(), phan, number(2, 100), answer(3, "co"));
    assert_eq!((target.outcome, target.points), (Outcome::NeedsExplanation, None));
    let results: Vec<_> = target
        .readings
        .iter()
        .map(|reading| (reading.figures[0].1.clone(), reading.outcome, reading.value.clone()))
        .collect();
    let number = |number: i64| Value::Number(number.into());
    assert_eq!(
        results,
        [(number(95), Outcome::Met, Some(number(95))), (number(85), Outcome::Missed, Some(number(85)))]
    );
}

#[test]
fn doubts_on_several_cells_are_taken_together() {
    // Each alone leaves the target met; both together do not.
    let [phan, tong] =
        [or(number(1, 95), Code::TotalDiffers, 94), or(number(2, 100), Code::IdentityBroken, 104)];
    let [target, _] = judge(&files(), phan.clone(), number(2, 100), answer(3, "co"));
    assert_eq!(target.outcome, Outcome::Met);
    let [target, _] = judge(&files(), number(1, 95), tong.clone(), answer(3, "co"));
    assert_eq!(target.outcome, Outcome::Met);
    let higher = with(TARGET_FILE, "above: 90", "above: 91");
    let [target, _] = judge(&higher, phan, tong, answer(3, "co"));
    assert_eq!((target.outcome, target.readings.len()), (Outcome::NeedsExplanation, 4));
}

#[test]
fn what_may_mean_anything_and_too_many_readings_decide_nothing() {
    let anything = Figure {
        doubts: vec![Doubt::unclear(Code::CellStruck, number(1, 95).origins)],
        ..or(number(1, 95), Code::TotalDiffers, 99)
    };
    let many = (0..40).fold(number(1, 95), |figure, other| or(figure, Code::TotalDiffers, 92 + other % 8));
    let more = (0..40).fold(number(1, 95), |figure, other| or(figure, Code::TotalDiffers, 91 + other));
    for (phan, outcome) in
        [(anything, Outcome::NeedsExplanation), (many, Outcome::Met), (more, Outcome::NeedsExplanation)]
    {
        let [target, _] = judge(&files(), phan, number(2, 100), answer(3, "co"));
        assert_eq!(target.outcome, outcome);
        assert_eq!(target.value.and_then(|value| value.number()), Some(Decimal::from(95)));
    }
}
