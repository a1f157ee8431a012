//! Writes the cases that a rule lacks around its thresholds, for a person to confirm.

use std::cmp::Ordering;
use std::fmt::Write;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Rulebook;
use super::case::cases;
use super::coverage_of_cases::thresholds;
use super::entry::Entry;
use super::finding::Finding;
use super::grid::{Grid, step};
use super::outline::Used;
use super::source::{CASES, RULE};
use crate::diagnostic::Code;
use crate::figure::{Figure, Figures, State, Value, round_half_up};
use crate::plan::Rule;

/// Most combinations of figures among which cases are looked for.
const MOST: usize = 8_000;
/// Most decimals of a value that is written in full; longer ones are rounded so far.
const SHORT: u32 = 4;

/// Cases that are proposed for one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Number of the rule.
    pub rule: String,
    /// Where the cases belong: `rules/ke-hoach/t_2_2_3_dung_han.cases.toml`.
    pub file: String,
    /// The cases, to be appended to that file as they are once a person has confirmed them.
    pub cases: Vec<SuggestedCase>,
}

/// One case that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedCase {
    /// What it is about: the key of its name in `labels.toml`, and the number that fills its hole.
    pub about: (&'static str, String),
    /// The case in TOML, without its name.
    pub text: String,
}

/// A situation that a case should show.
enum Situation {
    /// A value on one side of a threshold, within its smallest step, or exactly on it.
    Near { side: Ordering, threshold: Decimal, in_force: Option<NaiveDate> },
    /// A ratio whose whole is zero though nobody says that nothing arose.
    ZeroWhole,
    /// A figure in this state.
    In(State),
}

impl Situation {
    fn shows(&self, figures: &Figures, finding: &Finding) -> bool {
        match self {
            Self::Near { side, threshold, in_force } => {
                let from = finding.terms.as_ref().map(|terms| terms.from);
                let value = finding.value.as_ref().and_then(Figure::number);
                (in_force.is_none() || from == *in_force)
                    && value.is_some_and(|value| {
                        value.cmp(threshold) == *side
                            && value.saturating_sub(*threshold).abs() <= step(*threshold)
                    })
            }
            Self::ZeroWhole => {
                figures.single.values().all(|figure| figure.state == State::Reported)
                    && finding.value.as_ref().is_some_and(|value| value.state == State::NothingArose)
            }
            Self::In(state) => in_state(figures, *state),
        }
    }

    /// How far a finding is from what is wanted: of several the nearest that can be written in full is proposed.
    fn distance(&self, finding: &Finding) -> Option<(bool, Decimal)> {
        let Self::Near { threshold, .. } = self else { return None };
        let value = finding.value.as_ref().and_then(Figure::number)?;
        Some((value.normalize().scale() > SHORT, value.saturating_sub(*threshold).abs()))
    }

    /// The key of its name in `labels.toml`, and the number that fills its hole.
    fn about(&self) -> (&'static str, String) {
        let plain = |key| (key, String::new());
        match self {
            Self::Near { side, threshold, .. } => {
                let key = match side {
                    Ordering::Less => "suggest.below",
                    Ordering::Equal => "suggest.at",
                    Ordering::Greater => "suggest.above",
                };
                (key, threshold.normalize().to_string().replace('.', ","))
            }
            Self::ZeroWhole => plain("suggest.zero_whole"),
            Self::In(State::NothingArose) => plain("suggest.nothing_arose"),
            Self::In(State::NotApplicable) => plain("suggest.not_applicable"),
            Self::In(_) => plain("suggest.missing"),
        }
    }
}

impl Rulebook {
    /// What the rules lack that `pattern` selects by number or file name; `None` selects all.
    pub fn suggest(&self, pattern: Option<&str>) -> Vec<Suggestion> {
        self.selected(pattern)
            .map(|(rule, entry)| Suggestion {
                rule: rule.id.clone(),
                file: self
                    .layers
                    .place_of(&format!("{}{CASES}", rule.file.trim_end_matches(RULE)))
                    .to_string(),
                cases: self.suggested(rule, entry),
            })
            .filter(|suggestion| !suggestion.cases.is_empty())
            .collect()
    }

