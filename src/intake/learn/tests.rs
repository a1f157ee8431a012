//! Forms learnt from examples, each read again by what was learnt.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::intake::test_plan::{expectation, plan, schedule};
use crate::intake::test_sheet::{sheet, workbook};
use crate::intake::{
    Expected, FormDescription, FormRows, Limits, Recognition, load_forms, read_workbook, recognise,
};
use crate::plan::TextFile;

/// Learns from `workbook`, loads what was learnt without any word, and reads the workbook by it alone.
fn learn_and_read(workbook: &Workbook) -> (Proposal, FormDescription, Recognition) {
    let plan = plan();
    let facts = expectation(None);
    let proposal = learn(workbook, "Bieu mau.xlsx", "bieu-mau", &facts, Lang::Vi).expect("a table");
    let file = TextFile { name: "bieu-mau.toml".into(), text: proposal.text.clone() };
    let (forms, diagnostics) = load_forms(&[file]);
    assert_eq!(diagnostics, [], "{}", proposal.text);
    let schedule = schedule("2025-nam");
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let recognition = recognise(workbook, &"Bieu mau.xlsx".into(), &expected);
    let form = forms.into_iter().next().expect("a form");
    (proposal, form, recognition)
}

fn sample(name: &str) -> Workbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/chau-son-2025-nam/submissions/2025-nam");
    let bytes = std::fs::read(folder.join(name)).expect("a sample");
    read_workbook(&bytes, name, &Limits::default()).expect("a workbook").0
}

#[test]
fn form_06_is_learnt_with_its_total_row_and_read_again() {
    let (proposal, form, recognition) = learn_and_read(&sample("BIEU 06 KSTT.xlsx"));
    assert_eq!(form.rows, FormRows::Total { labels: vec!["Tổng cộng".into()] });
    assert_eq!(form.recognise, ["Biểu số 06/VPCP/KSTT"]);
    assert_eq!(&*form.from[0], "TTPVHCC");
    let columns: Vec<_> = form.columns.iter().map(|column| (&*column.id, column.number.as_deref())).collect();
    assert_eq!(columns.len(), 13);
    assert_eq!(columns[0], ("stt", Some("(1)")));
    assert_eq!(columns[6], ("so_luong_ho_so_da_giai_quyet_tong_so", Some("(7)")));
    assert!(proposal.text.contains("ĐOÁN"));
    assert!(
        recognition.parts[0].absent.is_empty() && recognition.parts[0].columns.iter().all(|c| !c.guessed)
    );
    let figures = &recognition.submissions.first().expect("a submission").figures.single;
    let handled = figures.get("bieu_mau_so_luong_ho_so_da_giai_quyet_tong_so").expect("a figure");
    assert_eq!(handled.number(), Some(3804.into()));
    assert_eq!(figures.len(), 11);
}

#[test]
fn the_list_of_procedures_is_learnt_as_a_table_and_read_again() {
    let (_, form, recognition) = learn_and_read(&sample("Danh muc TTHC.ods"));
    assert!(matches!(form.rows, FormRows::Table { .. }));
    let kinds: Vec<_> = form.columns.iter().map(|column| (&*column.id, column.kind)).collect();
    use crate::figure::FigureKind::{Choice, Number, Text};
    assert_eq!(
        kinds,
        [
            ("stt", Text),
            ("ten_tthc", Text),
            ("linh_vuc", Text),
            ("thoi_han_theo_quy_dinh", Number),
            ("thoi_han_sau_cat_giam", Number),
            ("don_vi_tinh", Choice),
        ]
    );
    let table = recognition.submissions[0].figures.tables.get("bieu_mau").expect("the table");
    assert_eq!(table.records.len(), 65);
    assert_eq!(recognition.diagnostics, []);
}

