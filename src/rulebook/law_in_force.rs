//! Whether the law that a rule applies is there for every period, and all of it is used.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

use super::Rulebook;
use super::entry::Entry;
use super::outline::{Constant, Used};
use super::tokens::Tokens;
use crate::diagnostic::{Code, Diagnostic};
use crate::period::{Period, PeriodKind, date_vi};
use crate::plan::{Rule, RuleKind};

/// R22 for a rule whose first values begin after a period of the year in which its scheme begins; of the year in which
/// they begin themselves where the rule is one of a folder that extends another.
pub(super) fn begins_late(rulebook: &Rulebook, rule: &Rule, entry: &Entry) -> Option<Diagnostic> {
    let first = |rule: &Rule| rule.terms.iter().map(|terms| terms.from).min();
    let from = first(rule)?;
    let begins = match entry.is_later {
        true => from,
        false => rulebook.plan.rules_of(&rule.scheme).filter_map(first).min()?,
    };
    let year = begins.year();
    let ends = |kind| -> Option<(Period, NaiveDate)> {
        let schedule = rulebook.plan.schedule(Period { year, kind })?;
        Some((schedule.period, schedule.window.to))
    };
    let (period, to) = PeriodKind::ALL.into_iter().filter_map(ends).find(|(_, to)| *to < from)?;
    let name = if rule.kind == RuleKind::Target { "TARGET" } else { "SCALE" };
    Some(
        Diagnostic::new(Code::LawBeginsLate)
            .at(entry.place_of(name))
            .with("name", name)
            .with("rule", &rule.id)
            .with("from", date_vi(from))
            .with("period", period)
            .with("to", date_vi(to)),
    )
}

/// R21 for each number of the scale that no function uses.
pub(super) fn unused_numbers(rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
    let uses = entry.script.outline.uses().filter_map(|used| match &used.what {
        Used::Scale(name) => Some(name.as_str()),
        _ => None,
    });
    let mut used: HashSet<&str> = uses.collect();
    if rule.kind == RuleKind::Target || hands_on_the_scale(&entry.text) {
        return Vec::new();
    }
    let items = match entry.script.outline.constant("SCALE").map(|(.., literal)| &literal.value) {
        Some(Constant::List(items)) => items.as_slice(),
        _ => &[],
    };
    let mut diagnostics = Vec::new();
    for item in items {
        let Constant::Map(fields) = &item.value else { continue };
        for (name, spot, literal) in fields {
            // Each is told of once, and what is no number is no part of the scale.
            if matches!(literal.value, Constant::Number(_)) && used.insert(name) {
                diagnostics
                    .push(Diagnostic::new(Code::ScaleUnused).at(entry.place(*spot)).with("name", name));
            }
        }
    }
    diagnostics
}

/// Whether `points` uses the scale as a whole, as `choose(v, s)` does.
fn hands_on_the_scale(text: &str) -> bool {
    let tokens = Tokens::of(text);
    let Some(points) = (0..tokens.len()).find(|index| tokens.word(*index) == "points") else { return false };
    // fn points ( v , s
    let scale = tokens.word(points + 4);
    let mut within = tokens.bodies().into_iter().flatten();
    within.any(|index| {
        tokens.word(index) == scale
            && tokens.sign(index + 1) != "."
            && tokens.sign(index.wrapping_sub(1)) != "."
    })
}
