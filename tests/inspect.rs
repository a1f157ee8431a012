//! `cchc inspect` on files of several kinds.

use crate::program::{Program, Said};

const SUBMISSIONS: &str = "submissions/2025-nam";

/// Inspects the sample file `name`, copied to a name without spaces.
fn inspect(program: &Program, name: &str, options: &str) -> Said {
    let copy = format!("tep.{}", name.rsplit('.').next().unwrap_or_default());
    std::fs::copy(program.path().join(SUBMISSIONS).join(name), program.path().join(&copy)).expect("copied");
    program.run(&format!("inspect {copy} {options}"))
}

fn assert_shows(said: &Said, lines: &[&str]) {
    for line in lines {
        assert!(said.stdout.lines().any(|shown| shown.trim() == *line), "{line}\nin:\n{}", said.stdout);
    }
}

#[test]
fn a_form_is_shown_with_its_headers_figures_and_what_was_left_unread() {
    let program = Program::in_sample("chau-son-2025-nam");
    let said = inspect(&program, "BIEU 06 KSTT.xlsx", "").exits(1);
    assert_shows(
        &said,
        &[
            "Loại tệp: sổ tính Excel (.xlsx)",
            "\"Bieu 06\": A1:M39, 264 ô có chữ hoặc số",
            "nhận ra nhờ chữ: \"Biểu số 06/VPCP/KSTT\"",
            "F10   Hồ sơ TTHC từ kỳ trước chuyển sang ← \"Số lượng hồ sơ tiếp nhận: Từ kỳ trước\"  (chắc chắn)",
            "Đơn vị: Trung tâm Phục vụ hành chính công (TTPVHCC)",
            "Lần gửi: 1",
            "G31 \"3804\" → 3804  kstt_da_giai_quyet: Tổng số hồ sơ TTHC đã giải quyết",
            "Bieu 06!B34  \"Người lập biểu\"  (phần dưới bảng)",
            "cần xác nhận[I01]: (11) = (12) + (13) không khớp: 3 khác 2.",
        ],
    );
    let said = inspect(&program, "Mot cua - PSL nam 2025.xlsx", "--lang en").exits(0);
    assert_shows(
        &said,
        &["Kind: an Excel workbook (.xlsx)", "E9    T3.1  \"Đã hoàn thành\"  → da_hoan_thanh"],
    );
    assert!(said.stdout.contains("E11 \"45 hồ sơ\" → 45  ho_so_cham_giai_trinh_xin_loi"), "{}", said.stdout);
}

#[test]
fn a_table_is_shown_with_its_first_rows_and_told_whole_as_json() {
    let program = Program::in_sample("chau-son-2025-nam");
    let said = inspect(&program, "Danh muc TTHC.ods", "").exits(0);
    assert_shows(
        &said,
        &["danh_muc_tthc: bảng 65 dòng", "… còn 55 dòng nữa (--format json ghi đủ)", "không có"],
    );
    let said = inspect(&program, "Danh muc TTHC.ods", "--format json").exits(0);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    assert_eq!((&json["container"], &json["refusal"]), (&"ods".into(), &serde_json::Value::Null));
    assert_eq!(json["parts"][0]["header_rows"], serde_json::json!([7, 7]));
    let records = json["submissions"][0]["tables"][0]["records"].as_array().expect("records");
    assert_eq!(records.len(), 65);
    let field = &records[0][3];
    assert_eq!(
        (&field["id"], &field["value"], &field["state"]),
        (&"thoi_han".into(), &"1".into(), &"reported".into())
    );
    assert_eq!((&field["cells"][0]["cell"], &field["cells"][0]["raw"]), (&"D8".into(), &"1".into()));
}

#[test]
fn what_is_no_workbook_is_named_with_its_reason() {
    let program = Program::in_sample("chau-son-2025-nam");
    let said = inspect(&program, "Cong van gui phieu.docx", "").exits(0);
    assert_shows(&said, &["lưu ý[F05]: Tệp không phải bảng tính (văn bản), đã bỏ qua."]);
    std::fs::write(program.path().join("a.csv"), "a;b\n1;2\n").expect("written");
    let said = program.run("inspect a.csv").exits(1);
    assert_shows(&said, &["không nhận ra biểu nào", "a!A1  \"a\"  (trang không có biểu nào)"]);
    let said = program.run("inspect khong-co.xlsx").exits(2);
    assert!(said.stdout.contains("lỗi[F03]"), "{}", said.stdout);
    program.run("inspect").exits(2).says("lỗi[U01]");
}
