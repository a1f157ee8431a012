//! Whole workbooks, as departments send them.

use std::sync::Arc;

use proptest::prelude::*;

use super::recognise::{Expected, recognise};
use super::recognition::Recognition;
use super::sheet::{Sheet, Workbook};
use super::test_plan::{forms, plan, schedule};
use super::test_sheet::{cell, sheet, workbook};
use crate::address::CellRef;
use crate::diagnostic::Code;
use crate::figure::{Doubt, State};

fn read_for(period: &str, book: &Workbook) -> Recognition {
    let (plan, forms, schedule) = (plan(), forms(), schedule(period));
    let expected = Expected { plan: &plan, forms: &forms, schedule: Some(&schedule) };
    recognise(book, &Arc::from("a.xlsx"), &expected)
}

fn read(sheets: Vec<Sheet>) -> Recognition {
    read_for("2025-nam", &workbook(sheets))
}

/// Codes with the cell that each names.
fn told(recognition: &Recognition) -> Vec<(Code, String)> {
    let cell = |cell: Option<CellRef>| cell.map(|cell| cell.to_string()).unwrap_or_default();
    recognition.diagnostics.iter().map(|diagnostic| (diagnostic.code, cell(diagnostic.place.cell))).collect()
}

fn codes(recognition: &Recognition) -> Vec<Code> {
    recognition.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Every figure of the first submission as `id=value`.
fn figures(recognition: &Recognition) -> Vec<String> {
    let submission = recognition.submissions.first().expect("a submission");
    submission
        .figures
        .single
        .iter()
        .map(|(id, figure)| match figure.state {
            State::Reported => format!("{id}={}", figure.shown()),
            state => format!("{id}:{state:?}"),
        })
        .collect()
}

const KSTT: [&str; 17] = [
    "Biểu số II.06/VPCP/KSTT | < | | TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC | | | | | | - Đơn vị báo cáo:~UBND xã Châu Sơn",
    "| | | Kỳ báo cáo: năm 2025 | | | | | | - Đơn vị nhận báo cáo: UBND tỉnh",
    "| | | (Từ ngày 15/12/2024 đến ngày 14/12/2025)",
    "| | | | | | | | | Đơn vị tính: Số hồ sơ TTHC",
    "STT | Lĩnh vực, công việc giải quyết | Số lượng hồ sơ tiếp nhận | < | < | < | Số lượng hồ sơ đã giải quyết | < | < | < | Số lượng hồ sơ đang giải quyết | < | <",
    "^ | ^ | Tổng số | Trong kỳ | < | Từ kỳ trước | Tổng số | Trước hạn | Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn",
    "^ | ^ | ^ | Trực tuyến | Trực tiếp, dịch vụ bưu chính | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^",
    "(1) | (2) | (3)=(4)+(5)+(6) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12) | (13)",
    "I | Cấp xã | < | < | < | < | < | < | < | < | < | < | <",
    "1 | Đất đai | 100 | 60 | 30 | 10 | 90 | 50 | 38 | 2 | 10 | 9 | 1",
    "2 | Hộ tịch | 200 | 150 | 50 | 0 | 200 | 120 | 80 | 0 | 0 | 0 | 0",
    "Tổng cộng | < | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1",
    "",
    "| | | | | | | | | Châu Sơn, ngày 14 tháng 12 năm 2025",
    "| Người lập biểu | | | | | | | | CHỦ TỊCH",
    "| | | | | | | | | (Ký, đóng dấu)",
    "| Nguyễn Văn A | | | | | | | | 12",
];

const KSTT_FIGURES: [&str; 11] = [
    "kstt_tiep_nhan=300",
    "kstt_tiep_nhan_truc_tuyen=210",
    "kstt_tiep_nhan_truc_tiep=80",
    "kstt_ky_truoc=10",
    "kstt_da_giai_quyet=290",
    "kstt_truoc_han=170",
    "kstt_dung_han=118",
    "kstt_qua_han=2",
    "kstt_dang_giai_quyet=10",
    "kstt_dang_trong_han=9",
    "kstt_dang_qua_han=1",
];

fn kstt(change: impl Fn(usize, &str) -> String) -> Sheet {
    let rows: Vec<String> = KSTT.iter().enumerate().map(|(index, row)| change(index, row)).collect();
    sheet("Biểu 06", &rows.iter().map(String::as_str).collect::<Vec<_>>())
}

fn kstt_with(from: &str, to: &str) -> Sheet {
    kstt(|_, row| row.replace(from, to))
}

#[test]
fn the_total_row_of_form_06_is_read_wherever_it_stands() {
    let read = read(vec![kstt(|_, row| row.to_owned())]);
    assert_eq!(told(&read), []);
    assert_eq!(figures(&read), KSTT_FIGURES);
    let submission = read.submissions.first().expect("a submission");
    assert_eq!((&*submission.unit, &*submission.form), ("TTPVHCC", "06-vpcp-kstt"));
    assert_eq!(submission.period.as_deref(), Some("năm 2025"));
    assert_eq!(submission.date.map(|date| date.to_string()).as_deref(), Some("2025-12-14"));
    let figure = submission.figures.single.get("kstt_dung_han").expect("a figure");
    let origin = figure.origins.first().expect("an origin");
    assert_eq!(origin.address.to_string(), "a.xlsx | Biểu 06!I12");
    assert_eq!((&*origin.raw, &*origin.unit), ("118", "TTPVHCC"));
}

#[test]
fn a_form_on_the_second_sheet_below_other_things_is_found() {
    let mut rows = vec!["", "ghi chú gì đó", "", ""];
    rows.extend(KSTT);
    let cover = sheet("Bìa", &["BÁO CÁO", "Kính gửi UBND xã"]);
    let read = read(vec![cover, sheet("Biểu", &rows)]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
    assert!(read.unread.iter().any(|unread| &*unread.sheet == "Bìa" && unread.text == "BÁO CÁO"));
}

#[test]
fn headers_without_merges_are_read_by_what_stands_to_the_left() {
    let mut unmerged = kstt(|_, row| row.replace(['<', '^'], ""));
    unmerged.merges.clear();
    let read = read(vec![unmerged]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
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
fn a_misspelt_header_is_a_guess_that_somebody_confirms() {
    let read = read(vec![kstt_with("Trước hạn", "Trước hạng")]);
    assert_eq!(told(&read), [(Code::ColumnGuessed, "H6".to_owned())]);
    assert_eq!(figures(&read), KSTT_FIGURES);
    assert!(read.parts.iter().flat_map(|part| &part.columns).any(|column| column.guessed));
}

#[test]
fn a_lost_parent_is_replaced_by_the_numbering_row() {
    let read = read(vec![kstt_with("Số lượng hồ sơ đang giải quyết", "Còn lại")]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
}

#[test]
fn a_missing_column_costs_only_its_own_figure() {
    let read = read(vec![kstt_with("Đúng hạn", "Ghi chú").clone()]);
    assert_eq!(codes(&read), [Code::ColumnMissing]);
    let figures = figures(&read);
    assert!(figures.contains(&"kstt_dung_han:Missing".to_owned()), "{figures:?}");
    assert!(figures.contains(&"kstt_truoc_han=170".to_owned()));
}

#[test]
fn two_columns_of_one_name_are_not_chosen_between() {
    let read = read(own(|index, row| if index == 4 { format!("{row} | Số liệu") } else { row.to_owned() }));
    assert_eq!(told(&read), [(Code::ColumnAmbiguous, "E5".to_owned())]);
    assert_eq!(figures(&read), ["kinh_phi:Missing", "ty_le_truoc:Missing"]);
}

#[test]
fn the_numbering_row_tells_two_columns_of_one_name_apart() {
    let twice = kstt(|index, row| match index {
        4 => format!("{row} | Số lượng hồ sơ đã giải quyết"),
        5 => format!("{row} | Đúng hạn"),
        7 => format!("{row} | (14)"),
        _ => row.to_owned(),
    });
    let read = read(vec![twice]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
}

#[test]
fn a_total_that_differs_from_its_rows_is_asked_about_with_both_numbers() {
    let read = read(vec![kstt_with("Hộ tịch | 200 | 150", "Hộ tịch | 201 | 151")]);
    assert_eq!(
        told(&read),
        [
            (Code::TotalDiffers, "C12".to_owned()),
            (Code::TotalDiffers, "D12".to_owned()),
            (Code::IdentityBroken, "C11".to_owned()),
        ]
    );
    let first = read.diagnostics.first().expect("a diagnostic");
    assert_eq!(first.arguments.get("total").map(String::as_str), Some("300"));
    assert_eq!(first.arguments.get("sum").map(String::as_str), Some("301"));
    assert_eq!(figures(&read), KSTT_FIGURES);
}

#[test]
fn group_rows_with_sums_are_not_counted_twice() {
    let grouped = kstt(|index, row| match index {
        8 => "I | Cấp xã | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1".to_owned(),
        _ => row.to_owned(),
    });
    assert_eq!(told(&read(vec![grouped])), []);
    let mut rows = KSTT.to_vec();
    rows.insert(11, "Cộng nhóm I | < | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1");
    let with_subtotal = read(vec![sheet("Biểu 06", &rows)]);
    assert_eq!(
        (told(&with_subtotal), figures(&with_subtotal)),
        (vec![], KSTT_FIGURES.map(str::to_owned).to_vec())
    );
}

#[test]
fn an_identity_that_does_not_hold_is_asked_about_with_its_cells() {
    let broken = kstt_with("| 90 | 50 | 38 | 2 |", "| 91 | 50 | 38 | 2 |");
    let read = read(vec![broken]);
    let broken: Vec<_> =
        read.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::IdentityBroken).collect();
    assert_eq!(broken.len(), 2);
    let first = broken.first().expect("one");
    assert_eq!(first.arguments.get("identity").map(String::as_str), Some("(7) = (8) + (9) + (10)"));
    assert_eq!(first.arguments.get("cells").map(String::as_str), Some("G10, H10, I10, J10"));
}

#[test]
fn two_total_rows_that_differ_are_a_conflict() {
    let twice = kstt(|index, row| match index {
        12 => "Tổng cộng | < | 300 | 210 | 80 | 10 | 290 | 170 | 119 | 2 | 10 | 9 | 1".to_owned(),
        _ => row.to_owned(),
    });
    let read = read(vec![twice]);
    assert!(codes(&read).contains(&Code::RowRepeated));
    let submission = read.submissions.first().expect("a submission");
    let figure = submission.figures.single.get("kstt_dung_han").expect("a figure");
    assert!(matches!(&figure.doubts[..], [Doubt::Conflict { origins, .. }] if origins.len() == 2));
    assert!(figures(&read).contains(&"kstt_truoc_han=170".to_owned()));
}

#[test]
fn a_form_without_its_total_row_gives_no_figure() {
    let read = read(vec![kstt_with("Tổng cộng", "Cả xã")]);
    assert_eq!(codes(&read).first(), Some(&Code::RowMissing));
    assert!(figures(&read).iter().all(|figure| figure.ends_with(":Missing")));
}

#[test]
fn an_unusable_total_cell_is_named() {
    for (text, code) in [
        ("mười", Code::CellNotNumber),
        ("#N/A", Code::CellExcelError),
        ("=SUM(I10:I11)", Code::CellNotCalculated),
    ] {
        let read = read(vec![kstt_with("| 118 |", &format!("| {text} |"))]);
        assert_eq!(told(&read), [(code, "I12".to_owned())]);
    }
}

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
    let unit = super::recognise_tests::read(vec![kstt_with("UBND xã Châu Sơn", "Phòng Kinh tế")]);
    assert_eq!(codes(&unit), [Code::UnitUnknown]);
}

#[test]
fn hidden_rows_columns_and_sheets_are_told_of_when_they_contribute() {
    let mut hidden_row = kstt(|_, row| row.to_owned());
    hidden_row.hidden_rows.insert(11);
    assert_eq!(told(&read(vec![hidden_row])), [(Code::HiddenContributes, "A12".to_owned())]);
    let mut hidden_detail = kstt(|_, row| row.to_owned());
    hidden_detail.hidden_rows.insert(10);
    assert_eq!(told(&read(vec![hidden_detail])), []);
    let mut hidden_column = kstt(|_, row| row.to_owned());
    hidden_column.hidden_columns.insert(8);
    assert_eq!(codes(&read(vec![hidden_column])), [Code::HiddenContributes]);
    let mut hidden_sheet = kstt(|_, row| row.to_owned());
    hidden_sheet.hidden = true;
    assert_eq!(told(&read(vec![hidden_sheet])), [(Code::HiddenContributes, String::new())]);
}

#[test]
fn a_table_that_no_form_describes_is_refused_with_what_it_resembles() {
    let home_made = sheet("Sheet1", &["Bảng kê | Số tiền", "Điện | 12", "Nước | 15"]);
    let read = read(vec![home_made]);
    assert_eq!((codes(&read), read.refusal), (vec![Code::FormUnknown], Some(Code::FormUnknown)));
    let untitled = kstt_with("Biểu số II.06/VPCP/KSTT", "Báo cáo").cells;
    let untitled = Sheet { name: "Sheet1".into(), cells: untitled, ..kstt(|_, row| row.to_owned()) };
    let read = super::recognise_tests::read(vec![untitled]);
    let near = read.diagnostics.first().and_then(|diagnostic| diagnostic.arguments.get("near").cloned());
    assert_eq!(codes(&read), [Code::FormUnknown]);
    assert!(near.is_some_and(|near| near.contains("06/VPCP/KSTT")));
}

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

const FIGURES: [&str; 10] = [
    "PHIẾU SỐ LIỆU",
    "Đơn vị báo cáo: | Phòng Kinh tế (KT) | | Kỳ báo cáo: | năm 2025",
    "Kỳ số liệu: | từ ngày 15/12/2024 đến ngày 14/12/2025 | | Lần gửi: | 2",
    "Người lập | Nguyễn Văn A | | Ngày lập: | 2025-12-16",
    "STT | Mã | Nội dung | Đơn vị tính | Số liệu | Không phát sinh (x) | Tài liệu kiểm chứng (số, ngày, trích yếu) | Giải trình",
    "6 | | Cải cách tài chính công",
    "1 | kinh_phi | Kinh phí giải ngân | đồng | 1500000 | | 12/BC-UBND ngày 05/11/2025 | ",
    "2 | ty_le_truoc | Tỷ lệ giải ngân năm trước | % | 98,5% | | Không có | chưa quyết toán",
    "",
    "| | | | | Người lập biểu",
];

const TASKS: [&str; 3] = [
    "STT | Mã | Nhiệm vụ | Thời hạn | Tình trạng | Ngày hoàn thành | Sản phẩm | Ghi chú",
    "1 | T2.1 | Rà soát văn bản | Quý III/2025 | Đã hoàn thành | 15/9/2025 | báo cáo rà soát | ",
    "2 | T2.2 | Tổng kết năm | 31/12/2025 | | | | ",
];

fn own(figures: impl Fn(usize, &str) -> String) -> Vec<Sheet> {
    let rows: Vec<String> = FIGURES.iter().enumerate().map(|(index, row)| figures(index, row)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    vec![sheet("Số liệu", &rows), sheet("Nhiệm vụ", &TASKS), sheet("Hướng dẫn", &FIGURES)]
}

fn own_with(from: &str, to: &str) -> Vec<Sheet> {
    own(|_, row| row.replace(from, to))
}

#[test]
fn the_own_form_is_read_with_its_top_block_and_tasks() {
    let read = read(own(|_, row| row.to_owned()));
    assert_eq!(told(&read), []);
    assert_eq!(figures(&read), ["kinh_phi=1500000", "ty_le_truoc=98.5"]);
    let submission = read.submissions.first().expect("a submission");
    assert_eq!((&*submission.unit, submission.sending), ("KT", 2));
    assert_eq!(submission.person.as_deref(), Some("Nguyễn Văn A"));
    assert_eq!(submission.date.map(|date| date.to_string()).as_deref(), Some("2025-12-16"));
    let figure = &submission.figures.single["kinh_phi"];
    assert_eq!(figure.evidence.as_deref(), Some("12/BC-UBND ngày 05/11/2025"));
    let figure = &submission.figures.single["ty_le_truoc"];
    assert_eq!((figure.evidence.as_deref(), figure.explanation.as_deref()), (None, Some("chưa quyết toán")));
    let [done, open] = &submission.tasks[..] else { panic!("{:?}", submission.tasks) };
    assert_eq!((&*done.task, done.status.as_deref()), ("T2.1", Some("da_hoan_thanh")));
    assert_eq!(done.completed.map(|date| date.to_string()).as_deref(), Some("2025-09-15"));
    assert_eq!(done.product.as_deref(), Some("báo cáo rà soát"));
    assert_eq!((open.status.as_deref(), open.origins.len()), (None, 1));
    assert_eq!(open.origins.first().map(|origin| origin.address.cell.to_string()).as_deref(), Some("E3"));
}

#[test]
fn marks_and_words_for_nothing_are_states() {
    for (row, figure, code) in [
        ("| | x | ", "NothingArose", None),
        ("| '- | X |", "NothingArose", None),
        ("| KPS | x |", "NothingArose", None),
        ("| Không phát sinh | |", "NothingArose", None),
        ("| Không áp dụng | |", "NotApplicable", None),
        ("| | |", "Missing", None),
        ("| … | |", "Missing", None),
        ("| 5 | x |", "Missing", Some((Code::CellContradictory, "E7"))),
        ("| mười | x |", "Missing", Some((Code::CellContradictory, "E7"))),
        ("| | xem sau |", "Missing", Some((Code::CellNotChoice, "F7"))),
        ("| x | |", "Missing", Some((Code::CellNotNumber, "E7"))),
    ] {
        let read = read(own_with("| 1500000 | |", row));
        let expected: Vec<(Code, String)> =
            code.into_iter().map(|(code, cell)| (code, cell.to_owned())).collect();
        assert_eq!(told(&read), expected, "{row}");
        assert_eq!(figures(&read).first().map(String::as_str), Some(&*format!("kinh_phi:{figure}")), "{row}");
    }
    let read = read(own_with("| 1500000 | |", "| 5 | không |"));
    assert_eq!((told(&read), figures(&read).first().map(String::as_str)), (vec![], Some("kinh_phi=5")));
}

#[test]
fn rows_are_found_by_text_where_the_code_is_gone() {
    let read = read(own_with("| kinh_phi |", "| |"));
    assert_eq!((told(&read), figures(&read).len()), (vec![], 2));
    assert!(figures(&read).contains(&"kinh_phi=1500000".to_owned()));
}

#[test]
fn unknown_repeated_missing_and_contradictory_rows_are_told_of() {
    let read_own = |from: &str, to: &str| read(own_with(from, to));
    let unknown = read_own("| kinh_phi | Kinh phí giải ngân |", "| kinhphi | Kinh phí |");
    assert_eq!(told(&unknown), [(Code::RowUnknown, "B7".to_owned()), (Code::RowMissing, String::new())]);
    let near = unknown.diagnostics.first().and_then(|diagnostic| diagnostic.arguments.get("near").cloned());
    assert_eq!(near.as_deref(), Some("@near:kinh_phi"));
    let contradictory = read_own("| kinh_phi |", "| ty_le_truoc |");
    assert_eq!(told(&contradictory), [(Code::RowContradictory, "B7".to_owned())]);
    assert!(!figures(&contradictory).iter().any(|figure| figure.contains("=1500000")));
    let repeated = read(own(|index, row| match index {
        8 => "3 | kinh_phi | Kinh phí giải ngân | đồng | 1600000".to_owned(),
        _ => row.to_owned(),
    }));
    assert_eq!(told(&repeated), [(Code::RowRepeated, "B7".to_owned())]);
    assert!(figures(&repeated).contains(&"kinh_phi:Missing".to_owned()));
}

#[test]
fn another_unit_of_measurement_makes_a_figure_unclear() {
    let read = read(own_with("| đồng |", "| triệu đồng |"));
    assert_eq!(told(&read), [(Code::MeasureDiffers, "D7".to_owned())]);
    let figure = &read.submissions.first().expect("a submission").figures.single["kinh_phi"];
    assert!(matches!(&figure.doubts[..], [Doubt::Unclear { code: Code::MeasureDiffers, .. }]));
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
        let told = read.diagnostics.first().and_then(|diagnostic| diagnostic.arguments.get("near").cloned());
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

#[test]
fn figures_and_tasks_may_share_a_sheet() {
    let mut rows = FIGURES.to_vec();
    rows.extend(TASKS);
    let read = read(vec![sheet("Phiếu", &rows)]);
    assert_eq!(told(&read), []);
    assert_eq!((figures(&read).len(), read.submissions[0].tasks.len()), (2, 2));
}

#[test]
fn a_renamed_column_of_figures_is_missing() {
    let read = read(own_with("| Số liệu |", "| Ghi chú 2 |"));
    assert_eq!(codes(&read), [Code::ColumnMissing]);
    assert_eq!(figures(&read), ["kinh_phi:Missing", "ty_le_truoc:Missing"]);
}

#[test]
fn a_sheet_of_tasks_that_was_deleted_is_told_of_once() {
    let mut sheets = own(|_, row| row.to_owned());
    sheets.remove(1);
    assert_eq!(codes(&read(sheets)), [Code::RowMissing]);
}

#[test]
fn an_unknown_task_status_is_none() {
    let mut sheets = own(|_, row| row.to_owned());
    sheets[1] = sheet(
        "Nhiệm vụ",
        &TASKS.map(|row| row.replace("Đã hoàn thành", "Đã hoàn thành tốt")).each_ref().map(String::as_str),
    );
    let read = read(sheets);
    assert_eq!(told(&read), [(Code::CellNotChoice, "E2".to_owned())]);
    assert_eq!(read.submissions[0].tasks[0].status, None);
}

const KEYED: &str = r#"
id = "thanh-toan"
title = "Thanh toán trực tuyến"
from = ["TTPVHCC"]
recognise = ["Báo cáo thanh toán trực tuyến"]

[[column]]
id = "stt"
header = "STT"
kind = "text"
needed = false

[[column]]
id = "noi_dung"
header = "Nội dung"
kind = "text"

[[column]]
id = "so_luong"
header = "Số lượng"
kind = "count"

[[column]]
id = "ty_le"
header = "Tỷ lệ"
kind = "percent"

[[row]]
code = "1"
label = ["Hồ sơ có phí"]
column = "so_luong"
figure = "ho_so_co_phi"

[[row]]
label = ["Hồ sơ thanh toán trực tuyến", "Hồ sơ đã thanh toán trực tuyến"]
column = "ty_le"
figure = "ty_le_thanh_toan"
"#;

fn read_keyed(rows: &[&str]) -> Recognition {
    let text = crate::plan::TextFile { name: "thanh-toan.toml".to_owned(), text: KEYED.to_owned() };
    let (forms, problems) = super::form_file::load_forms(&[text]);
    assert_eq!(problems, []);
    let mut plan = plan();
    if let Some(rule) = plan.rules.first_mut() {
        rule.needs.push("ho_so_co_phi".into());
    }
    let schedule = schedule("2025-nam");
    let expected = Expected { plan: &plan, forms: &forms, schedule: Some(&schedule) };
    let head = ["BÁO CÁO THANH TOÁN TRỰC TUYẾN", "Kỳ báo cáo: năm 2025", "STT | Nội dung | Tỷ lệ | Số lượng"];
    let rows: Vec<&str> = head.iter().chain(rows).copied().collect();
    recognise(&workbook(vec![sheet("S", &rows)]), &Arc::from("a.xlsx"), &expected)
}

#[test]
fn named_rows_are_found_by_code_or_text() {
    let read = read_keyed(&[
        "1 | Số hồ sơ phải nộp phí | | 120",
        "2 | Hồ sơ ĐÃ thanh toán trực tuyến: | 48,6% | 58",
    ]);
    assert_eq!(told(&read), []);
    assert_eq!(figures(&read), ["ho_so_co_phi=120", "ty_le_thanh_toan=48.6"]);
}

#[test]
fn a_named_row_that_is_not_there_is_told_of_where_a_rule_needs_it() {
    let read = read_keyed(&["5 | Khác | 1% | 1"]);
    assert_eq!(told(&read), [(Code::RowMissing, "A3".to_owned())]);
    assert_eq!(figures(&read), ["ho_so_co_phi:Missing", "ty_le_thanh_toan:Missing"]);
    let twice = read_keyed(&["1 | a | | 120", "1 | b | | 121"]);
    assert_eq!(told(&twice), [(Code::RowRepeated, "A4".to_owned())]);
    assert_eq!(figures(&twice).first().map(String::as_str), Some("ho_so_co_phi:Missing"));
}

#[test]
fn a_number_typed_over_formulas_is_asked_about() {
    let mut summed = kstt(|_, row| row.to_owned());
    for column in 2..12 {
        if let Some(cell) = summed.cells.get_mut(&CellRef::new(11, column)) {
            cell.formula = Some("SUM(C10:C11)".into());
        }
    }
    assert_eq!(told(&read(vec![summed])), [(Code::CellTypedOver, "M12".to_owned())]);
}

#[test]
fn what_was_recognised_and_what_was_not_read_can_be_shown() {
    let read = read(own_with("| Giải trình", "| "));
    let [figures, tasks] = &read.parts[..] else { panic!("{:?}", read.parts) };
    assert_eq!(
        (&*figures.sheet, figures.header_rows, &figures.absent[..]),
        ("Số liệu", (4, 4), &["Giải trình".to_owned()][..])
    );
    let value = figures.columns.iter().find(|column| column.column == "Số liệu").expect("the column");
    assert_eq!((value.cell.to_string().as_str(), value.guessed), ("E5", false));
    assert_eq!((&*tasks.sheet, tasks.columns.len()), ("Nhiệm vụ", 8));
    let unread: Vec<&str> = read.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!(unread, ["6", "Người lập biểu"]);
}

/// The same rows with their cells in another order of columns.
fn permuted(rows: &[&str], order: &[usize]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            order.iter().map(|index| cells.get(*index).copied().unwrap_or("")).collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

fn spelled(text: &str, how: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    match how {
        0 => text.to_owned(),
        1 => text.nfd().collect(),
        2 => text.to_uppercase(),
        3 => text.replace(' ', "\u{a0} "),
        _ => crate::text::fold_ascii(text),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_order_and_spelling_of_columns_change_nothing(
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
        how in prop::collection::vec(0usize..5, 8),
        inserted in 0usize..9,
    ) {
        let mut header: Vec<String> =
            FIGURES[4].split('|').zip(&how).map(|(text, how)| spelled(text.trim(), *how)).collect();
        let joined = header.join(" | ");
        let body: Vec<&str> = std::iter::once(joined.as_str()).chain(FIGURES[5..8].iter().copied()).collect();
        let mut order = order;
        order.insert(inserted, 99);
        let mut rows: Vec<String> = FIGURES[..4].iter().map(|row| (*row).to_owned()).collect();
        rows.extend(permuted(&body, &order));
        header.clear();
        let book = vec![
            sheet("Số liệu", &rows.iter().map(String::as_str).collect::<Vec<_>>()),
            sheet("Nhiệm vụ", &TASKS),
        ];
        let read = read(book);
        prop_assert_eq!(told(&read), vec![]);
        prop_assert_eq!(figures(&read), ["kinh_phi=1500000", "ty_le_truoc=98.5"]);
    }

    #[test]
    fn columns_of_form_06_may_move(order in Just((0..13).collect::<Vec<usize>>()).prop_shuffle()) {
        // Each column bears its full header, so that groups may be torn apart.
        let above = ["STT", "Lĩnh vực", "Tiếp nhận", "Tiếp nhận", "Tiếp nhận", "Tiếp nhận", "Đã giải quyết",
            "Đã giải quyết", "Đã giải quyết", "Đã giải quyết", "Đang giải quyết", "Đang giải quyết", "Đang giải quyết"];
        let below = ["", "", "Tổng số", "Trực tuyến", "Trực tiếp", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn",
            "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn"];
        let (above, below) = (above.join(" | "), below.join(" | "));
        let body = [above.as_str(), &below, KSTT[9], KSTT[10],
            "| Tổng cộng | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1"];
        let mut rows: Vec<String> = KSTT[..4].iter().map(|row| (*row).to_owned()).collect();
        rows.extend(permuted(&body, &order));
        let read = read(vec![sheet("06", &rows.iter().map(String::as_str).collect::<Vec<_>>())]);
        prop_assert_eq!(told(&read), vec![]);
        prop_assert_eq!(figures(&read), KSTT_FIGURES);
    }

    #[test]
    fn no_sheet_panics(
        cells in prop::collection::vec((0u32..30, 0u32..16, 0usize..24), 0..120),
        merges in prop::collection::vec((0u32..30, 0u32..16, 0u32..4, 0u32..4), 0..8),
    ) {
        const TEXTS: [&str; 24] = ["STT", "Mã", "Nội dung", "Số liệu", "Không phát sinh (x)", "Tổng số", "Tiếp nhận",
            "Đã giải quyết", "Tên TTHC", "Thời hạn theo quy định", "Thời hạn sau cắt giảm", "Đơn vị tính",
            "06/VPCP/KSTT", "Danh mục TTHC", "Đơn vị báo cáo: KT", "Kỳ báo cáo", "năm 2025", "kinh_phi", "T2.1", "12",
            "-3.5", "#REF!", "=A1", "Tổng cộng"];
        let mut random = Sheet { name: "S".into(), ..Sheet::default() };
        for (row, column, text) in cells {
            random.cells.insert(CellRef::new(row, column), cell(TEXTS[text]));
        }
        for (row, column, height, width) in merges {
            let end = CellRef::new(row + height, column + width);
            random.merges.push(crate::address::CellRange { start: CellRef::new(row, column), end });
        }
        let _ = read(vec![random.clone(), random]);
    }
}
