//! The older Vietnamese encodings, in which Vietnamese letters stand in the places of Western ones.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// An encoding from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Legacy {
    /// TCVN 5712:1993 as the `.Vn…` fonts use it, also called ABC: one character a letter, capitals without tones.
    Tcvn3,
    /// The encoding of the `VNI-…` fonts: a vowel, and then a character for its marks.
    Vni,
}

/// Letters, and the characters in their places in TCVN3.
const TCVN3: &[(&str, &str)] = &[
    ("àáảãạ", "µ¸¶·¹"),
    ("ăằắẳẵặ", "¨»¾¼½Æ"),
    ("âầấẩẫậ", "©ÇÊÈÉË"),
    ("èéẻẽẹ", "ÌÐÎÏÑ"),
    ("êềếểễệ", "ªÒÕÓÔÖ"),
    ("ìíỉĩị", "×ÝØÜÞ"),
    ("òóỏõọ", "ßãáâä"),
    ("ôồốổỗộ", "«åèæçé"),
    ("ơờớởỡợ", "¬êíëìî"),
    ("ùúủũụ", "ïóñòô"),
    ("ưừứửữự", "\u{AD}õøö÷ù"),
    ("ỳýỷỹỵ", "úýûüþ"),
    ("đ", "®"),
    ("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§"),
];

/// Letters that are one character in VNI too, and that character.
const VNI_SINGLE: (&str, &str) = ("ìíỉĩịỵđơư", "ìíæóòîñôö");

/// A character of VNI, the letters that it makes with the character after it, and those characters.
const VNI_PAIRS: &[(char, &str, &str)] = &[
    ('a', "àáảãạâầấẩẫậăằắẳẵặ", "øùûõïâàáåãäêèéúüë"),
    ('e', "èéẻẽẹêềếểễệ", "øùûõïâàáåãä"),
    ('o', "òóỏõọôồốổỗộ", "øùûõïâàáåãä"),
    ('ô', "ờớởỡợ", "øùûõï"),
    ('u', "ùúủũụ", "øùûõï"),
    ('ö', "ừứửữự", "øùûõï"),
    ('y', "ỳýỷỹ", "øùûõ"),
];

static TCVN3_LETTERS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    TCVN3.iter().flat_map(|(letters, places)| places.chars().zip(letters.chars())).collect()
});
static VNI_LETTERS: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| VNI_SINGLE.1.chars().zip(VNI_SINGLE.0.chars()).collect());
static VNI_MARKED: LazyLock<HashMap<(char, char), char>> = LazyLock::new(|| {
    let pairs = VNI_PAIRS.iter();
    pairs
        .flat_map(|(base, letters, marks)| {
            marks.chars().zip(letters.chars()).map(|(mark, letter)| ((*base, mark), letter))
        })
        .collect()
});

impl Legacy {
    /// Both encodings.
    pub const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// The encoding that a font of that name is made for; `None` for any other font.
    pub fn of_font(name: &str) -> Option<Self> {
        let starts =
            |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        if starts(".Vn") {
            Some(Self::Tcvn3)
        } else if starts("VNI-") || starts("VNI ") {
            Some(Self::Vni)
        } else {
            None
        }
    }

    /// The text of such characters in Unicode.
    pub fn convert(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => raise_words(&convert_tcvn3(text)),
            Self::Vni => convert_vni(text),
        }
    }

    /// Whether `character` stands for, or takes part in, a letter of the encoding.
    pub fn uses(self, character: char) -> bool {
        match self {
            Self::Tcvn3 => TCVN3_LETTERS.contains_key(&character),
            Self::Vni => {
                let lower = lower(character);
                VNI_LETTERS.contains_key(&lower) || VNI_MARKED.keys().any(|(_, mark)| *mark == lower)
            }
        }
    }
}

fn convert_tcvn3(text: &str) -> String {
    let mut converted = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        let Some(&letter) = TCVN3_LETTERS.get(&character) else {
            converted.push(character);
            continue;
        };
        // There are no capitals with tones: typists put the small letter after the capital without one.
        match converted.chars().next_back() {
            Some(before) if before.is_uppercase() && without_tone(letter) == Some(lower(before)) => {
                converted.pop();
                converted.extend(letter.to_uppercase());
            }
            _ => converted.push(letter),
        }
    }
    converted
}

