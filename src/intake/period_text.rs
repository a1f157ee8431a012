//! Reporting periods and data windows as people write them.

use crate::period::{Period, PeriodKind, Window};
use crate::text::{clean, fold_ascii, parse_date};

/// What a text says of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatedPeriod {
    /// A period of the calendar.
    Period(Period),
    /// A report without its year, such as `Quý III`.
    Kind(PeriodKind),
    /// A period of which no report is due, such as `quý II năm 2025` or `9 tháng năm 2025`.
    Other,
}

/// Reads `năm 2025`, `Quý III/2025`, `quý 3 năm 2025`, `6 tháng đầu năm 2025`, `2025-nam` and the like; `None` for
/// anything that is no period as a whole.
pub(super) fn parse_period(text: &str) -> Option<StatedPeriod> {
    if let Some(period) = Period::parse(text) {
        return Some(StatedPeriod::Period(period));
    }
    let folded = fold_ascii(without_window(text));
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !["ky", "bao", "cao", "cua", "trong", "so", "lieu"].contains(word))
        .collect();
    let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let mut years = words.iter().filter(|word| is_year(word)).filter_map(|word| word.parse::<i32>().ok());
    let year = years.next();
    if years.next().is_some() {
        return None;
    }
    let rest: Vec<&str> = words.iter().copied().filter(|word| !is_year(word)).collect();
    let kind = match rest[..] {
        [] if year.is_some() => Some(PeriodKind::Year),
        ["nam"] | ["ca", "nam"] => Some(PeriodKind::Year),
        ["quy", quarter] | ["quy", quarter, "nam"] => quarter_kind(quarter)?,
        [quarter] | [quarter, "nam"] if quarter.len() >= 2 && quarter.starts_with('q') => {
            quarter_kind(quarter.trim_start_matches("quy").trim_start_matches('q'))?
        }
        ["6" | "06" | "sau", "thang"]
        | ["6" | "06" | "sau", "thang", "dau", "nam"]
        | ["6" | "06" | "sau", "thang", "nam"]
        | ["6t" | "6t/"]
        | ["6t", "dau", "nam"]
        | ["6t", "nam"] => Some(PeriodKind::HalfYear),
        [count, "thang"] | [count, "thang", "nam"] | [count, "thang", "dau" | "cuoi", "nam"]
            if count.chars().all(char::is_numeric) =>
        {
            None
        }
        ["thang", month] | ["thang", month, "nam"] if month.chars().all(char::is_numeric) => None,
        _ => return None,
    };
    Some(match (kind, year) {
        (Some(kind), Some(year)) => StatedPeriod::Period(Period { year, kind }),
        (Some(kind), None) => StatedPeriod::Kind(kind),
        (None, _) => StatedPeriod::Other,
    })
}

/// The report of a quarter: `Some(None)` for the quarters without a report, `None` for what is no quarter.
fn quarter_kind(quarter: &str) -> Option<Option<PeriodKind>> {
    match quarter {
        "i" | "1" | "01" => Some(Some(PeriodKind::Quarter1)),
        "iii" | "3" | "03" => Some(Some(PeriodKind::Quarter3)),
        "ii" | "2" | "02" | "iv" | "4" | "04" => Some(None),
        _ => None,
    }
}

/// Reads `từ ngày 15/12/2024 đến ngày 14/12/2025`, also within a longer text or in parentheses.
pub(super) fn parse_window(text: &str) -> Option<Window> {
    let text = clean(text).to_lowercase();
    let (from, to) = match text.split_once("đến") {
        Some((before, after)) => (before.rsplit("từ").next().unwrap_or(before), after),
        None => text.split_once(" - ").or_else(|| text.split_once(" – "))?,
    };
    let day = |text: &str| {
        let text = text.trim().trim_start_matches("hết").trim().trim_start_matches("ngày").trim();
        let text = text.split([')', ';']).next().unwrap_or(text);
        parse_date(text.trim().trim_matches(['(', ',', '.', ' '])).ok().map(|parsed| parsed.date)
    };
    Some(Window { from: day(from)?, to: day(to)? })
}

/// What stands before the data window.
fn without_window(text: &str) -> &str {
    let lower = text.char_indices().find(|(at, _)| {
        text.get(*at..).is_some_and(|rest| {
            let rest = rest.trim_start_matches('(').to_lowercase();
            rest.starts_with("từ ngày") || rest.starts_with("từ ")
        })
    });
    match lower {
        Some((at, _)) => text.get(..at).unwrap_or(text),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn periods_as_people_write_them() {
        use PeriodKind::{HalfYear, Quarter1, Quarter3, Year};
        for (text, kind) in [
            ("năm 2025", Year),
            ("Năm 2025", Year),
            ("2025", Year),
            ("cả năm 2025", Year),
            ("Báo cáo năm 2025", Year),
            ("2025-nam", Year),
            ("NAM 2025", Year),
            ("quý III năm 2025", Quarter3),
            ("Quý III/2025", Quarter3),
            ("Qúy III-2025", Quarter3),
            ("quý 3 năm 2025", Quarter3),
            ("Q3/2025", Quarter3),
            ("Quý I.2025", Quarter1),
            ("6 tháng đầu năm 2025", HalfYear),
            ("06 tháng đầu năm 2025", HalfYear),
            ("6 tháng năm 2025", HalfYear),
            ("6 tháng/2025", HalfYear),
            ("Kỳ báo cáo: Quý III/2025 (Từ ngày 15/6/2025 đến ngày 14/9/2025)", Quarter3),
        ] {
            let period = StatedPeriod::Period(Period { year: 2025, kind });
            assert_eq!(parse_period(text), Some(period), "{text}");
        }
        for kind in PeriodKind::ALL {
            let period = Period { year: 2026, kind };
            assert_eq!(parse_period(&period.name_vi()), Some(StatedPeriod::Period(period)));
        }
    }

    #[test]
    fn other_periods_are_other_and_other_texts_are_none() {
        for text in [
            "quý II năm 2025",
            "Quý IV/2025",
            "9 tháng đầu năm 2025",
            "tháng 10/2025",
            "6 tháng cuối năm 2025",
        ] {
            assert_eq!(parse_period(text), Some(StatedPeriod::Other), "{text}");
        }
        assert_eq!(parse_period("Quý III"), Some(StatedPeriod::Kind(PeriodKind::Quarter3)));
        for text in ["", "kỳ này", "quý khách", "15/12/2025", "2024-2025", "Kế hoạch số 12 năm 2025"]
        {
            assert_eq!(parse_period(text), None, "{text}");
        }
    }

    #[test]
    fn windows_are_read_from_within_a_text() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let window = Window { from: day(2024, 12, 15), to: day(2025, 12, 14) };
        for text in [
            "từ ngày 15/12/2024 đến ngày 14/12/2025",
            "(Từ ngày 15/12/2024 đến hết ngày 14/12/2025)",
            "Kỳ báo cáo: năm 2025 (Từ ngày 15 tháng 12 năm 2024 đến ngày 14 tháng 12 năm 2025)",
            "15/12/2024 - 14/12/2025",
        ] {
            assert_eq!(parse_window(text), Some(window), "{text}");
        }
        for text in ["", "từ đến", "đến nay", "từ ngày 31/02/2025 đến ngày 1/3/2025"] {
            assert_eq!(parse_window(text), None, "{text}");
        }
    }
}
