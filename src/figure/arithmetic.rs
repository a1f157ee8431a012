//! Exact arithmetic that carries states, origins, wants and doubts.

use std::collections::HashSet;
use std::hash::Hash;

use indexmap::IndexSet;
use rust_decimal::{Decimal, RoundingStrategy};

use super::algebra::{self, Algebra, Holding, Together};
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
    /// Division by a zero of the law or of a rule; a reported zero is a whole of nothing.
    #[error("division by zero")]
    DivisionByZero,
}

impl Figure {
    /// `self + other`. Nothing arose counts as zero; two of it stay "nothing arose".
    pub fn plus(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.combine(other, &algebra::SUM, |a, b| a.checked_add(b).ok_or(ArithmeticError::Overflow))
    }

    /// `self - other`.
    pub fn minus(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.combine(other, &algebra::DIFFERENCE, |a, b| a.checked_sub(b).ok_or(ArithmeticError::Overflow))
    }

    /// `self × other`.
    pub fn times(&self, other: &Self) -> Result<Self, ArithmeticError> {
        self.combine(other, &algebra::PRODUCT, |a, b| a.checked_mul(b).ok_or(ArithmeticError::Overflow))
    }

    /// `self ÷ other`. Where `other` was reported it is the whole of which `self` is a part, and may be zero; a zero of the
    /// law is an error.
    pub fn divided_by(&self, other: &Self) -> Result<Self, ArithmeticError> {
        let algebra = match other.constant {
            true if Holding::of(other) == Holding::Zero => return Err(ArithmeticError::DivisionByZero),
            true => &algebra::PRODUCT,
            false => &algebra::PART_OF_WHOLE,
        };
        let quotient = self.combine(other, algebra, |a, b| a.checked_div(b).ok_or(ArithmeticError::Overflow));
        let mut quotient = quotient?;
        if Holding::of(other) == Holding::Zero {
            quotient.doubts.extend(self.above(other)?);
        }
        Ok(quotient)
    }

    /// The smaller or larger of `self` and `limit`, as `choose` says.
    pub fn bounded(
        &self,
        limit: &Self,
        choose: fn(Decimal, Decimal) -> Decimal,
    ) -> Result<Self, ArithmeticError> {
        self.combine(limit, &algebra::PRODUCT, |number, limit| Ok(choose(number, limit)))
    }

    /// `100 × self ÷ whole`, remembering both parts. A whole of zero, or one that did not arise, gives a figure that
    /// did not arise: the rule's zero policy then decides. A part above its whole is carried as a doubt.
    pub fn percent_of(&self, whole: &Self) -> Result<Self, ArithmeticError> {
        let hundredfold = |part: Decimal, whole: Decimal| {
            let hundredfold = part.checked_mul(Decimal::ONE_HUNDRED);
            hundredfold.and_then(|part| part.checked_div(whole)).ok_or(ArithmeticError::Overflow)
        };
        let mut result = self.combine(whole, &algebra::PART_OF_WHOLE, hundredfold)?;
        result.parts =
            Some(Box::new(Parts { numerator: self.without_parts(), denominator: whole.without_parts() }));
        result.doubts.extend(self.above(whole)?);
        Ok(result)
    }

    /// `self` without `part`, which must lie within it.
    pub fn without(&self, part: &Self) -> Result<Self, ArithmeticError> {
        let subtract =
            |whole: Decimal, part: Decimal| whole.checked_sub(part).ok_or(ArithmeticError::Overflow);
        let mut result = self.combine(part, &algebra::REST_OF_WHOLE, subtract)?;
        result.doubts.extend(part.above(self)?);
        Ok(result)
    }

    /// By how many per cent `self` fell to become `after`; numerator and denominator are the fall and what was before.
    pub fn reduced_to(&self, after: &Self) -> Result<Self, ArithmeticError> {
        let fall = |before: Decimal, after: Decimal| {
            let fall = before.checked_sub(after).and_then(|fall| fall.checked_mul(Decimal::ONE_HUNDRED));
            fall.and_then(|fall| fall.checked_div(before)).ok_or(ArithmeticError::Overflow)
        };
        let mut result = self.combine(after, &algebra::BEFORE_AND_AFTER, fall)?;
        if Holding::of(self) == Holding::Zero && Holding::of(after) == Holding::Something {
            result.doubts.push(Doubt::NothingAroseYetCounted {
                nothing_origins: self.origins.clone(),
                counted_origins: after.origins.clone(),
            });
        }
        if result.state < State::NotApplicable {
            let numerator = self.minus(after)?.without_parts();
            result.parts = Some(Box::new(Parts { numerator, denominator: self.without_parts() }));
        }
        Ok(result)
    }

