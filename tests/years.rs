//! Years as sets: a folder of rules that extends another, in every verb that takes rules.

use crate::program::{Program, copy, repository};

/// A commune's folder with the sample year, the rules of 2025 and those of 2026 that extend them.
fn program() -> Program {
    let program = Program::in_sample("chau-son-2025-nam").with_sources();
    copy(&repository().join("samples/quy-tac-2026"), &program.path().join("2026"));
    program.edit("2026/plan.toml", "../../rules", "../rules");
    program
}

#[test]
fn the_sample_of_next_year_is_sound_and_its_cases_notice_every_change() {
    let program = program();
    program.run("check --rules 2026").exits(0).says("đều hợp lệ");
    program.run("test --rules 2026 --threshold 100").exits(0);
    for rule in ["2.6.5", "2.6.9"] {
        program.run(&format!("test {rule} --mutate --rules 2026")).exits(0);
    }
}

#[test]
fn what_differs_is_added_replaced_or_gone_and_the_rest_is_last_years() {
    let program = program();
    let said = |args: &str| program.run(args).exits(0).stdout;
    let list = said("explain --rules 2026");
    for (rule, is_there) in
        [("2.6.5", true), ("2.6.7", true), ("2.6.8", false), ("2.6.9", true), ("7.6", true)]
    {
        assert_eq!(
            list.lines().any(|line| line.trim_start().starts_with(&format!("{rule} "))),
            is_there,
            "{rule}"
        );
    }
    let of = |rule: &str| said(&format!("explain {rule} --rules 2026"));
    assert!(of("2.6.5").contains("Tệp: 2026/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai"));
    assert!(of("2.6.5").contains("từ 85% trở lên"));
    assert!(of("2.6.4").contains("Tệp: rules/ke-hoach-2025/t_2_6_4_dvctt_phat_sinh.rhai"));
    program.run("doc --rules 2026").exits(0);
    let book = std::fs::read_to_string(program.path().join("doc/So-tay-quy-tac.md")).expect("the rule book");
    assert!(book.contains("Kế hoạch cải cách hành chính năm 2026 (mẫu)") && book.contains("#### 2.6.9"));
    assert!(!book.contains("#### 2.6.8"));
    program.run("forms --period 2026-nam --rules 2026").exits(0);
    let next = Program::in_2026();
    next.run("run --period 2026-6-thang --rules 2026 --as-of 2026-06-16")
        .exits(1)
        .says("Quy tắc: 2026 (kế thừa rules)");
    let results = next.results();
    assert_eq!(results["plan"], "Kế hoạch cải cách hành chính năm 2026 (mẫu)");
    assert_eq!(results["commune"], "xã Châu Sơn");
    // Last year's stays what it was.
    assert!(said("explain 2.6.8").contains("2.6.8"));
    assert!(!said("explain 2.6.5").contains("85"));
}

#[test]
fn next_years_rules_are_compared_with_last_years() {
    let program = program();
    let said = program.run("diff rules 2026 --law-of 14/12/2025").exits(1).stdout;
    for text in [
        "Thêm quy tắc 2026/ke-hoach-2025/t_2_6_9_tra_ket_qua_dien_tu.rhai",
        "Bỏ quy tắc rules/ke-hoach-2025/t_2_6_8_dvctt_da_phuong_tien.rhai",
        "2026/plan.toml:9",
    ] {
        assert!(said.contains(text), "{text}\n{said}");
    }
    // Without a day of the law it is a report of 2025 by the plan of 2026.
    program.run("diff rules 2026").exits(2).says("lỗi[R32]").says("--law-of");
    // By the law of next year the new threshold counts, on the figures that there are.
    assert!(said.lines().all(|line| !line.starts_with("2.6.5 ")), "{said}");
    let said = program.run("diff rules 2026 --law-of 14/12/2026").exits(1);
    for text in [
        "Đánh giá: Đạt → Chưa đạt",
        "Ngưỡng: từ 80% trở lên → từ 85% trở lên",
        "+ #{ from: \"2026-01-01\", at_least: 85",
    ] {
        assert!(said.stdout.contains(text), "{text}\n{}", said.stdout);
    }
    assert!(!said.stderr.contains("R08"), "{}", said.stderr);
    program.run("diff rules 2026 --law-of 2026").exits(2).says("lỗi[U01]");
}

#[test]
fn a_mistake_is_told_in_the_file_that_holds_it() {
    let program = program();
    program.edit("2026/ke-hoach-2025/t_2_6_9_tra_ket_qua_dien_tu.rhai", "percent(", "percnt(");
    program.edit("rules/ke-hoach-2025/t_2_6_3_so_hoa.rhai", "percent(", "percet(");
    program
        .run("check --rules 2026")
        .exits(1)
        .says("--> 2026/ke-hoach-2025/t_2_6_9_tra_ket_qua_dien_tu.rhai:29:5")
        .says("--> rules/ke-hoach-2025/t_2_6_3_so_hoa.rhai:32:5");
}

#[test]
fn a_case_of_last_year_that_next_years_rule_fails_is_told_in_last_years_file() {
    let program = program();
    std::fs::remove_file(program.path().join("2026/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.cases.toml"))
        .expect("removed");
    program
        .run("test 2.6.5 --rules 2026")
        .exits(1)
        .says("đúng 80% là đạt")
        .says("--> rules/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.cases.toml:8:8");
}

