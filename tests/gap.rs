//! What would do is asked of the rules themselves, and holds when it is done.

use cchc::report::book::Content;

use crate::program::Program;
use crate::submission::Submission;

const SAMPLE: &str = "chau-son-2025-nam";

#[test]
fn gap_tells_what_would_reach_each_target_and_full_points_first_those_with_most_to_gain() {
    let program = Program::in_sample(SAMPLE);
    let said = program.run("gap").exits(1);
    for line in [
        "Để đạt: cần thêm 1.094 hồ sơ mới, tất cả đều là \"Hồ sơ TTHC đã giải quyết trước hạn\"",
        "Thiếu 10,87 điểm %",
        "Văn phòng chưa báo cáo",
        "Để được 1 điểm: cần thêm 1 mô hình",
        "Để đủ điểm: không còn kịp trong kỳ",
        "hiện nay: \"Chưa\", có tài liệu kiểm chứng",
    ] {
        assert!(said.stdout.contains(line), "{line}\n{}", said.stdout);
    }
    assert!(program.run("gap --lang en").exits(1).stdout.contains("To meet it: 1,094 hồ sơ more are needed"));
    let json: serde_json::Value =
        serde_json::from_str(&program.run("gap --format json").exits(1).stdout).expect("JSON");
    let shortages = json["shortages"].as_array().expect("a list");
    let of = |id: &str, scheme: &str| {
        let found = shortages.iter().find(|s| s["id"] == id && s["scheme"] == scheme);
        found.unwrap_or_else(|| panic!("{id} is missing"))
    };
    assert_eq!(of("2.2.3", "ke-hoach-2025")["remedies"][0]["difference"], "1094");
    assert_eq!(of("1.1.2", "chi-so-mau")["to_gain"], "3");
    let gains: Vec<f64> = shortages
        .iter()
        .filter_map(|s| s["to_gain"].as_str())
        .map(|gain| gain.parse().expect("a number"))
        .collect();
    assert!(gains.is_sorted_by(|one, other| one >= other), "{gains:?}");
}

#[test]
fn the_report_says_what_gap_says() {
    let program = Program::in_sample(SAMPLE);
    program.run("run --as-of 2025-12-16").exits(1);
    let results = program.results();
    let target = |id: &str| {
        let mut targets = results["targets"].as_array().expect("a list").iter();
        targets.find(|target| target["id"] == id).unwrap_or_else(|| panic!("{id} is missing"))
    };
    assert_eq!(target("2.2.3")["remedies"][0]["to"], "4609");
    assert_eq!(
        target("2.2.3")["remedies"][0]["with"]["kstt_da_giai_quyet"],
        "4898",
        "each new file is handled"
    );
    assert_eq!(target("2.2.5")["remedies"].as_array().map(Vec::len), Some(0), "what is met lacks nothing");
    assert_eq!(
        target("2.6.2")["remedies"].as_array().map(Vec::len),
        Some(0),
        "nothing is known of what is missing"
    );
}

#[test]
fn the_change_does_what_it_says_and_one_less_does_not() {
    let folder = "submissions/2025-nam";
    let run = |of: i64| {
        let program = Program::new();
        for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
            let submission = Submission::complete(unit);
            let submission = match unit {
                "VHXH" => submission
                    .figure("cbcc_tong_so", Content::Number(46.into()))
                    .figure("cbcc_dat_chuan", Content::Number(of.into())),
                _ => submission,
            };
            submission.save(&program.path().join(folder), &format!("{unit}.xlsx"));
        }
        let json: serde_json::Value =
            serde_json::from_str(&program.run("gap --format json").exits(1).stdout).expect("JSON");
        let shortages = json["shortages"].as_array().expect("a list").clone();
        shortages.into_iter().find(|shortage| shortage["id"] == "2.4.1")
    };
    let shortage = run(41).expect("five are missing");
    assert_eq!(shortage["remedies"].as_array().map(Vec::len), Some(1), "the whole is not varied: {shortage}");
    assert_eq!(shortage["remedies"][0]["difference"], "5");
    assert_eq!(run(45).expect("one is missing")["remedies"][0]["difference"], "1");
    assert!(run(46).is_none());
}

#[test]
fn gap_of_a_folder_that_is_not_there_fails() {
    Program::new().run("gap khong-co").exits(2).says("lỗi[F01]");
    Program::in_sample(SAMPLE).run("gap --period 2026-q1").exits(2).says("lỗi[F01]");
}
