//! The rule book and new rules.

use calamine::{Data, Reader, open_workbook_auto};

use crate::program::Program;

#[test]
fn the_rule_book_says_everything_about_every_rule_as_text_and_as_a_workbook() {
    let program = Program::new();
    program.run("doc").exits(0).says("doc/So-tay-quy-tac.md");
    let markdown = std::fs::read_to_string(program.path().join("doc/So-tay-quy-tac.md")).expect("the book");
    for text in [
        "## Các chỉ tiêu của Kế hoạch cải cách hành chính năm 2025",
        "#### 2.2.3 Hồ sơ TTHC tiếp nhận trong năm được giải quyết đúng hạn và trước hạn",
        "> Kế hoạch CCHC năm 2025, mục II.2.2, ý 3: \"Trên 99%",
        "- Ngưỡng: trên 99% (Kế hoạch CCHC năm 2025, mục II.2.2, ý 3; áp dụng từ 01/01/2025)",
        "| đúng 99% là chưa đạt (ngưỡng là trên 99%) | kstt_truoc_han = 2.000; kstt_dung_han = 970; kstt_da_giai_quyet = 3.000; kstt_dang_qua_han = 0 | Chưa đạt; kết quả 99 |",
        "**BỘ TIÊU CHÍ MẪU - KHÔNG PHẢI QUY ĐỊNH CỦA TỈNH**",
        "full = 99; floor = 95",
        "Chưa có số liệu",
    ] {
        assert!(markdown.contains(text), "{text}");
    }
    let path = program.path().join("doc/So-tay-quy-tac.xlsx");
    let mut book = open_workbook_auto(&path).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Quy tắc 1", "Ví dụ 1", "Quy tắc 2", "Ví dụ 2", "Quy tắc 3", "Ví dụ 3"]);
    let sheet = book.worksheet_range("Quy tắc 1").expect("a sheet");
    let row = sheet.rows().find(|row| row.first() == Some(&Data::String("2.2.3".into()))).expect("a rule");
    assert!(row.iter().any(|cell| cell.to_string().contains("trên 99%")), "{row:?}");
    let bytes = std::fs::read(&path).expect("a file");
    program.run("doc --out lai").exits(0);
    assert!(bytes == std::fs::read(program.path().join("lai/So-tay-quy-tac.xlsx")).expect("a file"));
    program.run("--lang en doc --out en").exits(0).says("Rule book written");
    program.run("doc --rules khong-co").exits(2).says("lỗi[F01]");
}

#[test]
fn a_new_rule_is_told_what_it_lacks_and_is_not_written_twice() {
    let program = Program::new().with_sources();
    program.run("new target 2.6.9").exits(0).says("rules/ke-hoach-2025/t_2_6_9.rhai");
    let said = program.run("check").exits(1);
    for text in ["t_2_6_9.rhai", "OWNER", "NEEDS", "ZERO", "TARGET"] {
        assert!(said.stderr.contains(text), "{text}\n{}", said.stderr);
    }
    program.run("test").exits(1).says("t_2_6_9.rhai");
    program.run("new target 2.6.9").exits(2).says("lỗi[O03]");
    program.run("new target 2.2.3").exits(2).says("t_2_2_3_dung_han");
    program.run("new criterion 7.9").exits(0).says("rules/chi-so-mau/c_7_9.cases.toml");
    program.run("new criterion 7.9 --scheme chi-so-maux").exits(2).says("Có phải là \"chi-so-mau\"?");
    program.run("new target 2.6.10.").exits(2).says("lỗi[U01]");
    Program::new().run("new target 2.6.9").exits(2).says("lỗi[R01]");
}

#[test]
fn a_new_rule_that_is_filled_in_passes_and_its_cases_fail_until_then() {
    let program = Program::new().with_sources();
    program.run("new target 2.6.9").exits(0);
    let rule = "rules/ke-hoach-2025/t_2_6_9.rhai";
    for (from, to) in [
        ("//! #\n//!\n", "//! # Thử\n//! Kế hoạch, mục II.2.6, ý 9: \"80%.\"\n"),
        ("PLACES  = [\"\"]", "PLACES  = [\"II.2.6, ý 9\"]"),
        ("OWNER   = \"\"", "OWNER   = \"VP\""),
        ("NEEDS   = []", "NEEDS   = [\"tu_so\", \"mau_so\"]"),
        ("from: \"\", at_least: 0, basis: \"\"", "from: \"2025-01-01\", at_least: 80, basis: \"KH\""),
        ("ZERO    = \"\"", "ZERO    = \"nothing_arose\""),
        ("FORMULA = \"\"", "FORMULA = \"tử số / mẫu số × 100\""),
        (
            "    #{ id: \"\", label: \"\", kind: \"count\", unit: \"\", from: \"\", field: \"\" },\n",
            "    #{ id: \"tu_so\", label: \"Tử\", kind: \"count\", unit: \"việc\", from: \"VP\", field: \"7\" },\n    \
             #{ id: \"mau_so\", label: \"Mẫu\", kind: \"count\", unit: \"việc\", from: \"VP\", field: \"7\" },\n",
        ),
    ] {
        program.edit(rule, from, to);
    }
    program.run("test 2.6.9").exits(1).says("lỗi[R13]");
    let cases = "rules/ke-hoach-2025/t_2_6_9.cases.toml";
    for (name, figures) in [
        ("đạt", "tu_so = 9, mau_so = 10"),
        ("đúng ngưỡng", "tu_so = 8, mau_so = 10"),
        ("kém một là chưa đạt", "tu_so = 79, mau_so = 100"),
        ("không phát sinh", "tu_so = 0, mau_so = 0"),
    ] {
        let before = format!("name = \"{name}\"\nfigures = {{}}");
        program.edit(cases, &before, &format!("name = \"{name}\"\nfigures = {{ {figures} }}"));
    }
    program.run("test 2.6.9").exits(0);
}
