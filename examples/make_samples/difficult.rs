//! `samples/kho-2025-nam`: files that are difficult but honest, each with the defect that its comment names. What the
//! program must say of each stands in `samples/README.md` and, in full, in `tests/difficult.rs`.
//!
//! Form 06 comes many times, in another container or with another oddity each time. All of them state the same totals,
//! so that a file that was read wrongly would be a conflict.

#[path = "difficult/appearance.rs"]
mod appearance;
#[path = "difficult/arrangement.rs"]
mod arrangement;
#[path = "difficult/compound_file.rs"]
mod compound_file;
#[path = "difficult/containers.rs"]
mod containers;
#[path = "difficult/legacy_text.rs"]
mod legacy_text;
#[path = "difficult/look.rs"]
mod look;
#[path = "difficult/ods_book.rs"]
mod ods_book;
#[path = "difficult/password.rs"]
mod password;
#[path = "difficult/raw_book.rs"]
mod raw_book;
#[path = "difficult/wrapping.rs"]
mod wrapping;
#[path = "difficult/xls_book.rs"]
mod xls_book;
#[path = "difficult/xlsb_book.rs"]
mod xlsb_book;

use std::fmt::Write;

use cchc::period::Schedule;
use cchc::plan::Plan;
use cchc::report::write_book;
use cchc::text::Legacy;

use self::legacy_text::encode;
use self::raw_book::{RawBook, RawSheet, book_bytes};
use crate::day;
use crate::filled::Filled;
use crate::stray;
use crate::world::{Content, SampleFile};

