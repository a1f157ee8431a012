//! What a figure is before anyone reports it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Bounds, Continuity, FigureId, UnitCode};

/// The declared type of a figure; it alone decides how a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// How many: a whole number, zero or more.
    Count,
    /// A decimal number, zero or more.
    Number,
    /// An amount in đồng, zero or more.
    Money,
    /// A percentage: `98,5` stands for 98.5 %.
    Percent,
    /// A place in a ranking: a whole number, one or more.
    Rank,
    /// One of a few answers.
    Choice,
    /// A day.
    Date,
    /// Free text.
    Text,
    /// Rows of a table, such as the list of procedures.
    Table,
}

impl FigureKind {
    /// Whether it counts or measures something, so that its values can be added up.
    pub fn is_amount(self) -> bool {
        matches!(self, Self::Count | Self::Number | Self::Money)
    }
}

/// One possible answer to a figure of kind [`FigureKind::Choice`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What rules compare with, such as `da_hoan_thanh`.
    pub code: Arc<str>,
    /// What people choose, such as `Đã hoàn thành`.
    pub label: Arc<str>,
    /// Other ways to write the label, such as `xong`.
    #[serde(default)]
    pub spellings: Vec<Arc<str>>,
}

impl Choice {
    /// The label and the other ways to write it.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.label).chain(self.spellings.iter().map(|spelling| &**spelling))
    }
}

/// What a figure is: declared once, by the rule that introduces it or by the form description that holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureSpec {
    /// Identifier used in rules, forms and results.
    pub id: FigureId,
    /// Name in words, as the blank form prints it.
    pub label: Arc<str>,
    /// How cells are read.
    pub kind: FigureKind,
    /// Unit of measurement in words: `hồ sơ`, `văn bản`, `đồng`, `%`.
    pub measure: Arc<str>,
    /// The unit that reports it.
    pub from: UnitCode,
    /// Form that asks for it: the commune's own form unless a form description declares it.
    pub form: Arc<str>,
    /// Possible answers; empty unless `kind` is [`FigureKind::Choice`].
    pub choices: Vec<Choice>,
    /// Field of reform that it belongs to, `1` to `7`, for annex IV; `None` keeps it out of the annex.
    pub field: Option<Arc<str>>,
    /// File that declares it, relative to the project's folder: `rules/…` or `templates/forms/…`.
    pub declared_in: Arc<str>,
    /// Guidance for whoever fills in the form.
    pub guidance: Option<Arc<str>>,
    /// How it goes with other periods.
    pub continuity: Continuity,
    /// What it cannot be more than.
    pub bounds: Bounds,
}
