//! Form 06, of which the total row is read.

use super::*;
use crate::figure::Doubt;

#[test]
fn the_total_row_of_form_06_is_read_wherever_it_stands() {
    let read = read(vec![kstt(|_, row| row.to_owned())]);
    assert_eq!(told(&read), []);
    assert_eq!(figures(&read), KSTT_FIGURES);
    let submission = read.submissions.first().expect("a submission");
    assert_eq!((&*submission.unit, &*submission.form), ("TTPVHCC", "06-vpcp-kstt"));
    assert_eq!(submission.period.as_deref(), Some("năm 2025"));
    assert_eq!(submission.date.map(|date| date.to_string()).as_deref(), Some("2025-12-14"));
    let figure = submission.figures.single.get("kstt_dung_han").expect("a figure");
    let origin = figure.origins.first().expect("an origin");
    assert_eq!(origin.address.to_string(), "a.xlsx | Biểu 06!I12");
    assert_eq!((&*origin.raw, &*origin.unit), ("118", "TTPVHCC"));
}

#[test]
fn a_total_row_is_known_by_each_of_its_usual_words() {
    for word in ["Tổng", "TỔNG SỐ", "Cộng", "CỘNG:", "Cộng chung", "Tổng cộng (4 lĩnh vực)"]
    {
        let read = read(vec![kstt_with("Tổng cộng", word)]);
        assert_eq!(
            (told(&read), figures(&read)),
            (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()),
            "{word}"
        );
    }
}

