use std::sync::Arc;

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::*;
use crate::figure::{Bounds, Choice, Continuity, FigureKind, FigureSpec, State};
use crate::intake::own_form::{FIGURES_SHEET, GUIDE_SHEET, NOT_APPLICABLE, TASKS_SHEET};
use crate::intake::{Expectation, Expected, Limits, read_workbook, recognise};
use crate::period::{Calendar, Period, PeriodKind};
use crate::plan::{
    Commune, EvidencePolicy, MissingPolicy, OWN_FORM, REPORTS_OWED, Rule, RuleKind, TaskSpec, ZeroPolicy,
};
use crate::report::book::{ValidationRule, Within};
use crate::report::write_book;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real date")
}

fn figure(id: &str, from: &str, kind: FigureKind, field: &str) -> FigureSpec {
    FigureSpec {
        id: id.into(),
        label: format!("Nội dung {id}").into(),
        kind,
        measure: "hồ sơ".into(),
        from: from.into(),
        form: OWN_FORM.into(),
        choices: Vec::new(),
        field: Some(field.into()),
        declared_in: "rules/a.rhai".into(),
        guidance: None,
        continuity: Continuity::default(),
        bounds: Bounds::default(),
    }
}

fn rule(id: &str, needs: &[&str], evidence: EvidencePolicy) -> Rule {
    Rule {
        id: id.into(),
        file: format!("a/t_{id}.rhai"),
        path: String::new(),
        scheme: "a".into(),
        kind: RuleKind::Target,
        title: String::new(),
        law: String::new(),
        places: Vec::new(),
        group: "1".into(),
        owner: "VP".into(),
        measure: "%".into(),
        needs: needs.iter().map(|need| Arc::from(*need)).collect(),
        terms: Vec::new(),
        max: None,
        zero: ZeroPolicy::Ask,
        missing: MissingPolicy::Insufficient,
        evidence,
        formula: String::new(),
        unconfirmed: String::new(),
    }
}

fn unit(code: &str, name: &str) -> Unit {
    Unit { code: code.into(), name: name.into(), short: name.into(), aliases: Vec::new() }
}

fn task(id: &str, lead: &str) -> TaskSpec {
    TaskSpec {
        id: id.into(),
        law: String::new(),
        until: None,
        replaced_by: String::new(),
        place: "III.1".into(),
        label: format!("Nhiệm vụ {id}"),
        lead: lead.into(),
        cooperating: vec!["KT".into()],
        product: "báo cáo".into(),
        due: "Quý III/2025".into(),
    }
}

/// VP owes a whole and its part (field 3), an answer (field 2) and nothing else; KT owes a percentage and leads no task.
fn plan() -> Plan {
    let answer = FigureSpec {
        choices: vec![Choice { code: "co".into(), label: "Có".into(), spellings: Vec::new() }],
        ..figure("tra_loi", "VP", FigureKind::Choice, "2")
    };
    let part = FigureSpec {
        label: "Trong đó: đúng hạn".into(),
        bounds: Bounds { part_of: Some("tong_so".into()), ..Bounds::default() },
        ..figure("dung_han", "VP", FigureKind::Count, "3")
    };
    let figures = [
        figure("tong_so", "VP", FigureKind::Count, "3"),
        part,
        answer,
        figure("khong_ai_can", "VP", FigureKind::Count, "3"),
        FigureSpec { form: "06-vpcp-kstt".into(), ..figure("bieu_khac", "VP", FigureKind::Count, "3") },
        figure("ty_le", "KT", FigureKind::Percent, "6"),
    ];
    Plan {
        documents: Vec::new(),
        title: "Kế hoạch".into(),
        year: 2025,
        commune: Commune {
            name: "xã Châu Sơn".into(),
            place: "Châu Sơn".into(),
            code: "06637".into(),
            province: "tỉnh Lạng Sơn".into(),
            founded: day(2025, 7, 1),
            signatory: String::new(),
            signatory_office: String::new(),
            recipients: Vec::new(),
        },
        calendar: Calendar::default(),
        units: vec![unit("VP", "Văn phòng"), unit("KT", "Phòng Kinh tế")],
        standing_unit: "VP".into(),
        fields: IndexMap::from(
            [("2", "Thể chế"), ("3", "Thủ tục"), ("6", "Tài chính công")].map(|(a, b)| (a.into(), b.into())),
        ),
        schemes: Vec::new(),
        rules: vec![
            rule("1", &["dung_han", "tong_so", "bieu_khac"], EvidencePolicy::Optional),
            rule("2", &["tra_loi", "ty_le"], EvidencePolicy::Required),
        ],
        tasks: vec![task("T1", "VP"), task("T2", "VHXH"), task("T3", "VP")],
        figures: figures.into_iter().map(|figure| (figure.id.clone(), figure)).collect(),
    }
}

