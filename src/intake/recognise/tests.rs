//! Whole workbooks, as departments send them.

mod keyed_tests;
mod list_tests;
mod mutation_tests;
mod order_tests;
mod piece_tests;
mod own_tests;
mod sender_tests;
mod stranger_tests;
mod total_tests;
mod wrong_cell_tests;

use super::super::expectation::Expectation;
use super::super::recognition::Recognition;
use super::super::sheet::{Sheet, Workbook};
use super::super::test_plan::{forms, plan, schedule};
use super::super::test_sheet::{sheet, workbook};
use super::*;
use crate::address::CellRef;
use crate::figure::State;

pub(super) fn read_for(period: &str, book: &Workbook) -> Recognition {
    let (plan, forms, schedule) = (plan(), forms(), schedule(period));
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    recognise(book, &Arc::from("a.xlsx"), &expected)
}

pub(super) fn read(sheets: Vec<Sheet>) -> Recognition {
    read_for("2025-nam", &workbook(sheets))
}

/// Codes with the cell that each names.
pub(super) fn told(recognition: &Recognition) -> Vec<(Code, String)> {
    let cell = |cell: Option<CellRef>| cell.map(|cell| cell.to_string()).unwrap_or_default();
    recognition.diagnostics.iter().map(|diagnostic| (diagnostic.code, cell(diagnostic.place.cell))).collect()
}

pub(super) fn codes(recognition: &Recognition) -> Vec<Code> {
    recognition.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Every figure of the first submission as `id=value`.
pub(super) fn figures(recognition: &Recognition) -> Vec<String> {
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

pub(super) const KSTT: [&str; 17] = [
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

pub(super) const KSTT_FIGURES: [&str; 11] = [
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

pub(super) fn kstt(change: impl Fn(usize, &str) -> String) -> Sheet {
    let rows: Vec<String> = KSTT.iter().enumerate().map(|(index, row)| change(index, row)).collect();
    sheet("Biểu 06", &rows.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(super) fn kstt_with(from: &str, to: &str) -> Sheet {
    kstt(|_, row| row.replace(from, to))
}

pub(super) const FIGURES: [&str; 10] = [
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

pub(super) const TASKS: [&str; 3] = [
    "STT | Mã | Nhiệm vụ | Thời hạn | Tình trạng | Ngày hoàn thành | Sản phẩm | Ghi chú",
    "1 | T2.1 | Rà soát văn bản | Quý III/2025 | Đã hoàn thành | 15/9/2025 | báo cáo rà soát | ",
    "2 | T2.2 | Tổng kết năm | 31/12/2025 | | | | ",
];

pub(super) fn own(figures: impl Fn(usize, &str) -> String) -> Vec<Sheet> {
    let rows: Vec<String> = FIGURES.iter().enumerate().map(|(index, row)| figures(index, row)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    vec![sheet("Số liệu", &rows), sheet("Nhiệm vụ", &TASKS), sheet("Hướng dẫn", &FIGURES)]
}

pub(super) fn own_with(from: &str, to: &str) -> Vec<Sheet> {
    own(|_, row| row.replace(from, to))
}
