//! States of two figures taken together: one table for each way to combine them, and nothing anywhere else.

use super::{Figure, State, Value};

/// What an operation finds in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// A number other than zero, or any other value; for an answer "có".
    Something,
    /// A reported zero; for an answer anything but "có".
    Zero,
    /// Nothing arose (không phát sinh).
    NothingArose,
    /// It does not apply (không áp dụng).
    NotApplicable,
    /// It was not reported.
    Missing,
}

impl Holding {
    /// Every holding, in the order of the tables.
    pub const ALL: [Self; 5] =
        [Self::Something, Self::Zero, Self::NothingArose, Self::NotApplicable, Self::Missing];

    /// The holding of a number.
    pub fn of(figure: &Figure) -> Self {
        let is_zero = || matches!(figure.value, Some(Value::Number(number)) if number.is_zero());
        Self::of_state(figure.state, is_zero)
    }

    /// The holding of a figure in `state`, which is zero where it was reported and `is_zero` says so.
    pub fn of_state(state: State, is_zero: impl FnOnce() -> bool) -> Self {
        match state {
            State::Reported if is_zero() => Self::Zero,
            State::Reported => Self::Something,
            State::NothingArose => Self::NothingArose,
            State::NotApplicable => Self::NotApplicable,
            State::Missing => Self::Missing,
        }
    }
}

/// What comes of two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// A value.
    Value,
    /// Nothing arose: the zero policy of the rule decides.
    NothingArose,
    /// It does not apply.
    NotApplicable,
    /// It is not known.
    Missing,
    /// The two contradict each other, which somebody must explain.
    Contradiction,
}

use Together::{
    Contradiction as Clash, Missing as Unknown, NotApplicable as Excluded, NothingArose as Nothing,
    Value as Known,
};

/// One way to combine two figures.
#[derive(Debug, PartialEq, Eq)]
pub struct Algebra {
    /// How rules write it.
    pub word: &'static str,
    /// Result by the first figure (row) and the second (column), both in the order of [`Holding::ALL`].
    pub table: [[Together; 5]; 5],
}

impl Algebra {
    /// What comes of `one` and `other`.
    pub fn of(&self, one: Holding, other: Holding) -> Together {
        self.table[one as usize][other as usize]
    }
}

/// Sums. An addend that does not apply counts as none beside one that does.
pub(super) const SUM: Algebra = Algebra {
    word: "a + b",
    table: [
        [Known, Known, Known, Known, Unknown],
        [Known, Known, Known, Known, Unknown],
        [Known, Known, Nothing, Nothing, Unknown],
        [Known, Known, Nothing, Excluded, Unknown],
        [Unknown, Unknown, Unknown, Unknown, Unknown],
    ],
};

/// Differences of figures that are not parts of each other.
pub(super) const DIFFERENCE: Algebra = Algebra {
    word: "a - b",
    table: [
        [Known, Known, Known, Excluded, Unknown],
        [Known, Known, Known, Excluded, Unknown],
        [Known, Known, Nothing, Excluded, Unknown],
        [Excluded, Excluded, Excluded, Excluded, Unknown],
        [Unknown, Unknown, Unknown, Unknown, Unknown],
    ],
};

/// Products and bounds: what did not arise stays so, and never becomes the number zero.
pub(super) const PRODUCT: Algebra = Algebra {
    word: "a * b",
    table: [
        [Known, Known, Nothing, Excluded, Unknown],
        [Known, Known, Nothing, Excluded, Unknown],
        [Nothing, Nothing, Nothing, Excluded, Unknown],
        [Excluded, Excluded, Excluded, Excluded, Unknown],
        [Unknown, Unknown, Unknown, Unknown, Unknown],
    ],
};

/// A part and its whole. Only a whole that does not apply excludes; a part under a whole of nothing is not asked for.
pub(super) const PART_OF_WHOLE: Algebra = Algebra {
    word: "percent(phan, tong)",
    table: [
        [Known, Clash, Clash, Clash, Unknown],
        [Known, Nothing, Nothing, Excluded, Unknown],
        [Known, Nothing, Nothing, Excluded, Unknown],
        [Clash, Nothing, Nothing, Excluded, Unknown],
        [Unknown, Nothing, Nothing, Excluded, Unknown],
    ],
};

