//! Exact arithmetic that carries states, origins, wants and doubts.

use std::collections::HashSet;
use std::hash::Hash;

use indexmap::IndexSet;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Doubt, Figure, Origin, Parts, State, Value, Want};
use crate::text::{decimal_vi, decimal_vi_beside};

/// Why an operation has no result. States never cause one of these: a missing figure gives a missing result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArithmeticError {
    /// The operation needs numbers and was given an answer, a date or text.
    #[error("not a number")]
    NotANumber,
    /// The result has more digits than an exact decimal holds (28).
    #[error("number too large")]
    Overflow,
    /// Division by zero other than through [`Figure::percent_of`].
    #[error("division by zero")]
    DivisionByZero,
}

impl Figure {
    /// `self + other`. Nothing arose counts as zero; two of it stay "nothing arose".
    pub fn plus(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.combine(other, |a, b| a.checked_add(b).ok_or(ArithmeticError::Overflow))
    }

    /// `self - other`.
    pub fn minus(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.combine(other, |a, b| a.checked_sub(b).ok_or(ArithmeticError::Overflow))
    }

    /// `self × other`.
    pub fn times(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.combine(other, |a, b| a.checked_mul(b).ok_or(ArithmeticError::Overflow))
    }

    /// `self ÷ other`, for constants of the law and other divisors that cannot be zero.
    pub fn divided_by(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.combine(other, |a, b| {
            if b.is_zero() {
                return Err(ArithmeticError::DivisionByZero);
            }
            a.checked_div(b).ok_or(ArithmeticError::Overflow)
        })
    }

    /// `100 × self ÷ whole`, remembering both parts. A whole of zero, or one that did not arise, gives a figure that
    /// did not arise: the rule's zero policy then decides. A part above its whole is carried as a doubt.
    pub fn percent_of(&self, whole: &Self) -> Result<Self, ArithmeticError> {
        let mut result = self.joined(whole, self.state.join(whole.state));
        result.parts =
            Some(Box::new(Parts { numerator: self.without_parts(), denominator: whole.without_parts() }));
        if result.state >= State::NotApplicable {
            return Ok(result);
        }
        let part = self.number_or_zero()?;
        let divisor = whole.number_or_zero()?;
        if part > divisor {
            let doubt = if whole.state == State::NothingArose {
                Doubt::NothingAroseYetCounted {
                    nothing_origins: whole.origins.clone(),
                    counted_origins: self.origins.clone(),
                }
            } else {
                Doubt::PartAboveWhole {
                    part,
                    whole: divisor,
                    part_origins: self.origins.clone(),
                    whole_origins: whole.origins.clone(),
                }
            };
            result.doubts.push(doubt);
        }
        if divisor.is_zero() {
            result.state = State::NothingArose;
            return Ok(result);
        }
        let percent = part
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|hundredfold| hundredfold.checked_div(divisor))
            .ok_or(ArithmeticError::Overflow)?;
        result.state = State::Reported;
        result.value = Some(Value::Number(percent));
        Ok(result)
    }

    /// `self` with `other`'s origins, checked against it: where both are reported and differ, the result carries a
    /// [`Doubt::Disagreement`]. `other` missing is no disagreement; the roster says that it is missing. Where one of the
    /// two is a ratio and the other a percentage as stated, they are compared with as many decimals as are shown.
    pub fn agreeing_with(&self, other: &Self) -> Self {
        if self.state > State::Reported || other.state > State::Reported {
            return self.clone();
        }
        let mut result = self.clone();
        let same = match (self.number_or_zero(), other.number_or_zero()) {
            (Ok(one), Ok(another)) => {
                one == another
                    || (self.is_ratio_beside(other) && other.states(one))
                    || (other.is_ratio_beside(self) && self.states(another))
            }
            _ => self.value == other.value,
        };
        let shown = |figure: &Self, beside: &Self| match figure.number() {
            Some(exact) if figure.is_ratio_beside(beside) => decimal_vi_beside(exact, beside.number()),
            Some(stated) if beside.is_ratio_beside(figure) => decimal_vi(stated),
            _ => figure.shown(),
        };
        if !same {
            result.doubts.push(Doubt::Disagreement {
                one: shown(self, other).into(),
                other: shown(other, self).into(),
                one_origins: self.origins.clone(),
                other_origins: other.origins.clone(),
            });
        }
        merge_distinct(&mut result.origins, &other.origins);
        merge(&mut result.doubts, &other.doubts);
        result
    }

    /// A figure of `state` and no value that remembers everything about `self` and `other`.
    pub fn joined(&self, other: &Self, state: State) -> Self {
        let mut result = Self::bare(state, None);
        for figure in [self, other] {
            merge_distinct(&mut result.origins, &figure.origins);
            merge_distinct(&mut result.wants, &figure.wants);
            merge(&mut result.doubts, &figure.doubts);
            result.evidence = join_text(result.evidence, figure.evidence.as_deref());
            result.explanation = join_text(result.explanation, figure.explanation.as_deref());
        }
        result
    }

    /// [`Self::joined`] with many others, such as every cell of a table's column, in one pass.
    pub fn joined_with_all<'a>(&self, others: impl IntoIterator<Item = &'a Self>, state: State) -> Self {
        let mut result = Self { state, value: None, parts: None, ..self.clone() };
        let mut origins: IndexSet<Origin> = std::mem::take(&mut result.origins).into_iter().collect();
        let mut wants: IndexSet<Want> = std::mem::take(&mut result.wants).into_iter().collect();
        for other in others {
            origins.extend(other.origins.iter().cloned());
            wants.extend(other.wants.iter().cloned());
            merge(&mut result.doubts, &other.doubts);
            result.evidence = join_text(result.evidence, other.evidence.as_deref());
            result.explanation = join_text(result.explanation, other.explanation.as_deref());
        }
        result.origins = origins.into_iter().collect();
        result.wants = wants.into_iter().collect();
        result
    }

    /// The value as text for messages: plain decimal, code, date or text; empty where there is none.
    pub fn shown(&self) -> String {
        match &self.value {
            Some(Value::Number(number)) => number.normalize().to_string(),
            Some(Value::Choice(text) | Value::Text(text)) => text.to_string(),
            Some(Value::Date(date)) => crate::period::date_vi(*date),
            None => String::new(),
        }
    }

    /// The number, taking "nothing arose" as zero.
    pub fn number_or_zero(&self) -> Result<Decimal, ArithmeticError> {
        match (self.state, &self.value) {
            (State::NothingArose, _) => Ok(Decimal::ZERO),
            (_, Some(Value::Number(number))) => Ok(*number),
            _ => Err(ArithmeticError::NotANumber),
        }
    }

    /// Whether `self` is a ratio that was divided and `other` a number that was not.
    fn is_ratio_beside(&self, other: &Self) -> bool {
        self.parts.is_some() && other.parts.is_none()
    }

    fn without_parts(&self) -> Self {
        Self { parts: None, ..self.clone() }
    }

    fn combine(
        &self,
        other: &Self,
        operation: impl Fn(Decimal, Decimal) -> Result<Decimal, ArithmeticError>,
    ) -> Result<Self, ArithmeticError> {
        let mut result = self.joined(other, self.state.join(other.state));
        if result.state == State::Reported {
            result.value = Some(Value::Number(operation(self.number_or_zero()?, other.number_or_zero()?)?));
        }
        Ok(result)
    }
}

