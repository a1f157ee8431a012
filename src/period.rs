//! Reporting periods, their data windows and due dates, and values in force at a date.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Argument, Lang, Phrase, phrase};

/// Which of the four reports of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PeriodKind {
    /// Quý I.
    #[serde(rename = "q1")]
    Quarter1,
    /// 6 tháng đầu năm.
    #[serde(rename = "6-thang")]
    HalfYear,
    /// Quý III.
    #[serde(rename = "q3")]
    Quarter3,
    /// Năm.
    #[serde(rename = "nam")]
    Year,
}

impl PeriodKind {
    /// All four, in the order in which they fall within a year.
    pub const ALL: [Self; 4] = [Self::Quarter1, Self::HalfYear, Self::Quarter3, Self::Year];

    /// The word used in folder names: `q1`, `6-thang`, `q3`, `nam`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Quarter1 => "q1",
            Self::HalfYear => "6-thang",
            Self::Quarter3 => "q3",
            Self::Year => "nam",
        }
    }
}

/// One report of one year, such as the annual report of 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Calendar year of the report.
    pub year: i32,
    /// Which report of that year.
    pub kind: PeriodKind,
}

impl Period {
    /// Reads the folder spelling `2025-nam`; any prefix ending in `-` is passed over, so `chau-son-2025-q3` works too.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        for kind in PeriodKind::ALL {
            let Some(before) = text.strip_suffix(kind.slug()).and_then(|t| t.strip_suffix('-')) else {
                continue;
            };
            let digits = before.rsplit('-').next().unwrap_or(before);
            if digits.len() == 4
                && let Ok(year) = digits.parse()
            {
                return Some(Self { year, kind });
            }
        }
        None
    }

    /// The name in `lang`: `quý III năm 2025`, `quarter III of 2025`.
    pub fn name(self, lang: Lang) -> String {
        phrase(lang, &self.key(), &[("year", &self.year.to_string())])
    }

    /// The name as an argument of a message.
    pub fn argument(self) -> Argument {
        let year = Argument::Text(self.year.to_string());
        Argument::Phrases {
            phrases: vec![Phrase::new(&self.key(), [("year", year)])],
            between: String::new(),
        }
    }

    /// The key of its name in `labels.toml`.
    fn key(self) -> String {
        format!("period.{}", self.kind.slug())
    }

    /// The official Vietnamese name: `năm 2025`, `quý III năm 2025`, `6 tháng đầu năm 2025`.
    pub fn name_vi(self) -> String {
        match self.kind {
            PeriodKind::Quarter1 => format!("quý I năm {}", self.year),
            PeriodKind::HalfYear => format!("6 tháng đầu năm {}", self.year),
            PeriodKind::Quarter3 => format!("quý III năm {}", self.year),
            PeriodKind::Year => format!("năm {}", self.year),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{}", self.year, self.kind.slug())
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("unknown period {text}")))
    }
}

/// Days from `from` to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A day of the calendar without its year, relative to the year of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearlyDay {
    /// Day of the month, 1 to 31.
    pub day: u32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Whether the day lies in the year before the report's.
    #[serde(default)]
    pub year_before: bool,
}

impl YearlyDay {
    /// The date in the year of a report; `None` where that year has no such day.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year - i32::from(self.year_before), self.month, self.day)
    }
}

/// When one kind of report gathers its data and is due (`[[calendar]]` of `plan.toml`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarEntry {
    /// Which report.
    pub kind: PeriodKind,
    /// First day of the data window.
    pub from: YearlyDay,
    /// Last day of the data window.
    pub to: YearlyDay,
    /// Day on which departments report to the commune.
    pub units_due: YearlyDay,
    /// Day on which the commune reports to the province.
    pub due: YearlyDay,
}

/// The reporting calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar(pub Vec<CalendarEntry>);

/// What the calendar says of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The period.
    pub period: Period,
    /// The official data window.
    pub window: Window,
    /// Day on which departments report to the commune.
    pub units_due: NaiveDate,
    /// Day on which the commune reports to the province.
    pub due: NaiveDate,
}

