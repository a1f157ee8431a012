//! What would do: the smallest change of one figure by which a rule gives a better result, found by asking the rule.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::Rulebook;
use super::entry::Entry;
use super::finding::{Finding, Outcome};
use super::vocabulary::World;
use crate::figure::{Doubt, Figure, FigureId, FigureKind, FigureSpec, Parts, State, Value};
use crate::plan::{Comparison, EvidencePolicy, Rule, RuleKind};

/// What a remedy is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The target is met.
    Met,
    /// More points than now, or fewer taken away.
    Better,
    /// Full points, or none taken away.
    Full,
}

/// A change of one figure that reaches a goal while a smaller one does not. All others stay as they are, but for those in
/// which each new one is counted too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// What it reaches.
    pub goal: Goal,
    /// Which figure.
    pub figure: FigureId,
    /// Its value now; zero where nothing arose.
    pub from: Value,
    /// The value that would do.
    pub to: Value,
    /// The figures that grow with it, each with the value that it then has.
    pub with: Vec<(FigureId, Value)>,
    /// Points that the rule then gives, or takes away; `None` for targets.
    pub points: Option<Decimal>,
    /// Whether the rule also wants to see evidence of the new value.
    pub needs_evidence: bool,
}

impl Remedy {
    /// How much is added, negative where something is taken away; `None` for answers.
    pub fn difference(&self) -> Option<Decimal> {
        match (&self.from, &self.to) {
            (Value::Number(from), Value::Number(to)) => to.checked_sub(*from),
            _ => None,
        }
    }
}

impl Finding {
    /// The changes that reach `goal`, the smallest first.
    pub fn remedies_for(&self, goal: Goal) -> impl Iterator<Item = &Remedy> {
        self.remedies.iter().filter(move |remedy| remedy.goal == goal)
    }

    /// Whether something is to be gained: the target is missed, or not all points are earned.
    pub fn is_short(&self, kind: RuleKind) -> bool {
        match (self.outcome, self.points, self.max) {
            (Outcome::Missed, ..) => true,
            (Outcome::Scored, Some(points), _) if kind == RuleKind::Penalty => points > Decimal::ZERO,
            (Outcome::Scored, Some(points), Some(max)) => points < max,
            _ => false,
        }
    }
}

impl Rulebook {
    /// The changes of single figures that would better `finding`, by goal, the smallest first. Whole numbers and answers
    /// are varied; a figure that is the whole of a ratio is not, since it is what it is; and what the rule itself
    /// doubts, such as a part above its whole, reaches nothing. Empty where nothing is short, or no such remedy exists.
    pub(super) fn remedies(
        &self,
        rule: &Rule,
        entry: &Entry,
        world: &World,
        on: NaiveDate,
        finding: &Finding,
    ) -> Vec<Remedy> {
        if !finding.is_short(rule.kind) {
            return Vec::new();
        }
        let search = Search { rulebook: self, rule, entry, world, on, finding };
        let goals: &[Goal] =
            if rule.kind == RuleKind::Target { &[Goal::Met] } else { &[Goal::Better, Goal::Full] };
        let mut remedies = Vec::new();
        for goal in goals {
            let mut found: Vec<Remedy> = rule
                .needs
                .iter()
                .filter(|need| !is_whole(world.figure(need), finding))
                .flat_map(|need| search.remedies_of(*goal, need))
                .collect();
            // What is added comes before what is taken away, where both would do as well.
            found.sort_by_key(|remedy| {
                let difference = remedy.difference().unwrap_or_default();
                (difference.abs(), difference < Decimal::ZERO)
            });
            remedies.extend(found);
        }
        remedies
    }
}

/// Whether the finding is a ratio and `figure` its whole, or more than that.
fn is_whole(figure: Option<&Figure>, finding: &Finding) -> bool {
    let parts = finding.value.as_ref().and_then(|value| value.parts.as_deref());
    let (Some(figure), Some(Parts { numerator, denominator })) = (figure, parts) else { return false };
    let (Ok(number), Ok(whole)) = (figure.number_or_zero(), denominator.number_or_zero()) else {
        return false;
    };
    let within = |of: &Figure| figure.origins.iter().all(|origin| of.origins.contains(origin));
    number >= whole && within(denominator) && !within(numerator)
}

/// The value of a remedy, what grows with it, and the points that it gives.
type Reached = (Value, Vec<(FigureId, Value)>, Option<Decimal>);

/// Whether nothing is doubted but that two ways of calculating, or two readings of a cell, lead to two conclusions.
fn is_between(finding: &Finding) -> bool {
    let doubts = finding.value.as_ref().map_or(&[][..], |value| &value.doubts);
    let two_ways = doubts.iter().all(|doubt| matches!(doubt, Doubt::WaysDiffer { .. }));
    !finding.readings.is_empty() || (!doubts.is_empty() && two_ways)
}

