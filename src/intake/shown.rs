//! The text that a number format makes of a number, read back: does it say the number that is stored?

use rust_decimal::Decimal;

use super::cell_words::{Word, word};
use crate::text::clean;

/// What a cell shows of the number that it stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ShownAs {
    /// The number itself, rounded perhaps.
    Number {
        /// Whether it is shown as a percentage, and of which part: a sign that multiplies by a hundred, or a mere letter.
        percent: Option<PercentSign>,
        /// Words behind the number, such as `giờ`; empty where there are none.
        unit: String,
    },
    /// A word that stands for a state, such as `Không phát sinh`, or a dash.
    Word(Word),
    /// Something else: other digits, several numbers, other words.
    Otherwise,
}

/// What a percent sign does to the number before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PercentSign {
    /// The stored number is a hundredth of the shown one.
    Hundredth,
    /// The sign is a letter like any other: the stored number is the shown one.
    Letter,
}

/// Signs that stand beside a number without changing it.
const NEUTRAL: &[char] = &['(', ')', '$', '€', '₫', '%', '+', '-', '−', '–', ' ', '\u{a0}', '\u{202f}'];

/// Currencies that a format may write before the number as well as behind it.
const CURRENCIES: [&str; 5] = ["VNĐ", "vnđ", "VND", "USD", "EUR"];

/// What `shown` says of `stored`. Separators are understood both ways, as the number tells.
pub(super) fn shown_as(shown: &str, stored: Decimal) -> ShownAs {
    let text = clean(shown);
    if let Some(word) = word(&text) {
        return ShownAs::Word(word);
    }
    let Some(Parts { before, number, after }) = only_number(&text) else { return ShownAs::Otherwise };
    let label = before.trim_matches(NEUTRAL);
    let currency = CURRENCIES.iter().find(|currency| label.eq_ignore_ascii_case(currency));
    if !label.is_empty() && !label.ends_with([':', '=']) && currency.is_none() {
        return ShownAs::Otherwise;
    }
    let has_sign = after.trim_start().starts_with('%');
    let negative = before.ends_with(['-', '−', '–']) || (before.ends_with('(') && after.starts_with(')'));
    let says = |value: Decimal| readings(number).any(|reading| reading.is(value, negative));
    let percent = match (has_sign, stored.checked_mul(Decimal::ONE_HUNDRED)) {
        (true, Some(hundredfold)) if says(hundredfold) => Some(PercentSign::Hundredth),
        (true, _) => Some(PercentSign::Letter),
        (false, _) => None,
    };
    match percent {
        Some(PercentSign::Hundredth) => {}
        _ if says(stored) => {}
        _ => return ShownAs::Otherwise,
    }
    let unit = currency.copied().unwrap_or_else(|| after.trim_matches(NEUTRAL));
    ShownAs::Number { percent, unit: unit.to_owned() }
}

/// The words typed behind the only number of `text`; `None` where it has no number or several, or no words follow.
pub(super) fn unit_beside(text: &str) -> Option<String> {
    let text = clean(text);
    // A remark in parentheses is no unit.
    let words = only_number(&text)?.after.split(['(', ';']).next()?;
    let words = words.trim_matches(NEUTRAL).trim_matches(['.', ',', ' ']);
    (!words.is_empty()).then(|| words.to_owned())
}

/// A text around its only number.
struct Parts<'t> {
    before: &'t str,
    number: &'t str,
    after: &'t str,
}

/// The only number of `text`; digits right behind a letter, as in `m2`, belong to the word.
fn only_number(text: &str) -> Option<Parts<'_>> {
    let mut found = None;
    let mut last = ' ';
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if !letter.is_ascii_digit() {
            last = letter;
            at += letter.len_utf8();
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let length = number_length(rest);
        if !last.is_alphabetic() {
            if found.is_some() {
                return None;
            }
            found = Some((at, at + length));
        }
        last = '0';
        at += length;
    }
    let (start, end) = found?;
    Some(Parts { before: text.get(..start)?, number: text.get(start..end)?, after: text.get(end..)? })
}

/// Bytes of the number with which `text` begins: digits, with points, commas, apostrophes and spaces between them, and an
/// exponent.
fn number_length(text: &str) -> usize {
    let digit_at = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    loop {
        while digit_at(end) {
            end += 1;
        }
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        match next {
            Some(mark @ ('.' | ',' | '\'' | ' ')) if digit_at(end + mark.len_utf8()) => {
                end += mark.len_utf8()
            }
            Some('E') => {
                let sign = usize::from(matches!(text.as_bytes().get(end + 1), Some(b'+' | b'-')));
                match digit_at(end + 1 + sign) {
                    true => end += 1 + sign,
                    false => return end,
                }
            }
            _ => return end,
        }
    }
}

