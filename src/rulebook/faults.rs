//! What is told of faulty rules: each code with its exact place.

use pretty_assertions::assert_eq;

use super::tiny::{CRITERION_FILE, TARGET_FILE, faults, files, with};
use crate::plan::TextFile;

const TARGET_CASES: &str = "a/t_1_1_ty_le.cases.toml";
const CRITERION_CASES: &str = "b/c_1_diem.cases.toml";

/// Each replacement in the tiny rules, and everything that is told of it.
fn each(faulty: &[(&str, &str, &str, &str)]) {
    for (name, from, to, told) in faulty {
        assert_eq!(faults(&with(name, from, to)), *told, "{name}: {from:?} replaced by {to:?}");
    }
}

#[test]
fn a_script_that_is_not_well_formed_is_told_of_where_it_breaks() {
    each(&[
        (
            TARGET_FILE,
            "above: 90,",
            "above: 90, ,",
            "R02 rules/a/t_1_1_ty_le.rhai:10:53: The rule is not well-formed: a name is missing here.",
        ),
        (
            TARGET_FILE,
            "f.tong)",
            "f.tong",
            "R02 rules/a/t_1_1_ty_le.rhai:21:1: The rule is not well-formed: a comma or a closing bracket is missing.",
        ),
        (
            TARGET_FILE,
            r#""Luật" }"#,
            r#""Luật }"#,
            "R02 rules/a/t_1_1_ty_le.rhai:10:60: The rule is not well-formed: the closing quotation mark is missing.",
        ),
        (
            TARGET_FILE,
            "percent(f.phan",
            r#"eval("1"); percent(f.phan"#,
            r#"R02 rules/a/t_1_1_ty_le.rhai:20:5: The rule is not well-formed: the word "eval" may not be used in a rule."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan",
            "switch f.phan { 1 => 2 }; percent(f.phan",
            r#"R02 rules/a/t_1_1_ty_le.rhai:20:5: The rule is not well-formed: the word "switch" may not be used in a rule."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan",
            r#"import "x" as y; percent(f.phan"#,
            r#"R02 rules/a/t_1_1_ty_le.rhai:20:5: The rule is not well-formed: the word "import" may not be used in a rule."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan",
            "try { 1 } catch { 2 }; percent(f.phan",
            r#"R02 rules/a/t_1_1_ty_le.rhai:20:5: The rule is not well-formed: the word "try" may not be used in a rule."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan",
            r#"print("co"); percent(f.phan"#,
            r#"R02 rules/a/t_1_1_ty_le.rhai:20:5: The rule is not well-formed: the word "print" may not be used in a rule."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan",
            "let g = |x| x; percent(f.phan",
            r#"R02 rules/a/t_1_1_ty_le.rhai:20:13: The rule is not well-formed: the sign "|" cannot stand here."#,
        ),
    ]);
}

