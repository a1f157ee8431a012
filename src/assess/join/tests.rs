use std::sync::Arc;

use super::*;
use crate::assess::{TaskOutcome, assess};
use crate::diagnostic::{Code, Lang};
use crate::figure::{FigureId, State};
use crate::intake::test_plan::{forms, plan, schedule};
use crate::intake::test_sheet::{sheet, workbook};
use crate::intake::{Expectation, Expected, FileEntry, FileStatus, recognise};
use crate::plan::{MissingPolicy, Rule, TASKS_DONE, TASKS_DUE};
use crate::rulebook::{Finding, Outcome};

/// A form of `unit` with the given rows, file by file.
fn intake(files: &[(&str, &str, &[&str], &[&str])]) -> Intake {
    let (plan, forms, schedule) = (plan(), forms(), schedule("2025-nam"));
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let mut intake = Intake::default();
    for (file, unit, figures, tasks) in files {
        let top = format!("Đơn vị báo cáo: | {unit} | Kỳ báo cáo: | năm 2025 | Ngày lập: | 18/12/2025");
        let mut rows = vec![top.as_str(), "Mã | Nội dung | Số liệu | Không phát sinh (x)"];
        rows.extend(*figures);
        rows.push("Mã | Nhiệm vụ | Tình trạng | Ngày hoàn thành");
        rows.extend(*tasks);
        let recognition = recognise(&workbook(vec![sheet("Phiếu", &rows)]), &Arc::from(*file), &expected);
        intake.submissions.extend(recognition.submissions);
        intake.diagnostics.extend(recognition.diagnostics);
    }
    intake
}

fn joined(intake: &Intake) -> Joined {
    joined_on("20/12/2025", intake)
}

fn joined_on(day: &str, intake: &Intake) -> Joined {
    let day = crate::text::parse_date(day).expect("a day").date;
    let (plan, forms, schedule) = (plan(), forms(), schedule("2025-nam"));
    let mut joined = join(&plan, &forms, intake, &schedule, day);
    let findings = waiting_for_all(&plan, &joined);
    joined.tell_missing(&plan, &forms, intake, (&schedule, day), &Waiting::of(&plan, &findings));
    joined
}

/// What rules would say that wait for everything that they need and that is missing.
fn waiting_for_all(plan: &Plan, joined: &Joined) -> Vec<Finding> {
    let missing = |id: &FigureId| -> Vec<FigureId> {
        let figure = joined.figures.single.get(id).filter(|figure| figure.state == State::Missing);
        figure.iter().flat_map(|figure| &figure.wants).map(|want| want.figure.clone()).collect()
    };
    let of_tables = |id: &FigureId| -> Vec<FigureId> {
        joined.figures.tables.contains_key(id).then(|| id.clone()).into_iter().collect()
    };
    let waits =
        |rule: &Rule| rule.needs.iter().flat_map(|id| [missing(id), of_tables(id)].concat()).collect();
    plan.rules
        .iter()
        .filter(|rule| rule.missing == MissingPolicy::Insufficient)
        .map(|rule| Finding { outcome: Outcome::Insufficient, waits: waits(rule), ..Finding::unjudged(rule) })
        .collect()
}

/// The diagnostics of `code`, in Vietnamese, with file and cell.
fn told(diagnostics: &[Diagnostic], code: Code) -> Vec<String> {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == code)
        .map(|diagnostic| format!("{}: {}", diagnostic.place, diagnostic.message(Lang::Vi)))
        .collect()
}

const VP: (&str, &str, &[&str], &[&str]) = (
    "vp.xlsx",
    "VP",
    &["vb_ban_hanh | Số văn bản đã ban hành | 12", "vb_dung_han | Số văn bản ban hành đúng hạn | 11"],
    &["T1.1 | x | Đã hoàn thành | 15/9/2025", "T1.2 | x | Đang thực hiện"],
);

