//! What is wrong with rules that load: names in functions, needs, thresholds, maxima.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Rulebook;
use super::acceptance;
use super::coverage_of_cases;
use super::declarations::unknown;
use super::entry::Entry;
use super::law_in_force;
use super::outline::{Constant, Spot, Used};
use super::ranges;
use super::table_shape::TableShape;
use super::terms::MAX_OF_SCALE;
use super::vocabulary::WORDS;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::{Comparison, OWN_FORM, Rule, RuleKind};

impl Rulebook {
    /// What is wrong with the rules beyond what loading has told of: R03 (law, formula), R04 (names in functions), R07,
    /// R11, R12, R17 to R23, R34. Warnings that a rule accepts with a reason are left out.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (rule, entry) in self.plan.rules.iter().zip(&self.entries) {
            let (left, idle) =
                acceptance::settle(entry, self.faults(rule, entry), |code| code != Code::ChangeUnnoticed);
            diagnostics.extend(left.into_iter().chain(idle));
        }
        diagnostics.extend(self.unneeded());
        diagnostics.extend(self.continuity());
        diagnostics.extend(self.bounds());
        diagnostics.extend(self.maxima());
        diagnostics.extend(self.unregistered());
        diagnostics
    }

    /// What is wrong with one rule.
    fn faults(&self, rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
        let mut names = self.calls(entry);
        names.extend(self.needs(rule, entry));
        names.extend(scale(rule, entry));
        names.extend(self.answers(rule, entry));
        let mut diagnostics = texts(rule, entry);
        // A rule that names what does not exist can only be tried once that is mended.
        if names.is_empty() {
            diagnostics.extend(law_in_force::unused_numbers(rule, entry));
            diagnostics.extend(ranges::check(self, rule, entry));
        }
        diagnostics.extend(names);
        diagnostics.extend(law_in_force::begins_late(self, rule, entry));
        diagnostics.extend(coverage_of_cases::check(self, rule, entry));
        diagnostics
    }

    /// Calls of what nobody defines, or with too many or too few values.
    fn calls(&self, entry: &Entry) -> Vec<Diagnostic> {
        let outline = &entry.script.outline;
        let known: Vec<(&str, usize, &str)> = WORDS
            .iter()
            .filter(|word| !word.name.is_empty())
            .map(|word| (word.name, word.takes, word.signature))
            .chain(outline.functions.iter().map(|f| (f.name.as_str(), f.parameters, f.name.as_str())))
            .collect();
        let mut diagnostics = Vec::new();
        for used in outline.uses() {
            let Used::Call(name, values) = &used.what else { continue };
            if known.iter().any(|(word, takes, _)| word == name && takes == values) {
                continue;
            }
            let place = entry.place(used.spot);
            diagnostics.push(match known.iter().find(|(word, ..)| word == name) {
                Some((.., signature)) => Diagnostic::new(Code::RuleUnknownName)
                    .at(place)
                    .with_label("kind", "kind.function_taking", &values.to_string())
                    .with("name", name)
                    .with_near(Some(signature)),
                None => unknown(place, "kind.function", name, known.iter().map(|(word, ..)| *word)),
            });
        }
        diagnostics
    }

    /// `NEEDS` against what the functions read, both ways.
    fn needs(&self, rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
        let mut read: HashSet<&str> = HashSet::new();
        let mut diagnostics = Vec::new();
        for used in entry.script.outline.uses() {
            let Used::Figure(name) = &used.what else { continue };
            let is_first = read.insert(name);
            if self.left_out.figures.contains(name) {
                continue;
            }
            if !self.is_known(rule, name) {
                let known = self.plan.figures.keys().map(|id| &**id);
                diagnostics.push(unknown(entry.place(used.spot), "kind.figure", name, known));
            } else if is_first && !rule.needs.iter().any(|need| **need == **name) {
                diagnostics.push(needs_differ(entry.place(used.spot), "needs.unnamed", name));
            }
        }
        for need in &rule.needs {
            if !read.contains(&**need) && self.plan.figures.contains_key(need) {
                diagnostics.push(needs_differ(entry.place_of("NEEDS"), "needs.unused", need));
            }
        }
        diagnostics
    }

    /// Answers and columns that a function or the target names and no needed figure has.
    fn answers(&self, rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
        if rule.needs.iter().any(|need| !self.plan.figures.contains_key(need)) {
            return Vec::new();
        }
        let outline = &entry.script.outline;
        let mut answers: Vec<&str> = Vec::new();
        for figure in rule.needs.iter().filter_map(|need| self.plan.figures.get(need)) {
            answers.extend(figure.choices.iter().map(|choice| &*choice.code));
        }
        let makes_answers = outline
            .uses()
            .any(|used| matches!(&used.what, Used::Call(name, _) if name == "both" || name == "none_of"));
        if makes_answers {
            answers.extend(["co", "chua"]);
        }
        let mut diagnostics = Vec::new();
        for terms in &rule.terms {
            if let Some(Comparison::Answer(code)) = &terms.value.comparison
                && !answers.contains(&code.as_str())
            {
                let known = answers.iter().copied();
                diagnostics.push(unknown(entry.place_of("TARGET"), "kind.answer", code, known));
            }
        }
        let tables = self.tables.iter().filter(|table| rule.needs.contains(&table.figure));
        for TableShape { columns, .. } in tables {
            answers.extend(columns.iter().map(|column| &*column.id));
            answers
                .extend(columns.iter().flat_map(|column| column.choices.iter().map(|choice| &*choice.code)));
        }
        let reasons: Vec<Spot> =
            outline.uses().filter(|used| used.what == Used::Reason).map(|used| used.spot).collect();
        for used in outline.uses() {
            if let Used::Text(text) = &used.what
                && !reasons.contains(&used.spot)
                && !answers.contains(&text.as_str())
                && text.parse::<NaiveDate>().is_err()
            {
                let known = answers.iter().copied();
                diagnostics.push(unknown(entry.place(used.spot), "kind.answer", text, known));
            }
        }
        diagnostics
    }

    /// Figures that units are asked for and no rule needs.
    fn unneeded(&self) -> Vec<Diagnostic> {
        // A rule that was left out may be the one that needs it.
        if !self.left_out.folders.is_empty() {
            return Vec::new();
        }
        self.plan
            .figures
            .values()
            .filter(|figure| {
                &*figure.form == OWN_FORM && self.plan.rules_needing(&figure.id).next().is_none()
            })
            .map(|figure| needs_differ(self.place_of_declaration(figure), "needs.nobody", &figure.id))
            .collect()
    }

    /// Schemes whose maxima do not sum to their total.
    fn maxima(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for scheme in &self.plan.schemes {
            let Some(total) = scheme.total else { continue };
            if self.left_out.folders.contains(&scheme.id) {
                continue;
            }
            let sum: Decimal = self
                .plan
                .rules_of(&scheme.id)
                .filter(|rule| rule.kind == RuleKind::Criterion)
                .filter_map(|rule| rule.max)
                .fold(Decimal::ZERO, Decimal::saturating_add);
            if sum != total {
                diagnostics.push(
                    Diagnostic::new(Code::MaximaSum)
                        .at(Place::file(self.layers.place_of(&format!("{}/scheme.toml", scheme.id))))
                        .with("scheme", &scheme.id)
                        .with("sum", sum.normalize())
                        .with("total", total.normalize()),
                );
            }
        }
        diagnostics
    }
}

