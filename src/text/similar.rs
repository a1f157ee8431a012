//! How near two texts are: for "did you mean" and for guesses that a person confirms.

use super::{fold, fold_ascii};

/// From 0 (nothing in common) to 1 (the same by [`fold`]): edits needed between the texts without diacritics, by the
/// longer length. Texts that differ in diacritics only stay just below 1.
pub fn similar(one: &str, other: &str) -> f64 {
    if fold(one) == fold(other) {
        return 1.0;
    }
    similar_plain(&fold_ascii(one), &fold_ascii(other))
}

/// [`similar()`] for two different texts that were folded by [`fold_ascii`] before.
pub fn similar_plain(one: &str, other: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(one, other).min(0.99)
}

/// The candidate nearest to `name`, if near enough to be what was meant: at most about one edit in three letters.
/// Of equally near ones the first.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(&str, f64)> = None;
    for candidate in candidates {
        let score = similar(name, candidate);
        if score >= 0.65 && best.is_none_or(|(_, top)| score > top) {
            best = Some((candidate, score));
        }
    }
    best.map(|(candidate, _)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keyboard_is_near() {
        let known = ["kstt_truoc_han", "kstt_dung_han", "kstt_qua_han"];
        assert_eq!(nearest("kstt_dunghan", known), Some("kstt_dung_han"));
        assert_eq!(nearest("Phong Kinh te", ["Phòng Kinh tế", "Văn phòng"]), Some("Phòng Kinh tế"));
        assert_eq!(nearest("thu_ngan_sach", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn only_the_same_text_is_wholly_similar() {
        assert!((similar("Hòa", "HOÀ:") - 1.0).abs() < f64::EPSILON);
        assert!(similar("bản", "bán") < 1.0);
        assert!(similar("abc", "xyz") < 0.1);
    }
}
