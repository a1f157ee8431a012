//! Every verb, once when it succeeds and once when it does not.

use crate::program::Program;

#[test]
fn init_makes_a_ready_folder_and_overwrites_nothing() {
    let program = Program::new();
    program.run("init xa").exits(0).says("Đã tạo");
    for name in
        ["rules/plan.toml", "rules/README.md", "templates/report.xlsx", "templates/forms/06-vpcp-kstt.toml"]
    {
        assert!(program.path().join("xa").join(name).is_file(), "{name}");
    }
    assert!(program.path().join("xa/submissions").is_dir());
    std::fs::write(program.path().join("xa/rules/plan.toml"), "mine").expect("written");
    program.run("init xa").exits(2).says("lỗi[O03]");
    assert_eq!(std::fs::read_to_string(program.path().join("xa/rules/plan.toml")).expect("the file"), "mine");
}

#[test]
fn check_and_test_are_clean_on_what_is_shipped() {
    let program = Program::new();
    program.run("check").exits(0).says("đều hợp lệ");
    program.run("test").exits(0).says("ví dụ đúng");
}

#[test]
fn check_tells_of_every_mistake_at_once() {
    let program = Program::new().with_sources();
    program.edit("rules/ke-hoach-2025/t_2_6_3_so_hoa.rhai", "percent(", "percnt(");
    program.edit(
        "rules/ke-hoach-2025/t_2_6_4_dvctt_phat_sinh.rhai",
        "const OWNER   = \"TTPVHCC\"",
        "const OWNER   = \"TTPVHC\"",
    );
    program
        .run("check")
        .exits(1)
        .says("lỗi[R04]")
        .says("percnt")
        .says("Có phải là \"percent\"?")
        .says("Có phải là \"TTPVHCC\"?");
    let said = program.run("check --format json").exits(1);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    let codes: Vec<_> = json["diagnostics"].as_array().expect("a list").iter().map(|d| &d["code"]).collect();
    assert!(codes.len() >= 2, "{codes:?}");
}

#[test]
fn test_shows_what_a_failing_case_expected_and_got() {
    let program = Program::new().with_sources();
    program.edit("rules/ke-hoach-2025/t_2_2_3_dung_han.rhai", "above: 99,", "above: 98,");
    program
        .run("test 2.2.3")
        .exits(1)
        .says("lỗi[R13]")
        .says("đúng 99% là chưa đạt")
        .says("Cách tính của rules/ke-hoach-2025/t_2_2_3_dung_han.rhai:")
        .says("Mức áp dụng: trên 98%")
        .says("dòng 16: f.kstt_truoc_han + f.kstt_dung_han: 2.000 + 970 → 2.970")
        .says("percent(2.970; 3.000) → 99")
        .says("t_2_2_3_dung_han.cases.toml");
    let json = program.run("test 2.2.3 --format json").exits(1).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let cases = json["cases"].as_array().expect("a list");
    let of = |passed: bool| cases.iter().find(|case| case["passed"] == passed).expect("a case");
    assert_eq!(of(false)["steps"][1]["result"], "99");
    assert_eq!(of(true)["steps"], serde_json::json!([]));
    program.run("test 2.6.3").exits(0);
    program.run("test khong-co").exits(2).says("Không có ví dụ nào");
}

#[test]
fn explain_tells_of_rules_and_codes_and_knows_what_was_meant() {
    let program = Program::new();
    let said = program.run("explain 2.2.3").exits(0);
    for text in ["trên 99", "(8)", "Trung tâm Phục vụ hành chính công", "t_2_2_3_dung_han.rhai"] {
        assert!(said.stdout.contains(text), "{text}\n{}", said.stdout);
    }
    assert!(program.run("explain c04").exits(0).stdout.contains("Ô trống"));
    assert!(program.run("explain C04 --lang en").exits(0).stdout.contains("Blank cell"));
    assert!(program.run("explain").exits(0).stdout.contains("2.6.8"));
    program.run("explain 2.2.33").exits(2).says("lỗi[U02]");
}

