//! A rule explained on real submissions: law, value in force, steps, branch, cells, and what would do.

use crate::program::Program;
use crate::submission::Submission;

const SAMPLE: &str = "chau-son-2025-nam";

#[track_caller]
fn shows(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "not shown: {line}\n{text}");
    }
}

#[test]
fn a_target_is_explained_from_the_law_to_the_cells() {
    let program = Program::in_sample(SAMPLE);
    let said = program.run("explain 2.2.3 --period 2025-nam").exits(0);
    shows(
        &said.stdout,
        &[
            "Căn cứ: Kế hoạch CCHC năm 2025",
            "Mức áp dụng: trên 99% (Kế hoạch CCHC năm 2025, mục II.2.2, ý 3; áp dụng từ 01/01/2025)",
            "dòng 16: f.kstt_truoc_han + f.kstt_dung_han: 3.515 + 243 → 3.758",
            "percent(3.758; 3.804) → 98,790747",
            "Đánh giá: Chưa đạt - 98,79%, không lớn hơn 99%",
            "Theo cách tính thứ hai: 3.758 × 100 / 3.806 = 98,74%",
            "Để đạt: cần thêm 1.094 hồ sơ mới",
            "BIEU 06 KSTT.xlsx | Bieu 06!H31 ghi \"3515\"",
        ],
    );
    shows(&program.run("--lang en explain 2.2.3 .").exits(0).stdout, &["Law:", "line 16:", "To meet it:"]);
}

#[test]
fn the_branch_that_a_criterion_took_is_seen() {
    let said = Program::in_sample(SAMPLE).run("explain 3.2 .").exits(0);
    shows(
        &said.stdout,
        &[
            "v >= s.full: 98,790747 >= 99 → sai",
            "v >= s.floor: 98,790747 >= 95 → đúng",
            "(v / 100) * s.max: 0,987907 * 8 → 7,90326",
            "7,9 trên 8 điểm",
        ],
    );
}

#[test]
fn points_of_another_criterion_are_shown_with_the_cells_that_they_rest_on() {
    let program = Program::new();
    for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
        Submission::complete(unit)
            .save(&program.path().join("submissions/2025-nam"), &format!("{unit}.xlsx"));
    }
    let said = program.run("explain 1.1.2 .").exits(0);
    shows(
        &said.stdout,
        &["f.diem_1_1_1 == 0: 1 == 0 → sai", "- Điểm tiêu chí 1.1.1: 1", "VHXH.xlsx | Số liệu!E11 ghi"],
    );
    // How those points came about is told where that criterion is explained.
    assert!(!said.stdout.contains("choose("), "{}", said.stdout);
}

#[test]
fn a_table_is_followed_row_by_row_and_column_by_column() {
    let said = Program::in_sample(SAMPLE).run("explain 2.2.2 .").exits(0);
    shows(
        &said.stdout,
        &[
            "f.danh_muc_tthc.keep(",
            "keep(65 dòng;",
            "→ 51 dòng",
            "reduction(524; 413)",
            "Danh muc TTHC.ods | Danh muc!D11",
        ],
    );
}

#[test]
fn what_is_missing_is_named_and_what_is_unknown_is_refused() {
    let program = Program::in_sample(SAMPLE);
    shows(
        &program.run("explain 2.6.2 .").exits(0).stdout,
        &["Còn thiếu:", "PhieuSoLieu_VP.xlsx | Số liệu!E33"],
    );
    program.run("explain 2.2.33 .").exits(2).says("lỗi[U02]");
    program.run("explain 2.2.3 khong-co").exits(2).says("lỗi[F01]");
}

#[test]
fn a_rule_is_explained_for_programs_too() {
    let program = Program::in_sample(SAMPLE);
    let json = |args: &str| -> serde_json::Value {
        serde_json::from_str(&program.run(&format!("{args} --format json")).exits(0).stdout).expect("JSON")
    };
    let said = json("explain 3.2 --period 2025-nam");
    let rule = &said["explanations"][0];
    assert!(rule["law"].as_str().is_some_and(|law| !law.is_empty()));
    assert_eq!(rule["file"], "rules/chi-so-mau/c_3_2_dung_han.rhai");
    assert_eq!(rule["terms"][0]["scale"]["full"], "99");
    assert_eq!(
        (&rule["terms"][0]["applied"], &rule["terms"][0]["until"]),
        (&true.into(), &serde_json::Value::Null)
    );
    assert_eq!(rule["figures"][0]["from"], "TTPVHCC");
    let verdict = &rule["verdict"];
    assert_eq!((&verdict["period"], &verdict["window"]["to"]), (&"2025-nam".into(), &"2025-12-14".into()));
    assert_eq!(
        (&verdict["result"]["outcome"], &verdict["result"]["points"]),
        (&"scored".into(), &"7.9".into())
    );
    assert_eq!(verdict["result"]["cells"][0]["raw"], "3515");
    assert_eq!(verdict["result"]["remedies"][0]["goal"], "better");
    assert_eq!(verdict["steps"][0]["operands"], serde_json::json!(["3515", "243"]));
    assert_eq!(verdict["steps"][0]["result"], "3758");
    let turns: Vec<(&str, bool)> = verdict["branch"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|turn| (turn["expression"].as_str().expect("text"), turn["holds"].as_bool().expect("a truth")))
        .collect();
    // Once for each way of calculating.
    let both = [("v >= s.full", false), ("v >= s.floor", true)];
    assert_eq!(turns, [both, both].concat());
    // In words it says what the text says.
    let text = program.run("explain 3.2 .").exits(0).stdout;
    let words = verdict["words"].as_array().expect("a list");
    assert!(words.len() > 10);
    shows(&text, &words.iter().map(|line| line.as_str().expect("text")).collect::<Vec<_>>());
    // What is missing, an answer, a table, and a state are told as they are.
    let missing = json("explain 2.6.2 .");
    let missing = &missing["explanations"][0]["verdict"]["result"];
    assert_eq!(
        (&missing["outcome"], &missing["missing"][0]["cell"]),
        (&"insufficient".into(), &"E33".into())
    );
    let rows = json("explain 2.2.2 .");
    assert_eq!(rows["explanations"][0]["verdict"]["steps"][0]["operands"][0], 65);
    let plain = json("explain 2.2.3");
    assert_eq!(plain["explanations"][0]["verdict"], serde_json::Value::Null);
    assert_eq!(plain["explanations"][0]["terms"][0]["threshold"]["comparison"], "above");
    assert_eq!(json("explain c04")["codes"][0]["level"], "error");
    let all = json("explain");
    assert!(all["rules"].as_array().is_some_and(|rules| rules.len() > 50));
    assert!(all["codes"].as_array().is_some_and(|codes| codes.len() > 80));
}
