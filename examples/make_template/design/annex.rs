//! The annexes that go up with the report.

use cchc::report::book::{Horizontal, Sheet, Style};

use super::canvas::Canvas;
use super::look::{
    OFFICIAL_TAB, SHARE, WARNING, bold, boxed, centered, group, header, italic, number, numbering, page,
    short, small, text, words,
};

/// A column of an annex: header, cell of a group's row, cell of an item's row.
type Column = (&'static str, (&'static str, Style), (&'static str, Style));

/// Heading blocks, the annex's number and title, the note on the merger.
fn annex(name: &str, widths: &[f64], left: u32, number: &str, title: &str) -> Canvas {
    let mut canvas = Canvas::new(name, OFFICIAL_TAB, widths);
    canvas.heading(left, false);
    canvas.line(number, bold(centered(14.0)), 20.0);
    canvas.line(title, bold(centered(14.0)), 0.0);
    canvas.line(
        "(Kèm theo Báo cáo số          /BC-UBND {{date.blank}} của UBND {{commune.name}})",
        italic(centered(13.0)),
        19.0,
    );
    canvas.line("Kỳ số liệu: {{period.window}}", italic(centered(13.0)), 19.0);
    canvas.line("{{period.merger_note}}", italic(centered(12.0)), 0.0);
    canvas
}

/// The header, its numbering row, the group's row and the item's row.
fn table(canvas: &mut Canvas, columns: &[Column]) -> (u32, u32) {
    canvas.next(6.0);
    let first = canvas.row;
    let headers: Vec<_> = columns.iter().map(|(text, ..)| (*text, header())).collect();
    canvas.table_row(&headers);
    let numbers: Vec<_> = (1..=columns.len()).map(|index| format!("({index})")).collect();
    let numbers: Vec<_> = numbers.iter().map(|text| (text.as_str(), numbering())).collect();
    canvas.table_row(&numbers);
    let last = canvas.row - 1;
    (first, last)
}

fn group_and_item(canvas: &mut Canvas, columns: &[Column]) {
    let groups: Vec<_> = columns.iter().map(|(_, cell, _)| cell.clone()).collect();
    canvas.table_row(&groups);
    item(canvas, columns);
}

fn item(canvas: &mut Canvas, columns: &[Column]) {
    let items: Vec<_> = columns.iter().map(|(.., cell)| cell.clone()).collect();
    canvas.table_row(&items);
}

fn blank() -> (&'static str, Style) {
    ("", group(text(12.0)))
}

/// Annex I.
pub(super) fn targets() -> Sheet {
    let widths = [7.0, 29.0, 7.0, 9.5, 11.5, 11.5, 14.5, 14.5, 18.0, 11.5, 18.0, 24.0];
    let mut canvas = annex(
        "PL I Chỉ tiêu",
        &widths,
        2,
        "Phụ lục I",
        "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CẢI CÁCH HÀNH CHÍNH {{period.name_upper}}",
    );
    let count = || number("#,##0.##");
    let columns: [Column; 12] = [
        ("STT", ("{{group.number}}", group(centered(12.0))), ("{{target.number}}", short())),
        ("Chỉ tiêu", ("{{group.title}}", group(text(12.0))), ("{{target.label}}", words())),
        ("Đơn vị tính", blank(), ("{{target.unit}}", short())),
        ("Kế hoạch", blank(), ("{{target.plan}}", short())),
        ("Tử số", blank(), ("{{target.numerator}}", count())),
        ("Mẫu số", blank(), ("{{target.denominator}}", count())),
        ("Kết quả", blank(), ("{{target.result}}", bold(number("#,##0.##\\%")))),
        ("Đánh giá", blank(), ("{{target.outcome}}", short())),
        ("Còn thiếu", blank(), ("{{target.gap}}", small())),
        ("Đơn vị chủ trì", blank(), ("{{target.owner}}", boxed(centered(11.0)))),
        ("Tài liệu kiểm chứng", blank(), ("{{target.evidence}}", small())),
        ("Ghi chú", blank(), ("{{target.remark}}", small())),
    ];
    let (first, last) = table(&mut canvas, &columns);
    group_and_item(&mut canvas, &columns);
    canvas.signature(8, None);
    canvas.sheet.page = page(true, first, last);
    canvas.sheet
}

/// Annex II.
pub(super) fn tasks() -> Sheet {
    let widths = [7.0, 40.0, 19.0, 13.5, 17.0, 15.0, 25.0, 21.5, 20.0];
    let mut canvas = annex(
        "PL II Nhiệm vụ",
        &widths,
        1,
        "Phụ lục II",
        "KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH {{period.name_upper}}",
    );
    let columns: [Column; 9] = [
        ("STT", blank(), ("{{task.number}}", short())),
        ("Nhiệm vụ", blank(), ("{{task.label}}", words())),
        ("Sản phẩm", blank(), ("{{task.product}}", small())),
        ("Chủ trì", blank(), ("{{task.lead}}", boxed(centered(11.0)))),
        ("Phối hợp", blank(), ("{{task.cooperating}}", boxed(centered(11.0)))),
        ("Thời hạn", blank(), ("{{task.due}}", short())),
        ("Kết quả", blank(), ("{{task.result}}", small())),
        ("Đánh giá", blank(), ("{{task.outcome}}", short())),
        ("Ghi chú", blank(), ("{{task.remark}}", small())),
    ];
    let (first, last) = table(&mut canvas, &columns);
    item(&mut canvas, &columns);
    canvas.signature(5, None);
    canvas.sheet.page = page(true, first, last);
    canvas.sheet
}

/// Annex III.
pub(super) fn criteria() -> Sheet {
    let widths = [6.5, 33.0, 8.5, 14.5, 9.0, 9.0, 9.0, 9.5, 21.0, 40.0, 19.0];
    let mut canvas = annex(
        "PL III Tự chấm điểm",
        &widths,
        1,
        "Phụ lục III{{scheme.part}}",
        "{{scheme.title_upper}}\n{{period.name_upper}}",
    );
    let notice = Style { color: Some(WARNING), ..boxed(bold(centered(14.0))) };
    canvas.line("{{scheme.notice}}", notice, 26.0);
    let points = || number("0.00");
    let sum = || Style { number_format: "0.00".to_owned(), ..group(centered(12.0)) };
    let share = || Style { number_format: SHARE.to_owned(), ..sum() };
    let columns: [Column; 11] = [
        ("STT", ("{{group.number}}", group(centered(12.0))), ("{{criterion.number}}", short())),
        (
            "Lĩnh vực, tiêu chí, tiêu chí thành phần",
            ("{{group.title}}", group(text(12.0))),
            ("{{criterion.label}}", words()),
        ),
        ("Điểm tối đa", ("{{group.maximum}}", sum()), ("{{criterion.maximum}}", points())),
        ("Tự đánh giá", ("{{group.points}}", sum()), ("{{criterion.points}}", bold(points()))),
        ("Thẩm định", blank(), ("{{criterion.appraised}}", points())),
        ("Điều tra XHH", blank(), ("{{criterion.survey}}", points())),
        ("Tổng", ("{{group.total}}", sum()), ("{{criterion.total}}", points())),
        ("Chỉ số (%)", ("{{group.percent}}", share()), ("{{criterion.percent}}", number(SHARE))),
        ("Tài liệu kiểm chứng", blank(), ("{{criterion.evidence}}", small())),
        ("Giải trình cách tính", blank(), ("{{criterion.explanation}}", small())),
        ("Ghi chú", blank(), ("{{criterion.remark}}", small())),
    ];
    let (first, last) = table(&mut canvas, &columns);
    group_and_item(&mut canvas, &columns);
    let label = || Style { horizontal: Horizontal::Left, ..group(text(12.0)) };
    let totals = [
        ("Tổng điểm các tiêu chí (không kể thưởng, trừ)", "{{scheme.maximum}}", "{{scheme.earned}}", true),
        ("Điểm thưởng (sau khi áp mức tối đa)", "", "{{scheme.bonus}}", false),
        ("Điểm trừ (sau khi áp mức tối đa)", "", "{{scheme.penalty}}", false),
        ("TỔNG ĐIỂM TỰ ĐÁNH GIÁ", "", "{{scheme.score}}", false),
    ];
    for (text, maximum, points, all) in totals {
        canvas.put(0, 1, text, label());
        canvas.put(2, 2, maximum, sum());
        canvas.put(3, 3, points, sum());
        canvas.put(4, 4, "", sum());
        canvas.put(5, 5, "", sum());
        canvas.put(6, 6, if all { "{{scheme.total}}" } else { "" }, sum());
        canvas.put(7, 7, if all { "{{scheme.percent}}" } else { "" }, share());
        canvas.put(8, 10, "", label());
        canvas.next(20.0);
    }
    canvas.put(0, 1, "Chỉ số (quy về thang 100)", label());
    canvas.put(2, 3, "{{scheme.index}}", sum());
    canvas.put(4, 10, "Xếp loại: {{scheme.band}}", label());
    canvas.next(20.0);
    canvas.next(4.0);
    canvas.line(
        "Chỉ số tính trên {{scheme.assessed}} điểm được đánh giá: điểm tối đa {{scheme.maximum}}, trừ \
         {{scheme.excluded}} điểm của tiêu chí không đánh giá và {{scheme.awaiting}} điểm chờ công bố. Còn \
         {{scheme.undetermined}} điểm chưa xác định vì thiếu số liệu hoặc chờ giải trình. Cột (5), (6) do cơ quan có \
         thẩm quyền ghi; cột (7) lấy điểm thẩm định, khi chưa có thì lấy điểm tự đánh giá, cộng điểm điều tra xã hội học. \
         {{scheme.index_rule}}",
        italic(text(12.0)),
        0.0,
    );
    canvas.signature(8, None);
    canvas.sheet.page = page(true, first, last);
    canvas.sheet
}

/// Annex IV.
pub(super) fn statistics() -> Sheet {
    let widths = [7.0, 62.0, 13.0, 18.0, 42.0];
    let mut canvas = annex(
        "PL IV Thống kê",
        &widths,
        1,
        "Phụ lục IV",
        "SỐ LIỆU THỐNG KÊ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH {{period.name_upper}}",
    );
    let columns: [Column; 5] = [
        ("STT", ("{{group.number}}", group(centered(12.0))), ("{{figure.ordinal}}", short())),
        ("Chỉ tiêu thống kê", ("{{group.title}}", group(text(12.0))), ("{{figure.label}}", words())),
        ("Đơn vị tính", blank(), ("{{figure.unit}}", short())),
        ("Số liệu", blank(), ("{{figure.value}}", number("#,##0.##"))),
        ("Ghi chú", blank(), ("{{figure.remark}}", small())),
    ];
    let (first, last) = table(&mut canvas, &columns);
    group_and_item(&mut canvas, &columns);
    canvas.signature(3, None);
    canvas.sheet.page = page(true, first, last);
    canvas.sheet
}
