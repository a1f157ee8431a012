//! A new rule and its cases, to be filled in: what `cchc new` writes. Each blank is a mistake that the check tells of, so
//! that nothing is forgotten; each case fails until it says what the rule gives.

use super::source::{CASES, RULE, rule_stem};
use crate::plan::{Scheme, SchemeKind, TextFile};

/// The start of the name of the file of the rule `number` in `scheme`: `ke-hoach-2025/t_2_6_9`.
pub fn rule_file_stem(scheme: &Scheme, number: &str) -> String {
    format!("{}/{}", scheme.id, rule_stem(scheme.kind, number))
}

/// The script and the cases of a rule `number` in `scheme`, with names relative to the folder of rules.
pub fn scaffold(scheme: &Scheme, number: &str) -> [TextFile; 2] {
    let stem = rule_file_stem(scheme, number);
    let (rule, cases) = match scheme.kind {
        SchemeKind::Targets => (TARGET, TARGET_CASES),
        SchemeKind::Points => (CRITERION, CRITERION_CASES),
    };
    let under =
        |group: &str| number == group || number.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'));
    let groups = scheme.groups.iter().map(|group| group.id.as_str());
    let group = groups.filter(|group| under(group)).max_by_key(|group| group.len()).unwrap_or_default();
    let rule = rule.replace("{number}", number).replace("{group}", group);
    [
        TextFile { name: format!("{stem}{RULE}"), text: rule },
        TextFile { name: format!("{stem}{CASES}"), text: cases.to_owned() },
    ]
}

const TARGET: &str = r##"//! #
//!
// Dòng 1, sau dấu #: tên chỉ tiêu. Dòng 2: nguyên văn câu trong văn bản. Xem rules/README.md, phần "Các khai báo".

const ID      = "{number}";
// Chỗ nêu trong kế hoạch, ví dụ "II.2.6, ý 9".
const PLACES  = [""];
const GROUP   = "{group}";
// Mã đơn vị chủ trì, theo plan.toml.
const OWNER   = "";
const UNIT    = "%";
// Mã các số liệu dùng để tính.
const NEEDS   = [];
// equal bằng, at_least từ … trở lên, above trên, at_most không quá, answer câu trả lời; basis là căn cứ.
const TARGET  = [ #{ from: "", at_least: 0, basis: "" } ];
// Khi không phát sinh: nothing_arose, met, missed, ask.
const ZERO    = "";
// Cách tính bằng lời, được in vào báo cáo.
const FORMULA = "";

// Số liệu mới thì khai báo ở đây; số liệu đã có thì chỉ ghi mã vào NEEDS.
const FIGURES = [
    #{ id: "", label: "", kind: "count", unit: "", from: "", field: "" },
];

fn value(f) {
    percent(f.tu_so, f.mau_so)
}
"##;

const CRITERION: &str = r##"//! #
//!
// Dòng 1, sau dấu #: tên tiêu chí. Dòng 2: nguyên văn câu trong văn bản. Xem rules/README.md, phần "Các khai báo".

const ID      = "{number}";
const GROUP   = "{group}";
// Mã đơn vị chủ trì, theo plan.toml.
const OWNER   = "";
const UNIT    = "%";
// Mã các số liệu dùng để tính.
const NEEDS   = [];
// Điểm tối đa; tổng trong scheme.toml phải khớp.
const MAX     = 0;
// Các con số của thang điểm, mỗi số một tên; basis là căn cứ.
const SCALE   = [ #{ from: "", full: 0, basis: "" } ];
// Khi không phát sinh: full, remove, zero, ask.
const ZERO    = "";
// Cách tính bằng lời, được in vào báo cáo.
const FORMULA = "";

// Số liệu mới thì khai báo ở đây; số liệu đã có thì chỉ ghi mã vào NEEDS.
const FIGURES = [
    #{ id: "", label: "", kind: "count", unit: "", from: "", field: "" },
];

fn value(f) {
    percent(f.tu_so, f.mau_so)
}

fn points(v, s) {
    linear(v, s.full, s.max)
}
"##;

const TARGET_CASES: &str = r#"# Mỗi [[case]] là một ví dụ có đáp án. Ghi số liệu vào figures, kết quả vào value; chạy cchc test để so.
# "missing" là chưa báo cáo, "nothing_arose" là không phát sinh, "not_applicable" là không áp dụng.

[[case]]
name = "đạt"
figures = {}
outcome = "met"

[[case]]
name = "đúng ngưỡng"
figures = {}
outcome = "met"

[[case]]
name = "kém một là chưa đạt"
figures = {}
outcome = "missed"

[[case]]
name = "không phát sinh"
figures = {}
outcome = "nothing_arose"

[[case]]
name = "thiếu số liệu"
figures = {}
outcome = "insufficient"
"#;

const CRITERION_CASES: &str = r#"# Mỗi [[case]] là một ví dụ có đáp án. Ghi số liệu vào figures, điểm vào points; chạy cchc test để so.
# "missing" là chưa báo cáo, "nothing_arose" là không phát sinh, "not_applicable" là không áp dụng.

[[case]]
name = "đủ điểm"
figures = {}
outcome = "scored"

[[case]]
name = "đúng ngưỡng"
figures = {}
outcome = "scored"

[[case]]
name = "dưới ngưỡng"
figures = {}
outcome = "scored"

[[case]]
name = "không phát sinh"
figures = {}
outcome = "needs_explanation"

[[case]]
name = "thiếu số liệu"
figures = {}
outcome = "insufficient"
"#;
