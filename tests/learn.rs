//! `cchc forms learn`: from a filled-in workbook to a description that the program reads it by.

use crate::program::Program;

#[test]
fn a_form_learnt_from_an_example_reads_that_example_once_the_shipped_one_is_gone() {
    for (sample, shipped, shown) in [
        ("BIEU 06 KSTT.xlsx", "06-vpcp-kstt", "G31 \"3804\" → 3804  bieu-moi"),
        ("Danh muc TTHC.ods", "danh-muc-tthc", "bieu_moi: bảng 65 dòng"),
    ] {
        let program = Program::in_sample("chau-son-2025-nam").with_sources();
        let extension = sample.rsplit('.').next().expect("an extension");
        let file = format!("mau.{extension}");
        let from = program.path().join("submissions/2025-nam").join(sample);
        std::fs::copy(from, program.path().join(&file)).expect("copied");
        std::fs::remove_file(program.path().join(format!("templates/forms/{shipped}.toml")))
            .expect("removed");
        let learnt = format!("forms learn {file} --out templates/forms/bieu-moi.toml");
        program.run(&learnt).exits(0).says("Đã đề xuất biểu bieu-moi");
        program.run(&learnt).exits(2).says("lỗi[O03]");
        let said = program.run(&format!("inspect {file}"));
        let shown = shown.replace("bieu-moi", "bieu_moi_so_luong_ho_so_da_giai_quyet_tong_so");
        assert!(said.stdout.contains(&shown), "{}\n{}", said.stdout, said.stderr);
        assert!(!said.stdout.contains("ĐOÁN") && !said.stdout.contains("S05"), "{}", said.stdout);
    }
}

#[test]
fn a_proposal_is_printed_where_no_file_is_named_and_refused_where_there_is_no_table() {
    let program = Program::in_sample("chau-son-2025-nam");
    std::fs::write(program.path().join("bang.csv"), "STT;Tên;Số\n1;a;5\n2;b;6\n").expect("written");
    let said = program.run("forms learn bang.csv").exits(0);
    assert!(
        said.stdout.contains("id = \"bang\"") && said.stdout.contains("kind = \"count\""),
        "{}",
        said.stdout
    );
    std::fs::write(program.path().join("so.csv"), "1;2;3\n4;5;6\n").expect("written");
    program.run("forms learn so.csv").exits(2).says("lỗi[U03]");
    program.run("forms learn khong-co.xlsx").exits(2).says("lỗi[F03]");
    program.run("forms --unit VP learn bang.csv").exits(2);
    program.run("forms learn --help").exits(0);
}
