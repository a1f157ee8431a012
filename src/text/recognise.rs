//! Telling by the text itself in which encoding it is: in the right one, its words are Vietnamese syllables.

use std::collections::HashSet;

use super::legacy::Legacy;
use super::legacy_word::{
    has_sign, holds_only, is_ascii_or_unicode, is_plain_word, is_telling, reads, words,
};
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
    tcvn3: Witnesses,
    vni: Witnesses,
    unicode: HashSet<String>,
}

/// Words that bear witness of one older encoding.
#[derive(Clone, Debug, Default)]
struct Witnesses {
    /// Words that are Vietnamese in it, and nothing in Unicode.
    words: HashSet<String>,
    /// Words that are Vietnamese neither way, such as those of other languages.
    foreign: HashSet<String>,
}

impl Evidence {
    /// Adds the words of one text that speak for an older encoding.
    pub fn add(&mut self, text: &str) {
        // In a text in Unicode, words of an older encoding show by their signs.
        if is_ascii_or_unicode(text) && !has_sign(text) {
            return;
        }
        for encoding in Legacy::ALL {
            let witnesses = self.witnesses(encoding);
            for word in words(text, |c| encoding.uses(c)) {
                if is_ascii_or_unicode(word) || !is_telling(word) || is_syllable(word) {
                    continue;
                }
                if reads(encoding, word) {
                    witnesses.words.insert(word.to_owned());
                } else if witnesses.foreign.len() < ENOUGH {
                    witnesses.foreign.insert(word.to_owned());
                }
            }
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
        self.tcvn3.words.is_empty() && self.vni.words.is_empty()
    }

    /// Adds what another body of text says.
    pub fn extend(&mut self, other: &Self) {
        self.tcvn3.extend(&other.tcvn3);
        self.vni.extend(&other.vni);
        self.unicode.extend(other.unicode.iter().cloned());
    }

    /// The older encoding that prevails; `None` where there is too little, or Unicode prevails.
    pub fn prevailing(&self) -> Option<Legacy> {
        let (encoding, witnesses, other) = match self.tcvn3.words.len() >= self.vni.words.len() {
            true => (Legacy::Tcvn3, &self.tcvn3, &self.vni),
            false => (Legacy::Vni, &self.vni, &self.tcvn3),
        };
        let most = witnesses.words.len();
        let prevails = most as i32 >= PREVAILS
            && most >= 2 * other.words.len()
            && most >= 2 * witnesses.foreign.len()
            && most >= self.unicode.len();
        prevails.then_some(encoding)
    }

    fn witnesses(&mut self, encoding: Legacy) -> &mut Witnesses {
        match encoding {
            Legacy::Tcvn3 => &mut self.tcvn3,
            Legacy::Vni => &mut self.vni,
        }
    }
}

impl Witnesses {
    fn extend(&mut self, other: &Self) {
        self.words.extend(other.words.iter().cloned());
        self.foreign.extend(other.foreign.iter().cloned());
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
        _ => score.telling_gain >= ALONE && score.witnesses >= 2 * score.foreign,
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
    /// How many words are a syllable in the older encoding alone.
    witnesses: usize,
    /// How many words are a syllable in neither.
    foreign: usize,
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
                score.witnesses += usize::from(as_legacy == 2 && as_unicode < 2);
                score.foreign += usize::from(as_legacy < 2 && as_unicode < 2);
            }
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::convert_parts;

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
    fn a_text_of_two_encodings_is_converted_by_parts() {
        let alone = |text| convert_parts(text, Context::default());
        let tcvn3 = |text: &str| Some((Legacy::Tcvn3, text.to_owned()));
        assert_eq!(alone("Ủy ban nh©n d©n x· Ch©u S¬n"), tcvn3("Ủy ban nhân dân xã Châu Sơn"));
        assert_eq!(alone("Số hồ sơ (§¬n vÞ:  ngµy)"), tcvn3("Số hồ sơ (Đơn vị:  ngày)"));
        assert_eq!(
            alone("Đề nghị: Danh môc dù ¸n ®Çu t\u{ad}"),
            tcvn3("Đề nghị: Danh mục dự án đầu tư"),
            "what could be either goes with what is beside it"
        );
        assert_eq!(
            alone("Lý do: xã Tô Hiệu nh©n d©n"),
            tcvn3("Lý do: xã Tô Hiệu nhân dân"),
            "what could be either stays with what is in Unicode"
        );
        assert_eq!(
            alone("Ủy ban nhaân daân huyeän Caàn Giôø"),
            None,
            "every letter of VNI is a letter in Unicode as well"
        );
        let font = Context { font: Font::Legacy(Legacy::Vni), prevailing: None };
        let vni = convert_parts("Ủy ban nhaân daân huyeän Caàn Giôø", font);
        assert_eq!(vni, Some((Legacy::Vni, "Ủy ban nhân dân huyện Cần Giờ".to_owned())));
        for text in [
            "Ủy ban nhân dân xã Châu Sơn",
            "Số hồ sơ của ông Müller, São Paulo",
            "Diện tích: 5 m¹, 6 m² và 7 µm",
            "© 2025 Công ty Điện lực ®",
            "Tỷ lệ: m×n, x·",
            "nh©n d©n x· Ch©u S¬n",
            "Số hồ sơ",
            "",
        ] {
            assert_eq!(alone(text), None, "{text}");
        }
    }

