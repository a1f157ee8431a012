//! What shows only when a rule is run: points that leave their range, values that no band takes, conditions that turn
//! out one way whatever the figures are. Found by trying figures around every number of the rule.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use rust_decimal::Decimal;

use super::Rulebook;
use super::case::cases;
use super::coverage::{conditions, start};
use super::engine::Run;
use super::entry::Entry;
use super::failure::{Failure, Stop};
use super::grid::{Grid, numbers};
use super::probe::{self, Probe, Reached};
use super::terms::MAX_OF_SCALE;
use super::vocabulary::World;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Figure, Figures, State, Value};
use crate::plan::{Rule, RuleKind};
use crate::text::decimal_vi;

/// Most combinations of figures that are tried.
const MOST: usize = 200;
/// As many where a branch would be called dead.
const MOST_FOR_BRANCHES: usize = 2_000;
/// Longest time that one rule is tried; a sound rule takes a hundredth of it.
const LONGEST: Duration = Duration::from_secs(5);

/// R18, R19, R20.
pub(super) fn check(rulebook: &Rulebook, rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
    let probes = probe::probes(&entry.text);
    let is_criterion = rule.kind != RuleKind::Target;
    let decides = probes.iter().any(|probe| matches!(probe, Probe::Condition(_)));
    if !is_criterion && !decides {
        return Vec::new();
    }
    let Some(probed) = rulebook.probed(entry, &probes) else { return Vec::new() };
    let begun = Instant::now();
    let mut trial = Trial { rulebook, rule, entry, points: BTreeMap::new(), left_out: None, is_whole: true };
    rulebook.machine.take_reached();
    for case in cases(entry) {
        rulebook.judge_case(rule, &probed, case);
    }
    let specs = rulebook.plan.figures.iter().filter(|(id, _)| rule.needs.contains(id));
    let specs = specs.map(|(id, spec)| (id.clone(), spec.clone())).collect();
    let mut reached = Reached::new();
    let mut dead = Vec::new();
    for most in [MOST, MOST_FOR_BRANCHES] {
        for figures in Grid::new(rulebook, rule, entry, most).combinations() {
            trial.run(&probed, &answers(&figures), &World::supposed(&figures, &specs));
            if !trial.is_whole || begun.elapsed() > LONGEST {
                return Vec::new();
            }
        }
        reached.extend(rulebook.machine.take_reached());
        dead = dead_branches(rule, entry, &probes, &reached);
        if dead.is_empty() {
            break;
        }
    }
    let mut diagnostics = trial.told();
    diagnostics.extend(dead);
    diagnostics
}

/// R20 for each condition that turned out one way only.
fn dead_branches(rule: &Rule, entry: &Entry, probes: &[Probe], reached: &Reached) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (condition, holds) in conditions(probes) {
        let turned_out = |holds| reached.contains(&(condition, Some(holds)));
        if let Some(probe) = probes.get(condition).filter(|_| !turned_out(holds) && turned_out(!holds)) {
            let key = if holds { "band.never_true" } else { "band.never_false" };
            diagnostics.push(
                Diagnostic::new(Code::BranchDead)
                    .at(entry.place_of_byte(start(probe)))
                    .with("rule", &rule.id)
                    .with_label("what", key, ""),
            );
        }
    }
    diagnostics
}

/// Points by the values that they were given for.
type Bands = BTreeMap<Decimal, BTreeSet<Decimal>>;

/// What trying has shown so far.
struct Trial<'a> {
    rulebook: &'a Rulebook,
    rule: &'a Rule,
    entry: &'a Entry,
    /// For each set of answers, points by the values that they were given for.
    points: BTreeMap<String, Bands>,
    /// The first value, as text, for which the function gave nothing, and why.
    left_out: Option<(String, &'static str, String)>,
    /// Whether the rule ran within its limits.
    is_whole: bool,
}

