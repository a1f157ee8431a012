//! Figures to try a rule with: every combination of a few telling values of each figure that it needs, chosen around
//! the numbers that stand in its script.

use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Rulebook;
use super::case::cases;
use super::entry::Entry;
use super::tokens::{TokenKind, Tokens};
use crate::figure::{Figure, FigureId, FigureKind, FigureSpec, Figures, Table, Value, Want};
use crate::plan::Rule;

/// Whole of which parts are taken, so that a tenth of a per cent can be told apart.
const WHOLE: Decimal = Decimal::ONE_THOUSAND;

/// What one figure may be.
#[derive(Clone, Debug)]
enum Candidate {
    Single(Figure),
    Table(Table),
}

/// Combinations of figures, in an order in which the most telling come first.
#[derive(Debug)]
pub(super) struct Grid {
    figures: Vec<(FigureId, Vec<Candidate>)>,
    /// One combination with each state in turn.
    states: Vec<Figures>,
}

impl Grid {
    /// Figures for `rule`, no more than about `most` combinations.
    pub(super) fn new(rulebook: &Rulebook, rule: &Rule, entry: &Entry, most: usize) -> Self {
        let numbers = numbers(&entry.text);
        let specs: Vec<&FigureSpec> =
            rule.needs.iter().filter_map(|need| rulebook.plan.figures.get(need)).collect();
        let mut figures: Vec<(FigureId, Vec<Candidate>)> =
            specs.iter().map(|spec| (spec.id.clone(), candidates(spec, &numbers, entry))).collect();
        // The longest list is cut until there are few enough.
        let combinations = |figures: &[(FigureId, Vec<Candidate>)]| {
            figures.iter().fold(1usize, |product, (_, list)| product.saturating_mul(list.len().max(1)))
        };
        while combinations(&figures) > most
            && let Some((_, longest)) = figures.iter_mut().max_by_key(|(_, list)| list.len())
        {
            longest.pop();
        }
        let mut grid = Self { figures, states: Vec::new() };
        grid.states = grid.with_states(&specs);
        grid
    }

    /// Every combination.
    pub(super) fn combinations(&self) -> impl Iterator<Item = Figures> {
        let total =
            self.figures.iter().fold(1usize, |product, (_, list)| product.saturating_mul(list.len().max(1)));
        (0..total).map(|number| self.combination(number)).chain(self.states.iter().cloned())
    }

    fn combination(&self, mut number: usize) -> Figures {
        let mut figures = Figures::default();
        for (id, list) in &self.figures {
            let length = list.len().max(1);
            match list.get(number % length) {
                Some(Candidate::Single(figure)) => {
                    figures.single.insert(id.clone(), figure.clone());
                }
                Some(Candidate::Table(table)) => {
                    figures.tables.insert(id.clone(), table.clone());
                }
                None => {}
            }
            number /= length;
        }
        figures
    }

    /// All figures in each state, each figure alone in each state, and all without evidence.
    fn with_states(&self, specs: &[&FigureSpec]) -> Vec<Figures> {
        let base = self.combination(0);
        let mut all: Vec<Figures> = Vec::new();
        let states = |spec: &FigureSpec| {
            [
                Figure::nothing_arose(Vec::new()),
                Figure::missing(Want::of(spec)),
                Figure::not_applicable(Vec::new()),
            ]
        };
        for state in 0..3 {
            let mut together = Figures::default();
            for spec in specs {
                let figure = states(spec).into_iter().nth(state);
                together.single.extend(figure.clone().map(|figure| (spec.id.clone(), figure)));
                let mut alone = base.clone();
                alone.tables.shift_remove(&spec.id);
                alone.single.extend(figure.map(|figure| (spec.id.clone(), figure)));
                all.push(alone);
            }
            all.push(together);
        }
        for number in 0..self.figures.iter().map(|(_, list)| list.len()).sum() {
            let mut bare = self.combination(number);
            for figure in bare.single.values_mut() {
                figure.evidence = None;
            }
            all.push(bare);
        }
        all
    }
}

