//! Faults of declarations, each with its exact place.

use super::tiny::{TARGET_FILE, each};

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