const KT: (&str, &str, &[&str], &[&str]) = (
    "kt.xlsx",
    "KT",
    &["kinh_phi | x | 5000", "ty_le_truoc | x | 98,5%"],
    &["T2.1 | x | Đã hoàn thành | 15/10/2025", "T2.2 | x | Chưa thực hiện"],
);

#[test]
fn equal_reports_join_and_differing_ones_are_used_from_neither() {
    let again = ("kt2.xlsx", "KT", &["kinh_phi | x | 6000", "ty_le_truoc | x | 98,5%"][..], KT.3);
    let intake = intake(&[KT, again]);
    let joined = joined(&intake);
    let equal = &joined.figures.single["ty_le_truoc"];
    assert_eq!((equal.shown().as_str(), equal.origins.len()), ("98.5", 2));
    let conflict = &joined.figures.single["kinh_phi"];
    assert_eq!(conflict.state, State::Missing);
    assert!(matches!(&conflict.doubts[..], [Doubt::Conflict { origins, .. }] if origins.len() == 2));
    assert_eq!(
        told(&joined.diagnostics, Code::FigureConflict),
        [
            "kt.xlsx | Phiếu!C3: \"Kinh phí giải ngân\" được báo cáo khác nhau (cột C \"Số liệu\"): 5000 (KT, kt.xlsx | Phiếu!C3); \
             6000 (KT, kt2.xlsx | Phiếu!C3). Không dùng giá trị nào."
        ]
    );
    assert_eq!(told(&joined.diagnostics, Code::CellBlank), Vec::<String>::new());
}

#[test]
fn what_two_sendings_say_differently_is_told_together_with_what_to_do() {
    let again = ("kt2.xlsx", "KT", &["kinh_phi | x | 6000", "ty_le_truoc | x | 97%"][..], &[][..]);
    let intake = intake(&[KT, again]);
    let joined = joined(&intake);
    let missing = ["kinh_phi", "ty_le_truoc"].map(|id| joined.figures.single[id].state);
    assert_eq!(missing, [State::Missing; 2]);
    assert_eq!(
        told(&joined.diagnostics, Code::FigureConflict),
        [
            "kt.xlsx | Phiếu: \"Phiếu số liệu cải cách hành chính\" được báo cáo khác nhau (cột C \"Số liệu\"): \
             Kinh phí giải ngân: 5000 (KT, kt.xlsx | Phiếu!C3); 6000 (KT, kt2.xlsx | Phiếu!C3) · \
             Tỷ lệ giải ngân năm trước: 98,5% (KT, kt.xlsx | Phiếu!C4); 97% (KT, kt2.xlsx | Phiếu!C4). \
             Không dùng giá trị nào."
        ]
    );
    let hint = |joined: &Joined| {
        let told = joined.diagnostics.iter().find(|told| told.code == Code::FigureConflict);
        told.map(|told| told.hint(Lang::Vi))
    };
    assert_eq!(
        hint(&joined).as_deref(),
        Some("Ghi \"Lần gửi\" của bản đúng là 2, hoặc bỏ bản sai khỏi thư mục.")
    );
    let other = ("vhxh.xlsx", "VHXH", &["kinh_phi | x | 6000"][..], &[][..]);
    assert_eq!(
        hint(&self::joined(&self::intake(&[KT, other]))).as_deref(),
        Some("Đề nghị các đơn vị thống nhất một số liệu rồi gửi lại.")
    );
    let twice = (KT.0, KT.1, &[KT.2[0], KT.2[1], "kinh_phi | x | 6000"][..], KT.3);
    assert_eq!(
        hint(&self::joined(&self::intake(&[twice]))).as_deref(),
        Some("Sửa các ô này cho thống nhất một số liệu rồi gửi lại.")
    );
}

#[test]
fn another_unit_may_report_a_figure_and_contradict_its_owner() {
    let other = ("vhxh.xlsx", "VHXH", &["kinh_phi | x | 6000", "ra_soat | x | Chưa"][..], &[][..]);
    let joined = joined(&intake(&[KT, other]));
    assert_eq!(told(&joined.diagnostics, Code::FigureConflict).len(), 1);
    assert_eq!(joined.figures.single["ra_soat"].choice(), Some("chua"));
}

