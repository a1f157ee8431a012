//! The columns of a figure that is a table.

use crate::figure::FigureId;
use crate::intake::{FormColumn, FormDescription, FormRows};

/// A table's figure and columns, as its form describes them.
#[derive(Clone, Debug)]
pub(super) struct TableShape {
    pub(super) figure: FigureId,
    pub(super) columns: Vec<FormColumn>,
}

impl TableShape {
    /// The table that `form` holds, if it holds one.
    pub(super) fn of(form: &FormDescription) -> Option<Self> {
        match &form.rows {
            FormRows::Table { figure, .. } => {
                Some(Self { figure: figure.clone(), columns: form.columns.clone() })
            }
            _ => None,
        }
    }

    /// The column named `id`.
    pub(super) fn column(&self, id: &str) -> Option<&FormColumn> {
        self.columns.iter().find(|column| &*column.id == id)
    }
}
