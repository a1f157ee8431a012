//! Advice followed to the letter reaches what it promises, and never asks for another past.

use chrono::NaiveDate;
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rust_decimal::Decimal;

use super::shipped_rules::rulebook;
use crate::address::{Address, CellRef};
use crate::figure::{Figure, FigureKind, FigureSpec, Figures, Origin, Value};
use crate::plan::RuleKind;
use crate::rulebook::{Goal, Outcome, Rulebook};

/// A value that the figure may well have. What comes with a whole is hardly larger than it.
fn value(spec: &FigureSpec, random: &mut StdRng) -> Option<Value> {
    Some(match spec.kind {
        FigureKind::Count | FigureKind::Number | FigureKind::Money => {
            let most = if spec.continuity.comes_with.is_some() { 900 } else { 1_000 };
            Value::Number(random.random_range(0..most).into())
        }
        FigureKind::Percent => Value::Number(random.random_range(0..=100).into()),
        FigureKind::Rank => Value::Number(random.random_range(1..=65).into()),
        FigureKind::Choice => {
            let choices = &spec.choices;
            Value::Choice(choices.get(random.random_range(0..choices.len()))?.code.clone())
        }
        FigureKind::Date | FigureKind::Text | FigureKind::Table => return None,
    })
}

fn world(rulebook: &Rulebook, random: &mut StdRng) -> Figures {
    let mut figures = Figures::default();
    for (row, spec) in (0..).zip(rulebook.plan().figures.values()) {
        let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 4) };
        let origin = Origin { address, unit: spec.from.clone(), form: spec.form.clone(), raw: "".into() };
        if let Some(value) = value(spec, random) {
            let evidence = Some("Báo cáo số 1".to_owned());
            let figure = Figure { evidence, ..Figure::reported(value, origin) };
            figures.single.insert(spec.id.clone(), figure);
        }
    }
    figures
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn advice_followed_to_the_letter_reaches_its_goal(seed: u64) {
        let rulebook = rulebook();
        let figures = world(&rulebook, &mut StdRng::seed_from_u64(seed));
        let on: NaiveDate = "2025-12-14".parse().expect("a day");
        let (findings, _) = rulebook.judge(&figures, on);
        for (index, finding) in findings.iter().enumerate() {
            let kind = rulebook.plan().rules[index].kind;
            for remedy in &finding.remedies {
                let spec = &rulebook.plan().figures[&remedy.figure];
                let less = remedy.difference().is_some_and(|difference| difference < Decimal::ZERO);
                prop_assert!(!(less && spec.continuity.accumulates.is_some()), "{remedy:?}");
                let mut followed = figures.clone();
                for (id, value) in std::iter::once((&remedy.figure, &remedy.to)).chain(remedy.with.iter().map(|(id, value)| (id, value))) {
                    let figure = followed.single.get_mut(id).expect("a figure");
                    figure.value = Some(value.clone());
                }
                let (again, _) = rulebook.judge_only(&followed, on);
                let again = &again[index];
                let reached = match remedy.goal {
                    Goal::Met => again.outcome == Outcome::Met,
                    Goal::Better if kind == RuleKind::Penalty => again.points < finding.points,
                    Goal::Better => again.points > finding.points,
                    Goal::Full if kind == RuleKind::Penalty => again.points == Some(Decimal::ZERO),
                    Goal::Full => again.points == finding.max,
                };
                prop_assert!(reached, "{}: {remedy:?}: {:?} {:?}", finding.rule, again.outcome, again.points);
                prop_assert_eq!(again.points, remedy.points);
            }
        }
    }
}
