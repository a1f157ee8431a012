//! One period of the commune, made by hand: every outcome occurs.

use std::sync::Arc;

use cchc::address::{Address, CellRef};
use cchc::assess::{Assessment, RosterEntry, TaskFinding, TaskOutcome, Unopened};
use cchc::diagnostic::{Code, Diagnostic};
use cchc::figure::{Bounds, Continuity, Figure, FigureSpec, Figures, Origin, Record, Table, Value, Want};
use cchc::intake::{FileEntry, FileStatus, FormDescription, load_forms};
use cchc::period::Period;
use cchc::plan::Plan;
use cchc::rulebook::Rulebook;
use cchc::score::{Scorecard, score};
use chrono::NaiveDate;

/// Figures of the units that have sent their forms; what is not here was left blank.
const FIGURES: &[(&str, &str)] = &[
    ("ban_hanh_ke_hoach_cchc", "dung_han"),
    ("bao_cao_dinh_ky_dung_han", "2"),
    ("bo_phan_tong_so", "5"),
    ("bo_phan_duoc_kiem_tra", "2"),
    ("van_de_kiem_tra_cchc", "3"),
    ("van_de_kiem_tra_cchc_da_xu_ly", "2"),
    ("tin_bai_tuyen_truyen", "86"),
    ("nv_cap_tren_den_han", "41"),
    ("nv_cap_tren_dung_han", "38"),
    ("nv_cap_tren_qua_han_da_xong", "3"),
    ("doi_thoai", "co"),
    ("sang_kien_cchc", "chua"),
    ("tthc_phai_cong_khai", "372"),
    ("tthc_da_cong_khai", "372"),
    ("pakn_tiep_nhan", "0"),
    ("pakn_dung_han", "0"),
    ("phan_cap_phan_quyen", "dang_thuc_hien"),
    ("danh_gia_xep_loai_cbcc", "dung_han"),
    ("cbcc_bi_ky_luat", "0"),
    ("so_ngay_nop_cham", "1"),
    ("mo_hinh_duoc_cong_nhan", "1"),
    ("vb_qppl_ban_hanh", "không phát sinh"),
    ("vb_qppl_dung_quy_dinh", "không phát sinh"),
    ("vb_chi_tiet_duoc_giao", "2"),
    ("vb_chi_tiet_kip_thoi", "2"),
    ("ra_soat_vb_to_chuc_bo_may", "da_hoan_thanh"),
    ("van_de_phap_luat_phat_hien", "5"),
    ("van_de_phap_luat_da_xu_ly", "4"),
    ("quy_dinh_kinh_doanh_hieu_luc", "không áp dụng"),
    ("quy_dinh_kinh_doanh_cat_giam", "không áp dụng"),
    ("chi_phi_tuan_thu_truoc", "12486500000"),
    ("chi_phi_tuan_thu_sau", "9989200000"),
    ("ho_so_cham", "6"),
    ("ho_so_cham_giai_trinh_xin_loi", "6"),
    ("co_so_vat_chat_trung_tam", "co"),
    ("phong_phai_thanh_lap", "4"),
    ("phong_thanh_lap_dung_quy_dinh", "4"),
    ("cbcc_tong_so", "62"),
    ("cbcc_dat_chuan", "57"),
    ("van_ban_dieu_hanh", "4215"),
    ("van_ban_dieu_hanh_nen_tang", "4215"),
    ("ho_so_cong_viec", "1876"),
    ("ho_so_cong_viec_mat", "21"),
    ("ho_so_cong_viec_ky_so", "1854"),
    ("ho_so_tai_su_dung", "5120"),
    ("dvctt_tong_so", "248"),
    ("dvctt_phat_sinh_ho_so", "231"),
    ("tthc_nghia_vu_tai_chinh", "68"),
    ("tthc_nghia_vu_tai_chinh_tich_hop", "52"),
    ("gd_thanh_toan_truc_tuyen", "3204"),
    ("gd_thanh_toan_cong_dvcqg", "1442"),
    ("dvctt_toan_trinh", "96"),
    ("dvctt_toan_trinh_da_phuong_tien", "96"),
    ("kstt_tiep_nhan", "9120"),
    ("kstt_tiep_nhan_truc_tuyen", "7213"),
    ("kstt_tiep_nhan_truc_tiep", "1795"),
    ("kstt_ky_truoc", "112"),
    ("kstt_da_giai_quyet", "9004"),
    ("kstt_truoc_han", "6110"),
    ("kstt_dung_han", "2888"),
    ("kstt_qua_han", "6"),
    ("kstt_dang_giai_quyet", "116"),
    ("kstt_dang_trong_han", "116"),
    ("kstt_dang_qua_han", "0"),
    ("danh_muc_tthc", "(table)"),
    ("nhiem_vu_den_han", "11"),
    ("nhiem_vu_hoan_thanh", "10"),
];

