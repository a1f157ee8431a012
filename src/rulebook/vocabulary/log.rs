//! What the words notice while a rule runs.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexSet;

use crate::figure::{Figure, FigureId};

/// What one run has noticed. Clones share one log.
#[derive(Clone, Debug, Default)]
pub(in crate::rulebook) struct Log(Rc<RefCell<Noticed>>);

/// The content of a log.
#[derive(Debug, Default)]
pub(in crate::rulebook) struct Noticed {
    /// Figures read, in the order of the first reading.
    pub(in crate::rulebook) read: IndexSet<FigureId>,
    /// Figures compared. A comparison gives a bare yes or no, so where they came from and what is to be asked about
    /// them must be kept here.
    pub(in crate::rulebook) compared: Vec<Rc<Figure>>,
}

impl Log {
    pub(super) fn reads(&self, figure: &FigureId) {
        let mut noticed = self.0.borrow_mut();
        if !noticed.read.contains(figure) {
            noticed.read.insert(figure.clone());
        }
    }

    pub(super) fn compares(&self, figure: &Rc<Figure>) {
        let mut noticed = self.0.borrow_mut();
        let bare = figure.origins.is_empty() && figure.doubts.is_empty();
        if !bare && !noticed.compared.iter().any(|other| Rc::ptr_eq(other, figure)) {
            noticed.compared.push(figure.clone());
        }
    }

    /// What has been noticed since the last call.
    pub(in crate::rulebook) fn take(&self) -> Noticed {
        self.0.take()
    }
}
