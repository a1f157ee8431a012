use pretty_assertions::assert_eq;

use super::*;
use crate::address::{Address, CellRef};
use crate::diagnostic::Lang;
use crate::figure::{Accumulation, Continuity, Value};
use crate::intake::test_plan::{plan, schedule};

/// The plan of the tests, in which texts are events, money is counted from the beginning of the year and the rate of
/// last year repeats documents in time of all documents.
pub(in crate::assess) fn continuous() -> Plan {
    let mut plan = plan();
    let mut declare = |id: &str, continuity: Continuity| {
        plan.figures.get_mut(id).expect("a figure").continuity = continuity;
    };
    let grows = |by| Continuity { accumulates: Some(by), ..Continuity::default() };
    declare("vb_ban_hanh", grows(Accumulation::Events));
    declare("vb_dung_han", grows(Accumulation::Things));
    declare("kinh_phi", grows(Accumulation::YearToDate));
    let last_year = vec!["vb_dung_han".into(), "vb_ban_hanh".into()];
    declare("ty_le_truoc", Continuity { last_year, ..Continuity::default() });
    plan
}

/// `id` as reported in `file`, in a row of its own by `row`.
fn reported(file: &str, row: u32, raw: &str) -> Figure {
    let address = Address { file: file.into(), sheet: "S".into(), cell: CellRef::new(row, 4) };
    let origin = Origin { address, unit: "VP".into(), form: "f".into(), raw: raw.into() };
    match raw {
        "x" => Figure::nothing_arose(vec![origin]),
        _ => Figure::reported(Value::Number(raw.parse().expect("a number")), origin),
    }
}

pub(in crate::assess) fn figures(file: &str, stated: &[(&str, &str)]) -> Figures {
    let mut figures = Figures::default();
    for (row, (id, raw)) in (1..).zip(stated) {
        figures.single.insert((*id).into(), reported(file, row, raw));
    }
    figures
}

pub(in crate::assess) fn before(period: &str, stated: &[(&str, &str)]) -> EarlierPeriod {
    EarlierPeriod {
        schedule: schedule(period),
        figures: figures(&format!("{period}/a.xlsx"), stated),
        places: format!("output/{period}"),
    }
}

fn told(period: &str, stated: &[(&str, &str)], earlier: &[EarlierPeriod]) -> Vec<String> {
    let told = against_earlier(&continuous(), &schedule(period), &figures("b.xlsx", stated), earlier);
    told.iter().map(|told| format!("{} {}: {}", told.code, told.place, told.message(Lang::En))).collect()
}

