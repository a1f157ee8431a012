//! Index 766, written down from its table and not from the rules.

use pretty_assertions::assert_eq;
use rust_decimal::Decimal;

use super::shipped_rules::{rulebook, told};
use crate::figure::{Figure, Figures};
use crate::plan::{Rule, RuleKind, ZeroPolicy};
use crate::rulebook::{Finding, Outcome};
use crate::text::decimal_vi_beside;

/// Number, group, most points, the percentage from which points are full (by share alone where there is none), and
/// whether something of it is not confirmed.
const TABLE: [(&str, &str, i64, Option<i64>, bool); 19] = [
    ("1.1", "1", 6, None, false),
    ("1.2", "1", 4, None, false),
    ("1.3", "1", 2, None, false),
    ("1.4", "1", 6, None, false),
    ("2.1", "2", 20, None, false),
    ("3", "3", 12, None, true),
    ("3.5", "3.5-3.6", 2, Some(80), false),
    ("3.5b", "3.5-3.6", 2, None, false),
    ("3.6", "3.5-3.6", 6, None, false),
    ("4.1", "4", 6, None, false),
    ("4.2", "4", 4, Some(80), false),
    ("4.2b", "4", 2, None, true),
    ("4.3", "4", 2, Some(80), false),
    ("4.4", "4", 4, None, false),
    ("4.5a", "4", 2, None, true),
    ("4.5b", "4", 2, None, true),
    ("5.2", "5", 6, None, true),
    ("5.3", "5", 6, None, true),
    ("5.4", "5", 6, Some(90), true),
];

const GROUPS: [(&str, i64); 6] = [("1", 18), ("2", 20), ("3", 12), ("3.5-3.6", 10), ("4", 22), ("5", 18)];

#[test]
fn every_row_of_the_table_has_its_rule() {
    let rulebook = rulebook();
    let found: Vec<_> = rulebook
        .plan()
        .rules_of("qd-766")
        .map(|rule| {
            let full = rule.terms.last().and_then(|terms| terms.value.values.get("full").copied());
            let is_unconfirmed = !rule.unconfirmed.is_empty();
            (rule.id.as_str(), rule.group.as_str(), rule.max, full, is_unconfirmed)
        })
        .collect();
    let wanted: Vec<_> = TABLE
        .iter()
        .map(|(id, group, max, full, unconfirmed)| {
            (*id, *group, Some(Decimal::from(*max)), full.map(Decimal::from), *unconfirmed)
        })
        .collect();
    assert_eq!(found, wanted);
    for rule in rulebook.plan().rules_of("qd-766") {
        assert_eq!((rule.kind, rule.zero), (RuleKind::Criterion, ZeroPolicy::Remove), "{}", rule.id);
        assert_eq!(&*rule.owner, "TTPVHCC", "{}", rule.id);
        let says_so = rule.title.ends_with(" (chưa được xác nhận)");
        assert_eq!(says_so, !rule.unconfirmed.is_empty(), "{}: {}", rule.id, rule.title);
    }
}

#[test]
fn the_groups_sum_to_100() {
    let rulebook = rulebook();
    let scheme = rulebook.plan().scheme("qd-766").expect("the scheme");
    let sums: Vec<_> = scheme
        .groups
        .iter()
        .map(|group| {
            let rules = rulebook.plan().rules_of("qd-766").filter(|rule| rule.group == group.id);
            (group.id.as_str(), rules.filter_map(|rule| rule.max).sum::<Decimal>())
        })
        .collect();
    assert_eq!(sums, GROUPS.map(|(id, sum)| (id, Decimal::from(sum))));
    assert_eq!(scheme.total, Some(Decimal::from(100)));
}

