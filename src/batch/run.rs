//! From a folder of submissions to everything that is written about it.

use chrono::NaiveDate;

use super::earlier::earlier;
use super::folders::Folders;
use super::output::{OutputFile, RESULTS, workbook};
use super::sources::Sources;
use super::validity;
use crate::assess::{Assessment, assess};
use crate::diagnostic::{Diagnostic, Lang, Level};
use crate::intake::{Expectation, FormDescription, Intake, WorkbookReader, read_folder_for};
use crate::period::{Period, Schedule};
use crate::plan::{Plan, Rule};
use crate::report::{Template, feedback, lay_out, results_json};
use crate::rulebook::{Finding, Rulebook};
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
    let Judged { plan, forms, mut assessment, scorecard, .. } = judged;
    problems.append(&mut assessment.diagnostics);
    assessment.diagnostics = problems;
    let period = settings.folders.period;
    let book = lay_out(&template, &plan, &forms, &assessment, &scorecard);
    let mut files = vec![workbook(&format!("Bao-cao-CCHC-{period}.xlsx"), &book)?];
    for unit in &plan.units {
        let book = feedback(&plan, unit, &assessment);
        files.push(workbook(&format!("Phan-hoi-{}-{period}.xlsx", unit.code), &book)?);
    }
    let results = results_json(&plan, &assessment, &scorecard, settings.lang);
    files.push(OutputFile { name: RESULTS.to_owned(), bytes: results.into_bytes() });
    Ok(Batch { plan, assessment, scorecard, files })
}

/// What came of judging a period, before anything is laid out.
#[derive(Debug)]
pub struct Judged {
    /// The rules, which may be asked further questions.
    pub rulebook: Rulebook,
    /// The plan as it is reported: with the rules that must be there and cannot be used.
    pub plan: Plan,
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
    let judged = judge_by(settings, &[settings.sources], None)?;
    judged.into_iter().next().ok_or_else(Vec::new)
}