/// Rounds half up (away from zero) to `places` decimals, as every scheme of points prescribes.
pub fn round_half_up(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn merge<T: Clone + PartialEq>(into: &mut Vec<T>, from: &[T]) {
    for item in from {
        if !into.contains(item) {
            into.push(item.clone());
        }
    }
}

/// [`merge`] for lists that may be as long as a table: what comes from none is taken as it is, and long lists are
/// compared by hash. Each list holds each item once.
fn merge_distinct<T: Clone + Eq + Hash>(into: &mut Vec<T>, from: &[T]) {
    const SHORT: usize = 16;
    if into.is_empty() {
        into.extend_from_slice(from);
    } else if from.len() <= SHORT {
        merge(into, from);
    } else {
        let known: HashSet<T> = into.iter().cloned().collect();
        into.extend(from.iter().filter(|item| !known.contains(*item)).cloned());
    }
}

fn join_text(one: Option<String>, other: Option<&str>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if !one.split("; ").any(|part| part == other) => {
            Some(format!("{one}; {other}"))
        }
        (Some(one), _) => Some(one),
        (None, other) => other.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Address, CellRef};
    use crate::figure::{Origin, Want};

    fn cell(row: u32, number: i64) -> Figure {
        let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 0) };
        let origin = Origin { address, unit: "VP".into(), form: "f".into(), raw: number.to_string().into() };
        Figure::reported(Value::Number(number.into()), origin)
    }

    fn nothing() -> Figure {
        Figure::nothing_arose(Vec::new())
    }

    fn missing() -> Figure {
        let want = Want {
            figure: "x".into(),
            label: "X".into(),
            unit: "VP".into(),
            form: "f".into(),
            address: None,
        };
        Figure::missing(want)
    }

    #[test]
    fn exactly_99_percent_is_exactly_99() {
        let percent = cell(0, 2970).percent_of(&cell(1, 3000)).expect("a ratio");
        assert_eq!(percent.number(), Some(Decimal::from(99)));
        assert_eq!(percent.origins.len(), 2);
    }

    #[test]
    fn nearly_all_is_not_all() {
        let percent = cell(0, 904_225).percent_of(&cell(1, 904_298)).expect("a ratio");
        assert!(percent.number().expect("reported") < Decimal::ONE_HUNDRED);
    }

    #[test]
    fn long_tables_keep_each_origin_once_and_in_order() {
        let table = |first: u32| {
            let cells: Vec<Figure> = (first..first + 5_000).map(|row| cell(row, 1)).collect();
            let joined = cells.first()?.joined_with_all(&cells, State::Reported);
            Some(Figure { value: Some(Value::Number(5_000.into())), ..joined })
        };
        let (before, after) = (table(0).expect("a sum"), table(2_500).expect("a sum"));
        let joined = before.minus(&after).expect("a difference");
        let rows: Vec<u32> = joined.origins.iter().map(|origin| origin.address.cell.row).collect();
        assert_eq!(rows, (0..7_500).collect::<Vec<_>>());
    }

    #[test]
    fn states_travel_through_every_operation() {
        let cases = [
            (cell(0, 5), nothing(), State::Reported),
            (nothing(), nothing(), State::NothingArose),
            (cell(0, 5), missing(), State::Missing),
            (nothing(), missing(), State::Missing),
            (Figure::not_applicable(Vec::new()), cell(0, 1), State::NotApplicable),
            (Figure::not_applicable(Vec::new()), missing(), State::Missing),
        ];
        for (one, other, state) in cases {
            assert_eq!(one.plus(&other).expect("a sum").state, state);
            assert_eq!(other.minus(&one).expect("a difference").state, state);
            assert_eq!(one.times(&other).expect("a product").state, state);
        }
        assert_eq!(missing().plus(&cell(0, 1)).expect("a sum").wants.len(), 1);
    }

    #[test]
    fn a_whole_of_zero_is_left_to_the_zero_policy() {
        for whole in [cell(1, 0), nothing()] {
            let percent = nothing().percent_of(&whole).expect("a ratio");
            assert_eq!((percent.state, percent.doubts.len()), (State::NothingArose, 0));
        }
        let percent = cell(0, 0).percent_of(&cell(1, 0)).expect("a ratio");
        assert_eq!(percent.state, State::NothingArose);
    }

    #[test]
    fn a_part_above_its_whole_is_doubted_with_both_cells() {
        let percent = cell(0, 12).percent_of(&cell(1, 10)).expect("a ratio");
        assert!(matches!(&percent.doubts[..], [Doubt::PartAboveWhole { .. }]), "{:?}", percent.doubts);
        let percent = cell(0, 1).percent_of(&nothing()).expect("a ratio");
        assert!(
            matches!(&percent.doubts[..], [Doubt::NothingAroseYetCounted { .. }]),
            "{:?}",
            percent.doubts
        );
    }

    #[test]
    fn figures_that_should_agree_and_do_not_are_doubted() {
        assert_eq!(cell(0, 7).agreeing_with(&cell(1, 7)).doubts, []);
        assert_eq!(cell(0, 7).agreeing_with(&missing()).doubts, []);
        assert_eq!(cell(0, 0).agreeing_with(&nothing()).doubts, []);
        assert_eq!(cell(0, 7).agreeing_with(&cell(1, 8)).doubts.len(), 1);
    }

    #[test]
    fn a_ratio_agrees_with_what_rounding_makes_of_it() {
        let ratio = cell(0, 28).percent_of(&cell(1, 43)).expect("a ratio");
        let stated = |text: &str| {
            let number = Value::Number(text.parse().expect("a decimal"));
            Figure { value: Some(number), ..cell(2, 0) }
        };
        assert_eq!(ratio.agreeing_with(&stated("65.1")).doubts, []);
        assert_eq!(stated("65.12").agreeing_with(&ratio).doubts, []);
        let differing = ratio.agreeing_with(&stated("65.2"));
        let [Doubt::Disagreement { one, other, one_origins, other_origins }] = &differing.doubts[..] else {
            panic!("{:?}", differing.doubts);
        };
        assert_eq!((&**one, &**other, one_origins.len(), other_origins.len()), ("65,12", "65,2", 2, 1));
    }

    #[test]
    fn overflow_is_an_error_and_never_a_panic() {
        let huge = Figure::constant(Decimal::MAX);
        assert_eq!(huge.plus(&huge), Err(ArithmeticError::Overflow));
        assert_eq!(huge.times(&huge), Err(ArithmeticError::Overflow));
        assert_eq!(huge.percent_of(&huge), Err(ArithmeticError::Overflow));
        assert_eq!(huge.divided_by(&Figure::constant(Decimal::ZERO)), Err(ArithmeticError::DivisionByZero));
    }

    #[test]
    fn halves_round_up() {
        for (number, rounded) in
            [("0.125", "0.13"), ("0.135", "0.14"), ("2.675", "2.68"), ("99.9949", "99.99")]
        {
            let number: Decimal = number.parse().expect("a decimal");
            assert_eq!(round_half_up(number, 2).to_string(), rounded);
        }
    }
}
