//! Earlier periods of a user's folder, to compare with: what was reported, or else what was sent.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::folders::{Folders, OUTPUT, SUBMISSIONS, below, periods};
use super::output::RESULTS;
use crate::address::Address;
use crate::assess::{EarlierPeriod, earlier_periods, join};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Figures;
use crate::intake::{Expectation, FormDescription, WorkbookReader, read_folder};
use crate::period::Schedule;
use crate::plan::Plan;
use crate::report::past_figures;

/// The largest `results.json` that is read. A year of a commune takes less than one MB.
const MOST_BYTES: u64 = 32 << 20;

/// What is known of the periods that the one of `schedule` is compared with. One that cannot be read costs only its
/// comparison (S18); of one that ended before the commune was founded nobody expects anything.
pub(super) fn earlier(
    folders: &Folders,
    plan: &Plan,
    forms: &[FormDescription],
    schedule: &Schedule,
    reader: &dyn WorkbookReader,
) -> (Vec<EarlierPeriod>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut diagnostics = Vec::new();
    for schedule in earlier_periods(plan, schedule) {
        let reported = reported(folders, &schedule);
        let figures = match &reported {
            Some(Ok(figures)) => Some(figures.clone()),
            _ => sent(folders, plan, forms, &schedule, reader),
        };
        match figures {
            Some(mut figures) => {
                within(&mut figures, &schedule.period.to_string());
                found.push(EarlierPeriod { schedule, figures });
            }
            None if reported.is_some() => diagnostics.push(unread(&schedule, "earlier.results")),
            None if schedule.window.to >= plan.commune.founded => {
                diagnostics.push(unread(&schedule, "earlier.absent"));
            }
            None => {}
        }
    }
    (found, diagnostics)
}

/// What the report of a period said; `None` where there is none, an error where it cannot be read.
fn reported(folders: &Folders, schedule: &Schedule) -> Option<Result<Figures, ()>> {
    let path = results(folders, schedule);
    let size = fs::metadata(&path).ok()?.len();
    let text = (size <= MOST_BYTES).then(|| fs::read_to_string(&path).ok()).flatten();
    Some(text.and_then(|text| past_figures(&text, schedule.period)).ok_or(()))
}

fn results(folders: &Folders, schedule: &Schedule) -> PathBuf {
    below(&folders.home, OUTPUT.as_ref()).join(schedule.period.to_string()).join(RESULTS)
}

/// What was sent for a period, `None` where nothing of it can be used; what is wrong with those files was told when they were due.
fn sent(
    folders: &Folders,
    plan: &Plan,
    forms: &[FormDescription],
    schedule: &Schedule,
    reader: &dyn WorkbookReader,
) -> Option<Figures> {
    let all = below(&folders.home, SUBMISSIONS.as_ref());
    let (folder, _) = periods(&all).ok()?.into_iter().find(|(_, period)| *period == schedule.period)?;
    let expectation = Expectation::new(plan, forms, Some(schedule));
    let intake = read_folder(&folder, &expectation, reader, &|_| {}).ok()?;
    (!intake.submissions.is_empty()).then(|| join(plan, forms, &intake, schedule, schedule.due).figures)
}

/// Names the files of `figures` by their folder too.
fn within(figures: &mut Figures, folder: &str) {
    for figure in figures.single.values_mut() {
        for origin in &mut figure.origins {
            let Address { file, .. } = &mut origin.address;
            *file = Arc::from(format!("{folder}/{file}"));
        }
    }
}

fn unread(schedule: &Schedule, reason: &str) -> Diagnostic {
    let period = schedule.period;
    let places = [OUTPUT, SUBMISSIONS].map(|folder| format!("{folder}/{period}"));
    Diagnostic::new(Code::EarlierUnread)
        .with("period", period.name_vi())
        .with_label("reason", reason, "")
        .with("path", places.join(", "))
}
