//! One sheet with a recognised header, ready to be asked for figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::answer::Answer;
use super::grid::Grid;
use super::header::{Header, How, Wanted};
use super::question::Question;
use super::recognition::Unread;
use super::sheet::{Cell, Content, Oddity, Staleness};
use super::submission::{HeadedColumn, TaskReport};
use crate::address::{Address, CellRef};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Figure, FigureKind, Figures, State, UnitCode, Want};
use crate::text::decimal_vi;

/// A sheet, the form's header on it, and who sent it.
pub(super) struct Page<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) unit: &'a UnitCode,
    pub(super) grid: &'a Grid<'a>,
    pub(super) header: &'a Header,
}

/// What one or several pages held.
#[derive(Debug, Default)]
pub(super) struct PageReading {
    pub(super) figures: Figures,
    pub(super) tasks: Vec<TaskReport>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) unread: Vec<Unread>,
}

impl<'a> Page<'a> {
    /// The full address of a cell.
    pub(super) fn address(&self, cell: CellRef) -> Address {
        Address { file: self.file.clone(), sheet: self.grid.sheet.name.clone(), cell }
    }

    /// The cell in which `column` of `row` stands, seen through merges, and its place.
    pub(super) fn value(&self, row: u32, column: u32, kind: FigureKind) -> (CellRef, Option<&'a Cell>) {
        let spread = matches!(kind, FigureKind::Text | FigureKind::Choice);
        let place = self.grid.value_place(row, column, spread);
        (place, self.grid.cell(place))
    }

    /// Asks the cell in `column` of `row`; what a hidden cell contributes is told of.
    pub(super) fn ask(&self, question: &Question, row: u32, column: u32) -> Answer {
        let (place, cell) = self.value(row, column, question.kind);
        let mut answer = question.ask(cell, &self.address(place), self.unit);
        if answer.figure.state != State::Missing {
            answer.diagnostics.extend(self.hidden(place));
            let asked = [self.stale(place, question), self.covered(place, question)];
            for diagnostic in asked.into_iter().flatten() {
                answer.ask(diagnostic);
            }
        }
        answer
    }

    /// What must be asked where the stored result of a formula cannot be trusted.
    fn stale(&self, cell: CellRef, question: &Question) -> Option<Diagnostic> {
        let staleness = self.grid.sheet.stale.get(&cell)?;
        let found = self.grid.cell(cell)?;
        let shown = |number: Decimal| {
            let content = Content::Number(number);
            let cell = Cell { content, shown: None, ..found.clone() };
            if cell.is_percent() { cell.raw().replace('.', ",") } else { decimal_vi(number) }
        };
        let value = match &found.content {
            Content::Number(number) => shown(*number),
            _ => found.raw(),
        };
        let diagnostic = Diagnostic::new(Code::CellStale)
            .at(&self.address(cell))
            .with("formula", found.shown_formula())
            .with("value", value)
            .with("label", &question.label);
        Some(match staleness {
            Staleness::Gives(number) => diagnostic.with_label("reason", "stale.differs", &shown(*number)),
            Staleness::SaysItself => diagnostic.with_label("reason", "stale.workbook", ""),
            Staleness::Broken => diagnostic.with_label("reason", "stale.broken", ""),
        })
    }

    /// What must be asked where a value lies under a merged range, which shows that of its first cell alone.
    fn covered(&self, cell: CellRef, question: &Question) -> Option<Diagnostic> {
        let range = self.grid.merge(cell).filter(|range| range.start != cell)?;
        let raw = self.grid.cell(cell)?.raw();
        let diagnostic = Diagnostic::new(Code::CellCovered).at(&self.address(cell)).with("range", range);
        Some(diagnostic.with("raw", raw).with("label", &question.label))
    }

    /// What must be said if `cell` is hidden: once for a sheet, a row or a column; and if it alone shows nothing.
    pub(super) fn hidden(&self, cell: CellRef) -> Option<Diagnostic> {
        let sheet = self.grid.sheet;
        let (key, place) = if sheet.hidden {
            ("hidden.sheet", Place::sheet(self.file.clone(), sheet.name.clone()))
        } else if sheet.hidden_rows.contains(&cell.row) {
            let first = self.header.found.iter().map(|found| found.column).min().unwrap_or(cell.column);
            ("hidden.row", Place::from(&self.address(CellRef::new(cell.row, first))))
        } else if sheet.hidden_columns.contains(&cell.column) {
            ("hidden.column", Place::from(&self.address(CellRef::new(self.header.top, cell.column))))
        } else if self.grid.cell(cell).is_some_and(|cell| cell.oddities.has(Oddity::Unseen)) {
            ("hidden.cell", Place::from(&self.address(cell)))
        } else {
            return None;
        };
        Some(Diagnostic::new(Code::HiddenContributes).at(place).with_label("what", key, ""))
    }

