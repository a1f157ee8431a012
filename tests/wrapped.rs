//! Submissions that come in archives and letters.

use std::io::{Cursor, Write};

use cchc::report::book::Content;
use zip::write::SimpleFileOptions;

use crate::program::Program;
use crate::submission::{Submission, number};

const FOLDER: &str = "submissions/2025-nam";

/// A commune whose VP has sent its form as it is; what KT has sent is yet to be put beside it.
fn commune() -> Program {
    let program = Program::new();
    Submission::complete("VP").save(&program.path().join(FOLDER), "VP.xlsx");
    program
}

/// The form of KT with one figure of its own.
fn form(program: &Program, spent: Content) -> Vec<u8> {
    let submission = Submission::complete("KT").figure("ngan_sach_giai_ngan", spent);
    submission.save(program.path(), "KT.xlsx");
    std::fs::read(program.path().join("KT.xlsx")).expect("the form")
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

fn put(program: &Program, name: &str, bytes: &[u8]) {
    std::fs::write(program.path().join(FOLDER).join(name), bytes).expect("written");
}

/// `name status` of the files of the last run.
fn files(program: &Program) -> Vec<String> {
    let results = program.results();
    let files = results["files"].as_array().expect("files").iter();
    files
        .map(|file| [&file["name"], &file["status"]].map(|part| part.as_str().unwrap_or("-")).join(" "))
        .collect()
}

#[test]
fn a_form_in_an_archive_counts_with_its_cell_behind_the_archives_name() {
    let program = commune();
    let form = form(&program, number(7));
    put(
        &program,
        "Phong KT nop.zip",
        &archive(&[("KT/phieu KT.xlsx", &form), ("KT/cong van.pdf", b"%PDF-1.4\n")]),
    );
    program.run("run").exits(1);
    assert_eq!(
        files(&program),
        [
            "Phong KT nop.zip unpacked",
            "Phong KT nop.zip/KT/cong van.pdf ignored",
            "Phong KT nop.zip/KT/phieu KT.xlsx read",
            "VP.xlsx read"
        ]
    );
    let results = program.results();
    let figures = results["figures"].as_array().expect("figures").iter();
    let figure = figures.into_iter().find(|one| one["id"] == "ngan_sach_giai_ngan").expect("the figure");
    assert_eq!(figure["value"], "7");
    assert_eq!(figure["cells"][0]["file"], "Phong KT nop.zip/KT/phieu KT.xlsx");
    let missing: Vec<_> = results["roster"].as_array().expect("the roster").iter().collect();
    assert!(missing.iter().any(|entry| entry["unit"] == "KT" && entry["received"] == true), "{missing:?}");
}

#[test]
fn an_archive_alone_in_its_folder_is_read_and_one_that_cannot_be_opened_ends_the_run() {
    let program = Program::new();
    let folder = program.path().join(FOLDER);
    std::fs::create_dir_all(&folder).expect("a folder");
    let form = form(&program, number(7));
    put(&program, "goi.zip", &archive(&[("KT.xlsx", &form)]));
    program.run("run").exits(1);
    assert_eq!(files(&program), ["goi.zip unpacked", "goi.zip/KT.xlsx read"]);

    std::fs::remove_file(folder.join("goi.zip")).expect("removed");
    std::fs::remove_dir_all(program.path().join("output")).expect("removed");
    put(&program, "Phong KT.rar", b"Rar!\x1A\x07\x01\0");
    program.run("run").exits(2).says("lỗi[F17]").says("Phong KT.rar").says("loại RAR").says("Giải nén");
    assert!(!program.path().join("output").exists(), "no report is half-written");
}

#[test]
fn whose_archive_cannot_be_opened_is_not_told_to_have_sent_nothing() {
    let program = commune();
    put(&program, "Phong KT.rar", b"Rar!\x1A\x07\x01\0");
    let said = program.run("run").exits(1);
    let said =
        said.says("Đã gửi tệp nén, chưa đọc được").says("Phòng Kinh tế: Phong KT.rar. Còn thiếu: Phiếu");
    assert!(!said.stderr.contains("Đề nghị Phòng Kinh tế"), "{}", said.stderr);
    assert!(said.stderr.contains("Đề nghị Phòng Văn hóa - Xã hội"), "{}", said.stderr);
    let results = program.results();
    let told: Vec<&str> = results["diagnostics"]
        .as_array()
        .expect("diagnostics")
        .iter()
        .filter(|told| told["code"] == "S09")
        .filter_map(|told| told["message"].as_str())
        .collect();
    assert!(
        told.iter()
            .any(|text| text.starts_with("Phòng Kinh tế đã gửi tệp nén, chưa đọc được (Phong KT.rar)")),
        "{told:?}"
    );
}

#[test]
fn one_bad_file_in_an_archive_loses_none_of_the_others() {
    let program = commune();
    let form = form(&program, number(7));
    let broken = [&form[..form.len() / 2], b"cut"].concat();
    put(&program, "goi.zip", &archive(&[("a.xlsx", &broken), ("b.xlsx", &form), ("c.xlsx", b"")]));
    program.run("run").exits(1);
    assert_eq!(
        files(&program),
        [
            "VP.xlsx read",
            "goi.zip unpacked",
            "goi.zip/a.xlsx refused",
            "goi.zip/b.xlsx read",
            "goi.zip/c.xlsx refused"
        ]
    );
}

#[test]
fn inspect_shows_every_file_of_an_archive() {
    let program = Program::new();
    let form = form(&program, number(7));
    let bytes = archive(&[("KT.xlsx", &form), ("cong van.pdf", b"%PDF-1.4\n")]);
    std::fs::write(program.path().join("goi.zip"), bytes).expect("written");
    let said = program.run("inspect goi.zip").exits(0);
    for line in [
        "Loại tệp: tệp nén hoặc thư, có 2 tệp bên trong",
        "goi.zip/KT.xlsx",
        "goi.zip/cong van.pdf",
        "Loại tệp: Không phải bảng tính",
    ] {
        assert!(said.stdout.lines().any(|shown| shown.trim() == line), "{line}\n{}", said.stdout);
    }
    let json = program.run("inspect goi.zip --format json").exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["container"], &json["refusal"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    let files: Vec<_> = json["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| (&file["file"], &file["container"]))
        .collect();
    assert_eq!(
        files,
        [
            (&"goi.zip/KT.xlsx".into(), &"xlsx".into()),
            (&"goi.zip/cong van.pdf".into(), &serde_json::Value::Null)
        ]
    );
    program.run("forms learn goi.zip").exits(2).says("lỗi[F17]").says("cần một bảng tính");
}
