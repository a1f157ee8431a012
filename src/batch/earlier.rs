//! Earlier periods of a user's folder, to compare with: what was reported, or else what was sent.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::folders::{Folders, OUTPUT, SUBMISSIONS, below, periods};
use super::output::RESULTS;
use crate::address::Address;
use crate::assess::{EarlierPeriod, earlier_periods, join};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::Figures;
use crate::intake::{Expectation, FormDescription, WorkbookReader, fingerprint, read_folder};
use crate::period::Schedule;
use crate::plan::Plan;
use crate::report::{PastFault, PastReport, past_report};

/// The largest `results.json` that is read. A year of a commune takes less than one MB.
const MOST_BYTES: u64 = 32 << 20;

/// What is known of the periods that the one of `schedule` is compared with. What cannot be read costs only its
/// comparison (S18); of one that ended before the commune was founded nobody expects anything. Files that have changed
/// since their report was made are named (S24).
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
        let reported = reported(folders, plan, &schedule);
        let figures = match &reported {
            Some(Ok(report)) => {
                diagnostics.extend(changed(folders, &schedule, &report.files));
                Some(report.figures.clone())
            }
            _ => sent(folders, plan, forms, &schedule, reader),
        };
        if let Some(Err(fault)) = &reported {
            let instead = if figures.is_some() { "earlier.instead" } else { "earlier.not_instead" };
            let (reason, text) = match fault {
                PastFault::Unreadable => ("earlier.results", ""),
                PastFault::Version(version) => ("earlier.version", version.as_str()),
                PastFault::Commune(commune) => ("earlier.commune", commune.as_str()),
            };
            let told = unread(&schedule).with_labels("reason", &[(reason, text), (instead, "")]);
            diagnostics.push(told);
        }
        match figures {
            Some(mut figures) => {
                within(&mut figures, &schedule.period.to_string());
                found.push(EarlierPeriod { schedule, figures, places: places(&schedule) });
            }
            None if reported.is_none() && schedule.window.to >= plan.commune.founded => {
                diagnostics.push(unread(&schedule).with_label("reason", "earlier.absent", ""));
            }
            None => {}
        }
    }
    (found, diagnostics)
}

/// What the report of a period said; `None` where there is none, an error where it is of no use.
fn reported(folders: &Folders, plan: &Plan, schedule: &Schedule) -> Option<Result<PastReport, PastFault>> {
    let path = results(folders, schedule);
    let size = fs::metadata(&path).ok()?.len();
    let text = (size <= MOST_BYTES).then(|| fs::read_to_string(&path).ok()).flatten();
    let report = text.ok_or(PastFault::Unreadable);
    Some(report.and_then(|text| past_report(&text, schedule.period, &plan.commune.code)))
}

/// S24 for those of `files` that lie in the folder of their period with other bytes than when its report was made. One
/// that is no longer there, or that came in an archive, tells nothing.
fn changed(folders: &Folders, schedule: &Schedule, files: &[(String, String)]) -> Option<Diagnostic> {
    let folder = submissions(folders, schedule)?;
    let is_within =
        |name: &str| Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let names: Vec<&str> = files
        .iter()
        .filter(|(name, _)| is_within(name))
        .filter(|(name, before)| fingerprint(&folder.join(name)).is_ok_and(|(_, now)| now != *before))
        .map(|(name, _)| name.as_str())
        .collect();
    let first = names.first()?;
    let period = schedule.period;
    let told = Diagnostic::new(Code::EarlierFileChanged)
        .at(Place::file(format!("{period}/{first}")))
        .with_argument("period", period.argument())
        .with("files", names.join(", "))
        .with("folder", format!("{SUBMISSIONS}/{period}"));
    Some(told)
}

/// The folder of the submissions of a period.
fn submissions(folders: &Folders, schedule: &Schedule) -> Option<PathBuf> {
    let all = below(&folders.home, SUBMISSIONS.as_ref());
    periods(&all).ok()?.into_iter().find(|(_, period)| *period == schedule.period).map(|(folder, _)| folder)
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
    let folder = submissions(folders, schedule)?;
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

/// The folders in which a period may be looked up, for people.
fn places(schedule: &Schedule) -> String {
    [OUTPUT, SUBMISSIONS].map(|folder| format!("{folder}/{}", schedule.period)).join(", ")
}

/// S18, yet without its reason.
fn unread(schedule: &Schedule) -> Diagnostic {
    Diagnostic::new(Code::EarlierUnread)
        .with_argument("period", schedule.period.argument())
        .with("path", places(schedule))
}
