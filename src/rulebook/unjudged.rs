//! Rules that must be there and cannot be used: their lines stay in the report, and their points undetermined.

use rust_decimal::Decimal;

use super::declaration::heading;
use super::finding::{Finding, Outcome};
use super::layers::Layers;
use super::source::{RULE, Source};
use super::{Rulebook, load};
use crate::diagnostic::{Lang, label};
use crate::plan::{EvidencePolicy, MissingPolicy, Plan, Rule, RuleKind, Scheme, SchemeKind, ZeroPolicy};

impl Rulebook {
    /// The plan with a line for every rule that must be there, whether it can be used or not.
    pub fn reported_plan(&self) -> Plan {
        let mut plan = self.plan.clone();
        for scheme in &self.plan.schemes {
            plan.rules.extend(unjudged(scheme, &self.plan, &self.layers));
        }
        let schemes = plan.schemes.clone();
        plan.rules.sort_by_cached_key(|rule| load::sort_key(&schemes, rule));
        plan
    }
}

impl Finding {
    /// What is known of a `rule` that cannot be used: nothing.
    pub fn unjudged(rule: &Rule) -> Self {
        Self {
            rule: rule.id.clone(),
            scheme: rule.scheme.clone(),
            outcome: Outcome::NeedsExplanation,
            value: None,
            terms: None,
            points: None,
            max: rule.max,
            used: Vec::new(),
            readings: Vec::new(),
            waits: Vec::new(),
            remedies: Vec::new(),
        }
    }
}

/// Lines for the numbers that `scheme` must have and no usable rule has.
fn unjudged(scheme: &Scheme, plan: &Plan, layers: &Layers) -> Vec<Rule> {
    let has = |number: &String| plan.rules_of(&scheme.id).any(|rule| rule.id == *number);
    let numbers = scheme.must_have.iter().filter(|number| !has(number));
    let source = |number: &String| layers.sources.iter().find(|source| is_of(source, scheme, number));
    let mut rules: Vec<Rule> = numbers.map(|number| line(scheme, plan, number, source(number))).collect();
    // What no file says follows from the total.
    let known: Decimal = plan
        .rules_of(&scheme.id)
        .chain(&rules)
        .filter(|rule| rule.kind == RuleKind::Criterion)
        .filter_map(|rule| rule.max)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    let rest = scheme.total.map(|total| total.saturating_sub(known));
    let unsaid = |rule: &&mut Rule| rule.kind == RuleKind::Criterion && rule.max.is_none();
    let mut criteria = rules.iter_mut().filter(unsaid);
    // Where several say nothing, the first bears what they have together, so that the total is whole.
    if let (Some(first), Some(rest)) = (criteria.next(), rest) {
        first.max = Some(rest.max(Decimal::ZERO));
    }
    rules
}

/// Whether the file would hold the rule with that number, by its name.
fn is_of(source: &Source, scheme: &Scheme, number: &str) -> bool {
    source.folder() == scheme.id
        && source.base().ends_with(RULE)
        && source.behind_number(scheme.kind, number).is_some_and(|rest| !begins_with_number(rest))
}

/// Whether `_1_name` goes on with a further part of a number.
fn begins_with_number(rest: &str) -> bool {
    let part = rest.trim_start_matches('_').split('_').next().unwrap_or_default();
    !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit())
}

fn line(scheme: &Scheme, plan: &Plan, number: &str, source: Option<&Source>) -> Rule {
    let (title, law) = source.map(|source| heading(&source.text)).unwrap_or_default();
    let title = if title.is_empty() { label(Lang::Vi, "rule.unjudged").to_owned() } else { title };
    let group = scheme.groups.iter().filter(|group| {
        let rest = number.strip_prefix(group.id.as_str());
        rest.is_some_and(|rest| {
            rest.is_empty() || !group.id.ends_with(|c: char| c.is_ascii_digit()) || rest.starts_with('.')
        })
    });
    let group = group.max_by_key(|group| group.id.len()).or(scheme.groups.first());
    let kind = match (scheme.kind, number.chars().next()) {
        (SchemeKind::Targets, _) => RuleKind::Target,
        (_, Some('T')) => RuleKind::Bonus,
        (_, Some('P')) => RuleKind::Penalty,
        _ => RuleKind::Criterion,
    };
    Rule {
        id: number.to_owned(),
        file: source.map(|source| source.name.clone()).unwrap_or_default(),
        path: source.map(|source| source.file.to_string()).unwrap_or_default(),
        scheme: scheme.id.clone(),
        kind,
        title,
        law,
        places: Vec::new(),
        group: group.map(|group| group.id.clone()).unwrap_or_default(),
        owner: source
            .and_then(|source| declared(&source.text, "OWNER"))
            .and_then(|code| plan.units.iter().find(|unit| *unit.code == code))
            .map_or_else(|| plan.standing_unit.clone(), |unit| unit.code.clone()),
        measure: String::new(),
        needs: Vec::new(),
        terms: Vec::new(),
        max: source.and_then(|source| declared(&source.text, "MAX")).and_then(|max| max.parse().ok()),
        zero: ZeroPolicy::Ask,
        missing: MissingPolicy::Insufficient,
        evidence: EvidencePolicy::Optional,
        formula: String::new(),
        unconfirmed: String::new(),
    }
}

/// What the text of a rule says of `name`, even where the rest of it cannot be read: `const MAX = 8;`.
fn declared(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find_map(|line| {
        let (before, value) = line.trim().strip_prefix("const ")?.split_once('=')?;
        (before.trim() == name).then_some(value)
    })?;
    Some(line.trim().trim_end_matches(';').trim().trim_matches('"').to_owned())
}
