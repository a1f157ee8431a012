//! The list of procedures, of which every row is a record.

use super::*;

const LIST: [&str; 13] = [
    "DANH MỤC THỦ TỤC HÀNH CHÍNH VÀ THỜI HẠN GIẢI QUYẾT",
    "(Năm 2025)",
    "STT | Tên TTHC | Lĩnh vực | Thời hạn theo quy định | Thời hạn sau cắt giảm | Đơn vị tính",
    "I | Lĩnh vực hộ tịch | < | < | < | <",
    "1 | Đăng ký khai sinh | Hộ tịch | 1 | 1 | ngày",
    "2 | Đăng ký kết hôn | ^ | 3 | 2 | ngày làm việc",
    "",
    "II | Lĩnh vực đất đai",
    "1 | Tách thửa | Đất đai | 15 | 12 | Ngày làm việc",
    "2 | Cung cấp thông tin | Đất đai | 8 | 8 | giờ",
    "Tổng cộng | < | | 27 | 23 |",
    "",
    "| Người lập | | | | Giám đốc",
];

fn records(recognition: &Recognition) -> Vec<String> {
    let submission = recognition.submissions.first().expect("a submission");
    let table = submission.figures.tables.get("danh_muc_tthc").expect("the list");
    let text = |record: &crate::figure::Record, id: &str| match record.fields.get(id) {
        Some(figure) if figure.state == State::Reported => figure.shown(),
        Some(figure) => format!("{:?}", figure.state),
        None => "?".to_owned(),
    };
    table
        .records
        .iter()
        .map(|record| ["ten", "thoi_han", "thoi_han_sau", "don_vi_tinh"].map(|id| text(record, id)).join(" "))
        .collect()
}