#[test]
fn named_rows_are_learnt_with_their_codes() {
    let book = workbook(vec![sheet(
        "Biểu",
        &[
            "UBND XÃ CHÂU SƠN||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Đơn vị báo cáo: Phòng Kinh tế",
            "TỔNG HỢP SỐ LIỆU NĂM 2025",
            "",
            "STT|Mã số|Chỉ tiêu|ĐVT|Kết quả",
            "1|01|Văn bản ban hành|văn bản|12",
            "2|02|Tỷ lệ đúng hạn|%|98.5",
            "|||Người lập biểu",
        ],
    )]);
    let (_, form, recognition) = learn_and_read(&book);
    assert_eq!((&*form.from[0], form.recognise[0].as_str()), ("KT", "TỔNG HỢP SỐ LIỆU"));
    let FormRows::Keyed { rows } = &form.rows else { panic!("named rows: {:?}", form.rows) };
    let named: Vec<_> = rows.iter().map(|row| (row.code.as_deref(), &*row.column, &*row.figure)).collect();
    assert_eq!(
        named,
        [
            (Some("1"), "ket_qua", "bieu_mau_van_ban_ban_hanh"),
            (Some("2"), "ket_qua", "bieu_mau_ty_le_dung_han"),
        ]
    );
    let figures = &recognition.submissions[0].figures.single;
    assert_eq!(figures["bieu_mau_van_ban_ban_hanh"].number(), Some(12.into()));
}

#[test]
fn odd_texts_are_carried_into_a_description_that_loads() {
    let book =
        workbook(vec![sheet("\"S\"", &["A \"b\" \\ c|x # d = [e]|'''|…", "1|x|2|3", "2|y|4|5", "3|z|6|7"])]);
    let (_, form, _) = learn_and_read(&book);
    assert_eq!(form.columns.len(), 4);
    assert_eq!(form.columns[0].header, [["A \"b\" \\ c"]]);
}

#[test]
fn without_a_table_nothing_is_proposed() {
    for rows in [&[][..], &["Kính gửi"], &["1|2|3", "4|5|6"], &["a|b|c"]] {
        let refused = learn(&workbook(vec![sheet("S", rows)]), "a.xlsx", "a", &expectation(None), Lang::En);
        assert_eq!(refused.expect_err("no table").code, Code::TableNotFound, "{rows:?}");
    }
    assert_eq!(form_identifier("x/Biểu 06 (KSTT).xlsx"), "bieu-06-kstt");
    assert_eq!(form_identifier("….xlsx"), "bieu");
}

/// Words of headers, titles, rows and cells, and what may break the text of a description.
fn words() -> impl Strategy<Value = String> {
    let known = [
        "",
        "",
        "STT",
        "Mã",
        "Chỉ tiêu",
        "Tổng cộng",
        "Tỷ lệ (%)",
        "BÁO CÁO SỐ LIỆU NĂM 2025",
        "(1)",
        "(2)",
        "<",
        "^",
        "12",
        "0.5",
        "%0.5",
        "2025-01-31",
        "#REF!",
        "x\"y\\",
        "'''",
        "]",
        "a = 1",
        "KPS",
    ];
    prop_oneof![
        6 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[^|\r\n]{0,12}",
    ]
}

proptest! {
    #[test]
    fn whatever_is_learnt_can_be_loaded(
        rows in proptest::collection::vec(proptest::collection::vec(words(), 1..6), 0..9),
    ) {
        let lines: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(row, cells)| {
                // What stands at the edge has nothing to be merged with.
                let cell = |(column, text): (usize, &String)| match text.trim() {
                    "<" if column == 0 => String::new(),
                    "^" if row == 0 => String::new(),
                    _ => text.clone(),
                };
                cells.iter().enumerate().map(cell).collect::<Vec<_>>().join("|")
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let workbook = workbook(vec![sheet("S", &lines)]);
        if let Ok(proposal) = learn(&workbook, "a.xlsx", "a", &expectation(None), Lang::Vi) {
            let file = TextFile { name: "a.toml".into(), text: proposal.text.clone() };
            let (forms, diagnostics) = load_forms(&[file]);
            prop_assert_eq!(diagnostics, [], "{}", proposal.text);
            prop_assert_eq!(forms.len(), 1);
        }
    }
}