    /// Words with letters that stand for others in the older encodings, and signs that do.
    const FOREIGN: &[&str] = &[
        // German
        "Größe",
        "Übersicht",
        "für",
        "Straße",
        "Müller",
        "später",
        "tät",
        "Tön",
        "Käse",
        "Öl",
        "schön",
        "Mönch",
        "Bär",
        "Kün",
        "»Häuser«",
        "»Läufe«",
        "»Tür«",
        "»März«",
        "»Süd«",
        "»Gerät«",
        "»Maß«",
        "§12",
        "können",
        "hör",
        // French
        "été",
        "élève",
        "forêt",
        "naïf",
        "haï",
        "français",
        "où",
        "«Noël»",
        "«maïs»",
        "«déjà»",
        "«ça»",
        "n°",
        "cœur",
        "août",
        "bientôt",
        "procès",
        "Étudiant",
        "à",
        "l'école",
        "né",
        "thé",
        "dès",
        // Czech
        "být",
        "máš",
        "dům",
        "tým",
        "sál",
        "pán",
        "příliš",
        "žluťoučký",
        "kůň",
        "úpěl",
        "ďábelské",
        "ódy",
        "můj",
        "„žák“",
        "bílá",
        "účet",
        "dělník",
        "rád",
        "tón",
        // Spanish
        "niño",
        "año",
        "más",
        "está",
        "«canción»",
        "«corazón»",
        "«baúl»",
        "aún",
        "¿qué?",
        "¡sí!",
        "mañana",
        "tú",
        "pingüino",
        "España",
        "1.º",
        "2.ª",
        "él",
        "señor",
        "común",
        "médico",
    ];

    proptest::proptest! {
        #[test]
        fn other_languages_are_never_taken_for_vietnamese(
            texts in proptest::collection::vec(
                proptest::collection::vec(proptest::sample::select(FOREIGN), 1..14),
                1..30,
            ),
            tells_fonts in proptest::bool::ANY,
        ) {
            let mut evidence = Evidence::default();
            let texts: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
            texts.iter().for_each(|text| evidence.add(text));
            texts.iter().for_each(|text| evidence.add_against(text));
            let font = if tells_fonts { Font::Other } else { Font::Unknown };
            let context = Context { font, prevailing: evidence.prevailing() };
            for text in &texts {
                proptest::prop_assert_eq!(recognise(text, context), None, "{}", text);
                proptest::prop_assert_eq!(convert_parts(text, context), None, "{}", text);
            }
        }
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
