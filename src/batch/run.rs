//! From a folder of submissions to everything that is written about it.

use chrono::NaiveDate;

use super::folders::Folders;
use super::output::OutputFile;
use super::sources::Sources;
use crate::assess::{Assessment, assess};
use crate::diagnostic::{Code, Diagnostic, Lang, Level, Place};
use crate::intake::{WorkbookReader, load_forms, read_folder};
use crate::plan::Plan;
use crate::report::book::Book;
use crate::report::{Template, blank_form, feedback, lay_out, results_json, write_book};
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
    let (forms, mut diagnostics) = load_forms(&settings.sources.forms);
    let (rulebook, problems) = Rulebook::load(&settings.sources.rules, &forms);
    diagnostics.extend(problems);
    let (template, problems) = Template::load(&settings.sources.template, "templates/report.xlsx");
    diagnostics.extend(problems);
    let (Some(rulebook), Some(template)) = (rulebook, template) else { return Err(diagnostics) };
    let period = settings.folders.period;
    let Some(schedule) = rulebook.plan().schedule(period) else {
        diagnostics.push(Diagnostic::new(Code::PeriodUnknown).with("path", period));
        return Err(diagnostics);
    };
    let intake = match read_folder(
        &settings.folders.submissions,
        rulebook.plan(),
        &forms,
        &schedule,
        settings.reader,
        settings.progress,
    ) {
        Ok(intake) => intake,
        Err(problem) => {
            diagnostics.push(problem);
            return Err(diagnostics);
        }
    };
    let mut assessment = assess(&rulebook, &forms, intake, schedule, settings.as_of);
    diagnostics.append(&mut assessment.diagnostics);
    assessment.diagnostics = diagnostics;
    let plan = rulebook.plan();
    let scorecard = score(plan, &assessment.findings);
    let book = lay_out(&template, plan, &forms, &assessment, &scorecard);
    let mut files = vec![workbook(&format!("Bao-cao-CCHC-{period}.xlsx"), &book)?];
    for unit in &plan.units {
        let book = feedback(plan, unit, &assessment);
        files.push(workbook(&format!("Phan-hoi-{}-{period}.xlsx", unit.code), &book)?);
    }
    let results = results_json(plan, &assessment, &scorecard, settings.lang);
    files.push(OutputFile { name: "results.json".to_owned(), bytes: results.into_bytes() });
    Ok(Batch { plan: plan.clone(), assessment, scorecard, files })
}

/// The blank forms of `plan` for `period`, one a unit that has anything to report, or only that of `unit`.
///
/// # Errors
/// S02 where there is no such unit, O04 where the calendar has no such report, O02 where a book breaks Excel's limits.
pub fn blank_forms(
    plan: &Plan,
    period: crate::period::Period,
    unit: Option<&str>,
) -> Result<Vec<OutputFile>, Vec<Diagnostic>> {
    let schedule = plan
        .schedule(period)
        .ok_or_else(|| vec![Diagnostic::new(Code::PeriodUnknown).with("path", period)])?;
    let units: Vec<_> =
        plan.units.iter().filter(|other| unit.is_none_or(|unit| other.code.eq_ignore_ascii_case(unit))).collect();
    if let (Some(unit), true) = (unit, units.is_empty()) {
        let known: Vec<&str> = plan.units.iter().map(|unit| &*unit.code).collect();
        let unknown = Diagnostic::new(Code::UnitUnknown).with("found", unit).with("known", known.join(", "));
        return Err(vec![unknown]);
    }
    units
        .into_iter()
        .filter(|unit| {
            plan.own_form_figures(&unit.code).next().is_some() || plan.tasks_of(&unit.code).next().is_some()
        })
        .map(|unit| workbook(&format!("Phieu-{}-{period}.xlsx", unit.code), &blank_form(plan, unit, &schedule)))
        .collect()
}

fn workbook(name: &str, book: &Book) -> Result<OutputFile, Vec<Diagnostic>> {
    match write_book(book) {
        Ok(bytes) => Ok(OutputFile { name: name.to_owned(), bytes }),
        Err(error) => Err(vec![
            Diagnostic::new(Code::OutputUnwritable).at(Place::file(name)).with("path", name).with("reason", error),
        ]),
    }
}
