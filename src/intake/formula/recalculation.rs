//! Results of formulas that cannot be trusted: a plain formula gives another number than the one stored beside it, or the
//! workbook itself says that its results must be calculated anew.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::value::{Cells, Operand, number};
use super::{Dialect, parse};
use crate::address::{CellRange, CellRef};
use crate::intake::sheet::{Content, Sheet, Staleness};

/// Cells that formulas of one sheet may look at altogether.
const MOST_LOOKS: usize = 400_000;
/// Formulas that rest on one another in a row.
const LONGEST_CHAIN: usize = 100;

/// What a workbook says of the results in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::intake) enum Calculated {
    /// Nothing: they are what the program that wrote them calculated.
    #[default]
    Stored,
    /// They must be calculated anew when it is opened.
    AnewWhenOpened,
    /// They are rounded as they are shown, so that no formula gives them exactly.
    AsShown,
}

/// The cells of `sheet` whose stored number must be asked about.
pub(in crate::intake) fn stale_results(
    sheet: &Sheet,
    calculated: Calculated,
    dialect: Dialect,
) -> BTreeMap<CellRef, Staleness> {
    if calculated == Calculated::AsShown {
        return BTreeMap::new();
    }
    let mut sums = Sums { sheet, dialect, known: HashMap::new(), open: Vec::new(), looks: 0 };
    let mut stale = BTreeMap::new();
    for (at, cell) in &sheet.cells {
        let (Content::Number(stored), Some(_)) = (&cell.content, &cell.formula) else { continue };
        match sums.result(*at) {
            Some(Result { number, .. }) if !is_same(number, *stored) => {
                stale.insert(*at, Staleness::Gives(number.normalize()));
            }
            Some(Result { is_sure: true, .. }) => {}
            _ if calculated == Calculated::AnewWhenOpened => {
                stale.insert(*at, Staleness::SaysItself);
            }
            _ => {}
        }
    }
    stale
}

/// Whether two numbers differ by no more than binary arithmetic does.
fn is_same(one: Decimal, other: Decimal) -> bool {
    let size = one.abs().max(other.abs()).max(Decimal::ONE);
    let tolerance = size.checked_mul(Decimal::new(1, 9)).unwrap_or(Decimal::ONE);
    one.checked_sub(other).is_some_and(|difference| difference.abs() <= tolerance)
}

/// What a formula gives.
#[derive(Clone, Copy, Debug)]
struct Result {
    number: Decimal,
    /// Whether it rests on nothing but numbers that somebody typed.
    is_sure: bool,
}

/// The formulas of one sheet while they are calculated.
struct Sums<'a> {
    sheet: &'a Sheet,
    dialect: Dialect,
    /// Results so far; `None` where a formula gives nothing that is known.
    known: HashMap<CellRef, Option<Result>>,
    /// Formulas that are being calculated, each for the one before it.
    open: Vec<CellRef>,
    looks: usize,
}

impl Sums<'_> {
    /// What the formula of `cell` gives; `None` where it is not a plain one.
    fn result(&mut self, cell: CellRef) -> Option<Result> {
        if let Some(known) = self.known.get(&cell) {
            return *known;
        }
        if self.open.len() > LONGEST_CHAIN {
            return None;
        }
        let formula = self.sheet.cells.get(&cell)?.formula.clone()?;
        self.open.push(cell);
        let mut reader = Reader { sums: self, is_sure: true };
        let result = parse(&formula, reader.sums.dialect)
            .and_then(|node| number(&node, &mut reader))
            .map(|number| Result { number, is_sure: reader.is_sure });
        self.open.pop();
        self.known.insert(cell, result);
        result
    }
}

/// The cells as one formula sees them.
struct Reader<'r, 'a> {
    sums: &'r mut Sums<'a>,
    is_sure: bool,
}

impl Cells for Reader<'_, '_> {
    fn operand(&mut self, cell: CellRef) -> Option<Operand> {
        self.sums.looks += 1;
        if self.sums.looks > MOST_LOOKS {
            return None;
        }
        let Some(found) = self.sums.sheet.cells.get(&cell) else { return Some(Operand::Blank) };
        match (&found.content, &found.formula) {
            (Content::Number(number), None) => Some(Operand::Number(*number)),
            // A circle of formulas comes to nothing.
            (Content::Number(_), Some(_)) if self.sums.open.contains(&cell) => None,
            (Content::Number(stored), Some(_)) => match self.sums.result(cell) {
                Some(result) => {
                    self.is_sure &= result.is_sure;
                    Some(Operand::Number(result.number))
                }
                None => {
                    self.is_sure = false;
                    Some(Operand::Number(*stored))
                }
            },
            (Content::Text(_) | Content::Bool(_), _) => Some(Operand::Word),
            (Content::Date(_) | Content::Error(_) | Content::NotCalculated, _) => None,
        }
    }

