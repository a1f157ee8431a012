//! Figures of this period against what was reported for earlier ones.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::doubts::cells;
use crate::diagnostic::{Argument, Code, Diagnostic, Phrase, Place};
use crate::figure::{Accumulation, Figure, FigureId, FigureKind, FigureSpec, Figures, Origin, State};
use crate::period::{Period, PeriodKind, Schedule, Window};
use crate::plan::Plan;

/// What was reported for an earlier period.
#[derive(Clone, Debug)]
pub struct EarlierPeriod {
    /// The period with its data window.
    pub schedule: Schedule,
    /// Its figures. Their cells name files from the folder of all submissions down: `2025-q3/bieu-06.xlsx`.
    pub figures: Figures,
    /// The folders of its report and its files, for people.
    pub places: String,
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

/// The figures of the period of `before` with which `spec` of the period of `schedule` is compared.
pub(super) fn compared<'s>(
    spec: &'s FigureSpec,
    schedule: &Schedule,
    before: &Schedule,
) -> Vec<&'s FigureId> {
    let continuity = &spec.continuity;
    let carried = continuity.carried_from.iter().filter(|_| follows(schedule, before));
    let last_year = continuity.last_year.iter().filter(|_| is_last_year(schedule, before));
    let grown = continuity.accumulates.filter(|by| is_contained(*by, schedule, before)).map(|_| &spec.id);
    carried.chain(last_year).chain(grown).collect()
}

/// Whether `before` is the year before that of `schedule`.
fn is_last_year(schedule: &Schedule, before: &Schedule) -> bool {
    before.period == Period { year: schedule.period.year - 1, kind: PeriodKind::Year }
}

/// Whether what grows by `accumulation` until the end of `schedule` holds what was reported for `before`.
fn is_contained(accumulation: Accumulation, schedule: &Schedule, before: &Schedule) -> bool {
    match accumulation {
        Accumulation::Events | Accumulation::Things => within(&before.window, &schedule.window),
        Accumulation::YearToDate => before.period.year == schedule.period.year,
    }
}

/// The number of `figure`, which is zero where nothing arose; `None` where it says none.
pub(super) fn number(figure: &Figure) -> Option<Decimal> {
    match figure.state {
        State::Reported | State::NothingArose => figure.number_or_zero().ok(),
        State::NotApplicable | State::Missing => None,
    }
}

/// A number that was reported, with its cells.
#[derive(Clone, Debug)]
struct Stated<'a> {
    number: Decimal,
    figure: &'a Figure,
}

/// What one earlier period says of a figure.
type Part<'a> = (&'a EarlierPeriod, Stated<'a>);

impl<'a> Stated<'a> {
    fn of(figure: &'a Figure) -> Option<Self> {
        Some(Self { number: number(figure)?, figure })
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
            .with_argument("period", self.schedule.period.argument())
            .with_number("value", self.here.number)
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
                .with_argument("other_period", before.schedule.period.argument())
                .with_number("other", there.number)
                .with("other_cells", cells(there.origins()))
        })
    }

    /// I11 where what a unit says of last year is not what last year's report said.
    fn last_year(&self, before: &EarlierPeriod) -> Option<Diagnostic> {
        if !is_last_year(self.schedule, &before.schedule) {
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
                .with_argument("other_period", before.schedule.period.argument())
                .with_argument("other", Argument::Beside(exact, self.here.number))
                .with("other_cells", cells(&origins))
        })
    }

    /// I10 where what accumulates has become less than it was.
    fn grown(&self, earlier: &[EarlierPeriod]) -> Option<Diagnostic> {
        let accumulation = self.spec.continuity.accumulates?;
        let mut parts: Vec<Part<'_>> = earlier
            .iter()
            .filter(|before| is_contained(accumulation, self.schedule, &before.schedule))
            .filter_map(|before| Some((before, self.stated(before, &self.spec.id)?)))
            .collect();
        parts.sort_by_key(|(before, _)| before.schedule.window.from);
        let sets: Vec<Vec<Part<'_>>> = match accumulation {
            Accumulation::Events => apart(&parts),
            Accumulation::Things | Accumulation::YearToDate => {
                parts.into_iter().map(|part| vec![part]).collect()
            }
        };
        let summed: Vec<(Decimal, Vec<Part<'_>>)> =
            sets.into_iter().filter_map(|set| Some((sum(&set)?, set))).collect();
        // Of equal ones the fewest cells, and the latest, which people remember.
        let most = summed.iter().max_by_key(|(sum, set)| {
            (*sum, Reverse(set.len()), set.last().map(|(last, _)| last.schedule.window.to))
        });
        if let Some((sum, set)) = most.filter(|(sum, _)| *sum > self.here.number) {
            let why = match accumulation {
                Accumulation::Events | Accumulation::Things => "earlier.why.within",
                Accumulation::YearToDate => "earlier.why.year_to_date",
            };
            return Some(self.differs("earlier.below", why, *sum, set));
        }
        let (sum, set) = summed
            .iter()
            .filter(|_| accumulation == Accumulation::Events)
            .find(|(sum, set)| *sum < self.here.number && self.is_made_up_of(set))?;
        Some(self.differs("earlier.above", "earlier.why.filled", *sum, set))
    }

    /// Whether `parts`, in the order of their windows, fill this period without a day between them.
    fn is_made_up_of(&self, parts: &[Part<'_>]) -> bool {
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

    fn differs(&self, relation: &str, why: &str, sum: Decimal, parts: &[Part<'_>]) -> Diagnostic {
        let part = |(before, there): &Part<'_>| {
            let arguments = [
                ("period", before.schedule.period.argument()),
                ("number", Argument::Number(there.number)),
                ("cells", Argument::Text(cells(there.origins()))),
            ];
            Phrase::new("earlier.part", arguments)
        };
        let phrases = parts.iter().map(part).collect();
        self.told(Code::BelowEarlierPeriods)
            .with_label("relation", relation, "")
            .with_label("why", why, "")
            .with_number("other", sum)
            .with_argument("earlier", Argument::Phrases { phrases, between: " + ".to_owned() })
    }
}

/// Every set of `parts`, which are in the order of their windows, of which no two overlap: a quarter and the one after
/// the half year, but not the quarter and its half year. Which of them is the largest, only their numbers tell.
fn apart<'a>(parts: &[Part<'a>]) -> Vec<Vec<Part<'a>>> {
    let mut sets: Vec<Vec<Part<'a>>> = Vec::new();
    for part in parts {
        let follows = |set: &&Vec<Part<'a>>| {
            set.last().is_some_and(|(last, _)| last.schedule.window.to < part.0.schedule.window.from)
        };
        let grown: Vec<Vec<Part<'a>>> = sets
            .iter()
            .filter(follows)
            .map(|set| [set.as_slice(), std::slice::from_ref(part)].concat())
            .collect();
        sets.extend(grown);
        sets.push(vec![part.clone()]);
    }
    sets
}

/// What `parts` add up to; `None` beyond what can be counted.
fn sum(parts: &[Part<'_>]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(part.number))
}

#[cfg(test)]
pub(super) mod tests;
