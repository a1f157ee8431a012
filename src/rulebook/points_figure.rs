//! Points of one criterion as a figure of another in its scheme: `f.diem_1_1_1`.

use std::collections::HashSet;

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::Rulebook;
use super::entry::Entry;
use super::finding::{Finding, Outcome};
use super::left_out::LeftOut;
use super::outline::Used;
use super::vocabulary::World;
use crate::diagnostic::{Code, Diagnostic, Lang, label, phrase};
use crate::figure::{Bounds, Continuity, Figure, FigureId, FigureKind, FigureSpec, Value, Want};
use crate::plan::{POINTS_FORM, Plan, Rule, RuleKind};

/// Adds to `figures` the points that some rule reads. A figure that is declared under such a name stays what it is.
pub(super) fn register(rules: &[Rule], entries: &[Entry], figures: &mut IndexMap<FigureId, FigureSpec>) {
    for (rule, entry) in rules.iter().zip(entries) {
        let needed = rule.needs.iter().map(|need| &**need);
        let read = entry.script.outline.uses().filter_map(|used| match &used.what {
            Used::Figure(name) => Some(name.as_str()),
            _ => None,
        });
        for name in needed.chain(read) {
            let of_points = |other: &&Rule| {
                other.scheme == rule.scheme && other.kind != RuleKind::Target && other.points_figure() == name
            };
            if let Some(other) = rules.iter().find(of_points) {
                figures.entry(name.into()).or_insert_with(|| spec(other));
            }
        }
    }
}

fn spec(rule: &Rule) -> FigureSpec {
    FigureSpec {
        id: rule.points_figure().into(),
        label: phrase(Lang::Vi, "figure.points", &[("number", &rule.id)]).into(),
        kind: FigureKind::Number,
        measure: label(Lang::Vi, "figure.points_measure").into(),
        from: rule.owner.clone(),
        form: POINTS_FORM.into(),
        choices: Vec::new(),
        field: None,
        declared_in: rule.path.as_str().into(),
        guidance: None,
        continuity: Continuity::default(),
        bounds: Bounds::default(),
    }
}

/// Leaves out, and tells of, each rule whose points depend on themselves.
pub(super) fn leave_out_circles(
    plan: &mut Plan,
    entries: &mut Vec<Entry>,
    left_out: &mut LeftOut,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let circular: Vec<bool> = plan.rules.iter().map(|rule| depends_on_itself(plan, rule)).collect();
    for ((rule, entry), _) in
        plan.rules.iter().zip(&*entries).zip(&circular).filter(|(_, circular)| **circular)
    {
        left_out.folders.insert(rule.scheme.clone());
        diagnostics.push(Diagnostic::new(Code::RuleMetadata).at(entry.place_of("NEEDS")).with_label(
            "what",
            "declare.circle",
            &rule.id,
        ));
    }
    let mut keep = circular.iter().map(|circular| !circular);
    plan.rules.retain(|_| keep.next().unwrap_or(true));
    let mut keep = circular.iter().map(|circular| !circular);
    entries.retain(|_| keep.next().unwrap_or(true));
}

fn depends_on_itself(plan: &Plan, rule: &Rule) -> bool {
    let read_by = |rule: &Rule| -> Vec<String> {
        let others = rule.needs.iter().filter_map(|need| plan.rule_of_points(rule, need));
        others.map(|other| other.id.clone()).collect()
    };
    let mut seen = HashSet::new();
    let mut open = read_by(rule);
    while let Some(id) = open.pop() {
        if id == rule.id {
            return true;
        }
        let other = plan.rules_of(&rule.scheme).find(|other| other.id == id);
        if let Some(other) = other.filter(|_| seen.insert(id)) {
            open.extend(read_by(other));
        }
    }
    false
}

impl Rulebook {
    /// Whether `rule` may read `figure`: declared somewhere, or the points of a criterion of its own scheme.
    pub(super) fn is_known(&self, rule: &Rule, figure: &str) -> bool {
        let spec = self.plan.figures.get(figure);
        spec.is_some_and(|spec| {
            &*spec.form != POINTS_FORM || self.plan.rule_of_points(rule, figure).is_some()
        })
    }

    /// `world` with the points of other criteria that `rule` reads, by the law in force on `on`.
    pub(super) fn with_points(&self, rule: &Rule, world: &World, on: NaiveDate) -> World {
        let mut seen = world.clone();
        for need in &rule.needs {
            let Some(other) = self.plan.rule_of_points(rule, need) else { continue };
            let Some(index) = self.plan.rules.iter().position(|rule| std::ptr::eq(rule, other)) else {
                continue;
            };
            let Some(entry) = self.entries.get(index) else { continue };
            let (finding, _) = self.judge_one(other, entry, &self.with_points(other, world, on), on);
            seen = seen.with(need, figure(other, finding));
        }
        seen
    }
}

/// The points as a figure: known where they are given, without a state of their own where they are not.
fn figure(rule: &Rule, finding: Finding) -> Figure {
    let want = Want::of(&spec(rule));
    let Some(value) = finding.value else { return Figure::missing(want) };
    match (finding.outcome, finding.points) {
        (Outcome::Scored, Some(points)) => {
            Figure { origins: value.origins, doubts: value.doubts, ..Figure::known(Value::Number(points)) }
        }
        (Outcome::Excluded, _) => Figure::not_applicable(value.origins),
        _ => {
            let is_explained = !value.wants.is_empty() || !value.doubts.is_empty();
            let wants = if is_explained { value.wants } else { vec![want.clone()] };
            Figure { wants, origins: value.origins, doubts: value.doubts, ..Figure::missing(want) }
        }
    }
}