#[test]
fn a_blank_cell_names_its_unit_and_what_waits() {
    let blank = (KT.0, KT.1, &["kinh_phi | x |", "ty_le_truoc | x | '-"][..], KT.3);
    let joined = joined(&intake(&[blank]));
    assert_eq!(
        told(&joined.diagnostics, Code::CellBlank),
        [
            "kt.xlsx | Phiếu!C3: Chưa điền \"Kinh phí giải ngân\" (Phòng Kinh tế). Chờ số liệu: tiêu chí 6.1.",
            "kt.xlsx | Phiếu!C4: Chưa điền \"Tỷ lệ giải ngân năm trước\" (Phòng Kinh tế). Chờ số liệu: tiêu chí 6.1.",
        ]
    );
}

#[test]
fn a_cell_that_was_told_of_already_is_not_called_blank() {
    let bad = (KT.0, KT.1, &["kinh_phi | x | mười", KT.2[1]][..], KT.3);
    let intake = intake(&[bad]);
    assert_eq!(told(&intake.diagnostics, Code::CellNotNumber).len(), 1);
    assert_eq!(told(&joined(&intake).diagnostics, Code::CellBlank), Vec::<String>::new());
}

#[test]
fn what_awaits_a_publication_or_nobody_needs_is_not_nagged_about() {
    let vhxh = ("v.xlsx", "VHXH", &["thu_hang | x | ", "ra_soat | x | Chưa"][..], &[][..]);
    let kt = (KT.0, KT.1, &[KT.2[0], KT.2[1], "khong_can | x | "][..], KT.3);
    let joined = joined(&intake(&[vhxh, kt]));
    assert_eq!(told(&joined.diagnostics, Code::CellBlank), Vec::<String>::new());
    assert_eq!(joined.figures.single["thu_hang"].state, State::Missing);
}

#[test]
fn a_unit_that_sent_nothing_is_named_once_with_what_waits() {
    let joined = joined(&intake(&[VP]));
    assert_eq!(
        told(&joined.diagnostics, Code::SubmissionMissing),
        [
            ": Phòng Kinh tế chưa nộp Phiếu số liệu cải cách hành chính; 2 chỉ tiêu, tiêu chí đang chờ: tiêu chí 6.1, 1.1.2.",
            ": Phòng Văn hóa - Xã hội chưa nộp Phiếu số liệu cải cách hành chính; 1 chỉ tiêu, tiêu chí đang chờ: chỉ tiêu 1.3.",
            ": Trung tâm Phục vụ hành chính công chưa nộp Biểu 06/VPCP/KSTT - Tình hình, kết quả giải quyết thủ tục hành chính; \
             1 chỉ tiêu, tiêu chí đang chờ: chỉ tiêu 2.2.3.",
            ": Trung tâm Phục vụ hành chính công chưa nộp Danh mục thủ tục hành chính và thời hạn giải quyết; \
             1 chỉ tiêu, tiêu chí đang chờ: chỉ tiêu 2.2.2.",
        ]
    );
    assert_eq!(told(&joined.diagnostics, Code::CellBlank), Vec::<String>::new());
    let roster: Vec<(&str, &str, bool, u32)> = joined
        .roster
        .iter()
        .map(|entry| (&*entry.unit, &*entry.form, entry.is_received(), entry.days_late))
        .collect();
    assert_eq!(
        roster,
        [
            ("VP", "phieu-so-lieu", true, 3),
            ("KT", "phieu-so-lieu", false, 5),
            ("VHXH", "phieu-so-lieu", false, 5),
            ("TTPVHCC", "06-vpcp-kstt", false, 5),
            ("TTPVHCC", "danh-muc-tthc", false, 5),
        ]
    );
}

