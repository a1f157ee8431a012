//! What stays in the commune: data problems, sources, rules in force.

use cchc::address::CellRef;
use cchc::report::book::{Horizontal, Sheet, Style};

use super::canvas::Canvas;
use super::look::{
    INTERNAL_TAB, bold, boxed, centered, group, header, italic, page, short, small, text, words,
};

fn internal(name: &str, widths: &[f64], title: &str) -> Canvas {
    let mut canvas = Canvas::new(name, INTERNAL_TAB, widths);
    canvas.line(title, bold(centered(14.0)), 22.0);
    canvas.line(
        "(Dùng trong nội bộ UBND {{commune.name}}; {{period.name}}, kỳ số liệu {{period.window}})",
        italic(centered(12.0)),
        18.0,
    );
    canvas.line("{{period.merger_note}}", italic(centered(12.0)), 0.0);
    canvas.next(6.0);
    canvas
}

fn headers(canvas: &mut Canvas, texts: &[&str]) -> u32 {
    let cells: Vec<_> = texts.iter().map(|text| (*text, header())).collect();
    canvas.table_row(&cells);
    canvas.row - 1
}

fn left(style: Style) -> Style {
    Style { horizontal: Horizontal::Left, ..style }
}

/// Data problems.
pub(super) fn problems() -> Sheet {
    let widths = [6.0, 15.0, 8.0, 30.0, 20.0, 58.0, 44.0];
    let mut canvas = internal("Vấn đề số liệu", &widths, "CÁC VẤN ĐỀ VỀ SỐ LIỆU CẦN XỬ LÝ");
    let row = headers(&mut canvas, &["STT", "Mức độ", "Mã", "Tệp", "Trang, ô", "Nội dung", "Cách xử lý"]);
    canvas.sheet.freeze = Some(CellRef::new(canvas.row, 0));
    canvas.table_row(&[
        ("{{problem.ordinal}}", short()),
        ("{{problem.level}}", short()),
        ("{{problem.code}}", short()),
        ("{{problem.file}}", small()),
        ("{{problem.cell}}", small()),
        ("{{problem.message}}", words()),
        ("{{problem.hint}}", small()),
    ]);
    canvas.sheet.page = page(true, row, row);
    canvas.sheet
}

/// Files and the cells that every figure came from.
pub(super) fn sources() -> Sheet {
    let widths = [17.0, 46.0, 15.0, 16.0, 17.0, 32.0, 15.0, 12.0, 32.0];
    let mut canvas = internal("Nguồn số liệu", &widths, "NGUỒN CỦA SỐ LIỆU");
    canvas.line("I. Các tệp đã nhận", bold(text(13.0)), 20.0);
    let titles = [
        "STT",
        "Tên tệp",
        "Đơn vị gửi",
        "Tình trạng",
        "Dung lượng (byte)",
        "Biểu mẫu",
        "Mã băm SHA-256",
        "",
        "Lý do",
    ];
    for (column, title) in (0..).zip(titles) {
        match title {
            "" => {}
            "Mã băm SHA-256" => canvas.put(column, column + 1, title, header()),
            _ => canvas.put(column, column, title, header()),
        }
    }
    canvas.next(0.0);
    canvas.put(0, 0, "{{file.ordinal}}", short());
    canvas.put(1, 1, "{{file.name}}", small());
    canvas.put(2, 2, "{{file.unit}}", short());
    canvas.put(3, 3, "{{file.status}}", short());
    canvas.put(4, 4, "{{file.size}}", Style { number_format: "#,##0".to_owned(), ..short() });
    canvas.put(5, 5, "{{file.form}}", small());
    canvas.put(6, 7, "{{file.hash}}", boxed(centered(11.0)));
    canvas.put(8, 8, "{{file.reason}}", small());
    canvas.next(0.0);
    canvas.next(12.0);
    canvas.line("II. Nguồn của từng số liệu", bold(text(13.0)), 20.0);
    headers(
        &mut canvas,
        &[
            "Dùng cho",
            "Số liệu",
            "Giá trị",
            "Trạng thái",
            "Đơn vị báo cáo",
            "Tệp",
            "Trang",
            "Ô",
            "Nội dung trong ô",
        ],
    );
    canvas.table_row(&[
        ("{{source.rules}}", boxed(centered(11.0))),
        ("{{source.label}} ({{source.id}})", small()),
        ("{{source.value}}", Style { number_format: "#,##0.##########".to_owned(), ..short() }),
        ("{{source.state}}", boxed(centered(11.0))),
        ("{{source.unit}}", boxed(centered(11.0))),
        ("{{source.file}}", small()),
        ("{{source.sheet}}", boxed(centered(11.0))),
        ("{{source.cell}}", boxed(centered(11.0))),
        ("{{source.raw}}", small()),
    ]);
    canvas.sheet.page = page(true, 1, 0);
    canvas.sheet
}

/// The rules in force.
pub(super) fn rules() -> Sheet {
    let widths = [7.5, 38.0, 50.0, 20.0, 13.0, 46.0, 13.0, 38.0];
    let mut canvas = internal("Quy tắc áp dụng", &widths, "QUY TẮC ĐÁNH GIÁ ĐANG ÁP DỤNG");
    let titles = [
        "Số",
        "Chỉ tiêu, tiêu chí",
        "Căn cứ",
        "Ngưỡng, thang điểm",
        "Áp dụng từ",
        "Cách tính",
        "Chủ trì",
        "Tệp quy tắc",
    ];
    let row = headers(&mut canvas, &titles);
    canvas.sheet.freeze = Some(CellRef::new(canvas.row, 0));
    canvas.put(0, 4, "{{group.title}}", left(group(text(12.0))));
    canvas.put(5, 7, "{{group.notice}}", group(centered(12.0)));
    canvas.next(0.0);
    canvas.table_row(&[
        ("{{rule.number}}", short()),
        ("{{rule.title}}", words()),
        ("{{rule.law}}", small()),
        ("{{rule.threshold}}", small()),
        ("{{rule.from}}", boxed(centered(11.0))),
        ("{{rule.formula}}", small()),
        ("{{rule.owner}}", boxed(centered(11.0))),
        ("{{rule.file}}", small()),
    ]);
    canvas.sheet.page = page(true, row, row);
    canvas.sheet
}
