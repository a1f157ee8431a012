//! Loads, checks and runs the rules.
//!
//! A rule is a script with declarations (what it is), functions (how it is calculated) and cases (what it must give).
//! The declarations are read from the syntax tree, nothing is run to load a rule. Only `engine`, `script`, `failure`
//! and `vocabulary` know the scripting language.

mod acceptance;
mod bounds;
mod case;
mod case_file;
mod check;
mod continuity;
mod coverage;
mod coverage_of_cases;
mod declaration;
mod declarations;
mod engine;
mod entry;
mod explain;
mod expression;
mod failure;
mod figure_declaration;
mod figure_register;
mod finding;
mod grid;
mod judge;
mod kept_figures;
mod law_end;
mod law_in_force;
mod layers;
mod left_out;
mod load;
mod mutant;
mod mutation;
mod order;
mod other_year;
mod outline;
mod plan_file;
mod plan_text;
mod points_figure;
mod ranges;
mod readings;
mod remedy;
mod scaffold;
mod script;
mod probe;
mod source;
mod suggest;
mod table_shape;
mod terms;
mod tokens;
mod trace;
mod unjudged;
mod vocabulary;
mod waits;

pub use case::{CaseCourse, CaseResult, Example, TestRun};
pub use coverage::{Coverage, ReachedBy, RuleCoverage, Tally, Unreached, UnreachedKind};
pub use explain::Explanation;
pub use finding::{Finding, Outcome};
pub use layers::RuleText;
pub use mutation::{Edit, MutationRun};
pub use plan_text::extended;
pub use readings::Reading;
pub use remedy::{Goal, Remedy};
pub use scaffold::{rule_file_stem, scaffold};
pub use source::{CASES, RULE, is_of_rules};
pub use suggest::{SuggestedCase, Suggestion};
pub use trace::{Step, Trace};
pub use vocabulary::{Operand, WORDS, Word};

use crate::plan::Plan;

/// The rules, loaded. It belongs to one thread: each thread that judges loads its own.
pub struct Rulebook {
    plan: Plan,
    /// Files of the plan's rules, at the same indices.
    entries: Vec<entry::Entry>,
    tables: Vec<table_shape::TableShape>,
    left_out: left_out::LeftOut,
    /// The files that were read.
    layers: layers::Layers,
    machine: engine::Machine,
}

impl Rulebook {
    /// What the rules declare: units, schemes, targets, criteria, tasks, figures.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

impl std::fmt::Debug for Rulebook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rulebook").field("plan", &self.plan).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
