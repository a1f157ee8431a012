//! Form 06/VPCP/KSTT as the provincial system exports it: merged headers in three rows, a numbering row, group rows,
//! sums as formulas with their values, a signature block.

use std::sync::Arc;

use cchc::address::{CellRange, CellRef, column_letters};
use cchc::period::{Schedule, date_vi};
use cchc::report::book::{Book, Border, Cell, Content, Horizontal, Line, Page, Sheet, Style, Vertical};
use chrono::NaiveDate;

/// Files of one field. All other columns follow from these: (3) = (4)+(5)+(6), (7) = (3) - (11), (8) = (7)-(9)-(10).
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// (4) received online.
    pub(crate) online: i64,
    /// (5) received at the counter or by post.
    pub(crate) direct: i64,
    /// (6) carried over from the period before.
    pub(crate) carried: i64,
    /// (9) settled on the very day.
    pub(crate) on_time: i64,
    /// (10) settled late.
    pub(crate) late: i64,
    /// (12) in hand, within their time.
    pub(crate) in_hand: i64,
    /// (13) in hand, overdue.
    pub(crate) overdue: i64,
    /// By how much (11), a typed number, is more than (12) + (13). 0 unless a defect is built in.
    pub(crate) slip: i64,
}

impl Field {
    /// A field by its columns (4), (5), (6), (9), (10), (12) and (13).
    pub(crate) fn new(
        name: &'static str,
        [online, direct, carried, on_time, late, in_hand, overdue]: [i64; 7],
    ) -> Self {
        Self { name, online, direct, carried, on_time, late, in_hand, overdue, slip: 0 }
    }

    /// Columns (3) to (13).
    pub(crate) fn columns(&self) -> [i64; 11] {
        let received = self.online + self.direct + self.carried;
        let in_hand = self.in_hand + self.overdue + self.slip;
        let settled = received - in_hand;
        let early = settled - self.on_time - self.late;
        [
            received,
            self.online,
            self.direct,
            self.carried,
            settled,
            early,
            self.on_time,
            self.late,
            in_hand,
            self.in_hand,
            self.overdue,
        ]
    }
}

/// Fields under one heading.
pub(crate) struct FieldGroup {
    pub(crate) title: &'static str,
    pub(crate) fields: Vec<Field>,
}

/// The form for the period of `schedule`.
pub(crate) fn form(schedule: &Schedule, made: NaiveDate, groups: &[FieldGroup]) -> Book {
    let look = Look::default();
    let mut sheet = new_sheet();
    write_title(&mut sheet, &look, schedule);
    write_header(&mut sheet, &look);
    let first = NUMBERING + 1;
    let mut row = first;
    let mut totals = [0; 11];
    for group in groups {
        across(&mut sheet, row, (0, 12), group.title, &look.group);
        sheet.row_heights.insert(row, 20.0);
        row += 1;
        for (number, field) in (1i64..).zip(&group.fields) {
            put(&mut sheet, row, 0, Content::Number(number.into()), &look.center);
            put(&mut sheet, row, 1, Content::Text(field.name.into()), &look.text);
            let columns = field.columns();
            for (index, value) in (0u32..).zip(columns) {
                let sum = match index {
                    0 => Some(format!("SUM(D{0}:F{0})", row + 1)),
                    4 => Some(format!("SUM(H{0}:J{0})", row + 1)),
                    8 if field.slip == 0 => Some(format!("SUM(L{0}:M{0})", row + 1)),
                    _ => None,
                };
                put(&mut sheet, row, index + 2, number_or_sum(value, sum), &look.number);
            }
            for (total, value) in totals.iter_mut().zip(columns) {
                *total += value;
            }
            row += 1;
        }
    }
    across(&mut sheet, row, (0, 1), "Tổng cộng", &look.total_label);
    for (index, total) in (0u32..).zip(totals) {
        let letter = column_letters(index + 2);
        let sum = format!("SUM({letter}{}:{letter}{row})", first + 1);
        put(&mut sheet, row, index + 2, number_or_sum(total, Some(sum)), &look.total);
    }
    sheet.row_heights.insert(row, 22.0);
    write_signatures(&mut sheet, &look, row + 2, made);
    Book {
        title: "Biểu 06/VPCP/KSTT".into(),
        author: "Hệ thống thông tin giải quyết TTHC".into(),
        created: made,
        sheets: vec![sheet],
    }
}

fn number_or_sum(value: i64, sum: Option<String>) -> Content {
    match sum {
        Some(formula) => Content::Formula { formula, result: value.into() },
        None => Content::Number(value.into()),
    }
}

/// Row of the numbering below the three header rows.
const NUMBERING: u32 = 11;

fn new_sheet() -> Sheet {
    let widths = [5.0, 34.0, 9.0, 9.0, 11.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0];
    Sheet {
        name: "Bieu 06".into(),
        column_widths: (0u32..).zip(widths).collect(),
        page: Page {
            landscape: true,
            paper: 9,
            margins: Some([0.6, 0.4, 0.6, 0.6, 0.3, 0.3]),
            fit: Some((1, 0)),
            repeat_rows: Some((8, NUMBERING)),
            center_horizontally: true,
            ..Page::default()
        },
        ..Sheet::default()
    }
}

