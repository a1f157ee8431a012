//! The sheet of figures of the commune's own form.

use indexmap::IndexMap;

use super::answer::Answer;
use super::cell_words::{Mark, Word, is_blank_cell, mark, remark, word};
use super::expected::Expected;
use super::own_rows::{LABEL, Register, VALUE};
use super::page::{Page, PageReading};
use super::question::Question;
use super::sheet::Oddity;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Figure, FigureId, FigureKind, FigureSpec, Origin, State};

const MEASURE: usize = 3;
const MARK: usize = 5;
const EVIDENCE: usize = 6;
const EXPLANATION: usize = 7;

/// One figure's rows, which may be several by mistake.
pub(super) type FigureRows = IndexMap<FigureId, Vec<(Place, Figure)>>;

/// Reads every row of one page into `rows`.
pub(super) fn read(
    page: &Page<'_>,
    figures: &Register<'_, FigureSpec>,
    rows: &mut FigureRows,
    reading: &mut PageReading,
) {
    for (row, spec) in figures.rows(page, reading) {
        let answer = ask(page, row, spec);
        reading.diagnostics.extend(answer.diagnostics);
        let code = page.header.column(super::own_rows::CODE).or(page.header.column(super::own_rows::LABEL));
        let place = Place::from(&page.address(CellRef::new(row, code.unwrap_or(0))));
        rows.entry(spec.id.clone()).or_default().push((place, answer.figure));
    }
}

/// Settles repeated rows and names the rows of `unit` that are not there although a rule needs them.
pub(super) fn settle(
    rows: FigureRows,
    expected: &Expected<'_>,
    unit: &str,
    place: &Place,
    reading: &mut PageReading,
) {
    let contradicted: Vec<TextKey> = reading
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::RowContradictory)
        .filter_map(|diagnostic| diagnostic.arguments.get("label")?.as_text())
        .map(TextKey::of)
        .collect();
    for spec in expected.asked(unit).iter().filter(|spec| !rows.contains_key(&spec.id)) {
        let label = TextKey::of(&spec.label);
        if contradicted.iter().any(|other| other.equals(&label)) {
            continue;
        }
        let missing = Diagnostic::new(Code::RowMissing)
            .at(place.clone())
            .with("label", &spec.label)
            .with("figure", &spec.id);
        reading.diagnostics.push(missing);
    }
    for (id, rows) in rows {
        if let [(first, _), (_, _), ..] = &rows[..] {
            let cells: Vec<String> = rows
                .iter()
                .map(|(place, _)| {
                    let cell = place.cell.map(|cell| cell.to_string()).unwrap_or_default();
                    let sheet = place.sheet.as_deref().unwrap_or_default();
                    if place.sheet == first.sheet { cell } else { format!("{sheet}!{cell}") }
                })
                .collect();
            let repeated = Diagnostic::new(Code::RowRepeated)
                .at(first.clone())
                .with("code", &id)
                .with("cells", cells.join(", "));
            reading.diagnostics.push(repeated);
        }
        let Some(spec) = expected.facts.figures.get(&id) else { continue };
        let want = Question::from(spec).want(None);
        let reports = rows.into_iter().map(|(_, figure)| figure).collect();
        reading.figures.single.insert(id.clone(), Figure::from_reports(&id, want, reports));
    }
}

/// One row: value and mark together, evidence and explanation.
fn ask(page: &Page<'_>, row: u32, spec: &FigureSpec) -> Answer {
    let question = Question::from(spec);
    let mut answer = match page.header.column(VALUE) {
        Some(column) => page.ask(&question, row, column),
        None => Answer { figure: Figure::missing(question.want(None)), diagnostics: Vec::new() },
    };
    if let Some(column) = page.header.column(MARK) {
        let value = page.header.column(VALUE).map(|column| page.value(row, column, spec.kind));
        apply_mark(page, row, column, &question, value.and_then(|(_, cell)| cell), &mut answer);
    }
    check_measure(page, row, spec, &mut answer);
    check_label(page, row, spec, &mut answer);
    let text = |index: usize| {
        let column = page.header.column(index)?;
        remark(page.value(row, column, FigureKind::Text).1)
    };
    answer.figure.evidence = text(EVIDENCE);
    answer.figure.explanation = text(EXPLANATION);
    answer
}

