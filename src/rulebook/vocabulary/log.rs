//! What the words notice while a rule runs.

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexSet;
use rhai::{Dynamic, NativeCallContext, Variant};

use super::step::{Noted, Operand};
use super::trouble::Answer;
use crate::figure::{Figure, FigureId};
use crate::rulebook::script::spot;

/// Most steps that are kept. A rule that takes more runs away, and is stopped.
const MOST_STEPS: usize = 200;

/// What one run has noticed. Clones share one log.
#[derive(Clone, Debug, Default)]
pub(in crate::rulebook) struct Log {
    noticed: Rc<RefCell<Noticed>>,
    /// The steps, where somebody wants to see them.
    steps: Rc<RefCell<Option<Vec<Noted>>>>,
}

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
        let mut noticed = self.noticed.borrow_mut();
        if !noticed.read.contains(figure) {
            noticed.read.insert(figure.clone());
        }
    }

    pub(super) fn compares(&self, figure: &Rc<Figure>) {
        let mut noticed = self.noticed.borrow_mut();
        let bare = figure.origins.is_empty() && figure.doubts.is_empty();
        if !bare && !noticed.compared.iter().any(|other| Rc::ptr_eq(other, figure)) {
            noticed.compared.push(figure.clone());
        }
    }

    /// Hands `answer` on, and notes it as a step if steps are wanted.
    pub(super) fn step<T: Variant + Clone>(
        &self,
        context: &NativeCallContext<'_>,
        operands: &[&Dynamic],
        answer: Answer<T>,
    ) -> Answer<T> {
        if let (Some(steps), Ok(result)) = (self.steps.borrow_mut().as_mut(), &answer)
            && steps.len() < MOST_STEPS
        {
            steps.push(Noted {
                spot: spot(context.call_position()),
                word: context.fn_name().to_owned(),
                operands: operands.iter().map(|operand| Operand::of(operand)).collect(),
                result: Operand::of(&Dynamic::from(result.clone())),
            });
        }
        answer
    }

    /// What `run` gives, and the steps that it takes.
    pub(in crate::rulebook) fn traced<T>(&self, run: impl FnOnce() -> T) -> (Vec<Noted>, T) {
        *self.steps.borrow_mut() = Some(Vec::new());
        let result = run();
        (self.steps.borrow_mut().take().unwrap_or_default(), result)
    }

    /// What has been noticed since the last call.
    pub(in crate::rulebook) fn take(&self) -> Noticed {
        self.noticed.take()
    }
}
