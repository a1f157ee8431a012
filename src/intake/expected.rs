//! An expectation with its texts ready to be compared.

use super::expectation::Expectation;
use super::form::{FormColumn, FormDescription, FormRows};
use super::header::{Wanted, WantedColumns};
use super::own_rows::{self, Register};
use super::text_key::{KnownTexts, TextKey};
use super::unit_name::UnitNames;
use crate::figure::FigureSpec;
use crate::period::Schedule;
use crate::plan::{OWN_FORM, TaskSpec};
use crate::text::fold;

/// An [`Expectation`] with its texts ready to be compared: made once for all files, since that costs more than reading a
/// file.
pub struct Expected<'a> {
    pub(super) facts: &'a Expectation,
    pub(super) schedule: Option<&'a Schedule>,
    /// What is met in one file after the other.
    pub(super) texts: KnownTexts,
    pub(super) units: UnitNames<'a>,
    pub(super) forms: Vec<ExpectedForm<'a>>,
    pub(super) figures: Register<'a, FigureSpec>,
    pub(super) tasks: Register<'a, TaskSpec>,
    /// What our own form asks of each unit.
    asked: Vec<(&'a str, Vec<&'a FigureSpec>)>,
    pub(super) figure_columns: WantedColumns,
    pub(super) task_columns: WantedColumns,
}

/// A form that comes from elsewhere.
pub(super) struct ExpectedForm<'a> {
    pub(super) form: &'a FormDescription,
    /// Its columns, in the order of the description.
    pub(super) columns: WantedColumns,
    /// The texts by which it is recognised, folded, without spaces.
    pub(super) recognise: Vec<String>,
    /// Name of the sheet that holds it, folded.
    pub(super) sheet: Option<String>,
    /// Texts of its total row, or of each of its named rows.
    pub(super) labels: Vec<Vec<TextKey>>,
}

impl<'a> Expected<'a> {
    /// The texts of `facts`.
    pub fn new(facts: &'a Expectation) -> Self {
        let own = facts.figures.values().filter(|spec| &*spec.form == OWN_FORM);
        Self {
            texts: KnownTexts::default(),
            facts,
            schedule: facts.schedule.as_ref(),
            units: UnitNames::new(&facts.commune, &facts.units),
            forms: facts.forms.iter().map(ExpectedForm::new).collect(),
            figures: Register::new(own.map(|spec| (&*spec.id, &*spec.label, spec))),
            tasks: Register::new(facts.tasks.iter().map(|task| (&*task.id, &*task.label, task))),
            asked: facts.units.iter().map(|unit| (&*unit.code, facts.asked(&unit.code).collect())).collect(),
            figure_columns: own_rows::figure_columns(),
            task_columns: own_rows::task_columns(),
        }
    }
}

impl Expected<'_> {
    /// The figures that our own form asks of `unit`.
    pub(super) fn asked(&self, unit: &str) -> &[&FigureSpec] {
        self.asked.iter().find(|(code, _)| *code == unit).map_or(&[], |(_, figures)| figures)
    }
}

impl<'a> ExpectedForm<'a> {
    fn new(form: &'a FormDescription) -> Self {
        let keys = |texts: &[String]| texts.iter().map(|text| TextKey::of(text)).collect();
        Self {
            form,
            columns: WantedColumns::new(form.columns.iter().map(wanted).collect()),
            recognise: form.recognise.iter().map(|text| fold(text).replace(' ', "")).collect(),
            sheet: form.sheet.as_deref().map(fold),
            labels: match &form.rows {
                FormRows::Total { labels } => vec![keys(labels)],
                FormRows::Keyed { rows } => rows.iter().map(|row| keys(&row.labels)).collect(),
                FormRows::Table { .. } => Vec::new(),
            },
        }
    }
}

fn wanted(column: &FormColumn) -> Wanted {
    let measure = column.kind.is_amount().then_some(&*column.measure);
    let number = column.number.as_deref();
    Wanted::counting(&column.label, &column.header, &column.whole, number, column.needed, measure)
}