/// The numbers of the law and of the functions, each with the smallest step in which it is written.
pub(super) fn numbers(text: &str) -> Vec<(Decimal, Decimal)> {
    let tokens = Tokens::of(text);
    let declared = ["TARGET", "SCALE", "MAX"].map(|name| tokens.constant(name));
    let mut numbers = Vec::new();
    for index in declared.into_iter().chain(tokens.bodies()).flatten() {
        if tokens.kind(index) == Some(TokenKind::Number)
            && let Ok(number) = Decimal::from_str(tokens.text(index))
            && !numbers.contains(&(number, step(number)))
        {
            numbers.push((number, step(number)));
        }
    }
    numbers
}

/// The texts of the functions.
fn texts(text: &str) -> Vec<&str> {
    let tokens = Tokens::of(text);
    tokens.bodies().into_iter().flatten().filter_map(|index| tokens.quoted(index)).collect()
}

/// One unit of the last decimal that is written.
pub(super) fn step(number: Decimal) -> Decimal {
    Decimal::new(1, number.scale().min(Decimal::MAX_SCALE))
}

fn candidates(spec: &FigureSpec, numbers: &[(Decimal, Decimal)], entry: &Entry) -> Vec<Candidate> {
    let figure = |value: Value| {
        let evidence = Some("…".to_owned());
        Candidate::Single(Figure { evidence, ..Figure::known(value) })
    };
    match spec.kind {
        FigureKind::Choice => {
            spec.choices.iter().map(|choice| figure(Value::Choice(choice.code.clone()))).collect()
        }
        // What a table may hold is best known to whoever wrote the cases.
        FigureKind::Table => {
            let tables = cases(entry).iter().filter_map(|case| case.figures.tables.get(&spec.id));
            tables.map(|table| Candidate::Table(table.clone())).collect()
        }
        FigureKind::Date => {
            let written = texts(&entry.text).into_iter().filter_map(|text| text.parse::<NaiveDate>().ok());
            let around = written.flat_map(|date| [Some(date), date.pred_opt(), date.succ_opt()]);
            let dates = around.flatten().chain([NaiveDate::default()]);
            dates.map(|date| figure(Value::Date(date))).collect()
        }
        FigureKind::Text => {
            let written = texts(&entry.text).into_iter().chain(["…"]);
            written.map(|text| figure(Value::Text(text.into()))).collect()
        }
        FigureKind::Count
        | FigureKind::Number
        | FigureKind::Money
        | FigureKind::Percent
        | FigureKind::Rank => {
            amounts(spec.kind, numbers).into_iter().map(|number| figure(Value::Number(number))).collect()
        }
    }
}

/// Telling amounts, the most telling first: a whole, nothing, and parts and amounts around every number.
fn amounts(kind: FigureKind, numbers: &[(Decimal, Decimal)]) -> Vec<Decimal> {
    let is_whole = kind != FigureKind::Percent && kind != FigureKind::Number;
    let mut amounts = vec![WHOLE, Decimal::ZERO];
    let around =
        |number: Decimal, step: Decimal| [number, number.saturating_sub(step), number.saturating_add(step)];
    if kind != FigureKind::Percent && kind != FigureKind::Rank {
        for (number, _) in numbers {
            amounts.extend(around(number.saturating_mul(Decimal::TEN), Decimal::ONE));
        }
    }
    for (number, step) in numbers {
        amounts.extend(around(*number, if is_whole { Decimal::ONE } else { *step }));
    }
    amounts.extend([1, 2, 3, 5, 10, 100, 999, 1001, 2000].map(Decimal::from));
    let least = if kind == FigureKind::Rank { Decimal::ONE } else { Decimal::ZERO };
    let mut distinct: Vec<Decimal> = Vec::new();
    for amount in amounts {
        let amount = if is_whole { amount.trunc() } else { amount }.normalize();
        let fits = amount >= least && (kind != FigureKind::Percent || amount <= Decimal::ONE_HUNDRED);
        if fits && !distinct.contains(&amount) {
            distinct.push(amount);
        }
    }
    distinct
}