#[test]
fn declarations_that_are_missing_or_wrong() {
    each(&[
        (TARGET_FILE, r#"const OWNER   = "VP";"#, "", "R03 rules/a/t_1_1_ty_le.rhai:1:1: OWNER is missing."),
        (
            TARGET_FILE,
            r#"const OWNER   = "VP";"#,
            "const OWNER = VP;",
            r#"R04 rules/a/t_1_1_ty_le.rhai:7:15: There is no variable named "VP"."#,
        ),
        (
            TARGET_FILE,
            r#"const OWNER   = "VP";"#,
            r#"const OWNER = "PV";"#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:7:15: There is no unit named "PV"."#,
        ),
        (
            TARGET_FILE,
            r#"const OWNER   = "VP";"#,
            "const OWNER = 1;",
            "R03 rules/a/t_1_1_ty_le.rhai:7:15: OWNER must be text in quotation marks.",
        ),
        (
            TARGET_FILE,
            r#"const ID      = "1.1";"#,
            "const ID = 1.1;",
            "R03 rules/a/t_1_1_ty_le.rhai:4:12: ID must be text in quotation marks.",
        ),
        (
            TARGET_FILE,
            "above: 90",
            "abov: 90",
            r#"R04 rules/a/t_1_1_ty_le.rhai:10:42: There is no comparison named "abov". Did you mean "above"?"#,
        ),
        (
            TARGET_FILE,
            "above: 90",
            r#"above: "90""#,
            "R03 rules/a/t_1_1_ty_le.rhai:10:49: TARGET: above must be a number, with a decimal point.",
        ),
        (
            TARGET_FILE,
            "above: 90",
            "above: 90, equal: 90",
            "R03 rules/a/t_1_1_ty_le.rhai:10:19: TARGET must have exactly one threshold: equal, at_least, above, at_most or answer.",
        ),
        (
            TARGET_FILE,
            r#"from: "2025-01-01""#,
            r#"from: "01/01/2025""#,
            r#"R03 rules/a/t_1_1_ty_le.rhai:10:28: TARGET: from must be a day written like "2025-01-31"."#,
        ),
        (
            TARGET_FILE,
            r#"basis: "Luật""#,
            r#"basis: """#,
            "R03 rules/a/t_1_1_ty_le.rhai:10:60: TARGET: basis must not be empty.",
        ),
        (
            TARGET_FILE,
            r#", basis: "Luật""#,
            "",
            "R03 rules/a/t_1_1_ty_le.rhai:10:19: TARGET: basis is missing.",
        ),
        (
            TARGET_FILE,
            r#""nothing_arose""#,
            r#""nothing_aros""#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:11:17: There is no word named "nothing_aros". Did you mean "nothing_arose"?"#,
        ),
        (
            TARGET_FILE,
            r#""nothing_arose""#,
            r#""x""#,
            "R03 rules/a/t_1_1_ty_le.rhai:11:17: Only these words may be given for ZERO: nothing_arose, met, missed, ask.",
        ),
        (
            TARGET_FILE,
            r#"const GROUP   = "1""#,
            r#"const GROUP = "2""#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:6:15: There is no group named "2"."#,
        ),
        (
            TARGET_FILE,
            "const ZERO",
            r#"const MAX = 1;
const ZERO"#,
            "R03 rules/a/t_1_1_ty_le.rhai:11:1: MAX does not belong here.",
        ),
        (
            TARGET_FILE,
            "const ZERO",
            r#"const ZERRO = 1;
const ZERO"#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:11:1: There is no declaration named "ZERRO". Did you mean "ZERO"?"#,
        ),
        (
            TARGET_FILE,
            "const ZERO",
            r#"const UNIT = "";
const ZERO"#,
            "R03 rules/a/t_1_1_ty_le.rhai:11:1: UNIT is given twice.",
        ),
        (
            TARGET_FILE,
            "const ZERO",
            r#"let x = 1;
const ZERO"#,
            "R03 rules/a/t_1_1_ty_le.rhai:11:1: Besides const declarations and fn functions the file may hold no statement.",
        ),
        (
            TARGET_FILE,
            "fn value(f)",
            "fn valu(f)",
            "R03 rules/a/t_1_1_ty_le.rhai:1:1: fn value(f) is missing.",
        ),
        (
            TARGET_FILE,
            r#"//! # Tỷ lệ
"#,
            "",
            "R03 rules/a/t_1_1_ty_le.rhai:1:1: The title at the top is missing (line //! # …).",
        ),
        (
            TARGET_FILE,
            r#"//! Luật: trên 90%.
"#,
            "",
            "R03 rules/a/t_1_1_ty_le.rhai:1:1: The law at the top is missing (lines //! after the title).",
        ),
        (
            TARGET_FILE,
            r#"const FORMULA = "phần / tổng";
"#,
            "",
            "R03 rules/a/t_1_1_ty_le.rhai:1:1: FORMULA is missing.",
        ),
        (
            TARGET_FILE,
            r#"NEEDS   = ["phan", "tong"]"#,
            r#"NEEDS = ["phan", "tonng"]"#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:9:24: There is no figure named "tonng". Did you mean "tong"?
R07 rules/a/t_1_1_ty_le.rhai:20:23: The rule uses tong, which NEEDS does not name."#,
        ),
        (
            TARGET_FILE,
            r#"id: "tra_loi""#,
            r#"id: "tra_loi2""#,
            r#"R04 rules/b/c_1_diem.rhai:8:35: There is no figure named "tra_loi". Did you mean "tra_loi2"?
R04 rules/b/c_1_diem.cases.toml:3:43: There is no figure named "tra_loi". Did you mean "tra_loi2"?
R04 rules/b/c_1_diem.cases.toml:9:43: There is no figure named "tra_loi". Did you mean "tra_loi2"?
R04 rules/b/c_1_diem.cases.toml:16:71: There is no figure named "tra_loi". Did you mean "tra_loi2"?
R04 rules/b/c_1_diem.cases.toml:21:43: There is no figure named "tra_loi". Did you mean "tra_loi2"?
R04 rules/b/c_1_diem.rhai:19:10: There is no figure named "tra_loi". Did you mean "tra_loi2"?
R07 rules/a/t_1_1_ty_le.rhai:16:5: Units must report tra_loi2, which no target and no criterion needs."#,
        ),
    ]);
}

#[test]
fn figures_declared_wrongly() {
    each(&[
        (
            TARGET_FILE,
            r#"kind: "count""#,
            r#"kind: "coun""#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:14:41: There is no word named "coun". Did you mean "count"?"#,
        ),
        (
            TARGET_FILE,
            r#"kind: "count""#,
            r#"kin: "count""#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:14:35: There is no cell of FIGURES named "kin". Did you mean "kind"?
R03 rules/a/t_1_1_ty_le.rhai:14:5: FIGURES: kind is missing."#,
        ),
        (
            TARGET_FILE,
            r#"field: "1""#,
            r#"field: "9""#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:14:83: There is no field of reform named "9"."#,
        ),
        (
            TARGET_FILE,
            r#"id: "phan""#,
            r#"id: "Phần""#,
            r#"R03 rules/a/t_1_1_ty_le.rhai:14:12: The figure's id "Phần" may hold only small ASCII letters, digits and _, beginning with a letter.
R04 rules/a/t_1_1_ty_le.rhai:9:18: There is no figure named "phan".
R04 rules/b/c_1_diem.rhai:8:19: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:3:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:9:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:14:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:19:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:3:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:9:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:16:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:21:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.rhai:20:15: There is no figure named "phan".
R04 rules/b/c_1_diem.rhai:15:15: There is no figure named "phan"."#,
        ),
        (
            TARGET_FILE,
            r#", choices: ["co: Có", "chua: Chưa"]"#,
            "",
            "R03 rules/a/t_1_1_ty_le.rhai:16:5: FIGURES: choices is missing.",
        ),
        (
            TARGET_FILE,
            r#""co: Có""#,
            r#""co Có""#,
            r#"R03 rules/a/t_1_1_ty_le.rhai:16:78: FIGURES: choices must hold answers written like "co: Có"."#,
        ),
        (
            TARGET_FILE,
            r#"id: "phan""#,
            r#"id: "tong""#,
            r#"R09 rules/a/t_1_1_ty_le.rhai:15:5: tong is declared twice: rules/a/t_1_1_ty_le.rhai:14:5 and rules/a/t_1_1_ty_le.rhai:15:5.
R04 rules/a/t_1_1_ty_le.rhai:9:18: There is no figure named "phan".
R04 rules/b/c_1_diem.rhai:8:19: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:3:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:9:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:14:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.cases.toml:19:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:3:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:9:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:16:20: There is no figure named "phan".
R04 rules/b/c_1_diem.cases.toml:21:20: There is no figure named "phan".
R04 rules/a/t_1_1_ty_le.rhai:20:15: There is no figure named "phan".
R04 rules/b/c_1_diem.rhai:15:15: There is no figure named "phan"."#,
        ),
    ]);
}

#[test]
fn names_that_do_not_exist_and_needs_that_differ() {
    each(&[
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percent(f.phan, tong)",
            r#"R04 rules/a/t_1_1_ty_le.rhai:20:21: There is no variable named "tong"."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percent(f.phan, ID)",
            r#"R04 rules/a/t_1_1_ty_le.rhai:20:21: There is no variable named "ID"."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percent(f.phan, f.phan)",
            r#"R07 rules/a/t_1_1_ty_le.rhai:9:1: NEEDS names tong, which the rule does not use.
R12 rules/a/t_1_1_ty_le.cases.toml: A case that misses the target is missing.
R12 rules/a/t_1_1_ty_le.cases.toml: A case exactly on the threshold 90 is missing.
R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected value = 91, got value = 100.
R13 rules/a/t_1_1_ty_le.cases.toml:8:8: Case "đúng 90% là chưa đạt": expected Missed, got Met."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percent(f.phan, f.tong + f.tra_loi)",
            r#"R07 rules/a/t_1_1_ty_le.rhai:20:32: The rule uses tra_loi, which NEEDS does not name.
R12 rules/a/t_1_1_ty_le.cases.toml: A case that meets the target is missing.
R12 rules/a/t_1_1_ty_le.cases.toml: A case that misses the target is missing.
R12 rules/a/t_1_1_ty_le.cases.toml: A case exactly on the threshold 90 is missing.
R12 rules/a/t_1_1_ty_le.cases.toml: A case where nothing arose is missing.
R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected Met, got Insufficient data.
R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected value = 91, got value = –.
R13 rules/a/t_1_1_ty_le.cases.toml:8:8: Case "đúng 90% là chưa đạt": expected Missed, got Insufficient data.
R13 rules/a/t_1_1_ty_le.cases.toml:13:8: Case "không phát sinh": expected Nothing arose, got Insufficient data."#,
        ),
    ]);
}

