//! What fills one row: a slot for each placeholder, before it is known where the row stands.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::palette::Tint;
use super::precision::Precision;
use crate::diagnostic::Lang;
use crate::figure::FigureId;
use crate::period::date_vi;
use crate::report::template::Placeholder;

/// What a placeholder becomes.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    /// What the cell holds.
    pub(super) fill: Fill,
    /// A number format in place of the template's.
    pub(super) format: Option<String>,
    /// The cell's note.
    pub(super) note: Option<Arc<str>>,
    /// The row that the cell leads to.
    pub(super) link: Option<Anchor>,
    /// How the result is marked.
    pub(super) tint: Option<Tint>,
    /// Whether words stand in a number's place: they are not bold where the number would be.
    pub(super) in_place_of_number: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, Default)]
pub(super) enum Fill {
    /// Nothing.
    #[default]
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(Decimal, Precision),
    /// A day.
    Date(NaiveDate),
    /// A formula with its value. Where the template lacks a cell that it needs, only the value is written.
    Formula(Vec<Term>, Decimal, Precision),
    /// A chart over the merged cell.
    Chart(Drawing),
}

/// One piece of a formula.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// Signs and functions.
    Text(&'static str),
    /// A constant.
    Constant(Decimal),
    /// The cell of this placeholder in the same row.
    Here(Placeholder),
    /// The cells of this placeholder in these items of the sheet's list, counted from the list's first.
    Items(Placeholder, Vec<usize>),
}

/// A row that others lead to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Anchor {
    /// The first row of a figure's sources.
    Figure(FigureId),
    /// The row of a task's sources.
    Task(String),
}

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawing {
    /// Targets by outcome.
    Outcomes,
    /// Points by group.
    Scores,
}

impl Slot {
    /// Text; nothing where it is empty.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { fill: if text.is_empty() { Fill::Blank } else { Fill::Text(text) }, ..Self::default() }
    }

    /// Words where no number is known.
    pub(super) fn instead(words: impl Into<String>) -> Self {
        Self { in_place_of_number: true, ..Self::text(words) }
    }

    /// A number shown with all its decimals.
    pub(super) fn exact(number: impl Into<Decimal>) -> Self {
        Self { fill: Fill::Number(number.into(), Precision::Exact), ..Self::default() }
    }

    /// A number of points, shown as the template says.
    pub(super) fn points(number: Decimal) -> Self {
        Self { fill: Fill::Number(number, Precision::Template), ..Self::default() }
    }

    /// A formula shown as the template says.
    pub(super) fn formula(terms: Vec<Term>, result: Decimal) -> Self {
        Self { fill: Fill::Formula(terms, result, Precision::Template), ..Self::default() }
    }

    /// A count of things.
    pub(super) fn count(count: usize) -> Self {
        Self::exact(Decimal::from(count))
    }

    /// The same with a note.
    #[must_use]
    pub(super) fn noted(mut self, note: &Arc<str>) -> Self {
        self.note = Some(note.clone());
        self
    }

    /// The same with a mark.
    #[must_use]
    pub(super) fn tinted(mut self, tint: Tint) -> Self {
        self.tint = Some(tint);
        self
    }

    /// The same with a link.
    #[must_use]
    pub(super) fn linked(mut self, link: Option<Anchor>) -> Self {
        self.link = link;
        self
    }

    /// What it says within a sentence in `lang`.
    pub(super) fn words(&self, lang: Lang) -> String {
        match &self.fill {
            Fill::Blank | Fill::Chart(_) => String::new(),
            Fill::Text(text) => text.clone(),
            Fill::Number(number, _) | Fill::Formula(_, number, _) => lang.decimal(*number),
            Fill::Date(date) => date_vi(*date),
        }
    }

    /// Whether it leaves its cell blank.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.fill, Fill::Blank)
    }
}

/// The slots of one row.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    slots: HashMap<Placeholder, Slot>,
    /// What leads to this row.
    pub(super) anchor: Option<Anchor>,
}

impl Record {
    /// The record with `slot` for `placeholder`.
    #[must_use]
    pub(super) fn with(mut self, placeholder: Placeholder, slot: Slot) -> Self {
        self.slots.insert(placeholder, slot);
        self
    }

    /// The record with a text for `placeholder`.
    #[must_use]
    pub(super) fn text(self, placeholder: Placeholder, text: impl Into<String>) -> Self {
        self.with(placeholder, Slot::text(text))
    }

    /// The slot of `placeholder`.
    pub(super) fn slot(&self, placeholder: Placeholder) -> Option<&Slot> {
        self.slots.get(&placeholder)
    }
}

/// Items of a list under one heading.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// What the heading rows show; `None` prints no heading.
    pub(super) heading: Option<Record>,
    /// The items.
    pub(super) items: Vec<Record>,
}

impl Section {
    /// Items without a heading.
    pub(super) fn plain(items: Vec<Record>) -> Self {
        Self { heading: None, items }
    }
}