/// The same by each of several `sources`, those of the settings aside: the submissions are read once, and judged by each;
/// by the law of the day `law_of` instead of that at the end of the data window, where one is given.
///
/// # Errors
/// As [`judge`].
pub fn judge_by(
    settings: &Settings<'_>,
    sources: &[&Sources],
    law_of: Option<NaiveDate>,
) -> Result<Vec<Judged>, Vec<Diagnostic>> {
    let period = settings.folders.period;
    let mut judges = Vec::new();
    let mut problems = Vec::new();
    for sources in sources {
        match Judge::new(sources, period, law_of) {
            Ok(judge) => judges.push(judge),
            Err(told) => problems.extend(told),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let expectations: Vec<Expectation> = judges.iter().map(Judge::expectation).collect();
    let intakes =
        read_folder_for(&settings.folders.submissions, &expectations, settings.reader, settings.progress);
    match intakes {
        Ok(intakes) => {
            let judged = judges.into_iter().zip(intakes);
            Ok(judged.map(|(judge, intake)| judge.judged(intake, settings, law_of)).collect())
        }
        Err(problems) => {
            Err(judges.into_iter().flat_map(|judge| judge.diagnostics).chain(problems).collect())
        }
    }
}

/// Rules that are ready to judge a period.
struct Judge {
    rulebook: Rulebook,
    forms: Vec<FormDescription>,
    schedule: Schedule,
    /// What was told while the rules were loaded.
    diagnostics: Vec<Diagnostic>,
}

impl Judge {
    fn new(sources: &Sources, period: Period, law_of: Option<NaiveDate>) -> Result<Self, Vec<Diagnostic>> {
        let (forms, rulebook, mut diagnostics) = sources.load();
        let Some(rulebook) = rulebook else { return Err(diagnostics) };
        match validity::schedule(&rulebook, period, law_of) {
            Ok(schedule) => Ok(Self { rulebook, forms, schedule, diagnostics }),
            Err(problem) => {
                diagnostics.push(problem);
                Err(diagnostics)
            }
        }
    }

    fn expectation(&self) -> Expectation {
        Expectation::new(self.rulebook.plan(), &self.forms, Some(&self.schedule))
    }

    fn judged(self, intake: Intake, settings: &Settings<'_>, law_of: Option<NaiveDate>) -> Judged {
        let Self { rulebook, forms, schedule, mut diagnostics } = self;
        let plan = rulebook.plan();
        let (before, unread) = earlier(settings.folders, plan, &forms, &schedule, settings.reader);
        let mut assessment = assess(plan, &forms, intake, &before, schedule, settings.as_of, |figures| {
            rulebook.judge(figures, law_of.unwrap_or(schedule.window.to))
        });
        diagnostics.extend(unread);
        diagnostics.append(&mut assessment.diagnostics);
        assessment.diagnostics = diagnostics;
        let plan = rulebook.reported_plan();
        let mut known = std::mem::take(&mut assessment.findings).into_iter().peekable();
        let judged = |rule: &Rule| match known.peek() {
            Some(finding) if finding.scheme == rule.scheme && finding.rule == rule.id => known.next(),
            _ => None,
        };
        let findings = plan.rules.iter().map(judged).zip(&plan.rules);
        assessment.findings =
            findings.map(|(finding, rule)| finding.unwrap_or_else(|| Finding::unjudged(rule))).collect();
        let scorecard = score(&plan, &assessment.findings);
        Judged { rulebook, plan, forms, assessment, scorecard }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::path::PathBuf;

    use super::*;
    use crate::intake::{FileReading, FileToRead, InProcess, Purpose};
    use crate::period::PeriodKind;

    /// Reads in this process, and counts.
    #[derive(Default)]
    struct Counting(RefCell<Vec<String>>);

    impl WorkbookReader for Counting {
        fn read_each(&self, files: &[FileToRead], purpose: &Purpose, take: &mut dyn FnMut(FileReading)) {
            self.0.borrow_mut().extend(files.iter().map(|file| file.name.to_string()));
            InProcess::default().read_each(files, purpose, take);
        }
    }

    #[test]
    fn submissions_are_read_once_and_judged_by_each_of_two_rule_books() {
        let old = Sources::embedded();
        let mut new = old.clone();
        for file in &mut new.rules[0].files {
            if file.name.ends_with("t_2_6_5_ho_so_truc_tuyen.rhai") {
                file.text = file.text.replace("at_least: 80", "at_least: 85");
            }
        }
        let submissions = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("samples/chau-son-2025-nam/submissions/2025-nam");
        let folders = Folders {
            home: PathBuf::from("."),
            submissions,
            period: Period { year: 2025, kind: PeriodKind::Year },
            output: "output".into(),
            rules: None,
            templates: None,
        };
        let reader = Counting::default();
        let settings = Settings {
            folders: &folders,
            sources: &old,
            as_of: NaiveDate::from_ymd_opt(2025, 12, 16).expect("a day"),
            lang: Lang::Vi,
            reader: &reader,
            progress: &|_| {},
        };
        let judged = judge_by(&settings, &[&old, &new], None).expect("judged");
        let outcomes = |judged: &Judged| -> Vec<_> {
            judged.assessment.findings.iter().map(|finding| (finding.rule.clone(), finding.outcome)).collect()
        };
        let (before, after) = (outcomes(&judged[0]), outcomes(&judged[1]));
        let moved: Vec<&str> = before
            .iter()
            .zip(&after)
            .filter(|(before, after)| before != after)
            .map(|((rule, _), _)| rule.as_str())
            .collect();
        assert_eq!(moved, ["2.6.5"]);
        assert_eq!(before, outcomes(&judge(&settings).expect("judged alone")));
        let read = reader.0.into_inner();
        let mut names = read.clone();
        names.sort();
        names.dedup();
        assert_eq!(read.len(), names.len() * 2, "once for both, and once for one alone");
    }
}
