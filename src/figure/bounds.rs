//! What a figure cannot be more than: its whole, its whole together with other parts, its highest value.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Doubt, Figure, FigureId, FigureSpec, Figures, Origin, State};
use crate::diagnostic::Code;

/// What a figure cannot be more than; nothing unless it is declared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The figure of which it is a part (trong đó). Not named again where `Continuity::comes_with` names it.
    pub part_of: Option<FigureId>,
    /// Other parts of the same whole in which nothing is counted that is counted here: together they are at most it.
    pub apart_from: Vec<FigureId>,
    /// The highest value that there can be, such as the number of communes for a rank.
    pub most: Option<Decimal>,
}

impl FigureSpec {
    /// The figures of which it is a part: the one that says so, and the one in which each new one is counted too.
    pub fn wholes(&self) -> impl Iterator<Item = &FigureId> {
        self.bounds.part_of.iter().chain(&self.continuity.comes_with)
    }

    /// The parts that cannot together be more than `whole`, itself first: alone, and with those parts of it that it
    /// shares nothing with.
    pub fn parts_within<'a>(
        &'a self,
        whole: &FigureId,
        specs: &IndexMap<FigureId, Self>,
    ) -> Vec<Vec<&'a FigureId>> {
        let is_part = |id: &FigureId| specs.get(id).is_some_and(|spec| spec.wholes().any(|own| own == whole));
        let others: Vec<&FigureId> = self.bounds.apart_from.iter().filter(|id| is_part(id)).collect();
        let mut sets = vec![vec![&self.id]];
        if !others.is_empty() {
            sets.push(std::iter::once(&self.id).chain(others).collect());
        }
        sets
    }
}

/// A figure beyond one of its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excess {
    /// The figure.
    pub figure: FigureId,
    /// The limit.
    pub limit: Decimal,
    /// What must be asked.
    pub doubt: Doubt,
}

impl Figures {
    /// Puts in doubt each figure beyond a limit that `specs` declare, and gives every such excess. A whole of the same
    /// form is in doubt with its part, since either may be the wrong one; a whole that another form or the program
    /// computed is not. Where a sum of the form is known to be broken, that says it already.
    pub fn doubt_excesses(&mut self, specs: &IndexMap<FigureId, FigureSpec>) -> Vec<Excess> {
        let mut excesses = Vec::new();
        for spec in specs.values() {
            excesses.extend(self.above_most(spec));
            for whole in spec.wholes() {
                // Parts of which one alone is above the whole are told of by that one.
                let is_told = |parts: &[&FigureId]| {
                    parts.len() > 1 && parts.iter().any(|part| self.above_whole(&[part], whole).is_some())
                };
                let mut sets = spec.parts_within(whole, specs).into_iter().filter(|parts| !is_told(parts));
                let Some((excess, parts)) =
                    sets.find_map(|parts| Some((self.above_whole(&parts, whole)?, parts)))
                else {
                    continue;
                };
                let is_beside = specs.get(whole).is_some_and(|other| other.form == spec.form);
                for id in parts.into_iter().chain(is_beside.then_some(whole)) {
                    self.ask(id, &excess.doubt);
                }
                excesses.push(excess);
            }
        }
        excesses
    }

    fn above_most(&mut self, spec: &FigureSpec) -> Option<Excess> {
        let limit = spec.bounds.most?;
        let figure = self.single.get(&spec.id).filter(|figure| figure.number() > Some(limit))?;
        let doubt = Doubt::unclear(Code::AboveHighest, figure.origins.clone());
        self.ask(&spec.id, &doubt);
        Some(Excess { figure: spec.id.clone(), limit, doubt })
    }

    /// The excess of `parts` over `whole`, as far as both are known.
    fn above_whole(&self, parts: &[&FigureId], whole: &FigureId) -> Option<Excess> {
        let whole = self.reported(whole)?;
        let limit = whole.number()?;
        let known: Vec<&Figure> = parts.iter().filter_map(|id| self.reported(id)).collect();
        let numbers = known.iter().filter_map(|figure| figure.number());
        let sum = numbers.fold(Decimal::ZERO, Decimal::saturating_add);
        let is_told = known.iter().chain([&whole]).any(|figure| is_of_a_broken_sum(figure));
        if sum <= limit || is_told {
            return None;
        }
        let origins: Vec<Origin> = known.iter().flat_map(|figure| figure.origins.clone()).collect();
        let doubt = Doubt::PartAboveWhole {
            part: sum,
            whole: limit,
            part_origins: origins,
            whole_origins: whole.origins.clone(),
        };
        Some(Excess { figure: (*parts.first()?).clone(), limit, doubt })
    }

    fn reported(&self, id: &FigureId) -> Option<&Figure> {
        self.single.get(id).filter(|figure| figure.state == State::Reported)
    }

    fn ask(&mut self, id: &FigureId, doubt: &Doubt) {
        if let Some(figure) = self.single.get_mut(id).filter(|figure| !figure.doubts.contains(doubt)) {
            figure.doubts.push(doubt.clone());
        }
    }
}