/// One way to read the digits.
struct Reading {
    value: Decimal,
    /// Half of the last digit's place: how far a rounded number may be off.
    tolerance: Decimal,
}

impl Reading {
    fn is(&self, value: Decimal, negative: bool) -> bool {
        let signed = if negative { -self.value } else { self.value };
        value.checked_sub(signed).is_some_and(|difference| difference.abs() <= self.tolerance)
    }
}

/// The number with a point before its decimals, and with a comma.
fn readings(number: &str) -> impl Iterator<Item = Reading> {
    ['.', ','].into_iter().filter_map(|mark| reading(number, mark))
}

fn reading(number: &str, mark: char) -> Option<Reading> {
    let (digits, exponent) = match number.split_once('E') {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = digits.split_once(mark).unwrap_or((digits, ""));
    if fraction.contains(['.', ',']) || !is_grouped(whole) {
        return None;
    }
    let plain = |text: &str| text.replace(['.', ',', '\'', ' '], "");
    let value: Decimal = format!("{}.{}0", plain(whole), plain(fraction)).parse().ok()?;
    let places = u32::try_from(fraction.len()).ok()?;
    let last_place = Decimal::try_from_i128_with_scale(5, places + 1).ok()?;
    let scale = power_of_ten(exponent.unsigned_abs())?;
    let scaled = |number: Decimal| match exponent {
        0.. => number.checked_mul(scale),
        _ => number.checked_div(scale),
    };
    Some(Reading { value: scaled(value)?, tolerance: scaled(last_place)? })
}

/// Whether digits stand in groups of three, if in groups at all.
fn is_grouped(digits: &str) -> bool {
    let mut groups = digits.split(['.', ',', '\'', ' ']);
    let first = groups.next().map_or(0, str::len);
    let mut rest = groups.peekable();
    (rest.peek().is_none() || first <= 3) && rest.all(|group| group.len() == 3)
}

/// `None` where it is more than a decimal holds.
fn power_of_ten(exponent: u32) -> Option<Decimal> {
    (exponent <= Decimal::MAX_SCALE).then(|| Decimal::from_i128_with_scale(10_i128.pow(exponent), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(percent: Option<PercentSign>, unit: &str) -> ShownAs {
        ShownAs::Number { percent, unit: unit.to_owned() }
    }

    #[test]
    fn a_number_is_found_again_in_what_its_format_shows() {
        let (hundredth, letter) = (Some(PercentSign::Hundredth), Some(PercentSign::Letter));
        for (shown, stored, expected) in [
            ("83.59%", "83.59", number(letter, "")),
            ("0.85%", "0.85", number(letter, "")),
            ("0,85%", "0.85", number(letter, "")),
            ("85%", "0.85", number(hundredth, "")),
            ("98%", "0.98456", number(hundredth, "")),
            ("0.00%", "0", number(hundredth, "")),
            ("1,234", "1234", number(None, "")),
            ("1.234", "1234", number(None, "")),
            ("1 234,50", "1234.5", number(None, "")),
            ("12.35", "12.345", number(None, "")),
            ("12.34", "12.345", number(None, "")),
            ("-5", "-5", number(None, "")),
            ("(5)", "-5", number(None, "")),
            ("$ 12", "12", number(None, "")),
            ("1.23E+03", "1234", number(None, "")),
            ("1.5E-03", "0.0015", number(None, "")),
            ("8 giờ", "8", number(None, "giờ")),
            ("Số hồ sơ: 12", "12", number(None, "")),
            ("12 m2", "12", number(None, "m2")),
            ("VNĐ 57,216,500,000", "57216500000", number(None, "VNĐ")),
            ("USD 12", "12", number(None, "USD")),
            // Scaled by thousands, without its sign, with a sign of its own, several numbers, other words.
            ("57,217", "57216500", ShownAs::Otherwise),
            ("5", "-5", ShownAs::Otherwise),
            ("(5)", "5", ShownAs::Otherwise),
            ("85%", "85.7", ShownAs::Otherwise),
            ("12:00", "0.5", ShownAs::Otherwise),
            ("1 1/2", "1.5", ShownAs::Otherwise),
            ("trên 12", "12", ShownAs::Otherwise),
            ("đạt", "1", ShownAs::Otherwise),
            ("1E+99", "1", ShownAs::Otherwise),
            ("Không phát sinh", "0", ShownAs::Word(Word::NothingArose)),
            ("-", "0", ShownAs::Word(Word::Blank)),
        ] {
            assert_eq!(shown_as(shown, stored.parse().expect("a decimal")), expected, "{shown} of {stored}");
        }
    }
}
