//! Schemes side by side: shared figures, schemes left out, criteria that read the points of others.

use pretty_assertions::assert_eq;
use rust_decimal::Decimal;

use super::shipped_rules::{files, forms, rulebook, told};
use super::tiny::{self, CRITERION, CRITERION_FILE};
use crate::figure::{Figure, Figures, Value};
use crate::plan::TextFile;
use crate::rulebook::{Finding, Outcome, Rulebook};

fn edited(name: &str, from: &str, to: &str) -> Vec<TextFile> {
    let mut files = files("rules");
    let file = files.iter_mut().find(|file| file.name == name).expect("the file");
    assert!(file.text.contains(from), "{name} lacks {from:?}");
    file.text = file.text.replace(from, to);
    files
}

fn loaded(files: &[TextFile]) -> Rulebook {
    let (rulebook, diagnostics) = Rulebook::load(files, &forms());
    assert_eq!(told(&diagnostics), "");
    rulebook.expect("a rulebook")
}

fn judged(rulebook: &Rulebook, figures: &[(&str, Value)]) -> Vec<Finding> {
    let single = figures.iter().map(|(id, value)| {
        let figure = Figure { value: Some(value.clone()), evidence: Some("Số 1".to_owned()), ..number(0) };
        ((*id).into(), figure)
    });
    let figures = Figures { single: single.collect(), ..Figures::default() };
    let (findings, diagnostics) = rulebook.judge(&figures, "2025-12-14".parse().expect("a date"));
    assert_eq!(told(&diagnostics), "");
    findings
}

fn number(number: i64) -> Figure {
    Figure::known(Value::Number(number.into()))
}

fn found<'a>(findings: &'a [Finding], scheme: &str, id: &str) -> &'a Finding {
    findings.iter().find(|finding| finding.scheme == scheme && finding.rule == id).expect("a finding")
}

#[test]
fn a_value_that_the_plan_wants_at_80_an_index_may_want_at_50() {
    let file = "chi-so-mau/c_7_4_ho_so_truc_tuyen.rhai";
    let rulebook = loaded(&edited(file, "full: 80", "full: 50"));
    let value = |number: i64| Value::Number(number.into());
    let figures = [("kstt_tiep_nhan_truc_tuyen", value(65)), ("kstt_tiep_nhan_truc_tiep", value(35))];
    let findings = judged(&rulebook, &figures);
    let (target, criterion) =
        (found(&findings, "ke-hoach-2025", "2.6.5"), found(&findings, "chi-so-mau", "7.4"));
    assert_eq!(target.value.as_ref().and_then(Figure::number), Some(65.into()));
    assert_eq!(
        target.value.as_ref().and_then(Figure::number),
        criterion.value.as_ref().and_then(Figure::number)
    );
    assert_eq!((target.outcome, criterion.points), (Outcome::Missed, Some(4.into())));
}

#[test]
fn a_scheme_that_is_left_out_asks_for_nothing_and_lends_what_others_need() {
    let without =
        |folder: &str| loaded(&edited("plan.toml", "leave_out = []", &format!("leave_out = [\"{folder}\"]")));
    let whole = rulebook();
    let rulebook = without("qd-766");
    assert_eq!(told(&rulebook.check()), "");
    let schemes: Vec<_> = rulebook.plan().schemes.iter().map(|scheme| scheme.id.as_str()).collect();
    assert_eq!(schemes, ["ke-hoach-2025", "chi-so-mau"]);
    assert!(!rulebook.plan().figures.contains_key("tthc_cong_bo"));
    assert!(whole.plan().figures.contains_key("tthc_cong_bo"));
    let asked = |rulebook: &Rulebook| rulebook.plan().own_form_figures("TTPVHCC").count();
    assert_eq!(asked(&whole) - asked(&rulebook), 24);

    let rulebook = without("chi-so-mau");
    assert_eq!(told(&rulebook.check()), "");
    assert!(rulebook.plan().figures.contains_key("pakn_tiep_nhan"), "index 766 needs it");
    assert!(!rulebook.plan().figures.contains_key("doi_thoai"), "nobody needs it");

    let (_, diagnostics) =
        Rulebook::load(&edited("plan.toml", "leave_out = []", "leave_out = [\"qd766\"]"), &forms());
    let [told] = &*diagnostics else { panic!("{}", told(&diagnostics)) };
    assert_eq!(
        told.message(crate::diagnostic::Lang::En),
        "There is no scheme named \"qd766\". Did you mean \"qd-766\"?"
    );
}

