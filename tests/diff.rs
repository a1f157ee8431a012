//! What moves, for what, and because of which line.

use crate::program::{Program, copy, repository};

const SAMPLE: &str = "chau-son-2025-nam";

#[test]
fn a_moved_threshold_shows_the_target_that_it_moves_and_the_line() {
    let program = Program::in_sample(SAMPLE);
    for name in ["cu", "moi"] {
        copy(&repository().join("rules"), &program.path().join(name));
    }
    program.run("diff cu moi").exits(0).says("Không có kết quả nào thay đổi");
    program.edit("moi/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai", "at_least: 80", "at_least: 85");
    let said = program.run("diff cu moi . --period 2025-nam").exits(1);
    for text in [
        "2.6.5 Hồ sơ TTHC tiếp nhận",
        "Đánh giá: Đạt → Chưa đạt",
        "Ngưỡng: at_least 80 → at_least 85",
        "t_2_6_5_ho_so_truc_tuyen.rhai:10 - const TARGET",
        "+ const TARGET  = [ #{ from: \"2025-01-01\", at_least: 85",
    ] {
        assert!(said.stdout.contains(text), "{text}\n{}", said.stdout);
    }
    assert_eq!(said.stdout.matches("Đánh giá:").count(), 1, "{}", said.stdout);
    let json: serde_json::Value =
        serde_json::from_str(&program.run("diff cu moi --format json").exits(1).stdout).expect("JSON");
    assert_eq!(json["rules"][0]["moved"][0]["new"], "missed");
    assert_eq!(json["rules"][0]["because"][1]["kind"], "line");
}

#[test]
fn two_runs_are_compared_by_their_results() {
    let program = Program::in_sample(SAMPLE).with_sources();
    program.run("run --as-of 2025-12-16 --out mot").exits(1);
    program.edit("rules/chi-so-mau/c_7_4_ho_so_truc_tuyen.rhai", "full: 80", "full: 90");
    program.run("run --as-of 2025-12-16 --out hai").exits(1);
    program.run("diff mot/results.json mot").exits(0);
    let said = program.run("--lang en diff mot hai").exits(1);
    for text in
        ["Points: 4 → 3,76", "Terms: full 80 → full 90", "Totals of chi-so-mau", "Score: 69,53 → 69,29"]
    {
        assert!(said.stdout.contains(text), "{text}\n{}", said.stdout);
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let program = Program::in_sample(SAMPLE);
    std::fs::write(program.path().join("a.json"), "{}").expect("written");
    program.run("diff a.json a.json").exits(2).says("lỗi[U04]");
    program.run("diff khong-co cung-khong").exits(2).says("lỗi[F01]");
    program.run("diff a.json").exits(2).says("lỗi[U01]");
}
