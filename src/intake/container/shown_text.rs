//! The text that a container keeps beside a value, which is what a person saw when it was saved.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::intake::sheet::{Content, Oddities, Oddity};
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

/// What a text says of the number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// That number, rounded perhaps.
    Number,
    /// That number as a percentage: 85% for 0.85.
    Percentage,
    /// That number with a percent sign that is a mere letter: 0.85% for 0.85.
    PercentSign,
    /// Something else.
    Otherwise,
}

impl Heard {
    /// A value of which nothing was heard yet.
    pub(super) fn of(content: Content) -> Self {
        Self { content, format: None, shown: None, oddities: Oddities::default() }
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
        match says(text, number) {
            Says::Number => {}
            Says::Percentage => heard.format = heard.format.or_else(|| Some("0%".into())),
            Says::PercentSign => heard.format = heard.format.or_else(|| Some("General\"%\"".into())),
            // Days are stored as numbers, and their text is what was meant.
            Says::Otherwise if parse_date(text).is_ok() => heard.content = Content::Text(text.into()),
            Says::Otherwise => heard.shown = Some(text.into()),
        }
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

fn says(text: &str, number: Decimal) -> Says {
    // A column that is too narrow shows nothing but this, and a dash is how accountants write zero.
    let is_hidden_by_width = text.chars().all(|c| c == '#');
    let is_dash = !text.contains(char::is_alphanumeric) && text.contains(['-', '–', '—']);
    if is_hidden_by_width || (is_dash && number.is_zero()) || is_fraction(text) {
        return Says::Number;
    }
    let is_negative = text.contains(['-', '−', '(']);
    let figures = figures(text);
    let fits = |number: Decimal| {
        let sign_fits = is_negative || !number.is_sign_negative() || number.is_zero();
        sign_fits && figures.iter().any(|figure| figure.fits(number.abs()))
    };
    let percentage = number.checked_mul(Decimal::ONE_HUNDRED);
    match text.contains('%') {
        true if percentage.is_some_and(fits) => Says::Percentage,
        true if fits(number) => Says::PercentSign,
        false if fits(number) => Says::Number,
        _ => Says::Otherwise,
    }
}

/// Whether the text is a number with a fraction, as `2 1/2`, which is rounded in its own way.
fn is_fraction(text: &str) -> bool {
    let mut parts = text.split('/');
    let digits = |part: Option<&str>| {
        part.is_some_and(|part| part.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-'))
    };
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    digits(first) && second.is_some_and(|part| !part.trim().is_empty()) && digits(second) && third.is_none()
}

/// A run of digits in a text, with the signs between them, and the power of ten that follows.
struct Figure<'t> {
    digits: &'t str,
    exponent: i32,
}

impl Figure<'_> {
    /// Whether the figure is `number` rounded to its places, whether its last sign is a decimal one or one of thousands.
    fn fits(&self, number: Decimal) -> bool {
        let is_digit = |c: &char| c.is_ascii_digit();
        let digits: String = self.digits.chars().filter(is_digit).collect();
        let places = self.digits.rsplit_once(['.', ',']).map_or(0, |(_, places)| places.len() as i32);
        let fits_with = |places: i32| {
            let power = self.exponent - places;
            let decimal =
                |digits: &str, power: i32| Decimal::from_scientific(&format!("{digits}e{power}")).ok();
            let difference = decimal(&digits, power).and_then(|shown| shown.checked_sub(number));
            let half = decimal("5", power - 1);
            difference.zip(half).is_some_and(|(difference, half)| difference.abs() <= half)
        };
        // Thousands stand three by three, and none before the first digit.
        let may_be_whole = places == 0 || places == 3 && !self.digits.starts_with('0');
        fits_with(places) || may_be_whole && fits_with(0)
    }
}

/// Longest figure that is looked at; a number has at most 28 digits.
const LONGEST: usize = 64;

fn figures(text: &str) -> Vec<Figure<'_>> {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{A0}' | '\u{202F}');
    let mut figures = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = rest.get(start..).unwrap_or_default();
        let (run, after) = run.split_at(run.find(|c| !is_part(c)).unwrap_or(run.len()));
        let exponent = after.strip_prefix(['E', 'e']).map_or(0, exponent);
        let digits = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        if digits.len() <= LONGEST {
            figures.push(Figure { digits, exponent });
        }
        rest = after;
    }
    figures
}

/// The power of ten at the beginning of a text: 7 in `+07`.
fn exponent(text: &str) -> i32 {
    let signless = text.trim_start_matches(['+', '-']);
    let digits: String = signless.chars().take_while(char::is_ascii_digit).take(3).collect();
    let power = digits.parse().unwrap_or(0);
    if text.starts_with('-') { -power } else { power }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn a_text_agrees_with_its_number_however_it_is_written() {
        for (text, stored) in [
            ("57.216.500", "57216500"),
            ("57,216,500.00", "57216500"),
            ("57 216 500 đ", "57216500"),
            ("0,85", "0.85"),
            ("1", "0.85"),
            ("-3,00", "-3"),
            ("(3)", "-3"),
            ("−3", "-3"),
            ("5.7E+07", "57216500"),
            ("8.5E-01", "0.85"),
            (" 6/7 ", "0.85"),
            ("00012", "12"),
            ("12 hồ sơ", "12"),
            ("- ", "0"),
            ("####", "12"),
            ("1.235", "1.2345"),
            ("1.235", "1235"),
            ("Quý 4: 12", "12"),
        ] {
            assert_eq!(says(text, number(stored)), Says::Number, "{text} for {stored}");
        }
    }

    #[test]
    fn a_percent_sign_scales_or_does_not() {
        for (text, stored, expected) in [
            ("85%", "0.85", Says::Percentage),
            ("98,5 %", "0.985", Says::Percentage),
            ("0,85%", "0.85", Says::PercentSign),
            ("1%", "0.85", Says::PercentSign),
            ("0%", "0", Says::Percentage),
            ("12%", "0.85", Says::Otherwise),
            ("85,0%", "0.85", Says::Percentage),
            ("1.250%", "12.5", Says::Percentage),
        ] {
            assert_eq!(says(text, number(stored)), expected, "{text} for {stored}");
        }
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
        ] {
            assert_eq!(says(text, number(stored)), Says::Otherwise, "{text} for {stored}");
            let heard = hear(Heard::of(Content::Number(number(stored))), text);
            assert_eq!(heard.shown.as_deref(), Some(text));
            assert_eq!(heard.content, Content::Number(number(stored)), "the value stays");
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
