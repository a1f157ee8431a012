//! A threshold in words: `trên 99 %`.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Comparison, Plan, Rule, Terms};
use crate::diagnostic::{Lang, label, phrase};
use crate::period::{Dated, date_vi};
use crate::text::with_measure;

impl Plan {
    /// What `comparison` asks of the value of `rule`, in words: `trên 99 %`, `từ 80 % trở lên`, `Đã hoàn thành`.
    pub fn threshold(&self, rule: &Rule, comparison: &Comparison, lang: Lang) -> String {
        let (key, number) = match comparison {
            Comparison::Equal(number) => ("threshold.equal", number),
            Comparison::AtLeast(number) => ("threshold.at_least", number),
            Comparison::Above(number) => ("threshold.above", number),
            Comparison::AtMost(number) => ("threshold.at_most", number),
            Comparison::Answer(code) => return self.answer(rule, code).to_owned(),
        };
        label(lang, key).replace("{number}", &with_measure(&lang.decimal(*number), &rule.measure))
    }

    /// The values of the law in words: the comparison of a target, the named numbers of a scale.
    pub fn terms(&self, rule: &Rule, terms: &Terms, lang: Lang) -> String {
        match &terms.comparison {
            Some(comparison) => self.threshold(rule, comparison, lang),
            None => {
                let number =
                    |(name, number): (&String, &Decimal)| format!("{name} = {}", lang.decimal(*number));
                terms.values.iter().map(number).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The same with their document, their first day, and their last day where other values follow.
    pub fn dated_terms(
        &self,
        rule: &Rule,
        terms: &Dated<Terms>,
        until: Option<NaiveDate>,
        lang: Lang,
    ) -> String {
        let values = self.terms(rule, &terms.value, lang);
        let (basis, from) = (terms.basis.as_str(), date_vi(terms.from));
        let known = [("terms", values.as_str()), ("basis", basis), ("from", &from)];
        match until {
            Some(until) => {
                phrase(lang, "terms.until", &[known.as_slice(), &[("until", &date_vi(until))]].concat())
            }
            None => phrase(lang, "terms.from", &known),
        }
    }

    /// The words of the answer `code` to a question that `rule` asks.
    pub fn answer<'a>(&'a self, rule: &Rule, code: &'a str) -> &'a str {
        let figures = rule.needs.iter().filter_map(|need| self.figures.get(need));
        let mut choices = figures.flat_map(|figure| &figure.choices);
        choices.find(|choice| &*choice.code == code).map_or(code, |choice| &choice.label)
    }
}
