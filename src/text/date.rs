//! Dates as people type them. The day always comes first; a month of 13 is a mistake, never a hint that it does not.

use chrono::{Datelike, NaiveDate};

use super::clean;

/// A date read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedDate {
    /// The day.
    pub date: NaiveDate,
    /// Why somebody must confirm it.
    pub doubt: Option<DateDoubt>,
}

/// Why a date that was read must be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateDoubt {
    /// The year has two digits: below 70 it is taken for 20xx, else for 19xx.
    TwoDigitYear,
}

/// Why text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing but spaces.
    #[error("empty")]
    Empty,
    /// Not the shape of a date.
    #[error("not a date")]
    NotADate,
    /// The shape of a date, but no such day exists, or its year lies outside 1900–2199.
    #[error("no such day")]
    Impossible,
}

/// Reads `05/01/2026`, `5-1-26`, `5.1.2026`, `2026-01-05`, `ngày 05 tháng 01 năm 2026`, each with an optional time of
/// day, which is dropped.
pub fn parse_date(raw: &str) -> Result<ParsedDate, DateError> {
    let text = clean(raw).to_lowercase();
    let text = text.trim_start_matches('\'').trim_end_matches(['.', ',', ';']).trim();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let (day, month, year) = in_words(text).or_else(|| in_digits(text)).ok_or(DateError::NotADate)?;
    let (number, doubt) = match (year.len(), number(year).ok_or(DateError::NotADate)?) {
        (4, year) => (year, None),
        (2, year) if year < 70 => (2000 + year, Some(DateDoubt::TwoDigitYear)),
        (2, year) => (1900 + year, Some(DateDoubt::TwoDigitYear)),
        _ => return Err(DateError::NotADate),
    };
    if !(1900..2200).contains(&number) {
        return Err(DateError::Impossible);
    }
    let year = i32::try_from(number).map_err(|_| DateError::Impossible)?;
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::Impossible)?;
    Ok(ParsedDate { date, doubt })
}

/// Which part of a date in digits cannot be a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartAbove12 {
    /// `25/9/2025`: the day comes first.
    First,
    /// `9/25/2025`: somebody has typed the month first.
    Second,
}

/// The part above 12 of a date in digits that does not begin with its year; `None` for any other text. A program that
/// expects the month in that place leaves such a date as text.
pub fn part_above_12(raw: &str) -> Option<PartAbove12> {
    let text = clean(raw).to_lowercase();
    let text = without_time(text.trim_start_matches('\'').trim_end_matches(['.', ',', ';']).trim());
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [first, second, year] = parts[..] else { return None };
    if year.len() != 4 && year.len() != 2 {
        return None;
    }
    number(year)?;
    match (day_or_month(first)?, day_or_month(second)?) {
        (13..=31, 1..=12) => Some(PartAbove12::First),
        (1..=12, 13..=31) => Some(PartAbove12::Second),
        _ => None,
    }
}

/// The day of which `date`'s day is the month and its month the day; `None` where there is none, or where it is `date`.
pub fn day_month_exchanged(date: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).filter(|other| *other != date)
}

/// `(Châu Sơn,) ngày 05 tháng 01 năm 2026`; the words before "ngày" are a place.
fn in_words(text: &str) -> Option<(u32, u32, &str)> {
    let (before, year) = text.split_once("năm").or_else(|| text.rsplit_once(','))?;
    let (before, month) = before.split_once("tháng")?;
    let day = match before.rsplit_once("ngày") {
        Some((place, day)) if !place.contains(|c: char| c.is_ascii_digit()) => day,
        Some(_) => return None,
        None => before,
    };
    let month = month.trim().trim_end_matches(',');
    Some((day_or_month(day.trim())?, day_or_month(month)?, year.trim()))
}

/// `5/1/2026` or `2026-01-05`, one separator throughout.
fn in_digits(text: &str) -> Option<(u32, u32, &str)> {
    let text = text.strip_prefix("ngày").unwrap_or(text).trim();
    let text = without_time(text);
    let separator = text.chars().find(|c| !c.is_ascii_digit() && *c != ' ')?;
    let dash = matches!(separator, '-' | '–' | '‑' | '−');
    if !dash && !matches!(separator, '/' | '.') {
        return None;
    }
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => Some((day_or_month(day)?, day_or_month(month)?, year)),
        [day, month, year] => Some((day_or_month(day)?, day_or_month(month)?, year)),
        _ => None,
    }
}

/// `text` without `10:30`, `T10:30:00` or the like at its end.
fn without_time(text: &str) -> &str {
    let Some((date, time)) = text.split_once('t').or_else(|| text.rsplit_once(' ')) else { return text };
    let is_time =
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'z'));
    if is_time { date.trim() } else { text }
}

