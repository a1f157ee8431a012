//! Figures of this period against what was reported for earlier ones.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::doubts::cells;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Accumulation, Figure, FigureKind, FigureSpec, Figures, Origin, State};
use crate::period::{Period, PeriodKind, Schedule, Window};
use crate::plan::Plan;
use crate::text::{decimal_vi, decimal_vi_beside};

/// What was reported for an earlier period.
#[derive(Clone, Debug)]
pub struct EarlierPeriod {
    /// The period with its data window.
    pub schedule: Schedule,
    /// Its figures. Their cells name files from the folder of all submissions down: `2025-q3/bieu-06.xlsx`.
    pub figures: Figures,
}

/// The periods that figures of the one of `schedule` are compared with, the earliest first: the year before, those
/// earlier in the year, and the one that ends where this one begins.
pub fn earlier_periods(plan: &Plan, schedule: &Schedule) -> Vec<Schedule> {
    let Period { year, .. } = schedule.period;
    let candidates = [year - 1, year].into_iter().flat_map(|year| {
        PeriodKind::ALL.into_iter().filter_map(move |kind| plan.schedule(Period { year, kind }))
    });
    let mut earlier: Vec<Schedule> = candidates
        .filter(|other| {
            other.window.to < schedule.window.to
                && (other.period.year == year
                    || other.period.kind == PeriodKind::Year
                    || follows(schedule, other))
        })
        .collect();
    earlier.sort_by_key(|other| (other.window.to, other.period));
    earlier
}

/// Whether the period of `schedule` begins on the day after `other` ends.
fn follows(schedule: &Schedule, other: &Schedule) -> bool {
    other.window.to.succ_opt() == Some(schedule.window.from)
}

/// Whether `inner` lies wholly in `outer`.
fn within(inner: &Window, outer: &Window) -> bool {
    outer.from <= inner.from && inner.to <= outer.to
}

/// Every figure of `figures` that does not go with what was reported in `earlier`, as the plan declares that it must.
pub(super) fn against_earlier(
    plan: &Plan,
    schedule: &Schedule,
    figures: &Figures,
    earlier: &[EarlierPeriod],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for spec in plan.figures.values() {
        let Some(here) = figures.single.get(&spec.id).and_then(Stated::of) else { continue };
        let now = Now { plan, schedule, spec, here };
        diagnostics.extend(earlier.iter().filter_map(|before| now.carried(before)));
        diagnostics.extend(earlier.iter().filter_map(|before| now.last_year(before)));
        diagnostics.extend(now.grown(earlier));
    }
    diagnostics
}

/// A number that was reported, with its cells.
#[derive(Clone, Debug)]
struct Stated<'a> {
    number: Decimal,
    figure: &'a Figure,
}

impl<'a> Stated<'a> {
    /// The number of `figure`, which is zero where nothing arose; `None` where it says none.
    fn of(figure: &'a Figure) -> Option<Self> {
        let number = match figure.state {
            State::Reported | State::NothingArose => figure.number_or_zero().ok()?,
            State::NotApplicable | State::Missing => return None,
        };
        Some(Self { number, figure })
    }

    fn origins(&self) -> &'a [Origin] {
        &self.figure.origins
    }
}

/// One figure of the period that is consolidated.
struct Now<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    spec: &'a FigureSpec,
    here: Stated<'a>,
}