/// In a text, or else a word, that is otherwise in capitals (`HéI` in the fonts with capitals), the letters of the
/// encoding are too. A text without a word that can be nothing else, such as `Số TT`, stays as it is written.
fn raise_words(text: &str) -> String {
    let words = || text.split_inclusive(|c: char| !c.is_alphabetic());
    if is_raised(text) && words().any(shows_capitals) {
        return text.to_uppercase();
    }
    words().map(|word| if is_raised(word) { word.to_uppercase() } else { word.to_owned() }).collect()
}

/// Whether a capital stands behind a small letter of the encoding, as in no word that is written with small letters.
fn shows_capitals(word: &str) -> bool {
    let behind = word.trim_start_matches(|c: char| c.is_ascii() || c.is_uppercase());
    behind.contains(|c: char| c.is_ascii_uppercase())
}

fn is_raised(text: &str) -> bool {
    let capitals = text.chars().filter(char::is_ascii_uppercase).count();
    capitals >= 2 && !text.chars().any(|c| c.is_ascii_lowercase())
}

fn convert_vni(text: &str) -> String {
    let mut converted = String::with_capacity(text.len() * 2);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let base = lower(character);
        let marked = characters.peek().and_then(|mark| VNI_MARKED.get(&(base, lower(*mark))));
        if marked.is_some() {
            characters.next();
        }
        match marked.or_else(|| VNI_LETTERS.get(&base)) {
            Some(letter) if character.is_uppercase() => converted.extend(letter.to_uppercase()),
            Some(letter) => converted.push(*letter),
            None => converted.push(character),
        }
    }
    converted
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// A letter without its tone: `ầ` as `â`. `None` for a letter that has none.
fn without_tone(letter: char) -> Option<char> {
    let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let plain: String = std::iter::once(letter).nfd().filter(|part| !tones.contains(part)).nfc().collect();
    plain.chars().next().filter(|plain| *plain != letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tcvn3_is_converted() {
        for (text, converted) in [
            (
                "Danh môc dù ¸n gäi vèn ®Çu t\u{ad} n\u{ad}íc ngoµi",
                "Danh mục dự án gọi vốn đầu tư nước ngoài",
            ),
            ("§¬n vÞ: USD", "Đơn vị: USD"),
            ("Céng hßa x· héi chñ nghÜa", "Cộng hòa xã hội chủ nghĩa"),
            ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
            ("UBND x· Ch©u S¬n", "UBND xã Châu Sơn"),
            ("Dù ¸N", "DỰ ÁN"),
            ("Sè TT", "Số TT"),
            ("Aµ ¢Ç Uó x", "À Ầ Ú x"),
            ("Sè hå s¬ (30 ngµy)…", "Số hồ sơ (30 ngày)…"),
        ] {
            assert_eq!(Legacy::Tcvn3.convert(text), converted, "{text}");
        }
    }

    #[test]
    fn vni_is_converted() {
        for (text, converted) in [
            ("THAØNH PHOÁ HOÀ CHÍ MINH", "THÀNH PHỐ HỒ CHÍ MINH"),
            ("cuûa Uûy ban nhaân daân huyeän", "của Ủy ban nhân dân huyện"),
            ("Thu töø daàu thoâ, ñòa baøn", "Thu từ dầu thô, địa bàn"),
            ("höôûng, tröôùc, naêm, kyõ", "hưởng, trước, năm, kỹ"),
        ] {
            assert_eq!(Legacy::Vni.convert(text), converted, "{text}");
        }
    }

    #[test]
    fn every_letter_of_vietnamese_can_be_reached() {
        let vowels = "aăâeêioôơuưy".chars().flat_map(|vowel| {
            ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"].map(|tone| format!("{vowel}{tone}"))
        });
        let letters = vowels.map(|letter| letter.nfc().collect::<String>()).chain(["đ".to_owned()]);
        for letter in letters.filter(|letter| !letter.is_ascii()) {
            let letter = letter.chars().next().expect("a letter");
            assert!(TCVN3_LETTERS.values().any(|known| *known == letter), "TCVN3 {letter}");
            let vni = VNI_LETTERS.values().chain(VNI_MARKED.values());
            assert!(vni.into_iter().any(|known| *known == letter), "VNI {letter}");
        }
    }

    #[test]
    fn fonts_tell_their_encoding() {
        for (font, encoding) in [
            (".VnTime", Some(Legacy::Tcvn3)),
            (".vnarialH", Some(Legacy::Tcvn3)),
            ("VNI-Times", Some(Legacy::Vni)),
            ("Times New Roman", None),
            ("VNtimes new roman", None),
            ("", None),
        ] {
            assert_eq!(Legacy::of_font(font), encoding, "{font}");
        }
    }
}
