//! The sample worlds are read as `samples/README.md` promises.

use std::path::Path;

use cchc::diagnostic::Code;
use cchc::intake::{Expectation, InProcess, Intake, load_forms, read_folder};
use cchc::period::Period;
use cchc::rulebook::Rulebook;

fn read(world: &str, period: &str) -> Intake {
    let (forms, _) = load_forms(&cchc::defaults::forms());
    let (rulebook, problems) = Rulebook::load(&cchc::defaults::rules(), &forms);
    let rulebook = rulebook.unwrap_or_else(|| panic!("{problems:#?}"));
    let schedule = rulebook.plan().schedule(Period::parse(period).expect("a period")).expect("a schedule");
    let expected = Expectation::new(rulebook.plan(), &forms, Some(&schedule));
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(world).join("submissions").join(period);
    read_folder(&folder, &expected, &InProcess::default(), &|_| {}).expect("a folder of submissions")
}

/// `file: unit form status`, one a line.
fn files(intake: &Intake) -> Vec<String> {
    let line = |file: &cchc::intake::FileEntry| {
        let (unit, form) = (file.unit.as_deref().unwrap_or("-"), file.form.as_deref().unwrap_or("-"));
        format!("{}: {unit} {form} {:?}", file.name, file.status)
    };
    intake.files.iter().map(line).collect()
}

/// `code file sheet!cell`, in order.
fn problems(intake: &Intake) -> Vec<String> {
    let line = |problem: &cchc::diagnostic::Diagnostic| format!("{} {}", problem.code, problem.place);
    let mut lines: Vec<_> = intake.diagnostics.iter().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn the_year_is_read_and_each_built_in_defect_is_told() {
    let intake = read("chau-son-2025-nam", "2025-nam");
    let copy_is_told_once = |line: &&String| !line.contains("PhieuSoLieu_VP");
    assert_eq!(
        files(&intake).iter().filter(copy_is_told_once).collect::<Vec<_>>(),
        [
            "BIEU 06 KSTT.xlsx: TTPVHCC 06-vpcp-kstt Read",
            "Bien ban kiem ke tai san.pdf: - - Ignored",
            "Cong van gui phieu.docx: - - Ignored",
            "Danh muc TTHC.ods: TTPVHCC danh-muc-tthc Read",
            "KT bao cao so lieu CCHC 2025.xls: KT phieu-so-lieu Read",
            "Mot cua - PSL nam 2025.xlsx: TTPVHCC phieu-so-lieu Read",
            "phieu so lieu VHXH - ban chinh.xlsx: VHXH phieu-so-lieu Read",
            "~$BIEU 06 KSTT.xlsx: - - Ignored",
        ]
    );
    assert_eq!(intake.submissions.iter().filter(|read| &*read.unit == "VP").count(), 1);
    assert_eq!(intake.diagnostics.iter().filter(|told| told.code == Code::FileDuplicate).count(), 1);
    assert_eq!(
        problems(&intake).iter().filter(copy_is_told_once).collect::<Vec<_>>(),
        [
            "C12 Mot cua - PSL nam 2025.xlsx | Số liệu!E11",
            "C13 phieu so lieu VHXH - ban chinh.xlsx | Nhiệm vụ!F16",
            "F05 Bien ban kiem ke tai san.pdf",
            "F05 Cong van gui phieu.docx",
            "F06 ~$BIEU 06 KSTT.xlsx",
            "I01 BIEU 06 KSTT.xlsx | Bieu 06!K19",
            "I01 BIEU 06 KSTT.xlsx | Bieu 06!K31",
        ]
    );
}

#[test]
fn the_quarter_is_read_without_a_word() {
    let intake = read("chau-son-2025-q3", "2025-q3");
    assert_eq!(
        files(&intake),
        [
            "Bieu06_KSTT_Q3.xlsx: TTPVHCC 06-vpcp-kstt Read",
            "DanhMucTTHC_Q3.xlsx: TTPVHCC danh-muc-tthc Read",
            "PhieuSoLieu_VP_Q3.xlsx: VP phieu-so-lieu Read",
            "TTPVHCC_Q3_2025.xlsx: TTPVHCC phieu-so-lieu Read",
            "VHXH so lieu quy III.xlsx: VHXH phieu-so-lieu Read",
        ]
    );
    assert_eq!(problems(&intake), [""; 0]);
}
