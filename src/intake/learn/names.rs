//! Identifiers made from Vietnamese texts.

use crate::text::fold_ascii;

/// Longest identifier.
const LONGEST: usize = 48;

/// `Tổng số hồ sơ (1)` as `tong_so_ho_so_1`: whole words, at most 48 letters.
pub(super) fn identifier(text: &str) -> String {
    let mut id = String::new();
    let plain = fold_ascii(text);
    for word in plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !id.is_empty() && id.len() + word.len() >= LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push('_');
        }
        id.extend(word.chars().take(LONGEST));
    }
    id
}

/// `id`, or `id_2`, `id_3` … where it is taken.
pub(super) fn distinct(id: String, taken: impl Fn(&str) -> bool) -> String {
    let id = if id.is_empty() { "cot".to_owned() } else { id };
    if !taken(&id) {
        return id;
    }
    (2u32..).map(|number| format!("{id}_{number}")).find(|id| !taken(id)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_ascii_words_of_bounded_length() {
        assert_eq!(identifier("Tổng số hồ sơ (1)"), "tong_so_ho_so_1");
        assert_eq!(identifier("Đã giải quyết: Trước hạn"), "da_giai_quyet_truoc_han");
        assert_eq!(identifier("…"), "");
        assert!(identifier(&"Số lượng hồ sơ ".repeat(9)).len() <= LONGEST);
        assert_eq!(identifier(&"x".repeat(99)).len(), LONGEST);
        assert_eq!(distinct("a".into(), |id| id == "a" || id == "a_2"), "a_3");
        assert_eq!(distinct(String::new(), |_| false), "cot");
    }
}
