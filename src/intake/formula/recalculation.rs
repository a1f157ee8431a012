//! Results of formulas that cannot be trusted: a plain formula gives another number than the one stored beside it, or the
//! workbook itself says that its results must be calculated anew.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::value::{Area, Cells, Operand, Spot, is_broken, is_near, number};
use super::{Dialect, parse};
use crate::address::CellRef;
use crate::intake::sheet::{Cell, Content, Sheet, Staleness};

/// Cells that the formulas of one sheet may look at altogether.
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

/// The cells of each of `sheets` whose stored number must be asked about. Where formulas do not say of which workbook a
/// named sheet is (`names_workbooks`), no named sheet is looked at.
pub(in crate::intake) fn stale_results(
    sheets: &[&Sheet],
    calculated: Calculated,
    dialect: Dialect,
    names_workbooks: bool,
) -> Vec<BTreeMap<CellRef, Staleness>> {
    if calculated == Calculated::AsShown {
        return vec![BTreeMap::new(); sheets.len()];
    }
    let mut sums =
        Sums { sheets, dialect, names_workbooks, known: HashMap::new(), open: Vec::new(), looks: 0 };
    let stale_of = |(index, sheet): (usize, &&Sheet)| {
        sums.looks = 0;
        sums.stale(index, sheet, calculated)
    };
    sheets.iter().enumerate().map(stale_of).collect()
}

/// What a formula gives.
#[derive(Clone, Copy, Debug)]
struct Result {
    number: Decimal,
    /// Whether it rests on nothing but numbers that somebody typed.
    is_sure: bool,
}

/// The formulas of a workbook while they are calculated.
struct Sums<'a> {
    sheets: &'a [&'a Sheet],
    dialect: Dialect,
    names_workbooks: bool,
    /// Results so far; `None` where a formula gives nothing that is known.
    known: HashMap<Spot, Option<Result>>,
    /// Formulas that are being calculated, each for the one before it.
    open: Vec<Spot>,
    looks: usize,
}

impl Sums<'_> {
    fn stale(&mut self, index: usize, sheet: &Sheet, calculated: Calculated) -> BTreeMap<CellRef, Staleness> {
        let mut stale = BTreeMap::new();
        for (at, cell) in &sheet.cells {
            let (Content::Number(stored), Some(formula)) = (&cell.content, &cell.formula) else { continue };
            match self.result(Spot { sheet: index, cell: *at }) {
                Some(Result { number, .. }) if !is_near(number, *stored) => {
                    stale.insert(*at, Staleness::Gives(number.normalize()));
                }
                Some(Result { is_sure: true, .. }) => {}
                _ if calculated == Calculated::AnewWhenOpened => {
                    stale.insert(*at, Staleness::SaysItself);
                }
                None if self.names_workbooks && names_the_deleted(formula, self.dialect) => {
                    stale.insert(*at, Staleness::Broken);
                }
                _ => {}
            }
        }
        stale
    }

    fn cell(&self, spot: Spot) -> Option<&Cell> {
        self.sheets.get(spot.sheet)?.cells.get(&spot.cell)
    }

    /// What the formula of a cell gives; `None` where it is not a plain one.
    fn result(&mut self, spot: Spot) -> Option<Result> {
        if let Some(known) = self.known.get(&spot) {
            return *known;
        }
        if self.open.len() > LONGEST_CHAIN {
            return None;
        }
        let formula = self.cell(spot)?.formula.clone()?;
        self.open.push(spot);
        let mut reader = Reader { sums: self, sheet: spot.sheet, is_sure: true };
        let result = parse(&formula, reader.sums.dialect)
            .and_then(|node| number(&node, &mut reader))
            .map(|number| Result { number, is_sure: reader.is_sure });
        self.open.pop();
        self.known.insert(spot, result);
        result
    }
}

/// Whether `formula` calculates with a reference to what was deleted, so that it can give no number.
fn names_the_deleted(formula: &str, dialect: Dialect) -> bool {
    if !formula.contains("#REF!") {
        return false;
    }
    let formula = match dialect {
        Dialect::Excel => Cow::Borrowed(formula),
        Dialect::OpenFormula => Cow::Owned(without_broken_brackets(formula)),
    };
    parse(&formula, dialect).is_some_and(|node| is_broken(&node))
}

/// A formula of OpenDocument in which `[.#REF!]`, `[.A1:.B#REF!]` and the like, which are not parsed, are bare errors.
fn without_broken_brackets(formula: &str) -> String {
    let mut bare = String::with_capacity(formula.len());
    for (index, piece) in formula.split('[').enumerate() {
        match piece.split_once(']') {
            Some((reference, rest)) if index > 0 && reference.contains("#REF!") => {
                bare.push_str("#REF!");
                bare.push_str(rest);
            }
            _ if index > 0 => {
                bare.push('[');
                bare.push_str(piece);
            }
            _ => bare.push_str(piece),
        }
    }
    bare
}