fn texts(rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut lacks = |key: &str, text: &str| {
        diagnostics
            .push(Diagnostic::new(Code::RuleMetadata).at(entry.place((1, 1))).with_label("what", key, text));
    };
    if rule.law.is_empty() {
        lacks("declare.law", "");
    }
    if rule.formula.is_empty() {
        lacks("declare.missing", "FORMULA");
    }
    if !entry.is_composed {
        diagnostics.push(Diagnostic::new(Code::RuleNotComposed).at(Place::file(entry.file.clone())));
    }
    diagnostics
}

/// Numbers of the scale that a function names and some entry of `SCALE` lacks.
fn scale(rule: &Rule, entry: &Entry) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for used in entry.script.outline.uses() {
        let Used::Scale(name) = &used.what else { continue };
        let everywhere =
            !rule.terms.is_empty() && rule.terms.iter().all(|terms| terms.value.values.contains_key(name));
        if name != MAX_OF_SCALE && !everywhere {
            let known = rule.terms.iter().flat_map(|terms| terms.value.values.keys().map(String::as_str));
            diagnostics.push(unknown(
                entry.place(used.spot),
                "kind.scale",
                name,
                known.chain([MAX_OF_SCALE]),
            ));
        }
    }
    diagnostics
}

fn needs_differ(place: Place, key: &str, figure: &str) -> Diagnostic {
    Diagnostic::new(Code::RuleNeeds).at(place).with_label("what", key, figure)
}

/// Where `FIGURES` declares `figure`.
pub(super) fn place_of_figure(entry: &Entry, figure: &str) -> Place {
    let declared = entry.script.outline.constant("FIGURES").map(|(.., literal)| &literal.value);
    let items = match declared {
        Some(Constant::List(items)) => items.as_slice(),
        _ => &[],
    };
    let names = |fields: &[(String, super::outline::Spot, super::outline::Literal)]| {
        fields.iter().any(|(name, _, literal)| {
            name == "id" && matches!(&literal.value, Constant::Text(text) if text == figure)
        })
    };
    items
        .iter()
        .find(|item| matches!(&item.value, Constant::Map(fields) if names(fields)))
        .map_or_else(|| entry.place_of("FIGURES"), |item| entry.place(item.spot))
}
