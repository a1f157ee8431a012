//! Tests about the rules of `rules/`, which are the product as much as the program is.

use std::path::Path;

use pretty_assertions::assert_eq;
use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Lang};
use crate::figure::Figures;
use crate::intake::{FormDescription, load_forms};
use crate::plan::{Comparison, RuleKind, TextFile};
use crate::rulebook::order::folded;
use crate::rulebook::{Outcome, Rulebook};

fn read_folder(folder: &Path, under: &str, files: &mut Vec<TextFile>) {
    let mut entries: Vec<_> =
        folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry")).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files);
        } else {
            files.push(TextFile { name, text: std::fs::read_to_string(entry.path()).expect("text") });
        }
    }
}

pub(super) fn files(folder: &str) -> Vec<TextFile> {
    let mut files = Vec::new();
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "", &mut files);
    files
}

pub(super) fn forms() -> Vec<FormDescription> {
    load_forms(&files("templates/forms")).0
}

pub(super) fn rulebook() -> Rulebook {
    let (rulebook, diagnostics) = Rulebook::load(&files("rules"), &forms());
    assert_eq!(told(&diagnostics), "");
    rulebook.expect("a rulebook")
}

pub(super) fn told(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|d| format!("{} {}: {}\n", d.code, d.place, d.message(Lang::En))).collect()
}

#[test]
fn every_rule_loads_and_the_check_finds_nothing() {
    assert_eq!(told(&rulebook().check()), "");
}

#[test]
fn every_case_gives_what_it_expects() {
    let run = rulebook().test(None);
    let told: String = run.failures().map(|failure| told(&failure.diagnostics)).collect();
    assert_eq!(told, "");
    assert!(run.results.len() >= 740, "{} cases", run.results.len());
}

#[test]
fn every_file_is_named_after_its_number() {
    for rule in &rulebook().plan().rules {
        let letter = if rule.kind == RuleKind::Target { 't' } else { 'c' };
        let stem = rule.file.rsplit('/').next().expect("a name");
        let number = format!("{letter}_{}_", folded(&rule.id));
        assert!(
            stem.starts_with(&number),
            "{}: rename it after its ID, as t_2_2_3_dung_han.rhai is",
            rule.file
        );
    }
}

/// The thresholds of the plan, written down from its text and not from the rules.
#[test]
fn the_targets_are_those_of_the_plan() {
    use Comparison::{Above, Answer, AtLeast, AtMost, Equal};
    let n = |number: i64| Decimal::from(number);
    let targets = [
        ("1.1", "VHXH", AtMost(n(30))),
        ("2.1.1a", "VP", Equal(n(100))),
        ("2.1.1b", "VP", Equal(n(100))),
        ("2.1.3", "VP", Answer("da_hoan_thanh".into())),
        ("2.1.4", "VP", Equal(n(100))),
        ("2.2.1a", "VP", AtLeast(n(20))),
        ("2.2.1b", "VP", AtLeast(n(20))),
        ("2.2.2", "TTPVHCC", AtLeast(n(20))),
        ("2.2.3", "TTPVHCC", Above(n(99))),
        ("2.2.4", "TTPVHCC", Equal(n(100))),
        ("2.2.5", "VP", Answer("co".into())),
        ("2.3.1", "VHXH", Equal(n(100))),
        ("2.4.1", "VHXH", Equal(n(100))),
        ("2.5.1", "KT", Answer("co".into())),
        ("2.6.1", "VP", Equal(n(100))),
        ("2.6.2", "VP", Equal(n(100))),
        ("2.6.3", "TTPVHCC", AtLeast(n(50))),
        ("2.6.4", "TTPVHCC", AtLeast(n(90))),
        ("2.6.5", "TTPVHCC", AtLeast(n(80))),
        ("2.6.6", "TTPVHCC", AtLeast(n(70))),
        ("2.6.7", "TTPVHCC", AtLeast(n(45))),
        ("2.6.8", "TTPVHCC", Equal(n(100))),
    ];
    let rulebook = rulebook();
    let day = "2025-12-14".parse().expect("a date");
    let found: Vec<_> = rulebook
        .plan()
        .rules_of("ke-hoach-2025")
        .map(|rule| {
            let terms = crate::period::Dated::in_force(&rule.terms, day).expect("terms in force");
            let comparison = terms.value.comparison.clone().expect("a comparison");
            (rule.id.as_str(), &*rule.owner, comparison)
        })
        .collect();
    assert_eq!(found, targets);
}