#[test]
fn forms_are_written_for_every_unit_or_for_one() {
    let program = Program::new();
    program.run("forms --period 2025-nam").exits(0);
    for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
        assert!(
            program.path().join(format!("forms/2025-nam/Phieu-{unit}-2025-nam.xlsx")).is_file(),
            "{unit}"
        );
    }
    program.run("forms --period 2025-q3 --unit kt --out phieu").exits(0);
    assert_eq!(std::fs::read_dir(program.path().join("phieu")).expect("a folder").count(), 1);
    program.run("forms --period 2025-nam --unit XYZ").exits(2).says("lỗi[S02]").says("TTPVHCC");
}

#[test]
fn a_mistyped_command_is_told_of_in_either_language() {
    let program = Program::new();
    program.run("runn").exits(2).says("lỗi[U01]: Không có lệnh \"runn\". Có phải là \"run\"?");
    program.run("--lang en run --period 2025").exits(2).says("error[U01]").says("2025-nam");
    program.run("inspect").exits(2).says("lỗi[U01]: Lệnh còn thiếu");
    assert!(program.run("--help").exits(0).stdout.contains("Cách dùng"));
    assert!(program.run("run --help --lang en").exits(0).stdout.contains("Usage"));
}

#[test]
fn cases_are_measured_by_what_they_reach_and_by_the_changes_they_notice() {
    let program = Program::new().with_sources();
    program.run("test --threshold 100").exits(0).says("100%");
    program.run("test 2.2.3 --mutate").exits(0).says("thay đổi đã thử");
    program.edit(
        "rules/chi-so-mau/c_1_4_tuyen_truyen.cases.toml",
        "tin_bai_tuyen_truyen = 0",
        "tin_bai_tuyen_truyen = 1",
    );
    program
        .run("test 1.4 --coverage")
        .exits(0)
        .says("c_1_4_tuyen_truyen.rhai:35:13: điều kiện này chưa ví dụ nào làm cho sai")
        .says("else if v >= s.it { s.diem_it }");
    program.run("test 1.4 --threshold 100").exits(1).says("ít nhánh hơn mức yêu cầu (100%)");
    let said = program.run("test 1.4 --coverage --format json").exits(0);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    assert_eq!(json["rules"][0]["unreached"][0]["kind"], "never_false");
    program.run("test 9.9 --coverage").exits(2).says("Không có ví dụ nào");
    program.run("test --coverage --mutate").exits(2).says("lỗi[U01]");
    program.run("test --threshold 101").exits(2).says("lỗi[U01]");
}

#[test]
fn missing_cases_are_written_out_ready_to_be_appended() {
    let program = Program::new().with_sources();
    let path = "rules/ke-hoach-2025/t_1_1_thu_hang.cases.toml";
    let said = program.run("test t_1_1_ --suggest").exits(0);
    assert!(said.stdout.contains(&format!("# {path}\n")), "{}", said.stdout);
    assert!(
        said.stdout
            .contains("name = \"ngay dưới 30\"\nfigures = { thu_hang_par_index = 29 }\noutcome = \"met\""),
        "{}",
        said.stdout
    );
    let cases = std::fs::read_to_string(program.path().join(path)).expect("the cases");
    std::fs::write(program.path().join(path), cases + said.stdout.as_str()).expect("written");
    program.run("test t_1_1_").exits(0);
    program.run("test t_1_1_ --suggest").exits(0).says("Không thiếu ví dụ nào");
}

#[test]
fn the_run_of_the_cases_can_be_shown_by_services_that_run_tests() {
    let program = Program::new().with_sources();
    program.edit("rules/ke-hoach-2025/t_2_2_3_dung_han.rhai", "above: 99,", "above: 98,");
    let said = program.run("test 2.2.3 --format junit").exits(1);
    assert!(said.stdout.starts_with("<?xml"), "{}", said.stdout);
    for text in [
        "<testsuite name=\"ke-hoach-2025 2.2.3\" tests=\"18\"",
        "failures=\"4\"",
        "R13 rules/ke-hoach-2025",
        "percent(2.970; 3.000)",
    ] {
        assert!(said.stdout.contains(text), "{text}\n{}", said.stdout);
    }
}