/// Documents named beside figures.
const EVIDENCE: &[(&str, &str)] = &[
    ("ban_hanh_ke_hoach_cchc", "Kế hoạch số 12/KH-UBND ngày 15/7/2025 về cải cách hành chính năm 2025"),
    (
        "vb_chi_tiet_kip_thoi",
        "Quyết định số 05/2025/QĐ-UBND ngày 20/9/2025; Quyết định số 06/2025/QĐ-UBND ngày 02/10/2025",
    ),
    ("doi_thoai", "Biên bản đối thoại ngày 12/11/2025"),
    ("co_so_vat_chat_trung_tam", "Biên bản nghiệm thu số 03/BB-TTPVHCC ngày 30/8/2025"),
    ("phong_thanh_lap_dung_quy_dinh", "Nghị quyết số 02/NQ-HĐND ngày 01/7/2025"),
    ("cbcc_dat_chuan", "=HYPERLINK(\"http://example.com\";\"Danh sách\")"),
    ("van_ban_dieu_hanh_nen_tang", "Trích xuất phần mềm quản lý văn bản ngày 15/12/2025"),
    ("phan_cap_phan_quyen", "Báo cáo số 88/BC-UBND ngày 10/12/2025"),
];

/// Everything that a report is laid out from.
pub(crate) struct World {
    pub(crate) rulebook: Rulebook,
    pub(crate) forms: Vec<FormDescription>,
    pub(crate) assessment: Assessment,
    pub(crate) scorecard: Scorecard,
}

