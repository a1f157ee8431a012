//! The commune's plan: units, schemes, targets, criteria and tasks. Built from `rules/`, then immutable.

mod document;
mod rule;
mod scheme;
mod source;
mod task;
mod threshold;
mod unit;

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

pub use document::{LegalDocument, citations};
pub use rule::{Comparison, EvidencePolicy, MissingPolicy, Rule, RuleKind, Terms, ZeroPolicy, folded_number};
pub use scheme::{Band, Group, Scheme, SchemeKind};
pub use source::{PLAN_FILE, RuleFolder, TextFile};
pub use task::{Due, TASK_FORM, TASKS_DONE, TASKS_DUE, TaskSpec};
pub use unit::Unit;

use crate::figure::{FigureId, FigureSpec, UnitCode};
use crate::period::{Calendar, Schedule};

/// The identifier of the commune's own form, generated from the rulebook (see `report::blank_form`).
pub const OWN_FORM: &str = "phieu-so-lieu";

/// The "form" of figures that no cell holds because they are points of another criterion.
pub const POINTS_FORM: &str = "diem-tieu-chi";

/// The "form" of figures that no cell holds because the calendar of reports says them.
pub const CALENDAR_FORM: &str = "lich-bao-cao";

/// Figure: how many reports the commune owes in the year up to this one (see [`Calendar::owed`]).
pub const REPORTS_OWED: &str = "bao_cao_phai_gui";

/// The commune that reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commune {
    /// `xã Châu Sơn`.
    pub name: String,
    /// Name without its kind: `Châu Sơn`.
    pub place: String,
    /// Code in the national list of administrative units: `06637`.
    pub code: String,
    /// `tỉnh Lạng Sơn`.
    pub province: String,
    /// Day on which the commune came into being; a data window that begins earlier spans the merger.
    pub founded: NaiveDate,
    /// Head of the commune, who signs: name only.
    pub signatory: String,
    /// Office of the signatory: `CHỦ TỊCH`.
    pub signatory_office: String,
    /// Whom the report goes to, a line each, without the leading dash.
    pub recipients: Vec<String>,
}

/// Everything that `rules/` says, checked and joined.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Title of the plan: `Kế hoạch cải cách hành chính năm 2025`.
    pub title: String,
    /// The year that the plan is for: reports of other years are not judged by it.
    pub year: i32,
    /// The commune.
    pub commune: Commune,
    /// When reports are due.
    pub calendar: Calendar,
    /// Units in the order of `plan.toml`.
    pub units: Vec<Unit>,
    /// Code of the unit that consolidates.
    pub standing_unit: UnitCode,
    /// The seven fields of reform, number to title, for annex IV.
    pub fields: IndexMap<String, String>,
    /// Schemes in the order of their folders' names; the plan's targets come first.
    pub schemes: Vec<Scheme>,
    /// Rules in the order in which they are printed: by scheme, then by number.
    pub rules: Vec<Rule>,
    /// Tasks in the order of `tasks.toml`.
    pub tasks: Vec<TaskSpec>,
    /// Documents that rules and tasks cite, in the order of `documents.toml`.
    pub documents: Vec<LegalDocument>,
    /// Every figure that a form asks for, by identifier, in the order of the rules that declare them.
    pub figures: IndexMap<FigureId, FigureSpec>,
}

impl Plan {
    /// The unit with `code`.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| &*unit.code == code)
    }

    /// The scheme with the identifier `id`.
    pub fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    /// The rules of one scheme, in order.
    pub fn rules_of<'a>(&'a self, scheme: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| rule.scheme == scheme)
    }

    /// The rule's number, and what tells it from the same number of another scheme: `5.2`, `5.2 (766)`.
    pub fn number(&self, rule: &Rule) -> String {
        match self.scheme(&rule.scheme).map(|scheme| scheme.short.as_str()) {
            None | Some("") => rule.id.clone(),
            Some(short) => format!("{} ({short})", rule.id),
        }
    }

    /// The rules that need `figure`, themselves or through the points of another, in order: what waits when the figure
    /// is missing.
    pub fn rules_needing<'a>(&'a self, figure: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| self.needs(rule, figure))
    }

    /// Whether `rule` needs `figure`, itself or through the points of another.
    pub fn needs(&self, rule: &Rule, figure: &str) -> bool {
        rule.needs.iter().any(|need| {
            &**need == figure
                || self.rule_of_points(rule, need).is_some_and(|other| self.needs(other, figure))
        })
    }

    /// The criterion whose points `rule` reads as the figure `need`; `None` if that is a figure like any other.
    pub fn rule_of_points<'a>(&'a self, rule: &Rule, need: &str) -> Option<&'a Rule> {
        let spec = self.figures.get(need).filter(|spec| &*spec.form == POINTS_FORM)?;
        let mut others = self.rules.iter().filter(|other| other.scheme == rule.scheme);
        others.find(|other| other.points_figure() == *spec.id)
    }

    /// The figures that the commune's own form asks of `unit`: declared for it and needed by at least one rule.
    pub fn own_form_figures<'a>(&'a self, unit: &'a str) -> impl Iterator<Item = &'a FigureSpec> {
        self.figures.values().filter(move |figure| {
            &*figure.from == unit
                && &*figure.form == OWN_FORM
                && self.rules_needing(&figure.id).next().is_some()
        })
    }

    /// The tasks that `unit` leads.
    pub fn tasks_of<'a>(&'a self, unit: &'a str) -> impl Iterator<Item = &'a TaskSpec> {
        self.tasks.iter().filter(move |task| &*task.lead == unit)
    }

    /// The schedule of `period` by the plan's calendar.
    pub fn schedule(&self, period: crate::period::Period) -> Option<Schedule> {
        self.calendar.schedule(period)
    }
}
