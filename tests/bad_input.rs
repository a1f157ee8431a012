//! What is wrong with the input is named with its code, its place and the next step; the rest of the batch goes on.

use crate::program::Program;
use crate::submission::{Submission, number, text};

/// The folder that the submissions of the tests lie in.
const FOLDER: &str = "submissions/2025-nam";

/// A commune whose four units have all sent complete forms.
fn commune() -> Program {
    let program = Program::new();
    for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
        Submission::complete(unit).save(&program.path().join(FOLDER), &format!("{unit}.xlsx"));
    }
    program
}

/// The diagnostics with `code` of the last run, as `file sheet!cell`.
fn told(program: &Program, code: &str) -> Vec<String> {
    let results = program.results();
    let diagnostics = results["diagnostics"].as_array().expect("diagnostics").iter();
    diagnostics
        .filter(|diagnostic| diagnostic["code"] == code)
        .map(|diagnostic| {
            for part in ["message", "hint"] {
                let text = diagnostic[part].as_str().unwrap_or_default();
                assert!(!text.is_empty() && !text.contains(['{', '}']), "{code}: {text}");
            }
            let part = |name: &str| diagnostic[name].as_str().unwrap_or_default().to_owned();
            format!("{} {}!{}", part("file"), part("sheet"), part("cell"))
        })
        .collect()
}

fn outcome(program: &Program, target: &str) -> String {
    let results = program.results();
    let targets = results["targets"].as_array().expect("targets").iter();
    let found = targets.into_iter().find(|other| other["id"] == target).expect("the target");
    found["outcome"].as_str().expect("a word").to_owned()
}

/// Runs the commune with one figure of VP altered, and asserts that `code` is told at that very cell.
#[track_caller]
fn assert_cell_is_told(content: cchc::report::book::Content, code: &str) {
    let program = commune();
    let submission = Submission::complete("VP").figure("van_ban_dieu_hanh", content);
    submission.save(&program.path().join(FOLDER), "VP.xlsx");
    program.run("run").exits(1);
    let cell = submission.cell_of("van_ban_dieu_hanh");
    assert_eq!(told(&program, code), [format!("VP.xlsx Số liệu!{cell}")]);
    assert_eq!(outcome(&program, "2.6.1"), "insufficient");
    assert_eq!(outcome(&program, "2.6.3"), "met", "a mistake in one cell changes nothing else");
}

#[test]
fn text_where_a_number_belongs() {
    assert_cell_is_told(text("mười hai"), "C01");
}

#[test]
fn a_negative_count() {
    assert_cell_is_told(number(-5), "C02");
}

#[test]
fn a_fraction_of_a_document() {
    assert_cell_is_told(text("12,5"), "C03");
}

#[test]
fn a_blank_cell_names_cell_and_owner_and_waits() {
    assert_cell_is_told(cchc::report::book::Content::Blank, "C04");
}

#[test]
fn a_numerator_above_its_denominator_needs_an_explanation() {
    let program = commune();
    let submission = Submission::complete("VP").figure("van_ban_dieu_hanh_nen_tang", number(12));
    submission.save(&program.path().join(FOLDER), "VP.xlsx");
    program.run("run").exits(1);
    assert_eq!(outcome(&program, "2.6.1"), "needs_explanation");
    assert!(!told(&program, "I04").is_empty());
}

#[test]
fn a_missing_folder() {
    Program::new().run("run khong-co").exits(2).says("lỗi[F01]").says("khong-co");
    Program::new().run("run").exits(2).says("lỗi[F01]");
}

#[test]
fn an_empty_folder() {
    let program = Program::new();
    std::fs::create_dir_all(program.path().join(FOLDER)).expect("a folder");
    program.run("run").exits(2).says("lỗi[F02]");
    assert!(!program.path().join("output").exists(), "no report is half-written");
}

#[test]
fn a_folder_whose_period_cannot_be_told() {
    let program = Program::new();
    Submission::complete("VP").save(&program.path().join("nop-bai"), "VP.xlsx");
    program.run("run nop-bai").exits(2).says("lỗi[O04]");
}