#[test]
fn what_has_not_come_is_asked_for_by_its_day_and_after_that_day_at_once() {
    let hints = |day: &str| -> Vec<String> {
        let joined = joined_on(day, &intake(&[VP]));
        let told = joined.diagnostics.iter().filter(|told| told.code == Code::SubmissionMissing);
        told.map(|told| told.hint(Lang::Vi)).collect()
    };
    assert_eq!(hints("15/12/2025")[0], "Đôn đốc đơn vị gửi; hạn là ngày 15/12/2025.");
    assert_eq!(hints("16/12/2025")[0], "Đã quá hạn ngày 15/12/2025: đôn đốc đơn vị gửi ngay.");
    let late = |day: &str| joined_on(day, &intake(&[VP])).roster[1].days_late;
    assert_eq!((late("15/12/2025"), late("16/12/2025"), late("30/12/2025")), (0, 1, 15));
}

#[test]
fn a_form_that_bears_a_day_after_the_report_is_asked_about_and_is_late_by_no_days() {
    let on = |day: &str| {
        let (intake, as_of) = (intake(&[VP]), crate::text::parse_date(day).expect("a day").date);
        let asked = crate::assess::dates::told(&intake, &schedule("2025-nam"), as_of);
        (told(&asked, Code::CellDateDoubtful), joined_on(day, &intake).roster[0].days_late)
    };
    assert_eq!(on("18/12/2025"), (Vec::new(), 3));
    let asked =
        "vp.xlsx | Phiếu!F1: Ngày 18/12/2025 cần xác nhận: sau ngày lập báo cáo (17/12/2025) (Ngày lập).";
    assert_eq!(on("17/12/2025"), (vec![asked.to_owned()], 0));
}

/// A file that was refused.
fn refused(name: &str, unit: Option<&str>, reason: Code) -> FileEntry {
    FileEntry {
        name: name.into(),
        sha256: String::new(),
        size: 1,
        container: None,
        status: FileStatus::Refused,
        form: None,
        unit: unit.map(Into::into),
        reason: Some(reason),
        replaced_by: None,
    }
}

#[test]
fn who_sent_an_archive_that_cannot_be_opened_is_not_told_to_have_sent_nothing() {
    let mut sent = intake(&[VP]);
    sent.files.push(refused("KT.rar", Some("KT"), Code::FileWrapped));
    sent.files.push(refused("phieu VHXH.xlsx", None, Code::FileCrashes));
    let ending = |text: &String| text.split(" Phiếu").next().unwrap_or_default().to_owned();
    let of_units = |sent: &Intake| -> Vec<String> {
        told(&joined(sent).diagnostics, Code::SubmissionMissing).iter().take(2).map(ending).collect()
    };
    assert_eq!(
        of_units(&sent),
        [
            ": Phòng Kinh tế đã gửi tệp nén, chưa đọc được (KT.rar), nên chưa có",
            ": Phòng Văn hóa - Xã hội chưa nộp"
        ]
    );
    // What overtaxed its reader is known by its name alone, and may be anybody's where that names nobody.
    sent.files.push(refused("goi.zip", None, Code::FileTooLarge));
    assert_eq!(
        of_units(&sent),
        [
            ": Phòng Kinh tế đã gửi tệp nén, chưa đọc được (KT.rar), nên chưa có",
            ": Phòng Văn hóa - Xã hội chưa nộp, hoặc đã gửi trong tệp nén chưa đọc được (goi.zip),"
        ]
    );
}

#[test]
fn tasks_are_judged_at_the_end_of_the_window_and_counted() {
    let joined = joined(&intake(&[VP, KT]));
    let outcomes: Vec<(&str, TaskOutcome)> =
        joined.tasks.iter().map(|finding| (finding.task.as_str(), finding.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            ("T1.1", TaskOutcome::DoneOnTime),
            ("T1.2", TaskOutcome::Regular),
            ("T2.1", TaskOutcome::DoneLate),
            // Due on 31/12/2025, after the window's last day.
            ("T2.2", TaskOutcome::NotStarted),
        ]
    );
    let (due, done) = (&joined.figures.single[TASKS_DUE], &joined.figures.single[TASKS_DONE]);
    // In the annual report every task is due, the regular one and the one of the year's last day among them.
    assert_eq!((due.shown().as_str(), done.shown().as_str(), done.origins.len()), ("4", "3", 3));
}

