//! Questions about cells, carried to every figure that rests on those cells.

use std::collections::HashMap;

use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::figure::{Doubt, Figure, Figures, Origin};
use crate::rulebook::Finding;

/// Questions whose reader has put the figures in doubt that may be wrong; the cell that they name is only the first.
const DOUBTED_WHERE_READ: [Code; 2] = [Code::IdentityBroken, Code::TotalDiffers];

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
    for figure in figures.single.values_mut() {
        add(figure, &asked, |code| !DOUBTED_WHERE_READ.contains(&code));
    }
    let rows = figures.tables.values_mut().flat_map(|table| &mut table.records);
    rows.flat_map(|record| record.fields.values_mut()).for_each(|figure| {
        add(figure, &asked, |_| true);
    });
}

/// Puts in doubt the cells that contradict each other by what rules said: whatever else rests on them is no more certain.
/// Says whether any figure was not in doubt for that before.
pub(super) fn doubt_contradicted(figures: &mut Figures, findings: &[Finding]) -> bool {
    let mut asked: HashMap<Address, Vec<Code>> = HashMap::new();
    for doubt in findings.iter().filter_map(|finding| finding.value.as_ref()).flat_map(|value| &value.doubts)
    {
        let sides: [&[Origin]; 2] = match doubt {
            Doubt::PartAboveWhole { part_origins, whole_origins, .. } => [part_origins, whole_origins],
            Doubt::NothingAroseYetCounted { nothing_origins, counted_origins } => {
                [nothing_origins, counted_origins]
            }
            Doubt::NotApplicableYetCounted { excluding_origins, counted_origins } => {
                [excluding_origins, counted_origins]
            }
            Doubt::Asked { origins, .. } => [origins, &[]],
            // Two sources of one fact: each rule says on which of them it rests.
            Doubt::Disagreement { .. }
            | Doubt::WaysDiffer { .. }
            | Doubt::Conflict { .. }
            | Doubt::EvidenceMissing { .. }
            | Doubt::Unclear { .. } => continue,
        };
        for origin in sides.into_iter().flatten() {
            let codes = asked.entry(origin.address.clone()).or_default();
            if !codes.contains(&doubt.code()) {
                codes.push(doubt.code());
            }
        }
    }
    let mut is_new = false;
    for figure in figures.single.values_mut() {
        is_new |= add(figure, &asked, |_| true);
    }
    is_new
}

/// Adds the doubts about the cells of `figure`, those that `counts` lets; says whether there are any.
fn add(figure: &mut Figure, asked: &HashMap<Address, Vec<Code>>, counts: impl Fn(Code) -> bool) -> bool {
    let mut questions: Vec<(Code, Origin)> = Vec::new();
    for origin in &figure.origins {
        for code in asked.get(&origin.address).into_iter().flatten().filter(|code| counts(**code)) {
            if figure.doubts.iter().all(|doubt| doubt.code() != *code) {
                questions.push((*code, origin.clone()));
            }
        }
    }
    let is_new = !questions.is_empty();
    figure.doubts.extend(questions.into_iter().map(|(code, origin)| Doubt::unclear(code, vec![origin])));
    is_new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::CellRef;
    use crate::figure::Value;

    fn address(row: u32) -> Address {
        Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 4) }
    }

    fn origin(row: u32) -> Origin {
        Origin { address: address(row), unit: "VP".into(), form: "f".into(), raw: "1".into() }
    }

    fn figure(row: u32) -> Figure {
        Figure::reported(Value::Number(1.into()), origin(row))
    }

    fn figures(single: [(&str, Figure); 3]) -> Figures {
        let single = single.into_iter().map(|(id, figure)| (id.into(), figure)).collect();
        Figures { single, ..Figures::default() }
    }

    #[test]
    fn a_question_about_a_cell_is_a_doubt_on_every_figure_that_rests_on_it() {
        let mut doubted = figure(1);
        doubted.doubts.push(Doubt::unclear(Code::CellTypedOver, vec![origin(1)]));
        let single = [("hoi", figure(1)), ("da_hoi", doubted.clone()), ("khac", figure(2))];
        let mut figures = figures(single);
        let told = [
            Diagnostic::new(Code::CellTypedOver).at(&address(1)),
            Diagnostic::new(Code::CellNumberInText).at(&address(2)),
            Diagnostic::new(Code::SubmissionMissing),
        ];
        doubt(&mut figures, &told);
        assert_eq!(figures.single["hoi"].doubts, [Doubt::unclear(Code::CellTypedOver, vec![origin(1)])]);
        assert_eq!(figures.single["da_hoi"].doubts, doubted.doubts);
        assert_eq!(figures.single["khac"].doubts, [], "a notice asks nothing");
    }

    #[test]
    fn what_contradicts_another_cell_in_one_rule_is_in_doubt_for_all() {
        let single = [("tong", figure(1)), ("phan", figure(2)), ("khac", figure(3))];
        let mut figures = figures(single);
        let contradiction = Doubt::NothingAroseYetCounted {
            nothing_origins: vec![origin(1)],
            counted_origins: vec![origin(2)],
        };
        let lacking = Doubt::EvidenceMissing { origins: vec![origin(3)] };
        let doubts = vec![contradiction, lacking];
        let rule = crate::intake::test_plan::plan().rules[0].clone();
        let finding = Finding { value: Some(Figure { doubts, ..figure(2) }), ..Finding::unjudged(&rule) };
        assert!(doubt_contradicted(&mut figures, std::slice::from_ref(&finding)));
        let codes = |id: &str| figures.single[id].doubts.iter().map(Doubt::code).collect::<Vec<_>>();
        assert_eq!(codes("tong"), [Code::NothingAroseYetCounted]);
        assert_eq!(codes("phan"), [Code::NothingAroseYetCounted]);
        assert_eq!(codes("khac"), [], "evidence is a matter of the rule that asks for it");
        assert!(!doubt_contradicted(&mut figures, &[finding]), "asked once");
    }
}