/// The cells as one formula sees them.
struct Reader<'r, 'a> {
    sums: &'r mut Sums<'a>,
    /// The formula's own sheet.
    sheet: usize,
    is_sure: bool,
}

impl Cells for Reader<'_, '_> {
    fn operand(&mut self, spot: Spot) -> Option<Operand> {
        self.sums.looks += 1;
        if self.sums.looks > MOST_LOOKS {
            return None;
        }
        let Some(found) = self.sums.cell(spot) else { return Some(Operand::Blank) };
        match (&found.content, &found.formula) {
            (Content::Number(number), None) => Some(Operand::Number(*number)),
            // A circle of formulas comes to nothing.
            (Content::Number(_), Some(_)) if self.sums.open.contains(&spot) => None,
            (Content::Number(stored), Some(_)) => {
                let stored = *stored;
                match self.sums.result(spot) {
                    Some(result) => {
                        self.is_sure &= result.is_sure;
                        Some(Operand::Number(result.number))
                    }
                    None => {
                        self.is_sure = false;
                        Some(Operand::Number(stored))
                    }
                }
            }
            (Content::Text(_) | Content::Bool(_), _) => Some(Operand::Word),
            (Content::Date(_) | Content::Error(_) | Content::NotCalculated, _) => None,
        }
    }

    fn within(&mut self, area: Area) -> Option<Vec<Spot>> {
        let range = area.range;
        if range.start.row > range.end.row {
            return None;
        }
        let rows = CellRef::new(range.start.row, 0)..=CellRef::new(range.end.row, u32::MAX);
        let mut found = Vec::new();
        for (at, _) in self.sums.sheets.get(area.sheet)?.cells.range(rows) {
            self.sums.looks += 1;
            if self.sums.looks > MOST_LOOKS {
                return None;
            }
            if range.contains(*at) {
                found.push(Spot { sheet: area.sheet, cell: *at });
            }
        }
        Some(found)
    }

    fn is_summed_whole(&mut self, area: Area) -> bool {
        let Some(sheet) = self.sums.sheets.get(area.sheet) else { return false };
        let rows = area.range.start.row..=area.range.end.row;
        if sheet.hidden_rows.iter().any(|row| rows.contains(row)) {
            return false;
        }
        let leaves_out = |formula: &str| {
            let formula = formula.to_ascii_uppercase();
            formula.contains("SUBTOTAL") || formula.contains("AGGREGATE")
        };
        self.within(area).is_some_and(|spots| {
            let mut formulas = spots.into_iter().filter_map(|spot| self.sums.cell(spot)?.formula.as_deref());
            !formulas.any(leaves_out)
        })
    }

