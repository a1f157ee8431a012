//! The number of a sending as people write it: `2`, `Lần 2 (bổ sung)`, `lần thứ hai`, `II`.

use crate::text::fold_ascii;

/// Words for one to ten, without diacritics; "nhất", "nhì" and "tư" follow "thứ".
const WORDS: [(&str, u32); 14] = [
    ("mot", 1),
    ("nhat", 1),
    ("dau", 1),
    ("hai", 2),
    ("nhi", 2),
    ("ba", 3),
    ("bon", 4),
    ("tu", 4),
    ("nam", 5),
    ("sau", 6),
    ("bay", 7),
    ("tam", 8),
    ("chin", 9),
    ("muoi", 10),
];

/// Roman numerals as they are used here.
const ROMAN: [(&str, u32); 10] = [
    ("i", 1),
    ("ii", 2),
    ("iii", 3),
    ("iv", 4),
    ("v", 5),
    ("vi", 6),
    ("vii", 7),
    ("viii", 8),
    ("ix", 9),
    ("x", 10),
];

/// The highest number of a sending that is believed: a larger one is a year or part of a date.
const MOST: u32 = 99;

/// The number that `text` states; `None` where it states none, or more than one thing that could be it, such as a date.
pub(super) fn sending_number(text: &str) -> Option<u32> {
    let folded = fold_ascii(text);
    // What stands in parentheses or behind a comma says more, and no other number.
    let (head, tail) = folded.split_once(['(', ',', ';', '[']).unwrap_or((folded.as_str(), ""));
    let tail = tail.trim_end_matches([')', ']']).trim();
    if head.starts_with('-') || tail.starts_with(|c: char| c.is_ascii_digit()) && !is_day(tail) {
        return None;
    }
    let named_so = ["lan", "dot"].iter().find_map(|word| head.trim().strip_prefix(word));
    let named_so = named_so.filter(|rest| !rest.starts_with(|c: char| c.is_alphabetic()));
    let value = named_so.unwrap_or(head);
    let value = value.trim().trim_start_matches("gui").trim_start_matches([':', '-', '.', '#', ' ']);
    let value = ["thu ", "so "].iter().find_map(|word| value.strip_prefix(word)).unwrap_or(value);
    let mut words = value.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    let first = words.next()?;
    let rest: Vec<&str> = words.collect();
    let number = whole(first).or_else(|| named(&ROMAN, first)).or_else(|| named(&WORDS, first))?;
    // A day may follow, as in "Lần 1 ngày 10/12" and "Lần 1 - 10/12/2025"; another number, or a month, makes the first
    // no number of a sending.
    let is_more =
        |word: &&str| word.contains(|c: char| c.is_ascii_digit()) && !(named_so.is_some() && is_day(word));
    let more = rest.iter().any(is_more);
    let of_day = rest.first().is_some_and(|word| ["thang", "nam"].contains(word));
    let before_day = rest.first() == Some(&"ngay");
    ((1..=MOST).contains(&number) && !of_day && (before_day || !more)).then_some(number)
}

fn is_day(text: &str) -> bool {
    text.contains('/') && text.chars().all(|c| c.is_ascii_digit() || c == '/')
}

/// `02`, `2.`; a number of a spreadsheet may come as `2.0`.
fn whole(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(['.', ':']);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

fn named(names: &[(&str, u32)], word: &str) -> Option<u32> {
    names.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number) in [
            ("1", 1),
            ("02", 2),
            ("2.", 2),
            ("Lần 2", 2),
            ("lần 02", 2),
            ("Lần 02 - 15/12/2025", 2),
            ("Lần 1 10/12", 1),
            ("Đợt 2", 2),
            ("đợt II (bổ sung)", 2),
            ("LẦN: 2", 2),
            ("Lần 1, ngày 10/12", 1),
            ("Lần 1 ngày 10/12", 1),
            ("Lần 1 (10/12/2025)", 1),
            ("Lần 1 - ngày 10/12/2025", 1),
            ("Lần 2 (bổ sung)", 2),
            ("2 (bổ sung)", 2),
            ("2 - bổ sung", 2),
            ("lần thứ hai", 2),
            ("Lần thứ 2", 2),
            ("thứ 3", 3),
            ("hai", 2),
            ("lần đầu", 1),
            ("Lần đầu tiên", 1),
            ("lần thứ nhất", 1),
            ("lần thứ tư", 4),
            ("II", 2),
            ("Lần III", 3),
            ("Lần gửi: 2", 2),
            ("số 2", 2),
            ("La\u{302}\u{300}n 2", 2),
            ("12", 12),
        ] {
            assert_eq!(sending_number(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_day_or_says_no_number_is_asked_about() {
        for text in [
            "",
            "ngày 10/12",
            "10/12",
            "10/12/2025",
            "10-12",
            "2025-12-10",
            "10.12.2025",
            "2/2025",
            "2025",
            "11012",
            "12 tháng 12",
            "10 12",
            "0",
            "-1",
            "lần cuối",
            "bổ sung",
            "lại",
            "1 hoặc 2",
            "2,5",
            "1/2",
            "Lần 1+2",
            "Lần 1 hoặc 2",
            "Lần 1, 2",
        ] {
            assert_eq!(sending_number(text), None, "{text}");
        }
    }
}
