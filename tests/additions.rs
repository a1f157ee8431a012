//! Folders that hold only some rules or forms: they add to what comes with the program, and every verb says so.

use std::path::Path;

use crate::program::{Program, repository};
use crate::submission::Submission;

const RULE: &str = "ke-hoach-2025/t_2_6_3_so_hoa";
const FORM: &str = "danh-muc-tthc.toml";

/// A program beside which the files lie that are named, each with the text of the shipped one of that name as `change`
/// alters it.
fn with(files: &[(&str, &dyn Fn(String) -> String)]) -> Program {
    let program = Program::new();
    for (name, change) in files {
        let text = std::fs::read_to_string(repository().join(name)).unwrap_or_default();
        write(program.path(), name, &change(text));
    }
    Submission::complete("VP").save(&program.path().join("submissions/2025-nam"), "VP.xlsx");
    program
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("written");
}

/// Whether the last run judged the target. One that must be there and has no rule keeps its line, without a state.
fn judged(program: &Program, target: &str) -> bool {
    let results = program.results();
    let mut targets = results["targets"].as_array().expect("targets").iter();
    !targets.find(|one| one["id"] == target).expect("a line")["state"].is_null()
}

fn targets(program: &Program) -> usize {
    program.results()["targets"].as_array().expect("targets").len()
}

#[test]
fn one_rule_in_a_folder_replaces_that_of_the_program_and_every_verb_says_so() {
    let rule = format!("rules/{RULE}.rhai");
    let program = with(&[(&rule, &|text| text.replace("Hồ sơ, kết quả", "HỒ SƠ SỬA, kết quả"))]);
    let told = format!("thêm vào bộ có sẵn trong chương trình; lấy từ thư mục 1 tệp: {RULE}.rhai.");
    program.run("check").exits(0).says(&told);
    program.run("explain 2.6.3").exits(0).says(&told);
    program.run("test 2.6.3").exits(0).says(&told);
    program.run("forms --out phieu --period 2025-nam").exits(0).says(&told);
    program.run("inspect submissions/2025-nam/VP.xlsx").says(&told);
    program.run("diff rules rules").says(&told);
    let said = program.run("run").exits(1).says(&told);
    let said = said.says("Quy tắc: rules (1 tệp, bỏ 0 tệp có sẵn), còn lại có sẵn trong chương trình");
    assert!(said.stderr.contains("HỒ SƠ SỬA"), "{}", said.stderr);
    let with_one = targets(&program);
    std::fs::remove_dir_all(program.path().join("rules")).expect("removed");
    std::fs::remove_dir_all(program.path().join("output")).expect("removed");
    let said = program.run("run").exits(1).says("Quy tắc: có sẵn trong chương trình");
    assert!(!said.stderr.contains("thêm vào bộ"), "{}", said.stderr);
    assert_eq!(with_one, targets(&program));
}

#[test]
fn a_plan_alone_replaces_that_of_the_program() {
    let program = with(&[("rules/plan.toml", &|text| text.replace("Châu Sơn", "Châu Hà"))]);
    program.run("check").exits(0).says("1 tệp: plan.toml");
    program.run("run").says("Châu Hà");
    assert!(judged(&program, "2.6.3"));
}

#[test]
fn a_rule_deleted_from_a_whole_folder_does_not_come_back() {
    let program = Program::new().with_sources();
    Submission::complete("VP").save(&program.path().join("submissions/2025-nam"), "VP.xlsx");
    for end in [".rhai", ".cases.toml"] {
        std::fs::remove_file(program.path().join(format!("rules/{RULE}{end}"))).expect("removed");
    }
    let said = program.run("run");
    assert!(!said.stderr.contains("thêm vào bộ"), "{}", said.stderr);
    assert!(!judged(&program, "2.6.3") && judged(&program, "2.6.1"));
}

#[test]
fn a_blank_file_leaves_out_the_rule_or_form_of_its_name() {
    let blank: &dyn Fn(String) -> String = &|_| String::new();
    let rule = format!("rules/{RULE}.rhai");
    let form = format!("templates/forms/{FORM}");
    let program = with(&[(&rule, blank), (&form, blank)]);
    program
        .run("check")
        .says(&format!("cùng tên: {RULE}.cases.toml, {RULE}.rhai."))
        .says(&format!("cùng tên: {FORM}."));
    program.run("run");
    assert!(!judged(&program, "2.6.3") && judged(&program, "2.6.1"));
}

#[test]
fn a_form_without_a_layout_beside_it_adds_to_the_forms_of_the_program() {
    let program = Program::in_sample("chau-son-2025-nam");
    let list = program.path().join("submissions/2025-nam/Danh muc TTHC.ods");
    std::fs::copy(list, program.path().join("bang.ods")).expect("copied");
    program.run("forms learn bang.ods --out templates/forms/bang-moi.toml").exits(0);
    let told = "Biểu mẫu: bên cạnh templates/forms không có report.xlsx";
    program.run("check").says(told).says("1 tệp: bang-moi.toml");
    program.run("run").says(told);
    let results = program.results();
    let forms: Vec<&str> =
        results["files"].as_array().expect("files").iter().filter_map(|file| file["form"].as_str()).collect();
    assert!(forms.contains(&"06-vpcp-kstt"), "the forms of the program are still known: {forms:?}");
}

#[test]
fn a_folder_that_was_asked_for_must_be_there_and_hold_something() {
    let program = with(&[]);
    for name in ["rong/forms", "trong"] {
        std::fs::create_dir_all(program.path().join(name)).expect("a folder");
    }
    program.run("check --rules khong-co").exits(2).says("lỗi[F01]");
    program.run("check --templates khong-co").exits(2).says("lỗi[F01]");
    program.run("check --templates rong").exits(2).says("lỗi[T01]");
    program.run("check --rules trong").exits(1).says("lỗi[R01]");
}
