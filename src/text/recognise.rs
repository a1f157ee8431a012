//! Telling by the text itself in which encoding it is: in the right one, its words are Vietnamese syllables.

use std::collections::HashSet;

use super::legacy::Legacy;
use super::syllable::is_syllable;

/// Words of Unicode after which there is no doubt that it is used.
const ENOUGH: usize = 200;
/// Words that must speak for an encoding before it is believed of a whole sheet or workbook.
const PREVAILS: i32 = 4;
/// How much better than in Unicode a text must read of which nothing else is known: three words instead of rubbish.
const ALONE: i32 = 6;

/// What a body of text says of its encoding.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    tcvn3: HashSet<String>,
    vni: HashSet<String>,
    unicode: HashSet<String>,
}

impl Evidence {
    /// Adds the words of one text that speak for an older encoding.
    pub fn add(&mut self, text: &str) {
        if is_ascii_or_unicode(text) {
            return;
        }
        for encoding in Legacy::ALL {
            let words = words(text, |c| encoding.uses(c)).filter(|word| !word.is_ascii());
            let telling =
                words.filter(|word| is_telling(word) && !is_syllable(word) && reads(encoding, word));
            self.words_of(encoding).extend(telling.map(str::to_owned));
        }
    }

    /// Adds the words of one text that speak against one. Where nothing speaks for any, this may be left out.
    pub fn add_against(&mut self, text: &str) {
        if !text.is_ascii() && is_ascii_or_unicode(text) && self.unicode.len() < ENOUGH {
            self.unicode.extend(words(text, |_| false).filter(|word| !word.is_ascii()).map(str::to_owned));
        }
    }

    /// Whether nothing speaks for any older encoding.
    pub fn is_empty(&self) -> bool {
        self.tcvn3.is_empty() && self.vni.is_empty()
    }

    /// Adds what another body of text says.
    pub fn extend(&mut self, other: &Self) {
        self.tcvn3.extend(other.tcvn3.iter().cloned());
        self.vni.extend(other.vni.iter().cloned());
        self.unicode.extend(other.unicode.iter().cloned());
    }

    /// The older encoding that prevails; `None` where there is too little, or Unicode prevails.
    pub fn prevailing(&self) -> Option<Legacy> {
        let (encoding, most, other) = match self.tcvn3.len() >= self.vni.len() {
            true => (Legacy::Tcvn3, self.tcvn3.len(), self.vni.len()),
            false => (Legacy::Vni, self.vni.len(), self.tcvn3.len()),
        };
        let prevails = most as i32 >= PREVAILS && most >= 2 * other && most >= self.unicode.len();
        prevails.then_some(encoding)
    }

    fn words_of(&mut self, encoding: Legacy) -> &mut HashSet<String> {
        match encoding {
            Legacy::Tcvn3 => &mut self.tcvn3,
            Legacy::Vni => &mut self.vni,
        }
    }
}

/// What else is known of a text's encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// What is known of its font.
    pub font: Font,
    /// The encoding that prevails around it.
    pub prevailing: Option<Legacy>,
}

/// What is known of a text's font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Font {
    /// Nothing, since the container does not tell.
    #[default]
    Unknown,
    /// It is not made for any older encoding.
    Other,
    /// It is made for that encoding.
    Legacy(Legacy),
}

/// The older encoding that `text` is in; `None` where it is Unicode, or nothing says that it is not.
pub fn recognise(text: &str, context: Context) -> Option<Legacy> {
    if is_ascii_or_unicode(text) {
        return None;
    }
    let candidates = Legacy::ALL.into_iter().filter(|encoding| text.chars().any(|c| encoding.uses(c)));
    let scored = candidates.map(|encoding| (Score::of(text, encoding), encoding));
    let believed = scored.filter(|(score, encoding)| match (context.font, context.prevailing) {
        (Font::Legacy(font), _) if font == *encoding => score.gain >= 0,
        // A name such as Müller reads badly either way.
        (Font::Unknown, Some(prevailing)) if prevailing == *encoding => {
            score.gain > i32::from(!score.reads) - 1
        }
        (Font::Other, Some(prevailing)) if prevailing == *encoding => score.gain >= 2,
        _ => score.telling_gain >= ALONE,
    });
    let best = believed.max_by_key(|(score, encoding)| {
        let is_known = context.font == Font::Legacy(*encoding) || context.prevailing == Some(*encoding);
        (is_known, score.gain)
    });
    best.map(|(_, encoding)| encoding).filter(|encoding| encoding.convert(text) != text)
}

/// How much better a text reads in an older encoding than in Unicode.
#[derive(Default)]
struct Score {
    /// Sum over its different words of what each gains: 2 for a syllable instead of rubbish, 0 for no difference.
    gain: i32,
    /// The same without lone signs.
    telling_gain: i32,
    /// Whether some word is a syllable in the older encoding.
    reads: bool,
}

impl Score {
    fn of(text: &str, encoding: Legacy) -> Self {
        let mut score = Self::default();
        let mut seen = HashSet::new();
        for word in words(text, |c| encoding.uses(c)).filter(|word| !word.is_ascii()) {
            if !seen.insert(word) {
                continue;
            }
            let as_legacy = match holds_only(encoding, word) {
                true if reads(encoding, word) => 2,
                true => 1,
                false => 0,
            };
            let as_unicode = if is_syllable(word) { 2 } else { i32::from(is_plain_word(word)) };
            score.gain += as_legacy - as_unicode;
            score.reads |= as_legacy == 2;
            if is_telling(word) {
                score.telling_gain += as_legacy - as_unicode;
            }
        }
        score
    }
}

