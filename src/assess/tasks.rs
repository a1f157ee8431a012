//! How each task of the plan stands at the end of the data window.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use super::{TaskFinding, TaskOutcome};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Figure, Figures, Origin, Value, Want};
use crate::intake::{Intake, TaskReport};
use crate::period::{Schedule, date_vi};
use crate::plan::{Due, OWN_FORM, Plan, TASKS_DONE, TASKS_DUE, TaskSpec};

/// Judges every task by what the unit that leads it says, and counts those that are due and done into `figures`.
pub(super) fn judge(
    plan: &Plan,
    intake: &Intake,
    schedule: &Schedule,
    figures: &mut Figures,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TaskFinding> {
    let findings: Vec<TaskFinding> =
        plan.tasks.iter().map(|task| finding(task, intake, schedule, diagnostics)).collect();
    let due: Vec<&TaskFinding> = plan
        .tasks
        .iter()
        .zip(&findings)
        .filter(|(task, _)| task.is_due_in(schedule))
        .map(|(_, finding)| finding)
        .filter(|finding| finding.outcome != TaskOutcome::NotApplicable)
        .collect();
    // Regular work that has gone on all year is what its plan asks for.
    let is_done = |finding: &&&TaskFinding| {
        let done = [TaskOutcome::DoneOnTime, TaskOutcome::DoneLate, TaskOutcome::Done, TaskOutcome::Regular];
        done.contains(&finding.outcome)
    };
    let done: Vec<&TaskFinding> = due.iter().filter(is_done).copied().collect();
    for (id, counted) in [(TASKS_DUE, &due), (TASKS_DONE, &done)] {
        figures.single.insert(id.into(), count(&due, counted));
    }
    findings
}

/// How many tasks are `counted`; missing while the state of any that is due is unknown.
fn count(due: &[&TaskFinding], counted: &[&TaskFinding]) -> Figure {
    let mut figure = Figure::known(Value::Number(counted.len().into()));
    figure.origins = counted.iter().filter_map(|finding| finding.origins.first().cloned()).collect();
    let mut wants = due.iter().filter_map(|finding| finding.want.clone());
    if let Some(first) = wants.next() {
        let mut missing = Figure::missing(first);
        missing.wants.extend(wants);
        missing.origins = due
            .iter()
            .filter(|finding| finding.want.is_none())
            .filter_map(|finding| finding.origins.first().cloned())
            .collect();
        return missing;
    }
    figure.value = figure.value.or(Some(Value::Number(Decimal::ZERO)));
    figure
}

fn finding(
    task: &TaskSpec,
    intake: &Intake,
    schedule: &Schedule,
    diagnostics: &mut Vec<Diagnostic>,
) -> TaskFinding {
    let reports: Vec<&TaskReport> = intake
        .submissions
        .iter()
        .filter(|submission| submission.unit == task.lead)
        .flat_map(|submission| &submission.tasks)
        .filter(|report| *report.task == *task.id)
        .collect();
    let stated: Vec<&TaskReport> = reports.iter().copied().filter(|report| report.status.is_some()).collect();
    let report = stated.first().or(reports.first()).copied();
    let contradictory = stated.windows(2).any(|pair| match pair {
        [one, other] => (&one.status, one.completed) != (&other.status, other.completed),
        _ => false,
    });
    let origins: Vec<Origin> = reports.iter().flat_map(|report| report.origins.iter().cloned()).collect();
    let mut doubt = |reason: &str, text: &str| {
        let place = origins.first().map(|origin| Place::from(&origin.address)).unwrap_or_default();
        let diagnostic = Diagnostic::new(Code::TaskDateDoubtful)
            .at(place)
            .with("task", &task.id)
            .with_label("reason", reason, text);
        diagnostics.push(diagnostic);
    };
    let outcome = match report.and_then(|report| Some((report, report.status.as_deref()?))) {
        Some(_) if contradictory => {
            // What two sendings say differently is asked about once for all their rows.
            if !in_several_files(&stated) {
                doubt("task_doubt.repeated", "");
            }
            TaskOutcome::Insufficient
        }
        Some((report, status)) => {
            let due = Due::parse(&task.due);
            let outcome_on =
                |day, doubt: &mut dyn FnMut(&str, &str)| outcome(&due, status, day, schedule, doubt);
            let read = outcome_on(report.completed, &mut doubt);
            match report.completed_or {
                Some(other) => common(read, outcome_on(Some(other), &mut |_, _| {})),
                None => read,
            }
        }
        None => TaskOutcome::Insufficient,
    };
    let is_blank = report.is_none_or(|report| report.status.is_none());
    let want = (outcome == TaskOutcome::Insufficient).then(|| Want {
        figure: task.id.as_str().into(),
        label: task.label.as_str().into(),
        unit: task.lead.clone(),
        form: OWN_FORM.into(),
        address: origins.first().filter(|_| is_blank).map(|origin| origin.address.clone()),
        unreadable: false,
    });
    TaskFinding {
        task: task.id.clone(),
        outcome,
        completed: report.and_then(|report| report.completed),
        product: report.and_then(|report| report.product.as_deref()).map(Into::into),
        note: report.and_then(|report| report.note.as_deref()).map(Into::into),
        origins,
        want,
    }
}

/// What is certain of a task whose day may be either of two; the reader of its cell has asked which.
fn common(one: TaskOutcome, other: TaskOutcome) -> TaskOutcome {
    let is_done =
        |outcome| matches!(outcome, TaskOutcome::DoneOnTime | TaskOutcome::DoneLate | TaskOutcome::Done);
    if one == other {
        one
    } else if is_done(one) && is_done(other) {
        TaskOutcome::Done
    } else {
        TaskOutcome::Insufficient
    }
}

fn in_several_files(reports: &[&TaskReport]) -> bool {
    let mut files = reports.iter().filter_map(|report| Some(&report.origins.first()?.address.file));
    files.next().is_some_and(|first| files.any(|other| other != first))
}

fn outcome(
    due: &Due,
    status: &str,
    completed: Option<NaiveDate>,
    schedule: &Schedule,
    doubt: &mut dyn FnMut(&str, &str),
) -> TaskOutcome {
    let window = schedule.window;
    let deadline = match due {
        Due::By(day) => Some(*day),
        Due::Regular | Due::Elsewhere => None,
    };
    let overdue = deadline.is_some_and(|day| day <= window.to);
    let done = status == "da_hoan_thanh";
    if let Some(day) = completed {
        let long_before = window.from.checked_sub_months(Months::new(12)).is_some_and(|limit| day < limit);
        if !done {
            doubt("task_doubt.not_done", &date_vi(day));
        } else if day > window.to {
            doubt("task_doubt.after_window", &date_vi(day));
        } else if long_before {
            doubt("task_doubt.long_before", &date_vi(day));
        }
    }
    match status {
        // What was completed later was not yet done when the window ended.
        "da_hoan_thanh" if completed.is_some_and(|day| day > window.to) => {
            if overdue {
                TaskOutcome::Overdue
            } else {
                TaskOutcome::InProgress
            }
        }
        "da_hoan_thanh" => match (deadline, completed) {
            (Some(deadline), Some(day)) if day <= deadline => TaskOutcome::DoneOnTime,
            (Some(_), Some(_)) => TaskOutcome::DoneLate,
            (Some(_), None) => {
                doubt("task_doubt.no_date", "");
                TaskOutcome::Done
            }
            (None, _) => TaskOutcome::Done,
        },
        "khong_ap_dung" => TaskOutcome::NotApplicable,
        _ if overdue => TaskOutcome::Overdue,
        "dang_thuc_hien" if *due == Due::Regular => TaskOutcome::Regular,
        "dang_thuc_hien" => TaskOutcome::InProgress,
        _ => TaskOutcome::NotStarted,
    }
}
