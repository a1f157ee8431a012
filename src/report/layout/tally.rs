//! How many targets met, missed, wait; how many tasks are done, late, open.

use super::palette::Tint;
use super::record::{Record, Section, Slot};
use super::view::{View, said, word};
use crate::assess::TaskOutcome;
use crate::plan::SchemeKind;
use crate::report::template::Placeholder as P;
use crate::rulebook::Outcome;

/// Outcomes of targets in the order in which they are printed.
const OUTCOMES: [Outcome; 7] = [
    Outcome::Met,
    Outcome::Missed,
    Outcome::NothingArose,
    Outcome::NotApplicable,
    Outcome::Awaiting,
    Outcome::Insufficient,
    Outcome::NeedsExplanation,
];

/// States of tasks in the order in which they are printed.
const STATES: [TaskOutcome; 9] = [
    TaskOutcome::DoneOnTime,
    TaskOutcome::Done,
    TaskOutcome::DoneLate,
    TaskOutcome::Regular,
    TaskOutcome::InProgress,
    TaskOutcome::NotStarted,
    TaskOutcome::Overdue,
    TaskOutcome::NotApplicable,
    TaskOutcome::Insufficient,
];

/// Numbers of the targets with `outcome`.
fn targets(view: &View<'_>, outcome: Outcome) -> Vec<String> {
    let schemes = view.schemes(SchemeKind::Targets);
    let rules = schemes.flat_map(|scheme| view.plan.rules_of(&scheme.id));
    rules
        .filter(|rule| view.finding(rule).map_or(Outcome::Insufficient, |finding| finding.outcome) == outcome)
        .map(|rule| rule.id.clone())
        .collect()
}

fn tasks(view: &View<'_>, state: TaskOutcome) -> Vec<String> {
    let findings = view.assessment.tasks.iter().filter(|finding| finding.outcome == state);
    findings.map(|finding| finding.task.clone()).collect()
}

/// A row for each outcome that some target had.
pub(super) fn outcomes(view: &View<'_>) -> Vec<Section> {
    let rows = OUTCOMES.iter().map(|&outcome| (outcome, targets(view, outcome)));
    let records = rows.filter(|(_, numbers)| !numbers.is_empty()).map(|(outcome, numbers)| {
        Record::default()
            .with(P::OutcomeLabel, Slot::text(outcome_word(outcome)).tinted(Tint::of(outcome)))
            .with(P::OutcomeCount, Slot::count(numbers.len()))
            .text(P::OutcomeRules, numbers.join("; "))
    });
    vec![Section::plain(records.collect())]
}

/// Colours of the chart's points, in the order of [`outcomes`].
pub(super) fn colors(view: &View<'_>) -> Vec<u32> {
    let present = OUTCOMES.iter().filter(|&&outcome| !targets(view, outcome).is_empty());
    present.map(|&outcome| Tint::of(outcome).strong()).collect()
}

/// A row for each state that some task is in.
pub(super) fn progress(view: &View<'_>) -> Vec<Section> {
    let rows = STATES.iter().map(|&state| (state, tasks(view, state)));
    let records = rows.filter(|(_, numbers)| !numbers.is_empty()).map(|(state, numbers)| {
        Record::default()
            .with(P::ProgressLabel, Slot::text(state_word(state)).tinted(Tint::of_task(state)))
            .with(P::ProgressCount, Slot::count(numbers.len()))
            .text(P::ProgressTasks, numbers.join("; "))
    });
    vec![Section::plain(records.collect())]
}

fn outcome_word(outcome: Outcome) -> String {
    word(&super::judged::outcome_key(outcome)).to_owned()
}

fn state_word(state: TaskOutcome) -> String {
    word(&format!("task.{}", state.word())).to_owned()
}

/// How many targets there are.
pub(super) fn target_count(view: &View<'_>) -> usize {
    view.schemes(SchemeKind::Targets).map(|scheme| view.plan.rules_of(&scheme.id).count()).sum()
}

/// The sentence on the targets.
pub(super) fn targets_summary(view: &View<'_>) -> String {
    let counts = OUTCOMES.iter().map(|&outcome| (outcome_word(outcome), targets(view, outcome).len()));
    said("sentence.targets", &[("total", &target_count(view).to_string()), ("counts", &listed(counts))])
}

/// The sentence on the tasks.
pub(super) fn tasks_summary(view: &View<'_>) -> String {
    let counts = STATES.iter().map(|&state| (state_word(state), tasks(view, state).len()));
    let total = view.assessment.tasks.len().to_string();
    said("sentence.tasks", &[("total", &total), ("counts", &listed(counts))])
}

/// `14 đạt; 3 chưa đạt`.
fn listed(counts: impl Iterator<Item = (String, usize)>) -> String {
    let words = counts
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} {}", word.to_lowercase()));
    words.collect::<Vec<_>>().join("; ")
}