    /// What must be said of the columns: missing, guessed, ambiguous.
    pub(super) fn columns(&self, wanted: &[Wanted], form_title: &str) -> Vec<Diagnostic> {
        let about = |code: Code, column: &Wanted, cell: CellRef| {
            Diagnostic::new(code)
                .at(&self.address(cell))
                .with("column", &column.name)
                .with("form", form_title)
        };
        let mut diagnostics = Vec::new();
        for (index, column) in wanted.iter().enumerate() {
            let ambiguous = self.header.ambiguous.iter().find(|(other, _)| *other == index);
            match (self.header.found(index), ambiguous) {
                (Some(found), _) if found.how == How::Similar => {
                    diagnostics
                        .push(about(Code::ColumnGuessed, column, found.cell).with("found", &found.text));
                }
                (Some(_), _) => {}
                (None, Some((_, cells))) => {
                    let first = cells.first().copied().unwrap_or(CellRef::new(self.header.top, 0));
                    let cells = cells.iter().map(CellRef::to_string).collect::<Vec<_>>().join(", ");
                    diagnostics.push(about(Code::ColumnAmbiguous, column, first).with("cells", cells));
                }
                (None, None) if column.needed => {
                    let first = self.header.found.first().map_or(0, |found| found.column);
                    let missing = about(Code::ColumnMissing, column, CellRef::new(self.header.top, first));
                    let unknown = self.unknown_columns();
                    diagnostics.push(match &*unknown {
                        "" => missing.with("unknown", ""),
                        _ => missing.with_label("unknown", "column.unknown", &unknown),
                    });
                }
                (None, None) => {}
            }
        }
        diagnostics
    }
}

impl Page<'_> {
    /// The header's columns that are none of the form's, of which one may be a renamed one: `E "Ghi chú 2"`.
    fn unknown_columns(&self) -> String {
        let mut unknown: BTreeMap<u32, HeadedColumn> = BTreeMap::new();
        for (at, key) in self.grid.texts(self.header.top, self.header.bottom) {
            let found = self.header.found.iter().any(|found| found.column == at.column);
            let ambiguous = self.header.ambiguous.iter().flat_map(|(_, cells)| cells);
            let is_known = found || ambiguous.into_iter().any(|cell| cell.column == at.column);
            if !is_known && key.full.contains(char::is_alphabetic) {
                let (sheet, text) = (self.grid.sheet.name.clone(), key.shown.clone());
                unknown.insert(at.column, HeadedColumn { sheet, column: at.column, text });
            }
        }
        unknown.values().map(HeadedColumn::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl PageReading {
    /// Adds what a further block of the same form held: records follow on, figures that both blocks state must agree.
    pub(super) fn add(&mut self, other: Self) {
        for (id, figure) in other.figures.single {
            let label: Arc<str> = figure.wants.first().map_or(Arc::from(""), |want| want.label.clone());
            let settled = match self.figures.single.shift_remove(&id) {
                Some(earlier) => {
                    let origin = earlier.origins.first().or(figure.origins.first());
                    let want = earlier.wants.first().cloned().unwrap_or_else(|| Want {
                        figure: id.clone(),
                        label,
                        unit: origin.map_or(Arc::from(""), |origin| origin.unit.clone()),
                        form: origin.map_or(Arc::from(""), |origin| origin.form.clone()),
                        address: None,
                        unreadable: false,
                    });
                    Figure::from_reports(&id, want, vec![earlier, figure])
                }
                None => figure,
            };
            self.figures.single.insert(id, settled);
        }
        for (id, table) in other.figures.tables {
            let whole = self.figures.tables.entry(id).or_default();
            whole.records.extend(table.records);
            whole.origins.extend(table.origins);
        }
        self.tasks.extend(other.tasks);
        self.diagnostics.extend(other.diagnostics);
        self.unread.extend(other.unread);
    }
}
