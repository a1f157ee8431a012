//! Numbers and days as spreadsheets store them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::intake::sheet::Content;

/// The shortest decimal that stands for `number`; text where it is too large for any figure, or no number at all.
pub(super) fn content_of_number(number: f64) -> Content {
    match decimal(number) {
        Some(decimal) => Content::Number(decimal),
        None => Content::Text(number.to_string().into()),
    }
}

fn decimal(number: f64) -> Option<Decimal> {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return Some(Decimal::from(number as i64));
    }
    // `Display` prints the shortest digits that give the same number back, never an exponent.
    let shortest = number.to_string();
    shortest.parse().ok()
}

/// The day in `2025-12-14`, `2025-12-14T08:30:00` and the like.
pub(super) fn day_of_iso(text: &str) -> Option<NaiveDate> {
    let day = text.split(['T', ' ']).next()?;
    NaiveDate::parse_from_str(day.trim(), "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Content {
        Content::Number(text.parse().expect("a decimal"))
    }

    #[test]
    fn a_number_is_its_shortest_decimal() {
        assert_eq!(content_of_number(0.1), number("0.1"));
        assert_eq!(content_of_number("0.98499999999999999".parse().expect("a number")), number("0.985"));
        assert_eq!(content_of_number(904_225.0), number("904225"));
        assert_eq!(content_of_number(-0.0), number("0"));
        assert_eq!(content_of_number(1e15), number("1000000000000000"));
        assert_eq!(content_of_number(f64::NAN), Content::Text("NaN".into()));
        assert!(matches!(content_of_number(1e300), Content::Text(_)));
    }

    #[test]
    fn iso_days_are_read_with_or_without_a_time() {
        assert_eq!(day_of_iso("2025-12-14T08:30:00"), NaiveDate::from_ymd_opt(2025, 12, 14));
        assert_eq!(day_of_iso("2025-12-14"), NaiveDate::from_ymd_opt(2025, 12, 14));
        assert_eq!(day_of_iso("14/12/2025"), None);
    }
}