#[test]
fn a_form_on_the_second_sheet_below_other_things_is_found() {
    let mut rows = vec!["", "ghi chú gì đó", "", ""];
    rows.extend(KSTT);
    let cover = sheet("Bìa", &["BÁO CÁO", "Kính gửi UBND xã"]);
    let read = read(vec![cover, sheet("Biểu", &rows)]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
    assert!(read.unread.iter().any(|unread| &*unread.sheet == "Bìa" && unread.text == "BÁO CÁO"));
}

#[test]
fn headers_without_merges_are_read_by_what_stands_to_the_left() {
    let mut unmerged = kstt(|_, row| row.replace(['<', '^'], ""));
    unmerged.merges.clear();
    let read = read(vec![unmerged]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
}

#[test]
fn a_misspelt_header_is_a_guess_that_somebody_confirms() {
    let read = read(vec![kstt_with("Trước hạn", "Trước hạng")]);
    assert_eq!(told(&read), [(Code::ColumnGuessed, "H6".to_owned())]);
    assert_eq!(figures(&read), KSTT_FIGURES);
    assert!(read.parts.iter().flat_map(|part| &part.columns).any(|column| column.guessed));
}

#[test]
fn a_lost_parent_is_replaced_by_the_numbering_row() {
    let read = read(vec![kstt_with("Số lượng hồ sơ đang giải quyết", "Còn lại")]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
}

#[test]
fn a_missing_column_costs_only_its_own_figure() {
    let read = read(vec![kstt_with("Đúng hạn", "Ghi chú").clone()]);
    assert_eq!(codes(&read), [Code::ColumnMissing]);
    let figures = figures(&read);
    assert!(figures.contains(&"kstt_dung_han:Missing".to_owned()), "{figures:?}");
    assert!(figures.contains(&"kstt_truoc_han=170".to_owned()));
}

#[test]
fn the_numbering_row_tells_two_columns_of_one_name_apart() {
    let twice = kstt(|index, row| match index {
        4 => format!("{row} | Số lượng hồ sơ đã giải quyết"),
        5 => format!("{row} | Đúng hạn"),
        7 => format!("{row} | (14)"),
        _ => row.to_owned(),
    });
    let read = read(vec![twice]);
    assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
}

#[test]
fn a_total_that_differs_from_its_rows_is_asked_about_with_both_numbers() {
    let read = read(vec![kstt_with("Hộ tịch | 200 | 150", "Hộ tịch | 201 | 151")]);
    assert_eq!(
        told(&read),
        [
            (Code::TotalDiffers, "C12".to_owned()),
            (Code::TotalDiffers, "D12".to_owned()),
            (Code::IdentityBroken, "C11".to_owned()),
        ]
    );
    let first = read.diagnostics.first().expect("a diagnostic");
    assert_eq!(first.arguments.get("total").map(ToString::to_string).as_deref(), Some("300"));
    assert_eq!(first.arguments.get("sum").map(ToString::to_string).as_deref(), Some("301"));
    assert_eq!(figures(&read), KSTT_FIGURES);
}

#[test]
fn group_rows_with_sums_are_not_counted_twice() {
    let grouped = kstt(|index, row| match index {
        8 => "I | Cấp xã | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1".to_owned(),
        _ => row.to_owned(),
    });
    assert_eq!(told(&read(vec![grouped])), []);
    assert_eq!(told(&read(vec![kstt_with("| Đất đai |", "| Tổng hợp |")])), []);
    let mut rows = KSTT.to_vec();
    rows.insert(11, "Cộng nhóm I | < | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1");
    let with_subtotal = read(vec![sheet("Biểu 06", &rows)]);
    assert_eq!(
        (told(&with_subtotal), figures(&with_subtotal)),
        (vec![], KSTT_FIGURES.map(str::to_owned).to_vec())
    );
}

#[test]
fn an_identity_that_does_not_hold_is_asked_about_with_its_cells() {
    let broken = kstt_with("| 90 | 50 | 38 | 2 |", "| 91 | 50 | 38 | 2 |");
    let read = read(vec![broken]);
    let broken: Vec<_> =
        read.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::IdentityBroken).collect();
    assert_eq!(broken.len(), 2);
    let first = broken.first().expect("one");
    assert_eq!(
        first.arguments.get("identity").map(ToString::to_string).as_deref(),
        Some("(7) = (8) + (9) + (10)")
    );
    assert_eq!(first.arguments.get("cells").map(ToString::to_string).as_deref(), Some("G10, H10, I10, J10"));
}

#[test]
fn two_total_rows_that_differ_are_a_conflict() {
    let twice = kstt(|index, row| match index {
        12 => "Tổng cộng | < | 300 | 210 | 80 | 10 | 290 | 170 | 119 | 2 | 10 | 9 | 1".to_owned(),
        _ => row.to_owned(),
    });
    let read = read(vec![twice]);
    assert!(codes(&read).contains(&Code::RowRepeated));
    let submission = read.submissions.first().expect("a submission");
    let figure = submission.figures.single.get("kstt_dung_han").expect("a figure");
    assert!(matches!(&figure.doubts[..], [Doubt::Conflict { origins, .. }] if origins.len() == 2));
    assert!(figures(&read).contains(&"kstt_truoc_han=170".to_owned()));
}

#[test]
fn a_form_without_its_total_row_gives_no_figure() {
    let read = read(vec![kstt_with("Tổng cộng", "Cả xã")]);
    assert_eq!(codes(&read).first(), Some(&Code::RowMissing));
    assert!(figures(&read).iter().all(|figure| figure.ends_with(":Missing")));
}

#[test]
fn an_unusable_total_cell_is_named() {
    for (text, code) in [
        ("mười", Code::CellNotNumber),
        ("#N/A", Code::CellExcelError),
        ("=SUM(I10:I11)", Code::CellNotCalculated),
    ] {
        let read = read(vec![kstt_with("| 118 |", &format!("| {text} |"))]);
        assert_eq!(told(&read), [(code, "I12".to_owned())]);
    }
}

#[test]
fn hidden_rows_columns_and_sheets_are_told_of_when_they_contribute() {
    let mut hidden_row = kstt(|_, row| row.to_owned());
    hidden_row.hidden_rows.insert(11);
    assert_eq!(told(&read(vec![hidden_row])), [(Code::HiddenContributes, "A12".to_owned())]);
    let mut hidden_detail = kstt(|_, row| row.to_owned());
    hidden_detail.hidden_rows.insert(10);
    assert_eq!(told(&read(vec![hidden_detail])), []);
    let mut hidden_column = kstt(|_, row| row.to_owned());
    hidden_column.hidden_columns.insert(8);
    assert_eq!(codes(&read(vec![hidden_column])), [Code::HiddenContributes]);
    let mut hidden_sheet = kstt(|_, row| row.to_owned());
    hidden_sheet.hidden = true;
    assert_eq!(told(&read(vec![hidden_sheet])), [(Code::HiddenContributes, String::new())]);
}

#[test]
fn a_table_that_no_form_describes_is_refused_with_what_it_resembles() {
    let home_made = sheet("Sheet1", &["Bảng kê | Số tiền", "Điện | 12", "Nước | 15"]);
    let read = read(vec![home_made]);
    assert_eq!((codes(&read), read.refusal), (vec![Code::FormUnknown], Some(Code::FormUnknown)));
    let blank = |index: usize, row: &str| match index {
        0 => "Báo cáo".to_owned(),
        9..=11 => String::new(),
        _ => row.to_owned(),
    };
    let read = super::read(vec![Sheet { name: "Sheet1".into(), ..kstt(blank) }]);
    let near = read
        .diagnostics
        .first()
        .and_then(|diagnostic| diagnostic.arguments.get("near").map(ToString::to_string));
    assert_eq!(codes(&read), [Code::FormUnknown]);
    assert!(near.is_some_and(|near| near.contains("06/VPCP/KSTT")));
}

#[test]
fn a_number_typed_over_formulas_is_asked_about() {
    let mut summed = kstt(|_, row| row.to_owned());
    for column in 2..12 {
        if let Some(cell) = summed.cells.get_mut(&CellRef::new(11, column)) {
            cell.formula = Some("SUM(C10:C11)".into());
        }
    }
    assert_eq!(told(&read(vec![summed])), [(Code::CellTypedOver, "M12".to_owned())]);
}

/// Two groups of two fields each, written as `row` says for the number of a group or field and its name.
fn in_groups(fields: [&str; 4], groups: [&str; 2], sums_below: bool) -> Vec<String> {
    let amounts = |n: i64| format!("{} | {n} | {n} | 0 | {n} | {n} | 0 | 0 | {n} | {n} | 0", 2 * n);
    let row = |label: &str, n: i64| format!("{label} | {}", amounts(n));
    let [one, two, three, four] = fields;
    let parts = [(groups[0], 3, [(one, 1), (two, 2)]), (groups[1], 7, [(three, 3), (four, 4)])];
    let mut rows: Vec<String> = KSTT[..8].iter().map(|row| (*row).to_owned()).collect();
    for (group, sum, fields) in parts {
        let fields = fields.map(|(field, n)| row(field, n));
        if sums_below {
            rows.extend(fields);
            rows.push(row(group, sum));
        } else {
            rows.push(row(group, sum));
            rows.extend(fields);
        }
    }
    rows.push(row("Tổng cộng | <", 10));
    rows
}

#[test]
fn groups_are_known_by_their_labels_their_numbers_or_their_sums() {
    let by_label = ["| 1. Đất đai", "| 2. Hộ tịch", "| 1. Xây dựng", "| 2. Y tế"];
    let plain = ["| Đất đai", "| Hộ tịch", "| Xây dựng", "| Y tế"];
    let on = ["2 | Đất đai", "3 | Hộ tịch", "5 | Xây dựng", "6 | Y tế"];
    let before = ["1 | Đất đai", "2 | Hộ tịch", "4 | Xây dựng", "5 | Y tế"];
    let through = ["1 | Đất đai", "2 | Hộ tịch", "3 | Xây dựng", "4 | Y tế"];
    for (fields, groups, sums_below) in [
        (by_label, ["| I. Cấp xã", "| II. Cấp tỉnh"], false),
        (by_label, ["| A) Cấp xã", "| B) Cấp tỉnh"], false),
        (plain, ["1 | Cấp xã", "2 | Cấp tỉnh"], false),
        (plain, ["I | Cấp xã", "II | Cấp tỉnh"], false),
        (through, ["| Cấp xã", "| Cấp tỉnh"], false),
        (on, ["1 | Cấp xã", "4 | Cấp tỉnh"], false),
        (before, ["3 | Cấp xã", "6 | Cấp tỉnh"], true),
        (before, ["3 | Cộng cấp xã", "6 | Cộng cấp tỉnh"], true),
    ] {
        let rows = in_groups(fields, groups, sums_below);
        let told_of = |rows: &[String]| {
            let read = read(vec![sheet("Biểu 06", &rows.iter().map(String::as_str).collect::<Vec<_>>())]);
            codes(&read).into_iter().filter(|code| *code == Code::TotalDiffers).count()
        };
        assert_eq!(told_of(&rows), 0, "{rows:#?}");
        // A total that is the sum neither of the groups nor of the fields is asked about.
        let mut wrong = rows.clone();
        let total = wrong.last_mut().expect("a total");
        *total = total.replace("| 20 | 10 | 10 |", "| 21 | 11 | 10 |");
        assert_eq!(told_of(&wrong), 2, "{wrong:#?}");
    }
}

#[test]
fn a_field_that_the_total_leaves_out_is_no_group() {
    for last in ["3 | Y tế", "| Y tế", "| 3. Y tế", "| Cấp tỉnh"] {
        let mut rows = KSTT[..11].to_vec();
        let last = format!("{last} | 7 | 7 | 0 | 0 | 7 | 7 | 0 | 0 | 0 | 0 | 0");
        rows.push(&last);
        rows.push(KSTT[11]);
        let read = read(vec![sheet("Biểu 06", &rows)]);
        assert_eq!(codes(&read), [Code::TotalDiffers; 4], "{last}");
    }
}

#[test]
fn a_wrong_total_is_in_doubt_with_the_value_of_its_rows_and_its_neighbours_are_not() {
    // Late files: 2 in the rows, 3 in the total row, so that (7) = (8) + (9) + (10) does not hold there either.
    let wrong = read(vec![kstt(|index, row| match index {
        11 => row.replace("| 118 | 2 |", "| 118 | 3 |"),
        _ => row.to_owned(),
    })]);
    assert_eq!(codes(&wrong), [Code::CellLikelyWrong, Code::TotalDiffers, Code::IdentityBroken]);
    let figures = &wrong.submissions.first().expect("a submission").figures.single;
    let other = Some(crate::figure::Value::Number(2.into()));
    for (id, figure) in figures {
        let doubts: Vec<(Code, _)> = figure
            .doubts
            .iter()
            .map(|doubt| match doubt {
                Doubt::Unclear { code, other, .. } => (*code, other.clone()),
                doubt => panic!("{id}: {doubt:?}"),
            })
            .collect();
        match &**id {
            "kstt_qua_han" => assert_eq!(
                doubts,
                [(Code::TotalDiffers, other.clone()), (Code::IdentityBroken, other.clone())]
            ),
            _ => assert_eq!(doubts, [], "{id}"),
        }
    }
}
