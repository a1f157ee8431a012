//! What is still missing, from whom, and what waits for it.

use indexmap::IndexMap;

use super::gap;
use super::record::{Record, Section, Slot};
use super::view::{View, place_lines, said, word};
use crate::plan::Rule;
use crate::report::template::Placeholder as P;
use crate::rulebook::{Finding, Outcome};

/// One thing that is missing.
struct Missing {
    unit: String,
    what: String,
    place: String,
    waiting: String,
}

/// One thing that is missing and the rules that wait for it, as `(scheme, rule)`.
struct Waiting<'a> {
    missing: Missing,
    rules: Vec<(&'a str, &'a str)>,
}

impl Waiting<'_> {
    fn named(self, view: &View<'_>) -> Missing {
        Missing { waiting: view.rule_names(self.rules.into_iter()), ..self.missing }
    }
}

/// A row for each form that was not sent, each blank figure of those that were, each explanation that is owed.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let missing = unsent(view).chain(blank(view)).chain(unexplained(view)).chain(awaited(view));
    let records = missing.enumerate().map(|(index, missing)| {
        Record::default()
            .with(P::MissingOrdinal, Slot::count(index + 1))
            .text(P::MissingUnit, missing.unit)
            .text(P::MissingWhat, missing.what)
            .text(P::MissingPlace, missing.place)
            .text(P::MissingWaiting, missing.waiting)
    });
    vec![Section::plain(records.collect())]
}

fn unit(view: &View<'_>, code: &str) -> String {
    view.plan.unit(code).map_or_else(|| code.to_owned(), |unit| unit.name.clone())
}

fn unsent<'a>(view: &'a View<'_>) -> impl Iterator<Item = Missing> + 'a {
    view.assessment.roster.iter().filter(|entry| !entry.is_received()).map(|entry| Missing {
        unit: unit(view, &entry.unit),
        what: said("missing.form", &[("form", &entry.form_title)]),
        place: {
            let what = match entry.unopened.files() {
                [] => word("missing.whole_form").to_owned(),
                files => said("missing.unopened", &[("files", &files.join(", "))]),
            };
            match entry.days_late {
                0 => what,
                days => said("missing.overdue", &[("what", &what), ("days", &days.to_string())]),
            }
        },
        waiting: view.rule_names(entry.waiting.iter().map(|(scheme, rule)| (scheme.as_str(), rule.as_str()))),
    })
}

/// Findings with their rules.
fn findings<'a>(view: &'a View<'_>) -> impl Iterator<Item = (&'a Rule, &'a Finding)> {
    view.plan.rules.iter().filter_map(|rule| Some((rule, view.finding(rule)?)))
}

/// Figures that are wanted though their form was sent, each once with every rule that waits.
fn blank(view: &View<'_>) -> impl Iterator<Item = Missing> {
    let is_unsent = |unit: &str, form: &str| {
        let mut roster = view.assessment.roster.iter().filter(|entry| !entry.is_received());
        roster.any(|entry| &*entry.unit == unit && &*entry.form == form)
    };
    let mut wanted: IndexMap<(&str, &str), Waiting<'_>> = IndexMap::new();
    for (rule, finding) in findings(view).filter(|(_, finding)| finding.outcome == Outcome::Insufficient) {
        for want in finding.value.iter().flat_map(|value| &value.wants) {
            if is_unsent(&want.unit, &want.form) {
                continue;
            }
            let place = want.address.as_ref().map_or_else(|| view.form(&want.form).to_owned(), place_lines);
            let waiting = wanted.entry((&want.unit, &want.label)).or_insert_with(|| {
                let what = said("missing.figure", &[("label", &want.label)]);
                let missing = Missing { unit: unit(view, &want.unit), what, place, waiting: String::new() };
                Waiting { missing, rules: Vec::new() }
            });
            waiting.rules.push((&rule.scheme, &rule.id));
        }
    }
    let rows: Vec<_> = wanted.into_values().map(|waiting| waiting.named(view)).collect();
    rows.into_iter()
}

/// What must be explained, each cell and question once with every rule that waits for the answer.
fn unexplained(view: &View<'_>) -> impl Iterator<Item = Missing> {
    let mut asked: IndexMap<(String, String), Waiting<'_>> = IndexMap::new();
    for (rule, finding) in findings(view).filter(|(_, finding)| finding.outcome == Outcome::NeedsExplanation)
    {
        let cell = finding.value.as_ref().and_then(|value| value.origins.first());
        let place = cell.map(|origin| place_lines(&origin.address)).unwrap_or_default();
        let question = gap::to_explain(view, finding);
        let what = said("missing.explanation", &[("what", &question), ("title", &rule.title)]);
        // Without a cell to tell them apart, each rule is a question of its own.
        let key = if place.is_empty() { what.clone() } else { question };
        let waiting = asked.entry((place.clone(), key)).or_insert_with(|| Waiting {
            missing: Missing { unit: unit(view, &rule.owner), what, place, waiting: String::new() },
            rules: Vec::new(),
        });
        waiting.rules.push((&rule.scheme, &rule.id));
    }
    let rows: Vec<_> = asked.into_values().map(|waiting| waiting.named(view)).collect();
    rows.into_iter()
}

fn awaited<'a>(view: &'a View<'_>) -> impl Iterator<Item = Missing> + 'a {
    findings(view).filter(|(_, finding)| finding.outcome == Outcome::Awaiting).map(|(rule, _)| Missing {
        unit: unit(view, &rule.owner),
        what: said("missing.awaited", &[("title", &rule.title)]),
        place: word("missing.published").to_owned(),
        waiting: view.rule_names([(rule.scheme.as_str(), rule.id.as_str())].into_iter()),
    })
}

/// The sentence on what is missing.
pub(super) fn summary(view: &View<'_>) -> String {
    let counts = [
        ("sentence.missing_forms", unsent(view).count()),
        ("sentence.missing_figures", blank(view).count()),
        ("sentence.missing_explanations", unexplained(view).count()),
    ];
    let parts: Vec<_> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| said(key, &[("count", &count.to_string())]))
        .collect();
    if parts.is_empty() {
        return word("sentence.complete").to_owned();
    }
    said("sentence.missing", &[("parts", &parts.join(", "))])
}