    fn suggested(&self, rule: &Rule, entry: &Entry) -> Vec<SuggestedCase> {
        let judged: Vec<(&Figures, Finding)> =
            cases(entry).iter().map(|case| (&case.figures, self.judge_case(rule, entry, case).0)).collect();
        let mut lacking = wanted(rule, entry);
        lacking.retain(|wanted| !judged.iter().any(|(figures, finding)| wanted.shows(figures, finding)));
        if lacking.is_empty() {
            return Vec::new();
        }
        let mut tried: Vec<(Figures, Finding)> = Vec::new();
        for figures in Grid::new(self, rule, entry, MOST).combinations() {
            let (finding, diagnostics) = self.tried(rule, entry, &figures);
            // A rule that does not end would not end thousands of times.
            if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::RuleLimit) {
                break;
            }
            tried.push((figures, finding));
        }
        let mut suggested = Vec::new();
        for wanted in lacking {
            let fitting = tried.iter().filter(|(figures, finding)| wanted.shows(figures, finding));
            if let Some((figures, finding)) = fitting.min_by_key(|(_, finding)| wanted.distance(finding)) {
                suggested.push(SuggestedCase { about: wanted.about(), text: case_text(figures, finding) });
            }
        }
        suggested
    }
}

/// Just below, at and above each threshold; a whole of zero; each state.
fn wanted(rule: &Rule, entry: &Entry) -> Vec<Situation> {
    let mut all = Vec::new();
    for (in_force, threshold) in thresholds(rule, entry) {
        for side in [Ordering::Less, Ordering::Equal, Ordering::Greater] {
            all.push(Situation::Near { side, threshold, in_force });
        }
    }
    let has_ratio =
        entry.script.outline.uses().any(
            |used| matches!(&used.what, Used::Call(name, 2) if name == "percent" || name == "reduction"),
        );
    if has_ratio {
        all.push(Situation::ZeroWhole);
    }
    all.extend([State::NothingArose, State::Missing, State::NotApplicable].map(Situation::In));
    all
}

fn in_state(figures: &Figures, state: State) -> bool {
    let cells = figures.tables.values().flat_map(|table| &table.records);
    figures.single.values().any(|figure| figure.state == state)
        || cells.flat_map(|record| record.fields.values()).any(|figure| figure.state == state)
}

/// The case without its name, as a case file holds it.
fn case_text(figures: &Figures, finding: &Finding) -> String {
    let mut text = format!("figures = {}\noutcome = \"{}\"\n", figures_text(figures), finding.outcome.word());
    let bare = figures.single.values().any(|figure| figure.state == State::Reported)
        && figures.single.values().all(|figure| figure.evidence.is_none());
    if bare {
        text.push_str("evidence = false\n");
    }
    let value = finding.value.as_ref().and_then(Figure::number);
    for (name, number) in [("value", value), ("points", finding.points)] {
        if let Some(number) = number {
            // Writing to text cannot fail.
            let rounded = round_half_up(number, number.scale().min(SHORT));
            let shown = if rounded == number { number.normalize() } else { rounded };
            let _ = writeln!(text, "{name} = \"{shown}\"");
        }
    }
    let mut doubts: Vec<String> = finding
        .value
        .iter()
        .flat_map(|value| &value.doubts)
        .map(|doubt| format!("\"{}\"", doubt.code()))
        .collect();
    doubts.dedup();
    if !doubts.is_empty() {
        let _ = writeln!(text, "doubts = [{}]", doubts.join(", "));
    }
    text
}

/// Figures as a case writes them: `{ phan = 90, tong = 100 }`.
pub(super) fn figures_text(figures: &Figures) -> String {
    let single = figures.single.iter().map(|(id, figure)| format!("{id} = {}", figure_text(figure)));
    let tables = figures.tables.iter().map(|(id, table)| {
        let rows: Vec<String> = table
            .records
            .iter()
            .map(|record| {
                let cells: Vec<String> = record
                    .fields
                    .iter()
                    .map(|(name, figure)| format!("{name} = {}", figure_text(figure)))
                    .collect();
                format!("{{ {} }}", cells.join(", "))
            })
            .collect();
        format!("{id} = [{}]", rows.join(", "))
    });
    let all: Vec<String> = single.chain(tables).collect();
    format!("{{ {} }}", all.join(", "))
}

fn figure_text(figure: &Figure) -> String {
    match (figure.state, &figure.value) {
        (State::NothingArose, _) => "\"nothing_arose\"".to_owned(),
        (State::NotApplicable, _) => "\"not_applicable\"".to_owned(),
        (State::Reported, Some(Value::Number(number))) if number.fract().is_zero() => {
            number.trunc().to_string()
        }
        (State::Reported, Some(Value::Number(number))) => format!("\"{}\"", number.normalize()),
        (State::Reported, Some(Value::Choice(text) | Value::Text(text))) => format!("\"{text}\""),
        (State::Reported, Some(Value::Date(date))) => format!("\"{date}\""),
        _ => "\"missing\"".to_owned(),
    }
}