#[test]
fn a_due_task_of_which_nothing_is_said_leaves_the_count_unknown() {
    let silent = (VP.0, VP.1, VP.2, &["T1.1 | x | ", "T1.2 | x | "][..]);
    let joined = joined(&intake(&[silent, KT]));
    let due = &joined.figures.single[TASKS_DUE];
    assert_eq!(due.state, State::Missing);
    assert_eq!(due.wants.iter().map(|want| &*want.figure).collect::<Vec<_>>(), ["T1.1", "T1.2"]);
    assert_eq!(
        told(&joined.diagnostics, Code::CellBlank),
        [
            "vp.xlsx | Phiếu!C6: Chưa điền \"T1.1 Triển khai đồng bộ các nội dung CCHC\" (Văn phòng HĐND và UBND). \
             Chờ số liệu: tiêu chí 1.1.2.",
            "vp.xlsx | Phiếu!C7: Chưa điền \"T1.2 Tuyên truyền CCHC\" (Văn phòng HĐND và UBND). \
             Chờ số liệu: tiêu chí 1.1.2.",
        ]
    );
}

#[test]
fn what_is_odd_about_a_task_is_asked() {
    for (status, outcome, question) in [
        ("Đã hoàn thành", TaskOutcome::Done, "báo đã hoàn thành nhưng không ghi ngày hoàn thành"),
        (
            "Đã hoàn thành | 20/12/2025",
            TaskOutcome::Overdue,
            "ngày hoàn thành 20/12/2025 sau ngày cuối của kỳ số liệu",
        ),
        (
            "Đã hoàn thành | 1/9/2023",
            TaskOutcome::DoneOnTime,
            "ngày hoàn thành 01/09/2023 trước kỳ số liệu hơn một năm",
        ),
        (
            "Đang thực hiện | 1/9/2025",
            TaskOutcome::Overdue,
            "có ngày hoàn thành 01/09/2025 nhưng chưa báo đã hoàn thành",
        ),
    ] {
        let row = format!("T1.1 | x | {status}");
        let rows = [row.as_str(), VP.3[1]];
        let joined = joined(&intake(&[(VP.0, VP.1, VP.2, &rows)]));
        assert_eq!(joined.tasks.first().map(|finding| finding.outcome), Some(outcome), "{status}");
        assert_eq!(
            told(&joined.diagnostics, Code::TaskDateDoubtful),
            [format!("vp.xlsx | Phiếu!C6: Nhiệm vụ T1.1: {question}.")]
        );
    }
    let twice = [VP.3[0], "T1.1 | x | Chưa thực hiện", VP.3[1]];
    let intake = intake(&[(VP.0, VP.1, VP.2, &twice)]);
    assert_eq!(told(&intake.diagnostics, Code::RowRepeated).len(), 1);
    let joined = joined(&intake);
    assert_eq!(joined.tasks.first().map(|finding| finding.outcome), Some(TaskOutcome::Insufficient));
}

#[test]
fn a_task_whose_day_may_be_another_is_judged_only_as_far_as_both_days_agree() {
    let text = "T1.2 | x | Đã hoàn thành | 25/8/2025";
    for (day, outcome) in [
        // Due on 30/9/2025: 8 September or 9 August.
        ("2025-09-08", TaskOutcome::DoneOnTime),
        // 10 September or 9 October.
        ("2025-09-10", TaskOutcome::Done),
        // 12 November or 11 December.
        ("2025-11-12", TaskOutcome::DoneLate),
    ] {
        let row = format!("T1.1 | x | Đã hoàn thành | {day}");
        let intake = intake(&[(VP.0, VP.1, VP.2, &[&row, text])]);
        assert_eq!(told(&intake.diagnostics, Code::CellDateDoubtful).len(), 1, "{day}");
        let joined = joined(&intake);
        assert_eq!(joined.tasks.first().map(|finding| finding.outcome), Some(outcome), "{day}");
    }
    // Outside of the year's window on one of its two days: neither done nor overdue for certain.
    let quarter = |intake: &Intake| {
        let schedule = schedule("2025-q3");
        join(&plan(), &forms(), intake, &schedule, schedule.due)
    };
    let row = "T1.1 | x | Đã hoàn thành | 2025-10-09";
    let intake = intake(&[(VP.0, VP.1, VP.2, &[row, text])]);
    let joined = quarter(&intake);
    assert_eq!(joined.tasks.first().map(|finding| finding.outcome), Some(TaskOutcome::Insufficient));
    assert_eq!(told(&joined.diagnostics, Code::CellBlank), [""; 0]);
}