#[test]
fn rules_stand_in_the_order_of_the_report() {
    let rulebook = rulebook();
    let ids: Vec<&str> = rulebook.plan().rules_of("chi-so-mau").map(|rule| rule.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "1.1.1", "1.1.2", "1.2", "1.3.1", "1.3.2", "1.4", "1.5", "1.6", "1.7", "2.1", "2.2", "2.3",
            "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "4.1", "4.2", "5.1", "5.2", "5.3", "6.1", "6.2", "7.1",
            "7.2", "7.3", "7.4", "7.5", "7.6", "8", "T1", "T2", "P1"
        ]
    );
    assert_eq!(
        rulebook.plan().schemes.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(),
        ["ke-hoach-2025", "chi-so-mau", "qd-766"]
    );
}

#[test]
fn the_maxima_of_the_sample_index_sum_to_100() {
    let rulebook = rulebook();
    let sum: Decimal = rulebook
        .plan()
        .rules_of("chi-so-mau")
        .filter(|rule| rule.kind == RuleKind::Criterion)
        .filter_map(|rule| rule.max)
        .sum();
    assert_eq!(sum.normalize(), Decimal::from(100));
}

#[test]
fn without_any_figure_nothing_is_decided() {
    let rulebook = rulebook();
    let (findings, diagnostics) = rulebook.judge(&Figures::default(), "2025-12-14".parse().expect("a date"));
    assert_eq!(told(&diagnostics), "");
    assert_eq!(findings.len(), rulebook.plan().rules.len());
    for finding in findings {
        assert!(
            matches!(finding.outcome, Outcome::Insufficient | Outcome::Awaiting),
            "{}: {:?}",
            finding.rule,
            finding.outcome
        );
        assert!(!finding.value.expect("a value").wants.is_empty(), "{}", finding.rule);
    }
}

#[test]
fn every_task_carries_its_sentence_of_the_plan_and_what_the_plan_charges_units_with_is_a_task() {
    let rulebook = rulebook();
    let tasks = &rulebook.plan().tasks;
    let task = |id: &str| tasks.iter().find(|task| task.id == id).unwrap_or_else(|| panic!("no {id}"));
    let silent: Vec<&str> =
        tasks.iter().filter(|task| task.law.is_empty()).map(|task| task.id.as_str()).collect();
    assert_eq!(silent, [""; 0]);
    for plan in ["226/KH-UBND", "195/KH-UBND", "36/KH-UBND", "246/KH-UBND"] {
        assert!(task("T7.1").law.contains(plan) && task("T7.1").label.contains(plan), "{plan}");
    }
    assert!(task("T3.2").law.contains("kế hoạch hoạt động kiểm soát TTHC"));
    assert!(task("T3.2").law.contains("kế hoạch rà soát, đánh giá TTHC"));
    let places = ["T8.1", "T8.2", "T8.3"].map(|id| (task(id).place.as_str(), &*task(id).lead));
    assert_eq!(places, [("IV.2, ý 2", "VHXH"), ("IV.2, ý 3", "VHXH"), ("IV.3", "KT")]);
}

#[test]
fn a_rule_is_explained_by_its_number() {
    let rulebook = rulebook();
    let explained = rulebook.explain("2.2.3");
    let [explanation] = explained.as_slice() else { panic!("{}", explained.len()) };
    assert_eq!(
        explanation.rule.title,
        "Hồ sơ TTHC tiếp nhận trong năm được giải quyết đúng hạn và trước hạn"
    );
    assert!(
        explanation.rule.law.starts_with("Kế hoạch CCHC năm 2025, mục II.2.2, ý 3:"),
        "{}",
        explanation.rule.law
    );
    assert_eq!(explanation.owner.map(|unit| unit.short.as_str()), Some("TT PVHCC"));
    let figures: Vec<_> = explanation.figures().map(|figure| (&*figure.id, &*figure.form)).collect();
    assert_eq!(
        figures,
        [
            ("kstt_truoc_han", "06-vpcp-kstt"),
            ("kstt_dung_han", "06-vpcp-kstt"),
            ("kstt_da_giai_quyet", "06-vpcp-kstt"),
            ("kstt_dang_qua_han", "06-vpcp-kstt")
        ]
    );
    assert_eq!(rulebook.explain("t1").len(), 1);
    assert_eq!(rulebook.explain("9.9").len(), 0);
}

#[test]
fn a_pattern_selects_cases_by_number_file_or_name() {
    let rulebook = rulebook();
    let rules = |pattern: &str| {
        let mut rules: Vec<String> =
            rulebook.test(Some(pattern)).results.into_iter().map(|result| result.rule).collect();
        rules.dedup();
        rules
    };
    assert_eq!(rules("2.2.3"), ["2.2.3"]);
    assert_eq!(rules("2.1"), ["2.1.1a", "2.1.1b", "2.1.3", "2.1.4", "2.1"]);
    assert_eq!(rules("c_6_"), ["6.1", "6.2"]);
    assert_eq!(rules("đúng hạng 30"), ["1.1"]);
    assert_eq!(rules("p1"), ["P1"]);
    assert_eq!(rules("9.9"), [""; 0]);
    assert_eq!(rules("không có ca nào như thế này"), [""; 0]);
}
