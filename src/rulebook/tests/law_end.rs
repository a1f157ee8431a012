//! Law has an end: values, citations and tasks that are not in force on a day.

use pretty_assertions::assert_eq;

use super::shipped_rules;
use super::tiny::{TARGET_FILE, diagnostics, with};
use crate::diagnostic::{Diagnostic, Lang};
use crate::plan::TextFile;
use crate::rulebook::Rulebook;

const DOCUMENT: &str = "[[document]]\nnumber = \"42/2022/NĐ-CP\"\ntitle = \"Nghị định\"\nfrom = \"2022-08-15\"\n\
                        until = \"2026-06-30\"\nreplaced_by = \"224/2026/NĐ-CP\"\n";

fn messages(told: &[Diagnostic]) -> Vec<String> {
    told.iter().map(|told| format!("{} {} {}", told.code, told.place, told.message(Lang::En))).collect()
}

/// What of `files` is not in force on `day`.
fn not_in_force(files: &[TextFile], day: &str) -> Vec<String> {
    let (rulebook, told) = Rulebook::load(files, &[]);
    assert_eq!(told, []);
    messages(&rulebook.expect("a rulebook").not_in_force_on(day.parse().expect("a day")))
}

fn documented(mut files: Vec<TextFile>) -> Vec<TextFile> {
    files.push(TextFile { name: "documents.toml".into(), text: DOCUMENT.into() });
    files
}

#[test]
fn a_document_is_in_force_from_its_first_day_to_its_last() {
    let files = documented(with(TARGET_FILE, "//! Luật:", "//! Nghị định 42/2022/NĐ-CP:"));
    assert_eq!(messages(&diagnostics(&files)), [""; 0]);
    let place = "rules/a/t_1_1_ty_le.rhai:2:15";
    let ended = format!(
        "R35 {place} 42/2022/NĐ-CP is not in force on 01/07/2026: it ended after 30/06/2026; replaced by \
         224/2026/NĐ-CP."
    );
    let not_begun =
        format!("R35 {place} 42/2022/NĐ-CP is not in force on 14/08/2022: it begins on 15/08/2022.");
    assert_eq!(not_in_force(&files, "2026-07-01"), [ended]);
    for day in ["2026-06-30", "2025-01-01"] {
        assert_eq!(not_in_force(&files, day), [""; 0], "{day}");
    }
    let told = not_in_force(&files, "2022-08-14");
    assert!(told.contains(&not_begun), "{told:?}");
}

#[test]
fn a_document_that_is_cited_and_not_registered_is_told_once() {
    let files = with(TARGET_FILE, "//! Luật:", "//! 1/2020/NĐ-CP, 1/2020/NĐ-CP:");
    assert_eq!(
        messages(&diagnostics(&files)),
        ["R34 rules/a/t_1_1_ty_le.rhai:2:5 1/2020/NĐ-CP is cited but documents.toml does not register it."]
    );
}

#[test]
fn a_value_and_a_task_may_end_by_themselves() {
    let ends = "until: \"2026-06-30\", replaced_by: \"Nghị quyết mới\", basis:";
    let mut files = with(TARGET_FILE, "basis:", ends);
    for file in files.iter_mut().filter(|file| file.name == "tasks.toml") {
        file.text.push_str("until = \"2026-06-30\"\n");
    }
    assert_eq!(not_in_force(&files, "2026-06-30"), [""; 0]);
    assert_eq!(
        not_in_force(&files, "2026-07-01"),
        [
            "R35 rules/a/t_1_1_ty_le.rhai:10:1 TARGET 1.1 (Luật) is not in force on 01/07/2026: it ended after \
             30/06/2026; replaced by Nghị quyết mới.",
            "R35 rules/tasks.toml:2:6 T1 is not in force on 01/07/2026: it ended after 30/06/2026."
        ]
    );
    let early = with(TARGET_FILE, "basis:", "until: \"2024-12-31\", basis:");
    let told = messages(&diagnostics(&early));
    assert!(told.iter().any(|told| told.contains("ends (until) before it begins")), "{told:?}");
}

#[test]
fn decree_42_of_2022_ends_with_june_2026() {
    let rulebook = shipped_rules::rulebook();
    let told = |day: &str| messages(&rulebook.not_in_force_on(day.parse().expect("a day")));
    assert_eq!(told("2026-06-30"), [""; 0]);
    let told = told("2026-09-30");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|told| told.starts_with("R35 rules/tasks.toml:")), "{told:?}");
    assert!(told.iter().all(|told| told.contains("replaced by 224/2026/NĐ-CP")), "{told:?}");
}