fn apply_mark(
    page: &Page<'_>,
    row: u32,
    column: u32,
    question: &Question,
    value: Option<&super::sheet::Cell>,
    answer: &mut Answer,
) {
    let (place, cell) = page.value(row, column, FigureKind::Count);
    let origin = || Origin {
        address: page.address(place),
        unit: page.unit.clone(),
        form: question.form.clone(),
        raw: cell.map(super::sheet::Cell::raw).unwrap_or_default().into(),
    };
    let says_nothing = value.is_some_and(|cell| word(&cell.raw()) == Some(Word::NothingArose))
        && question.kind != FigureKind::Choice;
    // A zero says the same as the mark.
    let says_none = answer.figure.state == State::NothingArose
        || answer.figure.number().is_some_and(|number| number.is_zero());
    if let Some(struck) = cell.filter(|cell| cell.oddities.has(Oddity::Struck)) {
        let asked = Diagnostic::new(Code::CellStruck).at(&page.address(place));
        let asked = asked.with("raw", struck.raw()).with("label", &question.label);
        answer.ask_about(asked, vec![origin()]);
        return;
    }
    match mark(cell) {
        Mark::Absent => {}
        Mark::Refused if !is_blank_cell(value) => {}
        Mark::Set if is_blank_cell(value) || says_nothing || says_none => {
            answer.figure = Figure::nothing_arose(vec![origin()]);
            answer.diagnostics.retain(|diagnostic| diagnostic.code == Code::HiddenContributes);
            answer.diagnostics.extend(page.hidden(place));
        }
        Mark::Set => {
            let raw = value.map(super::sheet::Cell::raw).unwrap_or_default();
            let (at, _) = page.value(row, page.header.column(VALUE).unwrap_or(column), question.kind);
            let contradictory = Diagnostic::new(Code::CellContradictory)
                .at(&page.address(at))
                .with("raw", crate::text::clean(&raw))
                .with("label", &question.label);
            answer.diagnostics = vec![contradictory];
            answer.figure = Figure::missing(question.unreadable(page.address(at)));
        }
        Mark::Refused | Mark::Unclear => {
            let raw = cell.map(super::sheet::Cell::raw).unwrap_or_default();
            let unclear = Diagnostic::new(Code::CellNotChoice)
                .at(&page.address(place))
                .with("raw", crate::text::clean(&raw))
                .with("label", &question.label)
                .with("choices", "x")
                .with_near(None);
            answer.diagnostics.push(unclear);
            answer.figure = Figure::missing(question.unreadable(page.address(place)));
        }
    }
}

/// A row whose text is struck through may be withdrawn as a whole.
fn check_label(page: &Page<'_>, row: u32, spec: &FigureSpec, answer: &mut Answer) {
    let Some(column) = page.header.column(LABEL) else { return };
    let (place, cell) = page.value(row, column, FigureKind::Text);
    let Some(struck) = cell.filter(|cell| cell.oddities.has(Oddity::Struck)) else { return };
    if answer.figure.state == State::Missing {
        return;
    }
    let asked = Diagnostic::new(Code::CellStruck).at(&page.address(place));
    answer.ask(asked.with("raw", struck.raw()).with("label", &spec.label));
}

/// A unit of measurement other than the form's may make the figure a thousand or a million times too small.
fn check_measure(page: &Page<'_>, row: u32, spec: &FigureSpec, answer: &mut Answer) {
    let Some(column) = page.header.column(MEASURE) else { return };
    let (place, cell) = page.value(row, column, FigureKind::Text);
    let Some(found) = remark(cell) else { return };
    if spec.measure.is_empty() || page.grid.key_of(&found).equals(&page.grid.key_of(&spec.measure)) {
        return;
    }
    if answer.figure.state != State::Reported {
        return;
    }
    let differs = Diagnostic::new(Code::MeasureDiffers)
        .at(&page.address(place))
        .with("found", found)
        .with("expected", &spec.measure)
        .with("label", &spec.label);
    answer.ask(differs);
}
