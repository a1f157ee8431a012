//! Which of several sendings of one form counts.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::expectation::Expectation;
use super::form::form_title;
use super::sending_difference::{Difference, differences, is_same};
use super::submission::{FileStatus, Intake, Submission};
use crate::diagnostic::{Code, Diagnostic, Level, Place};
use crate::figure::UnitCode;
use crate::period::date_vi;

/// Most differences that are listed.
const MOST_LISTED: usize = 10;
/// Sendings before it that one is compared with, so that hundreds in one folder do not each ask about all others.
const MOST_COMPARED: usize = 8;

/// Of a unit's sendings of one form, keeps those with the highest number and lists what changed; what was wrong with the
/// others is nobody's to mend any more. Sendings of which none is surely the later all stay, so that their differences
/// become conflicts, and are asked about; of those that say the same in every word that is told.
pub(super) fn settle(intake: &mut Intake, facts: &Expectation) {
    replace(intake, facts);
    // Of sendings that say the same, the first speaks for all.
    let mut speaking: HashMap<(&UnitCode, &str), Vec<&Submission>> = HashMap::new();
    for new in &intake.submissions {
        let title = form_title(&facts.forms, &new.form);
        let before = speaking.entry((&new.unit, &new.form)).or_default();
        let others = || before.iter().rev().take(MOST_COMPARED).rev().filter(|old| old.file != new.file);
        if let Some(old) = others().find(|old| is_twin(old, new)) {
            intake.diagnostics.push(equal(old, new, title));
            continue;
        }
        intake.diagnostics.extend(others().rev().find_map(|old| unclear(old, new, facts, title)));
        before.push(new);
    }
}

/// The highest number that a unit's sendings of one form surely bear, and the last day that one of those was made.
#[derive(Default)]
struct Newest {
    sending: u32,
    date: Option<NaiveDate>,
}

fn newest(submissions: &[Submission]) -> HashMap<(UnitCode, Arc<str>), Newest> {
    let mut newest: HashMap<_, Newest> = HashMap::new();
    for one in submissions.iter().filter(|one| one.sending_known) {
        let known = newest.entry((one.unit.clone(), one.form.clone())).or_default();
        if one.sending > known.sending {
            *known = Newest { sending: one.sending, date: one.date };
        } else if one.sending == known.sending {
            known.date = known.date.max(one.date);
        }
    }
    newest
}

impl Newest {
    /// Whether it surely came later: by its number, unless it was made on an earlier day.
    fn replaces(&self, old: &Submission) -> bool {
        let is_earlier = self.date.zip(old.date).is_some_and(|(own, old)| own < old);
        old.sending_known && self.sending > old.sending && !is_earlier
    }
}

/// Whether `new` bears a higher number than `old`, both surely.
fn is_later(new: &Submission, old: &Submission) -> bool {
    is_same_form(new, old) && new.sending_known && old.sending_known && new.sending > old.sending
}

fn replace(intake: &mut Intake, facts: &Expectation) {
    let submissions = std::mem::take(&mut intake.submissions);
    let (kept, replaced): (Vec<Submission>, Vec<Submission>) = {
        let newest = newest(&submissions);
        let latest = |one: &Submission| {
            let newest = newest.get(&(one.unit.clone(), one.form.clone()));
            !newest.is_some_and(|newest| newest.replaces(one))
        };
        let keep: Vec<bool> = submissions.iter().map(latest).collect();
        let mut parts = (Vec::new(), Vec::new());
        for (submission, keep) in submissions.into_iter().zip(keep) {
            if keep { parts.0.push(submission) } else { parts.1.push(submission) }
        }
        parts
    };
    for old in &replaced {
        let Some(new) = kept.iter().find(|new| is_later(new, old)) else { continue };
        let differences = listed(differences(old, new, facts), " → ");
        let dropped = forget(old, &kept, &mut intake.diagnostics);
        let diagnostic = Diagnostic::new(Code::SubmissionSuperseded)
            .at(Place::file(new.file.clone()))
            .with("newer", new.sending)
            .with("older", old.sending)
            .with("other", &old.file);
        let diagnostic = match dropped {
            0 => diagnostic.with("dropped", ""),
            count => diagnostic.with_label("dropped", "superseded.dropped", &count.to_string()),
        };
        intake.diagnostics.push(if differences.is_empty() {
            diagnostic.with("differences", "")
        } else {
            diagnostic.with_label("differences", "superseded.differences", &differences)
        });
        if kept.iter().all(|submission| submission.file != old.file)
            && let Some(entry) = intake.files.iter_mut().find(|entry| entry.name == old.file)
        {
            entry.status = FileStatus::Superseded;
            entry.reason = Some(Code::SubmissionSuperseded);
            entry.replaced_by = Some(new.file.clone());
        }
    }
    intake.submissions = kept;
}

