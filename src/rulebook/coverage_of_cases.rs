//! Whether a rule has the cases that it must have.

use rust_decimal::Decimal;

use super::Rulebook;
use super::case::cases;
use super::case_file::{Case, CaseFile};
use super::entry::Entry;
use super::finding::{Finding, Outcome};
use super::outline::{Threshold, Used};
use super::source::{CASES, RULE};
use super::terms;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Figure, State};
use crate::period::Dated;
use crate::plan::{Rule, RuleKind, Terms};

/// R12 for each case that is missing: one with a good result, one with a worse, one on each threshold of each date, one
/// where nothing arose, one with a figure missing.
pub(super) fn check(rulebook: &Rulebook, rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
    let file = rulebook.layers.place_of(&format!("{}{CASES}", rule.file.trim_end_matches(RULE)));
    let lacks = |key: &str, text: &str| {
        Diagnostic::new(Code::CaseMissing).at(Place::file(file.clone())).with_label("what", key, text)
    };
    match &entry.cases {
        CaseFile::Absent => return vec![lacks("case.file", &file)],
        // What is missing can only be said once everything can be read and run.
        CaseFile::Malformed | CaseFile::Cases { lacks_some: true, .. } => return Vec::new(),
        CaseFile::Cases { .. } => {}
    }
    let mut judged: Vec<(&Case, Finding)> = Vec::new();
    for case in cases(entry) {
        let (finding, faults) = rulebook.judge_case(rule, entry, case);
        if !faults.is_empty() {
            return Vec::new();
        }
        judged.push((case, finding));
    }
    let mut diagnostics = Vec::new();
    if rule.kind == RuleKind::Target {
        for (outcome, key) in [(Outcome::Met, "case.met"), (Outcome::Missed, "case.missed")] {
            if !judged.iter().any(|(_, finding)| finding.outcome == outcome) {
                diagnostics.push(lacks(key, ""));
            }
        }
    } else {
        let points: Vec<Decimal> = judged.iter().filter_map(|(_, finding)| finding.points).collect();
        if !points.iter().any(|points| *points > Decimal::ZERO) {
            diagnostics.push(lacks("case.scored", ""));
        }
        if points.iter().min() == points.iter().max() {
            diagnostics.push(lacks("case.less", ""));
        }
    }
    for (date, threshold) in thresholds(rule, entry) {
        let on_it = judged.iter().any(|(_, finding)| {
            let value = finding.value.as_ref().and_then(Figure::number);
            value == Some(threshold)
                && (date.is_none() || finding.terms.as_ref().map(|terms| terms.from) == date)
        });
        if !on_it {
            let shown = threshold.normalize().to_string().replace('.', ",");
            let shown = match date {
                Some(date) if rule.terms.len() > 1 => format!("{shown} ({})", crate::period::date_vi(date)),
                _ => shown,
            };
            diagnostics.push(lacks("case.boundary", &shown));
        }
    }
    let nothing_arose = |(case, finding): &(&Case, Finding)| {
        finding.value.as_ref().is_some_and(|value| value.state == State::NothingArose)
            || case.figures.single.values().any(|figure| figure.state == State::NothingArose)
    };
    if !judged.iter().any(nothing_arose) {
        diagnostics.push(lacks("case.nothing_arose", ""));
    }
    let is_missing = |figure: &Figure| figure.state == State::Missing;
    let lacks_figure = |(case, _): &(&Case, Finding)| {
        let cells = case.figures.tables.values().flat_map(|table| &table.records);
        case.figures.single.values().any(is_missing)
            || cells.flat_map(|record| record.fields.values()).any(is_missing)
    };
    if !judged.iter().any(lacks_figure) {
        diagnostics.push(lacks("case.missing", ""));
    }
    diagnostics
}

/// The numbers at which the rule changes its mind, each with the day from which it is in force.
pub(super) fn thresholds(rule: &Rule, entry: &Entry) -> Vec<(Option<chrono::NaiveDate>, Decimal)> {
    let mut thresholds: Vec<(Option<chrono::NaiveDate>, Decimal)> = Vec::new();
    let mut add = |from: Option<chrono::NaiveDate>, number: Decimal| {
        if !thresholds.contains(&(from, number)) {
            thresholds.push((from, number));
        }
    };
    if rule.kind == RuleKind::Target {
        for Dated { from, value, .. } in &rule.terms {
            if let Some((_, number)) = value.comparison.as_ref().and_then(terms::threshold) {
                add(Some(*from), number);
            }
        }
        return thresholds;
    }
    let found = entry.script.outline.function("points").map(|function| function.uses.as_slice());
    for used in found.unwrap_or_default() {
        match &used.what {
            Used::Threshold(Threshold::Number(number)) => add(None, *number),
            Used::Threshold(Threshold::Scale(name)) => {
                for Dated { from, value: Terms { values, .. }, .. } in &rule.terms {
                    if let Some(number) = values.get(name) {
                        add(Some(*from), *number);
                    }
                }
            }
            _ => {}
        }
    }
    thresholds
}
