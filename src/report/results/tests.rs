use std::str::FromStr;
use std::sync::Arc;

use indexmap::IndexMap;
use pretty_assertions::assert_eq;
use serde_json::{Value as Json, json};

use super::*;
use crate::address::{Address, CellRef};
use crate::assess::{RosterEntry, TaskFinding, TaskOutcome, Unopened};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{
    Bounds, Continuity, Figure, FigureKind, FigureSpec, Figures, Origin, Parts, Table, Want,
};
use crate::intake::{Container, FileEntry, FileStatus};
use crate::period::{Calendar, Dated, Period, PeriodKind, Schedule};
use crate::plan::{
    Commune, Comparison, EvidencePolicy, MissingPolicy, OWN_FORM, Rule, Scheme, SchemeKind, TaskSpec, Terms,
    ZeroPolicy,
};
use crate::rulebook::{Finding, Outcome};
use crate::score::{GroupScore, IndexRange, PointTotals, SchemeScore};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn number(text: &str) -> Decimal {
    Decimal::from_str(text).expect("a decimal")
}

fn origin(cell: &str, raw: &str) -> Origin {
    let address = Address {
        file: "vp.xlsx".into(),
        sheet: "Số liệu".into(),
        cell: CellRef::parse(cell).expect("an address"),
    };
    Origin { address, unit: "VP".into(), form: OWN_FORM.into(), raw: raw.into() }
}

fn reported(value: &str, cell: &str, raw: &str) -> Figure {
    Figure::reported(Value::Number(number(value)), origin(cell, raw))
}

fn want() -> Want {
    let address = Some(origin("E9", "").address);
    let (figure, label) = ("mat".into(), "Số hồ sơ mật".into());
    Want { figure, label, unit: "VP".into(), form: OWN_FORM.into(), address, unreadable: false }
}

fn spec(id: &str, kind: FigureKind) -> FigureSpec {
    FigureSpec {
        id: id.into(),
        label: format!("Nội dung {id}").into(),
        kind,
        measure: "hồ sơ".into(),
        from: "VP".into(),
        form: OWN_FORM.into(),
        choices: Vec::new(),
        field: Some("7".into()),
        declared_in: "rules/a.rhai".into(),
        guidance: None,
        continuity: Continuity::default(),
        bounds: Bounds::default(),
    }
}

fn scheme(id: &str, kind: SchemeKind) -> Scheme {
    Scheme {
        id: id.into(),
        kind,
        title: format!("Bộ {id}"),
        notice: String::new(),
        short: String::new(),
        must_have: Vec::new(),
        total: None,
        bonus_cap: None,
        penalty_cap: None,
        rescale_extra: false,
        above_scale: false,
        decimals: 2,
        groups: Vec::new(),
        bands: Vec::new(),
    }
}

fn rule(id: &str, scheme: &str, kind: RuleKind) -> Rule {
    Rule {
        id: id.into(),
        file: format!("{scheme}/{id}.rhai"),
        path: String::new(),
        scheme: scheme.into(),
        kind,
        title: format!("Tên {id}"),
        law: "Luật".into(),
        places: vec!["II.2".into()],
        group: "2".into(),
        owner: "VP".into(),
        measure: "%".into(),
        needs: vec!["ky_so".into(), "tong".into()],
        terms: Vec::new(),
        max: None,
        zero: ZeroPolicy::NothingArose,
        missing: MissingPolicy::Insufficient,
        evidence: EvidencePolicy::Optional,
        formula: "ký số / tổng".into(),
        unconfirmed: String::new(),
    }
}

