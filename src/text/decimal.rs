//! Numbers as people read them: Vietnamese separators, and no rounding that turns a near miss into a hit.

use rust_decimal::{Decimal, RoundingStrategy};

/// Decimals shown where more would not change what the number says.
const USUAL: u32 = 2;

/// `number` with `.` between thousands and `,` before decimals: two decimals at most, rounded half up, without zeros at
/// the end. A number that is not whole is never shown as a whole one: it then gets as many decimals as it takes, so that
/// 99.9999 % reads `99,9999` and not `100`.
pub fn decimal_vi(number: Decimal) -> String {
    decimal_vi_beside(number, None)
}

/// A number in words with what it counts, as officials write it: `98,79%`, `30 hạng`; alone where it counts nothing.
pub fn with_measure(number: &str, measure: &str) -> String {
    let space = if measure.is_empty() || measure == "%" { "" } else { " " };
    format!("{number}{space}{measure}")
}

/// A number as [`decimal_vi`] and its like write it, with the separators of English.
pub fn english_separators(number: &str) -> String {
    let swapped = |c| match c {
        '.' => ',',
        ',' => '.',
        other => other,
    };
    number.chars().map(swapped).collect()
}

/// [`decimal_vi`] of a number that is read beside `threshold`, with which it must not seem equal either: 98.4999 beside
/// 98.5 reads `98,4999`.
pub fn decimal_vi_beside(number: Decimal, threshold: Option<Decimal>) -> String {
    decimal_vi_to(number, USUAL, threshold)
}

/// [`decimal_vi_beside`] with `places` decimals at most instead of two: within a calculation, where the next step must
/// be seen to follow from what is shown.
pub fn decimal_vi_to(number: Decimal, places: u32, threshold: Option<Decimal>) -> String {
    let exact = number.normalize();
    let misleads = |shown: Decimal| shown != exact && (shown.is_integer() || Some(shown) == threshold);
    let mut places = places;
    let mut shown = round(exact, places);
    while misleads(shown) && places < exact.scale() {
        places += 1;
        shown = round(exact, places);
    }
    let text = shown.normalize().abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if shown.is_sign_negative() && !shown.is_zero() { "-" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{fraction}", grouped(whole))
}

fn round(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_the_vietnamese_way() {
        for (number, shown) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("1234", "1.234"),
            ("1234567.5", "1.234.567,5"),
            ("98.50", "98,5"),
            ("98.567", "98,57"),
            ("-1234.125", "-1.234,13"),
            ("123", "123"),
            ("100000", "100.000"),
        ] {
            assert_eq!(decimal_vi(number.parse().expect("a decimal")), shown, "{number}");
        }
    }

    #[test]
    fn a_near_miss_never_reads_as_a_hit() {
        let nearly = Decimal::from(90_422_500) / Decimal::from(904_298);
        assert_eq!(decimal_vi(nearly), "99,99");
        for (number, shown) in
            [("99.999", "99,999"), ("98.9999999", "98,9999999"), ("0.0004", "0,0004"), ("99.995", "99,995")]
        {
            assert_eq!(decimal_vi(number.parse().expect("a decimal")), shown, "{number}");
        }
        let threshold = Some("98.5".parse().expect("a decimal"));
        assert_eq!(decimal_vi_beside("98.4999".parse().expect("a decimal"), threshold), "98,4999");
        assert_eq!(decimal_vi_beside("98.5".parse().expect("a decimal"), threshold), "98,5");
    }
}
