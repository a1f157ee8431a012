//! Which lines and branches of the rules' functions the cases reach.

use std::collections::BTreeMap;

use super::Rulebook;
use super::case::cases;
use super::entry::Entry;
use super::probe::{self, Probe, Reached};
use crate::diagnostic::Place;
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

/// What the cases reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
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

/// What the cases of one rule reach.
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
    /// Two for each condition of `if` and `while` and for each left side of `&&` and `||`..
    pub branches: Tally,
    /// What is not reached, in the order of the script.
    pub gaps: Vec<Gap>,
}

/// Something that no case reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: GapKind,
}

/// What is not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// A line that never runs.
    Line,
    /// A condition that never holds.
    NeverTrue,
    /// A condition that always holds where it is asked.
    NeverFalse,
}

impl GapKind {
    /// The stable word, which is also the end of its label's key: `coverage.never_true`.
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
        let rules = self.selected(pattern).map(|(rule, entry)| self.coverage_of(rule, entry)).collect();
        Coverage { rules }
    }

    fn coverage_of(&self, rule: &Rule, entry: &Entry) -> RuleCoverage {
        let probes = probe::probes(&entry.text);
        let mut reached = Reached::new();
        if let Some(probed) = self.probed(entry, &probes) {
            self.machine.take_reached();
            for case in cases(entry) {
                self.judge_case(rule, &probed, case);
            }
            reached = self.machine.take_reached();
        }
        let (lines, mut gaps) = lines(entry, &probes, &reached);
        let mut branches = Tally::default();
        for (condition, holds) in conditions(&probes) {
            let is_reached = reached.contains(&(condition, Some(holds)));
            branches.count(is_reached);
            let Some(probe) = probes.get(condition).filter(|_| !is_reached) else { continue };
            let place = entry.place_of_byte(start(probe));
            // Where a line never runs, that says it all.
            if !gaps.iter().any(|gap: &Gap| gap.kind == GapKind::Line && gap.place.line == place.line) {
                gaps.push(Gap { place, kind: if holds { GapKind::NeverTrue } else { GapKind::NeverFalse } });
            }
        }
        gaps.sort_by_key(|gap| (gap.place.line, gap.place.column));
        RuleCoverage {
            scheme: rule.scheme.clone(),
            rule: rule.id.clone(),
            file: entry.file.to_string(),
            lines,
            branches,
            gaps,
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
fn lines(entry: &Entry, probes: &[Probe], reached: &Reached) -> (Tally, Vec<Gap>) {
    let mut seen: BTreeMap<Option<u32>, (Place, bool)> = BTreeMap::new();
    for (number, probe) in probes.iter().enumerate() {
        let place = entry.place_of_byte(start(probe));
        let is_reached = reached.iter().any(|(other, _)| *other == number);
        seen.entry(place.line).or_insert((place, is_reached));
    }
    let mut tally = Tally::default();
    let mut gaps = Vec::new();
    for (place, is_reached) in seen.into_values() {
        tally.count(is_reached);
        if !is_reached {
            gaps.push(Gap { place, kind: GapKind::Line });
        }
    }
    (tally, gaps)
}
