//! What goes back to a unit: its own problems, each with place, reason and next step.

use super::book::{Book, Horizontal, Style};
use super::listing::{self, Column};
use crate::assess::Assessment;
use crate::diagnostic::{Diagnostic, Lang, Place, label};
use crate::period::{date_vi, dateline_vi};
use crate::plan::{Plan, Unit};

/// Columns of the table: header key, width in characters, whether it is centred.
const COLUMNS: [(&str, f64, bool); 6] = [
    ("feedback.number", 6.0, true),
    ("feedback.level", 14.0, true),
    ("feedback.place", 34.0, false),
    ("feedback.problem", 58.0, false),
    ("feedback.step", 46.0, false),
    ("feedback.code", 8.0, true),
];

/// The workbook that tells `unit` what to mend; it says so too where there is nothing.
pub fn feedback(plan: &Plan, unit: &Unit, assessment: &Assessment) -> Book {
    let name = label(Lang::Vi, "feedback.sheet");
    let columns = COLUMNS.map(|(key, width, centred)| Column { title: label(Lang::Vi, key), width, centred });
    let problems = problems(plan, unit, assessment);
    let rows = (1u32..).zip(problems).map(|(number, problem)| row(number, problem)).collect();
    let nothing = label(Lang::Vi, "feedback.nothing");
    Book {
        title: format!("{name} - {}", unit.name),
        author: plan.commune.name.clone(),
        created: assessment.as_of,
        sheets: vec![listing::sheet(name, heading(plan, unit, assessment), &columns, rows, nothing)],
    }
}

/// The problems that `unit` can mend: errors first, then queries, then notices.
fn problems<'a>(plan: &Plan, unit: &Unit, assessment: &'a Assessment) -> Vec<&'a Diagnostic> {
    let mut problems: Vec<&Diagnostic> = assessment
        .diagnostics
        .iter()
        .filter(|diagnostic| assessment.unit_of(plan, diagnostic).is_some_and(|code| *code == unit.code))
        .collect();
    problems.sort_by_key(|problem| problem.level());
    problems
}

fn heading(plan: &Plan, unit: &Unit, assessment: &Assessment) -> Vec<(String, Style)> {
    let plain = Style { horizontal: Horizontal::Center, ..Style::default() };
    let bold = Style { bold: true, size: 14.0, ..plain.clone() };
    let italic = Style { italic: true, ..plain.clone() };
    let schedule = assessment.schedule;
    vec![
        (label(Lang::Vi, "feedback.title").to_owned(), bold),
        (format!("{} ({}) - {}", unit.name, unit.code, schedule.period.name_vi()), plain),
        (
            format!(
                "{}, {}. {} {}",
                plan.commune.place,
                dateline_vi(assessment.as_of),
                label(Lang::Vi, "feedback.due"),
                date_vi(schedule.units_due)
            ),
            italic,
        ),
    ]
}

fn row(number: u32, problem: &Diagnostic) -> Vec<String> {
    vec![
        number.to_string(),
        label(Lang::Vi, problem.level().key()).to_owned(),
        place(&problem.place),
        problem.message(Lang::Vi),
        problem.hint(Lang::Vi),
        problem.code.id().to_owned(),
    ]
}

/// The place on two lines: the file, then the cell.
fn place(place: &Place) -> String {
    place.to_string().replace(" | ", "\n")
}
