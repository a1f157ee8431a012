//! Annex II: a row for each task.

use super::note;
use super::palette::Tint;
use super::record::{Anchor, Record, Section, Slot};
use super::view::{View, said, word};
use crate::assess::{TaskFinding, TaskOutcome};
use crate::period::date_vi;
use crate::plan::TaskSpec;
use crate::report::template::Placeholder as P;

/// The tasks in the order of the plan.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let tasks = view.plan.tasks.iter().enumerate();
    vec![Section::plain(tasks.map(|(index, task)| record(view, task, index + 1)).collect())]
}

fn record(view: &View<'_>, task: &TaskSpec, ordinal: usize) -> Record {
    let cooperating: Vec<_> = task.cooperating.iter().map(|unit| view.unit(unit)).collect();
    let record = Record::default()
        .with(P::TaskOrdinal, Slot::count(ordinal))
        .text(P::TaskNumber, &*task.id)
        .text(P::TaskPlace, &*task.place)
        .text(P::TaskLabel, &*task.label)
        .text(P::TaskProduct, capitalised(&task.product))
        .text(P::TaskLead, view.unit(&task.lead))
        .text(P::TaskCooperating, cooperating.join(", "))
        .text(P::TaskDue, &*task.due);
    let Some(finding) = view.assessment.tasks.iter().find(|finding| finding.task == task.id) else {
        return record.with(P::TaskOutcome, Slot::text(word("task.insufficient")).tinted(Tint::Lacking));
    };
    let label = word(&format!("task.{}", finding.outcome.word())).to_owned();
    let outcome = Slot::text(label)
        .noted(&note::of_task(view, task, finding))
        .tinted(Tint::of_task(finding.outcome))
        .linked(Some(Anchor::Task(task.id.clone())));
    record
        .text(P::TaskResult, result(finding))
        .with(P::TaskOutcome, outcome)
        .text(P::TaskRemark, remark(view, finding))
}

fn result(finding: &TaskFinding) -> String {
    let product = finding.product.as_deref().unwrap_or_default();
    match finding.completed {
        Some(day) if product.is_empty() => said("task.completed", &[("date", &date_vi(day))]),
        Some(day) => format!("{product} ({})", said("task.completed", &[("date", &date_vi(day))])),
        None => product.to_owned(),
    }
}

fn remark(view: &View<'_>, finding: &TaskFinding) -> String {
    let note = finding.note.as_deref().unwrap_or_default().to_owned();
    match &finding.want {
        Some(want) if finding.outcome == TaskOutcome::Insufficient => {
            let wanted = said("task.unreported", &[("unit", view.unit(&want.unit))]);
            if note.is_empty() { wanted } else { format!("{note}. {wanted}") }
        }
        _ => note,
    }
}

/// With a capital first letter, as a cell of a table begins.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
