//! One rule in full: what its cell's note says, and each step of its calculation between.

use super::note;
use super::view::View;
use crate::plan::Rule;
use crate::report::step_words;
use crate::rulebook::{Finding, Step};

/// What `rule` said, line by line.
pub(super) fn lines(view: &View<'_>, rule: &Rule, finding: &Finding, steps: &[Step]) -> Vec<String> {
    let steps: Vec<String> = steps.iter().map(|step| step_words(step, view.lang)).collect();
    note::lines(view, rule, finding, &steps)
}
