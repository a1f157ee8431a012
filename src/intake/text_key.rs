//! The forms in which one text of a sheet is compared.

use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::RandomState;

use crate::text::{fold, fold_ascii};

/// A text as typed and the keys under which it equals another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextKey {
    /// As typed, cleaned.
    pub(super) shown: String,
    /// Folded.
    pub(super) full: String,
    /// Folded, without what stands in parentheses; the same as `full` where nothing else is there.
    pub(super) bare: String,
    /// Folded, without spaces: titles are typed with spaces between their letters.
    pub(super) tight: String,
    /// Folded, without diacritics.
    pub(super) ascii: String,
    /// `bare` without diacritics.
    pub(super) bare_ascii: String,
    /// Whether it was typed without any diacritic, so that only `ascii` can be compared.
    pub(super) typed_plain: bool,
}

impl TextKey {
    pub(super) fn of(text: &str) -> Self {
        let shown = crate::text::clean(text);
        let full = fold(&shown);
        let ascii = fold_ascii(&full);
        let bare = match full.contains(['(', '[']) {
            true => Some(fold(&without_parentheses(&full))).filter(|bare| !bare.is_empty()),
            false => None,
        };
        let bare = bare.unwrap_or_else(|| full.clone());
        Self {
            typed_plain: full == ascii,
            bare_ascii: if bare == full { ascii.clone() } else { fold_ascii(&bare) },
            bare,
            tight: full.replace(' ', ""),
            shown,
            full,
            ascii,
        }
    }

    /// Whether both say the same: equal after folding, or but for a remark in parentheses, or but for diacritics that
    /// one of them lacks altogether.
    pub(super) fn equals(&self, other: &Self) -> bool {
        if self.full.is_empty() || other.full.is_empty() {
            return false;
        }
        self.full == other.full
            || self.bare == other.bare
            || ((self.typed_plain || other.typed_plain)
                && (self.ascii == other.ascii || self.bare_ascii == other.bare_ascii))
    }
}

/// The keys of texts that are met again and again.
#[derive(Debug, Default)]
pub(super) struct KnownTexts(HashMap<String, Rc<TextKey>, RandomState>);

impl KnownTexts {
    /// The keys of `texts`.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self(texts.into_iter().map(|text| (text.to_owned(), Rc::new(TextKey::of(text)))).collect())
    }

    /// The keys of exactly this text.
    pub(super) fn get(&self, text: &str) -> Option<Rc<TextKey>> {
        self.0.get(text).cloned()
    }
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0u32;
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => {
                depth -= 1;
                kept.push(' ');
            }
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    if depth > 0 { text.to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_in_parentheses_and_lost_diacritics_make_no_difference() {
        for (one, other) in [
            ("Không phát sinh (x)", "KHÔNG PHÁT SINH"),
            ("Tổng số (3)=(4)+(5)", "Tổng số (3)=(4)+(5)"),
            ("Trước hạn", "TRUOC HAN"),
            ("Thời hạn sau cắt giảm (ngày)", "Thoi han sau cat giam"),
        ] {
            assert!(TextKey::of(one).equals(&TextKey::of(other)), "{one} / {other}");
        }
    }

    #[test]
    fn other_words_stay_other() {
        for (one, other) in [("Bản", "Bán"), ("Trước hạn", "Đúng hạn"), ("", ""), ("(x)", ""), ("(1)", "(2)")]
        {
            assert!(!TextKey::of(one).equals(&TextKey::of(other)), "{one} / {other}");
        }
    }
}
