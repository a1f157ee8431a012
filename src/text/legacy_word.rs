//! One word of a text that may be in an older encoding.

use super::legacy::Legacy;
use super::syllable::is_syllable;

/// Whether the word is a Vietnamese syllable in that encoding, and holds nothing that the encoding does not.
pub(super) fn reads(encoding: Legacy, word: &str) -> bool {
    holds_only(encoding, word) && is_syllable(&encoding.convert(word))
}

pub(super) fn holds_only(encoding: Legacy, word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || encoding.uses(c))
}

/// Whether the word is one of letters only. The micro sign is a letter before a unit, and ordinal signs are after a
/// number, but not within words.
pub(super) fn is_plain_word(word: &str) -> bool {
    let letters = word.strip_prefix('µ').unwrap_or(word);
    letters.chars().all(|c| c.is_alphabetic() && !matches!(c, 'µ' | 'ª' | 'º'))
}

/// Whether the word holds a sign that nobody puts between letters in Unicode, as people do with those for times and for
/// the first footnote.
pub(super) fn is_rubbish(word: &str) -> bool {
    !is_plain_word(&word.replace(['×', '·', '¹'], ""))
}

/// Whether any letter is a Western sign, which may stand for a letter; told by the bytes that begin one, since this is
/// asked of every text.
pub(super) fn has_sign(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_sign_at = |at: usize| bytes.get(at + 1).is_some_and(|byte| *byte >= 0xA1);
    memchr::memchr_iter(0xC2, bytes).any(is_sign_at) || text.contains('×')
}

/// A lone sign, such as `£` or `«`, is a letter in the older encodings and says nothing.
pub(super) fn is_telling(word: &str) -> bool {
    word.chars().count() > 1
}

/// Whether nothing in the text can be of an older encoding, or something in it can only be Unicode.
pub(super) fn is_ascii_or_unicode(text: &str) -> bool {
    text.is_ascii() || text.chars().any(is_only_unicode)
}

/// Vietnamese letters and marks that no Western encoding has.
pub(super) fn is_only_unicode(c: char) -> bool {
    matches!(
        c,
        'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1EA0}'
            ..='\u{1EF9}' | '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    )
}

/// Runs of letters, and of what stands for letters in the encoding.
pub(super) fn words(text: &str, is_letter: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c: char| !c.is_alphabetic() && !is_letter(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_by_their_bytes() {
        for letter in ('\u{80}'..='\u{2FF}').chain(['–', '…', 'ủ']) {
            let text = format!("a {letter} b");
            assert_eq!(
                has_sign(&text),
                text.contains(|c| matches!(c, '\u{A1}'..='\u{BF}' | '×')),
                "{letter:?}"
            );
        }
    }
}