#[test]
fn terms_and_texts() {
    each(&[
        (
            TARGET_FILE,
            "above: 90",
            "above: -0.5",
            r#"R12 rules/a/t_1_1_ty_le.cases.toml: A case that misses the target is missing.
R12 rules/a/t_1_1_ty_le.cases.toml: A case exactly on the threshold -0,5 is missing.
R13 rules/a/t_1_1_ty_le.cases.toml:8:8: Case "đúng 90% là chưa đạt": expected Missed, got Met."#,
        ),
        (
            TARGET_FILE,
            "Luật: trên",
            "Luâ\u{323}t: trên",
            "R17 rules/a/t_1_1_ty_le.rhai: The file holds decomposed letters (marks apart from their letters).",
        ),
        (
            TARGET_FILE,
            "above: 90",
            "above: 91",
            r#"R12 rules/a/t_1_1_ty_le.cases.toml: A case that meets the target is missing.
R13 rules/a/t_1_1_ty_le.cases.toml:2:8: Case "đạt": expected Met, got Missed."#,
        ),
        (
            TARGET_FILE,
            r#"[ #{ from: "2025-01-01""#,
            r#"[ #{ from: "2026-01-01", above: 80, basis: "x" }, #{ from: "2025-01-01""#,
            r#"R03 rules/a/t_1_1_ty_le.rhai:10:67: The values of TARGET must stand in the order of their days.
R12 rules/a/t_1_1_ty_le.cases.toml: A case that misses the target is missing.
R12 rules/a/t_1_1_ty_le.cases.toml: A case exactly on the threshold 90 (01/01/2025) is missing.
R12 rules/a/t_1_1_ty_le.cases.toml: A case exactly on the threshold 80 (01/01/2026) is missing.
R13 rules/a/t_1_1_ty_le.cases.toml:8:8: Case "đúng 90% là chưa đạt": expected Missed, got Met."#,
        ),
        (
            TARGET_FILE,
            r#"[ #{ from: "2025-01-01""#,
            r#"[ #{ from: "2025-01-01", above: 80, basis: "x" }, #{ from: "2025-01-01""#,
            r#"R03 rules/a/t_1_1_ty_le.rhai:10:67: Two values are in force from the same day, TARGET: 2025-01-01.
R12 rules/a/t_1_1_ty_le.cases.toml: A case exactly on the threshold 80 (01/01/2025) is missing."#,
        ),
    ]);
}

