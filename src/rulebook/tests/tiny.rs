//! The smallest complete folder of rules, for tests: one target and one criterion with all their cases.

use super::shipped_rules::told;
use crate::diagnostic::Diagnostic;
use crate::plan::TextFile;
use crate::rulebook::Rulebook;

pub(super) const TARGET: &str = r#"//! # Tỷ lệ
//! Luật: trên 90%.

const ID      = "1.1";
const PLACES  = ["II.1"];
const GROUP   = "1";
const OWNER   = "VP";
const UNIT    = "%";
const NEEDS   = ["phan", "tong"];
const TARGET  = [ #{ from: "2025-01-01", above: 90, basis: "Luật" } ];
const ZERO    = "nothing_arose";
const FORMULA = "phần / tổng";
const FIGURES = [
    #{ id: "phan", label: "Phần", kind: "count", unit: "việc", from: "VP", field: "1" },
    #{ id: "tong", label: "Tổng", kind: "count", unit: "việc", from: "VP", field: "1" },
    #{ id: "tra_loi", label: "Trả lời", kind: "choice", from: "VP", choices: ["co: Có", "chua: Chưa"] },
];

fn value(f) {
    percent(f.phan, f.tong)
}
"#;

const TARGET_CASES_TEXT: &str = r#"[[case]]
name = "đạt"
figures = { phan = 91, tong = 100 }
outcome = "met"
value = "91"

[[case]]
name = "đúng 90% là chưa đạt"
figures = { phan = 90, tong = 100 }
outcome = "missed"

[[case]]
name = "không phát sinh"
figures = { phan = 0, tong = 0 }
outcome = "nothing_arose"

[[case]]
name = "thiếu số liệu"
figures = { phan = "missing", tong = 100 }
outcome = "insufficient"
"#;

pub(super) const CRITERION: &str = r#"//! # Điểm
//! Luật: có thì 2 điểm, tỷ lệ từ 50% trở lên.

const ID       = "1";
const GROUP    = "1";
const OWNER    = "VP";
const UNIT     = "%";
const NEEDS    = ["phan", "tong", "tra_loi"];
const MAX      = 2;
const SCALE    = [ #{ from: "2025-01-01", full: 50, it: 1, basis: "Luật" } ];
const ZERO     = "ask";
const FORMULA  = "phần / tổng";

fn value(f) {
    percent(f.phan, f.tong)
}

fn points(v, s, f) {
    if f.tra_loi == "chua" { 0 } else if v >= s.full { s.max } else { s.it }
}
"#;

const CRITERION_CASES_TEXT: &str = r#"[[case]]
name = "đủ điểm"
figures = { phan = 1, tong = 2, tra_loi = "co" }
outcome = "scored"
points = 2

[[case]]
name = "ít điểm"
figures = { phan = 1, tong = 3, tra_loi = "co" }
outcome = "scored"
points = 1
value = "33.3333"

[[case]]
name = "không phát sinh"
figures = { phan = "nothing_arose", tong = "nothing_arose", tra_loi = "co" }
outcome = "needs_explanation"

[[case]]
name = "thiếu"
figures = { phan = 1, tong = 2, tra_loi = "missing" }
outcome = "insufficient"
"#;

const PLAN: &str = r#"title = "Kế hoạch"
standing_unit = "VP"

[commune]
name = "xã A"
place = "A"
code = "00001"
province = "tỉnh B"
founded = "2025-07-01"
signatory = "C"
signatory_office = "CHỦ TỊCH"
recipients = []

[[unit]]
code = "VP"
name = "Văn phòng"
short = "Văn phòng"

[[calendar]]
kind = "nam"
from = { day = 15, month = 12, year_before = true }
to = { day = 14, month = 12 }
units_due = { day = 15, month = 12 }
due = { day = 20, month = 12 }

[fields]
1 = "Chỉ đạo"
"#;

const TASKS: &str = r#"[[task]]
id = "T1"
place = "III"
label = "Việc"
lead = "VP"
product = "báo cáo"
due = "31/12/2025"
"#;

const TARGETS_SCHEME: &str =
    "kind = \"targets\"\ntitle = \"Chỉ tiêu\"\n[[group]]\nid = \"1\"\ntitle = \"Nhóm\"\n";
const POINTS_SCHEME: &str =
    "kind = \"points\"\ntitle = \"Chỉ số\"\ntotal = 2\n[[group]]\nid = \"1\"\ntitle = \"Nhóm\"\n";

pub(super) const TARGET_FILE: &str = "a/t_1_1_ty_le.rhai";
pub(super) const CRITERION_FILE: &str = "b/c_1_diem.rhai";
pub(super) const TARGET_CASES: &str = "a/t_1_1_ty_le.cases.toml";
pub(super) const CRITERION_CASES: &str = "b/c_1_diem.cases.toml";

/// The folder's files.
pub(super) fn files() -> Vec<TextFile> {
    [
        ("plan.toml", PLAN),
        ("tasks.toml", TASKS),
        ("a/scheme.toml", TARGETS_SCHEME),
        (TARGET_FILE, TARGET),
        (TARGET_CASES, TARGET_CASES_TEXT),
        ("b/scheme.toml", POINTS_SCHEME),
        (CRITERION_FILE, CRITERION),
        (CRITERION_CASES, CRITERION_CASES_TEXT),
    ]
    .map(|(name, text)| TextFile { name: name.into(), text: text.into() })
    .into()
}

/// The files with `from` in the file `name` replaced by `to`.
pub(super) fn with(name: &str, from: &str, to: &str) -> Vec<TextFile> {
    let mut files = files();
    let file = files.iter_mut().find(|file| file.name == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(file.text.contains(from), "{name} lacks {from:?}");
    file.text = file.text.replacen(from, to, 1);
    files
}

/// Everything that loading, checking and testing `files` tells of.
pub(super) fn diagnostics(files: &[TextFile]) -> Vec<Diagnostic> {
    let (rulebook, mut diagnostics) = Rulebook::load(files, &[]);
    if let Some(rulebook) = rulebook {
        diagnostics.extend(rulebook.check());
        diagnostics.extend(rulebook.test(None).results.into_iter().flat_map(|result| result.diagnostics));
    }
    diagnostics
}

/// The same as text: code, place, reason, each once.
pub(super) fn faults(files: &[TextFile]) -> String {
    let mut diagnostics = diagnostics(files);
    diagnostics.dedup();
    told(&diagnostics).trim_end().to_owned()
}

/// Each replacement in the rules, and everything that is told of it.
pub(super) fn each(faulty: &[(&str, &str, &str, &str)]) {
    for (name, from, to, told) in faulty {
        pretty_assertions::assert_eq!(
            faults(&with(name, from, to)),
            *told,
            "{name}: {from:?} replaced by {to:?}"
        );
    }
}

#[test]
fn the_tiny_rules_are_without_fault() {
    assert_eq!(faults(&files()), "");
}
