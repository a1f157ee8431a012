//! What is said of faulty rules reads well in both languages.

use std::collections::BTreeSet;
use std::path::Path;

use super::tiny::{CRITERION_FILE, TARGET_CASES, TARGET_FILE, diagnostics, with};
use crate::diagnostic::{Lang, label};

/// The keys of `labels.toml` that the sources of the rulebook name.
fn keys(folder: &Path, keys: &mut BTreeSet<String>) {
    for entry in folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            if entry.file_name().is_some_and(|name| name != "tests") {
                self::keys(&entry, keys);
            }
            continue;
        }
        let text = std::fs::read_to_string(&entry).expect("text");
        for quoted in text.split('"').skip(1).step_by(2) {
            let Some((group, name)) = quoted.split_once('.') else { continue };
            let groups = [
                "declare", "kind", "needs", "case", "syntax", "script", "limit", "toml", "figure", "band",
                "accept", "suggest", "mutation",
            ];
            if groups.contains(&group) && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                keys.insert(quoted.to_owned());
            }
        }
    }
}

#[test]
fn every_reason_has_its_words() {
    let mut named = BTreeSet::new();
    keys(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rulebook"), &mut named);
    assert!(named.len() > 70, "{named:?}");
    for key in named {
        assert_ne!(label(Lang::Vi, &key), key, "labels.toml lacks {key}");
    }
}

#[test]
fn the_clerk_is_told_in_vietnamese() {
    for (file, from, to, told) in [
        (TARGET_FILE, "\"VP\";", "\"VPP\";", "Không có đơn vị nào tên \"VPP\". Có phải là \"VP\"?"),
        (
            TARGET_FILE,
            "above: 90, basis",
            "above: 90 basis",
            "Quy tắc viết sai cú pháp: thiếu dấu phẩy hoặc dấu ngoặc đóng.",
        ),
        (
            TARGET_FILE,
            "above: 90",
            "above: \"90\"",
            "TARGET: above phải là một con số, dấu thập phân là dấu chấm.",
        ),
        (TARGET_FILE, "percent(", "percnt(", "Không có hàm nào tên \"percnt\". Có phải là \"percent\"?"),
        (
            TARGET_FILE,
            "f.tong)",
            "f.tong, 1)",
            "Không có hàm nhận 3 giá trị nào tên \"percent\". Có phải là \"percent(a, b)\"?",
        ),
        (TARGET_FILE, "f.tong)", "f.phan)", "NEEDS nêu tong nhưng quy tắc không dùng."),
        (TARGET_CASES, "phan = 90,", "phan = 89,", "Thiếu ca có kết quả đúng bằng ngưỡng 90."),
        (
            TARGET_CASES,
            "outcome = \"met\"",
            "outcome = \"missed\"",
            "Ca \"đạt\": mong đợi Chưa đạt, nhận được Đạt.",
        ),
        (CRITERION_FILE, "{ s.it }", "{ s.it / 0 }", "Quy tắc 1 bị lỗi khi chạy: chia cho 0."),
        (
            CRITERION_FILE,
            "{ s.it }",
            "{ loop { s.it } }",
            "Quy tắc 1 bị dừng: tính quá nhiều bước, có thể là vòng lặp không dừng.",
        ),
    ] {
        let diagnostics = diagnostics(&with(file, from, to));
        let first = diagnostics.first().map(|diagnostic| diagnostic.message(Lang::Vi));
        assert_eq!(first.as_deref(), Some(told), "{from} {to}");
    }
}
