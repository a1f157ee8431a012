//! A rule as somebody may have written it: compiled, checked, and run on its cases. The text stands for the whole rule,
//! or for the body of one function of a sound rule.
#![no_main]

use cchc::plan::TextFile;
use cchc::rulebook::Rulebook;
use libfuzzer_sys::fuzz_target;

const PLAN: &str = "title = \"Kế hoạch\"\nyear = 2025\nstanding_unit = \"VP\"\n[commune]\nname = \"xã A\"\nplace = \"A\"\ncode = \"00001\"\nprovince = \"tỉnh B\"\nfounded = \"2025-07-01\"\nsignatory = \"C\"\nsignatory_office = \"CHỦ TỊCH\"\nrecipients = []\n[[unit]]\ncode = \"VP\"\nname = \"Văn phòng\"\nshort = \"Văn phòng\"\n[[calendar]]\nkind = \"nam\"\nfrom = { day = 15, month = 12, year_before = true }\nto = { day = 14, month = 12 }\nunits_due = { day = 15, month = 12 }\ndue = { day = 20, month = 12 }\n[fields]\n1 = \"Chỉ đạo\"\n";
const SCHEME: &str =
    "kind = \"points\"\ntitle = \"Chỉ số\"\ntotal = 2\n[[group]]\nid = \"1\"\ntitle = \"Nhóm\"\n";
const HEAD: &str = r#"//! # Điểm
//! Luật.

const ID      = "1";
const GROUP   = "1";
const OWNER   = "VP";
const UNIT    = "%";
const NEEDS   = ["phan", "tong", "tra_loi"];
const MAX     = 2;
const SCALE   = [ #{ from: "2025-01-01", full: 50, it: 1, basis: "Luật" } ];
const ZERO    = "ask";
const FORMULA = "phần / tổng";
const FIGURES = [
    #{ id: "phan", label: "Phần", kind: "count", unit: "việc", from: "VP", field: "1" },
    #{ id: "tong", label: "Tổng", kind: "count", unit: "việc", from: "VP", field: "1" },
    #{ id: "tra_loi", label: "Trả lời", kind: "choice", from: "VP", choices: ["co: Có", "chua: Chưa"] },
];
"#;
const CASES: &str = "[[case]]\nname = \"a\"\nfigures = { phan = 1, tong = 2, tra_loi = \"co\" }\noutcome = \"scored\"\npoints = 2\n[[case]]\nname = \"b\"\nfigures = { phan = 0, tong = 0, tra_loi = \"missing\" }\noutcome = \"insufficient\"\n";

fuzz_target!(|bytes: &[u8]| {
    let Some((how, text)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let rule = match how % 3 {
        0 => format!("{HEAD}fn value(f) {{ {text} }}\nfn points(v, s, f) {{ s.max }}\n"),
        1 => format!("{HEAD}fn value(f) {{ percent(f.phan, f.tong) }}\nfn points(v, s, f) {{ {text} }}\n"),
        _ => text.to_owned(),
    };
    let files: Vec<TextFile> = [
        ("plan.toml", PLAN),
        ("tasks.toml", ""),
        ("b/scheme.toml", SCHEME),
        ("b/c_1_diem.rhai", &rule),
        ("b/c_1_diem.cases.toml", CASES),
    ]
    .map(|(name, text)| TextFile { name: name.to_owned(), text: text.to_owned() })
    .into();
    if let (Some(rulebook), _) = Rulebook::load(&files, &[]) {
        let _ = rulebook.check();
        let _ = rulebook.test(None);
    }
});
