//! Template and results to a book.
//!
//! First each list of the report becomes records (`target`, `criterion`, …: what each row says). Then each sheet of the
//! template is drafted: which of its rows are printed how often (`draft`). Only then is it known where every row stands,
//! and the cells are painted: holes filled, formulas and links led to their cells, rows made high enough (`paint`).

mod chart;
mod criterion;
mod document;
mod draft;
mod explanation;
mod file;
mod formula;
use super::fit;
mod gap;
mod judged;
mod law;
mod measure;
mod merge;
mod missing;
mod note;
mod paint;
mod palette;
mod precision;
mod problem;
mod record;
mod sheet_name;
mod shortage;
mod source;
mod standing;
mod statistic;
mod style;
mod tally;
mod target;
mod task;
mod threshold;
mod total;
mod view;

pub use self::shortage::Shortage;

use self::draft::Draft;
use self::paint::Painter;
use self::view::View;
use super::book::Book;
use super::template::{Scope, Template};
use crate::assess::Assessment;
use crate::diagnostic::Lang;
use crate::intake::FormDescription;
use crate::plan::{Plan, Rule};
use crate::rulebook::Step;
use crate::score::Scorecard;

/// The report of one period. The same input gives the same book; nothing that a unit typed becomes a formula.
pub fn lay_out(
    template: &Template,
    plan: &Plan,
    forms: &[FormDescription],
    assessment: &Assessment,
    scorecard: &Scorecard,
) -> Book {
    let sources =
        template.sheets.iter().find(|sheet| sheet.blocks.iter().any(|block| block.scope == Scope::Source));
    let sources = sources.map(|sheet| sheet.sheet.name.clone()).unwrap_or_default();
    let view = View::new(plan, forms, assessment, scorecard, sources);
    let document = document::record(&view);
    let drafts: Vec<_> =
        template.sheets.iter().flat_map(|sheet| Draft::of(sheet, &view, &document)).collect();
    let painter = Painter::new(&view, &drafts, &document);
    let sheets = drafts.iter().map(|draft| painter.paint(draft)).collect();
    Book {
        title: view::said(
            "report.title",
            &[("period", &assessment.schedule.period.name_vi()), ("commune", &plan.commune.name)],
        ),
        author: view::said("report.author", &[("commune", &plan.commune.name)]),
        created: assessment.as_of,
        sheets,
    }
}

/// What is short of targets and of full points, and what would do, in words of `lang`.
pub fn shortages<'a>(
    plan: &'a Plan,
    forms: &'a [FormDescription],
    assessment: &'a Assessment,
    scorecard: &'a Scorecard,
    lang: Lang,
) -> Vec<Shortage<'a>> {
    shortage::shortages(&View::new(plan, forms, assessment, scorecard, String::new()).without_report(lang))
}

/// What a rule said and how it came to it, a line each in words of `lang`: the note on its cell, with every cell that
/// it rests on and the steps of its calculation.
pub fn explanation(
    plan: &Plan,
    forms: &[FormDescription],
    assessment: &Assessment,
    scorecard: &Scorecard,
    (rule, steps): (&Rule, &[Step]),
    lang: Lang,
) -> Vec<String> {
    let view = View::new(plan, forms, assessment, scorecard, String::new()).without_report(lang);
    let finding = view.finding(rule);
    finding.map(|finding| explanation::lines(&view, rule, finding, steps)).unwrap_or_default()
}
