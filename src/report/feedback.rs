//! What goes back to a unit: its own problems, each with place, reason and next step.

use std::sync::Arc;

use super::book::{Book, Border, Cell, Content, Horizontal, Line, Page, Sheet, Style, Vertical};
use super::fit::{column_pixels, height};
use crate::address::{CellRange, CellRef};
use crate::assess::Assessment;
use crate::diagnostic::{Diagnostic, Lang, Place, label};
use crate::period::{date_vi, dateline_vi};
use crate::plan::{Plan, Unit};

/// Columns of the table: header key and width in characters.
const COLUMNS: [(&str, f64); 6] = [
    ("feedback.number", 6.0),
    ("feedback.level", 14.0),
    ("feedback.place", 34.0),
    ("feedback.problem", 58.0),
    ("feedback.step", 46.0),
    ("feedback.code", 8.0),
];
/// Height of one line of text in points.
const LINE: f64 = 16.0;

/// The workbook that tells `unit` what to mend; it says so too where there is nothing.
pub fn feedback(plan: &Plan, unit: &Unit, assessment: &Assessment) -> Book {
    let mut sheet = Sheet {
        name: label(Lang::Vi, "feedback.sheet").to_owned(),
        page: page(),
        hide_gridlines: true,
        column_widths: (0..).zip(COLUMNS.map(|(_, width)| width)).collect(),
        ..Sheet::default()
    };
    let last = u32::try_from(COLUMNS.len()).unwrap_or(1) - 1;
    let mut row = 0;
    for (text, style) in heading(plan, unit, assessment) {
        put(&mut sheet, row, 0, text, &style);
        sheet.merges.push(CellRange { start: CellRef::new(row, 0), end: CellRef::new(row, last) });
        sheet.row_heights.insert(row, LINE * 1.25);
        row += 1;
    }
    row += 1;
    let problems = problems(plan, unit, assessment);
    if problems.is_empty() {
        put(&mut sheet, row, 0, label(Lang::Vi, "feedback.nothing").to_owned(), &Arc::new(Style::default()));
    } else {
        table(&mut sheet, row, &problems);
    }
    Book {
        title: format!("{} - {}", label(Lang::Vi, "feedback.sheet"), unit.name),
        author: plan.commune.name.clone(),
        created: assessment.as_of,
        sheets: vec![sheet],
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

fn heading(plan: &Plan, unit: &Unit, assessment: &Assessment) -> Vec<(String, Arc<Style>)> {
    let plain = Arc::new(Style { horizontal: Horizontal::Center, ..Style::default() });
    let bold = Arc::new(Style { bold: true, size: 14.0, ..(*plain).clone() });
    let italic = Arc::new(Style { italic: true, ..(*plain).clone() });
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

fn table(sheet: &mut Sheet, first: u32, problems: &[&Diagnostic]) {
    let edge = Some(Border { line: Line::Thin, color: 0x80_80_80 });
    let body =
        Style { size: 11.0, borders: [edge; 4], wrap: true, vertical: Vertical::Top, ..Style::default() };
    let centred = Arc::new(Style { horizontal: Horizontal::Center, ..body.clone() });
    let header = Arc::new(Style {
        bold: true,
        fill: Some(0xE7_EC_F3),
        horizontal: Horizontal::Center,
        vertical: Vertical::Center,
        ..body.clone()
    });
    let body = Arc::new(body);
    for (column, (key, _)) in (0..).zip(COLUMNS) {
        put(sheet, first, column, label(Lang::Vi, key).to_owned(), &header);
    }
    sheet.row_heights.insert(first, LINE * 1.5);
    for (row, (number, problem)) in (first + 1..).zip((1u32..).zip(problems)) {
        let cells = [
            number.to_string(),
            label(Lang::Vi, problem.level().key()).to_owned(),
            place(&problem.place),
            problem.message(Lang::Vi),
            problem.hint(Lang::Vi),
            problem.code.id().to_owned(),
        ];
        let heights =
            cells.iter().zip(COLUMNS).map(|(text, (_, width))| height(text, &body, column_pixels(width)));
        sheet.row_heights.insert(row, heights.fold(LINE, f64::max));
        for (column, text) in (0..).zip(cells) {
            let style = if matches!(column, 0 | 1 | 5) { &centred } else { &body };
            put(sheet, row, column, text, style);
        }
    }
    sheet.page.repeat_rows = Some((first, first));
    sheet.freeze = Some(CellRef::new(first + 1, 0));
}

/// The place on two lines: the file, then the cell.
fn place(place: &Place) -> String {
    place.to_string().replace(" | ", "\n")
}

fn page() -> Page {
    Page {
        landscape: true,
        paper: 9,
        margins: Some([0.79, 0.59, 0.79, 0.79, 0.3, 0.3]),
        fit: Some((1, 0)),
        header: "&C&P".into(),
        first_header: Some(String::new()),
        ..Page::default()
    }
}

fn put(sheet: &mut Sheet, row: u32, column: u32, text: String, style: &Arc<Style>) {
    let cell = Cell { content: Content::Text(text), style: style.clone(), ..Cell::default() };
    sheet.cells.insert(CellRef::new(row, column), cell);
}
