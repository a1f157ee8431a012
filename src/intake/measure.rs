//! Units of measurement as people type them beside numbers.

use crate::text::fold_ascii;

/// Short spellings, each with the words that it stands for.
const SHORT: [(&str, &str); 6] = [
    ("hs", "ho so"),
    ("vb", "van ban"),
    ("vnd", "dong"),
    ("d", "dong"),
    ("cbcc", "can bo cong chuc"),
    ("nv", "nhiem vu"),
];

/// Words that make another unit of the one before them: a day and a working day.
const CHANGES: &str = "lam viec";

/// Whether `words`, typed behind a number, name the unit `measure`: the unit itself, its beginning, or the unit with more
/// words behind it (`hồ sơ TTHC`). A day is no working day.
pub(super) fn names(words: &str, measure: &str) -> bool {
    let (words, measure) = (spelt(words), spelt(measure));
    let (longer, shorter) =
        if words.len() >= measure.len() { (&words, &measure) } else { (&measure, &words) };
    match longer.strip_prefix(shorter.as_str()) {
        Some("") => true,
        Some(rest) => rest.starts_with(' ') && !rest.trim_start().starts_with(CHANGES),
        None => false,
    }
}

/// Words without accents, signs and short spellings.
fn spelt(text: &str) -> String {
    let folded = fold_ascii(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let long =
        words.map(|word| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long));
    long.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_by_its_words_and_never_taken_for_another() {
        for (words, measure, same) in [
            ("hồ sơ", "hồ sơ", true),
            ("HS", "hồ sơ", true),
            ("hồ sơ TTHC", "hồ sơ", true),
            ("ho so.", "hồ sơ", true),
            ("văn bản", "văn bản điều hành", true),
            ("đ", "đồng", true),
            ("VNĐ", "đồng", true),
            ("văn bản", "hồ sơ", false),
            ("giờ", "ngày", false),
            ("ngày", "ngày làm việc", false),
            ("ngày làm việc", "ngày", false),
            ("giờ làm việc", "ngày làm việc", false),
            ("ngày làm việc", "ngày làm việc", true),
            ("hồ", "hồ sơ", true),
            ("đồng nghiệp", "đồng", true),
            ("m2", "hồ sơ", false),
        ] {
            assert_eq!(names(words, measure), same, "{words} / {measure}");
        }
    }
}
