//! Who has sent what, and what waits for whom.

use std::sync::Arc;

use chrono::NaiveDate;

use super::dates;
use super::waiting::Waiting;
use crate::figure::{FigureSpec, UnitCode};
use crate::intake::{FormDescription, Intake, own_form};
use crate::period::Schedule;
use crate::plan::{OWN_FORM, Plan};

/// One form that one unit owes or has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    /// The unit.
    pub unit: UnitCode,
    /// Identifier of the form.
    pub form: Arc<str>,
    /// Title of the form for people.
    pub form_title: String,
    /// Files that brought it; empty where it has not been sent.
    pub files: Vec<Arc<str>>,
    /// Day that the submission bears, where it bears one.
    pub date: Option<NaiveDate>,
    /// Days by which that day lies after the units' due day, or by which the day of the report does where nothing has
    /// come; 0 if it does not, or if no day is known that can be right.
    pub days_late: u32,
    /// Archives and letters that may hold it though it has not been received, since they could not be opened.
    pub unopened: Unopened,
    /// Numbers of the rules that wait for it, in printing order, as `(scheme, rule)`; empty once it has been sent.
    pub waiting: Vec<(String, String)>,
}

/// Archives and letters that could not be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unopened {
    /// None.
    #[default]
    None,
    /// Those that name the unit.
    OfUnit(Vec<Arc<str>>),
    /// Those that name no unit, so that each may have sent them.
    OfAnybody(Vec<Arc<str>>),
}

impl Unopened {
    /// What `unit` may have sent in them.
    fn of(intake: &Intake, unit: &str) -> Self {
        let named = |unit: Option<&str>| -> Vec<Arc<str>> {
            let files = intake.files.iter().filter(|file| file.is_unopened_wrapping());
            files.filter(|file| file.unit.as_deref() == unit).map(|file| file.name.clone()).collect()
        };
        match (named(Some(unit)), named(None)) {
            (own, _) if !own.is_empty() => Self::OfUnit(own),
            (_, others) if !others.is_empty() => Self::OfAnybody(others),
            _ => Self::None,
        }
    }

    /// Their names, in their order.
    pub fn files(&self) -> &[Arc<str>] {
        match self {
            Self::None => &[],
            Self::OfUnit(files) | Self::OfAnybody(files) => files,
        }
    }
}

impl RosterEntry {
    /// Whether the form has been sent.
    pub fn is_received(&self) -> bool {
        !self.files.is_empty()
    }
}

/// Every form that is owed or has been sent, by unit in the plan's order, our own form first.
pub(super) fn draw_up(
    plan: &Plan,
    forms: &[FormDescription],
    intake: &Intake,
    schedule: &Schedule,
    as_of: NaiveDate,
) -> Vec<RosterEntry> {
    let mut roster = Vec::new();
    for unit in &plan.units {
        let owes_own =
            plan.own_form_figures(&unit.code).next().is_some() || plan.tasks_of(&unit.code).next().is_some();
        let own = (OWN_FORM, own_form::TITLE, owes_own);
        let foreign = forms
            .iter()
            .map(|form| (&*form.id, form.title.as_str(), form.is_owed(&unit.code, schedule.period.kind)));
        for (form, title, owed) in std::iter::once(own).chain(foreign) {
            let sent: Vec<_> = intake
                .submissions
                .iter()
                .filter(|submission| submission.unit == unit.code && &*submission.form == form)
                .collect();
            if !owed && sent.is_empty() {
                continue;
            }
            let date = sent.iter().filter_map(|submission| submission.date).max();
            let likely = date.filter(|date| dates::doubt(*date, schedule, as_of).is_none());
            let come = if sent.is_empty() { Some(as_of) } else { likely };
            let late = come.map_or(0, |day| (day - schedule.units_due).num_days().max(0));
            let mut files: Vec<Arc<str>> = sent.iter().map(|submission| submission.file.clone()).collect();
            files.dedup();
            let unopened = if sent.is_empty() { Unopened::of(intake, &unit.code) } else { Unopened::None };
            roster.push(RosterEntry {
                unit: unit.code.clone(),
                form: form.into(),
                form_title: title.to_owned(),
                files,
                date,
                days_late: u32::try_from(late).unwrap_or(0),
                unopened,
                waiting: Vec::new(),
            });
        }
    }
    roster
}

/// Fills in which rules wait for each form that has not been sent.
pub(super) fn name_waiting(roster: &mut [RosterEntry], plan: &Plan, waiting: &Waiting<'_>) {
    for entry in roster.iter_mut().filter(|entry| !entry.is_received()) {
        let asked = |spec: &&FigureSpec| spec.form == entry.form && spec.from == entry.unit;
        let figures = plan.figures.values().filter(asked).map(|spec| &*spec.id);
        let tasks = plan.tasks_of(&entry.unit).filter(|_| &*entry.form == OWN_FORM).map(|task| &*task.id);
        let ids: Vec<&str> = figures.chain(tasks).collect();
        entry.waiting =
            waiting.rules(&ids).into_iter().map(|rule| (rule.scheme.clone(), rule.id.clone())).collect();
    }
}
