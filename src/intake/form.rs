//! A form that comes from elsewhere, described by a file of `templates/forms/`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::identity::{Identity, Rate};
use super::own_form;
use crate::figure::{Bounds, Choice, Continuity, FigureId, FigureKind, FigureSpec, UnitCode};
use crate::period::PeriodKind;
use crate::plan::OWN_FORM;

/// What a form looks like and which figures it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDescription {
    /// Identifier, which is also the stem of its file: `06-vpcp-kstt`.
    pub id: Arc<str>,
    /// Title for people.
    pub title: String,
    /// Units that send it; the first owns its figures.
    pub from: Vec<UnitCode>,
    /// Reports for which every unit of `from` owes it; empty where it is welcome but not owed.
    pub required: Vec<PeriodKind>,
    /// Texts one of which stands in the title block (or a sheet's name); may be empty.
    pub recognise: Vec<String>,
    /// Name of the sheet that holds it; `None` for any.
    pub sheet: Option<String>,
    /// Its columns, in the order of the description. The order in the workbook does not matter.
    pub columns: Vec<FormColumn>,
    /// How its rows are read.
    pub rows: FormRows,
    /// Sums that must hold in every row and in the total row.
    pub identities: Vec<Identity>,
    /// Percentages that must be those of their row.
    pub rates: Vec<Rate>,
    /// File that describes it: `templates/forms/06-vpcp-kstt.toml`.
    pub file: Arc<str>,
}

/// One column of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormColumn {
    /// Name used in identities and in records of a table: `tiep_nhan`.
    pub id: Arc<str>,
    /// Header texts from the top row down, each with its alternatives: `[["Tiếp nhận"], ["Tổng số", "Tổng cộng"]]`.
    pub header: Vec<Vec<String>>,
    /// Texts that say the whole header in one cell: `Tổng số hồ sơ tiếp nhận`.
    pub whole: Vec<String>,
    /// What the numbering row says: `(3)`.
    pub number: Option<String>,
    /// How its cells are read.
    pub kind: FigureKind,
    /// Possible answers of a choice.
    pub choices: Vec<Choice>,
    /// Whether the form cannot be used without it.
    pub needed: bool,
    /// Figure that the total row holds in this column.
    pub figure: Option<FigureId>,
    /// Name in words.
    pub label: Arc<str>,
    /// Unit of measurement.
    pub measure: Arc<str>,
    /// The column that states the unit of measurement, row by row; `None` where all rows share `measure`.
    pub measured_in: Option<Arc<str>>,
    /// Field of reform for annex IV.
    pub field: Option<Arc<str>>,
    /// How the figure goes with other periods.
    pub continuity: Continuity,
}

/// How the rows of a form become figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormRows {
    /// One total row is read; the rows above it are only summed to check it.
    Total {
        /// Texts by which the total row is recognised.
        labels: Vec<String>,
    },
    /// Every row is a record of one table, until a blank row, a total row or the signature.
    Table {
        /// The figure that holds the table.
        figure: FigureId,
        /// Its name in words.
        label: Arc<str>,
        /// Field of reform for annex IV.
        field: Option<Arc<str>>,
    },
    /// Named rows, found by code or label.
    Keyed {
        /// The rows.
        rows: Vec<FormRow>,
    },
}

/// One named row of a form and the figure that stands in one of its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRow {
    /// Code in the column `ma` (or `stt`), where the form has one.
    pub code: Option<String>,
    /// Texts of the row, the first being its name.
    pub labels: Vec<String>,
    /// Column in which the figure stands.
    pub column: Arc<str>,
    /// The figure.
    pub figure: FigureId,
    /// Unit of measurement.
    pub measure: Arc<str>,
    /// Field of reform for annex IV.
    pub field: Option<Arc<str>>,
    /// How the figure goes with other periods.
    pub continuity: Continuity,
}

/// The title for people of the form `id`, which is one of `forms` or the commune's own.
pub fn form_title<'a>(forms: impl IntoIterator<Item = &'a FormDescription>, id: &'a str) -> &'a str {
    match forms.into_iter().find(|form| &*form.id == id) {
        Some(form) => &form.title,
        None if id == OWN_FORM => own_form::TITLE,
        None => id,
    }
}

impl FormDescription {
    /// The figures that the form holds, in the order of its description.
    pub fn figures(&self) -> Vec<FigureSpec> {
        match &self.rows {
            FormRows::Total { .. } => self
                .columns
                .iter()
                .filter_map(|column| {
                    let figure = column.figure.as_ref()?;
                    Some(self.spec(figure, &column.label, column.kind, column))
                })
                .collect(),
            FormRows::Table { figure, label, field } => vec![FigureSpec {
                id: figure.clone(),
                label: label.clone(),
                kind: FigureKind::Table,
                measure: Arc::from(""),
                choices: Vec::new(),
                field: field.clone(),
                ..self.blank_spec()
            }],
            FormRows::Keyed { rows } => rows
                .iter()
                .filter_map(|row| {
                    let column = self.column(&row.column)?;
                    let label = Arc::from(row.labels.first()?.as_str());
                    Some(FigureSpec {
                        measure: row.measure.clone(),
                        field: row.field.clone(),
                        continuity: row.continuity.clone(),
                        ..self.spec(&row.figure, &label, column.kind, column)
                    })
                })
                .collect(),
        }
    }

    /// The column named `id`.
    pub fn column(&self, id: &str) -> Option<&FormColumn> {
        self.columns.iter().find(|column| &*column.id == id)
    }

    /// Whether `unit` owes the form in reports of `kind`.
    pub fn is_owed(&self, unit: &str, kind: PeriodKind) -> bool {
        self.required.contains(&kind) && self.from.iter().any(|from| &**from == unit)
    }

    fn spec(&self, id: &FigureId, label: &Arc<str>, kind: FigureKind, column: &FormColumn) -> FigureSpec {
        FigureSpec {
            id: id.clone(),
            label: label.clone(),
            kind,
            measure: column.measure.clone(),
            choices: column.choices.clone(),
            field: column.field.clone(),
            continuity: column.continuity.clone(),
            ..self.blank_spec()
        }
    }

    fn blank_spec(&self) -> FigureSpec {
        FigureSpec {
            id: Arc::from(""),
            label: Arc::from(""),
            kind: FigureKind::Text,
            measure: Arc::from(""),
            from: self.from.first().cloned().unwrap_or_else(|| Arc::from("")),
            form: self.id.clone(),
            choices: Vec::new(),
            field: None,
            declared_in: self.file.clone(),
            guidance: None,
            continuity: Continuity::default(),
            bounds: Bounds::default(),
        }
    }
}
