//! Uses for which workbooks are read.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::expectation::Expectation;
use super::expected::Expected;
use super::learn::{Proposal, learn};
use super::recognise::recognise;
use super::recognition::Recognition;
use super::sheet::Workbook;
use crate::diagnostic::{Diagnostic, Lang};

/// Use that whoever reads a workbook makes of it, so that only the result need be handed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Recognise submissions by each expectation.
    Recognise(Vec<Expectation>),
    /// Propose the description of a form.
    Learn {
        /// Facts of the plan.
        facts: Box<Expectation>,
        /// Identifier of the form.
        id: String,
        /// Language of the comments.
        lang: Lang,
    },
}

/// Result of using one workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Made {
    /// Submissions, by each expectation in its order.
    Recognitions(Vec<Recognition>),
    /// A description, or why there is none.
    Proposal(Result<Proposal, Diagnostic>),
}

/// A purpose ready for one workbook after the other.
pub(super) enum Prepared<'p> {
    Recognise(Vec<Expected<'p>>),
    Learn { facts: &'p Expectation, id: &'p str, lang: Lang },
}

impl Purpose {
    /// Submissions recognised by `expectation` alone.
    pub fn recognise(expectation: Expectation) -> Self {
        Self::Recognise(vec![expectation])
    }

    pub(super) fn prepare(&self) -> Prepared<'_> {
        match self {
            Self::Recognise(all) => Prepared::Recognise(all.iter().map(Expected::new).collect()),
            Self::Learn { facts, id, lang } => Prepared::Learn { facts, id, lang: *lang },
        }
    }
}

impl Prepared<'_> {
    /// Uses `workbook`, which came in `file`.
    pub(super) fn apply(&self, workbook: &Workbook, file: &Arc<str>) -> Made {
        match self {
            Self::Recognise(all) => {
                Made::Recognitions(all.iter().map(|expected| recognise(workbook, file, expected)).collect())
            }
            Self::Learn { facts, id, lang } => Made::Proposal(learn(workbook, file, id, facts, *lang)),
        }
    }
}