impl Calendar {
    /// The schedule of `period`; `None` if the calendar has no such report.
    pub fn schedule(&self, period: Period) -> Option<Schedule> {
        let entry = self.0.iter().find(|entry| entry.kind == period.kind)?;
        Some(Schedule {
            period,
            window: Window { from: entry.from.in_year(period.year)?, to: entry.to.in_year(period.year)? },
            units_due: entry.units_due.in_year(period.year)?,
            due: entry.due.in_year(period.year)?,
        })
    }
}

impl Calendar {
    /// The reports of the year of `period` that a commune `founded` on that day owes up to that one, itself included:
    /// those whose data window reaches into the commune's life.
    pub fn owed(&self, period: Period, founded: NaiveDate) -> impl Iterator<Item = Period> {
        let kinds = PeriodKind::ALL.into_iter().filter(move |kind| *kind <= period.kind);
        kinds
            .map(move |kind| Period { kind, ..period })
            .filter(move |owed| self.schedule(*owed).is_some_and(|schedule| schedule.window.to >= founded))
    }
}

/// A value of the law with the day from which it is in force and its legal basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force, where the document says so itself; `None` where only a later value ends it, or nothing.
    pub until: Option<NaiveDate>,
    /// What takes its place after that day; empty for nothing.
    pub replaced_by: String,
    /// The value.
    pub value: T,
    /// Document that sets it, such as `Kế hoạch CCHC năm 2025, mục II.2.2, ý 3`.
    pub basis: String,
}

impl<T> Dated<T> {
    /// Each of `values`, earliest first, with its last day in force; `None` for the last, where nothing ends it yet.
    pub fn spans(values: &[Self]) -> impl Iterator<Item = (&Self, Option<NaiveDate>)> {
        let next = values.iter().skip(1).map(|value| value.from.pred_opt()).chain([None]);
        values.iter().zip(next).map(|(value, before_next)| {
            let ends = [value.until, before_next].into_iter().flatten().min();
            (value, ends)
        })
    }

    /// Those that are in force on some day of `window`, in the same way.
    pub fn within(values: &[Self], window: Window) -> impl Iterator<Item = (&Self, Option<NaiveDate>)> {
        Self::spans(values).filter(move |(value, until)| {
            value.from <= window.to && until.is_none_or(|until| until >= window.from)
        })
    }

    /// The value in force on `date`: the last one that began on or before it, unless it has ended.
    pub fn in_force(values: &[Self], date: NaiveDate) -> Option<&Self> {
        let last = values.iter().filter(|value| value.from <= date).max_by_key(|value| value.from)?;
        last.until.is_none_or(|until| date <= until).then_some(last)
    }
}

/// The last day of quarter 1 to 4 of `year`.
pub fn quarter_end(year: i32, quarter: u32) -> Option<NaiveDate> {
    let first_of_next = if quarter == 4 {
        NaiveDate::from_ymd_opt(year + 1, 1, 1)?
    } else {
        NaiveDate::from_ymd_opt(year, quarter * 3 + 1, 1)?
    };
    first_of_next.pred_opt()
}