impl Trial<'_> {
    fn run(&mut self, probed: &Entry, answers: &str, world: &World) {
        let Some(value) = self.known(&self.rulebook.machine.value(&probed.script, world)) else { return };
        let (Some(max), true) = (self.rule.max, value.state == State::Reported) else { return };
        let mut scale = self.rule.terms.last().map(|terms| terms.value.values.clone()).unwrap_or_default();
        scale.insert(MAX_OF_SCALE.to_owned(), max);
        let run = self.rulebook.machine.points(&probed.script, &value, &scale, world);
        if let Err(Stop::Failed(failure)) = &run.result
            && let Some(key) = gives_nothing(failure)
            && rests_on_no_doubt(&run)
        {
            self.left_out.get_or_insert_with(|| (shown(&value), key, failure.text.clone()));
        }
        let Some(points) = self.known(&run).filter(|points| points.state < State::NotApplicable) else {
            return;
        };
        if let (Some(value), Ok(points)) = (value.number(), points.number_or_zero()) {
            let points = self.rulebook.rounded(self.rule, points);
            let bands = self.points.entry(answers.to_owned()).or_default();
            bands.entry(value).or_default().insert(points);
        }
    }

    /// The figure that a run gave, where it is beyond doubt.
    fn known(&mut self, run: &Run) -> Option<Figure> {
        match &run.result {
            Ok(figure) => (figure.doubts.is_empty() && rests_on_no_doubt(run)).then(|| figure.clone()),
            Err(Stop::Failed(failure)) => {
                self.is_whole &= failure.code != Code::RuleLimit;
                None
            }
            Err(Stop::Unknown(_)) => None,
        }
    }

    fn told(&self) -> Vec<Diagnostic> {
        let place = self.entry.place(self.entry.script.outline.spot_of("points").unwrap_or((1, 1)));
        let mut diagnostics = Vec::new();
        let max = self.rule.max.unwrap_or_default();
        let outside: [fn(Decimal, Decimal) -> bool; 2] =
            [|points, max| points > max, |points, _| points < Decimal::ZERO];
        for is_outside in outside {
            let all = self
                .points
                .values()
                .flatten()
                .flat_map(|(value, points)| points.iter().map(move |p| (value, p)));
            let nearest =
                all.filter(|(_, points)| is_outside(**points, max)).min_by_key(|(value, _)| value.abs());
            if let Some((value, points)) = nearest {
                diagnostics.push(
                    Diagnostic::new(Code::PointsLeaveRange)
                        .at(place.clone())
                        .with("rule", &self.rule.id)
                        .with_number("value", *value)
                        .with_number("points", *points)
                        .with_number("max", max),
                );
            }
        }
        if let Some((value, key, text)) = &self.left_out {
            diagnostics.push(self.gap(place.clone(), value, key, text));
        }
        for (value, points) in self.dips() {
            diagnostics.push(self.gap(place.clone(), &decimal_vi(value), "band.dip", &decimal_vi(points)));
        }
        diagnostics
    }

    fn gap(&self, place: Place, value: &str, key: &str, text: &str) -> Diagnostic {
        Diagnostic::new(Code::BandGap)
            .at(place)
            .with("rule", &self.rule.id)
            .with("value", value)
            .with_label("what", key, text)
    }

    /// Numbers of the rule at which it gives fewer points than just below and just above.
    fn dips(&self) -> Vec<(Decimal, Decimal)> {
        let only = |points: &BTreeSet<Decimal>| match points.len() {
            1 => points.first().copied(),
            _ => None,
        };
        let mut dips = Vec::new();
        let numbers = numbers(&self.entry.text);
        for (bands, (number, _)) in
            self.points.values().flat_map(|bands| numbers.iter().map(move |n| (bands, *n)))
        {
            let Some(points) = bands.get(&number).and_then(only) else { continue };
            let below = bands.range(..number).next_back().and_then(|(_, points)| only(points));
            let above = bands.range(number..).nth(1).and_then(|(_, points)| only(points));
            if below.is_some_and(|below| points < below) && above.is_some_and(|above| points < above) {
                dips.push((number, points));
            }
        }
        dips.sort_unstable();
        dips.dedup();
        dips
    }
}

fn rests_on_no_doubt(run: &Run) -> bool {
    run.compared.iter().all(|figure| figure.doubts.is_empty())
}

/// How the function came to an end without points, if that is what it failed of.
fn gives_nothing(failure: &Failure) -> Option<&'static str> {
    match failure.key {
        "script.wrong_result" => Some("band.nothing"),
        "script.answer_not_chosen" => Some("band.answer"),
        _ => None,
    }
}

/// The answers among `figures`, which choose between bands of their own.
fn answers(figures: &Figures) -> String {
    figures.single.values().filter_map(Figure::choice).collect::<Vec<_>>().join(" ")
}

fn shown(value: &Figure) -> String {
    match &value.value {
        Some(Value::Number(number)) => decimal_vi(*number),
        _ => value.choice().map_or_else(|| value.shown(), |code| format!("\"{code}\"")),
    }
}
