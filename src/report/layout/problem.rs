//! What went wrong: a row for each diagnostic, the gravest first.

use super::palette::Tint;
use super::record::{Record, Section, Slot};
use super::view::{View, said, word};
use crate::diagnostic::{Diagnostic, Lang, Level};
use crate::report::template::Placeholder as P;

const LEVELS: [Level; 3] = [Level::Error, Level::Query, Level::Notice];

/// The problems under their levels.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let mut ordinal = 0;
    LEVELS
        .into_iter()
        .map(|level| {
            let told = view.assessment.diagnostics.iter().filter(|told| told.level() == level);
            let items: Vec<_> = told
                .map(|told| {
                    ordinal += 1;
                    record(told, ordinal)
                })
                .collect();
            let heading = Record::default()
                .text(P::GroupTitle, level_word(level))
                .with(P::GroupCount, Slot::count(items.len()));
            Section { heading: Some(heading), items }
        })
        .filter(|section| !section.items.is_empty())
        .collect()
}

fn record(told: &Diagnostic, ordinal: usize) -> Record {
    let place = &told.place;
    let cell = match (&place.sheet, place.cell, place.line) {
        (Some(sheet), Some(cell), _) => {
            said("problem.cell", &[("sheet", sheet), ("cell", &cell.to_string())])
        }
        (Some(sheet), None, _) => sheet.to_string(),
        (None, _, Some(line)) => said("problem.line", &[("line", &line.to_string())]),
        (None, _, None) => String::new(),
    };
    Record::default()
        .with(P::ProblemOrdinal, Slot::count(ordinal))
        .with(P::ProblemLevel, Slot::text(level_word(told.level())).tinted(Tint::of_level(told.level())))
        .text(P::ProblemCode, told.code.id())
        .text(P::ProblemFile, place.file.as_deref().unwrap_or_default())
        .text(P::ProblemCell, cell)
        .text(P::ProblemMessage, told.message(Lang::Vi))
        .text(P::ProblemHint, told.hint(Lang::Vi))
}

fn level_word(level: Level) -> &'static str {
    word(match level {
        Level::Error => "problem.error",
        Level::Query => "problem.query",
        Level::Notice => "problem.notice",
    })
}

/// The sentence on the problems.
pub(super) fn summary(view: &View<'_>) -> String {
    let count =
        |level| view.assessment.diagnostics.iter().filter(|told| told.level() == level).count().to_string();
    if view.assessment.diagnostics.iter().all(|told| told.level() == Level::Notice) {
        return word("sentence.no_problems").to_owned();
    }
    said("sentence.problems", &[("errors", &count(Level::Error)), ("queries", &count(Level::Query))])
}
