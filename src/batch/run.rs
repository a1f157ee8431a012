//! From a folder of submissions to everything that is written about it.

use chrono::NaiveDate;

use super::earlier::earlier;
use super::folders::Folders;
use super::output::{OutputFile, RESULTS, workbook};
use super::sources::Sources;
use crate::assess::{Assessment, assess};
use crate::diagnostic::{Code, Diagnostic, Lang, Level};
use crate::intake::{Expected, FormDescription, WorkbookReader, read_folder};
use crate::plan::Plan;
use crate::report::{Template, feedback, lay_out, results_json};
use crate::rulebook::Rulebook;
use crate::score::{Scorecard, score};

/// Everything that a run depends on: nothing else is read, neither the clock nor the environment.
pub struct Settings<'a> {
    /// Where everything is.
    pub folders: &'a Folders,
    /// Rules, form descriptions and layout.
    pub sources: &'a Sources,
    /// Day of the report.
    pub as_of: NaiveDate,
    /// Language of the messages in `results.json`. The report itself is Vietnamese.
    pub lang: Lang,
    /// How workbooks are read.
    pub reader: &'a dyn WorkbookReader,
    /// Told how many files have been read.
    pub progress: &'a dyn Fn(usize),
}

/// What came of a run.
pub struct Batch {
    /// The plan that was applied.
    pub plan: Plan,
    /// What is known of the period.
    pub assessment: Assessment,
    /// What it adds up to.
    pub scorecard: Scorecard,
    /// The files to write, the report first.
    pub files: Vec<OutputFile>,
}

impl Batch {
    /// Whether nothing is to be mended: no error and no query.
    pub fn is_clean(&self) -> bool {
        self.assessment.diagnostics.iter().all(|diagnostic| diagnostic.level() == Level::Notice)
    }
}

/// Runs one period. What goes wrong with single files, figures and rules is part of the result.
///
/// # Errors
/// What makes a report impossible: no usable plan or layout, no folder or files, a book that breaks Excel's limits.
pub fn run(settings: &Settings<'_>) -> Result<Batch, Vec<Diagnostic>> {
    let (template, mut problems) = Template::load(&settings.sources.template, "templates/report.xlsx");
    let judged = judge(settings);
    let (template, judged) = match (template, judged) {
        (Some(template), Ok(judged)) => (template, judged),
        (_, judged) => {
            problems.extend(judged.err().into_iter().flatten());
            return Err(problems);
        }
    };
    let Judged { rulebook, forms, mut assessment, scorecard } = judged;
    problems.append(&mut assessment.diagnostics);
    assessment.diagnostics = problems;
    let period = settings.folders.period;
    let plan = rulebook.plan();
    let book = lay_out(&template, plan, &forms, &assessment, &scorecard);
    let mut files = vec![workbook(&format!("Bao-cao-CCHC-{period}.xlsx"), &book)?];
    for unit in &plan.units {
        let book = feedback(plan, unit, &assessment);
        files.push(workbook(&format!("Phan-hoi-{}-{period}.xlsx", unit.code), &book)?);
    }
    let results = results_json(plan, &assessment, &scorecard, settings.lang);
    files.push(OutputFile { name: RESULTS.to_owned(), bytes: results.into_bytes() });
    Ok(Batch { plan: plan.clone(), assessment, scorecard, files })
}

/// What came of judging a period, before anything is laid out.
#[derive(Debug)]
pub struct Judged {
    /// The rules, which may be asked further questions.
    pub rulebook: Rulebook,
    /// Descriptions of forms.
    pub forms: Vec<FormDescription>,
    /// What is known of the period.
    pub assessment: Assessment,
    /// What it adds up to.
    pub scorecard: Scorecard,
}

/// Judges one period and lays out nothing: what questions about a period are answered from.
///
/// # Errors
/// What makes judging impossible: no usable plan, no folder or files, a period that the calendar does not have.
pub fn judge(settings: &Settings<'_>) -> Result<Judged, Vec<Diagnostic>> {
    let (forms, rulebook, mut diagnostics) = settings.sources.load();
    let Some(rulebook) = rulebook else { return Err(diagnostics) };
    let period = settings.folders.period;
    let Some(schedule) = rulebook.plan().schedule(period) else {
        diagnostics.push(Diagnostic::new(Code::PeriodUnknown).with("path", period));
        return Err(diagnostics);
    };
    let intake = match read_folder(
        &settings.folders.submissions,
        &Expected::new(rulebook.plan(), &forms, Some(&schedule)),
        settings.reader,
        settings.progress,
    ) {
        Ok(intake) => intake,
        Err(problem) => {
            diagnostics.push(problem);
            return Err(diagnostics);
        }
    };
    let plan = rulebook.plan();
    let (before, unread) = earlier(settings.folders, plan, &forms, &schedule, settings.reader);
    let mut assessment = assess(plan, &forms, intake, &before, schedule, settings.as_of, |figures| {
        rulebook.judge(figures, schedule.window.to)
    });
    diagnostics.extend(unread);
    diagnostics.append(&mut assessment.diagnostics);
    assessment.diagnostics = diagnostics;
    let scorecard = score(rulebook.plan(), &assessment.findings);
    Ok(Judged { rulebook, forms, assessment, scorecard })
}
