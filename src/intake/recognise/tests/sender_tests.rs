//! Who sent a form, and for which period.

use super::*;
use crate::diagnostic::Lang;

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

/// The list of procedures on a sheet of that name, with these lines above its header.
fn list(tab: &str, lines: &[&str]) -> Sheet {
    let mut rows = vec!["Danh mục thủ tục hành chính"];
    rows.extend(lines);
    rows.extend([
        "STT | Tên TTHC | Thời hạn theo quy định | Thời hạn sau cắt giảm | Đơn vị tính",
        "1 | Khai sinh | 3 | 2 | ngày",
    ]);
    sheet(tab, &rows)
}

/// What is told of the list for the year 2025, in English, where the file bears `name`; how many forms are used.
fn told_of_list(name: &str, tab: &str, lines: &[&str]) -> (Vec<String>, usize) {
    let (plan, forms, schedule) = (plan(), forms(), schedule("2025-nam"));
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let read = recognise(&workbook(vec![list(tab, lines)]), &Arc::from(name), &expected);
    let message = |told: &Diagnostic| format!("{} {}", told.code, told.message(Lang::En));
    (read.diagnostics.iter().map(message).collect(), read.submissions.len())
}

#[test]
fn a_period_in_the_tab_alone_counts() {
    for tab in ["Nam 2025", "Năm 2025", "12T2025", "cả năm", "DM 12 tháng 2025", "2025-nam"] {
        assert_eq!(told_of_list("a.xlsx", tab, &[]), (vec![], 1), "{tab}");
    }
    for tab in ["Quý III", "6T2025", "Nam 2024", "Q1.2025"] {
        let wrong = format!(
            "S03 The sheet's tab says \"{tab}\" but năm 2025 is being consolidated; the form on this sheet is not used."
        );
        assert_eq!(told_of_list("a.xlsx", tab, &[]), (vec![wrong], 0), "{tab}");
    }
}

#[test]
fn a_tab_unlike_the_line_is_asked_about_and_the_line_counts() {
    let line = ["Kỳ báo cáo: năm 2025"];
    let asked = "S04 The sheet's tab says \"Quý III\", unlike the sheet itself; the form on this sheet is taken for that of năm 2025 for now.";
    assert_eq!(told_of_list("a.xlsx", "Quý III", &line), (vec![asked.to_owned()], 1));
    assert_eq!(told_of_list("a.xlsx", "Năm 2025", &line), (vec![], 1));
    assert_eq!(told_of_list("a.xlsx", "2024", &line), (vec![], 1), "a number alone is no period");
    assert_eq!(told_of_list("a.xlsx", "Năm 2025", &["Kỳ báo cáo: quý III năm 2025"]).1, 0);
}

#[test]
fn the_name_of_a_file_is_believed_only_against_the_form() {
    let silent = |file: &str| told_of_list(file, "DM", &[]);
    let taken = "the form on this sheet is taken for that of năm 2025 for now.";
    assert_eq!(silent("a.xlsx"), (vec![format!("S04 The sheet does not state its period; {taken}")], 1));
    for name in ["DM nam 2025.xlsx", "dm-12T2025.xlsx", "DM thang 12.xlsx"] {
        let asked = format!("S04 The sheet states no period, only the file's name says \"{name}\"; {taken}");
        assert_eq!(silent(name), (vec![asked], 1));
    }
    assert_eq!(silent("goi-q3-2025.zip/nam 2025/a.xlsx").1, 1, "the names of folders say nothing");
    for name in ["DM Q3-2025.xlsx", "quý III.xlsx", "DM nam 2024.xlsx"] {
        let (told, used) = silent(name);
        assert_eq!((told.len(), used), (1, 0), "{name}");
        assert!(told[0].starts_with("S03 The sheet states no period, only the file's name says"), "{told:?}");
        let stated = told_of_list(name, "DM", &["Kỳ báo cáo: 12 tháng năm 2025"]);
        assert_eq!(stated, (vec![], 1), "what the form says counts before {name}");
    }
}

#[test]
fn the_tab_of_each_sheet_counts_before_the_lines_of_other_sheets() {
    let sheets = vec![list("Quý III", &[]), list("Năm", &["Kỳ báo cáo: năm 2025"])];
    let read = read(sheets);
    assert_eq!(codes(&read), [Code::PeriodWrong]);
    assert_eq!(read.submissions.len(), 1);
    assert_eq!(read.submissions[0].sheets().next(), Some("Năm"));
}

#[test]
fn a_letterhead_of_another_commune_is_asked_about() {
    for title in [
        "ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂN",
        "ỦY BAN NHÂN DÂN~XÃ ĐỒNG TÂN",
        "UBND PHƯỜNG ĐÔNG KINH",
        "UBND xa Huu Lung",
        "HĐND & UBND xã Lộc Bình",
        "UBND HUYỆN HỮU LŨNG",
        "BÁO CÁO TRÊN ĐỊA BÀN XÃ HỮU LŨNG",
        "UBND TỈNH CAO BẰNG",
    ] {
        let read = read(own(|index, row| if index == 0 { title.to_owned() } else { row.to_owned() }));
        assert_eq!(told(&read), [(Code::CommuneDiffers, "A1".to_owned())], "{title}");
        assert_eq!(read.submissions.len(), 1, "{title}");
        let message = read.diagnostics[0].message(Lang::Vi);
        assert!(
            message.ends_with("không phải xã Châu Sơn; số liệu vẫn được đọc là của Phòng Kinh tế."),
            "{message}"
        );
    }
}

#[test]
fn a_letterhead_of_ours_or_from_above_is_not_asked_about() {
    for title in [
        "ỦY BAN NHÂN DÂN XÃ CHÂU SƠN",
        "UY BAN NHAN DAN XA CHAU SON",
        "U\u{309}Y BAN NHÂN DÂN XA\u{303} CHA\u{302}U SO\u{31B}N",
        "HĐND VÀ UBND XÃ CHÂU SƠN",
        "UBND TỈNH LẠNG SƠN",
        "SỞ NỘI VỤ TỈNH LẠNG SƠN",
        "BỘ NỘI VỤ",
        "UBND HUYỆN ĐÌNH LẬP | UBND XÃ CHÂU SƠN",
        "PHÒNG VĂN HÓA - XÃ HỘI",
        "Kính gửi: UBND xã Hữu Lũng",
        "Đơn vị nhận báo cáo: | UBND xã Hữu Lũng",
    ] {
        let read = read(own(|index, row| if index == 0 { title.to_owned() } else { row.to_owned() }));
        assert_eq!(codes(&read), [], "{title}");
    }
}

#[test]
fn a_unit_of_another_commune_is_refused_whatever_its_code() {
    for text in ["Phòng Kinh tế xã Hữu Lũng (KT)", "xã Hữu Lũng, tỉnh Lạng Sơn", "UBND phường Đông Kinh"]
    {
        let read = read(own_with("Phòng Kinh tế (KT)", text));
        assert_eq!(codes(&read), [Code::UnitUnknown], "{text}");
    }
}