fn schedule() -> Schedule {
    Schedule {
        period: Period { year: 2025, kind: PeriodKind::Year },
        window: Window { from: day(2024, 12, 15), to: day(2025, 12, 14) },
        units_due: day(2025, 12, 15),
        due: day(2025, 12, 20),
    }
}

fn form(code: &str) -> Book {
    let plan = plan();
    blank_form(&plan, plan.unit(code).expect("a unit"), &schedule())
}

fn sheet<'a>(book: &'a Book, name: &str) -> &'a Sheet {
    book.sheets.iter().find(|sheet| sheet.name == name).expect("the sheet")
}

fn text(sheet: &Sheet, cell: &str) -> String {
    match sheet.cells.get(&CellRef::parse(cell).expect("an address")).map(|cell| &cell.content) {
        Some(Content::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// Texts of one column from the first row of the table down, blanks left out.
fn column(sheet: &Sheet, letter: &str) -> Vec<String> {
    (9..30).map(|row| text(sheet, &format!("{letter}{row}"))).filter(|text| !text.is_empty()).collect()
}

#[test]
fn exactly_the_figures_that_rules_need_of_the_unit_by_field_whole_before_part() {
    let book = form("VP");
    assert_eq!(column(sheet(&book, FIGURES_SHEET), "B"), ["tra_loi", "tong_so", "dung_han"]);
    assert_eq!(
        column(sheet(&book, FIGURES_SHEET), "C")[..5],
        ["Thể chế", "Nội dung tra_loi", "Thủ tục", "Nội dung tong_so", "Trong đó: đúng hạn"]
    );
    assert_eq!(column(sheet(&book, TASKS_SHEET), "B"), ["T1", "T3"]);
}

#[test]
fn a_unit_without_tasks_gets_no_sheet_of_tasks() {
    let names: Vec<_> = form("KT").sheets.into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, [FIGURES_SHEET, GUIDE_SHEET]);
}

#[test]
fn the_block_above_the_table_says_who_and_when() {
    let book = form("VP");
    let figures = sheet(&book, FIGURES_SHEET);
    let block: Vec<_> =
        ["B4", "C4", "B5", "C5", "B6", "C6", "E4", "E5", "E6"].map(|cell| text(figures, cell)).into();
    assert_eq!(
        block,
        [
            "Đơn vị báo cáo:",
            "Văn phòng (VP)",
            "Kỳ báo cáo:",
            "năm 2025",
            "Kỳ số liệu:",
            "từ ngày 15/12/2024 đến ngày 14/12/2025",
            "Lần gửi:",
            "Người lập:",
            "Ngày lập:",
        ]
    );
    assert_eq!(figures.cells[&CellRef::new(3, 5)].content, Content::Number(1.into()));
}

#[test]
fn only_cells_to_be_filled_in_are_unlocked() {
    let book = form("VP");
    let unlocked = |name: &str| -> Vec<String> {
        let cells = sheet(&book, name).cells.iter().filter(|(_, cell)| cell.style.unlocked);
        cells.map(|(at, _)| at.to_string()).collect()
    };
    assert_eq!(
        unlocked(FIGURES_SHEET),
        [
            "F4", "F5", "F6", "E10", "F10", "G10", "H10", "E12", "F12", "G12", "H12", "E13", "F13", "G13",
            "H13"
        ]
    );
    assert_eq!(unlocked(TASKS_SHEET), ["E9", "F9", "G9", "H9", "E10", "F10", "G10", "H10"]);
    assert_eq!(unlocked(GUIDE_SHEET), [""; 0]);
    assert!(book.sheets.iter().all(|sheet| sheet.protected));
}

#[test]
fn every_value_cell_takes_its_kind_or_not_applicable() {
    let check = |code: &str, cell: &str| {
        let book = form(code);
        let at = CellRange::parse(cell).expect("an address");
        let found = sheet(&book, FIGURES_SHEET).validations.iter().find(|check| check.range == at);
        found.expect("a check").rule.clone()
    };
    let text = NOT_APPLICABLE.to_owned();
    assert_eq!(check("VP", "E10"), ValidationRule::List(vec!["Có".into(), text.clone()]));
    let cell = |row| CellRef::new(row, 4);
    let within = vec![Within { parts: vec![cell(12)], whole: cell(11) }];
    let count = ValidationRule::NumberOr { whole: true, least: 0.0, most: None, within, text: text.clone() };
    assert_eq!(check("VP", "E12"), count);
    assert_eq!(check("VP", "E13"), count, "the part is held to the same sum as its whole");
    let percent =
        ValidationRule::NumberOr { whole: false, least: 0.0, most: Some(100.0), within: Vec::new(), text };
    assert_eq!(check("KT", "E10"), percent);
    assert_eq!(check("VP", "F12"), ValidationRule::List(vec!["x".into()]));
}

#[test]
fn what_bounds_a_figure_is_said_where_it_is_refused() {
    let book = form("VP");
    let at = CellRange::parse("E13").expect("an address");
    let check = sheet(&book, FIGURES_SHEET).validations.iter().find(|check| check.range == at);
    let (_, text) = check.and_then(|check| check.error.clone()).expect("a refusal");
    assert!(text.starts_with("Chỉ ghi số, không kèm chữ; E13 không lớn hơn E12. "), "{text}");
}

#[test]
fn reports_on_time_are_at_most_those_owed_up_to_the_period() {
    let mut plan = plan();
    let mut part = figure("dung_han", "VP", FigureKind::Count, "3");
    part.bounds = Bounds { part_of: Some(REPORTS_OWED.into()), ..Bounds::default() };
    plan.figures.insert(part.id.clone(), part);
    let schedule = schedule();
    let owed = plan.calendar.owed(schedule.period, plan.commune.founded).count();
    let book = blank_form(&plan, &plan.units[0], &schedule);
    let at = CellRange::parse("E13").expect("an address");
    let check = sheet(&book, FIGURES_SHEET).validations.iter().find(|check| check.range == at);
    let Some(ValidationRule::NumberOr { most, .. }) = check.map(|check| &check.rule) else {
        panic!("a check")
    };
    assert_eq!(*most, Some(owed as f64));
}

#[test]
fn evidence_that_a_rule_requires_is_marked() {
    let book = form("VP");
    let fill = |row| sheet(&book, FIGURES_SHEET).cells[&CellRef::new(row, 6)].style.fill;
    assert_ne!(fill(9), fill(11), "the answer's cell differs from the count's");
}

#[test]
fn the_instructions_name_the_window_the_receiver_and_the_day() {
    let book = form("VP");
    let guide = sheet(&book, GUIDE_SHEET);
    let all: Vec<_> = (2..12).map(|row| text(guide, &format!("B{row}"))).collect();
    for wanted in
        ["từ ngày 15/12/2024", "về Văn phòng chậm nhất ngày 15/12/2025", "thành lập ngày 01/07/2025"]
    {
        assert!(all.iter().any(|text| text.contains(wanted)), "{wanted}: {all:#?}");
    }
    assert!(all.iter().all(|text| !text.contains(['{', '}'])), "{all:#?}");
}

#[test]
fn no_word_is_lacking_and_the_form_can_be_written() {
    for code in ["VP", "KT"] {
        let book = form(code);
        for sheet in &book.sheets {
            for cell in sheet.cells.values() {
                if let Content::Text(text) = &cell.content {
                    assert!(!text.starts_with("form."), "labels.toml lacks {text}");
                }
            }
            for check in &sheet.validations {
                for (title, text) in check.input.iter().chain(&check.error) {
                    assert!(!title.starts_with("form.") && title.encode_utf16().count() <= 32, "{title}");
                    assert!(!text.starts_with("form.") && text.encode_utf16().count() <= 255, "{text}");
                }
            }
        }
        assert!(write_book(&book).is_ok());
    }
}

#[test]
fn what_is_filled_in_is_read_back() {
    let (plan, mut book) = (plan(), form("VP"));
    let mut fill = |sheet: &str, cell: &str, content: Content| {
        let sheet = book.sheets.iter_mut().find(|other| other.name == sheet).expect("the sheet");
        sheet.cells.entry(CellRef::parse(cell).expect("an address")).or_default().content = content;
    };
    fill(FIGURES_SHEET, "F4", Content::Number(2.into()));
    fill(FIGURES_SHEET, "F5", Content::Text("Nguyễn Thị A".into()));
    fill(FIGURES_SHEET, "F6", Content::Date(day(2025, 12, 12)));
    fill(FIGURES_SHEET, "E10", Content::Text("Có".into()));
    fill(FIGURES_SHEET, "G10", Content::Text("Quyết định 1".into()));
    fill(FIGURES_SHEET, "F12", Content::Text("x".into()));
    fill(FIGURES_SHEET, "E13", Content::Text(NOT_APPLICABLE.into()));
    fill(FIGURES_SHEET, "H13", Content::Text("không thuộc đơn vị".into()));
    fill(TASKS_SHEET, "E9", Content::Text("Đã hoàn thành".into()));
    fill(TASKS_SHEET, "F9", Content::Date(day(2025, 9, 30)));
    fill(TASKS_SHEET, "G9", Content::Text("Báo cáo 2".into()));

    let bytes = write_book(&book).expect("a workbook");
    let (workbook, _) = read_workbook(&bytes, "vp.xlsx", &Limits::default()).expect("readable");
    let schedule = schedule();
    let facts = Expectation::new(&plan, &[], Some(&schedule));
    let expected = Expected::new(&facts);
    let read = recognise(&workbook, &"vp.xlsx".into(), &expected);
    assert_eq!(read.diagnostics, []);
    let [submission] = &read.submissions[..] else { panic!("one submission: {read:#?}") };
    assert_eq!((&*submission.unit, submission.sending), ("VP", 2));
    assert_eq!(submission.person.as_deref(), Some("Nguyễn Thị A"));
    assert_eq!(submission.date, Some(day(2025, 12, 12)));
    let figures = &submission.figures.single;
    assert_eq!(figures["tra_loi"].choice(), Some("co"));
    assert_eq!(figures["tra_loi"].evidence.as_deref(), Some("Quyết định 1"));
    assert_eq!(figures["tong_so"].state, State::NothingArose);
    assert_eq!(figures["dung_han"].state, State::NotApplicable);
    assert_eq!(figures["dung_han"].explanation.as_deref(), Some("không thuộc đơn vị"));
    assert_eq!(figures.len(), 3);
    let done = &submission.tasks[0];
    assert_eq!((&*done.task, done.status.as_deref()), ("T1", Some("da_hoan_thanh")));
    assert_eq!((done.completed, done.product.as_deref()), (Some(day(2025, 9, 30)), Some("Báo cáo 2")));
    assert_eq!(submission.tasks[1].status, None);
}

#[test]
fn a_form_sent_back_blank_reports_nothing() {
    let plan = plan();
    let bytes = write_book(&form("VP")).expect("a workbook");
    let (workbook, _) = read_workbook(&bytes, "vp.xlsx", &Limits::default()).expect("readable");
    let schedule = schedule();
    let facts = Expectation::new(&plan, &[], Some(&schedule));
    let expected = Expected::new(&facts);
    let read = recognise(&workbook, &"vp.xlsx".into(), &expected);
    let [submission] = &read.submissions[..] else { panic!("one submission: {read:#?}") };
    assert!(submission.figures.single.values().all(|figure| figure.state == State::Missing));
}
