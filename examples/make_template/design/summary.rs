//! The summary: one or two portrait pages that the chairman reads.

use cchc::address::{CellRange, CellRef};
use cchc::report::book::{Horizontal, Sheet, Style, Vertical};

use super::canvas::Canvas;
use super::look::{
    OFFICIAL_TAB, SHARE, WARNING, bold, boxed, centered, group, header, italic, number, page, short, small,
    text, words,
};

/// The sheet.
pub(super) fn sheet() -> Sheet {
    let widths = [6.0, 20.0, 12.0, 12.0, 12.0, 18.0, 14.0];
    let mut canvas = Canvas::new("Tổng hợp", OFFICIAL_TAB, &widths);
    canvas.heading(1, true);
    canvas.line("BÁO CÁO TỔNG HỢP", bold(centered(14.0)), 22.0);
    canvas.line(
        "Kết quả thực hiện công tác cải cách hành chính {{period.name}} của {{commune.name}}",
        bold(centered(14.0)),
        0.0,
    );
    canvas.line("(Kỳ số liệu: {{period.window}})", italic(centered(13.0)), 19.0);
    canvas.line("{{period.merger_note}}", italic(centered(12.0)), 0.0);
    canvas.next(8.0);
    targets(&mut canvas);
    tasks(&mut canvas);
    let third = canvas.row;
    points(&mut canvas);
    let fourth = canvas.row;
    missing(&mut canvas);
    canvas.signature(3, Some(2));
    canvas.sheet.page = page(false, 1, 0);
    canvas.sheet.page.breaks = vec![third, fourth];
    canvas.sheet
}

fn section(canvas: &mut Canvas, title: &str, paragraph: &str) {
    canvas.line(title, bold(text(13.0)), 21.0);
    canvas.line(
        paragraph,
        Style { horizontal: Horizontal::Justify, vertical: Vertical::Top, ..text(13.0) },
        0.0,
    );
    canvas.next(6.0);
}

fn counts(canvas: &mut Canvas, name: &str, total: &str) {
    canvas.put(0, 1, "Đánh giá", header());
    canvas.put(2, 2, "Số lượng", header());
    canvas.put(3, 6, "Gồm", header());
    canvas.next(19.0);
    canvas.put(0, 1, &format!("{{{{{name}.label}}}}"), words());
    canvas.put(2, 2, &format!("{{{{{name}.count}}}}"), number("0"));
    canvas.put(
        3,
        6,
        &format!("{{{{{name}.{}}}}}", if name == "outcome" { "rules" } else { "tasks" }),
        small(),
    );
    canvas.next(0.0);
    canvas.put(0, 1, "Tổng số", group(text(12.0)));
    canvas.put(2, 2, total, Style { number_format: "0".to_owned(), ..group(centered(12.0)) });
    canvas.put(3, 6, "", group(text(12.0)));
    canvas.next(19.0);
    canvas.next(8.0);
}

fn targets(canvas: &mut Canvas) {
    section(canvas, "I. Thực hiện các chỉ tiêu của kế hoạch", "{{targets.summary}}");
    counts(canvas, "outcome", "{{targets.total}}");
    chart(canvas, "{{chart.outcomes}}", 8, 20.0);
}

fn tasks(canvas: &mut Canvas) {
    section(canvas, "II. Thực hiện các nhiệm vụ của kế hoạch", "{{tasks.summary}}");
    counts(canvas, "progress", "{{tasks.total}}");
}

fn points(canvas: &mut Canvas) {
    section(canvas, "III. Tự đánh giá, chấm điểm", "{{points.summary}}");
    let notice = Style { color: Some(WARNING), ..boxed(bold(centered(13.0))) };
    canvas.put(0, 0, "STT", header());
    canvas.put(1, 2, "Lĩnh vực", header());
    for (column, title) in [(3, "Điểm tối đa"), (4, "Tự đánh giá"), (5, "Tỷ lệ (%)"), (6, "Chưa xác định")]
    {
        canvas.put(column, column, title, header());
    }
    canvas.next(0.0);
    canvas.put(0, 6, "{{group.title}}", group(text(12.0)));
    canvas.next(0.0);
    canvas.put(0, 6, "{{group.notice}}", notice.clone());
    canvas.next(0.0);
    canvas.put(0, 0, "{{score.number}}", short());
    canvas.put(1, 2, "{{score.title}}", words());
    canvas.put(3, 3, "{{score.maximum}}", number("0.00"));
    canvas.put(4, 4, "{{score.points}}", bold(number("0.00")));
    canvas.put(5, 5, "{{score.percent}}", number(SHARE));
    canvas.put(6, 6, "{{score.pending}}", number("0.00"));
    canvas.next(0.0);
    canvas.next(8.0);
    canvas.put(0, 6, "{{index.title}}", group(text(12.0)));
    canvas.next(0.0);
    canvas.put(0, 6, "{{index.notice}}", notice);
    canvas.next(0.0);
    for (text, name) in [
        ("Tổng điểm tối đa", "maximum"),
        ("Trừ: điểm của tiêu chí không đánh giá", "excluded"),
        ("Trừ: điểm chờ công bố (điều tra xã hội học, xếp hạng)", "awaiting"),
        ("Điểm chưa xác định vì thiếu số liệu hoặc chờ giải trình", "undetermined"),
        ("Điểm tự đánh giá các tiêu chí", "earned"),
        ("Điểm thưởng", "bonus"),
        ("Điểm trừ", "penalty"),
    ] {
        canvas.put(0, 4, text, words());
        canvas.put(5, 6, &format!("{{{{index.{name}}}}}"), number("0.00"));
        canvas.next(0.0);
    }
    for (text, name) in
        [("Tổng điểm tự đánh giá", "score"), ("Chỉ số (quy về thang 100)", "index"), ("Xếp loại", "band")]
    {
        canvas.put(0, 4, text, group(super::look::text(12.0)));
        let value = Style { number_format: "0.00".to_owned(), ..group(centered(12.0)) };
        canvas.put(5, 6, &format!("{{{{index.{name}}}}}"), value);
        canvas.next(0.0);
    }
    canvas.next(8.0);
    chart(canvas, "{{chart.scores}}", 13, 20.0);
}

fn missing(canvas: &mut Canvas) {
    section(
        canvas,
        "IV. Số liệu còn thiếu và những việc phải làm tiếp",
        "{{missing.summary}} {{problems.summary}}",
    );
    canvas.put(0, 0, "STT", header());
    canvas.put(1, 1, "Đơn vị", header());
    canvas.put(2, 4, "Nội dung còn thiếu", header());
    canvas.put(5, 5, "Nơi ghi", header());
    canvas.put(6, 6, "Đang chờ", header());
    canvas.next(19.0);
    canvas.put(0, 0, "{{missing.ordinal}}", short());
    canvas.put(1, 1, "{{missing.unit}}", words());
    canvas.put(2, 4, "{{missing.what}}", words());
    canvas.put(5, 5, "{{missing.place}}", boxed(centered(11.0)));
    canvas.put(6, 6, "{{missing.waiting}}", boxed(centered(11.0)));
    canvas.next(0.0);
}

/// A chart over all columns and `rows` rows of `height` points.
fn chart(canvas: &mut Canvas, placeholder: &str, rows: u32, height: f64) {
    let first = canvas.row;
    let last = canvas.last();
    canvas.put(0, 0, placeholder, centered(12.0));
    for _ in 0..rows {
        canvas.next(height);
    }
    let (start, end) = (CellRef::new(first, 0), CellRef::new(canvas.row - 1, last));
    canvas.sheet.merges.push(CellRange { start, end });
    canvas.next(8.0);
}