impl Now<'_> {
    fn told(&self, code: Code) -> Diagnostic {
        let origins = self.here.origins();
        let place = origins.first().map(|origin| Place::from(&origin.address)).unwrap_or_default();
        Diagnostic::new(code)
            .at(place)
            .with("label", &self.spec.label)
            .with("period", self.schedule.period.name_vi())
            .with("value", decimal_vi(self.here.number))
            .with("cells", cells(origins))
    }

    fn stated<'b>(&self, before: &'b EarlierPeriod, id: &str) -> Option<Stated<'b>> {
        before.figures.single.get(id).and_then(Stated::of)
    }

    fn label(&self, id: &str) -> &str {
        self.plan.figures.get(id).map_or("", |spec| &spec.label)
    }

    /// I09 where what is carried over is not what the period before ended with.
    fn carried(&self, before: &EarlierPeriod) -> Option<Diagnostic> {
        let id = self.spec.continuity.carried_from.as_ref()?;
        let there = self.stated(before, id).filter(|_| follows(self.schedule, &before.schedule))?;
        (there.number != self.here.number).then(|| {
            self.told(Code::CarriedOverDiffers)
                .with("other_label", self.label(id))
                .with("other_period", before.schedule.period.name_vi())
                .with("other", decimal_vi(there.number))
                .with("other_cells", cells(there.origins()))
        })
    }

    /// I11 where what a unit says of last year is not what last year's report said.
    fn last_year(&self, before: &EarlierPeriod) -> Option<Diagnostic> {
        let year_before = Period { year: self.schedule.period.year - 1, kind: PeriodKind::Year };
        if before.schedule.period != year_before {
            return None;
        }
        let (exact, origins) = match &self.spec.continuity.last_year[..] {
            [id] => {
                let there = self.stated(before, id)?;
                (there.number, there.origins().to_vec())
            }
            [part, whole] => {
                let (part, whole) = (self.stated(before, part)?, self.stated(before, whole)?);
                let exact = part.number.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.number)?;
                (exact, [part.origins(), whole.origins()].concat())
            }
            _ => return None,
        };
        let same = match self.spec.kind {
            FigureKind::Percent => self.here.figure.states(exact),
            _ => self.here.number == exact,
        };
        (!same).then(|| {
            self.told(Code::LastYearDiffers)
                .with("other_period", year_before.name_vi())
                .with("other", decimal_vi_beside(exact, Some(self.here.number)))
                .with("other_cells", cells(&origins))
        })
    }

    /// I10 where what accumulates has become less than it was.
    fn grown(&self, earlier: &[EarlierPeriod]) -> Option<Diagnostic> {
        let accumulation = self.spec.continuity.accumulates?;
        let contained = |before: &EarlierPeriod| match accumulation {
            Accumulation::Events | Accumulation::Things => {
                within(&before.schedule.window, &self.schedule.window)
            }
            Accumulation::YearToDate => before.schedule.period.year == self.schedule.period.year,
        };
        let mut parts: Vec<(&EarlierPeriod, Stated<'_>)> = earlier
            .iter()
            .filter(|before| contained(before))
            .filter_map(|before| Some((before, self.stated(before, &self.spec.id)?)))
            .collect();
        // Of equal ones the latest is what people remember.
        let most = parts.iter().max_by_key(|(before, there)| (there.number, before.schedule.window.to));
        if let Some((before, there)) = most.filter(|(_, there)| there.number > self.here.number) {
            return Some(self.differs("earlier.below", there.number, &[(*before, there.clone())]));
        }
        if accumulation != Accumulation::Events {
            return None;
        }
        // The longest periods that do not overlap: half a year and a quarter rather than the quarter within the half.
        parts.sort_by_key(|(before, _)| {
            let window = before.schedule.window;
            (Reverse(window.to - window.from), window.from)
        });
        let mut apart: Vec<(&EarlierPeriod, Stated<'_>)> = Vec::new();
        for part in parts {
            let window = part.0.schedule.window;
            let overlaps = |(other, _): &(&EarlierPeriod, Stated<'_>)| {
                window.from <= other.schedule.window.to && other.schedule.window.from <= window.to
            };
            if !apart.iter().any(overlaps) {
                apart.push(part);
            }
        }
        apart.sort_by_key(|(before, _)| before.schedule.window.from);
        let sum = apart.iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(part.number))?;
        if sum > self.here.number {
            Some(self.differs("earlier.below", sum, &apart))
        } else if sum < self.here.number && self.is_made_up_of(&apart) {
            Some(self.differs("earlier.above", sum, &apart))
        } else {
            None
        }
    }

    /// Whether `parts`, in the order of their windows, fill this period without a day between them.
    fn is_made_up_of(&self, parts: &[(&EarlierPeriod, Stated<'_>)]) -> bool {
        let windows: Vec<Window> = parts.iter().map(|(before, _)| before.schedule.window).collect();
        let joined = windows
            .iter()
            .zip(windows.iter().skip(1))
            .all(|(one, next)| one.to.succ_opt() == Some(next.from));
        let ends = windows.first().zip(windows.last());
        joined
            && ends.is_some_and(|(first, last)| {
                (first.from, last.to) == (self.schedule.window.from, self.schedule.window.to)
            })
    }

    fn differs(&self, relation: &str, sum: Decimal, parts: &[(&EarlierPeriod, Stated<'_>)]) -> Diagnostic {
        let named = parts.iter().map(|(before, there)| {
            let (name, number) = (before.schedule.period.name_vi(), decimal_vi(there.number));
            format!("{name}: {number} ({})", cells(there.origins()))
        });
        self.told(Code::BelowEarlierPeriods)
            .with_label("relation", relation, "")
            .with("other", decimal_vi(sum))
            .with("earlier", named.collect::<Vec<_>>().join(" + "))
    }
}

#[cfg(test)]
mod tests;