fn plan() -> Plan {
    let figures = ["ky_so", "tong"].map(|id| spec(id, FigureKind::Count)).into_iter();
    Plan {
        documents: Vec::new(),
        title: "Kế hoạch".into(),
        year: 2025,
        commune: Commune {
            name: "xã Châu Sơn".into(),
            place: "Châu Sơn".into(),
            code: "06637".into(),
            province: "tỉnh Lạng Sơn".into(),
            founded: day("2025-07-01"),
            signatory: String::new(),
            signatory_office: String::new(),
            recipients: Vec::new(),
        },
        calendar: Calendar::default(),
        units: Vec::new(),
        standing_unit: "VHXH".into(),
        fields: IndexMap::new(),
        schemes: vec![scheme("a", SchemeKind::Targets), scheme("b", SchemeKind::Points)],
        rules: vec![rule("2.1", "a", RuleKind::Target), rule("7", "b", RuleKind::Criterion)],
        tasks: vec![TaskSpec {
            id: "T1".into(),
            law: String::new(),
            until: None,
            replaced_by: String::new(),
            place: "III.1".into(),
            label: "Việc".into(),
            lead: "VP".into(),
            cooperating: vec!["KT".into()],
            product: "báo cáo".into(),
            due: "Quý III/2025".into(),
        }],
        figures: figures
            .chain([spec("bang", FigureKind::Table), spec("khong_ai_bao", FigureKind::Count)])
            .map(|spec| (spec.id.clone(), spec))
            .collect(),
    }
}

fn assessment() -> Assessment {
    let (numerator, denominator) = (reported("2970", "E7", "2.970"), reported("3000.0", "E8", "3000"));
    let ratio = Figure {
        value: Some(Value::Number(number("99.00"))),
        origins: [&numerator, &denominator].iter().flat_map(|figure| figure.origins.clone()).collect(),
        parts: Some(Box::new(Parts { numerator: numerator.clone(), denominator: denominator.clone() })),
        evidence: Some("Báo cáo 1".into()),
        ..Figure::known(Value::Number(Decimal::ONE))
    };
    let met = Finding {
        rule: "2.1".into(),
        scheme: "a".into(),
        outcome: Outcome::Missed,
        value: Some(ratio),
        terms: Some(Dated {
            from: day("2025-01-01"),
            until: None,
            replaced_by: String::new(),
            value: Terms {
                comparison: Some(Comparison::Above(number("99.0"))),
                values: IndexMap::from([("above".to_owned(), number("99"))]),
            },
            basis: "KH".into(),
        }),
        points: None,
        max: None,
        readings: Vec::new(),
        waits: Vec::new(),
        remedies: Vec::new(),
        used: vec![("ky_so".into(), numerator.clone()), ("tong".into(), denominator.clone())],
    };
    let lacking = Finding {
        rule: "7".into(),
        scheme: "b".into(),
        outcome: Outcome::Insufficient,
        value: Some(Figure::missing(want())),
        terms: Some(Dated {
            from: day("2025-01-01"),
            until: None,
            replaced_by: String::new(),
            value: Terms { comparison: None, values: IndexMap::from([("full".to_owned(), number("50.0"))]) },
            basis: "KH".into(),
        }),
        points: None,
        max: Some(number("2.50")),
        readings: Vec::new(),
        waits: Vec::new(),
        remedies: Vec::new(),
        used: vec![("mat".into(), Figure::missing(want()))],
    };
    Assessment {
        schedule: Schedule {
            period: Period { year: 2025, kind: PeriodKind::Year },
            window: Window { from: day("2024-12-15"), to: day("2025-12-14") },
            units_due: day("2025-12-15"),
            due: day("2025-12-20"),
        },
        as_of: day("2025-12-18"),
        files: vec![FileEntry {
            name: "vp.xlsx".into(),
            sha256: String::new(),
            size: 12,
            container: Some(Container::Xlsx),
            status: FileStatus::Read,
            form: Some(OWN_FORM.into()),
            unit: Some("VP".into()),
            reason: None,
            replaced_by: None,
        }],
        roster: vec![RosterEntry {
            unit: "KT".into(),
            form: OWN_FORM.into(),
            form_title: "Phiếu số liệu".into(),
            files: Vec::new(),
            date: None,
            days_late: 0,
            unopened: Unopened::None,
            waiting: vec![("a".into(), "2.1".into())],
        }],
        figures: Figures {
            single: [("ky_so", numerator), ("tong", denominator)].map(|(id, f)| (Arc::from(id), f)).into(),
            tables: [(Arc::from("bang"), Table::default())].into(),
        },
        findings: vec![met, lacking],
        tasks: vec![TaskFinding {
            task: "T1".into(),
            outcome: TaskOutcome::DoneLate,
            completed: Some(day("2025-10-14")),
            product: Some("Báo cáo 2".into()),
            note: None,
            origins: vec![origin("E20", "Đã hoàn thành")],
            want: None,
        }],
        diagnostics: vec![
            Diagnostic::new(Code::FileDuplicate)
                .at(Place::from(&origin("E9", "").address))
                .with_label("what", "duplicate.file", "")
                .with("other", "a.xlsx"),
        ],
    }
}

