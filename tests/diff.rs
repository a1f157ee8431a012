//! What moves, for what, and because of which line.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook};

use crate::program::{Program, copy, repository};
use crate::submission::Submission;

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
        "Ngưỡng: từ 80% trở lên → từ 85% trở lên",
        "cu/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai:10 → moi/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai:10",
        "- const TARGET  = [ #{ from: \"2025-01-01\", at_least: 80",
        "+ const TARGET  = [ #{ from: \"2025-01-01\", at_least: 85",
    ] {
        assert!(said.stdout.contains(text), "{text}\n{}", said.stdout);
    }
    assert_eq!(said.stdout.matches("Đánh giá:").count(), 1, "{}", said.stdout);
    let json: serde_json::Value =
        serde_json::from_str(&program.run("diff cu moi --format json").exits(1).stdout).expect("JSON");
    assert_eq!(json["rules"][0]["moved"][0]["new"], "missed");
    assert_eq!(json["rules"][0]["because"][1]["kind"], "line");
    assert_eq!(json["rules"][0]["because"][1]["new"]["line"], 10);
}

#[test]
fn the_comparison_is_written_as_a_sheet_too() {
    let program = Program::in_sample(SAMPLE);
    for name in ["cu", "moi"] {
        copy(&repository().join("rules"), &program.path().join(name));
    }
    program.edit("moi/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai", "at_least: 80", "at_least: 85");
    let path = "so-sanh/80-85.xlsx";
    program
        .run(&format!("diff cu moi --output {path}"))
        .exits(1)
        .says(&format!("Đã ghi bảng so sánh: {path}"));
    let mut book: Xlsx<_> = open_workbook(program.path().join(path)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Thay đổi", "Nhiệm vụ", "Tổng hợp"]);
    let range = book.worksheet_range("Thay đổi").expect("the sheet");
    let texts: Vec<String> = range.used_cells().map(|(.., cell)| cell.to_string()).collect();
    assert!(
        texts[1].starts_with("So sánh cu (xã Châu Sơn, năm 2025) → moi (xã Châu Sơn, năm 2025)"),
        "{texts:#?}"
    );
    for text in ["2.6.5", "Đánh giá", "Đạt", "Chưa đạt"] {
        assert!(texts.iter().any(|cell| cell == text), "{text}: {texts:#?}");
    }
    assert!(texts.iter().any(|cell| cell.contains("rhai:10 → moi/ke-hoach-2025")), "{texts:#?}");
}

/// Runs git in `folder`; whether there is a git at all.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"];
    match Command::new("git").args(identity).args(arguments).current_dir(folder).output() {
        Ok(output) => {
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            true
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::NotFound);
            false
        }
    }
}

#[test]
fn a_revision_of_a_repository_is_compared_with_what_lies_in_the_folder() {
    let program = Program::in_sample(SAMPLE).with_sources();
    copy(&repository().join("samples/quy-tac-2026"), &program.path().join("nam/2026"));
    program.edit("nam/2026/plan.toml", "../../rules", "../../rules/.");
    if !git(program.path(), &["init", "-q"]) {
        return;
    }
    git(program.path(), &["add", "rules", "nam"]);
    git(program.path(), &["commit", "-q", "-m", "80"]);
    program.run("diff HEAD:rules rules").exits(0).says("Không có kết quả nào thay đổi");
    program.edit("rules/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai", "at_least: 80", "at_least: 85");
    let said = program.run("diff HEAD:rules rules").exits(1);
    let line = "HEAD:rules/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai:10 → rules/ke-hoach-2025/";
    assert!(said.stdout.contains(line), "{}", said.stdout);
    // A folder that extends another is followed within the revision: there 2.6.5 was not edited.
    let said = program.run("diff HEAD:./rules HEAD:nam/2026 --law-of 14/12/2025").exits(1);
    assert!(said.stdout.contains("Bỏ quy tắc HEAD:rules/ke-hoach-2025/t_2_6_8"), "{}", said.stdout);
    assert!(said.stdout.lines().all(|line| !line.starts_with("2.6.5 ")), "{}", said.stdout);
    program.run("diff HEAD~9:rules rules").exits(2).says("lỗi[U08]").says("không có bản nào tên như vậy");
    program.run("diff HEAD:quy-tac rules").exits(2).says("lỗi[U08]").says("không có thư mục ấy");
    program.run("diff HEAD:../rules rules").exits(2).says("lỗi[U08]").says("ra ngoài kho git");
}

