//! What a sheet calls itself: the number of a form and its title, above the table.

use super::expected::ExpectedForm;
use super::grid::Grid;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::text::{clean, fold};

/// A number or a title that stands above a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormName {
    pub(super) cell: CellRef,
    /// As typed.
    pub(super) shown: String,
    /// By which the form could be recognised from now on.
    pub(super) line: String,
}

/// Longest text that is a title.
const LONGEST_TITLE: usize = 200;

/// The name in the rows above `top`, by which the sheet is none of what `form` says of itself; `None` where nothing
/// there names another form, or where the title is that of the description. A number counts more than a title.
pub(super) fn unknown_name(grid: &Grid<'_>, top: u32, form: &ExpectedForm<'_>) -> Option<FormName> {
    let above = || grid.texts(0, top.saturating_sub(1)).filter(|(at, _)| at.row < top);
    let named =
        |at: CellRef, key: &TextKey, line: String| FormName { cell: at, shown: key.shown.clone(), line };
    if let Some(number) = above().find_map(|(at, key)| Some(named(at, key, number_in(&key.shown)?))) {
        return Some(number);
    }
    // A header that is taller than the form needs is no title.
    let (at, title) = above().find(|(_, key)| is_title(key) && !form.columns.is_parent(key))?;
    let known = written_out(&form.form.title).contains(&written_out(&title.shown));
    (!known).then(|| named(at, title, title.shown.clone()))
}

/// The number of a form in a text: `12/STP` of "Biểu số 12/STP", the whole of a text that is nothing else, and "Mẫu số
/// 06" where the number alone would say too little.
fn number_in(text: &str) -> Option<String> {
    let text = clean(text);
    let words: Vec<&str> = text.split(' ').collect();
    let trimmed = |word: &str| word.trim_matches(|c: char| ".,;:()\"".contains(c)).to_owned();
    let has_digit = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let slashed = |word: &str| has_digit(word) && word.contains('/') && word.chars().any(char::is_alphabetic);
    if let [only] = words[..] {
        return slashed(only).then(|| trimmed(only));
    }
    words.iter().enumerate().find_map(|(place, word)| {
        if !matches!(fold(word).as_str(), "biểu" | "mẫu" | "bieu" | "mau") {
            return None;
        }
        // "Biểu số", "Biểu mẫu số", "Mẫu biểu".
        let rest = words.get(place + 1..)?;
        let between = rest
            .iter()
            .take_while(|word| matches!(fold(word).as_str(), "số" | "so" | "biểu" | "mẫu" | "bieu" | "mau"));
        let between = between.count();
        let number = trimmed(rest.get(between)?);
        if slashed(&number) {
            return Some(number);
        }
        let said = words.get(place..=place + 1 + between)?.join(" ");
        has_digit(&number).then(|| trimmed(&said))
    })
}

/// Whether a text is a title by its words.
fn is_title(key: &TextKey) -> bool {
    const BEGINNINGS: [&str; 12] = [
        "bao cao",
        "tinh hinh",
        "ket qua",
        "danh muc",
        "danh sach",
        "bang",
        "tong hop",
        "thong ke",
        "bieu tong hop",
        "so lieu",
        "theo doi",
        "phu luc",
    ];
    let begins = |word: &&str| key.ascii.strip_prefix(*word).is_some_and(|rest| rest.starts_with(' '));
    key.shown.len() <= LONGEST_TITLE
        && key.ascii.split(' ').count() >= 3
        && !key.shown.contains(':')
        && BEGINNINGS.iter().any(begins)
}

/// A title as it is compared: without its spaces, abbreviations written out.
fn written_out(title: &str) -> String {
    fold(title).replace("tthc", "thủ tục hành chính").replace([' ', ',', '.'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_forms_are_told_from_those_of_documents() {
        for (text, number) in [
            ("Biểu số II.06/VPCP/KSTT", Some("II.06/VPCP/KSTT")),
            ("Biểu số 12/STP (Ban hành theo Thông tư số 01/2020/TT-VPCP)", Some("12/STP")),
            ("BIỂU MẪU SỐ: 06a/UBND-KSTT", Some("06a/UBND-KSTT")),
            ("12/STP/BC", Some("12/STP/BC")),
            ("Mẫu số 06", Some("Mẫu số 06")),
            ("Biểu 6b", Some("Biểu 6b")),
            ("Số: 15/BC-UBND", None),
            ("Thông tư số 01/2020/TT-VPCP ngày 21/10/2020", None),
            ("Biểu tổng hợp năm 2025", None),
            ("21/10/2020", None),
            ("", None),
        ] {
            assert_eq!(number_in(text).as_deref(), number, "{text}");
        }
    }
}
