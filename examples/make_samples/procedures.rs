//! The list of procedures with their time limits, one row a procedure.

use std::sync::Arc;

use cchc::address::{CellRange, CellRef};
use cchc::period::{Schedule, date_vi};
use cchc::report::book::{Book, Border, Cell, Content, Horizontal, Line, Page, Sheet, Style, Vertical};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Units of measurement as the list writes them.
const DAY: &str = "ngày";
const WORKDAY: &str = "ngày làm việc";
const HOUR: &str = "giờ";

/// Name, field, time limit by law, limit in the list of the year, limit in the list of quarter III, unit.
/// Half days are written as text: `"0.5"`.
type Procedure = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const HO_TICH: &str = "Hộ tịch";
const CHUNG_THUC: &str = "Chứng thực";
const BAO_TRO: &str = "Bảo trợ xã hội";
const CO_CONG: &str = "Người có công";
const DAT_DAI: &str = "Đất đai";
const XAY_DUNG: &str = "Hoạt động xây dựng";
const KINH_DOANH: &str = "Thành lập và hoạt động của hộ kinh doanh";
const NONG_LAM: &str = "Nông nghiệp, lâm nghiệp";
const GIAO_DUC: &str = "Giáo dục và đào tạo";
const TON_GIAO: &str = "Tôn giáo, tín ngưỡng";
const VAN_HOA: &str = "Văn hóa, thể thao";
const KHAC: &str = "Lĩnh vực khác";

