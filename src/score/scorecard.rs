//! What the findings add up to.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::plan::SchemeKind;
use crate::rulebook::Outcome;

/// Totals of every scheme, in the order of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scorecard {
    /// One for each scheme.
    pub schemes: Vec<SchemeScore>,
}

/// Totals of one scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchemeScore {
    /// Identifier of the scheme.
    pub scheme: String,
    /// What its rules are.
    pub kind: SchemeKind,
    /// How many rules had each outcome; outcomes that no rule had are absent.
    pub counts: IndexMap<Outcome, usize>,
    /// Points; `None` for a scheme of targets.
    pub points: Option<PointTotals>,
}

/// Points of one scheme. Every sum is one of points already rounded, criterion by criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PointTotals {
    /// Sum of the maxima of all criteria, bonuses and penalties aside.
    pub maximum: Decimal,
    /// Maxima removed because their criteria are not assessed.
    pub excluded: Decimal,
    /// Maxima of criteria that wait for a publication, such as the survey.
    pub awaiting: Decimal,
    /// Maxima of criteria that lack data or need an explanation.
    pub undetermined: Decimal,
    /// Points earned by the criteria that are determined.
    pub earned: Decimal,
    /// Bonus points after the scheme's cap.
    pub bonus: Decimal,
    /// Penalty points after the scheme's cap, zero or more; they are taken away.
    pub penalty: Decimal,
    /// `earned + bonus - penalty`, never below zero.
    pub score: Decimal,
    /// The index of 100, with bonuses and penalties as the scheme counts them; `None` where nothing at all can be assessed.
    pub index: Option<IndexRange>,
    /// The band of the index, where both ends of its range lie in one band.
    pub band: Option<String>,
    /// By group, in the scheme's order.
    pub groups: IndexMap<String, GroupScore>,
}

/// The index of 100 as far as it is known: what is undetermined may turn out at nothing or at its maximum. Excluded
/// and awaited maxima are left out of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct IndexRange {
    /// With no further point for what is undetermined.
    pub low: Decimal,
    /// With every further point for what is undetermined.
    pub high: Decimal,
}

impl IndexRange {
    /// The index, where nothing is undetermined.
    pub fn settled(self) -> Option<Decimal> {
        (self.low == self.high).then_some(self.low)
    }
}

/// Points of one group of criteria.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupScore {
    /// Sum of the maxima.
    pub maximum: Decimal,
    /// Maxima removed.
    pub excluded: Decimal,
    /// Maxima that wait for a publication.
    pub awaiting: Decimal,
    /// Maxima that are undetermined.
    pub undetermined: Decimal,
    /// Points earned by what is determined.
    pub earned: Decimal,
}