#[test]
fn the_periods_to_compare_with_are_those_of_the_year_and_the_year_before() {
    let periods = |period: &str| {
        let earlier = earlier_periods(&plan(), &schedule(period));
        earlier.iter().map(|earlier| earlier.period.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(periods("2025-nam"), ["2024-nam", "2025-q1", "2025-6-thang", "2025-q3"]);
    assert_eq!(periods("2025-q3"), ["2024-nam", "2025-q1", "2025-6-thang"]);
    assert_eq!(periods("2026-q1"), ["2025-nam"]);
}

#[test]
fn what_is_carried_over_must_be_what_was_left_over() {
    let left = |number: &str| vec![before("2024-nam", &[("kstt_dang_giai_quyet", number)])];
    for period in ["2025-q1", "2025-6-thang", "2025-nam"] {
        assert_eq!(told(period, &[("kstt_ky_truoc", "86")], &left("86")), [""; 0]);
        assert_eq!(told(period, &[("kstt_ky_truoc", "80")], &left("86")).len(), 1, "{period}");
    }
    assert_eq!(
        told("2025-nam", &[("kstt_ky_truoc", "80")], &left("86")),
        [
            "I09 b.xlsx | S!E2: \"Hồ sơ TTHC từ kỳ trước chuyển sang\" of the year 2025 is 80 (b.xlsx | S!E2) but \"Tổng số \
          hồ sơ TTHC đang giải quyết\" at the end of the year 2024 was 86 (2024-nam/a.xlsx | S!E2)."
        ]
    );
    // The third quarter begins where the half year ends, whatever was left over at the end of last year.
    assert_eq!(told("2025-q3", &[("kstt_ky_truoc", "80")], &left("86")), [""; 0]);
    let half = [before("2025-6-thang", &[("kstt_dang_giai_quyet", "x")])];
    assert_eq!(told("2025-q3", &[("kstt_ky_truoc", "80")], &half).len(), 1, "nothing was left over");
    assert_eq!(told("2025-q3", &[("kstt_ky_truoc", "x")], &half), [""; 0]);
}

#[test]
fn events_are_no_fewer_than_in_any_period_within_nor_than_in_all_of_them() {
    let earlier = [
        before("2025-q1", &[("vb_ban_hanh", "30")]),
        before("2025-6-thang", &[("vb_ban_hanh", "50")]),
        before("2025-q3", &[("vb_ban_hanh", "40")]),
    ];
    assert_eq!(
        told("2025-nam", &[("vb_ban_hanh", "90")], &earlier),
        [""; 0],
        "a quarter within the half year"
    );
    let below = told("2025-nam", &[("vb_ban_hanh", "45")], &earlier);
    assert_eq!(below.len(), 1, "less than the half year alone, and told once");
    assert!(below[0].contains("is 45 (b.xlsx | S!E2), less than the 90 already reported: "), "{below:?}");
    let below = told("2025-nam", &[("vb_ban_hanh", "49")], &earlier[..2]);
    assert!(below[0].ends_with(
        "less than the 50 already reported: the first half of 2025: 50 (2025-6-thang/a.xlsx | S!E2)."
    ));
    let below = told("2025-nam", &[("vb_ban_hanh", "89")], &earlier);
    assert!(
        below[0].contains("less than the 90 already reported: the first half of 2025: 50")
            && below[0].contains(" + quarter III of 2025: 40 (2025-q3/a.xlsx | S!E2)"),
        "{below:?}"
    );
    // The quarter is no part of the half year, nor of the year before.
    assert_eq!(told("2025-q3", &[("vb_ban_hanh", "10")], &earlier[..2]), [""; 0]);
    assert_eq!(told("2026-q1", &[("vb_ban_hanh", "10")], &earlier), [""; 0]);
}

#[test]
fn the_year_is_the_sum_of_periods_that_fill_it() {
    let mut plan = continuous();
    // A commune whose third report reaches from the middle of the year to its end.
    for entry in &mut plan.calendar.0 {
        if entry.kind == PeriodKind::Quarter3 {
            entry.to = crate::period::YearlyDay { day: 13, month: 12, year_before: false };
        }
        if entry.kind == PeriodKind::Year {
            entry.from = crate::period::YearlyDay { day: 14, month: 12, year_before: true };
        }
    }
    let at = |period: &str| plan.schedule(Period::parse(period).expect("a period")).expect("a schedule");
    let mut earlier: Vec<EarlierPeriod> = [("2025-6-thang", "50"), ("2025-q3", "40")]
        .map(|(period, number)| before(period, &[("vb_ban_hanh", number)]))
        .into();
    for before in &mut earlier {
        before.schedule = at(&before.schedule.period.to_string());
    }
    let year = |number: &str, window: Window| {
        let schedule = Schedule { window, ..at("2025-nam") };
        against_earlier(&plan, &schedule, &figures("b.xlsx", &[("vb_ban_hanh", number)]), &earlier).len()
    };
    let (half, rest) = (at("2025-6-thang").window, at("2025-q3").window);
    let filled = Window { from: half.from, to: rest.to };
    assert_eq!((year("90", filled), year("89", filled), year("91", filled)), (0, 1, 1));
    assert_eq!(year("91", at("2025-nam").window), 0, "days that no earlier report covers");
}

#[test]
fn of_the_periods_that_do_not_overlap_those_with_the_largest_sum_count() {
    let earlier = [
        before("2025-q1", &[("vb_ban_hanh", "50")]),
        before("2025-6-thang", &[("vb_ban_hanh", "10")]),
        before("2025-q3", &[("vb_ban_hanh", "30")]),
    ];
    // The half year is longer than its first quarter, but what the quarter reported did happen: 50 + 30.
    let year = told("2025-nam", &[("vb_ban_hanh", "60")], &earlier);
    assert_eq!(
        year,
        [
            "I10 b.xlsx | S!E2: \"Số văn bản đã ban hành\" of the year 2025 is 60 (b.xlsx | S!E2), less than the 80 already \
          reported: quarter I of 2025: 50 (2025-q1/a.xlsx | S!E2) + quarter III of 2025: 30 (2025-q3/a.xlsx | S!E2)."
        ]
    );
    assert_eq!(told("2025-nam", &[("vb_ban_hanh", "79")], &earlier).len(), 1);
    assert_eq!(told("2025-nam", &[("vb_ban_hanh", "80")], &earlier), [""; 0]);
}

#[test]
fn the_hint_says_why_the_number_cannot_be_less() {
    let third = before("2025-q3", &[("vb_ban_hanh", "9"), ("kinh_phi", "9"), ("vb_dung_han", "9")]);
    let hints = |id: &str| -> Vec<String> {
        let stated = figures("b.xlsx", &[(id, "1")]);
        let told =
            against_earlier(&continuous(), &schedule("2025-nam"), &stated, std::slice::from_ref(&third));
        told.iter().map(|told| told.hint(Lang::En)).collect()
    };
    assert!(hints("vb_ban_hanh")[0].starts_with("This period includes those, so the number cannot be less;"));
    assert!(hints("vb_dung_han")[0].starts_with("This period includes those, so the number cannot be less;"));
    // The window of a report need not include that of the one before, where both count from January.
    assert!(hints("kinh_phi")[0].starts_with("This number counts from the beginning of the year,"));
}

#[test]
fn things_may_be_met_again_and_what_counts_from_january_may_not_fall() {
    let half = before("2025-6-thang", &[("vb_dung_han", "50"), ("kinh_phi", "500")]);
    let third = before("2025-q3", &[("vb_dung_han", "40"), ("kinh_phi", "700")]);
    let year = |things: &str, money: &str| {
        told("2025-nam", &[("vb_dung_han", things), ("kinh_phi", money)], &[half.clone(), third.clone()])
            .len()
    };
    assert_eq!((year("50", "700"), year("49", "700"), year("50", "699")), (0, 1, 1));
    assert_eq!(year("x", "x"), 2, "nothing arose is zero");
    assert_eq!(told("2025-q3", &[("kinh_phi", "499")], std::slice::from_ref(&half)).len(), 1);
    assert_eq!(told("2026-q1", &[("kinh_phi", "1")], &[half]), [""; 0], "a new year begins at zero");
}

#[test]
fn last_years_percentage_is_that_of_last_years_report() {
    let earlier = [before("2024-nam", &[("vb_dung_han", "28"), ("vb_ban_hanh", "43")])];
    for right in ["65.1", "65", "65.12"] {
        assert_eq!(told("2025-nam", &[("ty_le_truoc", right)], &earlier), [""; 0], "{right}");
    }
    assert_eq!(
        told("2025-q1", &[("ty_le_truoc", "65.2")], &earlier),
        [
            "I11 b.xlsx | S!E2: \"Tỷ lệ giải ngân năm trước\" is given as 65.2 (b.xlsx | S!E2) but by the report of the year \
          2024 it was 65.12 (2024-nam/a.xlsx | S!E2, 2024-nam/a.xlsx | S!E3)."
        ]
    );
    assert_eq!(told("2026-nam", &[("ty_le_truoc", "1")], &earlier), [""; 0], "the report before last");
}

#[test]
fn what_either_period_does_not_say_is_not_compared() {
    let mut half = before("2025-6-thang", &[("kinh_phi", "500")]);
    assert_eq!(told("2025-nam", &[], std::slice::from_ref(&half)), [""; 0]);
    half.figures.single.insert("kinh_phi".into(), Figure::not_applicable(Vec::new()));
    assert_eq!(told("2025-nam", &[("kinh_phi", "1")], &[half]), [""; 0]);
}
