//! Which lines and branches of the rules' functions the cases reach, or real figures.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Rulebook;
use super::case::cases;
use super::entry::Entry;
use super::probe::{self, Probe, Reached};
use super::vocabulary::World;
use crate::diagnostic::Place;
use crate::figure::Figures;
use crate::plan::Rule;

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that were reached.
    pub reached: usize,
    /// All.
    pub total: usize,
}

impl Tally {
    /// Hundredths, rounded down, so that 100 means all; 100 where there is nothing to reach.
    pub fn percent(self) -> usize {
        (self.reached * 100).checked_div(self.total).unwrap_or(100)
    }

    fn count(&mut self, reached: bool) {
        self.total += 1;
        self.reached += usize::from(reached);
    }

    fn add(self, other: Self) -> Self {
        Self { reached: self.reached + other.reached, total: self.total + other.total }
    }
}

/// By what rules are reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReachedBy {
    /// By the cases beside them.
    #[default]
    Cases,
    /// By the figures of real submissions.
    Submissions,
}

/// What is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By what.
    pub by: ReachedBy,
    /// Each rule that was selected, in their order; empty if the pattern selects none.
    pub rules: Vec<RuleCoverage>,
}

impl Coverage {
    /// Lines of all rules.
    pub fn lines(&self) -> Tally {
        self.rules.iter().fold(Tally::default(), |sum, rule| sum.add(rule.lines))
    }

    /// Branches of all rules.
    pub fn branches(&self) -> Tally {
        self.rules.iter().fold(Tally::default(), |sum, rule| sum.add(rule.branches))
    }
}

/// What is reached of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCoverage {
    /// Its scheme.
    pub scheme: String,
    /// Its number.
    pub rule: String,
    /// Its file, for people.
    pub file: String,
    /// Lines on which a statement begins or something is decided.
    pub lines: Tally,
    /// Two for each condition of `if` and `while` and for each left side of `&&` and `||`.
    pub branches: Tally,
    /// What is not reached, in the order of the script.
    pub unreached: Vec<Unreached>,
}

/// Something that is not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreached {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: UnreachedKind,
}

/// What is not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreachedKind {
    /// A line that never runs.
    Line,
    /// A condition that never holds.
    NeverTrue,
    /// A condition that always holds where it is asked.
    NeverFalse,
}

impl UnreachedKind {
    /// Key of what is said of it.
    pub fn key(self, by: ReachedBy) -> String {
        match by {
            ReachedBy::Cases => format!("coverage.{}", self.word()),
            ReachedBy::Submissions => format!("coverage.submissions.{}", self.word()),
        }
    }

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::NeverTrue => "never_true",
            Self::NeverFalse => "never_false",
        }
    }
}

impl Rulebook {
    /// What the cases reach of the rules that `pattern` selects by number or file name; `None` selects all.
    pub fn coverage(&self, pattern: Option<&str>) -> Coverage {
        let judge = |rule: &Rule, entry: &Entry, probed: &Entry| {
            for case in cases(entry) {
                self.judge_case(rule, probed, case);
            }
        };
        self.coverage_by(ReachedBy::Cases, pattern, judge)
    }

    /// What `figures` reach of them by the law in force on `on`.
    pub fn coverage_of_figures(&self, pattern: Option<&str>, figures: &Figures, on: NaiveDate) -> Coverage {
        let world = World::new(figures, &self.plan.figures);
        self.coverage_by(ReachedBy::Submissions, pattern, |rule, _, probed| {
            self.judge_one(rule, probed, &world, on);
        })
    }

    /// What `judge` reaches, which is handed each rule, its entry, and its entry with probes.
    fn coverage_by(
        &self,
        by: ReachedBy,
        pattern: Option<&str>,
        judge: impl Fn(&Rule, &Entry, &Entry),
    ) -> Coverage {
        let rules = self.selected(pattern).map(|(rule, entry)| self.coverage_of(rule, entry, &judge));
        Coverage { by, rules: rules.collect() }
    }

    fn coverage_of(
        &self,
        rule: &Rule,
        entry: &Entry,
        judge: &impl Fn(&Rule, &Entry, &Entry),
    ) -> RuleCoverage {
        let probes = probe::probes(&entry.text);
        let mut reached = Reached::new();
        if let Some(probed) = self.probed(entry, &probes) {
            self.machine.take_reached();
            judge(rule, entry, &probed);
            reached = self.machine.take_reached();
        }
        let (lines, mut unreached) = lines(entry, &probes, &reached);
        let mut branches = Tally::default();
        for (condition, holds) in conditions(&probes) {
            let is_reached = reached.contains(&(condition, Some(holds)));
            branches.count(is_reached);
            let Some(probe) = probes.get(condition).filter(|_| !is_reached) else { continue };
            let place = entry.place_of_byte(start(probe));
            // Where a line never runs, that says it all.
            if !unreached
                .iter()
                .any(|one: &Unreached| one.kind == UnreachedKind::Line && one.place.line == place.line)
            {
                unreached.push(Unreached {
                    place,
                    kind: if holds { UnreachedKind::NeverTrue } else { UnreachedKind::NeverFalse },
                });
            }
        }
        unreached.sort_by_key(|one| (one.place.line, one.place.column));
        RuleCoverage {
            scheme: rule.scheme.clone(),
            rule: rule.id.clone(),
            file: entry.file.to_string(),
            lines,
            branches,
            unreached,
        }
    }

    /// The rule with `probes` set in its script; `None` where they do not fit.
    pub(super) fn probed(&self, entry: &Entry, probes: &[Probe]) -> Option<Entry> {
        let text = probe::set(&entry.text, probes);
        let script = self.machine.compile(&text).ok()?;
        Some(entry.with_script(script, &text))
    }
}

/// Each condition's number with either way in which it may turn out.
pub(super) fn conditions(probes: &[Probe]) -> impl Iterator<Item = (usize, bool)> {
    let numbered = probes.iter().enumerate().filter(|(_, probe)| matches!(probe, Probe::Condition(_)));
    numbered.flat_map(|(number, _)| [(number, true), (number, false)])
}

/// The byte at which a probe stands.
pub(super) fn start(probe: &Probe) -> usize {
    match probe {
        Probe::Statement(start) => *start,
        Probe::Condition(range) => range.start,
    }
}

/// The lines with probes, of which the first tells whether a line runs.
fn lines(entry: &Entry, probes: &[Probe], reached: &Reached) -> (Tally, Vec<Unreached>) {
    let mut seen: BTreeMap<Option<u32>, (Place, bool)> = BTreeMap::new();
    for (number, probe) in probes.iter().enumerate() {
        let place = entry.place_of_byte(start(probe));
        let is_reached = reached.iter().any(|(other, _)| *other == number);
        seen.entry(place.line).or_insert((place, is_reached));
    }
    let mut tally = Tally::default();
    let mut unreached = Vec::new();
    for (place, is_reached) in seen.into_values() {
        tally.count(is_reached);
        if !is_reached {
            unreached.push(Unreached { place, kind: UnreachedKind::Line });
        }
    }
    (tally, unreached)
}