/// A whole without a part. A part that does not apply, such as secret files where there are none, counts as none.
pub(super) const REST_OF_WHOLE: Algebra = Algebra {
    word: "rest(tong, phan)",
    table: [
        [Known, Known, Known, Known, Unknown],
        [Clash, Known, Known, Known, Known],
        [Clash, Nothing, Nothing, Nothing, Nothing],
        [Clash, Excluded, Excluded, Excluded, Excluded],
        [Unknown, Unknown, Unknown, Unknown, Unknown],
    ],
};

/// Before and after: without anything before there is nothing that could fall.
pub(super) const BEFORE_AND_AFTER: Algebra = Algebra {
    word: "reduction(truoc, sau)",
    table: [
        [Known, Known, Known, Clash, Unknown],
        [Clash, Nothing, Nothing, Nothing, Nothing],
        [Clash, Nothing, Nothing, Nothing, Nothing],
        [Clash, Excluded, Excluded, Excluded, Excluded],
        [Unknown, Unknown, Unknown, Unknown, Unknown],
    ],
};

/// Two reports of one fact. The second, where it is missing, contradicts nothing.
pub(super) const SAME_FACT: Algebra = Algebra {
    word: "agree(a, b)",
    table: [
        [Known, Known, Known, Clash, Known],
        [Known, Known, Known, Known, Known],
        [Nothing, Nothing, Nothing, Nothing, Nothing],
        [Clash, Excluded, Excluded, Excluded, Excluded],
        [Unknown, Unknown, Unknown, Unknown, Unknown],
    ],
};

/// Two answers of which each must be "có". A "chưa" is certain whatever the other is.
pub const BOTH_ANSWERS: Algebra = Algebra {
    word: "both(a, b)",
    table: [
        [Known, Known, Nothing, Clash, Unknown],
        [Known, Known, Known, Known, Known],
        [Nothing, Known, Nothing, Excluded, Unknown],
        [Clash, Known, Excluded, Excluded, Unknown],
        [Unknown, Known, Unknown, Unknown, Unknown],
    ],
};

/// Every table, in the order in which `rules/README.md` shows them.
pub const ALGEBRAS: [&Algebra; 8] = [
    &SUM,
    &DIFFERENCE,
    &PRODUCT,
    &PART_OF_WHOLE,
    &REST_OF_WHOLE,
    &BEFORE_AND_AFTER,
    &SAME_FACT,
    &BOTH_ANSWERS,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The laws that the tables obey, so that a slip in one of 200 fields is found.
    #[test]
    fn what_is_missing_is_never_taken_for_known_and_only_a_whole_excludes() {
        use Holding::{Missing, NotApplicable, NothingArose, Something, Zero};
        for algebra in [&SUM, &DIFFERENCE, &PRODUCT] {
            for holding in Holding::ALL {
                assert_eq!(algebra.of(holding, Missing), Unknown, "{}", algebra.word);
                assert_eq!(algebra.of(Missing, holding), Unknown, "{}", algebra.word);
            }
        }
        for algebra in [&SUM, &PRODUCT, &BOTH_ANSWERS] {
            for one in Holding::ALL {
                for other in Holding::ALL {
                    assert_eq!(algebra.of(one, other), algebra.of(other, one), "{}", algebra.word);
                }
            }
        }
        for part in Holding::ALL {
            assert_eq!(PART_OF_WHOLE.of(part, Missing), Unknown);
            let excluded = Holding::ALL.map(|whole| PART_OF_WHOLE.of(part, whole) == Excluded);
            assert_eq!(excluded, [false, false, false, part != Something, false]);
            for whole in [Zero, NothingArose, NotApplicable] {
                let asked = [PART_OF_WHOLE.of(part, whole), REST_OF_WHOLE.of(whole, part)];
                assert!(!asked.contains(&Unknown), "nothing is asked of a part of nothing");
                assert_eq!(asked[0] == Clash, part == Something);
                assert_eq!(asked[1] == Clash, part == Something);
                assert_eq!(BEFORE_AND_AFTER.of(whole, part) == Clash, part == Something);
            }
        }
        assert_eq!(PART_OF_WHOLE.of(NotApplicable, Something), Clash, "no miss is hidden");
        assert_eq!(REST_OF_WHOLE.of(Something, NotApplicable), Known, "secret files, where there are none");
        assert_eq!(SUM.of(NotApplicable, Something), Known);
        assert_eq!(SAME_FACT.of(NotApplicable, Something), Clash);
        assert_eq!(SAME_FACT.of(Something, NotApplicable), Clash);
    }
}