#[test]
fn only_the_unit_that_leads_a_task_speaks_for_it() {
    let meddling = (KT.0, KT.1, KT.2, &[KT.3[0], KT.3[1], "T1.1 | x | Đã hoàn thành | 1/9/2025"][..]);
    let joined = joined(&intake(&[meddling]));
    assert_eq!(joined.tasks.first().map(|finding| finding.outcome), Some(TaskOutcome::Insufficient));
}

#[test]
fn blank_cells_of_one_column_of_a_list_are_told_of_together() {
    let (plan, forms, schedule) = (plan(), forms(), schedule("2025-nam"));
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let list = sheet(
        "DM",
        &[
            "Danh mục TTHC | | Kỳ báo cáo: năm 2025",
            "STT | Tên TTHC | Thời hạn theo quy định | Thời hạn sau cắt giảm | Đơn vị tính",
            "1 | Khai sinh | 3 | | ngày",
            "2 | Kết hôn | 3 | | ngày",
            "3 | Tách thửa | | 2 | ngày",
        ],
    );
    let recognition = recognise(&workbook(vec![list]), &Arc::from("dm.xlsx"), &expected);
    let intake = Intake { submissions: recognition.submissions, ..Intake::default() };
    assert_eq!(
        told(&joined(&intake).diagnostics, Code::CellBlank),
        [
            "dm.xlsx | DM!C5: Chưa điền \"Thời hạn theo quy định: Tách thửa\" (Trung tâm Phục vụ hành chính công). \
             Chờ số liệu: chỉ tiêu 2.2.2.",
            "dm.xlsx | DM!D3: Chưa điền \"Thời hạn sau cắt giảm: D3, D4\" (Trung tâm Phục vụ hành chính công). \
             Chờ số liệu: chỉ tiêu 2.2.2.",
        ]
    );
}

#[test]
fn an_assessment_says_everything_once_in_the_order_of_places() {
    let bad = (KT.0, KT.1, &["kinh_phi | x | mười", "ty_le_truoc | x | 0.985"][..], KT.3);
    let again = ("kt2.xlsx", "KT", &["kinh_phi | x | 7", "ty_le_truoc | x | 97"][..], KT.3);
    let plan = plan();
    let as_of = schedule("2025-nam").due;
    // A rule that meets the conflict tells of it once more.
    let judge = |figures: &Figures| {
        let finding = Finding {
            rule: "6.1".to_owned(),
            scheme: "chi-so".to_owned(),
            outcome: Outcome::NeedsExplanation,
            value: Some(figures.single["ty_le_truoc"].clone()),
            terms: None,
            points: None,
            max: None,
            readings: Vec::new(),
            waits: Vec::new(),
            remedies: Vec::new(),
            used: vec![("ty_le_truoc".into(), figures.single["ty_le_truoc"].clone())],
        };
        (vec![finding], Vec::new())
    };
    let assessment = assess(&plan, &forms(), intake(&[bad, again]), &[], schedule("2025-nam"), as_of, judge);
    assert_eq!(assessment.figures.single["kinh_phi"].shown(), "7");
    let places: Vec<String> = assessment
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.place.file.is_some())
        .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.place))
        .collect();
    assert_eq!(places, ["C01 kt.xlsx | Phiếu!C3", "S10 kt.xlsx | Phiếu!C4", "C07 kt.xlsx | Phiếu!C4"]);
}
