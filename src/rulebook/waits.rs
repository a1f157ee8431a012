//! Figures that a rule really waits for, found by asking it.

use chrono::NaiveDate;
use indexmap::IndexSet;
use rust_decimal::Decimal;

use super::Rulebook;
use super::entry::Entry;
use super::finding::{Finding, Outcome};
use super::vocabulary::World;
use crate::figure::{Figure, FigureId, FigureKind, FigureSpec, State, Value};
use crate::plan::Rule;

impl Rulebook {
    /// The figures and tasks without which `rule` cannot conclude, as far as one after the other is supposed to be there.
    /// A figure that does not matter as the others are, such as a part of nothing, is none of them.
    pub(super) fn waits(
        &self,
        rule: &Rule,
        entry: &Entry,
        world: &World,
        on: NaiveDate,
        finding: &Finding,
    ) -> Vec<FigureId> {
        let needs = self.all_needs(rule);
        let mut waits: IndexSet<FigureId> = IndexSet::new();
        let mut world = world.clone();
        let mut judged = finding.clone();
        while judged.outcome == Outcome::Insufficient {
            let before = waits.len();
            waits.extend(wanted(judged.value.as_ref()));
            if waits.len() == before {
                break;
            }
            for need in &needs {
                let Some(spec) = self.plan.figures.get(need) else { continue };
                let is_waited_for = world.figure(need).is_some_and(|figure| {
                    figure.state == State::Missing && wanted(Some(figure)).any(|id| waits.contains(&id))
                });
                if is_waited_for && let Some(value) = supposed(spec, on) {
                    let evidence = Some(spec.label.to_string());
                    world = world.with(need, Figure { evidence, ..Figure::known(value) });
                }
            }
            judged = self.judge_as_read(rule, entry, &self.with_points(rule, &world, on), on).0;
        }
        waits.into_iter().collect()
    }

    /// What `rule` needs, and what those criteria need whose points it reads.
    fn all_needs(&self, rule: &Rule) -> IndexSet<FigureId> {
        let mut needs = IndexSet::new();
        for need in &rule.needs {
            match self.plan.rule_of_points(rule, need) {
                Some(other) => needs.extend(self.all_needs(other)),
                None => {
                    needs.insert(need.clone());
                }
            }
        }
        needs
    }
}

fn wanted(figure: Option<&Figure>) -> impl Iterator<Item = FigureId> {
    figure.into_iter().flat_map(|figure| &figure.wants).map(|want| want.figure.clone())
}

/// A value that the figure may have; none for a table.
fn supposed(spec: &FigureSpec, on: NaiveDate) -> Option<Value> {
    Some(match spec.kind {
        FigureKind::Count
        | FigureKind::Number
        | FigureKind::Money
        | FigureKind::Percent
        | FigureKind::Rank => Value::Number(Decimal::ONE),
        FigureKind::Choice => {
            let choice = spec.choices.iter().find(|choice| &*choice.code == "co").or(spec.choices.first())?;
            Value::Choice(choice.code.clone())
        }
        FigureKind::Date => Value::Date(on),
        FigureKind::Text => Value::Text(spec.label.clone()),
        FigureKind::Table => return None,
    })
}
