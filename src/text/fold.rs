//! Keys for comparing: what differs between two spellings of one Vietnamese text without changing what it says.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` as it is shown and kept: composed (NFC), without zero-width characters, each run of spaces, no-break spaces
/// and line breaks one space, none at the ends.
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
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
    if is_clean(text) {
        // Everyday letters neither decompose nor compose when they are made small.
        return finish(text.chars().map(|letter| everyday(letter).small));
    }
    let alike: String = clean(text).to_lowercase().chars().map(unify).collect();
    // Lower case may decompose (`İ`), and look-alikes may compose with the mark that follows.
    composed(&finish(clean(&alike).chars())).into_owned()
}

/// Dashes tightened, tones placed, ends trimmed.
fn finish(letters: impl Iterator<Item = char>) -> String {
    let mut finished = String::with_capacity(letters.size_hint().0 + 16);
    let mut letters = letters.peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' if finished.ends_with('-') || letters.peek() == Some(&'-') => {}
            _ => match letters.peek().and_then(|next| place_tone(letter, *next)) {
                Some((vowel, toned)) => {
                    finished.extend([vowel, toned]);
                    letters.next();
                }
                None => finished.push(letter),
            },
        }
    }
    let ends = |c: char| c == ' ' || ".,:;*".contains(c);
    finished.truncate(finished.trim_end_matches(ends).len());
    let start = finished.len() - finished.trim_start_matches(ends).len();
    finished.drain(..start);
    finished
}

/// [`fold`] without diacritics, `đ` as `d`: for lenient matching and "did you mean". Never proof of sameness, since
/// `bản` and `bán` are two words.
pub fn fold_ascii(text: &str) -> String {
    let folded = fold(text);
    if folded.chars().all(is_everyday) {
        return folded.chars().map(|letter| everyday(letter).base).collect();
    }
    let plain: String =
        folded.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect();
    fold(&plain)
}

/// Whether `text` is as [`clean`] leaves it, seen without a table: most texts are.
fn is_clean(text: &str) -> bool {
    let mut after_space = true;
    let everyday = text.chars().all(|c| {
        let doubled = after_space && c == ' ';
        after_space = c == ' ';
        !doubled && is_everyday(c)
    });
    everyday && (!after_space || text.is_empty())
}

/// A space, a visible ASCII character, or a letter of Latin script in one piece, which is every Vietnamese letter. None
/// of these decomposes in NFC, and each is one letter when made small.
fn is_everyday(c: char) -> bool {
    match c {
        ' '..='~' => true,
        // Capital I with a dot becomes two when made small.
        '\u{130}' => false,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => true,
        _ => false,
    }
}

/// What an everyday letter is folded to.
#[derive(Clone, Copy)]
struct Folded {
    /// Made small, look-alikes one letter.
    small: char,
    /// Without its marks; `đ` as `d`.
    base: char,
}

impl Folded {
    fn of(letter: char) -> Self {
        let mut base = None;
        decompose_canonical(letter, |part| {
            base.get_or_insert(part);
        });
        Self {
            small: unify(letter.to_lowercase().next().unwrap_or(letter)),
            base: match base.unwrap_or(letter) {
                'đ' => 'd',
                base => base,
            },
        }
    }
}

/// End of the everyday letters' first range.
const LATIN_END: u32 = 0x250;
/// Start of their second range.
const LATIN_ADDITIONAL: u32 = 0x1E00;

static EVERYDAY: LazyLock<Vec<Folded>> = LazyLock::new(|| {
    let numbers = (0..LATIN_END).chain(LATIN_ADDITIONAL..0x1F00);
    numbers.filter_map(char::from_u32).map(Folded::of).collect()
});

/// What a letter that is everyday is folded to.
fn everyday(letter: char) -> Folded {
    let number = u32::from(letter);
    let index = match number.checked_sub(LATIN_ADDITIONAL) {
        Some(above) => LATIN_END + above,
        None => number,
    };
    EVERYDAY.get(index as usize).copied().unwrap_or_else(|| Folded::of(letter))
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

/// `òa` as `oà`: a tone moved from the first to the second vowel of `oa`, `oe` and `uy`. Both places are in use; only
/// this direction also keeps `quý` and `hoàn` as they are.
fn place_tone(letter: char, next: char) -> Option<(char, char)> {
    if !matches!(next, 'a' | 'e' | 'y') {
        return None;
    }
    let (vowel, tone) = match letter {
        'ò' => ('o', '\u{300}'),
        'ó' => ('o', '\u{301}'),
        'õ' => ('o', '\u{303}'),
        'ỏ' => ('o', '\u{309}'),
        'ọ' => ('o', '\u{323}'),
        'ù' => ('u', '\u{300}'),
        'ú' => ('u', '\u{301}'),
        'ũ' => ('u', '\u{303}'),
        'ủ' => ('u', '\u{309}'),
        'ụ' => ('u', '\u{323}'),
        _ => return None,
    };
    let pair = (vowel == 'o') != (next == 'y');
    pair.then(|| compose(next, tone)).flatten().map(|toned| (vowel, toned))
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

    #[test]
    fn everyday_letters_need_no_table() {
        for letter in ('\0'..='\u{2FFF}').filter(|letter| is_everyday(*letter)) {
            let text = letter.to_string();
            assert_eq!(is_nfc_quick(text.chars()), IsNormalized::Yes, "{letter:?}");
            assert!(!is_combining_mark(letter) && !is_invisible(letter), "{letter:?}");
            let folded = everyday(letter).small;
            assert_eq!(text.to_lowercase().chars().map(unify).collect::<String>(), folded.to_string());
            if is_everyday(folded) {
                let plain: String = folded.to_string().nfd().filter(|c| !is_combining_mark(*c)).collect();
                assert_eq!(plain.replace('đ', "d"), everyday(folded).base.to_string(), "{letter:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn everyday_text_folds_like_any_other(text in "[-–—. :;*(a-zA-ZđĐòóỏõọÒàáÀùúủũụỳýâÂêÔơưăèéÅøßſẞẛ]{0,16}") {
            // A mark that no place is taken by sends the text the long way.
            let long_way = format!("{text}\u{200b}");
            prop_assert_eq!(clean(&text), clean(&long_way));
            prop_assert_eq!(fold(&text), fold(&long_way));
            prop_assert_eq!(fold_ascii(&text), fold_ascii(&long_way));
        }

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
