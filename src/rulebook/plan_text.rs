//! The shapes of `plan.toml`: of a whole one, and of one that says anew what differs.

use chrono::NaiveDate;
use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::source::Source;
use crate::period::CalendarEntry;
use crate::plan::{Commune, Unit};

/// The whole of a `plan.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanText {
    pub(super) title: String,
    pub(super) year: i32,
    pub(super) standing_unit: Spanned<String>,
    pub(super) commune: Commune,
    pub(super) unit: Vec<Spanned<Unit>>,
    pub(super) calendar: Vec<Spanned<CalendarEntry>>,
    pub(super) fields: IndexMap<String, String>,
    #[serde(default)]
    pub(super) leave_out: Vec<Spanned<String>>,
    /// Known here only so that its mistakes are told of as such: a plan that can be read whole extends nothing.
    #[serde(default, rename = "extends")]
    _extends: Option<String>,
    #[serde(default, rename = "removes")]
    _removes: Vec<String>,
}

/// What the `plan.toml` of a folder that extends another says anew.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanChange {
    pub(super) title: Option<String>,
    pub(super) year: Option<i32>,
    pub(super) standing_unit: Option<Spanned<String>>,
    pub(super) commune: Option<CommuneChange>,
    #[serde(default)]
    pub(super) unit: Vec<Spanned<Unit>>,
    #[serde(default)]
    pub(super) calendar: Vec<Spanned<CalendarEntry>>,
    #[serde(default)]
    pub(super) fields: IndexMap<String, String>,
    pub(super) leave_out: Option<Vec<Spanned<String>>>,
    #[serde(rename = "extends")]
    _extends: String,
    #[serde(default, rename = "removes")]
    _removes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommuneChange {
    name: Option<String>,
    place: Option<String>,
    code: Option<String>,
    province: Option<String>,
    founded: Option<NaiveDate>,
    signatory: Option<String>,
    signatory_office: Option<String>,
    recipients: Option<Vec<String>>,
}

impl CommuneChange {
    pub(super) fn apply(self, to: &mut Commune) {
        fn set<T>(field: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *field = value;
            }
        }
        set(&mut to.name, self.name);
        set(&mut to.place, self.place);
        set(&mut to.code, self.code);
        set(&mut to.province, self.province);
        set(&mut to.founded, self.founded);
        set(&mut to.signatory, self.signatory);
        set(&mut to.signatory_office, self.signatory_office);
        set(&mut to.recipients, self.recipients);
    }
}

/// The folder that `plan`, the text of a `plan.toml`, says it extends, relative to its own, and the byte where; `None`
/// where it extends none.
pub fn extended(plan: &str) -> Option<(String, usize)> {
    #[derive(Deserialize)]
    struct Extending {
        extends: Spanned<String>,
    }
    let extends = toml::from_str::<Extending>(plan).ok()?.extends;
    let byte = extends.span().start;
    Some((extends.into_inner(), byte))
}

/// The year that `source`, a `plan.toml`, says the plan is for; `None` where it says none, or cannot be read.
pub(super) fn year(source: &Source) -> Option<i32> {
    #[derive(Deserialize)]
    struct Dated {
        year: Option<i32>,
    }
    toml::from_str::<Dated>(&source.text).ok()?.year
}

/// What a `plan.toml` removes of the folder that it extends, each with the byte where; none where it cannot be read.
pub(super) fn removals(source: &Source) -> Vec<(String, usize)> {
    #[derive(Deserialize)]
    struct Removing {
        #[serde(default)]
        removes: Vec<Spanned<String>>,
    }
    let removing = toml::from_str::<Removing>(&source.text).map(|text| text.removes).unwrap_or_default();
    removing.into_iter().map(|name| (name.get_ref().clone(), name.span().start)).collect()
}