#[test]
fn a_file_that_is_no_workbook_and_one_that_is_broken() {
    let program = commune();
    let folder = program.path().join(FOLDER);
    std::fs::write(folder.join("cong-van.pdf"), "%PDF-1.7\n").expect("written");
    std::fs::write(folder.join("hong.xlsx"), b"PK\x03\x04 not really a zip").expect("written");
    std::fs::write(folder.join("~$VP.xlsx"), [0u8; 165]).expect("written");
    program.run("run").exits(1);
    assert_eq!(told(&program, "F05"), ["cong-van.pdf !"]);
    assert_eq!(told(&program, "F03"), ["hong.xlsx !"]);
    assert_eq!(told(&program, "F06"), ["~$VP.xlsx !"]);
    assert_eq!(outcome(&program, "2.6.1"), "met");
}

#[test]
fn a_form_for_another_period_is_not_used() {
    let program = commune();
    Submission::complete("KT").for_period("quý III năm 2025").save(&program.path().join(FOLDER), "KT.xlsx");
    program.run("run").exits(1);
    assert_eq!(told(&program, "S03").len(), 1);
    assert_eq!(outcome(&program, "2.5.1"), "insufficient");
}

#[test]
fn a_unit_that_the_plan_does_not_know() {
    let program = commune();
    Submission::complete("KT")
        .sent_by("Phòng Kinh tế Hạ tầng Đô thị")
        .save(&program.path().join(FOLDER), "KT.xlsx");
    program.run("run").exits(1);
    assert_eq!(told(&program, "S02").len(), 1);
    assert_eq!(outcome(&program, "2.5.1"), "insufficient");
}

#[test]
fn a_rule_that_does_not_compile_harms_no_other() {
    let program = commune().with_sources();
    program.edit("rules/ke-hoach-2025/t_2_6_3_so_hoa.rhai", "fn value(f) {", "fn value(f) { ,");
    program.run("run").exits(1).says("t_2_6_3_so_hoa.rhai");
    assert!(!told(&program, "R02").is_empty());
    assert_eq!(outcome(&program, "2.6.1"), "met");
    program.run("check").exits(1).says("lỗi[R02]").says("fn value(f) { ,");
}

#[test]
fn a_rule_that_loops_is_stopped_and_harms_no_other() {
    let program = commune().with_sources();
    program.edit("rules/ke-hoach-2025/t_2_6_3_so_hoa.rhai", "fn value(f) {", "fn value(f) { loop { }");
    program.run("run").exits(1);
    assert!(!told(&program, "R06").is_empty());
    assert_eq!(outcome(&program, "2.6.1"), "met");
    assert_eq!(outcome(&program, "2.6.3"), "needs_explanation");
}

#[test]
fn a_report_that_is_open_elsewhere_is_not_touched() {
    let program = commune();
    program.run("run").exits(1);
    let report = program.output("Bao-cao");
    let before = std::fs::read(&report).expect("the report");
    std::fs::write(report.with_file_name("~$Bao-cao-CCHC-2025-nam.xlsx"), "").expect("written");
    program.run("run --as-of 2026-01-05").exits(2).says("lỗi[O01]");
    assert_eq!(std::fs::read(&report).expect("the report"), before);
}

#[test]
fn an_output_folder_that_cannot_be_written() {
    let program = commune();
    std::fs::write(program.path().join("output"), "").expect("written");
    program.run("run").exits(2).says("lỗi[O02]");
}

#[test]
fn a_layout_with_an_unknown_placeholder() {
    let program = commune().with_sources();
    // The design of the layout with one word misspelt.
    let mut book = crate::report::design::book();
    for sheet in &mut book.sheets {
        for cell in sheet.cells.values_mut() {
            if let cchc::report::book::Content::Text(text) = &mut cell.content {
                *text = text.replace("{{target.label}}", "{{target.lable}}");
            }
        }
    }
    let bytes = cchc::report::write_book(&book).expect("a workbook");
    std::fs::write(program.path().join("templates/report.xlsx"), bytes).expect("written");
    program.run("check").exits(1).says("lỗi[T02]").says("Có phải là").says("target.label");
}

#[test]
fn a_layout_that_is_no_workbook() {
    let program = commune().with_sources();
    std::fs::write(program.path().join("templates/report.xlsx"), "not a workbook").expect("written");
    program.run("check").exits(1).says("lỗi[T01]");
    program.run("run").exits(2).says("lỗi[T01]");
}
