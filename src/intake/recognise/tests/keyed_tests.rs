//! Forms with named rows.

use super::*;

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
    let header = "STT | Nội dung | Tỷ lệ | Số lượng";
    read_as(KEYED, &[&[header], rows].concat())
}

fn read_as(form: &str, rows: &[&str]) -> Recognition {
    let text = crate::plan::TextFile { name: "thanh-toan.toml".to_owned(), text: form.to_owned() };
    let (forms, problems) = crate::intake::load_forms(&[text]);
    assert_eq!(problems, []);
    let mut plan = plan();
    if let Some(rule) = plan.rules.first_mut() {
        rule.needs.push("ho_so_co_phi".into());
    }
    let schedule = schedule("2025-nam");
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let head = ["BÁO CÁO THANH TOÁN TRỰC TUYẾN", "Kỳ báo cáo: năm 2025"];
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
fn a_percentage_that_is_not_that_of_its_row_is_told_with_all_cells() {
    let total = "\n[[column]]\nid = \"tong\"\nheader = \"Tổng số\"\nkind = \"count\"\n\n[[row]]";
    let form = KEYED.replacen("\n[[row]]", total, 1).replace(
        "[[column]]\nid = \"stt\"",
        "rates = [\"ty_le = so_luong / tong\"]\n\n[[column]]\nid = \"stt\"",
    );
    let read = |rate: &str| {
        let row = format!("2 | Hồ sơ đã thanh toán trực tuyến | {rate} | 28 | 43");
        read_as(&form, &["STT | Nội dung | Tỷ lệ | Số lượng | Tổng số", "1 | Hồ sơ có phí | | 120", &row])
    };
    for right in ["65,1%", "65%", "65,12", "65,1162790697674%"] {
        assert_eq!(told(&read(right)), [], "{right}");
    }
    let wrong = read("65,2%");
    assert_eq!(told(&wrong), [(Code::RateDiffers, "C5".to_owned())]);
    let message = wrong.diagnostics.first().expect("a query").message(crate::diagnostic::Lang::En);
    assert_eq!(message, "The percentage is given as 65,2% but 28 / 43 is 65,12% (C5, D5, E5).");
}

#[test]
fn every_record_of_a_list_is_checked_too() {
    let (columns, _) = KEYED.split_once("[[row]]").expect("the columns");
    let checks = "identities = [\"so_luong = tong\"]\nrates = [\"ty_le = so_luong / tong\"]\n\n[[column]]\nid = \"stt\"";
    let total = "[[column]]\nid = \"tong\"\nheader = \"Tổng số\"\nkind = \"count\"\n\n";
    let form = columns.replacen("[[column]]\nid = \"stt\"", checks, 1)
        + total
        + "[table]\nfigure = \"bang\"\nlabel = \"Bảng\"\n";
    let header = "STT | Nội dung | Tỷ lệ | Số lượng | Tổng số";
    let read = read_as(
        &form,
        &[header, "1 | a | 100% | 43 | 43", "2 | b | 99% | 43 | 43", "3 | c | 100% | 42 | 42"],
    );
    assert_eq!(told(&read), [(Code::RateDiffers, "C5".to_owned())]);
    let read = read_as(&form, &[header, "1 | a | 50% | 43 | 86", "2 | b | 100% | 43 | 43"]);
    assert_eq!(told(&read), [(Code::IdentityBroken, "D4".to_owned())]);
}