    /// The doubt about a part that is larger than its `whole`, where both are numbers and these cells are not in doubt
    /// for it already.
    fn above(&self, whole: &Self) -> Result<Option<Doubt>, ArithmeticError> {
        if self.state != State::Reported || whole.state != State::Reported {
            return Ok(None);
        }
        let (part, divisor) = (self.number_or_zero()?, whole.number_or_zero()?);
        let is_asked =
            || self.doubts.iter().chain(&whole.doubts).any(|doubt| doubt.is_excess_of(self, whole));
        Ok((part > divisor && !is_asked()).then(|| Doubt::PartAboveWhole {
            part,
            whole: divisor,
            part_origins: self.origins.clone(),
            whole_origins: whole.origins.clone(),
        }))
    }

    /// `self` with `other`'s origins, checked against it: where both are reported and differ, the result carries a
    /// [`Doubt::Disagreement`]. `other` missing is no disagreement; the roster says that it is missing. Where one of the
    /// two is a ratio and the other a percentage as stated, they are compared with as many decimals as are shown.
    pub fn agreeing_with(&self, other: &Self) -> Self {
        if other.is_unusable() {
            return self.together(other, Together::Missing);
        }
        let mut result = self.clone();
        if self.meets(other, &algebra::SAME_FACT) == Together::Contradiction {
            result.doubts.extend(self.contradicts(other));
            merge_distinct(&mut result.origins, &other.origins);
            return result;
        }
        if self.state > State::Reported || other.state > State::Reported {
            return result;
        }
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
        let mut result = Self { state, value: None, parts: None, constant: false, ..self.clone() };
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
        algebra: &Algebra,
        operation: impl Fn(Decimal, Decimal) -> Result<Decimal, ArithmeticError>,
    ) -> Result<Self, ArithmeticError> {
        let mut result = self.together(other, self.meets(other, algebra));
        // A ratio of nothing is no number, not even where it is only added to another.
        if result.state == State::Reported && (self.is_ratio_of_nothing() || other.is_ratio_of_nothing()) {
            result.state = State::NothingArose;
        }
        if result.state == State::Reported {
            result.value = Some(Value::Number(operation(self.amount()?, other.amount()?)?));
        }
        Ok(result)
    }

    /// What `algebra` makes of the two. A number of the law lies in no cell: it completes nothing and contradicts nothing.
    fn meets(&self, other: &Self, algebra: &Algebra) -> Together {
        let (one, another) = (Holding::of(self), Holding::of(other));
        let excludes = |figure: &Self, holding| figure.constant && holding == Holding::NotApplicable;
        match algebra.of(one, another) {
            _ if self.is_unusable() || other.is_unusable() => Together::Missing,
            _ if excludes(self, another) || excludes(other, one) => Together::NotApplicable,
            together => together,
        }
    }

    /// Whether something was sent that cannot be used: nobody may conclude that it does not matter.
    fn is_unusable(&self) -> bool {
        self.state == State::Missing
            && (!self.doubts.is_empty() || self.wants.iter().any(|want| want.unreadable))
    }

    /// A figure without a value in the state that `together` tells of, which remembers everything about `self` and
    /// `other`; where they contradict each other, that too.
    pub fn together(&self, other: &Self, together: Together) -> Self {
        let state = match together {
            Together::Value => State::Reported,
            Together::Missing => State::Missing,
            Together::NothingArose => State::NothingArose,
            Together::NotApplicable => State::NotApplicable,
            // Without a value either way; the doubt decides before the state does.
            Together::Contradiction => State::NothingArose,
        };
        let mut result = self.joined(other, state);
        if state != State::Missing {
            result.wants.clear();
        }
        if together == Together::Contradiction {
            result.doubts.extend(self.contradicts(other));
        }
        result
    }

    /// The doubt about two figures of which one holds something where the other says that there is nothing; none where
    /// both are numbers, of which [`Self::above`] tells.
    fn contradicts(&self, other: &Self) -> Option<Doubt> {
        let (without, counted) = match Holding::of(self) {
            Holding::Something => (other, self),
            _ => (self, other),
        };
        let (nothing_origins, counted_origins) = (without.origins.clone(), counted.origins.clone());
        match without.state {
            State::NotApplicable => {
                Some(Doubt::NotApplicableYetCounted { excluding_origins: nothing_origins, counted_origins })
            }
            State::NothingArose => Some(Doubt::NothingAroseYetCounted { nothing_origins, counted_origins }),
            State::Reported | State::Missing => None,
        }
    }

    /// Whether it is a ratio whose whole was zero or did not arise.
    pub fn is_ratio_of_nothing(&self) -> bool {
        self.parts.is_some() && self.state == State::NothingArose
    }

    /// The number for a calculation in which whatever is not there counts as none.
    fn amount(&self) -> Result<Decimal, ArithmeticError> {
        match self.state {
            State::NotApplicable | State::Missing => Ok(Decimal::ZERO),
            _ => self.number_or_zero(),
        }
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
mod tests;