impl World {
    pub(crate) fn plan(&self) -> &Plan {
        self.rulebook.plan()
    }
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// The year 2025, one unit's form missing.
pub(crate) fn year_2025() -> World {
    world(|spec| FIGURES.iter().find(|(id, _)| *id == &*spec.id).map(|(_, value)| *value))
}

/// The same period with other values of some figures.
pub(crate) fn year_2025_with(changed: &[(&str, &'static str)]) -> World {
    world(|spec| {
        let of = |figures: &[(&str, &'static str)]| {
            figures.iter().find(|(id, _)| *id == &*spec.id).map(|(_, value)| *value)
        };
        of(changed).or_else(|| of(FIGURES))
    })
}

/// The same period with no submission at all.
pub(crate) fn nothing_sent() -> World {
    let mut world = world(|_| None);
    world.assessment.files.clear();
    world
}

fn world(value: impl Fn(&FigureSpec) -> Option<&'static str>) -> World {
    let (forms, _) = load_forms(&cchc::defaults::forms());
    let (rulebook, diagnostics) = Rulebook::load(&cchc::defaults::rules(), &forms);
    let rulebook = rulebook.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let plan = rulebook.plan();
    let schedule = plan.schedule(Period::parse("2025-nam").expect("a period")).expect("a schedule");
    let figures = figures(plan, value);
    let (findings, _) = rulebook.judge(&figures, schedule.window.to);
    let scorecard = score(plan, &findings);
    let assessment = Assessment {
        schedule,
        as_of: day(2025, 12, 18),
        files: files(),
        roster: roster(plan),
        figures,
        findings,
        tasks: tasks(plan),
        diagnostics: diagnostics_of_year(),
    };
    World { forms, assessment, scorecard, rulebook }
}

fn origin(spec: &FigureSpec, index: u32, raw: &str) -> Origin {
    let (file, sheet): (&str, &str) = if spec.id.starts_with("kstt_") {
        ("Bieu 06 TTPVHCC nam 2025.xls", "06-VPCP-KSTT")
    } else {
        match &*spec.from {
            "VP" => ("VP/phieu so lieu van phong.xlsx", "Số liệu"),
            "VHXH" => ("phieu VHXH gui lan 2.xlsx", "Số liệu"),
            _ => ("TTPVHCC_phieu.xlsx", "Số liệu"),
        }
    };
    Origin {
        address: Address { file: file.into(), sheet: sheet.into(), cell: CellRef::new(11 + index, 4) },
        unit: spec.from.clone(),
        form: spec.form.clone(),
        raw: raw.into(),
    }
}

fn figure(spec: &FigureSpec, index: u32, text: Option<&str>) -> Figure {
    let Some(text) = text else {
        return Figure::missing(Want {
            figure: spec.id.clone(),
            label: spec.label.clone(),
            unit: spec.from.clone(),
            form: spec.form.clone(),
            address: (&*spec.from != "KT").then(|| origin(spec, index, "").address),
            unreadable: false,
        });
    };
    let origin = origin(spec, index, text);
    let mut figure = match text {
        "không phát sinh" => Figure::nothing_arose(vec![origin]),
        "không áp dụng" => Figure::not_applicable(vec![origin]),
        _ => match text.parse() {
            Ok(number) => Figure::reported(Value::Number(number), origin),
            Err(_) => Figure::reported(Value::Choice(text.into()), origin),
        },
    };
    let evidence = EVIDENCE.iter().find(|(id, _)| *id == &*spec.id);
    figure.evidence = evidence.map(|(_, evidence)| (*evidence).to_owned());
    figure
}

fn figures(plan: &Plan, value: impl Fn(&FigureSpec) -> Option<&'static str>) -> Figures {
    let mut figures = Figures::default();
    for (index, spec) in (0..).zip(plan.figures.values()) {
        if spec.kind == cchc::figure::FigureKind::Table {
            if value(spec).is_some() {
                figures.tables.insert(spec.id.clone(), procedures(spec));
            }
        } else {
            figures.single.insert(spec.id.clone(), figure(spec, index, value(spec)));
        }
    }
    for (index, id) in (0..).zip([cchc::plan::TASKS_DUE, cchc::plan::TASKS_DONE]) {
        let spec = FigureSpec {
            id: id.into(),
            label: "".into(),
            kind: cchc::figure::FigureKind::Count,
            measure: "nhiệm vụ".into(),
            from: "VHXH".into(),
            form: cchc::plan::TASK_FORM.into(),
            choices: Vec::new(),
            field: None,
            declared_in: "".into(),
            guidance: None,
            continuity: Continuity::default(),
            bounds: Bounds::default(),
        };
        figures.single.entry(id.into()).or_insert_with(|| figure(&spec, index, value(&spec)));
    }
    figures
}

/// Forty procedures, each with its time limit cut by a fifth or a little less.
fn procedures(spec: &FigureSpec) -> Table {
    let mut table = Table::default();
    for row in 0..40u32 {
        let cell = |column: u32, raw: String| Origin {
            address: Address {
                file: "Danh muc TTHC.xlsx".into(),
                sheet: "Danh mục".into(),
                cell: CellRef::new(6 + row, column),
            },
            unit: spec.from.clone(),
            form: spec.form.clone(),
            raw: raw.into(),
        };
        let number = |column, number: u32| {
            Figure::reported(Value::Number(number.into()), cell(column, number.to_string()))
        };
        let (limit, cut) = (2 + row % 19, (2 + row % 19) - (2 + row % 19) / 5);
        let mut record = Record::default();
        record.fields.insert("thoi_han".into(), number(3, limit));
        record.fields.insert("thoi_han_sau".into(), number(4, cut));
        let measure = Figure::reported(Value::Choice("ngay".into()), cell(5, "ngày".into()));
        record.fields.insert("don_vi_tinh".into(), measure);
        table.records.push(record);
    }
    table
}

fn entry(name: &str, unit: &str, form: &str) -> FileEntry {
    FileEntry {
        name: name.into(),
        sha256: "3f2a9c0d5e7b8a61c4d2e0f19b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b".into(),
        size: 48_213,
        container: None,
        status: FileStatus::Read,
        form: (!form.is_empty()).then(|| form.into()),
        unit: (!unit.is_empty()).then(|| unit.into()),
        reason: None,
        replaced_by: None,
    }
}

fn files() -> Vec<FileEntry> {
    vec![
        entry("Bieu 06 TTPVHCC nam 2025.xls", "TTPVHCC", "06-vpcp-kstt"),
        entry("Danh muc TTHC.xlsx", "TTPVHCC", "danh-muc-tthc"),
        entry("TTPVHCC_phieu.xlsx", "TTPVHCC", "phieu-so-lieu"),
        entry("VP/phieu so lieu van phong.xlsx", "VP", "phieu-so-lieu"),
        FileEntry {
            status: FileStatus::Refused,
            reason: Some(Code::FileEncrypted),
            ..entry("bao cao phong kinh te (ban chinh thuc da ky).xlsx", "", "")
        },
        entry("phieu VHXH gui lan 2.xlsx", "VHXH", "phieu-so-lieu"),
        FileEntry {
            status: FileStatus::Superseded,
            reason: Some(Code::SubmissionSuperseded),
            replaced_by: Some("phieu VHXH gui lan 2.xlsx".into()),
            ..entry("phieu VHXH.xlsx", "VHXH", "phieu-so-lieu")
        },
    ]
}

fn roster(plan: &Plan) -> Vec<RosterEntry> {
    let own = |unit: &str, file: &str, days_late| RosterEntry {
        unit: unit.into(),
        form: "phieu-so-lieu".into(),
        form_title: "Phiếu số liệu của đơn vị".into(),
        files: if file.is_empty() { Vec::new() } else { vec![file.into()] },
        date: None,
        days_late,
        unopened: Unopened::None,
        waiting: if file.is_empty() {
            let waiting = plan.rules.iter().filter(|rule| {
                rule.needs.iter().any(|need| plan.figures.get(need).is_some_and(|spec| &*spec.from == unit))
            });
            waiting.map(|rule| (rule.scheme.clone(), rule.id.clone())).collect()
        } else {
            Vec::new()
        },
    };
    vec![
        own("VP", "VP/phieu so lieu van phong.xlsx", 0),
        own("KT", "", 0),
        own("VHXH", "phieu VHXH gui lan 2.xlsx", 0),
        own("TTPVHCC", "TTPVHCC_phieu.xlsx", 2),
    ]
}

fn tasks(plan: &Plan) -> Vec<TaskFinding> {
    const OUTCOMES: [TaskOutcome; 9] = [
        TaskOutcome::DoneOnTime,
        TaskOutcome::Regular,
        TaskOutcome::DoneOnTime,
        TaskOutcome::InProgress,
        TaskOutcome::DoneLate,
        TaskOutcome::Done,
        TaskOutcome::Overdue,
        TaskOutcome::NotStarted,
        TaskOutcome::NotApplicable,
    ];
    plan.tasks
        .iter()
        .enumerate()
        .map(|(index, task)| {
            let unsent = &*task.lead == "KT";
            let outcome = if unsent {
                TaskOutcome::Insufficient
            } else {
                OUTCOMES.get(index % OUTCOMES.len()).copied().expect("within")
            };
            let done = matches!(outcome, TaskOutcome::DoneOnTime | TaskOutcome::DoneLate);
            let cell = Address {
                file: "phieu VHXH gui lan 2.xlsx".into(),
                sheet: "Nhiệm vụ".into(),
                cell: CellRef::new(8 + u32::try_from(index).expect("small"), 4),
            };
            TaskFinding {
                task: task.id.clone(),
                outcome,
                completed: done.then(|| day(2025, 11, 28)),
                product: done.then(|| Arc::from("Quyết định số 41/QĐ-UBND ngày 28/11/2025 của UBND xã")),
                note: (outcome == TaskOutcome::Overdue).then(|| Arc::from("Chờ hướng dẫn của Sở Nội vụ")),
                origins: if unsent {
                    Vec::new()
                } else {
                    vec![Origin {
                        address: cell,
                        unit: task.lead.clone(),
                        form: "phieu-so-lieu".into(),
                        raw: "Đã hoàn thành".into(),
                    }]
                },
                want: unsent.then(|| Want {
                    figure: task.id.as_str().into(),
                    label: task.label.as_str().into(),
                    unit: task.lead.clone(),
                    form: "phieu-so-lieu".into(),
                    address: None,
                    unreadable: false,
                }),
            }
        })
        .collect()
}

fn diagnostics_of_year() -> Vec<Diagnostic> {
    let address =
        Address { file: "TTPVHCC_phieu.xlsx".into(), sheet: "Số liệu".into(), cell: CellRef::new(17, 4) };
    vec![
        Diagnostic::new(Code::FileEncrypted)
            .at(cchc::diagnostic::Place::file("bao cao phong kinh te (ban chinh thuc da ky).xlsx")),
        Diagnostic::new(Code::CellBlank)
            .at(&address)
            .with("label", "Số hồ sơ, kết quả đã số hóa")
            .with("unit", "TT PVHCC")
            .with("waiting", "CT 2.6.3; TC 7.6"),
        Diagnostic::new(Code::SubmissionSuperseded)
            .at(cchc::diagnostic::Place::file("phieu VHXH.xlsx"))
            .with("newer", "2")
            .with("other", "phieu VHXH.xlsx")
            .with("older", "1")
            .with("differences", " Khác nhau: Tin, bài tuyên truyền 80 → 86."),
    ]
}
