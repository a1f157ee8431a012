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

/// Words that may stand in a period without changing it.
const FILLING: [&str; 14] =
    ["ky", "bao", "cao", "cua", "trong", "so", "lieu", "luy", "ke", "tong", "ket", "ca", "toan", "tron"];

/// Numbers of months in words, without diacritics.
const MONTHS: [(&str, u32); 5] = [("ba", 3), ("sau", 6), ("chin", 9), ("muoi", 10), ("hai", 2)];

/// Reads `năm 2025`, `Quý III/2025`, `quý 3 năm 2025`, `6 tháng đầu năm 2025`, `12T/2025`, `2025-nam` and the like; `None`
/// for anything that is no period as a whole.
pub(super) fn parse_period(text: &str) -> Option<StatedPeriod> {
    if let Some(period) = Period::parse(text) {
        return Some(StatedPeriod::Period(period));
    }
    of_words(&words(without_window(text)))
}

/// The one period that the name of a sheet or file holds among other words, such as `KT_phieu_Q3-2025`; `None` where it
/// holds none, or several. A year alone, and the word "nam", which is a name too, say nothing there.
pub(super) fn period_in_name(name: &str) -> Option<StatedPeriod> {
    if let Some(period) = Period::parse(name) {
        return Some(StatedPeriod::Period(period));
    }
    let words = words(name);
    let mut found: Vec<StatedPeriod> = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let longest = (start + 1..=words.len()).rev().find_map(|end| {
            let part = words.get(start..end)?;
            // A part that begins or ends with a filling word is found without it.
            let telling = part.iter().any(|word| !word.chars().all(|c| c.is_ascii_digit()) && *word != "nam");
            let whole_year = part.contains(&"nam".to_owned()) && part.iter().any(|word| is_year(word));
            (telling || whole_year).then(|| of_words(part)).flatten().map(|period| (period, end))
        });
        match longest {
            Some((period, end)) => {
                if !found.contains(&period) {
                    found.push(period);
                }
                start = end;
            }
            None => start += 1,
        }
    }
    match found[..] {
        [period] => Some(period),
        _ => None,
    }
}

/// The words of a period, without diacritics; digits apart from letters, as in `6T2025` and `Q3`.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<bool> = None;
    for letter in fold_ascii(text).chars() {
        let kind = letter.is_alphanumeric().then(|| letter.is_ascii_digit());
        match (kind, words.last_mut()) {
            (Some(_), Some(word)) if kind == last => word.push(letter),
            (Some(_), _) => words.push(letter.to_string()),
            (None, _) => {}
        }
        last = kind;
    }
    words
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

fn of_words(words: &[String]) -> Option<StatedPeriod> {
    let mut years = words.iter().filter(|word| is_year(word)).filter_map(|word| word.parse::<i32>().ok());
    let year = years.next();
    if years.next().is_some() {
        return None;
    }
    let says = |word: &str| words.iter().any(|other| other == word);
    let filling = |word: &&str| FILLING.contains(word) || *word == "nam" || is_year(word);
    let rest: Vec<&str> = words.iter().map(String::as_str).filter(|word| !filling(word)).collect();
    let kind = match rest[..] {
        [] if year.is_some() || says("nam") => Some(PeriodKind::Year),
        // Up to the end of a quarter is more than the quarter.
        ["quy" | "q", _] if says("luy") => return None,
        ["quy" | "q", quarter] => quarter_kind(quarter)?,
        [quarter] if quarter.len() >= 2 && quarter.starts_with('q') => {
            quarter_kind(quarter.trim_start_matches("quy").trim_start_matches('q'))?
        }
        ["nua", "dau"] | ["nua"] if says("nam") || year.is_some() => Some(PeriodKind::HalfYear),
        ["nua", "cuoi"] => None,
        [.., "thang" | "t", "cuoi"] => {
            months(&rest)?;
            None
        }
        [.., "thang" | "t"] | [.., "thang" | "t", "dau"] => months_kind(months(&rest)?),
        ["thang" | "t", month] if month.parse().is_ok_and(|month: u32| (1..=12).contains(&month)) => None,
        _ => return None,
    };
    Some(match (kind, year) {
        (Some(kind), Some(year)) => StatedPeriod::Period(Period { year, kind }),
        (Some(kind), None) => StatedPeriod::Kind(kind),
        (None, _) => StatedPeriod::Other,
    })
}