/// Whether the word is a Vietnamese syllable in that encoding, and holds nothing that the encoding does not.
fn reads(encoding: Legacy, word: &str) -> bool {
    holds_only(encoding, word) && is_syllable(&encoding.convert(word))
}

fn holds_only(encoding: Legacy, word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || encoding.uses(c))
}

/// Whether the word is one of letters only. The micro sign is a letter before a unit, and ordinal signs are after a
/// number, but not within words.
fn is_plain_word(word: &str) -> bool {
    let letters = word.strip_prefix('µ').unwrap_or(word);
    letters.chars().all(|c| c.is_alphabetic() && !matches!(c, 'µ' | 'ª' | 'º'))
}

/// A lone sign, such as `£` or `«`, is a letter in the older encodings and says nothing.
fn is_telling(word: &str) -> bool {
    word.chars().count() > 1
}

/// Whether nothing in the text can be of an older encoding, or something in it can only be Unicode.
fn is_ascii_or_unicode(text: &str) -> bool {
    text.is_ascii() || text.chars().any(is_only_unicode)
}

/// Vietnamese letters and marks that no Western encoding has.
fn is_only_unicode(c: char) -> bool {
    matches!(
        c,
        'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1EA0}'
            ..='\u{1EF9}' | '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    )
}

/// Runs of letters, and of what stands for letters in the encoding.
fn words(text: &str, is_letter: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c: char| !c.is_alphabetic() && !is_letter(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(text: &str) -> Option<Legacy> {
        recognise(text, Context::default())
    }

    fn around(text: &str, prevailing: Legacy) -> Option<Legacy> {
        recognise(text, Context { prevailing: Some(prevailing), font: Font::Unknown })
    }

    #[test]
    fn a_sentence_tells_its_encoding_by_itself() {
        assert_eq!(alone("Céng hßa x· héi chñ nghÜa ViÖt Nam"), Some(Legacy::Tcvn3));
        assert_eq!(alone("Uûy ban nhaân daân huyeän Caàn Giôø"), Some(Legacy::Vni));
        assert_eq!(alone("Ủy ban nhân dân huyện Cần Giờ"), None);
        assert_eq!(alone("Số hồ sơ"), None);
    }

    #[test]
    fn western_text_is_left_alone() {
        for text in [
            "São Paulo",
            "Müller",
            "50 µm",
            "£",
            "£5 – £6, £7",
            "«…»",
            "«São Paulo»",
            "Étudiant réalisé à l'école",
            "50 µm 60 µm 70 µm",
            "20 °C ± 2",
            "m² / m³",
            "Lê Lai",
            "Hà Nam, Hà Tây",
            "HOÀ BÌNH",
            "© 2025 ®",
            "naïve café",
            "Größe: 5 ½",
            "§ 12 Abs. 3",
            "Tô Hoài",
            "Ích, Ý, Ô",
            "",
        ] {
            assert_eq!(alone(text), None, "{text}");
        }
    }

    #[test]
    fn short_texts_follow_what_prevails_around_them() {
        assert_eq!(around("X·", Legacy::Tcvn3), Some(Legacy::Tcvn3));
        assert_eq!(around("Sè TT", Legacy::Tcvn3), Some(Legacy::Tcvn3), "sè is a syllable, but so is số");
        let other = Context { prevailing: Some(Legacy::Tcvn3), font: Font::Other };
        assert_eq!(recognise("Sè TT", other), None, "in a font for Unicode, sè is sè");
        assert_eq!(recognise("X·", other), Some(Legacy::Tcvn3));
        assert_eq!(around("§Þa chØ", Legacy::Tcvn3), Some(Legacy::Tcvn3));
        assert_eq!(around("ÑVT: ñoàng", Legacy::Vni), Some(Legacy::Vni));
        assert_eq!(around("Müller", Legacy::Tcvn3), None);
    }

    #[test]
    fn a_font_decides_unless_its_text_reads_worse() {
        let font = |text, font| recognise(text, Context { font: Font::Legacy(font), prevailing: None });
        assert_eq!(font("Sè TT", Legacy::Tcvn3), Some(Legacy::Tcvn3));
        assert_eq!(font("Hà Tây", Legacy::Tcvn3), None, "typed in Unicode with the old font left on");
        assert_eq!(font("Số liệu", Legacy::Tcvn3), None);
    }

    #[test]
    fn a_body_of_text_says_what_prevails() {
        let mut evidence = Evidence::default();
        evidence.add("Danh môc dù ¸n gäi vèn ®Çu t\u{ad} n\u{ad}íc ngoµi tØnh l¹ng s¬n");
        assert_eq!(evidence.prevailing(), Some(Legacy::Tcvn3));
        for _ in 0..3 {
            evidence.add_against(
                "Danh mục dự án gọi vốn đầu tư nước ngoài tỉnh Lạng Sơn, đơn vị thực hiện, thời gian",
            );
        }
        assert_eq!(evidence.prevailing(), None);
        let mut evidence = Evidence::default();
        evidence.add("São Paulo, Müller, 50 µm, £, «…», Étudiant réalisé à l'école");
        assert_eq!(evidence.prevailing(), None);
    }
}
