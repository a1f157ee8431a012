//! Which of several sendings of one form counts.

use std::collections::BTreeSet;

use super::submission::{FileStatus, Intake, Submission};
use crate::diagnostic::{Code, Diagnostic, Level, Place};
use crate::figure::{Figure, FigureId};
use crate::plan::Plan;

/// Most differences that are listed.
const MOST_LISTED: usize = 10;

/// Of a unit's sendings of one form, keeps those with the highest number and lists what changed; what was wrong with the
/// others is nobody's to mend any more. Sendings with one number all stay, so that their differences become conflicts.
pub(super) fn settle(intake: &mut Intake, plan: &Plan) {
    let submissions = std::mem::take(&mut intake.submissions);
    let (kept, replaced): (Vec<Submission>, Vec<Submission>) = {
        let latest = |one: &Submission| {
            submissions.iter().all(|other| !is_same_form(one, other) || other.sending <= one.sending)
        };
        let keep: Vec<bool> = submissions.iter().map(latest).collect();
        let mut parts = (Vec::new(), Vec::new());
        for (submission, keep) in submissions.into_iter().zip(keep) {
            if keep { parts.0.push(submission) } else { parts.1.push(submission) }
        }
        parts
    };
    for old in &replaced {
        let Some(new) = kept.iter().find(|new| is_same_form(new, old)) else { continue };
        let differences = differences(old, new, plan);
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

/// `Số hồ sơ: 12 → 15; …`
fn differences(old: &Submission, new: &Submission, plan: &Plan) -> String {
    let label = |id: &FigureId| plan.figures.get(id).map_or(id.to_string(), |spec| spec.label.to_string());
    let changed = |one: Option<&Figure>, other: Option<&Figure>| {
        one.map(|figure| (figure.state, &figure.value)) != other.map(|figure| (figure.state, &figure.value))
    };
    let mut ids: Vec<&FigureId> = old.figures.single.keys().collect();
    ids.extend(new.figures.single.keys().filter(|id| !old.figures.single.contains_key(*id)));
    let mut lines: Vec<String> = ids
        .into_iter()
        .filter(|id| changed(old.figures.single.get(*id), new.figures.single.get(*id)))
        .map(|id| {
            let before = shown(old.figures.single.get(id));
            format!("{}: {before} → {}", label(id), shown(new.figures.single.get(id)))
        })
        .collect();
    for (id, table) in &new.figures.tables {
        let rows = table.records.len();
        let before = old.figures.tables.get(id).map(|table| table.records.len());
        if before.is_some_and(|before| before != rows) {
            lines.push(format!("{}: {} → {rows}", label(id), before.unwrap_or_default()));
        }
    }
    for task in &new.tasks {
        let before = old.tasks.iter().find(|other| other.task == task.task);
        let status = |raw: Option<&super::TaskReport>| raw.and_then(|report| report.status.clone());
        if before.is_some() && status(before) != task.status {
            let raw = |report: Option<&super::TaskReport>| {
                report.and_then(|report| report.origins.first()).map_or("", |origin| &*origin.raw).to_owned()
            };
            lines.push(format!("{}: {} → {}", task.task, raw(before), raw(Some(task))));
        }
    }
    if lines.len() > MOST_LISTED {
        lines.truncate(MOST_LISTED);
        lines.push("…".to_owned());
    }
    lines.join("; ")
}

/// A figure as typed.
fn shown(figure: Option<&Figure>) -> String {
    let origin = figure.and_then(|figure| figure.origins.first());
    let raw = origin.map(|origin| origin.raw.to_string()).unwrap_or_default();
    if raw.is_empty() { "…".to_owned() } else { raw }
}
