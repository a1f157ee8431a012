//! Changes the rules in one place at a time, and tells of the changes that no case notices.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Rulebook;
use super::acceptance;
use super::case::cases;
use super::declaration;
use super::declarations::Declarations;
use super::entry::Entry;
use super::finding::{Finding, Outcome};
use super::grid::Grid;
use super::mutant::{Mutant, mutants};
use super::source::Source;
use super::suggest::figures_text;
use super::vocabulary::World;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{FigureKind, Figures};
use crate::plan::Rule;

/// Most combinations of figures that are tried to tell a rule from its changed self.
const MOST: usize = 8_000;

/// What changing the rules gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MutationRun {
    /// Rules that were selected.
    pub rules: usize,
    /// Changes after which the rule could still be used.
    pub tried: usize,
    /// Changes that some case notices.
    pub noticed: usize,
    /// Changes that no case notices, and that no figures were found to tell apart from the rule as it is.
    pub alike: Vec<Edit>,
    /// Changes that no case notices and the rule accepts with a reason.
    pub accepted: usize,
    /// R24 for each other change that no case notices, and R23 for each acceptance of one that does not exist. A rule
    /// with cases that fail is not changed: what they tell stands here instead.
    pub diagnostics: Vec<Diagnostic>,
}

/// One change of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub before: String,
    /// What was put in its place.
    pub after: String,
}

impl Rulebook {
    /// Changes the rules that `pattern` selects by number or file name; `None` selects all.
    pub fn mutate(&self, pattern: Option<&str>) -> MutationRun {
        let mut run = MutationRun::default();
        for (rule, entry) in self.selected(pattern) {
            run.rules += 1;
            // Cases that fail as it is would fail of every change too, and so say nothing.
            let failing = cases(entry).iter().flat_map(|case| self.run_case(rule, entry, case).diagnostics);
            let failing: Vec<Diagnostic> = failing.collect();
            if !failing.is_empty() {
                run.diagnostics.extend(failing);
                continue;
            }
            let mut unnoticed = Vec::new();
            for mutant in mutants(self, rule, entry) {
                let Some((changed_rule, changed)) = self.changed(rule, entry, &mutant) else { continue };
                run.tried += 1;
                if !cases(entry).iter().all(|case| self.passes(&changed_rule, &changed, case)) {
                    run.noticed += 1;
                    continue;
                }
                let change = edit(entry, &mutant);
                match self.difference(rule, entry, &changed_rule, &changed) {
                    Difference::None => run.alike.push(change),
                    Difference::Figures(figures) => unnoticed.push(told(&change, rule, Some(&figures))),
                    Difference::Unknown => unnoticed.push(told(&change, rule, None)),
                }
            }
            let before = unnoticed.len();
            let (left, idle) = acceptance::settle(entry, unnoticed, |code| code == Code::ChangeUnnoticed);
            run.accepted += before - left.len();
            run.diagnostics.extend(left.into_iter().chain(idle));
        }
        run
    }

    /// The rule with a change; `None` where it could not be used then.
    fn changed(&self, rule: &Rule, entry: &Entry, mutant: &Mutant) -> Option<(Rule, Entry)> {
        let text = mutant.applied(&entry.text);
        let script = self.machine.compile(&text).ok()?;
        let (name, file) = (rule.file.clone(), entry.file.clone());
        let source = Source {
            name,
            file,
            text: text.clone(),
            is_composed: entry.is_composed,
            is_later: entry.is_later,
            year: None,
        };
        let mut declared = Declarations::new(&source, &script.outline);
        let changed = declaration::read(&mut declared, &self.plan.units, self.plan.scheme(&rule.scheme)?)?;
        declared.diagnostics.is_empty().then(|| (changed, entry.with_script(script, &text)))
    }

    /// Figures of which a rule and its changed self say different things.
    fn difference(&self, rule: &Rule, entry: &Entry, changed_rule: &Rule, changed: &Entry) -> Difference {
        let grid = Grid::new(self, rule, entry, MOST);
        for figures in grid.combinations() {
            let (said, changed_said) =
                (self.said(rule, entry, &figures), self.said(changed_rule, changed, &figures));
            if said != changed_said {
                return Difference::Figures(figures);
            }
            if said.is_limited {
                return Difference::Unknown;
            }
        }
        let table = |need| self.plan.figures.get(need).is_none_or(|spec| spec.kind == FigureKind::Table);
        if rule.needs.iter().any(table) { Difference::Unknown } else { Difference::None }
    }

    /// What a case could expect of a rule.
    fn said(&self, rule: &Rule, entry: &Entry, figures: &Figures) -> Said {
        let (finding, diagnostics) = self.tried(rule, entry, figures);
        let value = finding.value.as_ref();
        let number = value.and_then(|value| value.number());
        let choice = value.and_then(|value| value.choice().map(str::to_owned));
        Said {
            outcome: finding.outcome,
            points: finding.points,
            number,
            choice,
            ran: diagnostics.is_empty(),
            is_limited: diagnostics.iter().any(|diagnostic| diagnostic.code == Code::RuleLimit),
        }
    }

    /// What a rule says of `figures` by its latest law.
    pub(super) fn tried(&self, rule: &Rule, entry: &Entry, figures: &Figures) -> (Finding, Vec<Diagnostic>) {
        let needed = self.plan.figures.iter().filter(|(id, _)| rule.needs.contains(id));
        let specs = needed.map(|(id, spec)| (id.clone(), spec.clone())).collect();
        let latest = rule.terms.iter().map(|terms| terms.from).max();
        let on = latest.unwrap_or(chrono::NaiveDate::MAX);
        self.judge_one(rule, entry, &World::supposed(figures, &specs), on)
    }
}

/// What a case could expect, and how the rule ran.
#[derive(PartialEq)]
struct Said {
    outcome: Outcome,
    points: Option<Decimal>,
    number: Option<Decimal>,
    choice: Option<String>,
    ran: bool,
    is_limited: bool,
}

enum Difference {
    /// None was found.
    None,
    /// These figures show it.
    Figures(Figures),
    /// None was found, but too little could be tried to say that there is none.
    Unknown,
}

fn edit(entry: &Entry, mutant: &Mutant) -> Edit {
    let Range { start, end } = mutant.bytes;
    Edit {
        place: entry.place_of_byte(start),
        before: entry.text.get(start..end).unwrap_or_default().to_owned(),
        after: mutant.replacement.clone(),
    }
}

fn told(edit: &Edit, rule: &Rule, figures: Option<&Figures>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::ChangeUnnoticed)
        .at(edit.place.clone())
        .with("rule", &rule.id)
        .with("before", &edit.before)
        .with("after", &edit.after);
    match figures {
        Some(figures) => diagnostic.with_label("example", "mutation.example", &figures_text(figures)),
        None => diagnostic.with("example", ""),
    }
}
