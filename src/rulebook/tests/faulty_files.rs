//! Faults of cases and of the files around the rules, each with its exact place.

use pretty_assertions::assert_eq;

use super::tiny::{CRITERION_CASES, CRITERION_FILE, TARGET_CASES, each, faults, files, with};
use crate::plan::TextFile;

#[test]
fn declaration_files() {
    each(&[
        (
            "plan.toml",
            "title",
            "titel",
            r#"R04 rules/plan.toml:1:1: There is no entry named "titel". Did you mean "title"?"#,
        ),
        (
            "plan.toml",
            r#"standing_unit = "VP""#,
            r#"standing_unit = "VPP""#,
            r#"R04 rules/plan.toml:3:17: There is no unit named "VPP". Did you mean "VP"?"#,
        ),
        (
            "plan.toml",
            "to = { day = 14, month = 12 }",
            "to = { day = 31, month = 11 }",
            "R14 rules/plan.toml:20:1: It cannot be read: there is no day 31/11.",
        ),
        (
            "tasks.toml",
            r#"lead = "VP""#,
            r#"lead = "VPX""#,
            r#"R04 rules/tasks.toml:1:1: There is no unit named "VPX". Did you mean "VP"?"#,
        ),
        (
            "tasks.toml",
            r#"lead = "VP""#,
            "lead = ",
            r#"R14 rules/tasks.toml:5:8: It cannot be read: it is not well-formed, perhaps for want of a quotation mark or an equals sign."#,
        ),
        (
            "a/scheme.toml",
            r#""targets""#,
            r#""target""#,
            r#"R04 rules/a/scheme.toml:1:8: There is no word named "target". Did you mean "targets"?"#,
        ),
    ]);
}

#[test]
fn cases() {
    each(&[
        (
            TARGET_CASES,
            "phan = 91",
            "phann = 91",
            r#"R04 rules/a/t_1_1_ty_le.cases.toml:3:21: There is no figure named "phann". Did you mean "phan"?"#,
        ),
        (
            TARGET_CASES,
            "phan = 91",
            r#"phan = "91x""#,
            r#"R14 rules/a/t_1_1_ty_le.cases.toml:3:20: It cannot be read: the value does not fit the kind of figure: phan = "91x"."#,
        ),
        (
            TARGET_CASES,
            r#"outcome = "met""#,
            r#"outcome = "mett""#,
            r#"R04 rules/a/t_1_1_ty_le.cases.toml:4:11: There is no word named "mett". Did you mean "met"?"#,
        ),
        (
            TARGET_CASES,
            r#"outcome = "met""#,
            r#"outcome = "missed""#,
            r#"R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected Missed, got Met."#,
        ),
        (
            TARGET_CASES,
            r#"value = "91""#,
            r#"value = "92"
points = 1
doubts = ["I04"]"#,
            r#"R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected value = 92, got value = 91.
R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected points = 1, got points = –.
R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected doubts = [I04], got doubts = []."#,
        ),
        (
            TARGET_CASES,
            "phan = 90,",
            "phan = 89,",
            "R12 rules/a/t_1_1_ty_le.cases.toml: A case exactly on the threshold 90 is missing.",
        ),
        (
            CRITERION_CASES,
            "value = \"33.3333\"",
            "value = \"33.33\"",
            r#"R13 rules/b/c_1_diem.cases.toml:8:8: Case "ít điểm": expected value = 33.33, got value = 33.333333333333333333333333333."#,
        ),
        (
            CRITERION_CASES,
            r#"tra_loi = "missing""#,
            r#"tra_loi = "khong""#,
            r#"R04 rules/b/c_1_diem.cases.toml:21:43: There is no answer or column named "khong"."#,
        ),
    ]);
}

#[test]
fn a_folder_without_a_plan_or_without_rules_cannot_be_used() {
    assert_eq!(faults(&[]), "R01 rules: No rule was found in rules.");
    let mut without_plan = files();
    without_plan.retain(|file| file.name != "plan.toml");
    assert_eq!(
        faults(&without_plan),
        "R14 rules/plan.toml: It cannot be read: the file rules/plan.toml is missing."
    );
    let mut without_rules = files();
    without_rules.retain(|file| file.name.ends_with("plan.toml") || file.name.ends_with("tasks.toml"));
    assert_eq!(faults(&without_rules), "R01 rules: No rule was found in rules.");
    let malformed = with("plan.toml", "[commune]", "[commune");
    let told = faults(&malformed);
    assert!(told.starts_with("R14 rules/plan.toml:5:9: "), "{told}");
}

#[test]
fn a_file_that_is_absent_is_named_and_the_rest_stays() {
    for (absent, told) in [
        ("tasks.toml", "R14 rules/tasks.toml: It cannot be read: the file rules/tasks.toml is missing."),
        (
            "a/scheme.toml",
            "R14 rules/a/scheme.toml: It cannot be read: the file rules/a/scheme.toml is missing.",
        ),
        (
            TARGET_CASES,
            "R12 rules/a/t_1_1_ty_le.cases.toml: The file rules/a/t_1_1_ty_le.cases.toml is missing.",
        ),
    ] {
        let mut files = files();
        files.retain(|file| file.name != absent);
        assert_eq!(faults(&files), told);
    }
    let mut files = files();
    files.retain(|file| file.name != CRITERION_FILE);
    assert_eq!(
        faults(&files),
        "R14 rules/b/c_1_diem.rhai: It cannot be read: the file rules/b/c_1_diem.rhai is missing.\n\
         R07 rules/a/t_1_1_ty_le.rhai:16:5: Units must report tra_loi, which no target and no criterion needs.\n\
         R11 rules/b/scheme.toml: The maxima of b sum to 0; they must sum to 2."
    );
}

#[test]
fn of_two_rules_with_one_number_the_first_file_counts() {
    let mut files = files();
    let copied: Vec<TextFile> = files
        .iter()
        .filter(|file| file.name.starts_with("b/c_1_"))
        .map(|file| TextFile { name: file.name.replace("c_1_diem", "c_1_x"), text: file.text.clone() })
        .collect();
    files.extend(copied);
    assert_eq!(
        faults(&files),
        "R09 rules/b/c_1_x.rhai:4:1: 1 is declared twice: rules/b/c_1_diem.rhai and rules/b/c_1_x.rhai."
    );
}

#[test]
fn files_as_notepad_saves_them_are_read() {
    let mut files = files();
    for file in &mut files {
        file.text = format!("\u{FEFF}{}", file.text.replace('\n', "\r\n"));
    }
    assert_eq!(faults(&files), "");
}

#[test]
fn nothing_in_force_is_told_with_the_day() {
    let (rulebook, _) = crate::rulebook::Rulebook::load(&files(), &[]);
    let (findings, diagnostics) = rulebook
        .expect("a rulebook")
        .judge(&crate::figure::Figures::default(), "2024-12-14".parse().expect("a date"));
    assert_eq!(
        super::shipped_rules::told(&diagnostics),
        "R08 rules/a/t_1_1_ty_le.rhai:10:1: No value is in force on 14/12/2024 for 1.1.\n\
         R08 rules/b/c_1_diem.rhai:10:1: No value is in force on 14/12/2024 for 1.\n"
    );
    assert!(findings.iter().all(|finding| finding.terms.is_none() && !finding.outcome.is_settled()));
}
