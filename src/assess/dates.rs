//! The days that forms bear, held against the period and the day of the report.

use chrono::{Days, NaiveDate};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::intake::{Intake, own_form};
use crate::period::{Schedule, date_vi};

/// Days before the end of the data window from which a form may have been filled in. Units fill in what is certain a few
/// days early; who writes the year wrongly is off by far more.
const EARLIEST: Days = Days::new(31);

/// Why a form of the period of `schedule` can hardly have been filled in on `date`, and the day that tells: a key of
/// `labels.toml`. `None` where it can.
pub(super) fn doubt(
    date: NaiveDate,
    schedule: &Schedule,
    as_of: NaiveDate,
) -> Option<(&'static str, NaiveDate)> {
    let end = schedule.window.to;
    if date > as_of {
        Some(("form_date.after_report", as_of))
    } else if end.checked_sub_days(EARLIEST).is_some_and(|earliest| date < earliest) {
        Some(("form_date.long_before", end))
    } else {
        None
    }
}

/// C13 for each form that bears such a day, unless something was asked of its cell already; O06 where the report itself
/// is made before the data window has ended.
pub(super) fn told(intake: &Intake, schedule: &Schedule, as_of: NaiveDate) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    if as_of < schedule.window.to {
        told.push(
            Diagnostic::new(Code::ReportEarly)
                .with("date", date_vi(as_of))
                .with_argument("period", schedule.period.argument())
                .with("to", date_vi(schedule.window.to)),
        );
    }
    for submission in &intake.submissions {
        let Some(date) = submission.date else { continue };
        let Some((reason, day)) = doubt(date, schedule, as_of) else { continue };
        let place = match &submission.date_cell {
            Some(address) => Place::from(address),
            None => Place::file(submission.file.clone()),
        };
        let is_asked = |told: &Diagnostic| told.code == Code::CellDateDoubtful && told.place == place;
        if !intake.diagnostics.iter().any(is_asked) {
            let asked = Diagnostic::new(Code::CellDateDoubtful)
                .at(place)
                .with("raw", date_vi(date))
                .with_label("reason", reason, &date_vi(day))
                .with("label", own_form::DATE_LABEL);
            told.push(asked);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::test_plan::schedule;

    #[test]
    fn a_form_is_made_from_a_month_before_the_windows_end_to_the_day_of_the_report() {
        let schedule = schedule("2025-nam");
        let day = |text: &str| crate::text::parse_date(text).expect("a day").date;
        let reason = |date: &str| doubt(day(date), &schedule, day("20/12/2025")).map(|(reason, _)| reason);
        for likely in ["13/11/2025", "12/12/2025", "15/12/2025", "20/12/2025"] {
            assert_eq!(reason(likely), None, "{likely}");
        }
        // A year too early is still within a window of one year and a day.
        for early in ["12/11/2025", "16/12/2024", "15/12/2024"] {
            assert_eq!(reason(early), Some("form_date.long_before"), "{early}");
        }
        for late in ["21/12/2025", "15/12/2027"] {
            assert_eq!(reason(late), Some("form_date.after_report"), "{late}");
        }
    }

    #[test]
    fn a_report_before_the_windows_last_day_is_asked_about() {
        let on = |text: &str| {
            let as_of = crate::text::parse_date(text).expect("a day").date;
            told(&Intake::default(), &schedule("2025-nam"), as_of).len()
        };
        assert_eq!((on("13/12/2025"), on("14/12/2025")), (1, 0));
    }
}
