//! Sheets that look like a form and are none, and forms that do not say their name.

use super::*;

const OTHER: (&str, &str) = ("Biểu số II.06/VPCP/KSTT", "Biểu số 12/STP");

fn named(sheet: &str, from: &str, to: &str) -> Sheet {
    Sheet { name: sheet.into(), ..kstt_with(from, to) }
}

#[test]
fn an_unknown_number_is_asked_about_once_with_the_line_to_add() {
    let read = read(vec![named("Sheet1", OTHER.0, OTHER.1)]);
    assert_eq!(
        (told(&read), figures(&read)),
        (vec![(Code::FormByColumns, "A1".to_owned())], KSTT_FIGURES.map(str::to_owned).to_vec())
    );
    let argument =
        |name: &str| read.diagnostics[0].arguments.get(name).map(ToString::to_string).unwrap_or_default();
    assert_eq!(argument("found"), "Biểu số 12/STP");
    assert_eq!(
        (argument("line").as_str(), argument("file").as_str()),
        ("12/STP", "templates/forms/06-vpcp-kstt.toml")
    );
    assert!(argument("form").contains("06/VPCP/KSTT"));
}

#[test]
fn a_form_without_any_name_is_known_by_its_identities() {
    let nameless =
        [&["Đơn vị báo cáo: Trung tâm Phục vụ hành chính công", "Kỳ báo cáo: năm 2025"], &KSTT[4..]].concat();
    let read = read(vec![sheet("Sheet1", &nameless)]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
}

#[test]
fn columns_without_what_belongs_in_them_are_no_form() {
    // Every row breaks an identity.
    let broken = Sheet {
        name: "Sheet1".into(),
        ..kstt(|index, row| match index {
            0 => row.replace(OTHER.0, OTHER.1),
            9..=11 => row.replace("| 10 | 9 | 1", "| 77 | 9 | 1").replace("| 0 | 0 | 0", "| 5 | 0 | 0"),
            _ => row.to_owned(),
        })
    };
    let read_broken = read(vec![broken.clone()]);
    assert_eq!((codes(&read_broken), read_broken.submissions.len()), (vec![Code::FormUnknown], 0));
    // Beside a form that is read the sheet is told of all the same.
    let list = sheet(
        "Danh mục",
        &[
            "Danh mục thủ tục hành chính",
            "Kỳ báo cáo: năm 2025",
            "Tên TTHC | Thời hạn theo quy định | Thời hạn sau cắt giảm | Đơn vị tính",
            "Khai sinh | 3 | 2 | ngày",
        ],
    );
    let both = read(vec![list, broken]);
    assert_eq!((told(&both), both.submissions.len()), (vec![(Code::SheetLikeForm, "A8".to_owned())], 1));
}

#[test]
fn the_number_of_another_form_wins_over_columns() {
    let other = read(vec![named("Sheet1", OTHER.0, "Danh mục thủ tục hành chính")]);
    assert_eq!((codes(&other), other.submissions.len()), (vec![Code::FormUnknown], 0));
}

#[test]
fn usual_columns_are_no_form() {
    for rows in [
        &[
            "STT | Tên thủ tục | Lĩnh vực | Ghi chú",
            "1 | Khai sinh | Hộ tịch | a",
            "2 | Kết hôn | Hộ tịch | b",
        ][..],
        &[
            "STT | Lĩnh vực | Tổng số | Trước hạn | Đúng hạn | Quá hạn",
            "1 | Đất đai | 3 | 1 | 1 | 1",
            "Tổng cộng | | 3 | 1 | 1 | 1",
        ],
        &["STT | Nội dung | Đơn vị tính | Số liệu", "1 | Văn bản đến | văn bản | 5"],
        &[
            "STT | Tên TTHC | Thời hạn theo quy định | Thời hạn sau cắt giảm | Đơn vị tính",
            "1 | Khai sinh | không rõ | chưa | tháng",
        ],
    ] {
        let read = read(vec![sheet("Sheet1", rows)]);
        assert_eq!((codes(&read), read.submissions.len()), (vec![Code::FormUnknown], 0), "{rows:?}");
    }
}

#[test]
fn of_two_descriptions_that_fit_alike_none_is_guessed() {
    let text = include_str!("../../../../templates/forms/06-vpcp-kstt.toml");
    let files = ["06-vpcp-kstt", "06-khac"].map(|id| {
        let text = text.replace("\"06-vpcp-kstt\"", &format!("\"{id}\""));
        crate::plan::TextFile {
            name: format!("{id}.toml"),
            text: text.replace("/VPCP/KSTT", &format!("/{id}")),
        }
    });
    let (forms, told) = crate::intake::load_forms(&files);
    assert_eq!((told, forms.len()), (vec![], 2));
    let (plan, schedule) = (plan(), schedule("2025-nam"));
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let read = |sheet: Sheet| recognise(&workbook(vec![sheet]), &Arc::from("a.xlsx"), &expected);
    assert_eq!(codes(&read(named("Sheet1", OTHER.0, OTHER.1))), [Code::FormUnknown]);
    let known = read(named("Sheet1", OTHER.0, "Biểu số 06/06-khac"));
    assert_eq!(known.submissions.iter().map(|submission| &*submission.form).collect::<Vec<_>>(), ["06-khac"]);
}

/// Pairs of columns that must never be mixed up, in the words of provincial one-stop systems.
#[test]
fn headers_of_one_stop_systems_are_read() {
    let rows = |header: &[&str]| {
        let above = ["Biểu số 06a/VPCP/KSTT", "Trung tâm Phục vụ hành chính công", "Kỳ báo cáo: năm 2025"];
        let total = "| Tổng cộng | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1";
        sheet("BC", &[&above, header, &[KSTT[9], KSTT[10], total]].concat())
    };
    for header in [
        &[
            "STT | Lĩnh vực | Số hồ sơ nhận giải quyết | < | < | < | Số hồ sơ đã giải quyết | < | < | < | Hồ sơ đang xử lý | < | <",
            "^ | ^ | Tổng số | Trong đó | < | < | Tổng số | Trong đó | < | < | Tổng số | Trong đó | <",
            "^ | ^ | ^ | Trực tuyến | Trực tiếp | Kỳ trước | ^ | Trả trước hạn | Trả đúng thời hạn | Trả quá hạn | ^ | Đúng hạn | Quá hạn",
        ][..],
        &[
            "STT | Lĩnh vực | Tổng số tiếp nhận | Tiếp nhận - Trực tuyến | Tiếp nhận - Trực tiếp | Tiếp nhận - Kỳ trước chuyển sang | Đã giải quyết - Tổng số | Đã giải quyết - Trước hạn | Đã giải quyết - Đúng hạn | Đã giải quyết - Quá hạn | Đang giải quyết - Tổng số | Hồ sơ đang xử lý: Đúng hạn | Hồ sơ đang xử lý: Quá hạn",
        ],
        &[
            "TT | Tên lĩnh vực | Tổng số hồ sơ tiếp nhận | Số hồ sơ tiếp nhận trực tuyến | Số hồ sơ tiếp nhận trực tiếp | Hồ sơ kỳ trước chuyển qua | Tổng số hồ sơ đã giải quyết | Số hồ sơ đã giải quyết trước hạn | Số hồ sơ đã giải quyết đúng hạn | Số hồ sơ đã giải quyết quá hạn | Tổng số hồ sơ đang giải quyết | Số hồ sơ đang giải quyết trong hạn | Số hồ sơ đang giải quyết quá hạn",
        ],
        &[
            "STT | Lĩnh vực | Tổng số | < | < | < | Tổng số | < | < | < | Tổng số | < | <",
            "| | Tiếp nhận~Tổng số | Tiếp nhận/Trực tuyến | Tiếp nhận/Trực tiếp | Tiếp nhận/Từ kỳ trước | Đã giải quyết~Tổng | Đã giải quyết/Trước hạn | Đã giải quyết/Đúng hạn | Đã giải quyết/Quá hạn | Đang giải quyết~Tổng | Đang giải quyết/Trong hạn | Đang giải quyết/Quá hạn",
        ],
    ] {
        let read = read(vec![rows(header)]);
        assert_eq!(
            (told(&read), figures(&read)),
            (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()),
            "{header:?}"
        );
    }
}

#[test]
fn a_numbering_row_that_contradicts_the_texts_is_not_believed() {
    // The two groups have lost their names, and the numbers were copied from a form in another order.
    let copied = kstt(|index, row| match index {
        4 => row.replace("Số lượng hồ sơ đã giải quyết", "A").replace("Số lượng hồ sơ đang giải quyết", "B"),
        7 => "(1) | (2) | (3) | (5) | (4) | (6) | (11) | (8) | (9) | (13) | (7) | (12) | (10)".to_owned(),
        _ => row.to_owned(),
    });
    let read = read(vec![copied]);
    let figures = figures(&read);
    for lost in ["kstt_da_giai_quyet", "kstt_qua_han", "kstt_dang_giai_quyet", "kstt_dang_qua_han"] {
        assert!(figures.contains(&format!("{lost}:Missing")), "{figures:?}");
    }
    assert!(figures.contains(&"kstt_tiep_nhan_truc_tuyen=210".to_owned()), "{figures:?}");
}

#[test]
fn the_nearest_parent_decides() {
    let mut rows = KSTT.to_vec();
    // Nor do numbers help.
    rows.remove(7);
    let header = rows[4].replace("Số lượng hồ sơ tiếp nhận", "Gồm");
    rows[4] = &header;
    rows.insert(4, "| | Tiếp nhận | < | < | < | Đã giải quyết | < | < | < | < | < | <");
    let read = read(vec![sheet("06", &rows)]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
}
