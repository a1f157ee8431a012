//! The forms in which one text of a sheet is compared.

use std::cell::{OnceCell, RefCell};
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
    /// What it says part by part, where it may have several.
    parted: Option<Parted>,
}

/// A text that may say in one cell what other sheets say in a header of several rows: `Tiếp nhận - Trực tuyến`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parted {
    text: Box<str>,
    parts: OnceCell<Vec<TextKey>>,
}

/// Longest text in bytes that is looked at part by part.
const LONGEST_PARTED: usize = 160;
/// Most parts, as many as a header has rows.
const MOST_PARTS: usize = 4;

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
            parted: Parted::of(text),
            typed_plain: full == ascii,
            bare_ascii: if bare == full { ascii.clone() } else { fold_ascii(&bare) },
            bare,
            tight: full.replace(' ', ""),
            shown,
            full,
            ascii,
        }
    }

    /// The same with `word`, a key too, in front.
    pub(super) fn headed(&self, word: &Self) -> Self {
        let join = |head: &str, rest: &str| format!("{head} {rest}");
        Self {
            shown: join(&word.shown, &self.shown),
            full: join(&word.full, &self.full),
            bare: join(&word.full, &self.bare),
            tight: format!("{}{}", word.tight, self.tight),
            ascii: join(&word.ascii, &self.ascii),
            bare_ascii: join(&word.ascii, &self.bare_ascii),
            typed_plain: word.typed_plain && self.typed_plain,
            parted: None,
        }
    }

    /// Its parts, first to last, where signs or line breaks divide it; empty where nothing does.
    pub(super) fn parts(&self) -> &[TextKey] {
        self.parted.as_ref().map_or(&[], |parted| parted.parts())
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

impl Parted {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let divided = text.len() <= LONGEST_PARTED && text.contains(Self::divides);
        divided.then(|| Self { text: text.into(), parts: OnceCell::new() })
    }

    fn divides(letter: char) -> bool {
        Self::is_sign(letter) || matches!(letter, '\n' | '\r')
    }

    fn is_sign(letter: char) -> bool {
        matches!(letter, '-' | '–' | '—' | ':' | ';' | '/' | '\\' | '>' | '|' | '→')
    }

    fn parts(&self) -> &[TextKey] {
        self.parts.get_or_init(|| {
            let split = |divides: fn(char) -> bool| -> Vec<&str> {
                let parts = self.text.split(divides).map(str::trim).filter(|part| !part.is_empty());
                parts.take(MOST_PARTS + 1).collect()
            };
            // Beside signs a line break is only where the cell was too narrow.
            let signs = split(Self::is_sign);
            let parts = if signs.len() > 1 { signs } else { split(Self::divides) };
            let known = (2..=MOST_PARTS).contains(&parts.len());
            if known { parts.into_iter().map(TextKey::of).collect() } else { Vec::new() }
        })
    }
}

/// Things by the texts that name them, so that one of many is found at once.
#[derive(Clone, Debug)]
pub(super) struct TextIndex<T>(HashMap<Box<str>, Vec<(Key, T)>, RandomState>);

/// Which key of a text stands in an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Full,
    Bare,
    /// Without diacritics; `true` where it was typed so.
    Ascii(bool),
    BareAscii(bool),
}

impl<T> Default for TextIndex<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T: Copy + PartialEq> TextIndex<T> {
    /// Lets `text` name `thing`.
    pub(super) fn insert(&mut self, text: &TextKey, thing: T) {
        let keys = [
            (&text.full, Key::Full),
            (&text.bare, Key::Bare),
            (&text.ascii, Key::Ascii(text.typed_plain)),
            (&text.bare_ascii, Key::BareAscii(text.typed_plain)),
        ];
        for (key, kind) in keys.into_iter().filter(|(key, _)| !key.is_empty()) {
            let named = self.0.entry(key.as_str().into()).or_default();
            if !named.contains(&(kind, thing)) {
                named.push((kind, thing));
            }
        }
    }

    /// Lets all texts of `other` name `thing`.
    pub(super) fn add<U>(&mut self, other: &TextIndex<U>, thing: T) {
        for (key, named) in &other.0 {
            let own = self.0.entry(key.clone()).or_default();
            for (kind, _) in named {
                if !own.contains(&(*kind, thing)) {
                    own.push((*kind, thing));
                }
            }
        }
    }

    /// What a text that [`equals`](TextKey::equals) `text` names, perhaps more than once.
    pub(super) fn find<'i>(&'i self, text: &'i TextKey) -> impl Iterator<Item = T> + 'i {
        let plain = text.typed_plain;
        let of = |key: &str, fits: fn(Key, bool) -> bool| {
            let named = self.0.get(key).into_iter().flatten();
            named.filter(move |(kind, _)| fits(*kind, plain)).map(|(_, thing)| *thing)
        };
        of(&text.full, |kind, _| kind == Key::Full)
            .chain(of(&text.bare, |kind, _| kind == Key::Bare))
            .chain(of(&text.ascii, |kind, plain| matches!(kind, Key::Ascii(typed) if typed || plain)))
            .chain(of(
                &text.bare_ascii,
                |kind, plain| matches!(kind, Key::BareAscii(typed) if typed || plain),
            ))
    }

    /// What `part`, some words of `text` without what stands in parentheses, names.
    pub(super) fn find_part<'i>(&'i self, part: &str, text: &TextKey) -> impl Iterator<Item = T> + 'i {
        let plain = text.typed_plain;
        let named = self.0.get(part).into_iter().flatten();
        let fits = move |kind: &Key| match kind {
            Key::Full | Key::Bare => true,
            Key::Ascii(typed) | Key::BareAscii(typed) => *typed || plain,
        };
        named.filter(move |(kind, _)| fits(kind)).map(|(_, thing)| *thing)
    }

    /// The keys of all its texts.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|key| &**key)
    }

    /// Whether any text in it equals `text`.
    pub(super) fn has(&self, text: &TextKey) -> bool {
        self.find(text).next().is_some()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
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
    fn an_index_finds_what_equals_and_nothing_else() {
        let texts = [
            "Tiếp nhận (hồ sơ)",
            "Trước hạn",
            "TRUOC HAN",
            "(1)",
            "",
            "Bản",
            "Bán",
            "Ban",
            "Tiếp nhận",
            "(x)",
        ];
        let keys = texts.map(TextKey::of);
        for one in &keys {
            let mut index = TextIndex::default();
            index.insert(one, ());
            for other in &keys {
                assert_eq!(index.has(other), one.equals(other), "{} / {}", one.shown, other.shown);
            }
        }
    }

    #[test]
    fn signs_and_line_breaks_divide_a_text() {
        for (text, parts) in [
            ("Tiếp nhận - Trực tuyến", &["tiếp nhận", "trực tuyến"][..]),
            ("Tiếp\nnhận:\nTrong đó/Trực tuyến", &["tiếp nhận", "trong đó", "trực tuyến"]),
            ("Tiếp nhận\nTrực tuyến", &["tiếp nhận", "trực tuyến"]),
            ("Tiếp nhận", &[]),
            ("Tiếp nhận:", &[]),
            ("a-b-c-d-e", &[]),
        ] {
            let key = TextKey::of(text);
            assert_eq!(
                key.parts().iter().map(|part| part.full.as_str()).collect::<Vec<_>>(),
                parts,
                "{text}"
            );
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