fn is_twin(old: &Submission, new: &Submission) -> bool {
    old.sending == new.sending && old.sending_known && new.sending_known && is_same(old, new)
}

/// Both count, which is to say once: equal reports of a figure are one.
fn equal(old: &Submission, new: &Submission, form: &str) -> Diagnostic {
    Diagnostic::new(Code::FileDuplicate)
        .at(Place::file(new.file.clone()))
        .with_label("what", "duplicate.figures", form)
        .with("other", &old.file)
}

/// What must be asked of two sendings of which neither is surely the later, where they contradict each other. The days
/// that they bear are told, and decide nothing.
fn unclear(old: &Submission, new: &Submission, facts: &Expectation, form: &str) -> Option<Diagnostic> {
    let mut differing = differences(old, new, facts);
    differing.retain(|difference| difference.contradictory);
    if differing.is_empty() {
        return None;
    }
    let asked = Diagnostic::new(Code::SendingUnclear)
        .at(Place::file(new.file.clone()))
        .with("other", &old.file)
        .with("unit", facts.unit_name(&new.unit))
        .with("form", form)
        .with("next", old.sending.max(new.sending) + 1)
        .with("differences", listed(differing, " ≠ "));
    let asked = if old.sending_known && new.sending_known && old.sending == new.sending {
        asked.with_label("sending", "sending.same", &new.sending.to_string())
    } else {
        asked.with_label("sending", "sending.unclear", "")
    };
    let asked = match (old.date, new.date) {
        (Some(before), Some(after)) if before != after => {
            let days = format!("{} {}; {} {}", old.file, date_vi(before), new.file, date_vi(after));
            asked.with_label("dates", "sending.dates", &days)
        }
        _ => asked.with("dates", ""),
    };
    let places: Vec<(&str, String)> = [old, new].map(sending_place).into();
    let places: Vec<(&str, &str)> = places.iter().map(|(key, text)| (*key, text.as_str())).collect();
    Some(asked.with_labels("cells", &places))
}

/// Where a sending says its number, or should.
fn sending_place(submission: &Submission) -> (&'static str, String) {
    match &submission.sending_cell {
        Some(cell) => ("sending.cell", cell.to_string()),
        None => {
            let sheet = submission.sheets().next().unwrap_or_default();
            ("sending.no_cell", format!("{} | {sheet}", submission.file))
        }
    }
}

/// Takes out what is told of a replaced submission: everything of its file, or of its own sheets where a submission of
/// `kept` came in the same file. Says how many errors and queries that were.
fn forget(old: &Submission, kept: &[Submission], diagnostics: &mut Vec<Diagnostic>) -> usize {
    let beside: BTreeSet<&str> =
        kept.iter().filter(|other| other.file == old.file).flat_map(Submission::sheets).collect();
    let own: BTreeSet<&str> = old.sheets().collect();
    let alone = kept.iter().all(|other| other.file != old.file);
    let is_old = |told: &Diagnostic| {
        told.place.file.as_deref() == Some(&*old.file)
            && (alone || told.place.sheet.as_deref().is_some_and(|s| own.contains(s) && !beside.contains(s)))
    };
    let mended = |told: &&Diagnostic| is_old(told) && told.level() != Level::Notice;
    let count = diagnostics.iter().filter(mended).count();
    diagnostics.retain(|told| !is_old(told));
    count
}

fn is_same_form(one: &Submission, other: &Submission) -> bool {
    one.unit == other.unit && one.form == other.form
}

/// `Số hồ sơ: 12 → 15; …`, the first of them.
fn listed(differences: Vec<Difference>, between: &str) -> String {
    let count = differences.len();
    let shown = |found: Difference| format!("{}: {}{between}{}", found.label, found.before, found.after);
    let mut lines: Vec<String> = differences.into_iter().take(MOST_LISTED).map(shown).collect();
    if count > MOST_LISTED {
        lines.push(format!("… ({count})"));
    }
    lines.join("; ")
}
