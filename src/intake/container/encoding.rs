//! The characters of a text file, whatever encoding it is in.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

/// The text in `bytes`; `None` where they are no text.
///
/// A byte-order mark decides; else a UTF-16 that shows by its zero bytes; else UTF-8 where it is valid; else the encoding that the
/// page itself names; else Vietnamese Windows where it gives Vietnamese letters, or Western Windows, in which the
/// older Vietnamese encodings arrive and are recognised later.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes.get(mark..)?).0);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes).0);
    }
    // A stray control character may stand in a damaged text; a file of anything else is full of them.
    let controls = bytes.iter().filter(|byte| matches!(byte, 0..=8 | 0x0E..=0x1F)).count();
    if controls * 100 > bytes.len() {
        return None;
    }
    let named = named_encoding(bytes);
    if let Some(text) = utf_8(valid_start(bytes), named == Some(UTF_8)) {
        return Some(text);
    }
    if let Some(encoding) = named.filter(|encoding| *encoding != UTF_8) {
        return Some(encoding.decode_without_bom_handling(bytes).0);
    }
    let vietnamese = WINDOWS_1258.decode_without_bom_handling(bytes).0;
    if looks_like_1258(&vietnamese) {
        return Some(vietnamese);
    }
    Some(WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

/// Whether a text ends within a letter: it was longer once.
pub(super) fn breaks_off(bytes: &[u8]) -> bool {
    if is_utf_16(bytes) {
        return bytes.len() % 2 == 1;
    }
    // A last letter beyond ASCII alone may be one of a Western encoding.
    let sound = valid_start(bytes);
    sound.len() < bytes.len() && !sound.is_ascii()
}

/// Whether the text is in UTF-16, by its mark or by the zero bytes between its letters.
pub(super) fn is_utf_16(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| utf_16_without_mark(bytes));
    encoding.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE)
}

/// A part that is XML in UTF-8, which is what XML is unless it begins otherwise or says so.
pub(super) fn in_utf_8(part: Vec<u8>) -> Vec<u8> {
    let names_another = || {
        let named = named_encoding(part.get(..part.len().min(128)).unwrap_or_default());
        part.starts_with(b"<?xml") && named.is_some_and(|encoding| encoding != UTF_8)
    };
    if !is_utf_16(&part) && !names_another() {
        return part;
    }
    let text = decode(&part).unwrap_or_default();
    // What it says of its encoding is no longer true.
    let declared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    declared.map_or(&*text, |(_, rest)| rest).as_bytes().to_vec()
}

/// The text if it is UTF-8. Where the file says so, or many more characters than not are, a few may be damaged.
fn utf_8(bytes: &[u8], is_named: bool) -> Option<Cow<'_, str>> {
    let (text, is_damaged) = UTF_8.decode_without_bom_handling(bytes);
    if is_damaged && !is_named {
        let damaged = text.chars().filter(|c| *c == '\u{FFFD}').count();
        let sound = text.chars().filter(|c| !c.is_ascii()).count() - damaged;
        if damaged * 20 > sound {
            return None;
        }
    }
    Some(text)
}

/// The bytes without a character that was cut in two at the end.
fn valid_start(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or(bytes),
        _ => bytes,
    }
}

fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(512))?;
    let pairs = start.len() / 2;
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    if pairs < 2 || bytes.len() % 2 == 1 {
        return None;
    }
    match (zeros(0) * 10 / pairs, zeros(1) * 10 / pairs) {
        (0, 5..) => Some(UTF_16LE),
        (5.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding in `charset=…` or `encoding="…"` near the start.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048))?).to_ascii_lowercase();
    let after =
        ["charset=", "encoding="].iter().find_map(|word| start.split_once(word)).map(|(_, rest)| rest)?;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
        .collect();
    Encoding::for_label(name.as_bytes())
}

/// In Vietnamese Windows, tones are marks of their own that follow a vowel; any other text in these bytes would put
/// them after consonants and spaces as well.
fn looks_like_1258(text: &str) -> bool {
    let (right, wrong) = tones(text);
    right > 0 && wrong * 10 < right
}

/// Whether a text read as Vietnamese Windows can hardly be meant so.
pub(super) fn misplaces_tones(text: &str) -> bool {
    let (right, wrong) = tones(text);
    wrong > right
}

/// How many marks of tones follow a vowel, and how many something else.
fn tones(text: &str) -> (usize, usize) {
    let (mut right, mut wrong) = (0, 0);
    let mut before = ' ';
    for letter in text.chars() {
        if matches!(letter, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
            let vowel = "aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ".contains(before);
            if vowel { right += 1 } else { wrong += 1 }
        }
        before = letter;
    }
    (right, wrong)
}
