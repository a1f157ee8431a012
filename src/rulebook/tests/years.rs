//! A folder of rules that extends the tiny one.

use pretty_assertions::assert_eq;

use super::shipped_rules::told;
use super::tiny;
use crate::period::{Period, PeriodKind};
use crate::plan::{RuleFolder, TextFile};
use crate::rulebook::Rulebook;

/// The tiny rules as `2025`, and `files` of `2026` that extend them: what they come to, and what is told.
fn joined(files: &[(&str, &str)]) -> (Rulebook, String) {
    let file = |(name, text): &(&str, &str)| TextFile { name: (*name).into(), text: (*text).into() };
    let folders = [
        RuleFolder { name: "2025".into(), files: tiny::files() },
        RuleFolder { name: "2026".into(), files: files.iter().map(file).collect() },
    ];
    let (rulebook, mut diagnostics) = Rulebook::load_folders(&folders, &[]);
    let rulebook = rulebook.expect("a rulebook");
    diagnostics.extend(rulebook.check());
    (rulebook, told(&diagnostics).trim_end().to_owned())
}

#[test]
fn a_plan_says_anew_what_differs_and_nothing_else() {
    let plan = r#"
        extends = "../2025"
        title = "Kế hoạch 2026"
        standing_unit = "KT"
        [commune]
        signatory = "D"
        [[unit]]
        code = "KT"
        name = "Phòng Kinh tế"
        short = "KT"
        [[unit]]
        code = "VP"
        name = "Văn phòng mới"
        short = "VP"
        [[calendar]]
        kind = "nam"
        from = { day = 1, month = 1 }
        to = { day = 30, month = 11 }
        units_due = { day = 1, month = 12 }
        due = { day = 5, month = 12 }
        [fields]
        2 = "Thể chế"
    "#;
    let (rulebook, told) = joined(&[("plan.toml", plan)]);
    assert_eq!(told, "");
    let plan = rulebook.plan();
    assert_eq!((&*plan.title, &*plan.standing_unit), ("Kế hoạch 2026", "KT"));
    assert_eq!((&*plan.commune.signatory, &*plan.commune.name), ("D", "xã A"));
    let units: Vec<&str> = plan.units.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(units, ["Văn phòng mới", "Phòng Kinh tế"]);
    let schedule = plan.schedule(Period { year: 2026, kind: PeriodKind::Year }).expect("a schedule");
    assert_eq!(schedule.window.to.to_string(), "2026-11-30");
    assert_eq!(plan.fields.values().map(String::as_str).collect::<Vec<_>>(), ["Chỉ đạo", "Thể chế"]);
    assert_eq!((plan.rules.len(), plan.tasks.len()), (2, 1));
}

#[test]
fn a_mistake_of_either_plan_is_told_in_its_own_file() {
    let (_, told) = joined(&[("plan.toml", "extends = \"../2025\"\nstanding_unit = \"VPP\"\n")]);
    assert_eq!(told, "R04 2026/plan.toml:2:17: There is no unit named \"VPP\". Did you mean \"VP\"?");
    let unit = "[[unit]]\ncode = \"VP\"\nname = \"a\"\nshort = \"b\"\n";
    let (_, told) = joined(&[("plan.toml", &format!("extends = \"../2025\"\n{unit}{unit}"))]);
    assert_eq!(told, "R09 2026/plan.toml:6:1: VP is declared twice: 2026/plan.toml and 2026/plan.toml:6:1.");
    let (_, told) = joined(&[("plan.toml", "extends = \"../2025\"\n"), ("a/scheme.toml", "kind = 1\n")]);
    assert!(told.starts_with("R14 2026/a/scheme.toml:1:8"), "{told}");
}

#[test]
fn a_figure_outlives_the_rule_that_declares_it_as_long_as_others_need_it() {
    let plan = ("plan.toml", "extends = \"../2025\"\nremoves = [\"a/t_1_1_ty_le\"]\n");
    let (rulebook, told) = joined(&[plan]);
    assert_eq!((rulebook.plan().rules.len(), told.as_str()), (1, ""));
    let figures = &rulebook.plan().figures;
    assert_eq!(figures.get("phan").map(|spec| &*spec.declared_in), Some("2025/a/t_1_1_ty_le.rhai"));
    // The rule that needed an answer needs it no more.
    let criterion = tiny::CRITERION
        .replace("\"phan\", \"tong\", \"tra_loi\"", "\"phan\", \"tong\"")
        .replace("if f.tra_loi == \"chua\" { 0 } else if", "if");
    let (rulebook, told) = joined(&[plan, ("b/c_1_diem.rhai", &criterion)]);
    assert!(!rulebook.plan().figures.contains_key("tra_loi"));
    assert!(told.lines().all(|line| line.starts_with("R04 2025/b/c_1_diem.cases.toml")), "{told}");
    // A new declaration takes the old one's place.
    let moved = criterion
        + "const FIGURES = [ #{ id: \"phan\", label: \"Phần mới\", kind: \"count\", unit: \"việc\", from: \"VP\", \
           field: \"1\" } ];\n";
    let (rulebook, _) = joined(&[plan, ("b/c_1_diem.rhai", &moved)]);
    assert_eq!(rulebook.plan().figures.get("phan").map(|spec| &*spec.label), Some("Phần mới"));
}

#[test]
fn one_number_in_two_files_is_told_with_both() {
    let rule = tiny::TARGET.replace("above: 90", "above: 80").replace("const FIGURES", "const FIGURES_");
    let rule = rule.split("const FIGURES_").next().unwrap_or_default().to_owned()
        + "fn value(f) { percent(f.phan, f.tong) }\n";
    let (_, told) = joined(&[("plan.toml", "extends = \"../2025\"\n"), ("a/t_1_1_viet_lai.rhai", &rule)]);
    assert!(
        told.contains("1.1 is declared twice: 2025/a/t_1_1_ty_le.rhai and 2026/a/t_1_1_viet_lai.rhai"),
        "{told}"
    );
}

#[test]
fn law_of_a_later_year_begins_in_that_year() {
    let later = |from: &str| tiny::TARGET.replace("2025-01-01", from);
    let plan = ("plan.toml", "extends = \"../2025\"\n");
    let (_, told) = joined(&[plan, ("a/t_1_1_ty_le.rhai", &later("2026-01-01"))]);
    assert_eq!(told, "");
    let (_, told) = joined(&[plan, ("a/t_1_1_ty_le.rhai", &later("2026-12-20"))]);
    assert!(told.starts_with("R22 2026/a/t_1_1_ty_le.rhai:10:1"), "{told}");
}

#[test]
fn what_is_missing_is_missing_in_the_folder_that_was_named() {
    let new = ("c/t_2_moi.rhai", tiny::TARGET);
    let (_, told) = joined(&[("plan.toml", "extends = \"../2025\"\n"), new]);
    assert!(told.contains("R14 2026/c/scheme.toml"), "{told}");
}
