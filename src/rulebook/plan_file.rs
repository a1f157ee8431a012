//! Reads `plan.toml`, `tasks.toml`, `documents.toml` and each folder's `scheme.toml`.

use std::ops::Range;

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::declarations::unknown;
use super::plan_text::{PlanChange, PlanText};
use super::source::Source;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::UnitCode;
use crate::period::{Calendar, CalendarEntry, PeriodKind};
use crate::plan::{Commune, LegalDocument, Rule, Scheme, TaskSpec, Unit};
use crate::text::nearest;

/// What `plan.toml` says.
#[derive(Debug)]
pub(super) struct PlanFile {
    pub(super) title: String,
    pub(super) year: i32,
    pub(super) standing_unit: UnitCode,
    pub(super) commune: Commune,
    pub(super) units: Vec<Unit>,
    pub(super) calendar: Calendar,
    pub(super) fields: IndexMap<String, String>,
    /// Folders whose rules are not used, though figures that they declare may be.
    pub(super) leave_out: Vec<(String, Place)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TasksText {
    #[serde(default)]
    task: Vec<Spanned<TaskSpec>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentsText {
    #[serde(default)]
    document: Vec<Spanned<LegalDocument>>,
}

impl PlanFile {
    /// Reads `plan.toml` of the first folder and what those that extend it say anew; `None` if it cannot be used at all.
    pub(super) fn read(sources: &[Source], diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let (first, others) = sources.split_first()?;
        let text: PlanText = first.read().map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
        let mut standing = (first, text.standing_unit);
        let mut plan = Self {
            title: text.title,
            year: text.year,
            standing_unit: UnitCode::from(""),
            commune: text.commune,
            units: Vec::new(),
            calendar: Calendar::default(),
            fields: text.fields,
            leave_out: placed(first, text.leave_out),
        };
        plan.take_units(first, text.unit, diagnostics);
        plan.take_calendar(first, text.calendar, diagnostics);
        for source in others {
            let text: PlanChange = source.read().map_err(|diagnostic| diagnostics.push(diagnostic)).ok()?;
            plan.title = text.title.unwrap_or(plan.title);
            plan.year = text.year.unwrap_or(plan.year);
            standing = text.standing_unit.map_or(standing, |unit| (source, unit));
            if let Some(commune) = text.commune {
                commune.apply(&mut plan.commune);
            }
            plan.take_units(source, text.unit, diagnostics);
            plan.take_calendar(source, text.calendar, diagnostics);
            plan.fields.extend(text.fields);
            plan.leave_out = text.leave_out.map_or(plan.leave_out, |folders| placed(source, folders));
        }
        let (source, unit) = standing;
        plan.standing_unit = unit.get_ref().as_str().into();
        diagnostics.extend(plan.unknown_unit(source, &unit.span(), &plan.standing_unit));
        Some(plan)
    }

    /// Units of one file: each stands once in it, and instead of an earlier file's of the same code.
    fn take_units(&mut self, source: &Source, units: Vec<Spanned<Unit>>, diagnostics: &mut Vec<Diagnostic>) {
        let mut seen: Vec<UnitCode> = Vec::new();
        for unit in units {
            let span = unit.span();
            let unit = unit.into_inner();
            if seen.contains(&unit.code) {
                diagnostics.push(twice(source, &span, &unit.code));
                continue;
            }
            seen.push(unit.code.clone());
            match self.units.iter_mut().find(|other| other.code == unit.code) {
                Some(earlier) => *earlier = unit,
                None => self.units.push(unit),
            }
        }
    }

    /// Reports of one file, in the same way.
    fn take_calendar(
        &mut self,
        source: &Source,
        calendar: Vec<Spanned<CalendarEntry>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut seen: Vec<PeriodKind> = Vec::new();
        for entry in calendar {
            let span = entry.span();
            let entry = entry.into_inner();
            let days = [entry.from, entry.to, entry.units_due, entry.due];
            // A leap year, since the 29th of February is a day of some years.
            if let Some(day) = days.into_iter().find(|day| day.in_year(2028).is_none()) {
                let day = format!("{:02}/{:02}", day.day, day.month);
                diagnostics.push(
                    Diagnostic::new(Code::PlanMalformed).at(source.place_of_byte(span.start)).with_label(
                        "reason",
                        "declare.no_such_day",
                        &day,
                    ),
                );
                continue;
            }
            if seen.contains(&entry.kind) {
                diagnostics.push(twice(source, &span, entry.kind.slug()));
                continue;
            }
            seen.push(entry.kind);
            match self.calendar.0.iter_mut().find(|other| other.kind == entry.kind) {
                Some(earlier) => *earlier = entry,
                None => self.calendar.0.push(entry),
            }
        }
    }

    /// Reads `tasks.toml`. A task of an unknown unit is kept out.
    pub(super) fn read_tasks(&self, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<TaskSpec> {
        let text: TasksText = match source.read() {
            Ok(text) => text,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                return Vec::new();
            }
        };
        let mut tasks: Vec<TaskSpec> = Vec::new();
        for task in text.task {
            let span = task.span();
            let task = task.into_inner();
            let unknown: Vec<_> = std::iter::once(&task.lead)
                .chain(&task.cooperating)
                .filter_map(|unit| self.unknown_unit(source, &span, unit))
                .collect();
            if tasks.iter().any(|other| other.id == task.id) {
                diagnostics.push(twice(source, &span, &task.id));
            } else if unknown.is_empty() {
                tasks.push(task);
            }
            diagnostics.extend(unknown);
        }
        tasks
    }

    /// Keeps those of `schemes` that the plan uses; a folder that it leaves out and that does not exist is told of.
    pub(super) fn used(&self, schemes: Vec<Scheme>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Scheme> {
        for (folder, place) in &self.leave_out {
            if !schemes.iter().any(|scheme| scheme.id == *folder) {
                let known = schemes.iter().map(|scheme| scheme.id.as_str());
                diagnostics.push(unknown(place.clone(), "kind.scheme", folder, known));
            }
        }
        schemes.into_iter().filter(|scheme| !self.leaves_out(&scheme.id)).collect()
    }

    /// Whether the rules of `folder` are not used.
    pub(super) fn leaves_out(&self, folder: &str) -> bool {
        self.leave_out.iter().any(|(name, _)| name == folder)
    }

    /// Whether there is a unit with `code`.
    pub(super) fn unit(&self, code: &str) -> bool {
        self.units.iter().any(|unit| &*unit.code == code)
    }

    fn unknown_unit(&self, source: &Source, span: &Range<usize>, code: &str) -> Option<Diagnostic> {
        (!self.unit(code)).then(|| {
            Diagnostic::new(Code::RuleUnknownName)
                .at(source.place_of_byte(span.start))
                .with_label("kind", "kind.unit", "")
                .with("name", code)
                .with_near(nearest(code, self.units.iter().map(|unit| &*unit.code)))
        })
    }
}

/// Names of `source`, each with its place.
fn placed(source: &Source, names: Vec<Spanned<String>>) -> Vec<(String, Place)> {
    let placed = |name: Spanned<String>| {
        let place = source.place_of_byte(name.span().start);
        (name.into_inner(), place)
    };
    names.into_iter().map(placed).collect()
}

/// R31 for each number that `scheme` must have and none of `rules` has. What was left out for a fault is told of there.
pub(super) fn absent_rules(source: &Source, scheme: &Scheme, rules: &[Rule]) -> Vec<Diagnostic> {
    let has = |number: &String| rules.iter().any(|rule| rule.scheme == scheme.id && rule.id == *number);
    let absent = scheme.must_have.iter().filter(|number| !has(number));
    let told = absent.map(|number| {
        let byte = source.text.find(&format!("\"{number}\"")).unwrap_or_default();
        Diagnostic::new(Code::RuleAbsent)
            .at(source.place_of_byte(byte))
            .with("rule", number)
            .with("scheme", &scheme.id)
    });
    told.collect()
}

/// Reads the `scheme.toml` of the folder `id`.
pub(super) fn read_scheme(source: &Source, id: &str) -> Result<Scheme, Diagnostic> {
    let scheme: Scheme = source.read()?;
    Ok(Scheme { id: id.to_owned(), ..scheme })
}

/// Reads `documents.toml`; each number stands once.
pub(super) fn read_documents(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<LegalDocument> {
    let text: DocumentsText = match source.read() {
        Ok(text) => text,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return Vec::new();
        }
    };
    let mut documents: Vec<LegalDocument> = Vec::new();
    for document in text.document {
        let span = document.span();
        let document = document.into_inner();
        if documents.iter().any(|other| other.number == document.number) {
            diagnostics.push(twice(source, &span, &document.number));
        } else {
            documents.push(document);
        }
    }
    documents
}

fn twice(source: &Source, span: &Range<usize>, what: &str) -> Diagnostic {
    let place = source.place_of_byte(span.start);
    Diagnostic::new(Code::RuleRepeated)
        .with("what", what)
        .with("first", &source.file)
        .with("second", &place)
        .at(place)
}
