//! What a rule did step by step: each word with its values, in the order in which they were found.

use chrono::NaiveDate;

use super::Rulebook;
use super::entry::Entry;
use super::expression::expressions;
use super::finding::Finding;
use super::vocabulary::{Noted, Operand, World};
use crate::figure::Figures;
use crate::plan::Rule;

/// One calculation or comparison within a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Line of the rule's file.
    pub line: u32,
    /// As the rule writes it: `f.a + f.b`.
    pub expression: String,
    /// The word: `percent`, `+`.
    pub word: String,
    /// What it was given.
    pub operands: Vec<Operand>,
    /// What it gave.
    pub result: Operand,
}

/// One rule with its steps.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What the rule said.
    pub finding: Finding,
    /// The steps of the measured value and then of the points.
    pub steps: Vec<Step>,
}

impl Rulebook {
    /// What `rule` says of `figures` by the law in force on `on`, step by step; `None` if it is none of the rulebook's.
    pub fn trace(&self, rule: &Rule, figures: &Figures, on: NaiveDate) -> Option<Trace> {
        self.trace_in(rule, &World::new(figures, &self.plan.figures), on)
    }

    /// Every rule traced, what would better it aside: what tracing costs is measured by this.
    pub fn trace_all(&self, figures: &Figures, on: NaiveDate) -> Vec<Trace> {
        let world = World::new(figures, &self.plan.figures);
        self.plan.rules.iter().filter_map(|rule| self.trace_in(rule, &world, on)).collect()
    }

    fn trace_in(&self, rule: &Rule, world: &World, on: NaiveDate) -> Option<Trace> {
        let entry = self.plan.rules.iter().zip(&self.entries).find(|(other, _)| *other == rule)?.1;
        // The steps are those of this rule, not of others whose points it reads.
        let world = self.with_points(rule, world, on);
        let (finding, _) = self.judge_one(rule, entry, &world, on);
        let world = self.concluded_in(rule, &world, &finding, on);
        let (_, steps) = self.traced(entry, || self.judge_as_read(rule, entry, &world, on));
        Some(Trace { finding, steps })
    }

    /// What `run` gives, which runs the rule of `entry`, and each step of it.
    pub(super) fn traced<T>(&self, entry: &Entry, run: impl FnOnce() -> T) -> (T, Vec<Step>) {
        let (noted, given) = self.machine.traced(run);
        let texts = expressions(&entry.script);
        let step = |Noted { spot, word, operands, result }: Noted| Step {
            line: spot.0,
            expression: texts.get(&spot).cloned().unwrap_or_default(),
            word,
            operands,
            result,
        };
        (given, noted.into_iter().map(step).collect())
    }
}
