//! The text that a container keeps beside a value, which is what a person saw when it was saved.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::intake::sheet::{Content, Oddities, Oddity};
use crate::intake::shown::{PercentSign, ShownAs, shown_as};
use crate::text::parse_date;

/// A value after the text beside it was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heard {
    /// The value; the error that is shown instead of it.
    pub(super) content: Content,
    /// The number format: the given one, or else what a percent sign in the text says of it.
    pub(super) format: Option<Arc<str>>,
    /// The text, where it says something else than the value.
    pub(super) shown: Option<Arc<str>>,
    /// That nothing of the value is shown.
    pub(super) oddities: Oddities,
}

impl Heard {
    /// A value of which nothing was heard yet.
    pub(super) fn of(content: Content) -> Self {
        Self { content, format: None, shown: None, oddities: Oddities::default() }
    }

    fn hear_number(&mut self, text: &str, number: Decimal) {
        // A column that is too narrow shows nothing but this, and a dash is how accountants write zero.
        let is_hidden_by_width = text.chars().all(|c| c == '#');
        if is_hidden_by_width || (number.is_zero() && !text.contains(char::is_alphanumeric)) {
            return;
        }
        match shown_as(text, number) {
            ShownAs::Number { percent: None, unit } if unit.is_empty() => {}
            ShownAs::Number { percent: Some(PercentSign::Hundredth), unit } if unit.is_empty() => {
                self.format.get_or_insert_with(|| "0%".into());
            }
            // Days are stored as numbers, and their text is what was meant.
            ShownAs::Otherwise if parse_date(text).is_ok() => self.content = Content::Text(text.into()),
            _ => self.shown = Some(text.into()),
        }
    }
}

/// Compares a value with the text that is kept beside it.
pub(super) fn hear(mut heard: Heard, text: &str) -> Heard {
    let text = text.trim();
    if matches!(heard.content, Content::Error(_) | Content::NotCalculated) {
        return heard;
    }
    if is_error(text) {
        heard.content = Content::Error(text.into());
    } else if text.is_empty() {
        heard.oddities.add(Oddity::Unseen);
    } else if let Content::Text(stored) = &heard.content {
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        if letters(stored) != letters(text) {
            heard.shown = Some(text.into());
        }
    } else if let Content::Number(number) = heard.content {
        heard.hear_number(text, number);
    }
    heard
}

/// Whether the text is how a spreadsheet shows that a formula failed: `#DIV/0!`, `#N/A`, `Err:502`.
pub(super) fn is_error(text: &str) -> bool {
    if let Some(name) = text.strip_prefix('#') {
        let (name, end) = name.split_at(name.trim_end_matches(['!', '?']).len());
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b"/0_".contains(&b));
        return is_name && (end.len() == 1 || name == "N/A");
    }
    text.strip_prefix("Err:")
        .is_some_and(|number| number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    fn heard(text: &str, stored: &str) -> Heard {
        hear(Heard::of(Content::Number(number(stored))), text)
    }

    #[test]
    fn a_text_agrees_with_its_number_however_it_is_written() {
        for (text, stored) in [
            ("57.216.500", "57216500"),
            ("57,216,500.00", "57216500"),
            ("57 216 500 ₫", "57216500"),
            ("0,85", "0.85"),
            ("1", "0.85"),
            ("-3,00", "-3"),
            ("(3)", "-3"),
            ("5.7E+07", "57216500"),
            ("00012", "12"),
            ("- ", "0"),
            ("####", "12"),
        ] {
            assert_eq!(
                heard(text, stored),
                Heard::of(Content::Number(number(stored))),
                "{text} for {stored}"
            );
        }
        let percentage = Heard { format: Some("0%".into()), ..Heard::of(Content::Number(number("0.85"))) };
        assert_eq!(heard("85 %", "0.85"), percentage);
    }

    #[test]
    fn a_text_that_says_something_else_is_told() {
        for (text, stored) in [
            ("57.217", "57216500"),
            ("57tr", "57216500"),
            ("Không phát sinh", "0"),
            ("-", "5"),
            ("3", "-3"),
            ("13", "12"),
            ("36:00", "1.5"),
            ("Đạt", "1"),
            ("0,85%", "0.85"),
            ("12%", "0.85"),
            ("12 hồ sơ", "12"),
        ] {
            let expected = Heard { shown: Some(text.into()), ..Heard::of(Content::Number(number(stored))) };
            assert_eq!(heard(text, stored), expected, "{text} for {stored}");
        }
    }

    #[test]
    fn a_number_that_is_shown_as_a_day_is_that_day() {
        let heard = hear(Heard::of(Content::Number(number("46005"))), "14/12/2025");
        assert_eq!((heard.content, heard.shown), (Content::Text("14/12/2025".into()), None));
    }

    #[test]
    fn an_error_that_is_shown_takes_the_place_of_the_value() {
        for text in ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "Err:502"]
        {
            let heard = hear(Heard::of(Content::Number(Decimal::ZERO)), text);
            assert_eq!((heard.content, heard.shown), (Content::Error(text.into()), None));
        }
        for text in ["#", "#!", "###", "# 5!", "#1", "Err:", "Err:5", "#hồ sơ!", "A!"] {
            assert!(!is_error(text), "{text}");
        }
    }

    #[test]
    fn a_value_of_which_nothing_is_shown_is_unseen() {
        for content in [Content::Number(Decimal::ONE), Content::Text("chữ".into()), Content::Bool(true)] {
            let heard = hear(Heard::of(content.clone()), "  ");
            assert_eq!((heard.content, heard.oddities), (content, Oddity::Unseen.into()));
        }
    }
}