#[test]
fn what_real_submissions_reach_is_told_beside_what_the_cases_reach() {
    let program = Program::in_sample("chau-son-2025-nam");
    program
        .run("test 3.2 --submissions .")
        .exits(0)
        .says("Các ví dụ đi qua:")
        .says("Số liệu thật đi qua (submissions/2025-nam, năm 2025):")
        // 98,79%: neither full points nor none.
        .says("c_3_2_dung_han.rhai:25:8: điều kiện này chưa đúng với số liệu thật nào")
        .says("c_3_2_dung_han.rhai:25:38: điều kiện này chưa sai với số liệu thật nào");
    let said = program.run("test 3.2 --coverage --submissions submissions/2025-nam --format json").exits(0);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    assert_eq!(
        (&json["branches"]["percent"], &json["submissions"]["branches"]["percent"]),
        (&100.into(), &50.into())
    );
    assert_eq!(
        (&json["submissions"]["period"], &json["rules"][0]["unreached"]),
        (&"2025-nam".into(), &serde_json::json!([]))
    );
    assert_eq!(json["submissions"]["rules"][0]["unreached"][1]["kind"], "never_false");
    let alone = program.run("test 3.2 --coverage --format json").exits(0).stdout;
    let alone: serde_json::Value = serde_json::from_str(&alone).expect("JSON");
    assert_eq!((&alone["submissions"], &alone["lines"]), (&serde_json::Value::Null, &json["lines"]));
    program.run("test 3.2 --threshold 50 --submissions .").exits(0);
    program
        .run("test 3.2 --threshold 51 --submissions .")
        .exits(1)
        .says("Số liệu thật đi qua ít nhánh hơn mức yêu cầu (51%)");
    program.run("test --submissions khong-co").exits(2).says("lỗi[F01]");
}

#[test]
fn a_format_that_would_say_something_else_is_refused() {
    let program = Program::new();
    for arguments in ["--coverage", "--threshold 90", "--mutate"] {
        let said = program.run(&format!("test 2.2.3 {arguments} --format junit")).exits(2);
        assert_eq!(said.stdout, "");
        said.says("lỗi[U01]").says("--format junit chỉ dùng khi chạy các ví dụ");
    }
    program.run("test 2.2.3 --suggest --format json").exits(2).says("lỗi[U01]");
}

#[test]
fn english_numbers_and_periods_are_english() {
    let program = Program::in_2026();
    let said = program
        .run("--lang en run --period 2026-6-thang --rules 2026 --as-of 2026-06-16")
        .exits(1)
        .says("CCHC report of the first half of 2026 - xã Châu Sơn")
        .says("is given as 85.6 ")
        .says("by the report of the year 2025 it was 83.59 ")
        .says("already reported: quarter I of 2026: 18 (");
    // A comma stands before three digits.
    let parts = |line: &str| -> bool {
        line.split(',').skip(1).zip(line.split(',')).any(|(after, before)| {
            let digits = after.chars().take_while(char::is_ascii_digit).count();
            before.ends_with(|sign: char| sign.is_ascii_digit()) && (1..3).contains(&digits)
        })
    };
    let comma = said.stderr.lines().find(|line| parts(line));
    assert_eq!(comma, None, "no decimal comma");
    let program = Program::in_sample("chau-son-2025-nam");
    let gap = program.run("--lang en gap").exits(1).stdout;
    assert!(gap.contains("(+2.5)"), "{gap}");
    assert_eq!(gap.lines().find(|line| parts(line)), None, "no decimal comma");
    let explained = program.run("--lang en explain 2.2.3 .").exits(0).stdout;
    assert!(explained.contains("98.79") && !explained.contains("98,79"), "{explained}");
}