#[test]
fn criteria() {
    each(&[
        (
            CRITERION_FILE,
            r#""chua""#,
            r#""chu""#,
            r#"R04 rules/b/c_1_diem.rhai:19:21: There is no answer or column named "chu". Did you mean "chua"?"#,
        ),
        (
            CRITERION_FILE,
            "MAX      = 2",
            "MAX = 3",
            r#"R11 rules/b/scheme.toml: The maxima of b sum to 3; they must sum to 2.
R13 rules/b/c_1_diem.cases.toml:2:8: Case "đủ điểm": expected points = 2, got points = 3."#,
        ),
        (CRITERION_FILE, "MAX      = 2", "MAX = 0", "R03 rules/b/c_1_diem.rhai:9:13: MAX must be above 0."),
        (
            CRITERION_FILE,
            "fn points(v, s, f)",
            "fn point(v, s, f)",
            "R03 rules/b/c_1_diem.rhai:1:1: fn points(v, s) is missing.",
        ),
        (
            CRITERION_FILE,
            "it: 1",
            "max: 1",
            "R03 rules/b/c_1_diem.rhai:10:53: SCALE: max does not belong here.",
        ),
        (
            CRITERION_FILE,
            r#"ID       = "1""#,
            r#"ID = "2""#,
            "R10 rules/b/c_1_diem.rhai: The file name must begin with c_2_.",
        ),
    ]);
}

