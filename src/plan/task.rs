//! A task of the plan and its deadline.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::figure::UnitCode;
use crate::period::{PeriodKind, Schedule, quarter_end};
use crate::text::{fold_ascii, parse_date};

/// The "form" of figures that no cell holds because they are counted from what units say of their tasks.
pub const TASK_FORM: &str = "nhiem-vu";

/// Figure: how many tasks of the plan are due in the report (see [`TaskSpec::is_due_in`]).
pub const TASKS_DUE: &str = "nhiem_vu_den_han";

/// Figure: how many of the tasks that were due are done.
pub const TASKS_DONE: &str = "nhiem_vu_hoan_thanh";

/// One task (`[[task]]` of `tasks.toml`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskSpec {
    /// `T3.1`.
    pub id: String,
    /// Place in the plan: `III.3, ý 1`.
    pub place: String,
    /// The sentence of the plan, word for word; empty where the file does not say it.
    #[serde(default)]
    pub law: String,
    /// What is to be done.
    pub label: String,
    /// Unit in charge.
    pub lead: UnitCode,
    /// Units that help.
    #[serde(default)]
    pub cooperating: Vec<UnitCode>,
    /// What comes of it: `quyết định kiện toàn`.
    pub product: String,
    /// Deadline as the plan words it: `31/12/2025`, `Quý III/2025`, `Thường xuyên`.
    pub due: String,
    /// Last day on which the task stands; `None` while nothing ends it.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// What takes its place then; empty for nothing.
    #[serde(default)]
    pub replaced_by: String,
}

impl TaskSpec {
    /// Whether the task counts among those due in a report: all of the plan's year in the annual one, however their
    /// deadlines are worded; in a shorter period those due by the end of its window.
    pub fn is_due_in(&self, schedule: &Schedule) -> bool {
        let is_annual = schedule.period.kind == PeriodKind::Year;
        match Due::parse(&self.due) {
            Due::By(day) if is_annual => day.year() <= schedule.period.year,
            Due::By(day) => day <= schedule.window.to,
            Due::Regular | Due::Elsewhere => is_annual,
        }
    }
}

/// What a deadline's wording means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// By this day; a quarter ends on its last day.
    By(NaiveDate),
    /// All year round; never overdue.
    Regular,
    /// Set elsewhere, such as `Theo kế hoạch của tỉnh`; never overdue.
    Elsewhere,
}

impl Due {
    /// Reads `31/12/2025`, `trước ngày 31/12/2025`, `Quý III/2025`, `tháng 11/2025`, `năm 2025`, `Thường xuyên`;
    /// anything else is set elsewhere.
    pub fn parse(text: &str) -> Self {
        let folded = fold_ascii(text);
        let after_day = text.to_lowercase().rsplit_once("ngày").map(|(_, day)| day.trim().to_owned());
        let as_day = parse_date(text).or_else(|error| after_day.as_deref().map_or(Err(error), parse_date));
        if let Ok(parsed) = as_day {
            return Self::By(parsed.date);
        }
        if ["thuong xuyen", "hang ", "lien tuc", "trong nam"].iter().any(|word| folded.starts_with(word)) {
            return Self::Regular;
        }
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let year = |word: &str| word.parse().ok().filter(|year| (1900..2200).contains(year));
        let day = match words[..] {
            ["quy", quarter, year_word] | ["quy", quarter, "nam", year_word] => {
                let quarter = match quarter {
                    "i" | "1" => Some(1),
                    "ii" | "2" => Some(2),
                    "iii" | "3" => Some(3),
                    "iv" | "4" => Some(4),
                    _ => None,
                };
                quarter.zip(year(year_word)).and_then(|(quarter, year)| quarter_end(year, quarter))
            }
            ["thang", month, year_word] | ["thang", month, "nam", year_word] => {
                month.parse().ok().zip(year(year_word)).and_then(|(month, year)| month_end(year, month))
            }
            ["nam", year_word] => year(year_word).and_then(|year| quarter_end(year, 4)),
            _ => None,
        };
        day.map_or(Self::Elsewhere, Self::By)
    }
}

/// The last day of a month.
fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(chrono::Months::new(1))?;
    next.with_day(1)?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::{Calendar, Period};

    fn calendar() -> Calendar {
        #[derive(Deserialize)]
        struct PlanText {
            calendar: Calendar,
        }
        let text: PlanText = toml::from_str(include_str!("../../rules/plan.toml")).expect("plan.toml");
        text.calendar
    }

    fn task() -> TaskSpec {
        let text = "id = 'T1'\nplace = 'III.1'\nlabel = ''\nlead = 'VP'\nproduct = ''\ndue = ''";
        toml::from_str(text).expect("a task")
    }

    #[test]
    fn the_annual_report_counts_every_task_and_a_shorter_one_those_due_by_its_end() {
        let calendar = calendar();
        for (due, in_quarter, in_year, in_next_quarter) in [
            ("31/8/2025", true, true, true),
            ("14/9/2025", true, true, true),
            ("15/9/2025", false, true, true),
            ("Quý IV/2025", false, true, true),
            ("31/12/2025", false, true, true),
            ("Thường xuyên", false, true, false),
            ("Theo kế hoạch của tỉnh", false, true, false),
            // Of next year's plan.
            ("01/01/2026", false, false, true),
        ] {
            let task = TaskSpec { due: due.to_owned(), ..task() };
            let is_due = |period: &str| {
                let period = Period::parse(period).expect("a period");
                task.is_due_in(&calendar.schedule(period).expect("a schedule"))
            };
            let found = (is_due("2025-q3"), is_due("2025-nam"), is_due("2026-q1"));
            assert_eq!(found, (in_quarter, in_year, in_next_quarter), "{due}");
        }
    }

    #[test]
    fn deadlines_as_the_plan_words_them() {
        let by = |y, m, d| Due::By(NaiveDate::from_ymd_opt(y, m, d).expect("a day"));
        for (text, due) in [
            ("31/12/2025", by(2025, 12, 31)),
            ("Trước ngày 15/12/2025", by(2025, 12, 15)),
            ("ngày 05 tháng 01 năm 2026", by(2026, 1, 5)),
            ("Quý III/2025", by(2025, 9, 30)),
            ("quý IV năm 2025", by(2025, 12, 31)),
            ("Tháng 11/2025", by(2025, 11, 30)),
            ("Tháng 2 năm 2025", by(2025, 2, 28)),
            ("Năm 2025", by(2025, 12, 31)),
            ("Thường xuyên", Due::Regular),
            ("Thường xuyên trong năm", Due::Regular),
            ("Hằng tháng", Due::Regular),
            ("Theo kế hoạch của tỉnh", Due::Elsewhere),
            ("Quý V/2025", Due::Elsewhere),
            ("Tháng 13/2025", Due::Elsewhere),
            ("", Due::Elsewhere),
        ] {
            assert_eq!(Due::parse(text), due, "{text}");
        }
    }
}
