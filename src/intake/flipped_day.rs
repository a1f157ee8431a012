//! Days that a spreadsheet of a foreign locale may have taken for others: typed `10/11`, stored as 11 October.
//!
//! Such a program reads what it can with the month first, and leaves the rest as text. So a column in which days above
//! 12 are text and the others real dates is a column of which the real dates cannot be trusted.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::expectation::Expectation;
use super::grid::Grid;
use super::page::PageReading;
use super::sheet::{Cell, Content};
use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Doubt, Figure, Value};
use crate::period::{Window, date_vi};
use crate::text::{PartAbove12, day_month_exchanged, part_above_12};

/// What the other cells of a column say of the order in which its days were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DayColumn {
    /// Some day above 12 is text, whichever part of it comes first.
    left_as_text: bool,
    /// Some text has its month first.
    month_first: bool,
}

/// Another day that a cell may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OtherDay {
    pub(super) day: NaiveDate,
    /// Key of the reason's label.
    reason: &'static str,
}

impl DayColumn {
    /// The column of these cells.
    pub(super) fn of<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> Self {
        let mut column = Self::default();
        for cell in cells {
            column.add(cell);
        }
        column
    }

    fn add(&mut self, cell: &Cell) {
        let Content::Text(text) = &cell.content else { return };
        let above = part_above_12(text);
        self.left_as_text |= above.is_some();
        self.month_first |= above == Some(PartAbove12::Second);
    }

    /// The other day that `cell`, read as `day`, may mean; `window` holds the days that are likely.
    pub(super) fn other(self, cell: &Cell, day: NaiveDate, window: Option<Window>) -> Option<OtherDay> {
        let other = day_month_exchanged(day)?;
        let is_real = matches!(cell.content, Content::Date(_));
        if (is_real && self.left_as_text) || (!is_real && self.month_first && !is_year_first(cell)) {
            return Some(OtherDay { day: other, reason: "reason.flipped_column" });
        }
        let is_likely = |day: NaiveDate| window.is_none_or(|window| window.from <= day && day <= window.to);
        let unlikely = is_real && !is_likely(day) && is_likely(other);
        unlikely.then_some(OtherDay { day: other, reason: "reason.flipped_window" })
    }
}

impl OtherDay {
    /// The question which of the two days is meant.
    pub(super) fn question(self, day: NaiveDate, address: &Address, label: &str) -> Diagnostic {
        Diagnostic::new(Code::CellDateDoubtful)
            .at(address)
            .with("raw", date_vi(day))
            .with_label("reason", self.reason, &date_vi(self.day))
            .with("label", label)
    }
}

/// Whether a text begins with its year, so that the order of its other parts is beyond doubt.
fn is_year_first(cell: &Cell) -> bool {
    let raw = cell.raw();
    let digits = raw.trim_start_matches(['\'', ' ']).chars().take_while(char::is_ascii_digit).count();
    digits == 4 || raw.contains(char::is_alphabetic)
}