fn day_or_month(digits: &str) -> Option<u32> {
    if digits.len() > 2 { None } else { number(digits) }
}

fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
    }

    #[test]
    fn dates_as_typed() {
        for text in [
            "05/01/2026",
            "5/1/2026",
            "5-1-2026",
            "5.1.2026",
            "05 / 01 / 2026",
            "2026-01-05",
            "2026/01/05",
            "ngày 05 tháng 01 năm 2026",
            "Ngày 5 tháng 1 năm 2026.",
            "Châu Sơn, ngày 05 tháng 01 năm 2026",
            "nga\u{300}y 05 tha\u{301}ng 01 na\u{306}m 2026",
            "05 tháng 01, 2026",
            "05\u{a0}tháng 01 năm 2026",
            "05/01/2026 10:30",
            "05/01/2026 10:30:15",
            "2026-01-05T10:30:15",
            "ngày 05/01/2026",
            "'05/01/2026",
            "05–01–2026",
        ] {
            assert_eq!(parse_date(text), Ok(ParsedDate { date: day(2026, 1, 5), doubt: None }), "{text}");
        }
    }

    #[test]
    fn the_day_comes_first() {
        assert_eq!(parse_date("03/04/2026").map(|parsed| parsed.date), Ok(day(2026, 4, 3)));
    }

    #[test]
    fn two_digits_of_a_year_are_doubtful() {
        for (text, date) in
            [("5-1-26", day(2026, 1, 5)), ("5/1/69", day(2069, 1, 5)), ("5/1/70", day(1970, 1, 5))]
        {
            assert_eq!(
                parse_date(text),
                Ok(ParsedDate { date, doubt: Some(DateDoubt::TwoDigitYear) }),
                "{text}"
            );
        }
    }

    #[test]
    fn impossible_days_are_refused() {
        for text in [
            "31/02/2026",
            "05/13/2026",
            "0/1/2026",
            "32/1/2026",
            "29/02/2025",
            "5/1/0026",
            "5/1/3026",
            "2026-13-01",
            "ngày 31 tháng 4 năm 2026",
        ] {
            assert_eq!(parse_date(text), Err(DateError::Impossible), "{text}");
        }
        assert_eq!(parse_date("29/02/2024").map(|parsed| parsed.date), Ok(day(2024, 2, 29)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "quý III",
            "tháng 01/2026",
            "01/2026",
            "5/1-2026",
            "5/1/026",
            "46027",
            "12",
            "x",
            "-",
            "5/1/2026 và 6/1/2026",
            "từ ngày 05/01/2026",
            "năm 2026",
            "//",
            "1/2/3/4",
            "é/1/2026",
            "5,1,2026",
            "ngày 1/2 ngày 05 tháng 01 năm 2026",
        ] {
            assert_eq!(parse_date(text), Err(DateError::NotADate), "{text}");
        }
        for text in ["", " ", "\u{a0}", "."] {
            assert_eq!(parse_date(text), Err(DateError::Empty), "{text}");
        }
    }

    #[test]
    fn a_part_above_12_tells_which_part_is_the_day() {
        for text in ["25/9/2025", "25-09-2025", "25.9.25", "'25/9/2025", "25/9/2025 10:30"] {
            assert_eq!(part_above_12(text), Some(PartAbove12::First), "{text}");
        }
        assert_eq!(part_above_12("9/25/2025"), Some(PartAbove12::Second));
        for text in [
            "5/9/2025",
            "2025-09-25",
            "25/9",
            "32/9/2025",
            "25/25/2025",
            "25/9/202",
            "ngày 25 tháng 9",
            "x",
            "",
        ] {
            assert_eq!(part_above_12(text), None, "{text}");
        }
    }

    #[test]
    fn day_and_month_may_be_exchanged_where_both_are_months() {
        assert_eq!(day_month_exchanged(day(2025, 9, 5)), Some(day(2025, 5, 9)));
        for date in [day(2025, 9, 13), day(2025, 9, 9)] {
            assert_eq!(day_month_exchanged(date), None, "{date}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,30}") {
            let _ = parse_date(&text);
            let _ = part_above_12(&text);
        }

        #[test]
        fn no_datelike_text_panics(text in "(ngày |tháng |năm |[0-9]{1,5}|[-/. t:,]|đ){0,12}") {
            let _ = parse_date(&text);
        }

        #[test]
        fn every_day_is_read_back(offset in 0i64..100_000) {
            let date = day(1900, 1, 1) + chrono::Duration::days(offset);
            for format in ["%d/%m/%Y", "%-d-%-m-%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y"] {
                let text = date.format(format).to_string();
                prop_assert_eq!(parse_date(&text), Ok(ParsedDate { date, doubt: None }));
            }
        }
    }
}
