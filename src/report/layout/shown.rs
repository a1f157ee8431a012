//! How numbers are shown: never rounded to what they are not.

use rust_decimal::Decimal;

use crate::figure::round_half_up;

/// Most decimals that a cell shows.
const MOST: u32 = 10;

/// How many decimals a number needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// As many as the template says.
    Template,
    /// As many as the number has.
    Exact,
    /// As many as the template says, and more where rounding would make the number equal to one of these, or carry it
    /// across: 99.996 beside a threshold of 100 is shown with three decimals.
    Against(Vec<Decimal>),
}

impl Precision {
    /// Decimals for `number` where the template wants `least`.
    pub(super) fn decimals(&self, number: Decimal, least: u32) -> u32 {
        match self {
            Self::Template => least,
            Self::Exact => number.normalize().scale().clamp(least, MOST.max(least)),
            Self::Against(marks) => (least..=MOST)
                .find(|&places| {
                    let rounded = round_half_up(number, places);
                    marks.iter().all(|mark| rounded.cmp(mark) == number.cmp(mark))
                })
                .unwrap_or(MOST),
        }
    }
}

/// `number` in the Vietnamese way, `1.234,5`, with the decimals that `precision` asks for.
pub(super) fn number_vi(number: Decimal, precision: &Precision, least: u32) -> String {
    let places = precision.decimals(number, least);
    let rounded = round_half_up(number, places);
    let text = format!("{:.*}", places as usize, rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{grouped}{comma}{fraction}")
}

/// `number` in the Vietnamese way with all its decimals, at most ten.
pub(super) fn exact_vi(number: Decimal) -> String {
    number_vi(number, &Precision::Exact, 0)
}

/// `format` with the number of decimals that `number` needs. Formats without digits (General, dates, text) stay.
pub(super) fn format_for(format: &str, number: Decimal, precision: &Precision) -> String {
    let format = if format.is_empty() && *precision != Precision::Template { "#,##0" } else { format };
    let Some((whole, old, rest)) = split_format(format) else { return format.to_owned() };
    let least = u32::try_from(old.trim_start_matches('.').len()).unwrap_or(0);
    let decimals = precision.decimals(number, least);
    if decimals == least {
        return format.to_owned();
    }
    format!("{whole}.{}{rest}", "0".repeat(decimals as usize))
}

/// A number format cut around its decimals: `"≥ "0.00" %"` as `"≥ "0`, `.00` and `" %"`; `None` if it shows no digits,
/// or has several sections.
fn split_format(format: &str) -> Option<(&str, &str, &str)> {
    let mut quoted = false;
    let mut last_digit = None;
    let mut point = None;
    for (index, letter) in format.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            ';' | 'y' | 'd' | 'h' | '@' | '/' | 'E' => return None,
            '0' | '#' | '?' => last_digit = Some(index + 1),
            '.' if last_digit == Some(index) => point = Some(index),
            _ => {}
        }
    }
    let end = last_digit?;
    let start = point.filter(|&point| point < end).unwrap_or(end);
    Some((format.get(..start)?, format.get(start..end)?, format.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn rounding_never_reaches_a_threshold_or_a_hundred() {
        let against = Precision::Against(vec![Decimal::from(99), Decimal::ONE_HUNDRED]);
        for (number, shown) in [
            ("99.99192", "99,99"),
            ("99.996", "99,996"),
            ("99.9999996", "99,9999996"),
            ("98.9999", "98,9999"),
            ("99.001", "99,001"),
            ("99", "99,00"),
            ("100", "100,00"),
            ("33.333333333333", "33,33"),
        ] {
            assert_eq!(number_vi(decimal(number), &against, 2), shown);
        }
    }

    #[test]
    fn numbers_are_grouped_in_the_vietnamese_way() {
        for (number, shown) in
            [("0", "0"), ("1234567.50", "1.234.567,5"), ("-1234", "-1.234"), ("999", "999"), ("0.05", "0,05")]
        {
            assert_eq!(exact_vi(decimal(number)), shown);
        }
    }

    #[test]
    fn a_format_gains_the_decimals_that_a_number_needs() {
        let against = Precision::Against(vec![Decimal::ONE_HUNDRED]);
        for (format, number, precision, expected) in [
            ("#,##0.00", "99.996", &against, "#,##0.000"),
            ("#,##0.00", "99.5", &against, "#,##0.00"),
            ("#,##0", "12.5", &Precision::Exact, "#,##0.0"),
            ("0.00\" %\"", "99.996", &against, "0.000\" %\""),
            ("", "12.25", &Precision::Exact, "#,##0.00"),
            ("", "12.25", &Precision::Template, ""),
            ("@", "1.5", &Precision::Exact, "@"),
            ("dd/mm/yyyy", "1.5", &Precision::Exact, "dd/mm/yyyy"),
        ] {
            assert_eq!(format_for(format, decimal(number), precision), expected, "{format} {number}");
        }
    }
}
