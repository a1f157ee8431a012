//! No question without an addressee: whatever is insufficient or needs an explanation is told of with a cell, or a form
//! that was not sent, and stands in the feedback of a unit.

use std::collections::BTreeSet;

use cchc::address::Address;
use cchc::assess::{Assessment, assess};
use cchc::batch::Sources;
use cchc::diagnostic::{Code, Diagnostic, Level};
use cchc::figure::{Figure, Origin, Want};
use cchc::intake::{Expectation, InProcess, Intake, read_folder};
use cchc::period::{Period, Schedule};
use cchc::plan::Plan;
use cchc::rulebook::{Finding, Outcome, Rulebook};
use chrono::NaiveDate;

use crate::submission::Submission;

/// The shipped rules with the complete submissions of all units.
struct World {
    rulebook: Rulebook,
    forms: Vec<cchc::intake::FormDescription>,
    schedule: Schedule,
    intake: Intake,
}

impl World {
    fn complete() -> Self {
        let (forms, rulebook, _) = Sources::embedded().load();
        let rulebook = rulebook.expect("the shipped rules");
        let schedule =
            rulebook.plan().schedule(Period::parse("2025-nam").expect("a period")).expect("a schedule");
        let folder = tempfile::tempdir().expect("a folder");
        for unit in &rulebook.plan().units {
            Submission::complete(&unit.code).save(folder.path(), &format!("{}.xlsx", unit.code));
        }
        let expectation = Expectation::new(rulebook.plan(), &forms, Some(&schedule));
        let intake = read_folder(folder.path(), &expectation, &InProcess::default(), &|_| {});
        Self { rulebook, forms, schedule, intake: intake.expect("an intake") }
    }

    fn plan(&self) -> &Plan {
        self.rulebook.plan()
    }

    fn assessed(&self, intake: Intake) -> Assessment {
        let as_of = NaiveDate::from_ymd_opt(2025, 12, 16).expect("a day");
        assess(self.plan(), &self.forms, intake, &[], self.schedule, as_of, |figures| {
            self.rulebook.judge(figures, self.schedule.window.to)
        })
    }
}

/// The cells that a finding rests on, or lacks.
fn cells(finding: &Finding) -> BTreeSet<Address> {
    let figures = finding.used.iter().map(|(_, figure)| figure).chain(&finding.value);
    let mut cells = BTreeSet::new();
    for figure in figures {
        cells.extend(figure.origins.iter().map(|origin| origin.address.clone()));
        cells.extend(figure.wants.iter().filter_map(|want| want.address.clone()));
    }
    cells
}

/// Whether `told` tells a unit what is open about `finding`.
fn tells(plan: &Plan, assessment: &Assessment, finding: &Finding, told: &Diagnostic) -> bool {
    if told.level() == Level::Notice || assessment.unit_of(plan, told).is_none() {
        return false;
    }
    let waits_for = |told: &Diagnostic| {
        let unit = assessment.unit_of(plan, told);
        assessment.roster.iter().any(|entry| {
            !entry.is_received()
                && Some(&entry.unit) == unit
                && entry.waiting.contains(&(finding.scheme.clone(), finding.rule.clone()))
        })
    };
    // A contradiction stands at one of its cells and names them all.
    let names = |address: &Address| {
        told.arguments
            .values()
            .filter_map(|argument| argument.as_text())
            .any(|text| text.contains(&address.to_string()))
    };
    if cells(finding).iter().any(names) {
        return true;
    }
    match (&told.place.file, &told.place.sheet, told.place.cell) {
        (Some(file), Some(sheet), Some(cell)) => {
            cells(finding).contains(&Address { file: file.clone(), sheet: sheet.clone(), cell })
        }
        _ => told.code == Code::SubmissionMissing && waits_for(told),
    }
}

/// The open findings of which nobody is told.
fn untold(world: &World, intake: Intake) -> Vec<String> {
    let assessment = world.assessed(intake);
    let open =
        |finding: &&Finding| matches!(finding.outcome, Outcome::Insufficient | Outcome::NeedsExplanation);
    let told = |finding: &&Finding| {
        assessment.diagnostics.iter().any(|told| tells(world.plan(), &assessment, finding, told))
    };
    let untold = assessment.findings.iter().filter(open).filter(|finding| !told(finding));
    untold.map(|finding| format!("{} {} {:?}", finding.scheme, finding.rule, finding.outcome)).collect()
}

/// What becomes of a figure, of which the want would be told if it were missing.
type Change = fn(&Figure, &Want) -> Figure;

#[test]
fn whatever_a_figure_becomes_somebody_is_told_what_is_open() {
    let world = World::complete();
    let of_states: [(&str, Change); 5] = [
        ("blank", |figure, want| {
            let address = figure.origins.first().map(|origin| origin.address.clone());
            Figure::missing(Want { address, ..want.clone() })
        }),
        ("not applicable", |figure, _| Figure::not_applicable(figure.origins.clone())),
        ("nothing arose", |figure, _| Figure::nothing_arose(figure.origins.clone())),
        ("zero", |figure, _| Figure {
            value: figure
                .number()
                .map_or_else(|| figure.value.clone(), |_| Some(cchc::figure::Value::Number(0.into()))),
            ..figure.clone()
        }),
        ("without evidence", |figure, _| Figure { evidence: None, explanation: None, ..figure.clone() }),
    ];
    let mut silent: BTreeSet<String> = BTreeSet::new();
    for (index, submission) in world.intake.submissions.iter().enumerate() {
        for (id, figure) in &submission.figures.single {
            let Some(spec) = world.plan().figures.get(id) else { continue };
            for (state, change) in &of_states {
                let mut intake = world.intake.clone();
                let changed = change(figure, &Want::of(spec));
                intake.submissions[index].figures.single.insert(id.clone(), changed);
                let untold = untold(&world, intake).into_iter();
                silent.extend(untold.map(|finding| format!("{id} {state}: {finding}")));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn what_nobody_has_sent_is_told_to_whoever_owes_it() {
    let world = World::complete();
    for submission in &world.intake.submissions {
        let mut intake = world.intake.clone();
        intake.submissions.retain(|other| other.file != submission.file);
        intake.files.retain(|other| other.name != submission.file);
        assert_eq!(untold(&world, intake), [""; 0], "{}", submission.file);
    }
}

#[test]
fn a_blank_part_of_nothing_is_asked_of_nobody() {
    let world = World::complete();
    let of = |id: &str| {
        let mut owners = world.intake.submissions.iter().enumerate();
        owners.find(|(_, one)| one.figures.single.contains_key(id)).expect("an owner").0
    };
    let mut intake = world.intake.clone();
    let (whole, part) = ("dvctt_toan_trinh", "dvctt_toan_trinh_da_phuong_tien");
    let figures = &mut intake.submissions[of(whole)].figures.single;
    let origins: Vec<Origin> = figures[whole].origins.clone();
    let address = figures[part].origins.first().map(|origin| origin.address.clone());
    figures.insert(whole.into(), Figure::nothing_arose(origins));
    let want = Want { address: address.clone(), ..Want::of(&world.plan().figures[part]) };
    figures.insert(part.into(), Figure::missing(want));
    let assessment = world.assessed(intake);
    let cell = address.map(|address| address.cell);
    let blank = |told: &&Diagnostic| told.code == Code::CellBlank && told.place.cell == cell;
    assert_eq!(assessment.diagnostics.iter().find(blank), None);
    let target = assessment.findings.iter().find(|finding| finding.rule == "2.6.8").expect("a target");
    assert_eq!((target.outcome, target.waits.len()), (Outcome::NothingArose, 0));
}