/// What a trial came to.
enum Trial {
    /// The goal is not reached; perhaps by going further.
    Short,
    /// The goal is reached, with these points.
    Reached(Option<Decimal>),
    /// The rule no longer gives a result that can be relied on, or the goal was passed over.
    Beyond,
}

/// One rule that is asked again and again.
struct Search<'a> {
    rulebook: &'a Rulebook,
    rule: &'a Rule,
    entry: &'a Entry,
    world: &'a World,
    on: NaiveDate,
    finding: &'a Finding,
}

impl Search<'_> {
    fn remedies_of(&self, goal: Goal, id: &FigureId) -> Vec<Remedy> {
        let (Some(spec), Some(figure)) = (self.rulebook.plan.figures.get(id), self.world.figure(id)) else {
            return Vec::new();
        };
        let remedy = |from: Value, (to, with, points): Reached| Remedy {
            goal,
            figure: id.clone(),
            from,
            to,
            with,
            points,
            needs_evidence: self.rule.evidence == EvidencePolicy::Required,
        };
        let wholes = self.wholes(spec);
        // How far a number may be taken: beyond that it is no longer plausible, and the engine is spared.
        let most: u64 = match spec.kind {
            // A period hardly brings as many new ones as it has brought already.
            FigureKind::Count => match wholes.first() {
                Some((_, whole)) => u64::try_from(whole.trunc()).unwrap_or_default(),
                None => many(figure),
            },
            FigureKind::Rank => 1 << 12,
            FigureKind::Money => 1 << 50,
            FigureKind::Choice => {
                let Some(now) = figure.value.clone() else { return Vec::new() };
                let others = spec.choices.iter().map(|choice| Value::Choice(choice.code.clone()));
                let reaches = |other: Value| match self.attempt(goal, id, other.clone(), &[]) {
                    Trial::Reached(points) => Some((other, Vec::new(), points)),
                    Trial::Short | Trial::Beyond => None,
                };
                return others
                    .filter(|other| *other != now)
                    .filter_map(reaches)
                    .map(|reached| remedy(now.clone(), reached))
                    .collect();
            }
            FigureKind::Number
            | FigureKind::Percent
            | FigureKind::Date
            | FigureKind::Text
            | FigureKind::Table => {
                return Vec::new();
            }
        };
        let now = match (figure.state, figure.number_or_zero()) {
            (State::Reported | State::NothingArose, Ok(now)) if now.fract().is_zero() => now,
            _ => return Vec::new(),
        };
        let least = if spec.kind == FigureKind::Rank { Decimal::ONE } else { Decimal::ZERO };
        // What happened and was reported does not become less.
        let is_over = spec.continuity.accumulates.is_some() || spec.continuity.comes_with.is_some();
        let down = match is_over {
            true => 0,
            false => u64::try_from(now - least).unwrap_or_default().min(most),
        };
        [(Decimal::ONE, most), (Decimal::NEGATIVE_ONE, down)]
            .into_iter()
            .filter_map(|(sign, most)| {
                let at = |distance: u64| Value::Number(now + sign * Decimal::from(distance));
                let with = |distance: u64| -> Vec<(FigureId, Value)> {
                    let grown = |(id, number): &(FigureId, Decimal)| {
                        (id.clone(), Value::Number(*number + sign * Decimal::from(distance)))
                    };
                    wholes.iter().map(grown).collect()
                };
                let tried = |distance| self.attempt(goal, id, at(distance), &with(distance));
                let (distance, points) = smallest(most, tried)?;
                Some(remedy(Value::Number(now), (at(distance), with(distance), points)))
            })
            .collect()
    }

    /// The figures in which each new one of a figure is counted too, with their numbers: its whole, and the whole of that.
    fn wholes(&self, spec: &FigureSpec) -> Vec<(FigureId, Decimal)> {
        let mut wholes: Vec<(FigureId, Decimal)> = Vec::new();
        let mut next = spec.continuity.comes_with.as_ref();
        while let Some(id) = next.filter(|id| **id != spec.id && wholes.iter().all(|(known, _)| known != *id))
        {
            let known = self.world.figure(id).filter(|figure| figure.state <= State::Reported);
            let Some(number) = known.and_then(|figure| figure.number_or_zero().ok()) else { break };
            wholes.push((id.clone(), number));
            next = self.rulebook.plan.figures.get(id).and_then(|spec| spec.continuity.comes_with.as_ref());
        }
        wholes
    }

    /// What the rule says where `id` has the value `value`, with evidence, and figures that grow with it theirs.
    fn attempt(&self, goal: Goal, id: &FigureId, value: Value, with: &[(FigureId, Value)]) -> Trial {
        let Some(figure) = self.world.figure(id) else { return Trial::Beyond };
        let evidence = figure.evidence.clone().or_else(|| Some(id.to_string()));
        let figure = Figure { state: State::Reported, value: Some(value), evidence, ..figure.clone() };
        let changed = with.iter().fold(self.world.with(id, figure), |world, (id, value)| {
            match world.figure(id).cloned() {
                Some(whole) => {
                    let grown = Figure { state: State::Reported, value: Some(value.clone()), ..whole };
                    world.with(id, grown)
                }
                None => world,
            }
        });
        let world = self.rulebook.with_points(self.rule, &changed, self.on);
        let (finding, diagnostics) = self.rulebook.judge_one(self.rule, self.entry, &world, self.on);
        match (finding.outcome, finding.points) {
            _ if !diagnostics.is_empty() => Trial::Beyond,
            (Outcome::Met, _) => Trial::Reached(None),
            (Outcome::Missed, _) if self.is_passed(&finding) => Trial::Beyond,
            (Outcome::Missed, _) => Trial::Short,
            // One way or reading is there already, the other is not yet.
            (Outcome::NeedsExplanation, _) if is_between(&finding) => Trial::Short,
            (Outcome::Scored, Some(points)) if self.is_good_enough(goal, points) => {
                Trial::Reached(Some(points))
            }
            (Outcome::Scored, _) => Trial::Short,
            _ => Trial::Beyond,
        }
    }

    fn is_good_enough(&self, goal: Goal, points: Decimal) -> bool {
        let now = self.finding.points.unwrap_or_default();
        let full = self.finding.max.unwrap_or_default();
        match (goal, self.rule.kind) {
            (Goal::Met, _) => false,
            (Goal::Better, RuleKind::Penalty) => points < now,
            (Goal::Full, RuleKind::Penalty) => points.is_zero(),
            (Goal::Better, _) => points > now,
            (Goal::Full, _) => points == full,
        }
    }

    /// Whether a target that is one number lay between the value that was and the value that is.
    fn is_passed(&self, tried: &Finding) -> bool {
        let comparison = self.finding.terms.as_ref().and_then(|terms| terms.value.comparison.as_ref());
        let number = |finding: &Finding| finding.value.as_ref().and_then(Figure::number);
        match (comparison, number(self.finding), number(tried)) {
            (Some(Comparison::Equal(wanted)), Some(was), Some(is)) => (was < *wanted) != (is < *wanted),
            _ => false,
        }
    }
}

