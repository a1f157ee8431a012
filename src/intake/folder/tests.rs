use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::address::CellRef;
use crate::diagnostic::Lang;
use crate::intake::sheet::{Sheet, Workbook};
use crate::intake::test_plan::{forms, plan, schedule};
use crate::intake::test_sheet::{cell, sheet, workbook};
use crate::intake::wrapping::builders::{letter, seven_zip, zip};
use crate::intake::{InProcess, WorkbookReading};

/// Reads no bytes: hands out the workbook that belongs to each name, with the file's text as its hash.
struct Shelf(BTreeMap<&'static str, Result<Workbook, Code>>);

impl WorkbookReader for Shelf {
    fn read_each(&self, files: &[FileToRead], purpose: &Purpose, take: &mut dyn FnMut(FileReading)) {
        let prepared = purpose.prepare();
        for file in files {
            let text = fs::read_to_string(&file.path).expect("a file");
            let found = self.0.get(&*file.name).cloned().unwrap_or(Err(Code::FileNotSpreadsheet));
            take(FileReading {
                name: file.name.clone(),
                size: text.len() as u64,
                sha256: text,
                outcome: found
                    .map(|book| {
                        Opened::Workbook(WorkbookReading {
                            container: book.container,
                            diagnostics: Vec::new(),
                            sheets: Vec::new(),
                            made: prepared.apply(&book, &file.name),
                        })
                    })
                    .map_err(|code| Diagnostic::new(code).at(Place::file(file.name.clone()))),
            });
        }
    }
}

fn folder(names: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn read(folder: &Path, shelf: &Shelf) -> Result<Intake, Vec<Diagnostic>> {
    let (plan, forms, schedule) = (plan(), forms(), schedule("2025-nam"));
    let expected = Expectation::new(&plan, &forms, Some(&schedule));
    read_folder(folder, &expected, shelf, &|_| {})
}

/// What became of each file, with the reason.
fn files(intake: &Intake) -> Vec<(&str, FileStatus, Option<Code>)> {
    intake.files.iter().map(|entry| (&*entry.name, entry.status, entry.reason)).collect()
}

fn codes(intake: &Intake) -> Vec<Code> {
    intake.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// A form of Phòng Kinh tế.
fn form(sending: &str, money: &str) -> Workbook {
    let top = format!("Đơn vị báo cáo: | KT | Kỳ báo cáo: | năm 2025 | Lần gửi: | {sending}");
    let row = format!("1 | kinh_phi | Kinh phí giải ngân | đồng | {money}");
    let rows = [
        top.as_str(),
        "STT | Mã | Nội dung | Đơn vị tính | Số liệu | Không phát sinh (x)",
        &row,
        "2 | ty_le_truoc | Tỷ lệ giải ngân năm trước | % | 98,5%",
        "STT | Mã | Nhiệm vụ | Thời hạn | Tình trạng",
        "1 | T2.1 | Rà soát văn bản | | Đã hoàn thành",
        "2 | T2.2 | Tổng kết năm | | Đang thực hiện",
    ];
    workbook(vec![sheet("Phiếu", &rows)])
}

#[test]
fn every_file_is_accounted_for() {
    let folder = folder(&[
        ("kt.xlsx", "1"),
        ("KT (1).xlsx", "1"),
        ("bo/phieu.xlsx", "2"),
        ("cu.xlsx", "3"),
        ("hong.xlsx", "4"),
        ("van-ban.pdf", "5"),
        ("~$kt.xlsx", "6"),
        ("Thumbs.db", "7"),
        (".DS_Store", "8"),
        ("output/2025-nam/Bao-cao.xlsx", "9"),
        ("[ngoac].xlsx", "10"),
    ]);
    let old = sheet(
        "Phiếu",
        &["Đơn vị báo cáo: KT", "Kỳ báo cáo: năm 2024", "Mã | Nội dung | Số liệu", "kinh_phi | | 1"],
    );
    let shelf = Shelf(BTreeMap::from([
        ("kt.xlsx", Ok(form("1", "5"))),
        ("KT (1).xlsx", Ok(form("1", "5"))),
        ("bo/phieu.xlsx", Ok(workbook(vec![sheet("S", &["a | b"])]))),
        ("cu.xlsx", Ok(workbook(vec![old]))),
        ("hong.xlsx", Err(Code::FileUnreadable)),
        ("[ngoac].xlsx", Ok(workbook(vec![Sheet::default()]))),
    ]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    assert_eq!(
        files(&intake),
        [
            (".DS_Store", FileStatus::Ignored, Some(Code::FileNotSpreadsheet)),
            ("KT (1).xlsx", FileStatus::Duplicate, Some(Code::FileDuplicate)),
            ("Thumbs.db", FileStatus::Ignored, Some(Code::FileNotSpreadsheet)),
            ("[ngoac].xlsx", FileStatus::Refused, Some(Code::FormUnknown)),
            ("bo/phieu.xlsx", FileStatus::Refused, Some(Code::FormUnknown)),
            ("cu.xlsx", FileStatus::Refused, Some(Code::PeriodWrong)),
            ("hong.xlsx", FileStatus::Refused, Some(Code::FileUnreadable)),
            ("kt.xlsx", FileStatus::Read, None),
            ("van-ban.pdf", FileStatus::Ignored, Some(Code::FileNotSpreadsheet)),
            ("~$kt.xlsx", FileStatus::Ignored, Some(Code::FileLock)),
        ]
    );
    assert_eq!(intake.submissions.len(), 1);
    let duplicate = intake.diagnostics.iter().find(|diagnostic| diagnostic.code == Code::FileDuplicate);
    assert_eq!(duplicate.and_then(|d| d.arguments.get("other")?.as_text()), Some("kt.xlsx"));
    let entry = intake.files.iter().find(|entry| &*entry.name == "kt.xlsx").expect("the entry");
    assert_eq!((entry.form.as_deref(), entry.unit.as_deref()), (Some("phieu-so-lieu"), Some("KT")));
}

#[test]
fn a_missing_and_an_empty_folder_have_codes_of_their_own() {
    let shelf = Shelf(BTreeMap::new());
    let nowhere = read(Path::new("/khong/co/thu/muc"), &shelf).expect_err("no folder");
    assert_eq!(nowhere[0].code, Code::FolderMissing);
    let nothing = folder(&[("~$kt.xlsx", ""), ("output/x.xlsx", "")]);
    assert_eq!(read(nothing.path(), &shelf).expect_err("no file")[0].code, Code::FolderEmpty);
}

#[test]
fn a_later_sending_replaces_an_earlier_one_and_says_what_changed() {
    let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
    let shelf = Shelf(BTreeMap::from([("a.xlsx", Ok(form("2", "6"))), ("b.xlsx", Ok(form("1", "5")))]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    assert_eq!(
        files(&intake),
        [
            ("a.xlsx", FileStatus::Read, None),
            ("b.xlsx", FileStatus::Superseded, Some(Code::SubmissionSuperseded))
        ]
    );
    assert_eq!(codes(&intake), [Code::SubmissionSuperseded]);
    let differences =
        intake.diagnostics.first().and_then(|d| d.arguments.get("differences").map(ToString::to_string));
    assert_eq!(differences.as_deref(), Some("@superseded.differences:Kinh phí giải ngân: 5 → 6"));
    assert_eq!(intake.submissions.iter().map(|s| &*s.file).collect::<Vec<_>>(), ["a.xlsx"]);
}

#[test]
fn what_was_wrong_with_a_replaced_sending_is_counted_and_no_longer_told() {
    let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
    let shelf = Shelf(BTreeMap::from([("a.xlsx", Ok(form("2", "sáu"))), ("b.xlsx", Ok(form("1", "năm")))]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    let told = |d: &Diagnostic| format!("{} {}", d.code, d.place);
    assert_eq!(
        intake.diagnostics.iter().map(told).collect::<Vec<_>>(),
        ["C01 a.xlsx | Phiếu!E3", "S11 a.xlsx"]
    );
    let notice = intake.diagnostics.last().expect("the notice");
    assert_eq!(
        notice.message(Lang::En),
        "Sending no. 2 is used; b.xlsx (no. 1) is replaced. 1 errors and queries of the old one are not told again."
    );
    let old = intake.files.iter().find(|entry| &*entry.name == "b.xlsx").expect("the entry");
    assert_eq!((old.status, old.replaced_by.as_deref()), (FileStatus::Superseded, Some("a.xlsx")));
}

#[test]
fn of_a_file_with_two_forms_only_what_the_replaced_one_had_wrong_is_forgotten() {
    let own = |sending: &str| {
        let top = format!("Đơn vị báo cáo: | TTPVHCC | Kỳ báo cáo: | năm 2025 | Lần gửi: | {sending}");
        let known = "2 | kinh_phi | Kinh phí giải ngân | đồng | 6";
        let columns = "STT | Mã | Nội dung | Đơn vị tính | Số liệu";
        sheet("Phiếu", &[top.as_str(), columns, "1 | ho_so_la | Lạ | hồ sơ | 5", known])
    };
    let list = sheet(
        "Danh mục",
        &[
            "Danh mục thủ tục hành chính",
            "STT | Tên TTHC | Thời hạn theo quy định | Thời hạn sau cắt giảm | Đơn vị tính",
            "1 | Đăng ký khai sinh | năm | 3 | ngày",
        ],
    );
    let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
    let shelf = Shelf(BTreeMap::from([
        ("a.xlsx", Ok(workbook(vec![own("2")]))),
        ("b.xlsx", Ok(workbook(vec![own("1"), list]))),
    ]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    let of_old = intake.diagnostics.iter().filter(|told| told.place.file.as_deref() == Some("b.xlsx"));
    assert_eq!(
        of_old.map(|told| format!("{} {}", told.code, told.place)).collect::<Vec<_>>(),
        ["C01 b.xlsx | Danh mục!C3"]
    );
    let old = intake.files.iter().find(|entry| &*entry.name == "b.xlsx").expect("the entry");
    assert_eq!((old.status, &old.replaced_by), (FileStatus::Read, &None), "its list is still in use");
}

#[test]
fn of_two_differing_sendings_with_one_number_both_stay_and_are_asked_about_once() {
    let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
    let shelf = Shelf(BTreeMap::from([("a.xlsx", Ok(form("1", "6"))), ("b.xlsx", Ok(form("1", "5")))]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    assert_eq!((codes(&intake), intake.submissions.len()), (vec![Code::SendingUnclear], 2));
    let asked = &intake.diagnostics[0];
    assert_eq!(asked.place, Place::file("b.xlsx"));
    assert_eq!(
        (asked.message(Lang::Vi), asked.hint(Lang::Vi)),
        (
            "Tệp này và a.xlsx cùng là bản gửi lần 1 của Phòng Kinh tế (Phiếu số liệu cải cách hành chính) nhưng số liệu \
             khác nhau: Kinh phí giải ngân: 6 ≠ 5."
                .to_owned(),
            "Ghi \"Lần gửi\" của bản mới hơn là 2 (ô \"Lần gửi\": a.xlsx | Phiếu!F1; ô \"Lần gửi\": b.xlsx | Phiếu!F1), \
             hoặc bỏ bản cũ khỏi thư mục."
                .to_owned()
        )
    );
}

/// The form with the day on which it was made instead of the number of its sending.
fn made_on(day: &str, money: &str) -> Workbook {
    let mut book = form("1", money);
    let sheet = &mut book.sheets[0];
    for (column, text) in [(4, "Ngày lập:"), (5, day)] {
        sheet.cells.insert(CellRef::new(0, column), cell(text));
    }
    book
}

#[test]
fn the_days_of_two_sendings_are_told_and_decide_nothing() {
    let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
    let shelf = Shelf(BTreeMap::from([
        ("a.xlsx", Ok(made_on("10/12/2025", "6"))),
        ("b.xlsx", Ok(made_on("12/12/2025", "5"))),
    ]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    assert_eq!((codes(&intake), intake.submissions.len()), (vec![Code::SendingUnclear], 2));
    let asked = &intake.diagnostics[0];
    assert!(
        asked.message(Lang::Vi).ends_with("Ngày lập: a.xlsx 10/12/2025; b.xlsx 12/12/2025."),
        "{}",
        asked.message(Lang::Vi)
    );
    assert!(
        asked
            .hint(Lang::En)
            .contains("no line \"Lần gửi\" yet, to be written at the top of the sheet: a.xlsx | Phiếu"),
        "{}",
        asked.hint(Lang::En)
    );
}

#[test]
fn a_higher_number_on_an_earlier_day_settles_nothing() {
    let sent = |number: &str, day: &str, money: &str| {
        let mut book = made_on(day, money);
        let next_to_period = CellRef::new(0, 6);
        book.sheets[0].cells.insert(next_to_period, cell("Lần gửi:"));
        book.sheets[0].cells.insert(CellRef::new(0, 7), cell(number));
        book
    };
    for (second, expected) in [
        ("12/12/2025", (vec![Code::SubmissionSuperseded], 1)),
        ("10/12/2025", (vec![Code::SubmissionSuperseded], 1)),
        ("08/12/2025", (vec![Code::SendingUnclear], 2)),
    ] {
        let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
        let shelf = Shelf(BTreeMap::from([
            ("a.xlsx", Ok(sent("1", "10/12/2025", "6"))),
            ("b.xlsx", Ok(sent("2", second, "5"))),
        ]));
        let intake = read(folder.path(), &shelf).expect("an intake");
        assert_eq!((codes(&intake), intake.submissions.len()), expected, "{second}");
    }
}

#[test]
fn sendings_that_say_the_same_are_told_and_count_once() {
    let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2"), ("c.xlsx", "3")]);
    let shelf = Shelf(BTreeMap::from([
        ("a.xlsx", Ok(form("1", "năm"))),
        ("b.xlsx", Ok(form("Lần 1, ngày 10/12", "năm"))),
        ("c.xlsx", Ok(form("1", "năm"))),
    ]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    let statuses: Vec<FileStatus> = intake.files.iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [FileStatus::Read; 3], "what is odd about each must stay to be mended");
    let told = |d: &Diagnostic| format!("{} {}", d.code, d.place);
    assert_eq!(
        intake.diagnostics.iter().map(told).collect::<Vec<_>>(),
        [
            "C01 a.xlsx | Phiếu!E3",
            "C01 b.xlsx | Phiếu!E3",
            "C01 c.xlsx | Phiếu!E3",
            "F07 b.xlsx",
            "F07 c.xlsx"
        ]
    );
    assert_eq!(
        intake.diagnostics[3].message(Lang::Vi),
        "Phiếu số liệu cải cách hành chính trong tệp này có cùng số liệu với tệp a.xlsx; chỉ tính một lần."
    );
}

#[test]
fn sendings_that_complete_each_other_contradict_nothing() {
    let rest = |rows: &[&str]| {
        let mut all = vec![
            "Đơn vị báo cáo: | KT | Kỳ báo cáo: | năm 2025",
            "STT | Mã | Nội dung | Đơn vị tính | Số liệu",
        ];
        all.extend(rows);
        workbook(vec![sheet("Phiếu", &all)])
    };
    let money = "1 | kinh_phi | Kinh phí giải ngân | đồng | 5";
    let rate = "2 | ty_le_truoc | Tỷ lệ giải ngân năm trước | % | 98,5%";
    for (one, other, asked) in [
        (vec![money], vec![rate], false),
        (vec![money, rate], vec![rate], false),
        // A row left blank in one of them may have been withdrawn.
        (vec![money, rate], vec!["1 | kinh_phi | Kinh phí giải ngân | đồng |", rate], true),
    ] {
        let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
        let shelf = Shelf(BTreeMap::from([("a.xlsx", Ok(rest(&one))), ("b.xlsx", Ok(rest(&other)))]));
        let intake = read(folder.path(), &shelf).expect("an intake");
        assert_eq!(intake.submissions.len(), 2, "{one:?} {other:?}");
        assert_eq!(codes(&intake).contains(&Code::SendingUnclear), asked, "{one:?} {other:?}");
    }
}

#[test]
fn a_number_of_sending_is_read_from_its_words() {
    for (old, new) in
        [("Lần 1, ngày 10/12", "2"), ("lần đầu", "lần thứ hai"), ("1", "Lần 2 (bổ sung)"), ("I", "II")]
    {
        let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
        let shelf = Shelf(BTreeMap::from([("a.xlsx", Ok(form(old, "12"))), ("b.xlsx", Ok(form(new, "13")))]));
        let intake = read(folder.path(), &shelf).expect("an intake");
        assert_eq!(codes(&intake), [Code::SubmissionSuperseded], "{old} {new}");
        let used: Vec<&str> = intake.submissions.iter().map(|submission| &*submission.file).collect();
        assert_eq!(used, ["b.xlsx"], "{old} {new}");
    }
}

#[test]
fn an_unreadable_number_of_sending_settles_nothing() {
    for number in ["10/12", "bổ sung", "2/2025"] {
        let folder = folder(&[("a.xlsx", "1"), ("b.xlsx", "2")]);
        let shelf =
            Shelf(BTreeMap::from([("a.xlsx", Ok(form(number, "12"))), ("b.xlsx", Ok(form("2", "13")))]));
        let intake = read(folder.path(), &shelf).expect("an intake");
        assert_eq!(codes(&intake), [Code::CellNotNumber, Code::SendingUnclear], "{number}");
        assert_eq!(intake.submissions.len(), 2, "{number}");
        let message = intake.diagnostics[1].message(Lang::Vi);
        assert!(message.starts_with("Tệp này và a.xlsx là hai bản gửi chưa rõ bản nào sau"), "{message}");
    }
}

#[test]
fn an_unreadable_number_of_sending_is_told_of_and_taken_for_one() {
    let folder = folder(&[("a.xlsx", "1")]);
    let shelf = Shelf(BTreeMap::from([("a.xlsx", Ok(form("bổ sung", "6")))]));
    let intake = read(folder.path(), &shelf).expect("an intake");
    assert_eq!(codes(&intake), [Code::CellNotNumber]);
    assert_eq!(intake.submissions.first().map(|submission| submission.sending), Some(1));
}

#[test]
fn a_reader_that_loses_a_file_is_found_out() {
    struct Forgetful;
    impl WorkbookReader for Forgetful {
        fn read_each(&self, _: &[FileToRead], _: &Purpose, _: &mut dyn FnMut(FileReading)) {}
    }
    let folder = folder(&[("a.xlsx", "1")]);
    let (plan, forms, schedule) = (plan(), forms(), schedule("2025-nam"));
    let expected = Expectation::new(&plan, &forms, Some(&schedule));
    let intake = read_folder(folder.path(), &expected, &Forgetful, &|_| {}).expect("an intake");
    assert_eq!(files(&intake), [("a.xlsx", FileStatus::Refused, Some(Code::FileCrashes))]);
}

/// A form of the unit as it might be exported, with one figure.
fn exported(unit: &str, money: u32) -> Vec<u8> {
    format!(
        "Đơn vị báo cáo:;{unit};;\nKỳ báo cáo:;năm 2025;;\nMã;Nội dung;Đơn vị tính;Số liệu\nkinh_phi;;đồng;{money}\n"
    )
    .into_bytes()
}

/// What comes of a folder with these files, read from their bytes.
fn read_files(files: &[(&str, &[u8])]) -> Result<Intake, Vec<Diagnostic>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("written");
    }
    let (plan, forms, schedule) = (plan(), forms(), schedule("2025-nam"));
    let expected = Expectation::new(&plan, &forms, Some(&schedule));
    read_folder(folder.path(), &expected, &InProcess::default(), &|_| {})
}

#[test]
fn what_is_wrapped_is_read_as_files_of_its_own_behind_the_name_of_its_wrapping() {
    let form = exported("KT", 5);
    let archive = zip(&[
        (b"Phong KT/phieu.csv", &form),
        (b"Phong KT/cong van.pdf", b"%PDF-1.4"),
        (b"Phong KT/~$phieu.csv", b"."),
        (b"Phong KT/.DS_Store", b"."),
        (b"output/2025-nam/Bao-cao.csv", &form),
        (b"hong.xlsx", b"PK\x03\x04 broken"),
    ]);
    let intake = read_files(&[("goi.zip", &archive)]).expect("an intake");
    assert_eq!(
        files(&intake),
        [
            ("goi.zip", FileStatus::Unpacked, None),
            ("goi.zip/Phong KT/.DS_Store", FileStatus::Ignored, Some(Code::FileNotSpreadsheet)),
            ("goi.zip/Phong KT/cong van.pdf", FileStatus::Ignored, Some(Code::FileNotSpreadsheet)),
            ("goi.zip/Phong KT/phieu.csv", FileStatus::Read, None),
            ("goi.zip/Phong KT/~$phieu.csv", FileStatus::Ignored, Some(Code::FileLock)),
            ("goi.zip/hong.xlsx", FileStatus::Refused, Some(Code::FileUnreadable)),
        ]
    );
    let [submission] = &intake.submissions[..] else { panic!("one submission") };
    let origin = &submission.figures.single["kinh_phi"].origins[0];
    assert_eq!(origin.address.to_string(), "goi.zip/Phong KT/phieu.csv | phieu!D4");
    let alone = read_files(&[("phieu.csv", &form)]).expect("an intake");
    let entry = intake.files.iter().find(|entry| entry.name.ends_with("phieu.csv")).expect("the entry");
    assert_eq!((entry.size, &entry.sha256), (form.len() as u64, &alone.files[0].sha256));
}

#[test]
fn a_file_that_was_sent_wrapped_and_open_counts_once_and_an_archive_sent_twice_is_opened_once() {
    let form = exported("KT", 5);
    let archive = zip(&[(b"a.csv", &form)]);
    let inner = seven_zip(&[("b.csv", &form)]);
    let sent =
        [("goi.zip", &archive), ("goi (1).zip", &archive), ("t.eml", &letter("x", &[("b.7z", &inner)]))];
    let sent: Vec<(&str, &[u8])> = sent.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let intake =
        read_files(&[&sent[..], &[("phieu kinh te nam 2025.csv", &form)]].concat()).expect("an intake");
    let found: Vec<(&str, FileStatus, Option<&str>)> =
        intake.files.iter().map(|entry| (&*entry.name, entry.status, entry.replaced_by.as_deref())).collect();
    let open = Some("phieu kinh te nam 2025.csv");
    assert_eq!(
        found,
        [
            ("goi (1).zip", FileStatus::Duplicate, Some("goi.zip")),
            ("goi.zip", FileStatus::Unpacked, None),
            ("goi.zip/a.csv", FileStatus::Duplicate, open),
            ("phieu kinh te nam 2025.csv", FileStatus::Read, None),
            ("t.eml", FileStatus::Unpacked, None),
            ("t.eml/b.7z", FileStatus::Unpacked, None),
            ("t.eml/b.7z/b.csv", FileStatus::Duplicate, open),
        ]
    );
    assert_eq!(intake.submissions.len(), 1);
}

#[test]
fn an_archive_within_two_others_is_told_of_and_not_opened() {
    let deep = zip(&[(b"b.zip", &zip(&[(b"c.zip", &zip(&[(b"a.csv", &exported("KT", 5))]))]))]);
    let intake = read_files(&[("a.zip", &deep), ("vp.csv", &exported("VP", 7))]).expect("an intake");
    assert_eq!(
        files(&intake),
        [
            ("a.zip", FileStatus::Unpacked, None),
            ("a.zip/b.zip", FileStatus::Unpacked, None),
            ("a.zip/b.zip/c.zip", FileStatus::Refused, Some(Code::FileWrapped)),
            ("vp.csv", FileStatus::Read, None),
        ]
    );
    let told = intake.diagnostics.iter().find(|told| told.code == Code::FileWrapped).expect("told");
    assert_eq!(told.arguments["reason"].to_string(), "@wrapped.nested:2");
}

#[test]
fn a_folder_with_nothing_but_what_cannot_be_opened_is_no_folder_of_submissions() {
    let rar: (&str, &[u8]) = ("Phong KT.rar", b"Rar!\x1A\x07\x01\0");
    let pdf: (&str, &[u8]) = ("cong van.pdf", b"%PDF-1.4");
    let told = read_files(&[rar, pdf]).expect_err("nothing to read");
    let told: Vec<(Code, Option<&str>)> =
        told.iter().map(|told| (told.code, told.place.file.as_deref())).collect();
    assert_eq!(told, [(Code::FileWrapped, Some("Phong KT.rar")), (Code::FolderEmpty, None)]);
    let intake = read_files(&[rar, pdf, ("vp.csv", &exported("VP", 7))]).expect("an intake");
    let entry = intake.files.iter().find(|entry| &*entry.name == rar.0).expect("the entry");
    assert_eq!((entry.status, entry.unit.as_deref()), (FileStatus::Refused, Some("KT")));
    assert!(read_files(&[("goi.zip", &zip(&[(b"a.csv", &exported("KT", 5))]))]).is_ok(), "it can be read");
}
