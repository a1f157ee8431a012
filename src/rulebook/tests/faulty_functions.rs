//! Faults of functions, each with its exact place.

use super::tiny::{CRITERION_FILE, TARGET_FILE, each};

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
fn names_that_do_not_exist_and_needs_that_differ() {
    each(&[
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "percent(f.phan, tong)",
            r#"R04 rules/a/t_1_1_ty_le.rhai:20:21: There is no variable named "tong". Did you mean "f.tong"?"#,
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
            r#"R18 rules/b/c_1_diem.rhai:19:5: For the value 0 criterion 1 gives 1 points, outside 0 to 0.5.
R11 rules/b/scheme.toml: The maxima of b sum to 0.5; they must sum to 2.
R13 rules/b/c_1_diem.cases.toml:2:8: Case "đủ điểm": expected points = 2, got points = 0.5.
R15 rules/b/c_1_diem.rhai:19:5: Criterion 1 gives 1 points, outside 0 to 0.5."#,
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ -s.it }",
            "R18 rules/b/c_1_diem.rhai:19:5: For the value 0 criterion 1 gives -1 points, outside 0 to 2.
R15 rules/b/c_1_diem.rhai:19:5: Criterion 1 gives -1 points, outside 0 to 2.",
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ s.it + 5 }",
            "R18 rules/b/c_1_diem.rhai:19:5: For the value 0 criterion 1 gives 6 points, outside 0 to 2.
R15 rules/b/c_1_diem.rhai:19:5: Criterion 1 gives 6 points, outside 0 to 2.",
        ),
        (
            CRITERION_FILE,
            "{ s.it }",
            r#"{ throw "hết" }"#,
            "R21 rules/b/c_1_diem.rhai:10:53: SCALE holds it, which no function uses.
R05 rules/b/c_1_diem.rhai:19:71: Rule 1 failed while running: the rule stopped itself: hết.",
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
            "R21 rules/b/c_1_diem.rhai:10:53: SCALE holds it, which no function uses.
R05 rules/b/c_1_diem.rhai:19:74: Rule 1 failed while running: a comparison is needed here, such as a > b.",
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
            "R21 rules/b/c_1_diem.rhai:10:53: SCALE holds it, which no function uses.
R05 rules/b/c_1_diem.rhai:19:73: Rule 1 failed while running: division by zero.",
        ),
    ]);
}