fn write_title(sheet: &mut Sheet, look: &Look, schedule: &Schedule) {
    let window = schedule.window;
    put(sheet, 0, 0, Content::Text("Biểu số 06/VPCP/KSTT".into()), &look.bold);
    across(sheet, 1, (0, 12), "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", &look.title);
    across(sheet, 2, (0, 12), "TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC", &look.title);
    let period = format!(
        "Kỳ báo cáo: {} (Từ ngày {} đến ngày {})",
        schedule.period.name_vi(),
        date_vi(window.from),
        date_vi(window.to)
    );
    across(sheet, 3, (0, 12), &period, &look.italic);
    let unit = "Đơn vị báo cáo: Trung tâm Phục vụ hành chính công xã Châu Sơn";
    for (row, line) in
        (4u32..).zip([unit, "Đơn vị nhận báo cáo: UBND xã Châu Sơn", "Đơn vị tính: Số hồ sơ TTHC"])
    {
        put(sheet, row, 7, Content::Text(line.into()), &look.plain);
    }
}

fn write_header(sheet: &mut Sheet, look: &Look) {
    let merged = [
        ("A9:A11", "STT"),
        ("B9:B11", "Lĩnh vực giải quyết"),
        ("C9:F9", "Số lượng hồ sơ tiếp nhận"),
        ("G9:J9", "Số lượng hồ sơ đã giải quyết"),
        ("K9:M9", "Số lượng hồ sơ đang giải quyết"),
        ("C10:C11", "Tổng số"),
        ("D10:E10", "Trong kỳ"),
        ("F10:F11", "Từ kỳ trước"),
        ("D11:D11", "Trực tuyến"),
        ("E11:E11", "Trực tiếp, dịch vụ bưu chính"),
        ("G10:G11", "Tổng số"),
        ("H10:H11", "Trước hạn"),
        ("I10:I11", "Đúng hạn"),
        ("J10:J11", "Quá hạn"),
        ("K10:K11", "Tổng số"),
        ("L10:L11", "Trong hạn"),
        ("M10:M11", "Quá hạn"),
    ];
    for (range, text) in merged {
        let range = CellRange::parse(range).expect("a range");
        for row in range.start.row..=range.end.row {
            for column in range.start.column..=range.end.column {
                put(sheet, row, column, Content::Blank, &look.header);
            }
        }
        put(sheet, range.start.row, range.start.column, Content::Text(text.into()), &look.header);
        sheet.merges.push(range);
    }
    for column in 0..13 {
        put(sheet, NUMBERING, column, Content::Text(format!("({})", column + 1)), &look.numbering);
    }
    for (row, height) in [(8, 20.0), (9, 20.0), (10, 48.0)] {
        sheet.row_heights.insert(row, height);
    }
}

fn write_signatures(sheet: &mut Sheet, look: &Look, row: u32, made: NaiveDate) {
    let place = format!("Châu Sơn, {}", cchc::period::dateline_vi(made));
    across(sheet, row, (7, 12), &place, &look.italic);
    put(sheet, row + 1, 1, Content::Text("Người lập biểu".into()), &look.title);
    across(sheet, row + 1, (7, 12), "GIÁM ĐỐC TRUNG TÂM", &look.title);
    put(sheet, row + 6, 1, Content::Text("Lý Thị Hạnh".into()), &look.title);
    across(sheet, row + 6, (7, 12), "Vi Văn Toàn", &look.title);
}

fn put(sheet: &mut Sheet, row: u32, column: u32, content: Content, style: &Arc<Style>) {
    let cell = Cell { content, style: style.clone(), ..Cell::default() };
    sheet.cells.insert(CellRef::new(row, column), cell);
}

fn across(sheet: &mut Sheet, row: u32, (first, last): (u32, u32), text: &str, style: &Arc<Style>) {
    for column in first..=last {
        put(sheet, row, column, Content::Blank, style);
    }
    put(sheet, row, first, Content::Text(text.into()), style);
    sheet.merges.push(CellRange { start: CellRef::new(row, first), end: CellRef::new(row, last) });
}

struct Look {
    plain: Arc<Style>,
    bold: Arc<Style>,
    italic: Arc<Style>,
    title: Arc<Style>,
    header: Arc<Style>,
    numbering: Arc<Style>,
    group: Arc<Style>,
    center: Arc<Style>,
    text: Arc<Style>,
    number: Arc<Style>,
    total_label: Arc<Style>,
    total: Arc<Style>,
}

impl Default for Look {
    fn default() -> Self {
        let plain = Style { vertical: Vertical::Center, ..Style::default() };
        let center = Style { horizontal: Horizontal::Center, ..plain.clone() };
        let boxed = Style {
            borders: [Some(Border { line: Line::Thin, color: 0 }); 4],
            size: 11.0,
            wrap: true,
            ..plain.clone()
        };
        let boxed_center = Style { horizontal: Horizontal::Center, ..boxed.clone() };
        let number = Style { number_format: "#,##0".into(), wrap: false, ..boxed.clone() };
        Self {
            bold: Style { bold: true, ..plain.clone() }.into(),
            italic: Style { italic: true, ..center.clone() }.into(),
            title: Style { bold: true, ..center }.into(),
            header: Style { bold: true, ..boxed_center.clone() }.into(),
            numbering: Style { italic: true, size: 9.0, ..boxed_center.clone() }.into(),
            group: Style { bold: true, ..boxed.clone() }.into(),
            text: boxed.into(),
            total_label: Style { bold: true, ..boxed_center.clone() }.into(),
            center: boxed_center.into(),
            total: Style { bold: true, ..number.clone() }.into(),
            number: number.into(),
            plain: plain.into(),
        }
    }
}