/// Procedures below three days and those counted in hours stay in the list and out of target 2.2.2.
pub(crate) const PROCEDURES: &[Procedure] = &[
    ("Đăng ký khai sinh", HO_TICH, "1", "1", "1", WORKDAY),
    ("Đăng ký kết hôn", HO_TICH, "1", "1", "1", WORKDAY),
    ("Đăng ký khai tử", HO_TICH, "1", "1", "1", WORKDAY),
    ("Đăng ký lại khai sinh", HO_TICH, "5", "4", "5", WORKDAY),
    ("Đăng ký lại kết hôn", HO_TICH, "5", "4", "5", WORKDAY),
    ("Đăng ký lại khai tử", HO_TICH, "5", "4", "4", WORKDAY),
    ("Đăng ký nhận cha, mẹ, con", HO_TICH, "3", "2", "3", WORKDAY),
    ("Đăng ký giám hộ", HO_TICH, "3", "2", "3", WORKDAY),
    ("Đăng ký chấm dứt giám hộ", HO_TICH, "2", "2", "2", WORKDAY),
    ("Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc", HO_TICH, "3", "2", "3", WORKDAY),
    ("Cấp Giấy xác nhận tình trạng hôn nhân", HO_TICH, "3", "2", "2", WORKDAY),
    ("Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh", HO_TICH, "4", "2", "4", HOUR),
    ("Đăng ký kết hôn có yếu tố nước ngoài", HO_TICH, "10", "8", "9", WORKDAY),
    ("Đăng ký khai sinh có yếu tố nước ngoài", HO_TICH, "3", "3", "3", WORKDAY),
    (
        "Ghi vào Sổ hộ tịch việc hộ tịch của công dân Việt Nam đã được giải quyết ở nước ngoài",
        HO_TICH,
        "3",
        "2",
        "3",
        WORKDAY,
    ),
    (
        "Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ BHYT cho trẻ dưới 6 tuổi",
        HO_TICH,
        "4",
        "3",
        "4",
        WORKDAY,
    ),
    (
        "Liên thông đăng ký khai tử, xóa đăng ký thường trú, hưởng mai táng phí",
        HO_TICH,
        "10",
        "8",
        "9",
        WORKDAY,
    ),
    ("Chứng thực bản sao từ bản chính giấy tờ, văn bản", CHUNG_THUC, "8", "4", "4", HOUR),
    ("Chứng thực chữ ký trong các giấy tờ, văn bản", CHUNG_THUC, "8", "4", "4", HOUR),
    ("Cấp bản sao từ sổ gốc", CHUNG_THUC, "8", "4", "4", HOUR),
    ("Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản", CHUNG_THUC, "2", "2", "2", WORKDAY),
    (
        "Chứng thực hợp đồng, giao dịch liên quan đến quyền sử dụng đất, nhà ở",
        CHUNG_THUC,
        "2",
        "2",
        "2",
        WORKDAY,
    ),
    ("Chứng thực di chúc", CHUNG_THUC, "2", "2", "2", WORKDAY),
    ("Chứng thực văn bản thỏa thuận phân chia di sản", CHUNG_THUC, "2", "2", "2", WORKDAY),
    (
        "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hàng tháng, hỗ trợ kinh phí chăm sóc, nuôi dưỡng hàng tháng",
        BAO_TRO,
        "22",
        "16",
        "19",
        WORKDAY,
    ),
    ("Trợ giúp xã hội khẩn cấp về hỗ trợ chi phí mai táng", BAO_TRO, "3", "2", "3", WORKDAY),
    (
        "Xác định, xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật",
        BAO_TRO,
        "25",
        "19",
        "22",
        WORKDAY,
    ),
    ("Đổi, cấp lại Giấy xác nhận khuyết tật", BAO_TRO, "5", "4", "5", WORKDAY),
    ("Công nhận hộ nghèo, hộ cận nghèo phát sinh trong năm", BAO_TRO, "15", "12", "13", WORKDAY),
    ("Công nhận hộ thoát nghèo, hộ thoát cận nghèo trong năm", BAO_TRO, "15", "12", "13", WORKDAY),
    ("Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội", BAO_TRO, "5", "4", "4", WORKDAY),
    ("Trợ cấp hưu trí xã hội hàng tháng", BAO_TRO, "10", "8", "9", WORKDAY),
    ("Giải quyết chế độ trợ cấp ưu đãi đối với thân nhân liệt sĩ", CO_CONG, "24", "19", "21", DAY),
    (
        "Giải quyết chế độ mai táng phí, trợ cấp một lần khi người có công từ trần",
        CO_CONG,
        "24",
        "18",
        "21",
        DAY,
    ),
    ("Cấp giấy xác nhận thân nhân của người có công", CO_CONG, "5", "4", "5", WORKDAY),
    ("Hỗ trợ thăm viếng mộ liệt sĩ", CO_CONG, "3", "3", "3", WORKDAY),
    ("Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất lần đầu", DAT_DAI, "20", "15", "17", WORKDAY),
    ("Giao đất, cho thuê đất, chuyển mục đích sử dụng đất cho cá nhân", DAT_DAI, "15", "12", "13", WORKDAY),
    ("Xác nhận lại diện tích đất ở đã được cấp Giấy chứng nhận", DAT_DAI, "10", "8", "9", WORKDAY),
    ("Đính chính Giấy chứng nhận đã cấp lần đầu có sai sót", DAT_DAI, "8", "6", "7", WORKDAY),
    ("Hòa giải tranh chấp đất đai", DAT_DAI, "30", "25", "27", DAY),
    ("Cung cấp thông tin, dữ liệu đất đai", DAT_DAI, "1", "0.5", "1", WORKDAY),
    ("Cấp giấy phép xây dựng nhà ở riêng lẻ", XAY_DUNG, "15", "11", "13", DAY),
    ("Gia hạn giấy phép xây dựng", XAY_DUNG, "5", "4", "5", DAY),
    ("Điều chỉnh giấy phép xây dựng", XAY_DUNG, "15", "11", "13", DAY),
    ("Cấp lại giấy phép xây dựng", XAY_DUNG, "5", "4", "5", DAY),
    ("Đăng ký thành lập hộ kinh doanh", KINH_DOANH, "3", "2", "3", WORKDAY),
    ("Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", KINH_DOANH, "3", "2", "3", WORKDAY),
    (
        "Tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn của hộ kinh doanh",
        KINH_DOANH,
        "3",
        "2",
        "3",
        WORKDAY,
    ),
    ("Chấm dứt hoạt động hộ kinh doanh", KINH_DOANH, "3", "2", "3", WORKDAY),
    ("Cấp Giấy phép bán lẻ rượu", KINH_DOANH, "10", "8", "9", WORKDAY),
    ("Xác nhận bảng kê lâm sản", NONG_LAM, "4", "3", "4", WORKDAY),
    ("Đăng ký khai thác gỗ, thực vật rừng thông thường", NONG_LAM, "7", "5", "6", WORKDAY),
    (
        "Hỗ trợ khôi phục sản xuất vùng bị thiệt hại do thiên tai, dịch bệnh",
        NONG_LAM,
        "15",
        "12",
        "14",
        WORKDAY,
    ),
    ("Đăng ký chuyển đổi cơ cấu cây trồng, vật nuôi trên đất trồng lúa", NONG_LAM, "5", "4", "5", WORKDAY),
    ("Cho phép cơ sở giáo dục mầm non độc lập hoạt động", GIAO_DUC, "20", "15", "18", WORKDAY),
    ("Chuyển trường đối với học sinh tiểu học", GIAO_DUC, "3", "2", "3", WORKDAY),
    ("Đăng ký hoạt động tín ngưỡng", TON_GIAO, "15", "12", "13", WORKDAY),
    ("Thông báo danh mục hoạt động tôn giáo", TON_GIAO, "4", "4", "4", HOUR),
    ("Đăng ký sinh hoạt tôn giáo tập trung", TON_GIAO, "20", "16", "18", WORKDAY),
    ("Công nhận câu lạc bộ thể thao cơ sở", VAN_HOA, "7", "5", "6", WORKDAY),
    ("Thông báo tổ chức lễ hội cấp xã", VAN_HOA, "15", "12", "13", DAY),
    ("Tặng Giấy khen của Chủ tịch UBND xã theo công trạng", KHAC, "15", "12", "14", WORKDAY),
    ("Giải quyết khiếu nại lần đầu tại cấp xã", KHAC, "30", "30", "30", DAY),
    ("Tiếp công dân tại cấp xã", KHAC, "10", "8", "9", WORKDAY),
];

