use indexmap::IndexMap;
use serde::Serialize;

use super::exact;
use crate::plan::{Plan, SchemeKind};
use crate::rulebook::Outcome;
use crate::score::{PointTotals, SchemeScore};

/// Totals of one scheme.
#[derive(Debug, Serialize)]
pub struct TotalsResult<'a> {
    /// Identifier of the scheme.
    pub scheme: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Warning to be shown with its results, such as that it is a sample; empty for none.
    pub notice: &'a str,
    /// `targets` or `points`.
    pub kind: SchemeKind,
    /// How many rules had each outcome; outcomes that no rule had are absent.
    pub counts: IndexMap<Outcome, usize>,
    /// Points; `null` for a scheme of targets.
    pub points: Option<PointsResult<'a>>,
}

/// Points of one scheme, each an exact decimal. Sums are of points already rounded.
#[derive(Debug, Serialize)]
pub struct PointsResult<'a> {
    /// Sum of the maxima, bonuses and penalties aside.
    pub maximum: String,
    /// Maxima removed because their criteria are not assessed.
    pub excluded: String,
    /// Maxima that wait for a publication, such as the survey.
    pub awaiting: String,
    /// Maxima of criteria that lack data or need an explanation.
    pub undetermined: String,
    /// Points earned by the criteria that are determined.
    pub earned: String,
    /// Bonus points after the scheme's cap.
    pub bonus: String,
    /// Penalty points after the scheme's cap, zero or more.
    pub penalty: String,
    /// `earned + bonus - penalty`, never below zero.
    pub score: String,
    /// The index of 100 with nothing for what is undetermined; `null` where nothing can be assessed.
    pub index_low: Option<String>,
    /// The index of 100 with the maximum for what is undetermined; equal to `index_low` once all is determined.
    pub index_high: Option<String>,
    /// Class of results; `null` while the index may still fall into two.
    pub band: Option<&'a str>,
    /// By group number, in the scheme's order.
    pub groups: IndexMap<&'a str, GroupTotals>,
}

/// Points of one group of criteria, each an exact decimal.
#[derive(Debug, Serialize)]
pub struct GroupTotals {
    /// Sum of the maxima.
    pub maximum: String,
    /// Maxima removed.
    pub excluded: String,
    /// Maxima that wait for a publication.
    pub awaiting: String,
    /// Maxima that are undetermined.
    pub undetermined: String,
    /// Points earned by what is determined.
    pub earned: String,
}

impl<'a> TotalsResult<'a> {
    pub(super) fn new(plan: &'a Plan, score: &'a SchemeScore) -> Self {
        let scheme = plan.scheme(&score.scheme);
        Self {
            scheme: &score.scheme,
            title: scheme.map_or("", |scheme| &scheme.title),
            notice: scheme.map_or("", |scheme| &scheme.notice),
            kind: score.kind,
            counts: score.counts.clone(),
            points: score.points.as_ref().map(PointsResult::new),
        }
    }
}

impl<'a> PointsResult<'a> {
    fn new(points: &'a PointTotals) -> Self {
        let groups = points.groups.iter().map(|(id, group)| {
            let totals = GroupTotals {
                maximum: exact(group.maximum),
                excluded: exact(group.excluded),
                awaiting: exact(group.awaiting),
                undetermined: exact(group.undetermined),
                earned: exact(group.earned),
            };
            (id.as_str(), totals)
        });
        Self {
            maximum: exact(points.maximum),
            excluded: exact(points.excluded),
            awaiting: exact(points.awaiting),
            undetermined: exact(points.undetermined),
            earned: exact(points.earned),
            bonus: exact(points.bonus),
            penalty: exact(points.penalty),
            score: exact(points.score),
            index_low: points.index.map(|index| exact(index.low)),
            index_high: points.index.map(|index| exact(index.high)),
            band: points.band.as_deref(),
            groups: groups.collect(),
        }
    }
}