#[test]
fn a_target_whose_rule_is_deleted_is_named() {
    let mut files = files("rules");
    files.retain(|file| !file.name.contains("t_2_1_1a_"));
    let (rulebook, diagnostics) = Rulebook::load(&files, &forms());
    let rulebook = rulebook.expect("a rulebook");
    let all = format!("{}{}", told(&diagnostics), told(&rulebook.check()));
    assert!(
        all.starts_with(
            "R31 rules/ke-hoach-2025/scheme.toml:8:12: ke-hoach-2025 must have 2.1.1a, and no rule"
        ),
        "{all}"
    );
}

#[test]
fn without_a_plan_there_is_nothing_to_complete() {
    let rulebook = rulebook();
    let points = |answer: &str| {
        let figures = [
            ("nhiem_vu_hoan_thanh", Value::Number(10.into())),
            ("nhiem_vu_den_han", Value::Number(10.into())),
            ("ban_hanh_ke_hoach_cchc", Value::Choice(answer.into())),
        ];
        found(&judged(&rulebook, &figures), "chi-so-mau", "1.1.2").points
    };
    assert_eq!(points("dung_han"), Some(3.into()));
    assert_eq!(points("cham"), Some(3.into()));
    assert_eq!(points("khong"), Some(Decimal::ZERO));
}

#[test]
fn what_a_criterion_waits_for_the_one_that_reads_its_points_waits_for_too() {
    let rulebook = rulebook();
    let figures =
        [("nhiem_vu_hoan_thanh", Value::Number(10.into())), ("nhiem_vu_den_han", Value::Number(10.into()))];
    let findings = judged(&rulebook, &figures);
    let finding = found(&findings, "chi-so-mau", "1.1.2");
    assert_eq!(finding.outcome, Outcome::Insufficient);
    let wants: Vec<&str> =
        finding.value.iter().flat_map(|value| &value.wants).map(|want| &*want.figure).collect();
    assert_eq!(wants, ["ban_hanh_ke_hoach_cchc"]);
    let waiting = rulebook.plan().rules_needing("ban_hanh_ke_hoach_cchc");
    assert_eq!(waiting.map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["1.1.1", "1.1.2"]);
    assert!(!rulebook.plan().own_form_figures("VHXH").any(|spec| &*spec.id == "diem_1_1_1"));
}

/// The tiny rules with a second criterion, `2`, and the first reading its points.
fn two_criteria(second_reads: &str) -> Vec<TextFile> {
    let mut files = tiny::files();
    for file in &mut files {
        if file.name == CRITERION_FILE {
            file.text = CRITERION.replace("\"tra_loi\"]", "\"tra_loi\", \"diem_2\"]");
            file.text = file.text.replace("f.tra_loi == \"chua\"", "f.tra_loi == \"chua\" || f.diem_2 == 0");
        }
    }
    let second = CRITERION.replace("\"1\";\nconst GROUP", "\"2\";\nconst GROUP");
    let second = second.replace("\"tra_loi\"]", &format!("\"tra_loi\", \"{second_reads}\"]"));
    let second = second.replace("f.tra_loi ==", &format!("f.{second_reads} == 0 || f.tra_loi =="));
    files.push(TextFile { name: "b/c_2_khac.rhai".to_owned(), text: second });
    files
}

#[test]
fn criteria_that_read_one_another_are_told_of_and_never_run_in_a_circle() {
    let (rulebook, diagnostics) = Rulebook::load(&two_criteria("diem_1"), &[]);
    let rulebook = rulebook.expect("a rulebook");
    let all = told(&diagnostics);
    assert_eq!(
        all,
        "R03 rules/b/c_1_diem.rhai:8:1: Criterion 1 reads the points of another, which in turn reads those of 1.\n\
         R03 rules/b/c_2_khac.rhai:8:1: Criterion 2 reads the points of another, which in turn reads those of 2.\n"
    );
    assert_eq!(rulebook.plan().rules.len(), 1);
    rulebook.judge(&Figures::default(), "2025-12-14".parse().expect("a date"));
}

#[test]
fn points_of_no_criterion_are_an_unknown_figure() {
    let (_, diagnostics) = Rulebook::load(&two_criteria("diem_9"), &[]);
    assert_eq!(
        told(&diagnostics),
        "R04 rules/b/c_2_khac.rhai:8:46: There is no figure named \"diem_9\". Did you mean \"diem_2\"?\n"
    );
}