    fn within(&mut self, range: CellRange) -> Option<Vec<CellRef>> {
        let mut found = Vec::new();
        let rows = CellRef::new(range.start.row, 0)..=CellRef::new(range.end.row, u32::MAX);
        if range.start.row > range.end.row {
            return None;
        }
        for (at, _) in self.sums.sheet.cells.range(rows) {
            self.sums.looks += 1;
            if self.sums.looks > MOST_LOOKS {
                return None;
            }
            if range.contains(*at) {
                found.push(*at);
            }
        }
        Some(found)
    }

    fn is_own(&self, sheet: &str) -> bool {
        *self.sums.sheet.name == *sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::sheet::Cell;

    /// A sheet of cells: place, formula (or none) and stored number or text.
    fn sheet(cells: &[(&str, &str, &str)]) -> Sheet {
        let mut sheet = Sheet { name: "S".into(), ..Sheet::default() };
        for (place, formula, stored) in cells {
            let content = match (*stored, stored.parse()) {
                ("", _) => Content::NotCalculated,
                (_, Ok(number)) => Content::Number(number),
                (text, Err(_)) => Content::Text(text.into()),
            };
            let formula = (!formula.is_empty()).then(|| (*formula).into());
            let cell = Cell { formula, ..Cell::of(content) };
            sheet.cells.insert(CellRef::parse(place).expect("a place"), cell);
        }
        sheet
    }

    fn told(cells: &[(&str, &str, &str)], calculated: Calculated) -> Vec<(String, String)> {
        let stale = stale_results(&sheet(cells), calculated, Dialect::Excel);
        let word = |staleness: Staleness| match staleness {
            Staleness::Gives(number) => number.to_string(),
            Staleness::SaysItself => "says itself".to_owned(),
        };
        stale.into_iter().map(|(at, staleness)| (at.to_string(), word(staleness))).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(at, word)| ((*at).to_owned(), (*word).to_owned())).collect()
    }

    #[test]
    fn a_plain_formula_that_gives_another_number_is_told_with_it() {
        let numbers =
            [("A1", "", "5"), ("A2", "", "7"), ("A3", "", "cộng"), ("B1", "", "0.1"), ("B2", "", "0.2")];
        for (formula, stored, expected) in [
            ("A1+A2", "12", None),
            ("A1+A2", "10", Some("12")),
            ("SUM(A1:A3)", "12", None),
            ("SUM(A1:A3,3)", "12", Some("15")),
            ("SUM(A:A)", "11", Some("12")),
            ("S!A1*2", "9", Some("10")),
            ("-A1+(A2-A1)/4%", "45", None),
            ("B1+B2", "0.30000000000000004", None),
            ("A1/A2", "0.714285714285714", None),
            ("ROUND(A1/A2,2)", "0.71", None),
            ("ROUND(A1/A2,2)", "0.72", Some("0.71")),
            ("AVERAGE(A1:A2)", "6", None),
            ("MAX(A1:A2)-MIN(A1,A2)", "1", Some("2")),
            ("A9+A1", "5", None),
            // What is not plain, or whose cells do not tell, is left alone.
            ("A1+A3", "5", None),
            ("VLOOKUP(A1,A1:B2,2)", "9", None),
            ("Khac!A1+1", "9", None),
            ("A1/0", "9", None),
            ("A1+", "9", None),
        ] {
            let mut cells = numbers.to_vec();
            cells.push(("C1", formula, stored));
            let expected: Vec<_> = expected.map(|number| ("C1", number)).into_iter().collect();
            assert_eq!(told(&cells, Calculated::Stored), pairs(&expected), "{formula} = {stored}");
        }
    }

    #[test]
    fn what_rests_on_a_stale_result_is_stale_too_and_circles_end() {
        let chain = [("A1", "", "5"), ("A2", "A1*2", "8"), ("A3", "A2+1", "9"), ("A4", "A4+1", "3")];
        assert_eq!(told(&chain, Calculated::Stored), pairs(&[("A2", "10"), ("A3", "11")]));
    }

    #[test]
    fn a_workbook_that_wants_to_be_calculated_is_asked_only_where_that_cannot_be_done_here() {
        let cells = [
            ("A1", "", "5"),
            ("A2", "A1*2", "10"),
            ("A3", "VLOOKUP(A1,A1:B2,2)", "3"),
            ("A4", "A3+1", "4"),
            ("A5", "A1*3", "14"),
        ];
        let expected = [("A3", "says itself"), ("A4", "says itself"), ("A5", "15")];
        assert_eq!(told(&cells, Calculated::AnewWhenOpened), pairs(&expected));
        assert_eq!(told(&cells, Calculated::Stored), pairs(&[("A5", "15")]));
        assert_eq!(told(&cells, Calculated::AsShown), pairs(&[]));
    }

    #[test]
    fn formulas_of_open_document_are_understood() {
        let cells = [("A1", "", "5"), ("A2", "[.A1]+SUM([.A1:.A1])", "11")];
        let stale = stale_results(&sheet(&cells), Calculated::Stored, Dialect::OpenFormula);
        assert_eq!(stale.into_values().collect::<Vec<_>>(), [Staleness::Gives(Decimal::TEN)]);
    }
}
