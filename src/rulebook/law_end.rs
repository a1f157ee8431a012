//! Whether the documents that rules and tasks cite are registered, and what of the law is not in force on a day.

use chrono::NaiveDate;

use super::Rulebook;
use super::source::{RULE, SCHEME, Source, TASKS};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::{Dated, date_vi};
use crate::plan::{LegalDocument, RuleKind, citations};

/// The days of something that the law says, and what takes its place.
struct Span<'a> {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    replaced_by: &'a str,
}

impl Rulebook {
    /// R35 for every use of law that is not in force on `day`: documents where they are cited, values of rules, tasks.
    pub fn not_in_force_on(&self, day: NaiveDate) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (source, byte, number) in self.citations() {
            let Some(document) = self.document(number) else { continue };
            let LegalDocument { from, until, replaced_by, .. } = document;
            let span = Span { from: *from, until: *until, replaced_by };
            diagnostics.extend(span.outside(day, source.place_of_byte(byte), number));
        }
        for (rule, entry) in self.plan.rules.iter().zip(&self.entries) {
            // Values that follow one another have no gap but where one says so itself.
            let last = rule.terms.iter().rfind(|terms| terms.from <= day).or(rule.terms.first());
            let Some(terms) = last.filter(|_| Dated::in_force(&rule.terms, day).is_none()) else { continue };
            let name = if rule.kind == RuleKind::Target { "TARGET" } else { "SCALE" };
            let Dated { from, until, replaced_by, .. } = terms;
            let span = Span { from: Some(*from), until: *until, replaced_by };
            let what = format!("{name} {} ({})", self.plan.number(rule), terms.basis);
            diagnostics.extend(span.outside(day, entry.place_of(name), &what));
        }
        if let Some(source) = self.layers.find(TASKS) {
            for task in &self.plan.tasks {
                let span = Span { from: None, until: task.until, replaced_by: &task.replaced_by };
                let byte = source.text.find(&format!("\"{}\"", task.id)).unwrap_or_default();
                diagnostics.extend(span.outside(day, source.place_of_byte(byte), &task.id));
            }
        }
        diagnostics
    }

    /// R34 for every document that is cited and not registered, where it is cited first.
    pub(super) fn unregistered(&self) -> Vec<Diagnostic> {
        let mut told: Vec<&str> = Vec::new();
        let mut diagnostics = Vec::new();
        for (source, byte, number) in self.citations() {
            if self.document(number).is_none() && !told.contains(&number) {
                told.push(number);
                let told = Diagnostic::new(Code::DocumentUnregistered).at(source.place_of_byte(byte));
                diagnostics.push(told.with("document", number));
            }
        }
        diagnostics
    }

    fn document(&self, number: &str) -> Option<&LegalDocument> {
        self.plan.documents.iter().find(|document| document.number == number)
    }

    /// Every citation of the rules, schemes and tasks that are used.
    fn citations(&self) -> impl Iterator<Item = (&Source, usize, &str)> {
        let used = |source: &&Source| {
            let is_law = source.name == TASKS || source.base() == SCHEME || source.base().ends_with(RULE);
            let folder = source.folder();
            is_law && (folder.is_empty() || self.plan.scheme(folder).is_some())
        };
        let sources = self.layers.sources.iter().filter(used);
        sources.flat_map(|source| citations(&source.text).map(move |(byte, number)| (source, byte, number)))
    }
}

impl Span<'_> {
    fn outside(&self, day: NaiveDate, place: Place, what: &str) -> Option<Diagnostic> {
        let (key, date) = match (self.from, self.until) {
            (_, Some(until)) if until < day => ("law.ended", until),
            (Some(from), _) if day < from => ("law.not_begun", from),
            _ => return None,
        };
        let date = date_vi(date);
        let mut reasons = vec![(key, date.as_str())];
        if key == "law.ended" && !self.replaced_by.is_empty() {
            reasons.push(("law.replaced", self.replaced_by));
        }
        let told = Diagnostic::new(Code::LawNotInForce).at(place).with("what", what);
        Some(told.with("on", date_vi(day)).with_labels("reason", &reasons))
    }
}