/// Whether it is asked already why the sums around the figure do not come out.
fn is_of_a_broken_sum(figure: &Figure) -> bool {
    let codes = [Code::IdentityBroken, Code::TotalDiffers];
    figure.doubts.iter().any(|doubt| codes.contains(&doubt.code()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::address::{Address, CellRef};
    use crate::figure::{Continuity, FigureKind, Value};

    fn spec(id: &str, form: &str, bounds: Bounds) -> FigureSpec {
        FigureSpec {
            id: id.into(),
            label: id.into(),
            kind: FigureKind::Count,
            measure: Arc::from(""),
            from: "VP".into(),
            form: form.into(),
            choices: Vec::new(),
            field: None,
            declared_in: Arc::from(""),
            guidance: None,
            continuity: Continuity::default(),
            bounds,
        }
    }

    /// A whole, two parts of it that share nothing, and a part of it on another form.
    fn specs() -> IndexMap<FigureId, FigureSpec> {
        let part_of = |whole: &str| Bounds { part_of: Some(whole.into()), ..Bounds::default() };
        let late = Bounds { apart_from: vec!["dung".into()], ..part_of("tong") };
        let rank = Bounds { most: Some(65.into()), ..Bounds::default() };
        [
            spec("tong", "a", Bounds::default()),
            spec("dung", "a", part_of("tong")),
            spec("muon", "a", late),
            spec("khac", "b", part_of("tong")),
            spec("hang", "a", rank),
        ]
        .map(|spec| (spec.id.clone(), spec))
        .into()
    }

    fn figures(numbers: &[(&str, i64)]) -> Figures {
        let figure = |row: usize, number: i64| {
            let cell = CellRef::new(u32::try_from(row).expect("a row"), 4);
            let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell };
            let raw = number.to_string().into();
            let origin = Origin { address, unit: "VP".into(), form: "a".into(), raw };
            Figure::reported(Value::Number(number.into()), origin)
        };
        let numbers = numbers.iter().enumerate();
        let single = numbers.map(|(row, (id, number))| (FigureId::from(*id), figure(row, *number)));
        Figures { single: single.collect(), ..Figures::default() }
    }

    /// Each excess, and the figures in doubt.
    fn told(numbers: &[(&str, i64)]) -> (Vec<String>, Vec<String>) {
        let mut figures = figures(numbers);
        let excesses = figures.doubt_excesses(&specs());
        let shown = |excess: &Excess| match &excess.doubt {
            Doubt::PartAboveWhole { part, part_origins, .. } => {
                format!("{} {part} > {} ({} cells)", excess.figure, excess.limit, part_origins.len())
            }
            doubt => format!("{} {:?} {}", excess.figure, doubt.code(), excess.limit),
        };
        let doubted = figures.single.iter().filter(|(_, figure)| !figure.doubts.is_empty());
        (excesses.iter().map(shown).collect(), doubted.map(|(id, _)| id.to_string()).collect())
    }

    #[test]
    fn a_figure_at_its_limit_is_not_asked_about() {
        let numbers = [("tong", 45), ("dung", 40), ("muon", 5), ("khac", 45), ("hang", 65)];
        assert_eq!(told(&numbers), (vec![], vec![]));
        assert_eq!(told(&[("dung", 40), ("muon", 5)]), (vec![], vec![]), "without a whole");
    }

    #[test]
    fn a_part_above_its_whole_puts_both_in_doubt() {
        let (excesses, doubted) = told(&[("tong", 45), ("dung", 46), ("muon", 0)]);
        assert_eq!(excesses, ["dung 46 > 45 (1 cells)"]);
        assert_eq!(doubted, ["tong", "dung"]);
    }

    #[test]
    fn parts_that_share_nothing_are_together_at_most_the_whole() {
        let (excesses, doubted) = told(&[("tong", 45), ("dung", 40), ("muon", 6)]);
        assert_eq!(excesses, ["muon 46 > 45 (2 cells)"]);
        assert_eq!(doubted, ["tong", "dung", "muon"]);
        // What nobody reported makes the known part no smaller.
        assert_eq!(told(&[("tong", 45), ("muon", 46)]).0, ["muon 46 > 45 (1 cells)"]);
    }

    #[test]
    fn a_whole_of_another_form_stays_beyond_doubt() {
        assert_eq!(told(&[("tong", 45), ("khac", 46)]).1, ["khac"]);
    }

    #[test]
    fn a_value_above_its_highest_is_in_doubt() {
        assert_eq!(told(&[("hang", 66)]), (vec!["hang AboveHighest 65".into()], vec!["hang".into()]));
    }

    #[test]
    fn a_sum_that_is_broken_anyway_is_told_of_once() {
        let mut figures = figures(&[("tong", 45), ("dung", 46)]);
        figures.single["dung"].doubts.push(Doubt::unclear(Code::IdentityBroken, Vec::new()));
        assert_eq!(figures.doubt_excesses(&specs()), []);
    }
}