#[test]
fn rules_that_fail_while_running() {
    each(&[
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percnt(f.phan, f.tong)",
            r#"R04 rules/a/t_1_1_ty_le.rhai:20:5: There is no function named "percnt". Did you mean "percent"?
R05 rules/a/t_1_1_ty_le.rhai:20:5: Rule 1.1 failed while running: there is no function "percnt" for these values."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percent(f.phan, f.tong, 1)",
            r#"R04 rules/a/t_1_1_ty_le.rhai:20:5: There is no function of 3 values named "percent". Did you mean "percent(a, b)"?
R05 rules/a/t_1_1_ty_le.rhai:20:5: Rule 1.1 failed while running: there is no function "percent" for these values."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percent(f.phan, f.tongg)",
            r#"R04 rules/a/t_1_1_ty_le.rhai:20:23: There is no figure named "tongg". Did you mean "tong"?
R07 rules/a/t_1_1_ty_le.rhai:9:1: NEEDS names tong, which the rule does not use.
R05 rules/a/t_1_1_ty_le.rhai:20:22: Rule 1.1 failed while running: there is no figure "tongg"."#,
        ),
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "let x = f.phan; percent(x.y, f.tong)",
            r#"R05 rules/a/t_1_1_ty_le.rhai:20:31: Rule 1.1 failed while running: there is no number named "y"."#,
        ),
        (
            CRITERION_FILE,
            "s.full",
            "s.ful",
            r#"R04 rules/b/c_1_diem.rhai:19:49: There is no number in SCALE named "ful". Did you mean "full"?
R05 rules/b/c_1_diem.rhai:19:49: Rule 1 failed while running: there is no number named "ful"."#,
        ),
        (
            CRITERION_FILE,
            "MAX      = 2",
            "MAX = 0.5",
            r#"R11 rules/b/scheme.toml: The maxima of b sum to 0.5; they must sum to 2.
R13 rules/b/c_1_diem.cases.toml:2:8: Case "đủ điểm": expected points = 2, got points = 0.5.
R15 rules/b/c_1_diem.rhai:19:5: Criterion 1 gives 1 points, outside 0 to 0.5."#,
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ -s.it }",
            "R15 rules/b/c_1_diem.rhai:19:5: Criterion 1 gives -1 points, outside 0 to 2.",
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ s.it + 5 }",
            "R15 rules/b/c_1_diem.rhai:19:5: Criterion 1 gives 6 points, outside 0 to 2.",
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            r#"{ throw "hết" }"#,
            "R05 rules/b/c_1_diem.rhai:19:71: Rule 1 failed while running: the rule stopped itself: hết.",
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            r#"{ "hết" }"#,
            r#"R04 rules/b/c_1_diem.rhai:19:71: There is no answer or column named "hết".
R05 rules/b/c_1_diem.rhai:19:5: Rule 1 failed while running: the result is not the number or the answer that is needed."#,
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ if v { 1 } else { 2 } }",
            "R05 rules/b/c_1_diem.rhai:19:74: Rule 1 failed while running: a comparison is needed here, such as a > b.",
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ sleep(10) }",
            r#"R04 rules/b/c_1_diem.rhai:19:71: There is no function named "sleep".
R05 rules/b/c_1_diem.rhai:19:71: Rule 1 failed while running: there is no function "sleep" for these values."#,
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ v / 0 }",
            "R05 rules/b/c_1_diem.rhai:19:73: Rule 1 failed while running: division by zero.",
        ),
    ]);
}

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
            r#"R04 rules/plan.toml:2:17: There is no unit named "VPP". Did you mean "VP"?"#,
        ),
        (
            "plan.toml",
            "to = { day = 14, month = 12 }",
            "to = { day = 31, month = 11 }",
            "R14 rules/plan.toml:19:1: It cannot be read: there is no day 31/11.",
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
            r#"R14 rules/tasks.toml:5:8: It cannot be read: it is not well-formed, perhaps for want of a quotation mark or an equals sign ("string values must be quoted, expected literal string")."#,
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
    assert!(told.starts_with("R14 rules/plan.toml:4:9: "), "{told}");
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
    let (rulebook, _) = super::Rulebook::load(&files(), &[]);
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
