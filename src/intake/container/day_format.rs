//! Whether a number format shows a day, and which day a number is.

use chrono::{Days, NaiveDate};
use ssfmt::ast::{DatePart, FormatPart, Section};

use super::format_code;

/// Whether a number in that format is read as a day. A time of day, and time that has passed, are none.
pub(super) fn shows_day(format: &str) -> bool {
    format_code::parse(format).is_some_and(|format| format.sections().iter().any(has_day))
}

fn has_day(section: &Section) -> bool {
    use DatePart::{Hour, Hour2, Minute, Minute2, Second, Second2, SubSecond};
    let is_passed = section.parts.iter().any(|part| matches!(part, FormatPart::Elapsed(_)));
    let is_day = |part: &FormatPart| match part {
        FormatPart::DatePart(Hour | Hour2 | Minute | Minute2 | Second | Second2 | SubSecond(_)) => false,
        FormatPart::DatePart(_) => true,
        _ => false,
    };
    !is_passed && section.parts.iter().any(is_day)
}

/// The day with that serial number; `None` outside of Excel's calendar, and for 29 February 1900, which never was.
pub(super) fn day_of_serial(serial: f64, is_1904: bool) -> Option<NaiveDate> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial as u64;
    let (year, month, day) = match days {
        _ if is_1904 => (1904, 1, 1),
        60 => return None,
        ..60 => (1899, 12, 31),
        _ => (1899, 12, 30),
    };
    let day = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days))?;
    (day <= NaiveDate::from_ymd_opt(9999, 12, 31)?).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_numbers_times_and_colours() {
        for format in [
            "mm-dd-yy",
            "d-mmm-yy",
            "d-mmm",
            "mmm-yy",
            "m/d/yy h:mm",
            "dd/mm/yyyy",
            r"dd\/mm\/yyyy;@",
            r"dd\-mm\-yyyy",
            "[$-409]d/m/yy h:mm AM/PM;@",
            "[$-42A]dd mmmm yyyy",
            r"[$-1010000]d/m/yyyy;@",
            r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy",
            r#""Ngày "dd" tháng "mm" năm "yyyy"#,
            "[Red]dd/mm/yyyy",
            r#"[=0]"-";dd/mm/yyyy"#,
            "yyyy",
            r#""_"dd\_mm"#,
            "_(dd/mm/yyyy_)",
            "DD/MM/YYYY",
        ] {
            assert!(shows_day(format), "{format}");
        }
        for format in [
            "General",
            "",
            "0",
            "#,##0.00",
            "0%",
            "@",
            "[Red]0",
            "[Red]#,##0;[Blue]-#,##0",
            "#,##0;[Red]-#,##0",
            "[Red]General",
            r#"#,##0" đồng""#,
            r#"0" ngày""#,
            r"#,##0\ [$đ-42A]",
            r"_-* #,##0\ _d_-",
            "*y0",
            "h:mm",
            "h:mm:ss AM/PM",
            "mm:ss",
            "mmss.0",
            "[h]:mm:ss",
            "[mm]:ss",
            ";;;",
        ] {
            assert!(!shows_day(format), "{format}");
        }
    }

    #[test]
    fn serial_numbers_are_days_in_both_systems() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        for (serial, is_1904, expected) in [
            (1.0, false, day(1900, 1, 1)),
            (59.0, false, day(1900, 2, 28)),
            (60.0, false, None),
            (61.0, false, day(1900, 3, 1)),
            (46005.75, false, day(2025, 12, 14)),
            (44543.0, true, day(2025, 12, 14)),
            (0.5, false, None),
            (2_958_465.0, false, day(9999, 12, 31)),
            (2_958_466.0, false, None),
            (2_957_003.0, true, day(9999, 12, 31)),
            (2_957_004.0, true, None),
            (-1.0, false, None),
            (f64::NAN, false, None),
        ] {
            assert_eq!(day_of_serial(serial, is_1904), expected, "{serial} {is_1904}");
        }
    }
}
