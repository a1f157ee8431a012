//! Everything that is known of one period once its submissions have been judged.

use chrono::NaiveDate;

use super::earlier::{EarlierPeriod, against_earlier};
use super::rates::differing_rates;
use super::uncompared::uncompared;
use super::waiting::Waiting;
use super::{Joined, RosterEntry, TaskFinding, dates, doubt_diagnostics, excesses, join, questions};
use crate::diagnostic::Diagnostic;
use crate::figure::{Figures, UnitCode};
use crate::intake::{FileEntry, FormDescription, Intake};
use crate::period::Schedule;
use crate::plan::Plan;
use crate::rulebook::Finding;

/// One period's assessment, before points are added up.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The period with its official window and due days.
    pub schedule: Schedule,
    /// Day on which the report is made: its dateline, and the day against which lateness is told.
    pub as_of: NaiveDate,
    /// Every file of the folder.
    pub files: Vec<FileEntry>,
    /// Who has sent what.
    pub roster: Vec<RosterEntry>,
    /// The figures after joining all submissions.
    pub figures: Figures,
    /// What each rule said, in the order of the plan's rules.
    pub findings: Vec<Finding>,
    /// What is known of each task, in the order of the plan's tasks.
    pub tasks: Vec<TaskFinding>,
    /// What went wrong from reading to judging, in the order of places, each once.
    pub diagnostics: Vec<Diagnostic>,
}

impl Assessment {
    /// The unit that can mend what `diagnostic` tells of: the sender of its file, or the unit that it names.
    pub fn unit_of<'a>(&'a self, plan: &'a Plan, diagnostic: &Diagnostic) -> Option<&'a UnitCode> {
        let file = diagnostic.place.file.as_ref();
        let sender = file.and_then(|file| self.files.iter().find(|entry| entry.name == *file)?.unit.as_ref());
        sender.or_else(|| {
            let named = diagnostic.arguments.get("unit")?.as_text()?;
            plan.units.iter().find(|unit| unit.name == named || &*unit.code == named).map(|unit| &unit.code)
        })
    }
}

/// Joins what was read, compares it with what was reported `earlier`, lets `judge` run the rules on the figures, and
/// gathers what must be said.
pub fn assess(
    plan: &Plan,
    forms: &[FormDescription],
    intake: Intake,
    earlier: &[EarlierPeriod],
    schedule: Schedule,
    as_of: NaiveDate,
    judge: impl Fn(&Figures) -> (Vec<Finding>, Vec<Diagnostic>),
) -> Assessment {
    let mut joined = join(plan, forms, &intake, &schedule, as_of);
    let mut diagnostics: Vec<Diagnostic> = dates::told(&intake, &schedule, as_of);
    diagnostics.extend(against_earlier(plan, &schedule, &joined.figures, earlier));
    diagnostics.extend(uncompared(plan, &schedule, &joined.figures, earlier));
    for asked in [&intake.diagnostics, &joined.diagnostics, &diagnostics] {
        questions::doubt(&mut joined.figures, asked);
    }
    diagnostics.extend(excesses::told(plan, &mut joined.figures));
    let (mut findings, mut judging) = judge(&joined.figures);
    let contradictions = doubt_diagnostics(&findings);
    // What contradicts another cell in one rule is no more certain in the others.
    if questions::doubt_contradicted(&mut joined.figures, &findings) {
        (findings, judging) = judge(&joined.figures);
    }
    joined.tell_missing(plan, forms, &intake, (&schedule, as_of), &Waiting::of(plan, &findings));
    let Joined { figures, tasks, roster, diagnostics: joining } = joined;
    diagnostics.extend(intake.diagnostics);
    diagnostics.extend(joining);
    diagnostics.extend(judging);
    diagnostics.extend(contradictions);
    diagnostics.extend(doubt_diagnostics(&findings));
    diagnostics.extend(differing_rates(&findings));
    diagnostics.sort_by(|one, other| {
        (&one.place, one.level(), one.code).cmp(&(&other.place, other.level(), other.code))
    });
    let mut said: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        // The same place is never far behind in the sorted list.
        if !said
            .iter()
            .rev()
            .take_while(|other| other.place == diagnostic.place)
            .any(|other| *other == diagnostic)
        {
            said.push(diagnostic);
        }
    }
    Assessment { schedule, as_of, files: intake.files, roster, figures, findings, tasks, diagnostics: said }
}