fn scorecard() -> Scorecard {
    let group = GroupScore { maximum: number("2.5"), undetermined: number("2.50"), ..GroupScore::default() };
    let points = PointTotals {
        maximum: number("100"),
        excluded: number("3.0"),
        awaiting: number("10"),
        undetermined: number("2.5"),
        earned: number("80.10"),
        bonus: Decimal::ZERO,
        penalty: number("0.5"),
        score: number("79.6"),
        index: Some(IndexRange { low: number("91.49"), high: number("94.37") }),
        band: Some("Xuất sắc".into()),
        groups: IndexMap::from([("7".to_owned(), group)]),
    };
    let counts = |outcome| IndexMap::from([(outcome, 1)]);
    Scorecard {
        schemes: vec![
            SchemeScore {
                scheme: "a".into(),
                kind: SchemeKind::Targets,
                counts: counts(Outcome::Missed),
                points: None,
            },
            SchemeScore {
                scheme: "b".into(),
                kind: SchemeKind::Points,
                counts: counts(Outcome::Insufficient),
                points: Some(points),
            },
        ],
    }
}

fn results(lang: Lang) -> Json {
    let text = results_json(&plan(), &assessment(), &scorecard(), lang);
    assert!(text.ends_with("}\n"));
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_fields_stand_in_the_order_of_the_documentation() {
    let results = results(Lang::Vi);
    let keys: Vec<_> = results.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "version",
            "lang",
            "commune",
            "commune_code",
            "plan",
            "period",
            "window",
            "units_due",
            "due",
            "as_of",
            "files",
            "roster",
            "targets",
            "criteria",
            "tasks",
            "figures",
            "totals",
            "diagnostics"
        ]
    );
    assert_eq!(results["version"], 1);
    assert_eq!(results["period"], "2025-nam");
    assert_eq!(results["window"], json!({ "from": "2024-12-15", "to": "2025-12-14" }));
}

#[test]
fn a_target_in_full() {
    assert_eq!(
        results(Lang::Vi)["targets"],
        json!([{
            "id": "2.1", "scheme": "a", "kind": "target", "title": "Tên 2.1", "places": ["II.2"], "group": "2",
            "rule": "a/2.1.rhai", "owner": "VP", "outcome": "missed", "state": "reported", "value": "99",
            "numerator": "2970", "denominator": "3000", "second": null, "unit": "%",
            "threshold": { "comparison": "above", "value": "99" }, "scale": {},
            "in_force_from": "2025-01-01", "basis": "KH", "maximum": null, "points": null,
            "formula": "ký số / tổng", "unconfirmed": null, "evidence": "Báo cáo 1", "explanation": null,
            "cells": [
                { "figure": "ky_so", "file": "vp.xlsx", "sheet": "Số liệu", "cell": "E7", "raw": "2.970", "unit": "VP" },
                { "figure": "tong", "file": "vp.xlsx", "sheet": "Số liệu", "cell": "E8", "raw": "3000", "unit": "VP" }
            ],
            "missing": [], "remedies": [], "doubts": [], "readings": []
        }])
    );
}

#[test]
fn a_criterion_that_lacks_a_figure_names_cell_and_owner() {
    let criterion = &results(Lang::Vi)["criteria"][0];
    assert_eq!(criterion["outcome"], "insufficient");
    assert_eq!(criterion["state"], "missing");
    assert_eq!(criterion["maximum"], "2.5");
    assert_eq!(criterion["points"], Json::Null);
    assert_eq!(criterion["threshold"], Json::Null);
    assert_eq!(criterion["scale"], json!({ "full": "50" }));
    assert_eq!(
        criterion["missing"],
        json!([{
            "figure": "mat", "label": "Số hồ sơ mật", "unit": "VP", "form": "phieu-so-lieu",
            "file": "vp.xlsx", "sheet": "Số liệu", "cell": "E9"
        }])
    );
}

