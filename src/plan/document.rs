//! A document that rules and tasks cite, with the days on which it is in force.

use chrono::NaiveDate;
use serde::Deserialize;

/// One document (`[[document]]` of `documents.toml`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalDocument {
    /// Number as it is cited: `42/2022/NĐ-CP`.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Day on which it was signed.
    #[serde(default)]
    pub issued: Option<NaiveDate>,
    /// First day in force; `None` where that is not known, but long ago.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day in force; `None` while nothing ends it.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Number of the document that takes its place; empty for none.
    #[serde(default)]
    pub replaced_by: String,
}

/// The documents that `text` cites, each number with the byte at which it stands: `42/2022/NĐ-CP`, `18-NQ/TW`. Numbers
/// of forms (`06/VPCP/KSTT`), days and fractions are none.
pub fn citations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '/' || letter == '-';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text.get(rest..)?.find(is_part)?;
        let after = text.get(start..)?;
        let end = after.find(|letter| !is_part(letter)).unwrap_or(after.len());
        rest = start + end;
        Some((start, text.get(start..rest)?.trim_end_matches(['/', '-'])))
    })
    .filter(|(_, word)| is_number(word))
}

/// A number, a stroke, a kind of document and who made it: `766/QĐ-TTg`.
fn is_number(word: &str) -> bool {
    let capitals = |part: &str| part.starts_with(char::is_uppercase) && part.chars().all(char::is_alphabetic);
    let parts: Vec<&str> = word.split(['/', '-']).collect();
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit());
    match parts.as_slice() {
        [number, kind, by] => {
            is_digits(number) && capitals(kind) && capitals(by) && word.contains('/') && word.contains('-')
        }
        [number, year, kind, by] => {
            is_digits(number) && is_digits(year) && year.len() == 4 && capitals(kind) && capitals(by)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents_are_told_from_other_words_with_strokes() {
        let text = "Nghị định số 42/2022/NĐ-CP ngày 24/6/2022, Nghị quyết 18-NQ/TW, \"766/QĐ-TTg\"; biểu 06/VPCP/KSTT, \
                    Kế hoạch 226/KH-UBND. 80-100%, ngày/tháng, 1/2, Văn hóa - Xã hội, 43/CT-TTg";
        let found: Vec<&str> = citations(text).map(|(_, number)| number).collect();
        assert_eq!(found, ["42/2022/NĐ-CP", "18-NQ/TW", "766/QĐ-TTg", "226/KH-UBND", "43/CT-TTg"]);
        for (byte, number) in citations(text) {
            assert!(text[byte..].starts_with(number), "{number}");
        }
        assert_eq!(citations("").count() + citations("/-").count() + citations("NĐ-CP").count(), 0);
    }
}
