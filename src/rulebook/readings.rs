//! Findings that rest on doubtful cells: certain where every reading of the cells gives the same.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Rulebook;
use super::entry::Entry;
use super::finding::{Finding, Outcome};
use super::vocabulary::World;
use crate::diagnostic::Diagnostic;
use crate::figure::{Doubt, Figure, FigureId, Value};
use crate::plan::{POINTS_FORM, Rule};

/// Most readings that are tried; with more nothing is certain.
const MOST_READINGS: usize = 32;

/// What a rule says where doubtful cells mean one of the values that they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The figures in doubt, each with the value that is supposed.
    pub figures: Vec<(FigureId, Value)>,
    /// The outcome.
    pub outcome: Outcome,
    /// The measured value.
    pub value: Option<Value>,
    /// The points, where some are given.
    pub points: Option<Decimal>,
}

/// A figure in doubt with the values that it may have, the one that was read first.
type Open = (FigureId, Vec<Value>);

impl Rulebook {
    /// What one rule says of figures among which are the points that it reads. A finding that needs an explanation only
    /// because cells may be read otherwise is decided where every reading gives the same; the doubts stay with it.
    pub(super) fn judge_one(
        &self,
        rule: &Rule,
        entry: &Entry,
        world: &World,
        on: NaiveDate,
    ) -> (Finding, Vec<Diagnostic>) {
        let (mut strict, diagnostics) = self.judge_as_read(rule, entry, world, on);
        if strict.outcome != Outcome::NeedsExplanation {
            return (strict, diagnostics);
        }
        let Some(open) = self.open_figures(&strict, world) else { return (strict, diagnostics) };
        let worlds = combinations(&open);
        let mut judged: Vec<(Finding, Vec<Diagnostic>)> = Vec::with_capacity(worlds.len());
        for supposed in &worlds {
            judged.push(self.judge_as_read(rule, entry, &self.supposing(rule, world, supposed, on), on));
        }
        let same = |(finding, _): &(Finding, Vec<Diagnostic>)| (finding.outcome, finding.points);
        let is_certain = judged.first().is_some_and(|first| {
            first.0.outcome.is_settled() && judged.iter().all(|other| same(other) == same(first))
        });
        let readings = worlds.into_iter().zip(&judged).map(|(figures, (finding, _))| Reading {
            figures,
            outcome: finding.outcome,
            value: finding.value.as_ref().and_then(|value| value.value.clone()),
            points: finding.points,
        });
        strict.readings = readings.collect();
        if !is_certain {
            return (strict, diagnostics);
        }
        let Some((as_read, told)) = judged.into_iter().next() else { return (strict, diagnostics) };
        let doubts = strict.value.map(|value| value.doubts).unwrap_or_default();
        let value = as_read.value.map(|value| Figure { doubts, ..value });
        (Finding { value, used: strict.used, readings: strict.readings, ..as_read }, told)
    }

    /// The world in which `finding` was concluded: where cells in doubt decide nothing, that in which they mean what was read.
    pub(super) fn concluded_in(&self, rule: &Rule, world: &World, finding: &Finding, on: NaiveDate) -> World {
        match finding.readings.first().filter(|_| finding.outcome.is_settled()) {
            Some(reading) => self.supposing(rule, world, &reading.figures, on),
            None => world.clone(),
        }
    }

    /// `world` in which the figures have the values that are `supposed`, beyond doubt.
    fn supposing(&self, rule: &Rule, world: &World, supposed: &[(FigureId, Value)], on: NaiveDate) -> World {
        let supposed = supposed.iter().fold(world.clone(), |world, (id, value)| match world.figure(id) {
            Some(figure) => {
                let mut doubts = figure.doubts.clone();
                doubts.retain(|doubt| !matches!(doubt, Doubt::Unclear { other: Some(_), .. }));
                world.with(id, Figure { value: Some(value.clone()), doubts, ..figure.clone() })
            }
            None => world,
        });
        self.with_points(rule, &supposed, on)
    }

    /// The figures that leave `finding` open; `None` where more is to be explained than which value they have.
    fn open_figures(&self, finding: &Finding, world: &World) -> Option<Vec<Open>> {
        let doubts = &finding.value.as_ref()?.doubts;
        let mut open: Vec<Open> = Vec::new();
        for doubt in doubts {
            let Doubt::Unclear { other: Some(other), .. } = doubt else { return None };
            let mut resting = world.resting_on(doubt);
            // Points of another criterion follow from figures that are varied themselves.
            resting.retain(|(id, _)| self.plan.figures.get(id).is_none_or(|spec| &*spec.form != POINTS_FORM));
            if resting.is_empty() {
                return None;
            }
            for (id, read) in resting {
                match open.iter_mut().find(|(known, _)| *known == id) {
                    Some((_, values)) if values.contains(other) => {}
                    Some((_, values)) => values.push(other.clone()),
                    None => open.push((id, vec![read, other.clone()])),
                }
            }
        }
        let count = open.iter().try_fold(1usize, |count, (_, values)| count.checked_mul(values.len()))?;
        (!open.is_empty() && count <= MOST_READINGS).then_some(open)
    }
}

/// Every choice of one value for each figure, what was read first.
fn combinations(open: &[Open]) -> Vec<Vec<(FigureId, Value)>> {
    let mut all: Vec<Vec<(FigureId, Value)>> = vec![Vec::new()];
    for (id, values) in open {
        all = all
            .iter()
            .flat_map(|before| {
                values.iter().map(move |value| {
                    let mut next = before.clone();
                    next.push((id.clone(), value.clone()));
                    next
                })
            })
            .collect();
    }
    all
}
