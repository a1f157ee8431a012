//! The changes of a rule that its cases should notice: each one small, in one place, such as a slip of the pen.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Rulebook;
use super::declaration::policy_words;
use super::entry::Entry;
use super::grid::step;
use super::probe;
use super::terms::MAX_OF_SCALE;
use super::tokens::{TokenKind, Tokens};
use crate::plan::{Rule, RuleKind};

/// Words and signs that are easily taken for one another.
const ALIKE: [(&str, &[&str]); 12] = [
    (">", &[">="]),
    (">=", &[">"]),
    ("<", &["<="]),
    ("<=", &["<"]),
    ("==", &["!="]),
    ("!=", &["=="]),
    ("&&", &["||"]),
    ("||", &["&&"]),
    ("+", &["-"]),
    ("-", &["+"]),
    ("*", &["/"]),
    ("/", &["*"]),
];

/// Functions that are easily taken for one another.
const FUNCTIONS: [(&str, &str); 2] = [("at_most", "at_least"), ("at_least", "at_most")];

/// Comparisons of a target, each with its neighbours.
const COMPARISONS: [(&str, &[&str]); 4] = [
    ("equal", &["at_least", "at_most"]),
    ("at_least", &["above", "equal"]),
    ("above", &["at_least", "equal"]),
    ("at_most", &["equal", "at_least"]),
];

/// Functions whose two values mean different things.
const ORDERED: [&str; 2] = ["percent", "reduction"];

/// Words that leave rows of a table out.
const FILTERS: [&str; 2] = ["keep", "keep_at_least"];

/// One change of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mutant {
    pub(super) bytes: Range<usize>,
    pub(super) replacement: String,
}

impl Mutant {
    /// `text` with the change made.
    pub(super) fn applied(&self, text: &str) -> String {
        let before = text.get(..self.bytes.start).unwrap_or_default();
        let after = text.get(self.bytes.end..).unwrap_or_default();
        format!("{before}{}{after}", self.replacement)
    }
}

/// Every change of a rule, in the order of its script.
pub(super) fn mutants(rulebook: &Rulebook, rule: &Rule, entry: &Entry) -> Vec<Mutant> {
    let mut changing = Changing { rulebook, rule, tokens: Tokens::of(&entry.text), mutants: Vec::new() };
    changing.declarations();
    for body in changing.tokens.bodies() {
        for index in body.clone() {
            changing.in_function(index, &body);
        }
    }
    let mut mutants = changing.mutants;
    mutants.sort_by(|one, other| {
        (one.bytes.start, one.bytes.end, &one.replacement).cmp(&(
            other.bytes.start,
            other.bytes.end,
            &other.replacement,
        ))
    });
    mutants.dedup();
    mutants
}

struct Changing<'a> {
    rulebook: &'a Rulebook,
    rule: &'a Rule,
    tokens: Tokens<'a>,
    mutants: Vec<Mutant>,
}