/// How many months `12 tháng`, `06 T` or `mười hai tháng đầu` are.
fn months(rest: &[&str]) -> Option<u32> {
    let named = |word: &str| MONTHS.iter().find(|(name, _)| *name == word).map(|(_, months)| *months);
    match rest {
        ["muoi", "hai", "thang", ..] => Some(12),
        [count, "thang" | "t"] | [count, "thang" | "t", _] => {
            count.parse().ok().filter(|months| (1..=12).contains(months)).or_else(|| named(count))
        }
        _ => None,
    }
}

/// The report of the year's first `months` months: the year, its first half, its first quarter, or none that is due.
fn months_kind(months: u32) -> Option<PeriodKind> {
    match months {
        3 => Some(PeriodKind::Quarter1),
        6 => Some(PeriodKind::HalfYear),
        12 => Some(PeriodKind::Year),
        _ => None,
    }
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
            ("6T2025", HalfYear),
            ("6T/2025", HalfYear),
            ("06T-2025", HalfYear),
            ("6T đầu năm 2025", HalfYear),
            ("06 tháng 2025", HalfYear),
            ("sáu tháng đầu năm 2025", HalfYear),
            ("lũy kế 6 tháng năm 2025", HalfYear),
            ("nửa đầu năm 2025", HalfYear),
            ("nửa năm đầu 2025", HalfYear),
            ("3 tháng đầu năm 2025", Quarter1),
            ("03T/2025", Quarter1),
            ("Q1.2025", Quarter1),
            ("năm 2025 - quý III", Quarter3),
            ("QIII/2025", Quarter3),
            ("12 tháng năm 2025", Year),
            ("12T/2025", Year),
            ("12T2025", Year),
            ("năm 2025 (12 tháng)", Year),
            ("lũy kế 12 tháng năm 2025", Year),
            ("Luỹ kế 12 tháng/2025", Year),
            ("mười hai tháng năm 2025", Year),
            ("trọn năm 2025", Year),
            ("Tổng kết năm 2025", Year),
            ("12 THÁNG NĂM 2025", Year),
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
        use PeriodKind::{HalfYear, Quarter1, Quarter3, Year};
        for (text, kind) in [
            ("Quý III", Quarter3),
            ("lũy kế 12 tháng", Year),
            ("cả năm", Year),
            ("6 tháng đầu năm", HalfYear),
            ("3 tháng đầu năm", Quarter1),
        ] {
            assert_eq!(parse_period(text), Some(StatedPeriod::Kind(kind)), "{text}");
        }
        for text in [
            "9 tháng năm 2025",
            "9 tháng đầu năm",
            "chín tháng",
            "10 tháng/2025",
            "6 tháng cuối năm 2025",
            "3 tháng cuối năm",
            "nửa cuối năm 2025",
            "tháng 12/2025",
            "T12/2025",
            "quý II",
            "quý II năm 2025",
            "Quý IV/2025",
            "Q4/2025",
            "tháng 10/2025",
        ] {
            assert_eq!(parse_period(text), Some(StatedPeriod::Other), "{text}");
        }
        for text in [
            "",
            "kỳ này",
            "quý khách",
            "15/12/2025",
            "2024-2025",
            "Kế hoạch số 12 năm 2025",
            "03 tháng 12 năm 2025",
            "13 tháng năm 2025",
            "lũy kế đến quý III năm 2025",
            "lũy kế từ đầu năm",
            "tháng 13/2025",
        ] {
            assert_eq!(parse_period(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_may_hold_one_period_among_other_words() {
        use PeriodKind::{HalfYear, Quarter3, Year};
        for (name, kind, year) in [
            ("Quý III", Quarter3, None),
            ("Nam 2025", Year, Some(2025)),
            ("6T2025", HalfYear, Some(2025)),
            ("KT_phieu_Q3-2025", Quarter3, Some(2025)),
            ("Biểu 06 - Quý III năm 2025", Quarter3, Some(2025)),
            ("Bieu 06 12 thang", Year, None),
            ("phieu-so-lieu-2025-q3", Quarter3, Some(2025)),
            ("BC CCHC cả năm 2025 VP", Year, Some(2025)),
        ] {
            let period = match year {
                Some(year) => StatedPeriod::Period(Period { year, kind }),
                None => StatedPeriod::Kind(kind),
            };
            assert_eq!(period_in_name(name), Some(period), "{name}");
        }
        for name in [
            "Số liệu",
            "Biểu 06",
            "Sheet1",
            "2025",
            "Nguyen Van Nam",
            "Viet Nam",
            "phieu 15-12-2025",
            "Q1 va Q3",
            "quy trinh",
            "KT phieu (2)",
            "Mau 03a",
        ] {
            assert_eq!(period_in_name(name), None, "{name}");
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