/// A date as official Vietnamese text: `05/01/2026`.
pub fn date_vi(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// The dateline of an official document, `ngày 05 tháng 01 năm 2026`: days below 10 and months 1 and 2 take a
/// leading zero (Decree 30/2020/NĐ-CP, annex I).
pub fn dateline_vi(date: NaiveDate) -> String {
    let month = if date.month() <= 2 { format!("{:02}", date.month()) } else { date.month().to_string() };
    format!("ngày {:02} tháng {} năm {}", date.day(), month, date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real date")
    }

    fn dated<T>(from: NaiveDate, until: Option<NaiveDate>, value: T) -> Dated<T> {
        Dated { from, until, replaced_by: String::new(), value, basis: String::new() }
    }

    #[test]
    fn folder_names_name_periods() {
        assert_eq!(Period::parse("2025-nam"), Some(Period { year: 2025, kind: PeriodKind::Year }));
        assert_eq!(
            Period::parse("chau-son-2025-q3"),
            Some(Period { year: 2025, kind: PeriodKind::Quarter3 })
        );
        assert_eq!(Period::parse("2026-6-thang"), Some(Period { year: 2026, kind: PeriodKind::HalfYear }));
        for text in ["", "nam", "2025", "25-nam", "2025-q2", "2025nam"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
        for kind in PeriodKind::ALL {
            let period = Period { year: 2025, kind };
            assert_eq!(Period::parse(&period.to_string()), Some(period));
        }
    }

    #[test]
    fn the_last_value_begun_is_in_force() {
        let values = [dated(day(2025, 1, 1), None, 80), dated(day(2025, 7, 1), Some(day(2025, 12, 31)), 85)];
        assert_eq!(Dated::in_force(&values, day(2024, 12, 31)), None);
        assert_eq!(Dated::in_force(&values, day(2025, 6, 30)).map(|v| v.value), Some(80));
        assert_eq!(Dated::in_force(&values, day(2025, 7, 1)).map(|v| v.value), Some(85));
        // What ends by itself is followed by nothing.
        assert_eq!(Dated::in_force(&values, day(2025, 12, 31)).map(|v| v.value), Some(85));
        assert_eq!(Dated::in_force(&values, day(2026, 1, 1)), None);
        let ends: Vec<_> = Dated::spans(&values).map(|(_, until)| until).collect();
        assert_eq!(ends, [Some(day(2025, 6, 30)), Some(day(2025, 12, 31))]);
    }

    #[test]
    fn values_end_on_the_day_before_the_next_begins() {
        let values =
            [(1, 1), (7, 1), (10, 1)].map(|(month, first)| dated(day(2025, month, first), None, month));
        let within = |from, to| -> Vec<(u32, Option<NaiveDate>)> {
            Dated::within(&values, Window { from, to }).map(|(dated, until)| (dated.value, until)).collect()
        };
        let (june, september) = (Some(day(2025, 6, 30)), Some(day(2025, 9, 30)));
        assert_eq!(within(day(2024, 12, 15), day(2025, 12, 14)), [(1, june), (7, september), (10, None)]);
        assert_eq!(within(day(2025, 6, 30), day(2025, 9, 14)), [(1, june), (7, september)]);
        assert_eq!(within(day(2025, 7, 1), day(2025, 9, 30)), [(7, september)]);
        assert_eq!(within(day(2024, 1, 1), day(2024, 12, 31)), []);
    }

    #[test]
    fn a_commune_owes_the_reports_whose_window_reaches_into_its_life() {
        let text = include_str!("../rules/plan.toml");
        #[derive(Deserialize)]
        struct PlanText {
            calendar: Calendar,
        }
        let PlanText { calendar } = toml::from_str(text).expect("plan.toml");
        let owed = |period: &str, founded| {
            let period = Period::parse(period).expect("a period");
            calendar.owed(period, founded).map(|owed| owed.to_string()).collect::<Vec<_>>()
        };
        let july = day(2025, 7, 1);
        assert_eq!(owed("2025-nam", july), ["2025-q3", "2025-nam"]);
        assert_eq!(owed("2025-q3", july), ["2025-q3"]);
        assert_eq!(owed("2025-6-thang", july), [""; 0]);
        assert_eq!(owed("2026-nam", july), ["2026-q1", "2026-6-thang", "2026-q3", "2026-nam"]);
        // Founded on the last day of a window, and on the day after it.
        assert_eq!(owed("2025-6-thang", day(2025, 6, 14)), ["2025-6-thang"]);
        assert_eq!(owed("2025-6-thang", day(2025, 6, 15)), [""; 0]);
    }

    #[test]
    fn quarters_end_on_their_last_day() {
        assert_eq!(quarter_end(2025, 1), Some(day(2025, 3, 31)));
        assert_eq!(quarter_end(2025, 3), Some(day(2025, 9, 30)));
        assert_eq!(quarter_end(2025, 4), Some(day(2025, 12, 31)));
    }

    #[test]
    fn datelines_follow_the_decree() {
        assert_eq!(dateline_vi(day(2026, 1, 5)), "ngày 05 tháng 01 năm 2026");
        assert_eq!(dateline_vi(day(2025, 12, 15)), "ngày 15 tháng 12 năm 2025");
        assert_eq!(dateline_vi(day(2025, 3, 9)), "ngày 09 tháng 3 năm 2025");
    }
}
