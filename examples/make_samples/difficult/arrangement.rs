//! Form 06 and the list of procedures in other arrangements: on several pages, with flat headers, under another number.

use super::raw_book::{RawBook, RawSheet, book_bytes};
use super::{FORM_06, HEAD, LIST, with_head};

/// Defect: the header repeated on each printed page, a sum below each part, rates below the total, and the year called
/// "12 tháng".
pub(super) fn pages() -> Vec<u8> {
    let mut rows = vec![HEAD[0], "Kỳ báo cáo: 12 tháng năm 2025", HEAD[2]];
    let header = &FORM_06[..3];
    rows.extend(header);
    rows.extend(["A|Tư pháp", FORM_06[3], "|Cộng A|60|40|17|3|55|40|12|3|5|5|0"]);
    rows.extend(header);
    rows.extend(["B|Tài nguyên", FORM_06[4], "|Cộng B|40|30|8|2|35|20|13|2|5|3|2"]);
    rows.extend([FORM_06[5], "|Tỷ lệ||70%|25%|5%||66,7%|27,8%|5,6%||80%|20%"]);
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defect: the number of another agency's form above the columns of form 06.
pub(super) fn other_number() -> Vec<u8> {
    let mut rows = with_head(&FORM_06);
    rows[0] = "Biểu số 12/STP";
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defect: one row of headers in the wording of a one-stop system; the period stands in the sheet's tab only.
pub(super) fn flat_headers() -> Vec<u8> {
    let header = "STT|Lĩnh vực|Tiếp nhận - Tổng số|Tiếp nhận - Trực tuyến|Tiếp nhận - Trực tiếp|\
                  Tiếp nhận - Kỳ trước chuyển sang|Đã giải quyết - Tổng số|Đã giải quyết - Trước hạn|\
                  Đã giải quyết - Đúng hạn|Đã giải quyết - Quá hạn|Đang giải quyết - Tổng số|\
                  Đang giải quyết - Trong hạn|Đang giải quyết - Quá hạn";
    let rows = [HEAD[0], HEAD[2], header, FORM_06[3], FORM_06[4], FORM_06[5]];
    book_bytes(&RawBook::of(RawSheet::new("Nam 2025", &rows)))
}

/// Defect: the list goes on on a second sheet, below its header but without its title.
pub(super) fn list_on_two_sheets() -> Vec<u8> {
    let sheets = vec![RawSheet::new("Trang 1", &LIST[..6]), RawSheet::new("Trang 2", &[LIST[3], LIST[6]])];
    book_bytes(&RawBook { sheets, ..RawBook::default() })
}

/// Defects: hours in a row that is measured in working days; and a sheet with some columns of form 06, which is not read.
pub(super) fn hours_among_days() -> Vec<u8> {
    let mut rows = LIST.to_vec();
    rows[4] = "1|Đăng ký kết hôn có yếu tố nước ngoài|Hộ tịch|10|08 giờ|ngày làm việc";
    let excerpt = RawSheet::new(
        "Trich",
        &[
            "Lĩnh vực|Tiếp nhận|<|<|Đã giải quyết|<|<",
            "^|Tổng số|Trực tuyến|Trực tiếp|Tổng số|Trước hạn|Quá hạn",
            "Hộ tịch|60|40|17|55|40|3",
            "Đất đai|40|30|8|35|20|2",
        ],
    );
    book_bytes(&RawBook { sheets: vec![RawSheet::new("Danh muc", &rows), excerpt], ..RawBook::default() })
}
