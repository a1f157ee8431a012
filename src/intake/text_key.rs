//! The forms in which one text of a sheet is compared.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use foldhash::fast::RandomState;

use crate::text::{fold, fold_ascii, similar_plain};

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

    /// How alike the text and one of `texts` are, from 0 to 1. A text that is the other with words left out at either
    /// end counts as alike.
    pub(super) fn likeness(&self, texts: &[TextKey]) -> f64 {
        let contains = |long: &str, short: &str| {
            let words = short.split(' ').count();
            words >= 2
                && 2 * words >= long.split(' ').count()
                && format!(" {long} ").contains(&format!(" {short} "))
        };
        let score = |other: &TextKey| {
            if self.equals(other) {
                return 1.0;
            }
            let best = similar_plain(&self.bare_ascii, &other.bare_ascii)
                .max(similar_plain(&self.ascii, &other.ascii));
            if contains(&self.ascii, &other.ascii) || contains(&other.ascii, &self.ascii) {
                best.max(0.8)
            } else {
                best
            }
        };
        texts.iter().map(score).fold(0.0, f64::max)
    }
}

/// Texts whose keys are kept at once.
const MOST_KEPT: usize = 4_096;
/// Longest text in bytes whose keys are kept: any that can be a header, a title or a label.
const LONGEST_KEPT: usize = 600;

/// The keys of texts that are met again and again: forms are alike from file to file, and making keys is most of the
/// work of recognising them. What is kept is bounded, whatever arrives.
#[derive(Debug, Default)]
pub(super) struct KnownTexts(RefCell<HashMap<Box<str>, Rc<TextKey>, RandomState>>);

impl KnownTexts {
    /// The keys of `text`.
    pub(super) fn key(&self, text: &str) -> Rc<TextKey> {
        let mut known = self.0.borrow_mut();
        if let Some(key) = known.get(text) {
            return key.clone();
        }
        let key = Rc::new(TextKey::of(text));
        if text.len() <= LONGEST_KEPT {
            // What a large sheet repeats must be known although many texts came before.
            if known.len() >= MOST_KEPT {
                known.clear();
            }
            known.insert(text.into(), key.clone());
        }
        key
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
