//! Words and signs that stand in a cell instead of a value.

use super::sheet::{Cell, Content};
use super::sign::{Sign, is_wingdings_mark, sign};
use crate::text::{clean, fold, fold_ascii};

/// What a word in place of a value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing was said: blank, `-`, `…`.
    Blank,
    /// Không phát sinh.
    NothingArose,
    /// Không áp dụng.
    NotApplicable,
}

/// The meaning of `text` where it is one of the usual words instead of a value.
pub(super) fn word(text: &str) -> Option<Word> {
    if is_blank(text) {
        return Some(Word::Blank);
    }
    match fold_ascii(text).trim_matches(|c: char| "()[]'\"".contains(c)) {
        "khong phat sinh" | "khong co phat sinh" | "chua phat sinh" | "kps" | "k.p.s" | "khong"
        | "khong co" | "ko" | "ko phat sinh" | "k phat sinh" => Some(Word::NothingArose),
        "khong ap dung" | "kad" | "n/a" | "na" => Some(Word::NotApplicable),
        _ => None,
    }
}

/// Whether `text` says nothing: spaces, dashes, dots, empty boxes. Any other sign says something, if only to be asked
/// about.
pub(super) fn is_blank(text: &str) -> bool {
    clean(text).chars().all(|c| {
        // `¨` is the empty box of Wingdings where its font is not told.
        matches!(sign(c), Some(Sign::Stroke | Sign::EmptyBox)) || c == '¨'
    })
}

/// Whether a cell says nothing.
pub(super) fn is_blank_cell(cell: Option<&Cell>) -> bool {
    match cell.map(|cell| &cell.content) {
        None => true,
        Some(Content::Text(text)) => is_blank(text),
        Some(_) => false,
    }
}

/// The text of a cell for people: cleaned; `None` where it says nothing, or only that there is nothing.
pub(super) fn remark(cell: Option<&Cell>) -> Option<String> {
    let text = clean(&cell?.raw());
    if word(&text).is_some() || fold(&text) == "chưa có" { None } else { Some(text) }
}

/// What a cell of the column `Không phát sinh (x)` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    Absent,
    /// Marked.
    Set,
    /// Explicitly not marked: `không`, `0`.
    Refused,
    /// Something else.
    Unclear,
}

/// Reads a mark.
pub(super) fn mark(cell: Option<&Cell>) -> Mark {
    let Some(cell) = cell else { return Mark::Absent };
    match &cell.content {
        Content::Bool(true) => Mark::Set,
        Content::Bool(false) => Mark::Refused,
        Content::Number(number) if number.is_zero() => Mark::Refused,
        Content::Number(number) if *number == rust_decimal::Decimal::ONE => Mark::Set,
        Content::Text(text) if is_blank(text) => Mark::Absent,
        Content::Text(text) if is_mark(text) => Mark::Set,
        Content::Text(text) => match fold(text).trim_matches(|c: char| "()[]".contains(c)) {
            "có" | "co" | "1" | "đúng" | "kps" | "không phát sinh" => Mark::Set,
            "không" | "khong" | "0" | "có phát sinh" => Mark::Refused,
            _ => Mark::Unclear,
        },
        _ => Mark::Unclear,
    }
}

/// Whether `text` is nothing but ticks or crosses: `x`, `(x)`, `✓✓`.
fn is_mark(text: &str) -> bool {
    let text = clean(text);
    let mut signs = text.chars().filter(|c| sign(*c) != Some(Sign::Stroke)).peekable();
    signs.peek().is_some() && signs.all(|c| sign(c) == Some(Sign::Mark))
        || matches!(text.chars().collect::<Vec<_>>()[..], [letter] if is_wingdings_mark(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_keep_their_meanings_apart() {
        for (text, meaning) in [
            ("", Some(Word::Blank)),
            (" - ", Some(Word::Blank)),
            ("…", Some(Word::Blank)),
            ("......", Some(Word::Blank)),
            ("Không phát sinh", Some(Word::NothingArose)),
            ("KPS", Some(Word::NothingArose)),
            ("không", Some(Word::NothingArose)),
            ("Khong co", Some(Word::NothingArose)),
            ("Không áp dụng.", Some(Word::NotApplicable)),
            ("0", None),
            ("x", None),
            ("12", None),
            ("#REF!", None),
            ("Không ban hành", None),
            ("/", Some(Word::Blank)),
            ("( )", Some(Word::Blank)),
            ("☐", Some(Word::Blank)),
            ("\u{F0A8}", Some(Word::Blank)),
            ("?", None),
            ("\"", None),
            ("*", None),
            ("✗", None),
            ("■", None),
        ] {
            assert_eq!(word(text), meaning, "{text:?}");
        }
    }

    #[test]
    fn every_sign_in_a_column_of_crosses_is_a_mark_or_an_empty_box_or_asked_about() {
        let read = |text: &str| mark(Some(&Cell::of(Content::Text(text.into()))));
        let marks = "xXvV×✓✔√☑☒✗✘✕✖⊠⊗■▪●◉⬛⬤🗹🗸🗵🗷✅❌❎χхþýüû\u{F0FE}\u{F0FD}\u{F0FC}\u{F0FB}";
        for sign in marks.chars() {
            for text in [format!("{sign}"), format!(" ({sign}) "), format!("{sign}\u{FE0F}.")] {
                if is_wingdings_mark(sign) && text.contains(['(', '.']) {
                    continue;
                }
                assert_eq!(read(&text), Mark::Set, "{text:?}");
            }
        }
        for text in ["✓✓", "xx", "x x", "[x]", "☑x"] {
            assert_eq!(read(text), Mark::Set, "{text:?}");
        }
        for sign in "☐□▢◻⬜○◯▫❏\u{F0A8}\u{F06F}¨-–—.…_/".chars() {
            assert_eq!(read(&sign.to_string()), Mark::Absent, "{sign:?}");
        }
        // What is neither is asked about by name, never passed over.
        for text in ["?", "*", "•", "!", "+", "=", "o", "q", "R", "☑ ☐ chưa", "x?", "12", "xem ghi chú", "½"]
        {
            assert_eq!(read(text), Mark::Unclear, "{text:?}");
        }
    }

    #[test]
    fn marks_as_people_make_them() {
        let cell = |text: &str| Cell::of(Content::Text(text.into()));
        for (text, expected) in [
            ("x", Mark::Set),
            ("X", Mark::Set),
            (" х ", Mark::Set), // Cyrillic
            ("✓", Mark::Set),
            ("v", Mark::Set),
            ("Có", Mark::Set),
            ("", Mark::Absent),
            ("-", Mark::Absent),
            ("không", Mark::Refused),
        ] {
            assert_eq!(mark(Some(&cell(text))), expected, "{text:?}");
        }
        assert_eq!(mark(None), Mark::Absent);
    }
}
