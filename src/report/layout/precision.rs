//! How many decimals a cell shows: never so few that a number looks like what it is not.

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

/// `format` with the number of decimals that `number` needs. Formats without digits (General, dates, text) stay.
pub(super) fn format_for(format: &str, number: Decimal, precision: &Precision) -> String {
    let format = if format.is_empty() && *precision != Precision::Template { "#,##0" } else { format };
    let Some((whole, old, rest)) = split_format(format) else { return format.to_owned() };
    let places = old.trim_start_matches('.');
    let count = |text: &str| u32::try_from(text.len()).unwrap_or(0);
    let required = count(places.trim_end_matches('#'));
    // Decimals that may be left out (`0.##`) are, here: Excel would leave their separator behind, `12,`.
    let optional = round_half_up(number, count(places)).normalize().scale();
    let decimals = precision.decimals(number, optional.max(required));
    if decimals == required && required == count(places) {
        return format.to_owned();
    }
    let point = if decimals == 0 { "" } else { "." };
    format!("{whole}{point}{}{rest}", "0".repeat(decimals as usize))
}

/// [`format_for`] of a formula whose result is `number`, which may yet change: only while it is that whole number are
/// its optional decimals left out, so that a later 99.6 never shows as 100.
pub(super) fn live_format_for(format: &str, number: Decimal, precision: &Precision) -> String {
    let now = format_for(format, number, precision);
    let Some((whole, old, rest)) = split_format(format) else { return now };
    let full = format_for(&format!("{whole}{}{rest}", old.replace('#', "0")), number, precision);
    match now == full {
        true => now,
        false if number.is_integer() => format!("[={}]{now};{full}", number.normalize()),
        false => full,
    }
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
        for (number, decimals) in [
            ("99.99192", 2),
            ("99.996", 3),
            ("99.9999996", 7),
            ("98.9999", 4),
            ("99.001", 3),
            ("99", 2),
            ("100", 2),
            ("33.333333333333", 2),
        ] {
            assert_eq!(against.decimals(decimal(number), 2), decimals, "{number}");
        }
    }

    #[test]
    fn a_formula_leaves_decimals_out_only_while_its_result_is_whole() {
        let against = Precision::Against(vec![Decimal::ONE_HUNDRED]);
        for (format, number, expected) in [
            ("#,##0.##\\%", "100", "[=100]#,##0\\%;#,##0.00\\%"),
            ("#,##0.##\\%", "98.5", "#,##0.00\\%"),
            ("#,##0.##\\%", "99.996", "#,##0.000\\%"),
            ("#,##0.##\\%", "98.79", "#,##0.00\\%"),
            ("0.00", "100", "0.00"),
            ("@", "1", "@"),
        ] {
            assert_eq!(live_format_for(format, decimal(number), &against), expected, "{format} {number}");
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
            // No separator is left behind a whole number, and no zero behind the digits that there are.
            ("#,##0.##", "12", &Precision::Template, "#,##0"),
            ("#,##0.##", "12.5", &Precision::Template, "#,##0.0"),
            ("#,##0.##", "12.345", &Precision::Template, "#,##0.00"),
            ("#,##0.##", "12.345", &Precision::Exact, "#,##0.000"),
            ("#,##0.##########", "1234", &Precision::Exact, "#,##0"),
            ("0.##\"%\"", "98.789", &against, "0.00\"%\""),
            ("0.##\"%\"", "100", &against, "0\"%\""),
            ("0.##\"%\"", "99.996", &against, "0.000\"%\""),
            ("0.0#", "12", &Precision::Template, "0.0"),
            ("@", "1.5", &Precision::Exact, "@"),
            ("dd/mm/yyyy", "1.5", &Precision::Exact, "dd/mm/yyyy"),
        ] {
            assert_eq!(format_for(format, decimal(number), precision), expected, "{format} {number}");
        }
    }
}
