//! Each unit is told of its own problems, and of no other's.

use calamine::{Reader, Xlsx, open_workbook};

use crate::program::Program;

/// The texts of a unit's feedback, row by row.
fn feedback(program: &Program, unit: &str) -> Vec<String> {
    let path = program.output(&format!("Phan-hoi-{unit}"));
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let range = workbook.worksheet_range("Phản hồi").expect("the sheet");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")).collect()
}

#[test]
fn a_unit_that_has_sent_nothing_is_asked_for_it_and_one_without_problems_is_thanked() {
    let program = Program::in_sample("chau-son-2025-q3");
    program
        .run("run --as-of 2025-09-16")
        .exits(1)
        .says("Chưa nộp")
        .says("Đề nghị Phòng Kinh tế gửi số liệu quý III năm 2025")
        .says("hạn 15/09/2025");
    let asked = feedback(&program, "KT");
    assert!(asked.iter().any(|row| row.contains("S09") && row.contains("2.5.1")), "{asked:#?}");
    let others = feedback(&program, "VHXH");
    assert!(others.iter().any(|row| row.contains("đã đủ")), "{others:#?}");
}

#[test]
fn each_unit_is_told_of_its_own_cells_only() {
    let program = Program::in_sample("chau-son-2025-nam");
    program.run("run --as-of 2025-12-16").exits(1);
    let office = feedback(&program, "VP");
    assert!(office.iter().any(|row| row.contains("C04") && row.contains("Số liệu!E33")), "{office:#?}");
    assert!(office.iter().all(|row| !row.contains("BIEU 06")), "{office:#?}");
    let desk = feedback(&program, "TTPVHCC");
    assert!(desk.iter().any(|row| row.contains("I01")), "{desk:#?}");
    // What differs between the unit's own form and form 06 is told with both cells.
    let differing = desk.iter().filter(|row| row.contains("I03")).collect::<Vec<_>>();
    let names_both = |row: &str| row.contains("Số liệu!E10") && row.contains("Bieu 06!J31");
    assert!(matches!(&differing[..], [row] if names_both(row)), "{differing:#?}");
}

#[test]
fn a_unit_is_not_asked_to_mend_what_it_has_replaced() {
    let program = Program::in_sample("kho-2025-nam");
    program.run("run --as-of 2025-12-16").exits(1);
    let office = feedback(&program, "VP");
    assert!(office.iter().any(|row| row.contains("vp-lan-2.xlsx") && row.contains("C01")), "{office:#?}");
    let of_first = office.iter().filter(|row| row.contains("vp-lan-1.xlsx")).collect::<Vec<_>>();
    assert!(
        matches!(&of_first[..], [row] if row.contains("S11") && row.contains("không nhắc lại")),
        "{of_first:#?}"
    );
    let results = program.results();
    let files = results["files"].as_array().expect("a list");
    let first = files.iter().find(|file| file["name"] == "vp-lan-1.xlsx").expect("the file");
    assert_eq!((&first["status"], &first["replaced_by"]), (&"superseded".into(), &"vp-lan-2.xlsx".into()));
    let told = results["diagnostics"].as_array().expect("a list");
    assert!(told.iter().all(|told| told["file"] != "vp-lan-1.xlsx"), "{told:#?}");
}