/// Which column of [`PROCEDURES`] holds the shortened limits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// The list of the annual report.
    Year,
    /// The list of quarter III.
    Quarter3,
}

impl Edition {
    /// Limit by law, limit after shortening, and unit of `procedure`.
    pub(crate) fn limits(self, procedure: &Procedure) -> (Decimal, Decimal, &'static str) {
        let &(_, _, law, year, quarter, unit) = procedure;
        let after = match self {
            Self::Year => year,
            Self::Quarter3 => quarter,
        };
        (law.parse().expect("a number"), after.parse().expect("a number"), unit)
    }
}

/// The list for the period of `schedule`.
pub(crate) fn list(schedule: &Schedule, made: NaiveDate, edition: Edition) -> Book {
    let plain = Style { vertical: Vertical::Center, ..Style::default() };
    let title: Arc<_> =
        Style { bold: true, size: 13.0, horizontal: Horizontal::Center, ..plain.clone() }.into();
    let italic: Arc<_> = Style { italic: true, horizontal: Horizontal::Center, ..plain.clone() }.into();
    let border = [Some(Border { line: Line::Thin, color: 0 }); 4];
    let text: Arc<_> = Style { borders: border, wrap: true, ..plain.clone() }.into();
    let center = Style { borders: border, horizontal: Horizontal::Center, wrap: true, ..plain.clone() };
    let header: Arc<_> = Style { bold: true, fill: Some(0xDD_E7F3), ..center.clone() }.into();
    let center = Arc::new(center);
    let plain = Arc::new(plain);

    let widths = [6.0, 62.0, 24.0, 12.0, 12.0, 15.0];
    let mut sheet = Sheet {
        name: "Danh muc".into(),
        column_widths: (0u32..).zip(widths).collect(),
        page: Page {
            paper: 9,
            margins: Some([0.8, 0.5, 0.7, 0.7, 0.3, 0.3]),
            fit: Some((1, 0)),
            repeat_rows: Some((6, 6)),
            ..Page::default()
        },
        freeze: Some(CellRef::new(7, 0)),
        ..Sheet::default()
    };
    let mut put = |row: u32, column: u32, content: Content, style: &Arc<Style>| {
        let cell = Cell { content, style: style.clone(), ..Cell::default() };
        sheet.cells.insert(CellRef::new(row, column), cell);
    };
    let words = |text: &str| Content::Text(text.to_owned());
    put(0, 0, words("DANH MỤC THỦ TỤC HÀNH CHÍNH VÀ THỜI HẠN GIẢI QUYẾT"), &title);
    put(1, 0, words("Thuộc thẩm quyền giải quyết của UBND xã Châu Sơn"), &italic);
    put(2, 0, words("Đơn vị báo cáo: Trung tâm Phục vụ hành chính công (TTPVHCC)"), &plain);
    put(3, 0, words(&format!("Kỳ báo cáo: {}", schedule.period.name_vi())), &plain);
    let window = schedule.window;
    let dates = format!("Kỳ số liệu: từ ngày {} đến ngày {}", date_vi(window.from), date_vi(window.to));
    put(4, 0, words(&dates), &plain);
    let headers =
        ["STT", "Tên TTHC", "Lĩnh vực", "Thời hạn theo quy định", "Thời hạn sau cắt giảm", "Đơn vị tính"];
    for (column, text) in (0u32..).zip(headers) {
        put(6, column, words(text), &header);
    }
    for (number, procedure) in (1u32..).zip(PROCEDURES) {
        let row = 6 + number;
        let (law, after, unit) = edition.limits(procedure);
        put(row, 0, Content::Number(number.into()), &center);
        put(row, 1, words(procedure.0), &text);
        put(row, 2, words(procedure.1), &text);
        put(row, 3, Content::Number(law), &center);
        put(row, 4, Content::Number(after), &center);
        put(row, 5, words(unit), &center);
    }
    for row in [0, 1] {
        sheet.merges.push(CellRange { start: CellRef::new(row, 0), end: CellRef::new(row, 5) });
    }
    sheet.row_heights.insert(6, 36.0);
    for (number, procedure) in (1u32..).zip(PROCEDURES) {
        let lines = |text: &str, width: f64| (text.chars().count() as f64 / (width * 1.1)).ceil();
        let lines = lines(procedure.0, widths[1]).max(lines(procedure.1, widths[2]));
        sheet.row_heights.insert(6 + number, lines * 16.0 + 2.0);
    }
    Book {
        title: "Danh mục TTHC".into(),
        author: "Trung tâm Phục vụ hành chính công".into(),
        created: made,
        sheets: vec![sheet],
    }
}