#[test]
fn files_roster_tasks_and_figures() {
    let results = results(Lang::Vi);
    assert_eq!(
        results["files"],
        json!([{
            "name": "vp.xlsx", "sha256": null, "size": 12, "container": "xlsx", "unit": "VP",
            "form": "phieu-so-lieu", "status": "read", "reason": null, "replaced_by": null
        }])
    );
    assert_eq!(
        results["roster"],
        json!([{
            "unit": "KT", "form": "phieu-so-lieu", "form_title": "Phiếu số liệu", "received": false, "files": [],
            "date": null, "days_late": 0, "waiting": [{ "scheme": "a", "id": "2.1" }]
        }])
    );
    assert_eq!(
        results["tasks"],
        json!([{
            "id": "T1", "place": "III.1", "law": "", "label": "Việc", "lead": "VP", "cooperating": ["KT"],
            "expected_product": "báo cáo", "due": "Quý III/2025", "outcome": "done_late",
            "completed": "2025-10-14", "product": "Báo cáo 2", "note": null,
            "cells": [{
                "figure": null, "file": "vp.xlsx", "sheet": "Số liệu", "cell": "E20", "raw": "Đã hoàn thành",
                "unit": "VP"
            }],
            "missing": null
        }])
    );
    let figures: Vec<_> = results["figures"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|figure| (figure["id"].as_str(), figure["value"].as_str(), figure["rows"].as_u64()))
        .collect();
    assert_eq!(
        figures,
        [
            (Some("ky_so"), Some("2970"), None),
            (Some("tong"), Some("3000"), None),
            (Some("bang"), None, Some(0))
        ]
    );
}

#[test]
fn totals_are_exact_decimals() {
    let totals = &results(Lang::Vi)["totals"];
    assert_eq!(totals[0]["counts"], json!({ "missed": 1 }));
    assert_eq!(totals[0]["points"], Json::Null);
    assert_eq!(
        totals[1]["points"],
        json!({
            "maximum": "100", "excluded": "3", "awaiting": "10", "undetermined": "2.5", "earned": "80.1",
            "bonus": "0", "penalty": "0.5", "score": "79.6", "index_low": "91.49", "index_high": "94.37",
            "band": "Xuất sắc",
            "groups": {
                "7": { "maximum": "2.5", "excluded": "0", "awaiting": "0", "undetermined": "2.5", "earned": "0" }
            }
        })
    );
}

#[test]
fn problems_speak_the_language_asked_for() {
    let place = |lang| results(lang)["diagnostics"][0].clone();
    assert_eq!(
        place(Lang::En),
        json!({
            "code": "F07", "level": "notice", "file": "vp.xlsx", "sheet": "Số liệu", "cell": "E9", "line": null,
            "column": null, "message": "The file is identical to a.xlsx; it is counted once.",
            "hint": "Nothing to do; one of the two may be deleted."
        })
    );
    assert_eq!(place(Lang::Vi)["message"], "Tệp giống hệt tệp a.xlsx; chỉ tính một lần.");
    assert_eq!(results(Lang::En)["lang"], "en");
}

#[test]
fn numbers_are_read_back_with_their_cells_and_nothing_else_is() {
    let written = assessment();
    let text = results_json(&plan(), &written, &scorecard(), Lang::En);
    let period = written.schedule.period;
    let past = past_report(&text, period, "06637").expect("figures");
    let hashes = written.files.iter().filter(|file| !file.sha256.is_empty());
    let files: Vec<_> = hashes.map(|file| (file.name.to_string(), file.sha256.clone())).collect();
    assert_eq!(past.files, files);
    let read = past.figures;
    assert!(!read.single.is_empty());
    for (id, figure) in &read.single {
        let before = &written.figures.single[id];
        assert_eq!((figure.state, &figure.value), (before.state, &before.value), "{id}");
        assert_eq!(figure.origins, before.origins, "{id}");
    }
    let stated = written.figures.single.values().filter(|figure| figure.number().is_some());
    assert!(read.single.len() >= stated.count());
    let other = Period { kind: PeriodKind::Quarter1, ..period };
    assert_eq!(past_report(&text, other, "06637"), Err(PastFault::Unreadable), "another period");
    let newer = text.replace("\"version\": 1", "\"version\": 2");
    assert_eq!(past_report(&newer, period, "06637"), Err(PastFault::Version("2".into())));
    assert_eq!(past_report(&text, period, "06638"), Err(PastFault::Commune("xã Châu Sơn".into())));
    assert_eq!(past_report("{", period, "06637"), Err(PastFault::Unreadable));
}
