//! Who sent a form, and for which period.

use super::*;

#[test]
fn another_period_is_refused() {
    for (text, period) in [
        ("Quý III/2025", "2025-nam"),
        ("năm 2024", "2025-nam"),
        ("Quý II năm 2025", "2025-nam"),
        ("năm 2025", "2025-q3"),
    ] {
        let read = read_for(
            period,
            &workbook(vec![kstt_with("Kỳ báo cáo: năm 2025", &format!("Kỳ báo cáo: {text}"))]),
        );
        assert_eq!(told(&read), [(Code::PeriodWrong, "D2".to_owned())], "{text}");
        assert_eq!((read.submissions.len(), read.refusal), (0, Some(Code::PeriodWrong)));
        assert_eq!(read.form.as_deref(), Some("06-vpcp-kstt"));
    }
}

#[test]
fn an_unstated_period_is_asked_about_unless_its_window_says_it() {
    assert_eq!(told(&read(vec![kstt_with("Kỳ báo cáo: năm 2025", "")])), []);
    let no_window = kstt_with("Kỳ báo cáo: năm 2025", "").cells;
    let silent = kstt(|index, row| if index == 1 || index == 2 { String::new() } else { row.to_owned() });
    assert!(no_window.len() > silent.cells.len());
    assert_eq!(codes(&read(vec![silent])), [Code::PeriodUnstated]);
    let quarter = kstt(|index, row| match index {
        1 => String::new(),
        2 => "| | | (Từ ngày 15/6/2025 đến ngày 14/9/2025)".to_owned(),
        _ => row.to_owned(),
    });
    assert_eq!(codes(&read(vec![quarter])), [Code::PeriodWrong]);
}

#[test]
fn another_window_is_asked_about() {
    let read = read(vec![kstt_with("15/12/2024", "01/7/2025")]);
    assert_eq!(told(&read), [(Code::CellDateDoubtful, "D3".to_owned())]);
    assert_eq!(read.submissions.len(), 1);
}

#[test]
fn another_commune_is_refused() {
    let read = read(vec![kstt_with("xã Châu Sơn", "xã Lộc Bình")]);
    assert_eq!(told(&read), [(Code::UnitUnknown, "J1".to_owned())]);
    assert_eq!(read.refusal, Some(Code::UnitUnknown));
    let unit = super::read(vec![kstt_with("UBND xã Châu Sơn", "Phòng Kinh tế")]);
    assert_eq!(codes(&unit), [Code::UnitUnknown]);
}

#[test]
fn an_uncertain_unit_is_never_used() {
    for (text, near) in [
        ("Phòng Kinh tê", Some("@near:Phòng Kinh tế")),
        ("tổ công tác số 3", None),
        ("UBND xã Châu Sơn", None),
        ("", None),
    ] {
        let read = read(own_with("Phòng Kinh tế (KT)", text));
        assert_eq!(codes(&read), [Code::UnitUnknown], "{text}");
        assert_eq!(read.submissions.len(), 0);
        let told = read
            .diagnostics
            .first()
            .and_then(|diagnostic| diagnostic.arguments.get("near").map(ToString::to_string));
        assert_eq!(told.as_deref().filter(|near| !near.is_empty()), near, "{text}");
    }
}

#[test]
fn sheets_that_name_two_units_are_not_trusted() {
    let mut sheets = own(|_, row| row.to_owned());
    let mut rows = vec!["Đơn vị báo cáo: Văn phòng HĐND và UBND", ""];
    rows.extend(TASKS);
    sheets[1] = sheet("Nhiệm vụ", &rows);
    assert_eq!(codes(&read(sheets)), [Code::UnitUnknown]);
}
