//! The commune's own form.

use super::*;
use crate::figure::Doubt;

#[test]
fn the_own_form_is_read_with_its_top_block_and_tasks() {
    let read = read(own(|_, row| row.to_owned()));
    assert_eq!(told(&read), []);
    assert_eq!(figures(&read), ["kinh_phi=1500000", "ty_le_truoc=98.5"]);
    let submission = read.submissions.first().expect("a submission");
    assert_eq!((&*submission.unit, submission.sending), ("KT", 2));
    assert_eq!(submission.person.as_deref(), Some("Nguyễn Văn A"));
    assert_eq!(submission.date.map(|date| date.to_string()).as_deref(), Some("2025-12-16"));
    let figure = &submission.figures.single["kinh_phi"];
    assert_eq!(figure.evidence.as_deref(), Some("12/BC-UBND ngày 05/11/2025"));
    let figure = &submission.figures.single["ty_le_truoc"];
    assert_eq!((figure.evidence.as_deref(), figure.explanation.as_deref()), (None, Some("chưa quyết toán")));
    let [done, open] = &submission.tasks[..] else { panic!("{:?}", submission.tasks) };
    assert_eq!((&*done.task, done.status.as_deref()), ("T2.1", Some("da_hoan_thanh")));
    assert_eq!(done.completed.map(|date| date.to_string()).as_deref(), Some("2025-09-15"));
    assert_eq!(done.product.as_deref(), Some("báo cáo rà soát"));
    assert_eq!((open.status.as_deref(), open.origins.len()), (None, 1));
    assert_eq!(open.origins.first().map(|origin| origin.address.cell.to_string()).as_deref(), Some("E3"));
}

#[test]
fn marks_and_words_for_nothing_are_states() {
    for (row, figure, code) in [
        ("| | x | ", "NothingArose", None),
        ("| '- | X |", "NothingArose", None),
        ("| KPS | x |", "NothingArose", None),
        ("| Không phát sinh | |", "NothingArose", None),
        ("| Không áp dụng | |", "NotApplicable", None),
        ("| | |", "Missing", None),
        ("| … | |", "Missing", None),
        ("| 5 | x |", "Missing", Some((Code::CellContradictory, "E7"))),
        ("| mười | x |", "Missing", Some((Code::CellContradictory, "E7"))),
        ("| | xem sau |", "Missing", Some((Code::CellNotChoice, "F7"))),
        ("| x | |", "Missing", Some((Code::CellNotNumber, "E7"))),
    ] {
        let read = read(own_with("| 1500000 | |", row));
        let expected: Vec<(Code, String)> =
            code.into_iter().map(|(code, cell)| (code, cell.to_owned())).collect();
        assert_eq!(told(&read), expected, "{row}");
        assert_eq!(figures(&read).first().map(String::as_str), Some(&*format!("kinh_phi:{figure}")), "{row}");
    }
    let read = read(own_with("| 1500000 | |", "| 5 | không |"));
    assert_eq!((told(&read), figures(&read).first().map(String::as_str)), (vec![], Some("kinh_phi=5")));
}

#[test]
fn rows_are_found_by_text_where_the_code_is_gone() {
    let read = read(own_with("| kinh_phi |", "| |"));
    assert_eq!((told(&read), figures(&read).len()), (vec![], 2));
    assert!(figures(&read).contains(&"kinh_phi=1500000".to_owned()));
}

#[test]
fn unknown_repeated_missing_and_contradictory_rows_are_told_of() {
    let read_own = |from: &str, to: &str| read(own_with(from, to));
    let unknown = read_own("| kinh_phi | Kinh phí giải ngân |", "| kinhphi | Kinh phí |");
    assert_eq!(told(&unknown), [(Code::RowUnknown, "B7".to_owned()), (Code::RowMissing, String::new())]);
    let near = unknown
        .diagnostics
        .first()
        .and_then(|diagnostic| diagnostic.arguments.get("near").map(ToString::to_string));
    assert_eq!(near.as_deref(), Some("@near:kinh_phi"));
    let contradictory = read_own("| kinh_phi |", "| ty_le_truoc |");
    assert_eq!(told(&contradictory), [(Code::RowContradictory, "B7".to_owned())]);
    assert!(!figures(&contradictory).iter().any(|figure| figure.contains("=1500000")));
    let repeated = read(own(|index, row| match index {
        8 => "3 | kinh_phi | Kinh phí giải ngân | đồng | 1600000".to_owned(),
        _ => row.to_owned(),
    }));
    assert_eq!(told(&repeated), [(Code::RowRepeated, "B7".to_owned())]);
    assert!(figures(&repeated).contains(&"kinh_phi:Missing".to_owned()));
}

