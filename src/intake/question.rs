//! What a cell is asked.

use std::sync::Arc;

use crate::address::Address;
use crate::figure::{Choice, FigureId, FigureKind, FigureSpec, UnitCode, Want};
use crate::text::{fold, fold_ascii};

/// What a cell is asked.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) figure: FigureId,
    pub(super) label: Arc<str>,
    pub(super) kind: FigureKind,
    /// Unit of measurement in words; empty where any will do.
    pub(super) measure: Arc<str>,
    pub(super) choices: Vec<Choice>,
    /// Unit that owns the figure.
    pub(super) owner: UnitCode,
    pub(super) form: Arc<str>,
}

impl From<&FigureSpec> for Question {
    fn from(spec: &FigureSpec) -> Self {
        Self {
            figure: spec.id.clone(),
            label: spec.label.clone(),
            kind: spec.kind,
            measure: spec.measure.clone(),
            choices: spec.choices.clone(),
            owner: spec.from.clone(),
            form: spec.form.clone(),
        }
    }
}

impl Question {
    /// The want of a figure that nobody can use, standing in (or belonging into) `address`.
    pub(super) fn want(&self, address: Option<Address>) -> Want {
        Want {
            figure: self.figure.clone(),
            label: self.label.clone(),
            unit: self.owner.clone(),
            form: self.form.clone(),
            address,
            unreadable: false,
        }
    }

    /// The want of a figure whose cell at `address` holds something that cannot be used.
    pub(super) fn unreadable(&self, address: Address) -> Want {
        Want { unreadable: true, ..self.want(Some(address)) }
    }
}

/// The choice that `text` names: by one of its labels after folding, by its code, or by a label typed without diacritics.
pub(super) fn choose<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let (key, plain) = (fold(text), fold_ascii(text));
    if key.is_empty() {
        return None;
    }
    let exact =
        choices.iter().find(|choice| choice.labels().any(|label| fold(label) == key) || *choice.code == *key);
    exact.or_else(|| {
        let code = plain.replace([' ', '-'], "_");
        let is_labelled = |choice: &Choice| choice.labels().any(|label| fold_ascii(label) == plain);
        let mut fitting =
            choices.iter().filter(|choice| *choice.code == *code || (key == plain && is_labelled(choice)));
        match (fitting.next(), fitting.next()) {
            (Some(choice), None) => Some(choice),
            _ => None,
        }
    })
}