fn list(change: impl Fn(usize, &str) -> String) -> Sheet {
    let rows: Vec<String> = LIST.iter().enumerate().map(|(index, row)| change(index, row)).collect();
    sheet("Danh mục", &rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_header_broken_over_two_rows_is_read_as_one() {
    let list = sheet(
        "DM",
        &[
            "DANH MỤC TTHC",
            "STT | Tên thủ tục | Lĩnh vực | Thời hạn | Thời hạn | Đơn vị",
            "| hành chính | | theo quy định | sau cắt giảm | tính",
            "1 | Khai sinh | Hộ tịch | 3 | 2 | ngày",
        ],
    );
    let read = read(vec![list]);
    assert_eq!(codes(&read), [Code::PeriodUnstated]);
    assert_eq!(records(&read), ["Khai sinh 3 2 ngay"]);
}

#[test]
fn every_row_of_a_list_is_a_record_but_headings_spacers_and_sums() {
    let read = read(vec![list(|_, row| row.to_owned())]);
    assert_eq!(told(&read), []);
    assert_eq!(
        records(&read),
        [
            "Đăng ký khai sinh 1 1 ngay",
            "Đăng ký kết hôn 3 2 ngay_lam_viec",
            "Tách thửa 15 12 ngay_lam_viec",
            "Cung cấp thông tin 8 8 gio",
        ]
    );
    let table = &read.submissions.first().expect("a submission").figures.tables["danh_muc_tthc"];
    let second = table.records.get(1).and_then(|record| record.fields.get("linh_vuc")).expect("a field");
    assert_eq!(second.shown(), "Hộ tịch");
}

#[test]
fn a_record_with_a_gap_keeps_its_other_fields() {
    let read = read(vec![list(|_, row| row.replace("| 15 | 12 |", "|  | hai |"))]);
    assert_eq!(told(&read), [(Code::CellNotNumber, "E9".to_owned())]);
    assert_eq!(records(&read).get(2).map(String::as_str), Some("Tách thửa Missing Missing ngay_lam_viec"));
}

#[test]
fn a_header_repeated_on_the_next_page_is_no_record() {
    let read = read(vec![list(|index, row| if index == 7 { LIST[2].to_owned() } else { row.to_owned() })]);
    assert_eq!((told(&read), records(&read).len()), (vec![], 4));
}

#[test]
fn two_forms_in_one_workbook_are_two_submissions() {
    let read = read(vec![kstt(|_, row| row.to_owned()), list(|_, row| row.to_owned())]);
    let forms: Vec<&str> = read.submissions.iter().map(|submission| &*submission.form).collect();
    assert_eq!((told(&read), forms), (vec![], vec!["06-vpcp-kstt", "danh-muc-tthc"]));
}

#[test]
fn an_incomplete_record_neither_ends_nor_empties_the_list() {
    let first =
        list(|_, row| row.replace("1 | Đăng ký khai sinh | Hộ tịch | 1 | 1 | ngày", "1 | Đăng ký khai sinh"));
    let read_first = read(vec![first]);
    let records_first = records(&read_first);
    assert_eq!(records_first.first().map(String::as_str), Some("Đăng ký khai sinh Missing Missing Missing"));
    assert_eq!(records_first.len(), 4);
    let after_gap = list(|index, row| match index {
        7 => String::new(),
        8 => "1 | Tách thửa".to_owned(),
        _ => row.to_owned(),
    });
    assert_eq!(records(&read(vec![after_gap])).len(), 4);
}

#[test]
fn records_below_the_signature_are_not_lost_without_a_word() {
    let mut rows = LIST.to_vec();
    rows.push("3 | Cải chính hộ tịch | Hộ tịch | 3 | 3 | ngày");
    rows.push("4 | Giám hộ | Hộ tịch | 3 | 3 | ngày");
    let read = read(vec![sheet("Danh mục", &rows)]);
    assert_eq!((told(&read), records(&read).len()), (vec![(Code::RowsBelow, "A14".to_owned())], 4));
}

#[test]
fn the_hidden_rows_of_a_filtered_list_are_told_of_together() {
    let mut filtered = list(|_, row| row.to_owned());
    filtered.hidden_rows.extend([3, 4, 5, 9]);
    let read = read(vec![filtered]);
    assert_eq!(told(&read), [(Code::HiddenContributes, "A5".to_owned())]);
    let what = read
        .diagnostics
        .first()
        .and_then(|diagnostic| diagnostic.arguments.get("what").map(ToString::to_string));
    assert_eq!(what.as_deref(), Some("@hidden.rows:5–6, 10"));
}

#[test]
fn a_unit_typed_beside_a_number_is_compared_with_that_of_its_row() {
    let first = |text: &str| list(|index, row| if index == 4 { text.to_owned() } else { row.to_owned() });
    let read =
        read(vec![first("1 | Đăng ký khai sinh | Hộ tịch | 05 ngày làm việc | 08 giờ | ngày làm việc")]);
    let differing: Vec<(Code, String)> =
        told(&read).into_iter().filter(|(code, _)| *code == Code::MeasureDiffers).collect();
    assert_eq!(differing, [(Code::MeasureDiffers, "E5".to_owned())]);
}

#[test]
fn hours_and_days_of_work_are_known_however_they_are_written() {
    for (written, code) in [
        ("giờ làm việc", "gio"),
        ("Giờ LV", "gio"),
        ("giờ làm việc (LV)", "gio"),
        ("gio lam viec", "gio"),
        ("h", "gio"),
        ("giờ hành chính", "gio"),
        ("ngày LV", "ngay_lam_viec"),
        ("ngày làm việc (lv)", "ngay_lam_viec"),
        ("Ngày (làm việc)", "ngay_lam_viec"),
        ("ngay lam viec", "ngay_lam_viec"),
        ("ngày", "ngay"),
    ] {
        let read = read(vec![list(|_, row| row.replace("| 8 | 8 | giờ", &format!("| 8 | 8 | {written}")))]);
        assert_eq!(told(&read), [], "{written}");
        assert_eq!(records(&read).last(), Some(&format!("Cung cấp thông tin 8 8 {code}")), "{written}");
    }
    // A slip is answered with what it is nearest to: hours are never made days.
    let read = read(vec![list(|_, row| row.replace("| 8 | 8 | giờ", "| 8 | 8 | giờ làmm việc"))]);
    let slip = read.diagnostics.first().expect("a diagnostic");
    let near = format!("{:?}", slip.arguments.get("near"));
    assert_eq!(codes(&read), [Code::CellNotChoice]);
    assert!(near.contains("giờ làm việc"), "{near}");
}
