//! Questions about cells, carried to every figure that rests on those cells.

use std::collections::HashMap;

use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::figure::{Doubt, Figures, Origin};

/// Puts in doubt each of `figures` about whose cell something is asked, unless it is in doubt for that already: no
/// result is certain that rests on a cell somebody must still confirm.
pub(super) fn doubt(figures: &mut Figures, diagnostics: &[Diagnostic]) {
    let mut asked: HashMap<Address, Vec<Code>> = HashMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.level() == Level::Query) {
        let place = &diagnostic.place;
        if let (Some(file), Some(sheet), Some(cell)) = (&place.file, &place.sheet, place.cell) {
            let address = Address { file: file.clone(), sheet: sheet.clone(), cell };
            asked.entry(address).or_default().push(diagnostic.code);
        }
    }
    let of_tables = figures.tables.values_mut().flat_map(|table| &mut table.records);
    let of_tables = of_tables.flat_map(|record| record.fields.values_mut());
    for figure in figures.single.values_mut().chain(of_tables) {
        let mut questions: Vec<(Code, Origin)> = Vec::new();
        for origin in &figure.origins {
            for code in asked.get(&origin.address).into_iter().flatten() {
                if figure.doubts.iter().all(|doubt| doubt.code() != *code) {
                    questions.push((*code, origin.clone()));
                }
            }
        }
        figure.doubts.extend(questions.into_iter().map(|(code, origin)| Doubt::unclear(code, vec![origin])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::CellRef;
    use crate::figure::{Figure, Value};

    #[test]
    fn a_question_about_a_cell_is_a_doubt_on_every_figure_that_rests_on_it() {
        let address = |row| Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 4) };
        let origin =
            |row| Origin { address: address(row), unit: "VP".into(), form: "f".into(), raw: "1".into() };
        let figure = |row| Figure::reported(Value::Number(1.into()), origin(row));
        let mut doubted = figure(1);
        doubted.doubts.push(Doubt::unclear(Code::TotalDiffers, vec![origin(1)]));
        let single = [("hoi", figure(1)), ("da_hoi", doubted.clone()), ("khac", figure(2))];
        let mut figures = Figures {
            single: single.into_iter().map(|(id, figure)| (id.into(), figure)).collect(),
            ..Figures::default()
        };
        let told = [
            Diagnostic::new(Code::TotalDiffers).at(&address(1)),
            Diagnostic::new(Code::CellNumberInText).at(&address(2)),
            Diagnostic::new(Code::SubmissionMissing),
        ];
        doubt(&mut figures, &told);
        assert_eq!(figures.single["hoi"].doubts, [Doubt::unclear(Code::TotalDiffers, vec![origin(1)])]);
        assert_eq!(figures.single["da_hoi"].doubts, doubted.doubts);
        assert_eq!(figures.single["khac"].doubts, [], "a notice asks nothing");
    }
}
