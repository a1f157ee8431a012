//! Keys for comparing: what differs between two spellings of one Vietnamese text without changing what it says.

use std::borrow::Cow;

use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` as it is shown and kept: composed (NFC), without zero-width characters, each run of spaces, no-break spaces
/// and line breaks one space, none at the ends.
pub fn clean(text: &str) -> String {
    let visible: Cow<'_, str> = match text.contains(is_invisible) {
        true => text.chars().filter(|c| !is_invisible(*c)).collect(),
        false => text.into(),
    };
    let composed = composed(&visible);
    let mut cleaned = String::with_capacity(composed.len());
    for word in composed.split(is_space).filter(|word| !word.is_empty()) {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.push_str(word);
    }
    cleaned
}

/// The key under which texts are compared: [`clean`], lower case, look-alike letters and dashes folded (no spaces
/// beside a dash), tones on the second vowel (`hòa` as `hoà`), no `.,:;*` at the ends.
pub fn fold(text: &str) -> String {
    let alike: String = clean(text).to_lowercase().chars().map(unify).collect();
    // Lower case may decompose (`İ`), and look-alikes may compose with the mark that follows.
    let tightened = tighten_dashes(&clean(&alike));
    let placed = place_tones(&tightened);
    composed(&placed).trim_matches(|c: char| c == ' ' || ".,:;*".contains(c)).to_owned()
}

/// [`fold`] without diacritics, `đ` as `d`: for lenient matching and "did you mean". Never proof of sameness, since
/// `bản` and `bán` are two words.
pub fn fold_ascii(text: &str) -> String {
    let plain: String =
        fold(text).nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect();
    fold(&plain)
}

/// `text` in NFC. Most text is so already, and looking is much cheaper than composing.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        _ => text.nfc().collect(),
    }
}

fn is_space(c: char) -> bool {
    // The Braille blank and the Hangul filler look like spaces although Unicode calls them letters or symbols.
    c.is_whitespace() || matches!(c, '\u{2800}' | '\u{3164}')
}

fn is_invisible(c: char) -> bool {
    let marks_no_place = matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    );
    marks_no_place || (c.is_control() && !c.is_whitespace())
}

/// One letter for those that look the same in Vietnamese text.
fn unify(c: char) -> char {
    match c {
        // Icelandic eth and African d, typed for đ since their capitals look the same.
        'ð' | 'ɖ' => 'đ',
        'а' => 'a',
        'е' => 'e',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        'і' => 'i',
        'ı' => 'i',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

fn tighten_dashes(text: &str) -> String {
    text.split('-').map(str::trim).collect::<Vec<_>>().join("-")
}

/// Moves a tone from the first to the second vowel of `oa`, `oe` and `uy`. Both places are in use; only this
/// direction also keeps `quý` and `hoàn` as they are.
fn place_tones(text: &str) -> String {
    let mut placed = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let moved = letters.peek().and_then(|next| {
            let (vowel, tone) = split_tone(letter)?;
            let pair = matches!((vowel, *next), ('o', 'a' | 'e') | ('u', 'y'));
            let second = compose(*next, tone)?;
            pair.then_some((vowel, second))
        });
        match moved {
            Some((vowel, second)) => {
                placed.push(vowel);
                placed.push(second);
                letters.next();
            }
            None => placed.push(letter),
        }
    }
    placed
}

/// `ò` as `o` and its tone mark; `None` for a letter without one of the five tones, or with a second mark (`ồ`).
fn split_tone(letter: char) -> Option<(char, char)> {
    if letter.is_ascii() {
        return None;
    }
    let mut parts = Vec::with_capacity(3);
    decompose_canonical(letter, |part| parts.push(part));
    match parts[..] {
        [vowel, tone @ ('\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')] => Some((vowel, tone)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clean_composes_and_folds_spaces() {
        for (raw, cleaned) in [
            ("  Số\u{a0}\u{a0}liệu \r\n kỳ\tnày ", "Số liệu kỳ này"),
            ("So\u{302}\u{301} lie\u{323}\u{302}u", "Số liệu"),
            ("\u{feff}Số\u{200b} liệu\u{ad}", "Số liệu"),
            ("\u{3000}\u{2003}", ""),
            ("", ""),
        ] {
            assert_eq!(clean(raw), cleaned, "{raw:?}");
        }
    }

    #[test]
    fn fold_makes_spellings_of_one_text_equal() {
        for (one, other) in [
            ("Hòa Bình", "HOÀ BÌNH"),
            ("Ủy ban nhân dân", "Uỷ  ban nhân\ndân:"),
            ("sức khỏe", "sức khoẻ"),
            ("Văn hóa – Xã hội", "Văn hoá-Xã hội"),
            ("Đơn vị", "Ðơn vị"),
            ("* Tổng số.", "tổng số"),
            ("quý III", "qúy III"),
            ("tiếp nhận — trả kết quả", "Tiếp nhận - Trả kết quả"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} / {other}");
        }
    }

    #[test]
    fn fold_keeps_different_words_apart() {
        for (one, other) in [("bản", "bán"), ("của", "cùa"), ("hoan", "hoàn"), ("1.2", "12"), ("-", "")]
        {
            assert_ne!(fold(one), fold(other), "{one} / {other}");
        }
        assert_eq!(fold("Quý"), "quý");
        assert_eq!(fold("của người"), "của người");
    }

    #[test]
    fn fold_ascii_drops_diacritics() {
        assert_eq!(fold_ascii("Đúng hạn – Trước hạn:"), "dung han-truoc han");
        assert_eq!(fold_ascii("Ường ỵ ẵ"), "uong y a");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let cleaned = clean(&text);
            prop_assert_eq!(clean(&cleaned), cleaned.clone());
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(fold(&cleaned), fold(&text));
            prop_assert_eq!(fold_ascii(&fold_ascii(&text)), fold_ascii(&text));
        }

        #[test]
        fn vietnamese_folds_stably(text in "[-–—. :;*a-zđòóỏõọàáảãạùúủũụỳýỷỹỵâêôơưăèé\u{300}\u{301}\u{309}\u{323}\u{a0}]{0,16}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(fold_ascii(&fold_ascii(&text)), fold_ascii(&text));
        }
    }
}
