//! What a file of `templates/forms/` may say.

use serde::Deserialize;
use toml::Spanned;

use crate::figure::{Accumulation, FigureId, FigureKind, UnitCode};
use crate::period::PeriodKind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormText {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) from: Vec<UnitCode>,
    #[serde(default)]
    pub(super) required: Vec<PeriodKind>,
    #[serde(default)]
    pub(super) recognise: Vec<String>,
    pub(super) sheet: Option<String>,
    #[serde(default)]
    pub(super) identities: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) rates: Vec<Spanned<String>>,
    pub(super) column: Vec<Spanned<ColumnText>>,
    pub(super) total: Option<TotalText>,
    pub(super) table: Option<TableText>,
    #[serde(default)]
    pub(super) row: Vec<Spanned<RowText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnText {
    pub(super) id: String,
    pub(super) header: OneOrMany,
    pub(super) whole: Option<String>,
    pub(super) number: Option<String>,
    pub(super) kind: FigureKind,
    #[serde(default)]
    pub(super) choices: Vec<String>,
    #[serde(default = "yes")]
    pub(super) needed: bool,
    pub(super) figure: Option<String>,
    pub(super) label: Option<String>,
    #[serde(default)]
    pub(super) measure: String,
    pub(super) measured_in: Option<Spanned<String>>,
    pub(super) field: Option<String>,
    pub(super) accumulates: Option<Accumulation>,
    pub(super) carried_from: Option<FigureId>,
    #[serde(default)]
    pub(super) last_year: Vec<FigureId>,
    pub(super) comes_with: Option<FigureId>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TotalText {
    pub(super) labels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableText {
    pub(super) figure: String,
    pub(super) label: String,
    pub(super) field: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowText {
    pub(super) code: Option<String>,
    pub(super) label: OneOrMany,
    pub(super) column: String,
    pub(super) figure: String,
    #[serde(default)]
    pub(super) measure: String,
    pub(super) field: Option<String>,
    pub(super) accumulates: Option<Accumulation>,
    pub(super) carried_from: Option<FigureId>,
    #[serde(default)]
    pub(super) last_year: Vec<FigureId>,
    pub(super) comes_with: Option<FigureId>,
}