/// Every file of the folder of submissions. Vietnamese names are made by the test: here all names are ASCII.
pub(crate) fn files(plan: &Plan, schedule: &Schedule) -> Vec<SampleFile> {
    let file = |name, bytes| SampleFile {
        folder: "kho-2025-nam/submissions/2025-nam",
        name,
        content: Content::Bytes(bytes),
    };
    vec![
        file("bieu06-html-utf16.xls", html_utf16()),
        file("bieu06-csv.xlsx", csv().into_bytes()),
        file("bieu06-tab.txt", utf16_tab()),
        file("bieu06-utf16.csv", containers::csv_utf16()),
        file("bieu06-xls.xls", containers::xls()),
        file("bieu06-xlsb.xlsb", containers::xlsb()),
        file("bieu06-ods.ods", containers::ods()),
        file("bieu06-mat-khau-mac-dinh.xlsx", containers::built_in_password()),
        file("bieu06-mht.xls", containers::web_archive()),
        file("bieu06-khung.htm", containers::frames()),
        file("bieu06-trang-2.XLSX", second_sheet()),
        file("bieu06-an.xlsx", hidden()),
        file("bieu06-an-dong.xlsx", hidden_row_and_column()),
        file("bieu06-cot-trong.xlsx", spacers()),
        file("bieu06-tieu-de-sai.xlsx", misspelt()),
        file("bieu06-tong-lech.xlsx", total_differs()),
        file("bieu06-cong-thuc.xlsx", formulas()),
        file("bieu06-hai-bang.xlsx", two_tables()),
        file("bieu06-gach-ngang.xlsx", appearance::struck_and_raised()),
        file("bieu06-gach-ca-o.xls", appearance::struck_cell()),
        file("bieu06-dinh-dang.xlsx", appearance::formats()),
        file("bieu06-o-gop.xlsx", appearance::covered()),
        file("bieu06-ket-qua-cu.xlsx", appearance::stale()),
        file("bieu06-nhieu-trang.xlsx", arrangement::pages()),
        file("bieu06-so-khac.xlsx", arrangement::other_number()),
        file("bieu06-ngang.xlsx", arrangement::flat_headers()),
        file("goi-zalo.zip", wrapping::zip()),
        file("so-lieu.rar", wrapping::rar()),
        file("thu.eml", wrapping::letter()),
        file("danh-muc-tcvn3.xlsx", list(Some((Legacy::Tcvn3, ".VnTime")))),
        file("danh-muc-vni.xlsx", list(Some((Legacy::Vni, "VNI-Times")))),
        file("danh-muc-unicode.xlsx", list(None)),
        file("danh-muc-excel95.xls", containers::excel_95()),
        file("danh-muc-loc.xlsx", filtered_list()),
        file("danh-muc-an-dong.xlsx", list_with_hidden_row()),
        file("danh-muc-hai-trang.xlsx", arrangement::list_on_two_sheets()),
        file("danh-muc-don-vi.xlsx", arrangement::hours_among_days()),
        file("vp-lan-1.xlsx", vp(plan, schedule, Sending::First)),
        file("vp-lan-1-ngay.xlsx", vp(plan, schedule, Sending::FirstInWords)),
        file("vp-lan-2.xlsx", vp(plan, schedule, Sending::Second)),
        file("kt-cach-ghi-so.xlsx", kt(plan, schedule)),
        file("kt-xa-khac.xlsx", kt_of_another_commune(plan, schedule)),
        file("ttpvhcc-them-dong.xlsx", row_of_another_unit(plan, schedule)),
        file("vhxh-a.xlsx", vhxh(plan, schedule, 5)),
        file("vhxh-b.xlsx", vhxh(plan, schedule, 6)),
        file("vhxh-ngay-dao.xlsx", flipped_days(plan, schedule)),
        file("bieu06-1904.xlsx", date_1904()),
        file("khong-ro-don-vi.xlsx", unknown_unit(plan, schedule)),
        file("ky-khac.xlsx", other_period()),
        file("bieu-la.xlsx", unknown_form()),
        file("mat-khau.xlsx", containers::xlsx_with_password()),
        file("mat-khau.xls", containers::xls_with_password()),
        file("mat-khau.ods", containers::ods_with_password()),
        file("hong.xlsx", broken()),
        file("rong.xlsx", Vec::new()),
        file("~$vp-lan-2.xlsx", stray::lock_file("Hoang Thi Lan")),
        file("Thumbs.db", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        file("anh-chup.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec()),
        file("ghi-chu.txt", "Nhớ gọi lại cho Phòng Kinh tế.\n".into()),
        file("cong-van.docx", stray::letter("V/v gửi số liệu")),
    ]
}

/// The lines above form 06.
const HEAD: [&str; 3] = [
    "Biểu số 06/VPCP/KSTT",
    "Kỳ báo cáo: năm 2025 (Từ ngày 15/12/2024 đến ngày 14/12/2025)",
    "Đơn vị báo cáo: Trung tâm Phục vụ hành chính công xã Châu Sơn",
];

/// Form 06 as rows: three header rows, two fields, the total.
const FORM_06: [&str; 6] = [
    "STT|Lĩnh vực|Tiếp nhận|<|<|<|Đã giải quyết|<|<|<|Đang giải quyết|<|<",
    "^|^|Tổng số|Trực tuyến|Trực tiếp|Từ kỳ trước|Tổng số|Trước hạn|Đúng hạn|Quá hạn|Tổng số|Trong hạn|Quá hạn",
    "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)|(13)",
    "1|Hộ tịch|60|40|17|3|55|40|12|3|5|5|0",
    "2|Đất đai|40|30|8|2|35|20|13|2|5|3|2",
    "|Tổng cộng|100|70|25|5|90|60|25|5|10|8|2",
];

fn with_head(rows: &[&'static str]) -> Vec<&'static str> {
    HEAD.iter().chain(rows).copied().collect()
}

/// Defect: a web page named `.xls`, in UTF-16 with its byte order mark, as reporting systems export it.
fn html_utf16() -> Vec<u8> {
    let mut page = "<html><body>".to_owned();
    for line in HEAD {
        let _ = write!(page, "<p>{line}</p>");
    }
    page.push_str("<table border=1>");
    page.push_str(
        "<tr><th rowspan=2>STT<th rowspan=2>L&#297;nh v&#7921;c<th colspan=4>Tiếp nhận<th colspan=4>Đã giải quyết\
         <th colspan=3>Đang giải quyết</tr>",
    );
    for row in &FORM_06[1..] {
        page.push_str("<tr>");
        // What is merged with the row above has no cell here.
        for cell in row.split('|').filter(|cell| *cell != "^") {
            let _ = write!(page, "<td>{}</td>", if cell.is_empty() { "&nbsp;" } else { cell });
        }
        page.push_str("</tr>");
    }
    page.push_str("</table></body></html>");
    std::iter::once(0xFEFF).chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// The form without merges, which separated values do not know: a parent stands above the first of its children.
fn separated(separator: char) -> String {
    let above = "||Tiếp nhận||||Đã giải quyết||||Đang giải quyết||";
    let below = FORM_06[1].replace('^', "");
    let below = below.replacen("||", "STT|Lĩnh vực|", 1);
    let mut text = String::new();
    for line in HEAD.iter().copied().chain([above, &below]).chain(FORM_06[2..].iter().copied()) {
        text.push_str(&line.replace('|', &separator.to_string()));
        text.push_str("\r\n");
    }
    text
}

/// Defect: separated values under the name of a workbook, with the mark that Excel writes.
fn csv() -> String {
    format!("\u{FEFF}{}", separated(';'))
}

/// Defect: tabs and UTF-16, as Excel saves "Unicode text".
fn utf16_tab() -> Vec<u8> {
    std::iter::once(0xFEFF).chain(separated('\t').encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Defect: the extension in capitals, a cover sheet first, the table on the second sheet.
fn second_sheet() -> Vec<u8> {
    let cover = RawSheet::new("Bìa", &["BÁO CÁO CÔNG TÁC KIỂM SOÁT THỦ TỤC HÀNH CHÍNH", "Năm 2025"]);
    book_bytes(&RawBook {
        sheets: vec![cover, RawSheet::new("So lieu", &with_head(&FORM_06))],
        ..RawBook::default()
    })
}

/// Defect: the table lies on a hidden sheet.
fn hidden() -> Vec<u8> {
    let mut sheet = RawSheet::new("An", &with_head(&FORM_06));
    sheet.hidden = true;
    let front = RawSheet::new("Mat truoc", &["Số liệu ở trang ẩn"]);
    book_bytes(&RawBook { sheets: vec![front, sheet], ..RawBook::default() })
}

/// Defect: one field and the column "Trực tiếp" are hidden by hand. The column holds a figure; the field only checks one.
fn hidden_row_and_column() -> Vec<u8> {
    let mut sheet = RawSheet::new("Bieu 06", &with_head(&FORM_06));
    sheet.hidden_rows = vec![7];
    sheet.hidden_columns = vec![4];
    book_bytes(&RawBook::of(sheet))
}

/// Defect: narrow blank columns between the groups, a blank row below the header.
fn spacers() -> Vec<u8> {
    book_bytes(&RawBook::of(RawSheet::new(
        "Bieu 06",
        &with_head(&[
            "STT|Lĩnh vực||Tiếp nhận|<|<|<||Đã giải quyết|<|<|<||Đang giải quyết|<|<",
            "^|^||Tổng số|Trực tuyến|Trực tiếp|Từ kỳ trước||Tổng số|Trước hạn|Đúng hạn|Quá hạn||Tổng số|Trong hạn|Quá hạn",
            "",
            "1|Hộ tịch||60|40|17|3||55|40|12|3||5|5|0",
            "2|Đất đai||40|30|8|2||35|20|13|2||5|3|2",
            "|Tổng cộng||100|70|25|5||90|60|25|5||10|8|2",
        ]),
    )))
}

/// Defect: header texts shortened or misspelt, so that three columns can only be guessed.
fn misspelt() -> Vec<u8> {
    let mut rows = with_head(&FORM_06);
    rows[4] = "^|^|Tổng số|Trực tuyến|Trực tiêp|Từ kỳ trước|Tổng số|Trươc hạn|Đúng hạn|Quá hạn|Tổng số|Trong hn|Quá hạn";
    rows.remove(5);
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defect: one field states 41 received where the total wants 40.
fn total_differs() -> Vec<u8> {
    let mut rows = with_head(&FORM_06);
    rows[7] = "2|Đất đai|41|31|8|2|36|21|13|2|5|3|2";
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defects in the total row, whose cells are formulas: an error, a formula never calculated, a number typed over, a link.
fn formulas() -> Vec<u8> {
    let mut rows = with_head(&FORM_06);
    rows[8] = "|Tổng cộng|=SUM(C7:C8)→100|=SUM(D7:D8)→70|25|=[1]Quy3!F9→5|=SUM(G7:G8)→90|#REF!|=SUM(I7:I8)|\
               TRUE|=SUM(K7:K8)→10|=SUM(L7:L8)→8|=SUM(M7:M8)→2";
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defect: a second table that is no form stands below the first.
fn two_tables() -> Vec<u8> {
    let mut rows = with_head(&FORM_06);
    rows.extend([
        "",
        "Phụ biểu: cán bộ trực",
        "STT|Họ tên|Chức vụ",
        "1|Lý Thị Hạnh|Chuyên viên",
        "2|Vi Văn Toàn|Giám đốc",
    ]);
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// The list of procedures as rows.
const LIST: [&str; 7] = [
    "DANH MỤC THỦ TỤC HÀNH CHÍNH",
    "Đơn vị báo cáo: Trung tâm Phục vụ hành chính công",
    "Kỳ báo cáo: năm 2025",
    "STT|Tên TTHC|Lĩnh vực|Thời hạn theo quy định|Thời hạn sau cắt giảm|Đơn vị tính",
    "1|Đăng ký kết hôn có yếu tố nước ngoài|Hộ tịch|10|8|ngày làm việc",
    "2|Chuyển trường đối với học sinh tiểu học|Giáo dục và đào tạo|3|2|ngày làm việc",
    "3|Giải quyết khiếu nại lần đầu tại cấp xã|Lĩnh vực khác|30|25|ngày",
];

/// Defect: a filter hides one record, and one column is hidden by hand; both are read.
fn filtered_list() -> Vec<u8> {
    let mut sheet = RawSheet::new("Danh muc", &LIST);
    sheet.hidden_rows = vec![5];
    sheet.hidden_columns = vec![2];
    sheet.filter = Some("A4:F7");
    book_bytes(&RawBook::of(sheet))
}

/// Defect: one record is hidden by hand, without any filter; it is read.
fn list_with_hidden_row() -> Vec<u8> {
    let mut sheet = RawSheet::new("Danh muc", &LIST);
    sheet.hidden_rows = vec![4];
    book_bytes(&RawBook::of(sheet))
}

/// The list of procedures, in an encoding that was usual before Unicode or in Unicode.
fn list(legacy: Option<(Legacy, &'static str)>) -> Vec<u8> {
    let mut sheet = RawSheet::new("Danh muc", &LIST);
    if let Some((legacy, font)) = legacy {
        sheet.rows = sheet.rows.iter().map(|row| encode(legacy, row)).collect();
        return book_bytes(&RawBook { font: Some(font), ..RawBook::of(sheet) });
    }
    book_bytes(&RawBook::of(sheet))
}

/// A sending of the form of Văn phòng.
#[derive(Clone, Copy, PartialEq)]
enum Sending {
    First,
    /// The first again, whose cell for it also tells the day.
    FirstInWords,
    /// It corrects one number.
    Second,
}

/// Form of Văn phòng, sent several times.
fn vp(plan: &Plan, schedule: &Schedule, sending: Sending) -> Vec<u8> {
    let mut form = Filled::new(plan, "VP", schedule, "Hoàng Thị Lan", day(12, 12));
    match sending {
        Sending::First => form.sending(1),
        Sending::FirstInWords => form.sending_in_words("Lần 1, ngày 10/12"),
        Sending::Second => form.sending(2),
    }
    form.number("van_ban_dieu_hanh", if sending == Sending::Second { 1248 } else { 1240 });
    form.number("van_ban_dieu_hanh_nen_tang", 1240);
    // Ways to say nothing, and that nothing arose.
    form.typed("ho_so_cong_viec", "1 312");
    form.typed("ho_so_cong_viec_mat", "KPS");
    form.typed("ho_so_cong_viec_ky_so", "…");
    form.typed("van_de_phap_luat_phat_hien", "12 vấn đề");
    form.typed("van_de_phap_luat_da_xu_ly", "mười hai");
    form.typed("nv_cap_tren_den_han", "-");
    form.typed("nv_cap_tren_dung_han", "46.5");
    form.typed("quy_dinh_kinh_doanh_hieu_luc", "Số lượng: 12 / Tỷ lệ: 60%");
    form.typed("quy_dinh_kinh_doanh_cat_giam", "-4");
    form.typed("doi_thoai", "Đã tổ chức");
    form.task("T2.1", "Đã hoàn thành").done_on_text("05/8/2025", "Kế hoạch số 12/KH-UBND");
    form.task("T2.2", "Đã hoàn thành").done_on_text("32/13/2025", "Báo cáo số 9/BC-UBND");
    write_book(&form.book()).expect("a workbook")
}

/// Form of Phòng Kinh tế: amounts and a percentage as people type them.
fn kt(plan: &Plan, schedule: &Schedule) -> Vec<u8> {
    write_book(&kt_form(plan, schedule).book()).expect("a workbook")
}

/// Defect: the form of Phòng Kinh tế with the letterhead of another commune.
fn kt_of_another_commune(plan: &Plan, schedule: &Schedule) -> Vec<u8> {
    let mut form = kt_form(plan, schedule);
    form.letterhead("UBND XÃ HỮU LŨNG");
    write_book(&form.book()).expect("a workbook")
}

fn kt_form(plan: &Plan, schedule: &Schedule) -> Filled {
    let mut form = Filled::new(plan, "KT", schedule, "Nông Văn Dũng", day(12, 15));
    form.typed("ngan_sach_giao", "68.450.000.000");
    form.typed("ngan_sach_giai_ngan", "57.216,5 triệu đồng");
    // 0,985 where others write 98,5.
    form.typed("ty_le_giai_ngan_nam_truoc", "0,985");
    form.typed("vi_pham_tai_san_cong", "Không phát sinh");
    form
}

/// Defect: Trung tâm Phục vụ hành chính công copied a row of Phòng Kinh tế into its form, with another number: two units
/// in conflict over one figure.
fn row_of_another_unit(plan: &Plan, schedule: &Schedule) -> Vec<u8> {
    let mut form = Filled::new(plan, "TTPVHCC", schedule, "Lý Thị Hạnh", day(12, 15));
    form.row_of_another_unit(plan, "ngan_sach_giao", 68_540_000_000);
    write_book(&form.book()).expect("a workbook")
}

/// Form of Phòng Văn hóa - Xã hội, sent by two people with different numbers and the same "Lần gửi".
fn vhxh(plan: &Plan, schedule: &Schedule, parts: i64) -> Vec<u8> {
    write_book(&vhxh_form(plan, schedule, parts).book()).expect("a workbook")
}

/// Defect: days of tasks typed on a computer that puts the month first. It took the days up to 12 for months and left the
/// others as text: 05/9 became 9 May, 10/11 became 11 October.
fn flipped_days(plan: &Plan, schedule: &Schedule) -> Vec<u8> {
    let mut form = vhxh_form(plan, schedule, 5);
    form.task("T5.1", "Đã hoàn thành").done(day(5, 9), "Kế hoạch số 31/KH-UBND");
    form.task("T5.2", "Đã hoàn thành").done(day(10, 11), "Báo cáo số 44/BC-UBND");
    form.task("T5.3", "Đã hoàn thành").done_on_text("25/9/2025", "Công văn số 102/UBND-VHXH");
    write_book(&form.book()).expect("a workbook")
}

fn vhxh_form(plan: &Plan, schedule: &Schedule, parts: i64) -> Filled {
    let mut form = Filled::new(plan, "VHXH", schedule, "Hứa Thị Mai", day(12, 15));
    form.number("bo_phan_tong_so", parts);
    form.number("bo_phan_duoc_kiem_tra", 2);
    form
}

/// Defect: days counted from 1904, as Excel for Mac did: serial 44544 is 15/12/2025.
fn date_1904() -> Vec<u8> {
    let mut rows = with_head(&FORM_06);
    rows.insert(3, "Ngày lập:|@44544");
    book_bytes(&RawBook { from_1904: true, ..RawBook::of(RawSheet::new("Bieu 06", &rows)) })
}

/// Defect: a sender that the plan does not know.
fn unknown_unit(plan: &Plan, schedule: &Schedule) -> Vec<u8> {
    let mut form = Filled::new(plan, "VHXH", schedule, "Ai đó", day(12, 15));
    form.unit_written("Phòng Tài chính");
    write_book(&form.book()).expect("a workbook")
}

/// Defect: form 06 of another period.
fn other_period() -> Vec<u8> {
    let mut rows = with_head(&FORM_06);
    rows[1] = "Kỳ báo cáo: quý III năm 2025";
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defect: a form that nobody has described.
fn unknown_form() -> Vec<u8> {
    let rows = ["THEO DÕI NGHỈ PHÉP", "STT|Họ tên|Số ngày", "1|Lý Thị Hạnh|3", "2|Vi Văn Toàn|5"];
    book_bytes(&RawBook::of(RawSheet::new("Phep", &rows)))
}

/// Defect: the end of the file is lost, as after an interrupted download.
fn broken() -> Vec<u8> {
    let mut bytes = second_sheet();
    bytes.truncate(bytes.len() / 2);
    bytes
}