impl Changing<'_> {
    fn change(&mut self, bytes: Range<usize>, replacement: impl Into<String>) {
        self.mutants.push(Mutant { bytes, replacement: replacement.into() });
    }

    fn declarations(&mut self) {
        for name in ["TARGET", "SCALE", "MAX"] {
            for index in self.tokens.constant(name) {
                self.number(index);
                self.answer(index);
                let is_name = self.tokens.sign(index + 1) == ":";
                let neighbours = COMPARISONS.iter().find(|(word, _)| *word == self.tokens.word(index));
                for word in
                    neighbours.filter(|_| is_name && name == "TARGET").into_iter().flat_map(|(_, to)| *to)
                {
                    self.change(self.tokens.bytes(index), *word);
                }
            }
        }
        for name in ["ZERO", "MISSING", "EVIDENCE"] {
            for index in self.tokens.constant(name) {
                let Some(written) = self.tokens.quoted(index) else { continue };
                for word in policy_words(name, self.rule.kind == RuleKind::Target) {
                    if word != written {
                        self.change(self.tokens.bytes(index), format!("\"{word}\""));
                    }
                }
            }
        }
    }

    fn in_function(&mut self, index: usize, body: &Range<usize>) {
        self.number(index);
        self.answer(index);
        self.sign(index);
        self.member(index);
        if let Some(condition) = probe::condition(&self.tokens, body, index) {
            let is_branch = self.tokens.word(index) == "if";
            for fixed in ["true", "false"].into_iter().filter(|_| is_branch) {
                self.change(condition.clone(), fixed);
            }
        }
        let word = self.tokens.word(index);
        let is_call = self.tokens.sign(index + 1) == "(";
        if let Some((_, other)) = FUNCTIONS.iter().find(|(name, _)| *name == word && is_call) {
            self.change(self.tokens.bytes(index), *other);
        }
        let Some(end) = self.tokens.partner(index + 1).filter(|_| is_call) else { return };
        if ORDERED.contains(&word)
            && let Some(comma) = self.only_comma(index + 2..end)
        {
            let one = self.tokens.span(index + 2, comma - 1);
            let other = self.tokens.span(comma + 1, end - 1);
            let swapped = format!("{}, {}", self.tokens.slice(other.clone()), self.tokens.slice(one.clone()));
            self.change(one.start..other.end, swapped);
        }
        if FILTERS.contains(&word) && self.tokens.sign(index.wrapping_sub(1)) == "." {
            self.change(self.tokens.span(index - 1, end), "");
        }
    }

    /// A number made larger and smaller by its smallest step.
    fn number(&mut self, index: usize) {
        if self.tokens.kind(index) != Some(TokenKind::Number) {
            return;
        }
        let Ok(number) = self.tokens.text(index).parse::<Decimal>() else { return };
        for changed in [number.saturating_sub(step(number)), number.saturating_add(step(number))] {
            let shown = if changed.is_sign_negative() { format!("({changed})") } else { changed.to_string() };
            self.change(self.tokens.bytes(index), shown);
        }
    }

    /// An answer's code, or a column's name, replaced by each other that could stand there.
    fn answer(&mut self, index: usize) {
        let Some(written) = self.tokens.quoted(index) else { return };
        let needed = |figure: &crate::figure::FigureId| self.rule.needs.contains(figure);
        let specs = self.rulebook.plan.figures.values().filter(|spec| needed(&spec.id));
        let columns = self.rulebook.tables.iter().filter(|table| needed(&table.figure));
        let mut sets: Vec<Vec<&str>> = Vec::new();
        let codes = |choices: &'_ [crate::figure::Choice]| {
            choices.iter().map(|c| c.code.to_string()).collect::<Vec<_>>()
        };
        let mut owned: Vec<Vec<String>> = specs.map(|spec| codes(&spec.choices)).collect();
        for table in columns {
            for column in &table.columns {
                owned.push(codes(&column.choices));
                let alike = table.columns.iter().filter(|other| other.kind == column.kind);
                owned.push(alike.map(|other| other.id.to_string()).collect());
            }
        }
        sets.extend(owned.iter().map(|set| set.iter().map(String::as_str).collect()));
        let mut others: Vec<&str> = Vec::new();
        for set in sets.iter().filter(|set| set.contains(&written)) {
            others.extend(set.iter().filter(|other| **other != written));
        }
        let bytes = self.tokens.bytes(index);
        let changes: Vec<String> = others.into_iter().map(|other| format!("\"{other}\"")).collect();
        for change in changes {
            self.change(bytes.clone(), change);
        }
    }

    /// An operator replaced by one that is easily taken for it.
    fn sign(&mut self, index: usize) {
        let sign = self.tokens.sign(index);
        let before = index.wrapping_sub(1);
        // A minus before a number is no operator between two.
        let between = self.tokens.kind(before).is_some_and(|kind| kind != TokenKind::Sign)
            || matches!(self.tokens.sign(before), ")" | "]");
        let Some((_, others)) = ALIKE.iter().find(|(name, _)| *name == sign && between) else { return };
        for other in *others {
            self.change(self.tokens.bytes(index), *other);
        }
    }

    /// A figure replaced by another of the rule, a number of the scale by another.
    fn member(&mut self, index: usize) {
        if self.tokens.sign(index + 1) != "." || self.tokens.word(index).is_empty() {
            return;
        }
        let name = self.tokens.word(index + 2).to_owned();
        let figures: Vec<String> = self.rule.needs.iter().map(|need| need.to_string()).collect();
        let scale = self.rule.terms.iter().flat_map(|terms| terms.value.values.keys().cloned());
        let scale: Vec<String> = scale.chain([MAX_OF_SCALE.to_owned()]).collect();
        for names in [figures, scale].into_iter().filter(|names| names.contains(&name)) {
            for other in names.into_iter().filter(|other| *other != name) {
                self.change(self.tokens.bytes(index + 2), other);
            }
        }
    }

    /// The comma that parts exactly two values.
    fn only_comma(&self, values: Range<usize>) -> Option<usize> {
        let mut commas = Vec::new();
        let mut index = values.start;
        while index < values.end {
            match self.tokens.sign(index) {
                "(" | "[" | "{" | "#{" => index = self.tokens.partner(index)?,
                "," => commas.push(index),
                _ => {}
            }
            index += 1;
        }
        match commas.as_slice() {
            [comma] if *comma > values.start && *comma + 1 < values.end => Some(*comma),
            _ => None,
        }
    }
}
