//! Names of entries: in whatever characters they were written, and kept inside their wrapping.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

/// What stands for the bytes 128 to 255 in names that DOS and many archivers write (code page 437).
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// A name in UTF-8 where it is that; else in Vietnamese Windows, whose letters and tone marks all lie in the upper
/// quarter; else in code page 437.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    if bytes.iter().all(|byte| byte.is_ascii() || *byte >= 0xC0) {
        return WINDOWS_1258.decode_without_bom_handling(bytes).0;
    }
    let high: Vec<char> = CODE_PAGE_437.chars().collect();
    let letter = |byte: &u8| match byte {
        0..=127 => char::from(*byte),
        128.. => high.get(usize::from(*byte) - 128).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    bytes.iter().map(letter).collect::<String>().into()
}

/// The name without what leads out of the wrapping, letters composed; `None` for a folder and for what macOS adds to
/// archives.
pub(super) fn tidy(name: &str) -> Option<String> {
    let slashed = name.replace('\\', "/");
    if slashed.ends_with('/') {
        return None;
    }
    let parts: Vec<String> = slashed
        .split('/')
        // A drive of Windows.
        .filter(|part| !(part.len() == 2 && part.ends_with(':')))
        .map(|part| part.nfc().filter(|letter| !letter.is_control()).collect::<String>())
        .map(|part| part.trim().to_owned())
        .filter(|part| !matches!(part.as_str(), "" | "." | ".."))
        .collect();
    (!parts.is_empty() && parts.iter().all(|part| part != "__MACOSX")).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_the_characters_that_they_were_written_in() {
        assert_eq!(decode("Phòng Kinh tế/Số liệu.xlsx".as_bytes()), "Phòng Kinh tế/Số liệu.xlsx");
        // "Số liệu" and "Phòng" as Vietnamese Windows writes them: letter, then tone mark.
        let name = decode(b"S\xF4\xEC li\xEA\xF2u Pho\xCCng.xlsx");
        assert_eq!(tidy(&name).as_deref(), Some("Số liệu Phòng.xlsx"));
        assert_eq!(decode(b"b\xA0o c\xA0o \x82.xlsx"), "báo cáo é.xlsx");
        assert_eq!(CODE_PAGE_437.chars().count(), 128);
    }

    #[test]
    fn no_name_leads_out_of_its_wrapping() {
        for (name, tidied) in [
            ("../../KT.xlsx", Some("KT.xlsx")),
            ("/etc/passwd", Some("etc/passwd")),
            ("C:\\Users\\chi\\KT.xlsx", Some("Users/chi/KT.xlsx")),
            ("a/./b/../KT.xlsx", Some("a/b/KT.xlsx")),
            ("a\u{0}b\u{1B}[1m.xlsx", Some("ab[1m.xlsx")),
            ("a//KT.xlsx ", Some("a/KT.xlsx")),
            ("thu muc/", None),
            ("thu muc\\", None),
            ("__MACOSX/a/._KT.xlsx", None),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(tidy(name).as_deref(), tidied, "{name}");
        }
    }
}
