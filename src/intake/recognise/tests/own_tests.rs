//! The commune's own form.

use super::*;
use crate::address::CellRange;
use crate::figure::Doubt;
use crate::intake::sheet::{Content, Oddity, Staleness};

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
        ("| 0 | x |", "NothingArose", None),
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
    for (row, unreadable) in
        [("| | |", false), ("| 5 | x |", true), ("| | xem sau |", true), ("| 8.5/10 | |", true)]
    {
        let read = read(own_with("| 1500000 | |", row));
        let wants = &read.submissions[0].figures.single["kinh_phi"].wants;
        assert_eq!(wants.iter().map(|want| want.unreadable).collect::<Vec<_>>(), [unreadable], "{row}");
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
    assert_eq!(
        read.diagnostics[0].message(crate::diagnostic::Lang::Vi),
        "Không tìm thấy cột \"Số liệu\" của biểu Phiếu số liệu cải cách hành chính. \
         Cột có tiêu đề khác: E \"Ghi chú 2\"."
    );
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

/// Our own form, of which `change` alters the sheet of figures.
fn changed(change: impl Fn(&mut Sheet)) -> Recognition {
    let mut sheets = own(|_, row| row.to_owned());
    let with_figures =
        sheets.iter_mut().find(|sheet| figure_cell(sheet).is_some()).expect("the sheet of figures");
    change(with_figures);
    read(sheets)
}

/// The cell of the figure `kinh_phi`.
fn figure_cell(sheet: &Sheet) -> Option<CellRef> {
    let number: rust_decimal::Decimal = 1_500_000.into();
    sheet.cells.iter().find(|(_, cell)| cell.content == Content::Number(number)).map(|(at, _)| *at)
}

fn doubts(read: &Recognition) -> Vec<Code> {
    let submission = read.submissions.first().expect("a submission");
    submission.figures.single["kinh_phi"].doubts.iter().map(Doubt::code).collect()
}

#[test]
fn a_stored_result_that_its_formula_contradicts_is_asked_about_where_it_is_used() {
    let read = changed(|sheet| {
        let at = figure_cell(sheet).expect("the figure");
        sheet.cells.get_mut(&at).expect("a cell").formula = Some("A1+A2".into());
        sheet.stale.insert(at, Staleness::Gives(1_600_000.into()));
        sheet.stale.insert(CellRef::new(90, 90), Staleness::SaysItself);
    });
    assert_eq!(told(&read), [(Code::CellStale, "E7".to_owned())]);
    assert_eq!(doubts(&read), [Code::CellStale]);
    let message = read.diagnostics.first().map(|told| told.message(crate::diagnostic::Lang::Vi));
    let expected = "Ô có công thức =A1+A2 và kết quả lưu là 1.500.000, nhưng tính lại được 1.600.000 (Kinh phí giải ngân).";
    assert_eq!(message.as_deref(), Some(expected));
}

#[test]
fn a_value_under_a_merged_range_is_asked_about() {
    let read = changed(|sheet| {
        let at = figure_cell(sheet).expect("the figure");
        sheet.merges.push(CellRange { start: CellRef::new(at.row, at.column - 1), end: at });
    });
    assert_eq!(told(&read), [(Code::CellCovered, "E7".to_owned())]);
    assert_eq!(doubts(&read), [Code::CellCovered]);
}

#[test]
fn a_number_merged_over_two_rows_or_columns_serves_the_first_cell_only() {
    let read = changed(|sheet| {
        let at = figure_cell(sheet).expect("the figure");
        let below = CellRef::new(at.row + 1, at.column);
        sheet.cells.remove(&below);
        sheet.merges.push(CellRange { start: at, end: below });
    });
    assert_eq!(
        (told(&read), figures(&read)),
        (vec![], vec!["kinh_phi=1500000".into(), "ty_le_truoc:Missing".into()])
    );
}

#[test]
fn a_value_that_nobody_sees_is_told_with_its_cell() {
    let read = changed(|sheet| {
        let at = figure_cell(sheet).expect("the figure");
        sheet.cells.get_mut(&at).expect("a cell").oddities = Oddity::Unseen.into();
    });
    assert_eq!(told(&read), [(Code::HiddenContributes, "E7".to_owned())]);
    let read = changed(|sheet| {
        sheet.cells.values_mut().for_each(|cell| cell.oddities = Oddity::Unseen.into());
    });
    assert_eq!(told(&read), [(Code::HiddenContributes, "E7".to_owned())]);
    let what = read.diagnostics.first().and_then(|told| told.arguments.get("what"));
    assert_eq!(what.map(ToString::to_string).as_deref(), Some("@hidden.cells:E7, E8"));
}

#[test]
fn a_row_whose_text_is_struck_through_is_asked_about() {
    let read = changed(|sheet| {
        let at = figure_cell(sheet).expect("the figure");
        let label = CellRef::new(at.row, 2);
        sheet.cells.get_mut(&label).expect("its text").oddities = Oddity::Struck.into();
    });
    assert_eq!(told(&read), [(Code::CellStruck, "C7".to_owned())]);
    assert_eq!(doubts(&read), [Code::CellStruck]);
}

#[test]
fn a_struck_mark_is_asked_about_and_leaves_the_value_in_doubt() {
    for (row, state) in [("| 5 | x |", State::Reported), ("| | x |", State::Missing)] {
        let mut sheets = own_with("| 1500000 | |", row);
        let at = CellRef::parse("F7").expect("a place");
        sheets[0].cells.get_mut(&at).expect("the mark").oddities = Oddity::Struck.into();
        let read = read(sheets);
        assert_eq!(told(&read), [(Code::CellStruck, "F7".to_owned())], "{row}");
        assert_eq!(doubts(&read), [Code::CellStruck], "{row}");
        assert_eq!(read.submissions[0].figures.single["kinh_phi"].state, state, "{row}");
    }
}

#[test]
fn days_of_completion_that_a_foreign_locale_may_have_exchanged_are_asked_about() {
    let tasks = |first: &str, second: &str| {
        let rows = [
            TASKS[0].to_owned(),
            TASKS[1].replace("15/9/2025", first),
            TASKS[2].replace("31/12/2025 | |", &format!("31/12/2025 | Đã hoàn thành | {second}")),
        ];
        let mut sheets = own(|_, row| row.to_owned());
        sheets[1] = sheet("Nhiệm vụ", &rows.each_ref().map(String::as_str));
        let read = read(sheets);
        let or: Vec<Option<String>> = read.submissions[0]
            .tasks
            .iter()
            .map(|task| task.completed_or.map(|day| day.to_string()))
            .collect();
        (told(&read), or)
    };
    let asked = |cell: &str| vec![(Code::CellDateDoubtful, cell.to_owned())];
    let november = || Some("2025-11-10".to_owned());
    assert_eq!(tasks("2025-10-11", "25/9/2025"), (asked("F2"), vec![november(), None]));
    assert_eq!(tasks("25-9-2025", "2025-10-11"), (asked("F3"), vec![None, november()]));
    // Of the texts none tells of another locale.
    assert_eq!(tasks("2025-10-11", "5/9/2025"), (vec![], vec![None, None]));
    assert_eq!(tasks("2025-10-11", "2025-09-25"), (vec![], vec![None, None]));
    assert_eq!(tasks("2024-11-10", "2025-09-25").0, [], "10 November and 11 October 2024 are both outside");
    assert_eq!(tasks("2025-12-03", "2025-09-25"), (vec![], vec![None, None]), "both inside");
}

#[test]
fn the_day_on_which_a_form_was_made_may_be_exchanged_too() {
    let made = |day: &str| {
        let read = read_for("2025-q3", &workbook(own_for_quarter(day)));
        (told(&read), read.submissions.len())
    };
    let asked = vec![(Code::CellDateDoubtful, "E4".to_owned())];
    assert_eq!(made("2025-12-09"), (asked, 1), "typed 12/9/2025");
    assert_eq!(made("2025-09-12"), (vec![], 1));
    assert_eq!(made("2025-12-20"), (vec![], 1));
}

/// The form for quarter III, made on `day`.
fn own_for_quarter(day: &str) -> Vec<Sheet> {
    own(|_, row| {
        let row = row.replace("năm 2025", "quý III năm 2025");
        row.replace("15/12/2024 đến ngày 14/12/2025", "15/6/2025 đến ngày 14/9/2025")
            .replace("2025-12-16", day)
    })
}