/// What every rule of the shipped schemes says of a few figures.
fn judged(figures: &[(&str, i64)]) -> Vec<(Rule, Finding)> {
    let single = figures
        .iter()
        .map(|(id, number)| ((*id).into(), Figure::known(crate::figure::Value::Number((*number).into()))));
    let figures = Figures { single: single.collect(), ..Figures::default() };
    let rulebook = rulebook();
    let (findings, diagnostics) = rulebook.judge(&figures, "2025-12-14".parse().expect("a date"));
    assert_eq!(told(&diagnostics), "");
    rulebook.plan().rules.iter().cloned().zip(findings).collect()
}

fn of(judged: &[(Rule, Finding)], scheme: &str, id: &str) -> (Outcome, Option<Decimal>, Option<Decimal>) {
    let (_, finding) =
        judged.iter().find(|(rule, _)| rule.scheme == scheme && rule.id == id).expect("the rule");
    (finding.outcome, finding.value.as_ref().and_then(Figure::number), finding.points)
}

#[test]
fn nearly_all_files_on_time_never_print_as_100() {
    let judged = judged(&[
        ("kstt_truoc_han", 700_000),
        ("kstt_dung_han", 200_000),
        ("kstt_dang_trong_han", 4_225),
        ("kstt_tiep_nhan", 904_298),
    ]);
    let (outcome, value, _) = of(&judged, "qd-766", "2.1");
    let value = value.expect("a value");
    assert_eq!(outcome, Outcome::Scored);
    assert!(value < Decimal::ONE_HUNDRED && value > Decimal::new(9999, 2), "{value}");
    assert_eq!(decimal_vi_beside(value, None), "99,99");
}

#[test]
fn one_measured_value_is_judged_by_each_scheme_at_its_own_threshold() {
    // 21 of 30 procedures take online payment: 70 %.
    let judged = judged(&[("tthc_nghia_vu_tai_chinh_tich_hop", 21), ("tthc_nghia_vu_tai_chinh", 30)]);
    let seventy = Some(Decimal::from(70));
    assert_eq!(of(&judged, "ke-hoach-2025", "2.6.6"), (Outcome::Met, seventy, None));
    assert_eq!(of(&judged, "qd-766", "3.5"), (Outcome::Scored, seventy, Some(Decimal::new(175, 2))));
}

#[test]
fn one_table_gives_two_official_percentages() {
    // Form 06: the plan divides what was settled in time by what was settled, index 766 by what was received.
    let judged = judged(&[
        ("kstt_truoc_han", 80),
        ("kstt_dung_han", 10),
        ("kstt_dang_trong_han", 5),
        ("kstt_da_giai_quyet", 90),
        ("kstt_dang_qua_han", 0),
        ("kstt_tiep_nhan", 100),
    ]);
    assert_eq!(of(&judged, "ke-hoach-2025", "2.2.3"), (Outcome::Met, Some(100.into()), None));
    assert_eq!(of(&judged, "qd-766", "2.1"), (Outcome::Scored, Some(95.into()), Some(19.into())));
}

#[test]
fn what_the_plan_asks_for_already_is_asked_for_once() {
    let rulebook = rulebook();
    let plan = rulebook.plan();
    let rule = |id: &str| plan.rules_of("qd-766").find(|rule| rule.id == id).expect("the rule");
    for (id, shared) in [
        ("1.2", "tthc_phai_cong_khai"),
        ("3", "kstt_tiep_nhan_truc_tuyen"),
        ("3.5", "tthc_nghia_vu_tai_chinh"),
        ("5.2", "pakn_tiep_nhan"),
    ] {
        assert!(rule(id).needs.iter().any(|need| &**need == shared), "{id}: {shared}");
        assert!(!plan.figures[shared].declared_in.starts_with("rules/qd-766/"), "{shared}");
    }
    // Everything new is asked of the unit that keeps the files.
    let new = plan.figures.values().filter(|spec| spec.declared_in.starts_with("rules/qd-766/"));
    assert!(new.clone().all(|spec| &*spec.from == "TTPVHCC"));
    assert_eq!(new.count(), 24);
}