#[test]
fn another_unit_of_measurement_makes_a_figure_unclear() {
    let read = read(own_with("| đồng |", "| triệu đồng |"));
    assert_eq!(told(&read), [(Code::MeasureDiffers, "D7".to_owned())]);
    let figure = &read.submissions.first().expect("a submission").figures.single["kinh_phi"];
    assert!(matches!(&figure.doubts[..], [Doubt::Unclear { code: Code::MeasureDiffers, .. }]));
}

#[test]
fn figures_and_tasks_may_share_a_sheet() {
    let mut rows = FIGURES.to_vec();
    rows.extend(TASKS);
    let read = read(vec![sheet("Phiếu", &rows)]);
    assert_eq!(told(&read), []);
    assert_eq!((figures(&read).len(), read.submissions[0].tasks.len()), (2, 2));
}

#[test]
fn a_renamed_column_of_figures_is_missing() {
    let read = read(own_with("| Số liệu |", "| Ghi chú 2 |"));
    assert_eq!(codes(&read), [Code::ColumnMissing]);
    assert_eq!(figures(&read), ["kinh_phi:Missing", "ty_le_truoc:Missing"]);
}

#[test]
fn a_sheet_of_tasks_that_was_deleted_is_told_of_once() {
    let mut sheets = own(|_, row| row.to_owned());
    sheets.remove(1);
    assert_eq!(codes(&read(sheets)), [Code::RowMissing]);
}

#[test]
fn an_unknown_task_status_is_none() {
    let mut sheets = own(|_, row| row.to_owned());
    sheets[1] = sheet(
        "Nhiệm vụ",
        &TASKS.map(|row| row.replace("Đã hoàn thành", "Đã hoàn thành tốt")).each_ref().map(String::as_str),
    );
    let read = read(sheets);
    assert_eq!(told(&read), [(Code::CellNotChoice, "E2".to_owned())]);
    assert_eq!(read.submissions[0].tasks[0].status, None);
}

#[test]
fn two_columns_of_one_name_are_not_chosen_between() {
    let read = read(own(|index, row| if index == 4 { format!("{row} | Số liệu") } else { row.to_owned() }));
    assert_eq!(told(&read), [(Code::ColumnAmbiguous, "E5".to_owned())]);
    assert_eq!(figures(&read), ["kinh_phi:Missing", "ty_le_truoc:Missing"]);
}

#[test]
fn what_was_recognised_and_what_was_not_read_can_be_shown() {
    let read = read(own_with("| Giải trình", "| "));
    let [figures, tasks] = &read.parts[..] else { panic!("{:?}", read.parts) };
    assert_eq!(
        (&*figures.sheet, figures.header_rows, &figures.absent[..]),
        ("Số liệu", (4, 4), &["Giải trình".to_owned()][..])
    );
    let value = figures.columns.iter().find(|column| column.column == "Số liệu").expect("the column");
    assert_eq!((value.cell.to_string().as_str(), value.guessed), ("E5", false));
    assert_eq!((&*tasks.sheet, tasks.columns.len()), ("Nhiệm vụ", 8));
    let unread: Vec<&str> = read.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!(unread, ["6", "Người lập biểu"]);
}

#[test]
fn a_number_beside_an_unknown_text_is_not_lost_without_a_word() {
    let read = read(own_with("| kinh_phi | Kinh phí giải ngân |", "| | Kinh phí đã giải ngân |"));
    assert_eq!(told(&read), [(Code::RowUnknown, "B7".to_owned()), (Code::RowMissing, String::new())]);
    let near = read
        .diagnostics
        .first()
        .and_then(|diagnostic| diagnostic.arguments.get("near").map(ToString::to_string));
    assert_eq!(near.as_deref(), Some("@near:Kinh phí giải ngân"));
}