    fn sheet(&self, name: Option<&str>) -> Option<usize> {
        let Some(name) = name else { return Some(self.sheet) };
        if !self.sums.names_workbooks {
            return None;
        }
        let name = name.trim_start_matches('$').to_lowercase();
        let sheets = self.sums.sheets.iter().enumerate();
        let mut named = sheets.filter(|(_, sheet)| sheet.name.to_lowercase() == name);
        match (named.next(), named.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        words(stale_results(&[&sheet(cells)], calculated, Dialect::Excel, true))
    }

    fn told_on(sheets: &[&Sheet], dialect: Dialect, names_workbooks: bool) -> Vec<(String, String)> {
        words(stale_results(sheets, Calculated::Stored, dialect, names_workbooks))
    }

    /// What is told of the first sheet.
    fn words(mut stale: Vec<BTreeMap<CellRef, Staleness>>) -> Vec<(String, String)> {
        let word = |staleness: Staleness| match staleness {
            Staleness::Gives(number) => number.to_string(),
            Staleness::SaysItself => "says itself".to_owned(),
            Staleness::Broken => "broken".to_owned(),
        };
        stale.remove(0).into_iter().map(|(at, staleness)| (at.to_string(), word(staleness))).collect()
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
    fn the_usual_functions_are_calculated_and_what_is_not_known_is_not_told() {
        let numbers = [
            ("A1", "", "5"),
            ("A2", "", "7"),
            ("A3", "", "cộng"),
            ("B1", "", "2"),
            ("B2", "", "3"),
            ("B4", "SUBTOTAL(9,B1:B2)", "5"),
            ("D9", "", "4"),
        ];
        for (formula, stored, expected) in [
            ("IF(A1>A2,1,2)", "1", Some("2")),
            ("IF(A1<=5,A2,0)", "7", None),
            ("IF(A1<>A2,A1,A2)", "7", Some("5")),
            ("IF(A1=5,\"\",3)", "3", None),
            ("IF(A3=5,1,2)", "1", None),
            ("IF(A9=0,1,2)", "2", None),
            ("IF(A1,1,2)", "2", None),
            ("IF(A1>=5,1)", "9", Some("1")),
            ("SUBTOTAL(9,A1:A3)", "11", Some("12")),
            ("SUBTOTAL(109,A1:A3)", "12", None),
            ("SUBTOTAL(9,B1:B4)", "6", None),
            ("SUBTOTAL(9,D8:D9)", "3", None),
            ("SUBTOTAL(1,A1:A2)", "5", None),
            ("SUMPRODUCT(A1:A2,B1:B2)", "30", Some("31")),
            ("SUMPRODUCT(A1:A2,B1:B3)", "30", None),
            ("SUMPRODUCT(A1:A3,B1:B3)", "30", None),
            ("SUMPRODUCT(A1:A2*B1:B2)", "30", None),
            ("IFERROR(A1/B1,0)", "2.6", Some("2.5")),
            ("IFERROR(A1/A9,0)", "0", None),
            ("IFERROR(A9*2,7)", "7", None),
            ("IFERROR(A3+1,7)", "7", None),
            ("COUNT(A1:A3)", "3", Some("2")),
            ("COUNT(A1:A3,B1)", "3", None),
            ("ROUNDDOWN(A2/B1,0)", "4", Some("3")),
            ("ROUNDUP(A2/B1,0)", "4", None),
            ("ROUNDUP(A2/3,1)", "2.3", Some("2.4")),
            ("ROUNDDOWN((0.7+0.1)*10,0)", "7", None),
            ("#REF!+A1", "5", Some("broken")),
            ("SUM(A1:A2,#REF!)", "12", Some("broken")),
            ("Khac!#REF!*2", "12", Some("broken")),
            ("IFERROR(#REF!,0)", "0", None),
            ("IF(A1=5,1,#REF!)", "1", None),
            ("COUNT(#REF!)", "0", None),
            ("A1&\"#REF!\"", "5", None),
        ] {
            let mut cells = numbers.to_vec();
            cells.push(("C1", formula, stored));
            let mut sheet = sheet(&cells);
            sheet.hidden_rows.insert(8);
            let expected: Vec<_> = expected.map(|number| ("C1", number)).into_iter().collect();
            assert_eq!(told_on(&[&sheet], Dialect::Excel, true), pairs(&expected), "{formula} = {stored}");
        }
    }

    #[test]
    fn formulas_are_followed_to_the_other_sheets_of_the_workbook() {
        let named = |name: &str, cells: &[(&str, &str, &str)]| Sheet { name: name.into(), ..sheet(cells) };
        let other = named("Số liệu", &[("A1", "", "5"), ("A2", "A1*2", "9"), ("A3", "Tong!C9+1", "1")]);
        for (formula, stored, expected) in [
            ("'Số liệu'!A1+1", "7", Some("6")),
            ("'số liệu'!A2", "9", Some("10")),
            ("SUM('Số liệu'!A1:A2)", "15", None),
            ("'Số liệu'!A3", "8", Some("1")),
            ("Khac!A1+1", "7", None),
            ("[1]Tong!A1+1", "7", None),
        ] {
            let sheets = [&named("Tong", &[("C1", formula, stored)]), &other];
            let expected: Vec<_> = expected.map(|number| ("C1", number)).into_iter().collect();
            assert_eq!(told_on(&sheets, Dialect::Excel, true), pairs(&expected), "{formula} = {stored}");
            assert_eq!(
                told_on(&sheets, Dialect::Excel, false),
                pairs(&[]),
                "{formula} may be of another workbook"
            );
        }
        let open = named("Tong", &[("C1", "[$'Số liệu'.A1]+[.A1]", "7"), ("C2", "[.#REF!]+1", "7")]);
        let told = told_on(&[&open, &other], Dialect::OpenFormula, true);
        assert_eq!(told, pairs(&[("C1", "5"), ("C2", "broken")]));
        // A circle over sheets ends.
        let circle = [&named("X", &[("A1", "Y!A1+1", "3")]), &named("Y", &[("A1", "X!A1+1", "3")])];
        assert_eq!(told_on(&circle, Dialect::Excel, true).len(), 1);
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
        let stale =
            stale_results(&[&sheet(&cells)], Calculated::Stored, Dialect::OpenFormula, true).remove(0);
        assert_eq!(stale.into_values().collect::<Vec<_>>(), [Staleness::Gives(Decimal::TEN)]);
    }
}