/// Asks about every figure of `reading` that is such a day, and makes it doubtful.
pub(super) fn ask(
    grids: &[Grid<'_>],
    facts: &Expectation,
    window: Option<Window>,
    reading: &mut PageReading,
) {
    let cell_at = |address: &Address| {
        let grid = grids.iter().find(|grid| grid.sheet.name == address.sheet)?;
        grid.cell(address.cell)
    };
    let PageReading { figures, diagnostics, .. } = reading;
    let of_tables = figures.tables.iter_mut().flat_map(|(id, table)| {
        table
            .records
            .iter_mut()
            .flat_map(move |record| record.fields.values_mut().map(move |field| (id, field)))
    });
    let mut all: Vec<(&Arc<str>, &mut Figure)> = figures.single.iter_mut().chain(of_tables).collect();
    let mut columns: HashMap<(Arc<str>, u32), DayColumn> = HashMap::new();
    for (_, figure) in &all {
        let wanted = figure.wants.iter().filter_map(|want| want.address.as_ref());
        for address in figure.origins.iter().map(|origin| &origin.address).chain(wanted) {
            if let Some(cell) = cell_at(address) {
                columns.entry((address.sheet.clone(), address.cell.column)).or_default().add(cell);
            }
        }
    }
    for (id, figure) in &mut all {
        let Some(Value::Date(day)) = figure.value else { continue };
        let label = facts.label(id);
        let others: Vec<(NaiveDate, Diagnostic)> = figure
            .origins
            .iter()
            .filter_map(|origin| {
                let address = &origin.address;
                let column = columns.get(&(address.sheet.clone(), address.cell.column))?;
                let other = column.other(cell_at(address)?, day, window)?;
                Some((other.day, other.question(day, address, label)))
            })
            .collect();
        if let Some((other, _)) = others.first() {
            let origins = figure.origins.clone();
            let other = Some(Value::Date(*other));
            figure.doubts.push(Doubt::Unclear { code: Code::CellDateDoubtful, origins, other });
            diagnostics.extend(others.into_iter().map(|(_, question)| question));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::test_sheet::cell;

    /// The days that the cells of one column may mean besides, `-` for none.
    fn others(cells: &[&str]) -> Vec<String> {
        let cells: Vec<Cell> = cells.iter().map(|text| cell(text)).collect();
        let column = DayColumn::of(&cells);
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let window = Window { from: day(2024, 12, 15), to: day(2025, 12, 14) };
        let other = |cell: &Cell| {
            let read = match &cell.content {
                Content::Date(date) => *date,
                _ => crate::text::parse_date(&cell.raw()).ok()?.date,
            };
            column.other(cell, read, Some(window)).map(|other| other.day.to_string())
        };
        cells.iter().map(|cell| other(cell).unwrap_or_else(|| "-".to_owned())).collect()
    }

    #[test]
    fn real_dates_beside_texts_with_a_day_above_12_are_doubtful() {
        assert_eq!(
            others(&["2025-10-11", "25/9/2025", "2025-09-10", "2025-09-09", "2025-09-20"]),
            ["2025-11-10", "-", "2025-10-09", "-", "-"]
        );
        assert_eq!(others(&["2025-10-11", "25-09-25"]), ["2025-11-10", "-"]);
        assert_eq!(others(&["2025-10-11", "9/25/2025"]), ["2025-11-10", "-"], "typed with the month first");
    }

    #[test]
    fn texts_without_such_a_day_prove_nothing() {
        for text in ["5/9/2025", "2025-09-25", "ngày 25 tháng 9 năm 2025", "chưa xong", "25", ""] {
            assert_eq!(others(&["2025-10-11", &format!("'{text}")])[0], "-", "{text}");
        }
    }

    #[test]
    fn texts_are_certain_unless_another_one_has_its_month_first() {
        assert_eq!(others(&["5/9/2025", "25/9/2025", "2025-09-10"])[0], "-");
        assert_eq!(
            others(&["5/9/2025", "9/25/2025", "'2025-09-05", "ngày 5 tháng 9 năm 2025"]),
            ["2025-05-09", "-", "-", "-"]
        );
    }

    #[test]
    fn a_real_date_outside_the_window_may_have_been_one_inside() {
        assert_eq!(others(&["2026-01-10"]), ["-"], "2026 remains 2026");
        assert_eq!(others(&["2024-02-12"]), ["-"], "2 December 2024 is outside as well");
        assert_eq!(others(&["2025-12-20"]), ["-"], "there is no month 20");
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let quarter = Window { from: day(2025, 6, 15), to: day(2025, 9, 14) };
        let other = DayColumn::default().other(&cell("2025-05-09"), day(2025, 5, 9), Some(quarter));
        assert_eq!(other, Some(OtherDay { day: day(2025, 9, 5), reason: "reason.flipped_window" }));
        assert_eq!(DayColumn::default().other(&cell("9/5/2025"), day(2025, 5, 9), Some(quarter)), None);
        assert_eq!(DayColumn::default().other(&cell("2025-05-09"), day(2025, 5, 9), None), None);
    }

    #[test]
    fn a_figure_that_may_be_another_day_is_asked_about_and_doubtful() {
        use crate::address::CellRef;
        use crate::figure::{Origin, Record, Table};
        use crate::intake::test_plan::expectation;
        use crate::intake::test_sheet::sheet;
        use crate::intake::text_key::KnownTexts;

        let sheet = sheet("S", &["2025-10-11 | 2025-10-11", "25/9/2025 | 5/9/2025"]);
        let known = KnownTexts::default();
        let grids = [Grid::new(&sheet, &known)];
        let figure = |row: u32, column: u32| {
            let at = CellRef::new(row, column);
            let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: at };
            let raw = grids[0].cell(at).expect("a cell").raw();
            let date = crate::text::parse_date(&raw).expect("a date").date;
            let origin = Origin { address, unit: "KT".into(), form: "f".into(), raw: raw.into() };
            Figure::reported(Value::Date(date), origin)
        };
        let record = |row: u32| Record { fields: [("ngay".to_owned(), figure(row, 0))].into() };
        let mut reading = PageReading::default();
        let table = Table { records: vec![record(0), record(1)], origins: Vec::new() };
        reading.figures.tables.insert("danh_muc_tthc".into(), table);
        for row in 0..2 {
            reading.figures.single.insert(format!("ngay_{row}").into(), figure(row, 1));
        }
        ask(&grids, &expectation(None), None, &mut reading);
        let message =
            |told: &Diagnostic| format!("{}: {}", told.place, told.message(crate::diagnostic::Lang::En));
        assert_eq!(
            reading.diagnostics.iter().map(message).collect::<Vec<_>>(),
            [
                "a.xlsx | S!A1: The date 11/10/2025 needs confirming: it may be 10/11/2025, since days above 12 are text \
              in this column, as where an American Excel exchanges day and month \
              (Danh mục thủ tục hành chính và thời hạn giải quyết)."
            ]
        );
        let doubts = |figure: &Figure| figure.doubts.len();
        let records = &reading.figures.tables["danh_muc_tthc"].records;
        assert_eq!(records.iter().map(|record| doubts(&record.fields["ngay"])).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(reading.figures.single.values().map(doubts).collect::<Vec<_>>(), [0, 0]);
    }
}
