//! Warnings about rules that run, each with its exact place, and how a rule accepts them.

use super::tiny::{CRITERION_FILE, TARGET_FILE, each};

const POINTS: &str = r#"if f.tra_loi == "chua" { 0 } else if v >= s.full { s.max } else { s.it }"#;

#[test]
fn points_that_leave_their_range() {
    each(&[
        (
            CRITERION_FILE,
            "{ s.max }",
            "{ v / 50 * s.max }",
            "R18 rules/b/c_1_diem.rhai:19:5: For the value 52.63 criterion 1 gives 2.11 points, outside 0 to 2.",
        ),
        (
            CRITERION_FILE,
            "{ 0 }",
            "{ s.it - 2 }",
            "R18 rules/b/c_1_diem.rhai:19:5: For the value 0 criterion 1 gives -1 points, outside 0 to 2.",
        ),
    ]);
}

#[test]
fn bands_that_leave_a_gap_or_overlap() {
    each(&[
        (CRITERION_FILE, POINTS, r#"if f.tra_loi == "chua" { 0 } else if v > s.full { s.max } else if v < s.full { s.it }"#, "R19 rules/b/c_1_diem.rhai:19:5: Criterion 1 leaves out the value 50: no branch gives points.
R05 rules/b/c_1_diem.rhai:19:5: Rule 1 failed while running: the result is not the number or the answer that is needed."),
        (CRITERION_FILE, POINTS, r#"if f.tra_loi == "chua" { 0 } else if v > s.full { s.max } else if v < s.full { s.it } else { 0 }"#, r#"R19 rules/b/c_1_diem.rhai:19:5: Criterion 1 leaves out the value 50: it gives 0 points, fewer than the values just below and just above.
R13 rules/b/c_1_diem.cases.toml:2:8: Case "đủ điểm": expected points = 2, got points = 0."#),
        (CRITERION_FILE, POINTS, r#"if f.tra_loi == "chua" { 0 } else if v >= s.it { s.it } else if v >= s.full { s.max } else { 0 }"#, r#"R20 rules/b/c_1_diem.rhai:19:69: Rule 1: this condition is never true, whatever the figures are.
R12 rules/b/c_1_diem.cases.toml: A case with other points is missing.
R12 rules/b/c_1_diem.cases.toml: A case exactly on the threshold 1 is missing.
R13 rules/b/c_1_diem.cases.toml:2:8: Case "đủ điểm": expected points = 2, got points = 1."#),
        (CRITERION_FILE, POINTS, "choose(f.tra_loi, #{ co: if v >= s.full { s.max } else { s.it } })", r#"R19 rules/b/c_1_diem.rhai:19:5: Criterion 1 leaves out the value 100: no points are given for the answer "chua"."#),
        (CRITERION_FILE, r#"if f.tra_loi == "chua""#, r#"if v >= 0 && f.tra_loi == "chua""#, "R20 rules/b/c_1_diem.rhai:19:8: Rule 1: this condition is always true, whatever the figures are.
R12 rules/b/c_1_diem.cases.toml: A case exactly on the threshold 0 is missing."),
        (TARGET_FILE, "percent(f.phan, f.tong)", "if f.tong < 0 { 0 } else { percent(f.phan, f.tong) }", "R20 rules/a/t_1_1_ty_le.rhai:20:8: Rule 1.1: this condition is never true, whatever the figures are."),
    ]);
}

#[test]
fn law_that_is_not_used_or_not_in_force() {
    each(&[
        (
            CRITERION_FILE,
            "it: 1,",
            "it: 1, vua: 3, full_cu: 60,",
            "R21 rules/b/c_1_diem.rhai:10:60: SCALE holds vua, which no function uses.
R21 rules/b/c_1_diem.rhai:10:68: SCALE holds full_cu, which no function uses.",
        ),
        (
            TARGET_FILE,
            "2025-01-01",
            "2025-12-20",
            "R22 rules/a/t_1_1_ty_le.rhai:10:1: TARGET of 1.1 begins on 20/12/2025; in the period 2025-nam, which ends on 14/12/2025, nothing is in force yet.",
        ),
    ]);
}

#[test]
fn warnings_are_accepted_with_a_reason() {
    each(&[
        (
            CRITERION_FILE,
            r#"const SCALE    = [ #{ from: "2025-01-01", full: 50, it: 1,"#,
            r#"// accept R21: sẽ dùng từ năm 2026
const SCALE    = [ #{ from: "2025-01-01", full: 50, it: 1, vua: 3,"#,
            "",
        ),
        (
            CRITERION_FILE,
            r#"it: 1, basis: "Luật" } ];"#,
            r#"it: 1, vua: 3, basis: "Luật" } ]; // accept R21: sẽ dùng từ năm 2026"#,
            "",
        ),
        (
            CRITERION_FILE,
            r#"it: 1, basis: "Luật" } ];"#,
            r#"it: 1, vua: 3, basis: "Luật" } ]; // accept R21"#,
            "R21 rules/b/c_1_diem.rhai:10:60: SCALE holds vua, which no function uses.
R23 rules/b/c_1_diem.rhai:10:87: R21 is accepted without a reason.",
        ),
        (
            CRITERION_FILE,
            "const MAX",
            "// accept R21: không có gì\nconst MAX",
            "R23 rules/b/c_1_diem.rhai:9:1: There is no warning R21 in this line to accept.",
        ),
        (
            CRITERION_FILE,
            "const MAX",
            "// accept R11: thử\nconst MAX",
            "R23 rules/b/c_1_diem.rhai:9:1: R11 is an error, which must be mended and cannot be accepted.",
        ),
        (
            CRITERION_FILE,
            "const MAX",
            "// accept R99: thử\nconst MAX",
            r#"R23 rules/b/c_1_diem.rhai:9:1: No warning has the code "R99"."#,
        ),
        (CRITERION_FILE, "const MAX", "// accept R24: chỉ cchc test --mutate mới biết\nconst MAX", ""),
    ]);
}