#[test]
fn where_there_is_no_repository_or_no_git_that_is_said() {
    let program = Program::in_sample(SAMPLE).with_sources();
    let around = program.path().parent().expect("a folder").to_string_lossy().into_owned();
    let said = program.run_with("diff HEAD:rules rules", &[("GIT_CEILING_DIRECTORIES", &around)]).exits(2);
    assert!(said.stderr.contains("lỗi[U08]"), "{}", said.stderr);
    let said = program.run_with("diff HEAD:rules rules", &[("PATH", "")]).exits(2);
    assert!(said.stderr.contains("máy chưa cài chương trình git"), "{}", said.stderr);
}

#[test]
fn forms_are_read_by_the_templates_of_the_folder() {
    let program = Program::in_sample(SAMPLE).with_sources();
    copy(&program.path().join("rules"), &program.path().join("moi"));
    program.edit("moi/ke-hoach-2025/t_2_6_5_ho_so_truc_tuyen.rhai", "at_least: 80", "at_least: 85");
    program.run("diff rules moi").exits(1);
    // Without the description of form 06 nothing is known of its figures by either rules.
    std::fs::remove_file(program.path().join("templates/forms/06-vpcp-kstt.toml")).expect("removed");
    program.run("diff rules moi").exits(0);
}

#[test]
fn two_runs_are_compared_by_their_results() {
    let program = Program::in_sample(SAMPLE).with_sources();
    program.run("run --as-of 2025-12-16 --out mot").exits(1);
    program.edit("rules/chi-so-mau/c_7_4_ho_so_truc_tuyen.rhai", "full: 80", "full: 90");
    program.run("run --as-of 2025-12-16 --out hai").exits(1);
    program.run("diff mot/results.json mot").exits(0);
    program
        .run("diff mot mot --law-of 14/12/2026")
        .exits(2)
        .says("--law-of chỉ dùng khi so sánh hai bộ quy tắc");
    let said = program.run("--lang en diff mot hai --output so-sanh.xlsx").exits(1);
    assert!(program.path().join("so-sanh.xlsx").is_file());
    for text in
        ["Points: 4 → 3.76", "Terms: full 80 → full 90", "Totals of chi-so-mau", "Score: 70.53 → 70.29"]
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

#[test]
fn tasks_and_evidence_that_moved_are_seen_with_their_cells_and_the_exit_code_follows() {
    let program = Program::new();
    let run = |unit: &str, form: &Submission, out: &str| {
        form.save(&program.path().join("submissions/2025-nam"), &format!("{unit}.xlsx"));
        program.run(&format!("run --as-of 2025-12-16 --out {out}")).exits(1);
    };
    let evidence = "co_so_vat_chat_trung_tam";
    run("VP", &Submission::complete("VP"), "mot");
    run("VP", &Submission::complete("VP").evidence(evidence, ""), "hai");
    let said = program.run("diff mot hai").exits(1);
    for text in [
        "2.2.5 Trung tâm Phục vụ hành chính công được bố trí cơ sở vật chất",
        "  Đánh giá: Đạt → Cần giải trình",
        "→ không có\n    Điều phải hỏi lại: không có → I06 Thiếu tài liệu kiểm chứng (VP.xlsx | Số liệu!",
    ] {
        assert!(said.stdout.contains(text), "{text}\n{}", said.stdout);
    }
    assert!(
        said.stderr.contains("So sánh mot/results.json (xã Châu Sơn, năm 2025) → hai/"),
        "{}",
        said.stderr
    );
    // A regular task moves no figure, no point and no target: it is seen all the same.
    run("VP", &Submission::complete("VP").evidence(evidence, "").task("T2.2", "Chưa thực hiện", ""), "ba");
    let said = program.run("diff hai ba").exits(1);
    assert!(said.stdout.starts_with("Nhiệm vụ T2.2 "), "{}", said.stdout);
    assert!(
        said.stdout.contains("  Tình trạng: ") && said.stdout.contains("→ \"Chưa thực hiện\"\n"),
        "{}",
        said.stdout
    );
    program.run("diff ba ba").exits(0).says("Không có kết quả nào thay đổi");
}
