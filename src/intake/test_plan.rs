//! A small plan for tests: the real units and calendar, a handful of figures, rules and tasks.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use super::expectation::Expectation;
use super::form::FormDescription;
use super::form_file::load_forms;
use crate::figure::{Bounds, Choice, Continuity, FigureKind, FigureSpec};
use crate::period::{Calendar, Period, Schedule};
use crate::plan::{
    Commune, EvidencePolicy, MissingPolicy, OWN_FORM, Plan, Rule, RuleKind, TASK_FORM, TASKS_DONE, TASKS_DUE,
    TaskSpec, TextFile, Unit, ZeroPolicy,
};

#[derive(Deserialize)]
struct PlanText {
    commune: Commune,
    unit: Vec<Unit>,
    calendar: Calendar,
}

static PLAN: LazyLock<Plan> = LazyLock::new(make_plan);
static FORMS: LazyLock<Vec<FormDescription>> = LazyLock::new(make_forms);

/// The plan.
pub(crate) fn plan() -> Plan {
    PLAN.clone()
}

fn make_plan() -> Plan {
    let text: PlanText = toml::from_str(include_str!("../../rules/plan.toml")).expect("plan.toml");
    let mut figures = IndexMap::new();
    for (id, label, kind, measure, from) in [
        ("vb_ban_hanh", "Số văn bản đã ban hành", FigureKind::Count, "văn bản", "VP"),
        ("vb_dung_han", "Số văn bản ban hành đúng hạn", FigureKind::Count, "văn bản", "VP"),
        ("ra_soat", "Rà soát tổ chức bộ máy", FigureKind::Choice, "", "VHXH"),
        ("thu_hang", "Thứ hạng của xã", FigureKind::Rank, "hạng", "VHXH"),
        ("kinh_phi", "Kinh phí giải ngân", FigureKind::Money, "đồng", "KT"),
        ("ty_le_truoc", "Tỷ lệ giải ngân năm trước", FigureKind::Percent, "%", "KT"),
        ("khong_can", "Số không quy tắc nào cần", FigureKind::Count, "", "KT"),
        (TASKS_DUE, "Nhiệm vụ đến hạn", FigureKind::Count, "nhiệm vụ", "VHXH"),
        (TASKS_DONE, "Nhiệm vụ hoàn thành", FigureKind::Count, "nhiệm vụ", "VHXH"),
    ] {
        let form = if id == TASKS_DUE || id == TASKS_DONE { TASK_FORM } else { OWN_FORM };
        let choices = if kind == FigureKind::Choice {
            vec![
                Choice {
                    code: "da_hoan_thanh".into(), label: "Đã hoàn thành".into(), spellings: Vec::new()
                },
                Choice { code: "chua".into(), label: "Chưa".into(), spellings: Vec::new() },
            ]
        } else {
            Vec::new()
        };
        let spec = FigureSpec {
            id: id.into(),
            label: label.into(),
            kind,
            measure: measure.into(),
            from: from.into(),
            form: form.into(),
            choices,
            field: None,
            declared_in: "rules/x.rhai".into(),
            guidance: None,
            continuity: Continuity::default(),
            bounds: Bounds::default(),
        };
        figures.insert(spec.id.clone(), spec);
    }
    for form in forms() {
        for spec in form.figures() {
            figures.insert(spec.id.clone(), spec);
        }
    }
    Plan {
        documents: Vec::new(),
        title: "Kế hoạch".to_owned(),
        year: 2025,
        commune: text.commune,
        calendar: text.calendar,
        units: text.unit,
        standing_unit: "VHXH".into(),
        fields: IndexMap::new(),
        schemes: Vec::new(),
        rules: vec![
            rule("1.1", RuleKind::Target, &["vb_dung_han", "vb_ban_hanh"], MissingPolicy::Insufficient),
            rule("1.2", RuleKind::Target, &["thu_hang"], MissingPolicy::Awaiting),
            rule("1.3", RuleKind::Target, &["ra_soat"], MissingPolicy::Insufficient),
            rule("2.2.2", RuleKind::Target, &["danh_muc_tthc"], MissingPolicy::Insufficient),
            rule(
                "2.2.3",
                RuleKind::Target,
                &["kstt_truoc_han", "kstt_dung_han", "kstt_da_giai_quyet"],
                MissingPolicy::Insufficient,
            ),
            rule("6.1", RuleKind::Criterion, &["kinh_phi", "ty_le_truoc"], MissingPolicy::Insufficient),
            rule("1.1.2", RuleKind::Criterion, &[TASKS_DONE, TASKS_DUE], MissingPolicy::Insufficient),
        ],
        tasks: vec![
            task("T1.1", "Triển khai đồng bộ các nội dung CCHC", "VP", "30/9/2025"),
            task("T1.2", "Tuyên truyền CCHC", "VP", "Thường xuyên"),
            task("T2.1", "Rà soát văn bản", "KT", "Quý III/2025"),
            task("T2.2", "Tổng kết năm", "KT", "31/12/2025"),
        ],
        figures,
    }
}

fn rule(id: &str, kind: RuleKind, needs: &[&str], missing: MissingPolicy) -> Rule {
    let criterion = kind == RuleKind::Criterion;
    Rule {
        id: id.to_owned(),
        file: format!("x/{id}.rhai"),
        path: String::new(),
        scheme: if criterion { "chi-so" } else { "ke-hoach" }.to_owned(),
        kind,
        title: id.to_owned(),
        law: String::new(),
        places: Vec::new(),
        group: String::new(),
        owner: "VHXH".into(),
        measure: String::new(),
        needs: needs.iter().map(|need| (*need).into()).collect(),
        terms: Vec::new(),
        max: None,
        zero: ZeroPolicy::Ask,
        missing,
        evidence: EvidencePolicy::Optional,
        formula: String::new(),
        unconfirmed: String::new(),
    }
}

fn task(id: &str, label: &str, lead: &str, due: &str) -> TaskSpec {
    TaskSpec {
        id: id.to_owned(),
        law: String::new(),
        until: None,
        replaced_by: String::new(),
        place: String::new(),
        label: label.to_owned(),
        lead: lead.into(),
        cooperating: Vec::new(),
        product: String::new(),
        due: due.to_owned(),
    }
}

/// The two foreign forms that ship.
pub(crate) fn forms() -> Vec<FormDescription> {
    FORMS.clone()
}

fn make_forms() -> Vec<FormDescription> {
    let file = |name: &str, text: &str| TextFile { name: name.to_owned(), text: text.to_owned() };
    load_forms(&[
        file("06-vpcp-kstt.toml", include_str!("../../templates/forms/06-vpcp-kstt.toml")),
        file("danh-muc-tthc.toml", include_str!("../../templates/forms/danh-muc-tthc.toml")),
    ])
    .0
}

/// What the plan and its forms let expect.
pub(crate) fn expectation(schedule: Option<&Schedule>) -> Expectation {
    Expectation::new(&PLAN, &FORMS, schedule)
}

/// The schedule of a period.
pub(crate) fn schedule(period: &str) -> Schedule {
    let period = Period::parse(period).expect("a period");
    plan().schedule(period).expect("a schedule")
}