#[test]
fn a_new_rule_goes_into_the_folder_that_was_named_and_takes_no_number_that_is_taken() {
    let program = program();
    program.run("new target 2.6.4 --rules 2026").exits(2).says("rules/ke-hoach-2025/t_2_6_4");
    // What was removed may be written anew.
    program.run("new target 2.6.8 --rules 2026").exits(0).says("2026/ke-hoach-2025/t_2_6_8");
    assert!(program.path().join("2026/ke-hoach-2025/t_2_6_8.rhai").is_file());
}

#[test]
fn what_a_year_may_say_of_its_plan() {
    let program = program();
    let path = program.path().join("2026/plan.toml");
    let plan = std::fs::read_to_string(&path).expect("the plan");
    let with = |more: &str| std::fs::write(&path, format!("{plan}{more}")).expect("written");
    with(
        "[commune]\nsignatory = \"Trần Thị B\"\n[[unit]]\ncode = \"KT\"\nname = \"Phòng Kinh tế mới\"\nshort = \"KT\"\n",
    );
    program.run("check --rules 2026").exits(0);
    assert!(program.run("explain 2.5.1 --rules 2026").exits(0).stdout.contains("Phòng Kinh tế mới"));
    with("[commune]\nsignatori = \"B\"\n");
    program.run("check --rules 2026").exits(1).says("lỗi[R04]").says("2026/plan.toml:17:1").says("signatory");
    with("standing_uni = \"VP\"\n");
    program.run("check --rules 2026").exits(1).says("lỗi[R04]").says("standing_unit");
    std::fs::write(&path, "extends = 2025\n").expect("written");
    program.run("check --rules 2026").exits(1).says("lỗi[R14]").says("2026/plan.toml:1:11");
}

#[test]
fn a_report_of_another_year_is_not_judged_by_the_plan_and_the_recipe_is_given() {
    let program = Program::in_2026();
    for verb in ["run --as-of 2026-06-16", "gap", "explain 2.2.3"] {
        let said = program.run(&format!("{verb} --period 2026-6-thang")).exits(2);
        for text in ["lỗi[R32]", "6 tháng đầu năm 2026", "extends = \"../rules\"", "--rules 2026"] {
            assert!(said.stderr.contains(text), "{verb}: {text}\n{}", said.stderr);
        }
    }
    assert!(!program.path().join("output").exists(), "nothing is written");
    program.run("forms --period 2026-nam").exits(2).says("lỗi[R32]");
    assert!(!program.path().join("forms").exists(), "no form asks for the tasks of last year");
    program.run("forms --period 2027-q1 --rules 2026").exits(2).says("lỗi[R32]");
    // Nor is last year's report judged by this year's plan.
    program.run("run --period 2025-nam --rules 2026 --as-of 2025-12-16").exits(2).says("lỗi[R32]");
    program.run("run --period 2026-6-thang --rules 2026 --as-of 2026-06-16").exits(1);
}

#[test]
fn the_recipe_works_and_what_it_leaves_of_last_year_is_told() {
    let program = Program::in_2026();
    std::fs::remove_dir_all(program.path().join("2026")).expect("removed");
    std::fs::create_dir(program.path().join("2026")).expect("a folder");
    let plan = "extends = \"../rules\"\nyear = 2026\ntitle = \"Kế hoạch CCHC năm 2026\"\n";
    std::fs::write(program.path().join("2026/plan.toml"), plan).expect("written");
    let said = program.run("run --period 2026-6-thang --rules 2026 --as-of 2026-06-16").exits(1);
    for text in [
        "cần xác nhận[R33]: 26 nhiệm vụ này là của năm 2025, trong khi kế hoạch này là của năm 2026.",
        "cần xác nhận[R33]: \"Thứ hạng Chỉ số CCHC (PAR INDEX) năm 2025 của xã trong tỉnh\" là chỉ tiêu, tiêu chí của \
         năm 2025, trong khi kế hoạch này là của năm 2026.",
    ] {
        assert!(said.stderr.contains(text), "{text}\n{}", said.stderr);
    }
    assert_eq!(said.stderr.matches("[R33]").count(), 2, "{}", said.stderr);
}

#[test]
fn a_period_before_the_commune_or_before_any_law_has_no_report() {
    let program = Program::in_sample("chau-son-2025-q3").with_sources();
    std::fs::create_dir_all(program.path().join("submissions/2025-q1")).expect("a folder");
    std::fs::write(program.path().join("submissions/2025-q1/a.csv"), "a;b\n1;2\n").expect("written");
    program.run("run --period 2025-q1 --as-of 2025-03-16").exits(2).says("lỗi[O05]").says("01/07/2025");
    program.run("forms --period 2025-6-thang").exits(2).says("lỗi[O05]");
    // One reason is told once, not once a rule.
    program.edit("rules/plan.toml", "founded = \"2025-07-01\"", "founded = \"2024-07-01\"");
    program.edit("rules/plan.toml", "year = 2025", "year = 2024");
    program.edit("rules/plan.toml", "hành chính năm 2025", "hành chính năm 2024");
    let folder = program.path().join("submissions/2024-nam");
    std::fs::rename(program.path().join("submissions/2025-q1"), folder).expect("renamed");
    let said = program.run("run --period 2024-nam --as-of 2024-12-16").exits(2).stderr;
    assert_eq!(said.matches("[R08]").count(), 1, "{said}");
    assert!(said.contains("14/12/2024 cho quy tắc nào trong"), "{said}");
    assert!(!program.path().join("output").exists(), "nothing is written");
}