/// How much more of a count is still plausible: ten times what there is, and a thousand where there is little. A share
/// whose whole grows with its part comes near to all of it only by millions, which is no advice.
fn many(figure: &Figure) -> u64 {
    const MOST: u64 = 1 << 24;
    let now =
        figure.number_or_zero().ok().and_then(|now| u64::try_from(now.trunc()).ok()).unwrap_or_default();
    now.saturating_mul(10).saturating_add(1_000).min(MOST)
}

/// The smallest distance up to `most` that `attempt` finds reached: first doubled until something happens, then halved
/// to where it begins.
fn smallest(most: u64, attempt: impl Fn(u64) -> Trial) -> Option<(u64, Option<Decimal>)> {
    if most == 0 {
        return None;
    }
    let mut short = 0;
    let mut far = 1;
    while matches!(attempt(far), Trial::Short) {
        short = far;
        if far == most {
            return None;
        }
        far = far.saturating_mul(2).min(most);
    }
    while far - short > 1 {
        let middle = short + (far - short) / 2;
        match attempt(middle) {
            Trial::Short => short = middle,
            Trial::Reached(_) | Trial::Beyond => far = middle,
        }
    }
    match attempt(far) {
        Trial::Reached(points) => Some((far, points)),
        Trial::Short | Trial::Beyond => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reached from `first` to `last`, too far after that.
    fn found(most: u64, first: u64, last: u64) -> Option<u64> {
        smallest(most, |distance| match distance {
            _ if distance < first => Trial::Short,
            _ if distance <= last => Trial::Reached(None),
            _ => Trial::Beyond,
        })
        .map(|(distance, _)| distance)
    }

    #[test]
    fn a_count_is_taken_as_far_as_is_plausible() {
        let of = |number: i64| many(&Figure::known(Value::Number(number.into())));
        assert_eq!((of(0), of(3_247)), (1_000, 33_470));
        assert_eq!((of(i64::MAX), of(-5)), (1 << 24, 1_000));
    }

    #[test]
    fn the_smallest_distance_is_found_however_narrow_the_goal() {
        for first in 1..70 {
            assert_eq!(found(1 << 20, first, first), Some(first), "one number alone");
            assert_eq!(found(1 << 20, first, u64::MAX), Some(first), "from a number on");
            assert_eq!(found(first, first, first), Some(first), "at the end of the range");
            assert_eq!(found(first - 1, first, first), None, "beyond the range");
        }
        assert_eq!(found(1 << 20, 5, 4), None, "there is none");
    }
}
