//! Numbers as people type them. What the column is declared to hold decides; what can be read two ways says so.
//!
//! How separators are read, in this order:
//!
//! 1. Spaces (also no-break) between groups of three digits group: `1 234`.
//! 2. Where `.` and `,` both occur, the last one is the decimal sign and the other groups: `1.234,5`, `1,234.5`.
//! 3. One of them several times groups: `1.234.567`.
//! 4. One of them once is the decimal sign unless exactly three digits follow and one to three, not beginning with
//!    zero, precede: `98,5`, `0.985`, `1234.567`.
//! 5. What remains is `1.234` or `1,234`:
//!    - a whole number: it groups, since a whole number has no decimals: 1234;
//!    - a percentage: it is the decimal sign, since no percentage here reaches 1000. With a comma, the Vietnamese
//!      decimal sign, that is certain; with a point it is returned with the other reading as a doubt;
//!    - any other number: read the Vietnamese way (the point groups, the comma is decimal), always with the other
//!      reading as a doubt.

use rust_decimal::Decimal;

use super::{clean, fold};

/// What a column is declared to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// A count, a rank, an amount in whole units.
    Whole,
    /// A number that may have decimals.
    Decimal,
    /// A percentage: `98,5` and `98,5%` both mean 98.5.
    Percent,
}

/// A number read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedNumber {
    /// The number as written: `98,5%` is 98.5.
    pub value: Decimal,
    /// Whether the sign `%` (or "phần trăm") was written.
    pub percent_sign: bool,
    /// Whether it was taken out of a longer text such as `12 hồ sơ`.
    pub from_text: bool,
    /// The other reading, where there are two; a person must say which is meant.
    pub doubt: Option<Decimal>,
    /// Decimals as typed: two for `98,50`.
    pub places: u32,
}

/// Why text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing but spaces.
    #[error("empty")]
    Empty,
    /// No number: words, `-`, `…`, `x`, `Không`, a code such as `3A`, an approximation such as `trên 99%`.
    #[error("not a number")]
    NotANumber,
    /// More than one number, so that it cannot be told which is meant.
    #[error("several numbers")]
    Several,
    /// `12 triệu`: whether the column already counts in millions cannot be told.
    #[error("a number with a word of magnitude")]
    Magnitude,
    /// `%` where the column holds no percentage.
    #[error("a percentage where none belongs")]
    UnexpectedPercent,
    /// More digits than an exact decimal holds (28).
    #[error("too many digits")]
    TooLarge,
}

/// Reads a number of `kind` out of `raw`. A fraction in a column of whole numbers, a negative count and a percentage
/// below 1 are numbers all the same; the form that declares the column judges them.
pub fn parse_number(raw: &str, kind: NumberKind) -> Result<ParsedNumber, NumberError> {
    let text = normalised(raw);
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    let pieces = pieces(&text);
    let numbers: Vec<&Piece<'_>> = pieces.iter().filter(|piece| piece.number).collect();
    let piece = match numbers[..] {
        [] => return Err(NumberError::NotANumber),
        [one] => one,
        // "Số lượng: 12 / Tỷ lệ: 60%": the sign tells which of two labelled numbers the column means.
        [_, _] if labelled(&pieces) => {
            let wanted = kind == NumberKind::Percent;
            let mut fitting = numbers.iter().filter(|piece| has_percent(&pieces, piece) == wanted);
            match (fitting.next(), fitting.next()) {
                (Some(one), None) => *one,
                _ => return Err(NumberError::Several),
            }
        }
        _ => return Err(NumberError::Several),
    };
    let percent_sign = has_percent(&pieces, piece);
    let from_text = around(&pieces, piece)?;
    if percent_sign && kind != NumberKind::Percent {
        return Err(NumberError::UnexpectedPercent);
    }
    let (value, doubt) = digits(piece.text, kind)?;
    Ok(ParsedNumber { value, percent_sign, from_text, doubt, places: places(piece.text, value) })
}

/// Decimals of `text`, which was read as `value`. Three digits after a mark may be a group, unless the value has decimals.
fn places(text: &str, value: Decimal) -> u32 {
    let typed = text.rsplit_once(['.', ',']).map_or(0, |(_, fraction)| fraction.len());
    if typed == 3 && value.scale() == 0 { 0 } else { u32::try_from(typed).unwrap_or(0) }
}

/// [`clean`] with one minus sign, ordinary digits, and without the apostrophe that keeps a cell as text.
fn normalised(raw: &str) -> String {
    let text: String = clean(raw)
        .chars()
        .map(|c| match c {
            '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{FF0D}' => '-',
            '\u{FF05}' => '%',
            '\u{FF10}'..='\u{FF19}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .collect();
    text.trim_start_matches(['\'', '’', '‘']).trim().to_owned()
}

/// A stretch of text: a number with its separators and sign, or what lies between two numbers.
struct Piece<'a> {
    index: usize,
    text: &'a str,
    number: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let start = with_sign(rest, start);
        let (before, after) = rest.split_at(start);
        if !before.is_empty() {
            pieces.push(Piece { index: pieces.len(), text: before, number: false });
        }
        let (number, tail) = after.split_at(number_length(after));
        if !number.is_empty() {
            pieces.push(Piece { index: pieces.len(), text: number, number: true });
        }
        rest = tail;
    }
    pieces
}

/// Where the number at `start` begins with its sign: a sign counts only right before the digit and after nothing or a
/// space, so that `- 5` stays a list's dash and `5-1` two numbers.
fn with_sign(text: &str, start: usize) -> usize {
    let (before, digits) = text.split_at(start);
    match before.strip_suffix(['-', '+']) {
        Some(rest) if !digits.is_empty() && (rest.is_empty() || rest.ends_with([' ', ':', '='])) => {
            rest.len()
        }
        _ => start,
    }
}

/// How many bytes of `text` are one number: digits, `.` and `,` between digits, spaces between groups of three.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    loop {
        while digit(end) {
            end += 1;
        }
        let joins = match bytes.get(end) {
            Some(b'.' | b',') => digit(end + 1),
            Some(b' ') => (1..=3).all(|next| digit(end + next)) && !digit(end + 4),
            _ => false,
        };
        if !joins {
            return end;
        }
        end += 1;
    }
}

/// Whether every number but the first stands behind a label and a separator, such as ` / Tỷ lệ: `.
fn labelled(pieces: &[Piece<'_>]) -> bool {
    let between: Vec<_> = pieces.iter().filter(|piece| !piece.number).collect();
    let labels = between.iter().filter(|piece| piece.text.trim_end().ends_with([':', '='])).count();
    labels == 2 && pieces.first().is_some_and(|piece| !piece.number)
}

fn has_percent(pieces: &[Piece<'_>], piece: &Piece<'_>) -> bool {
    pieces.get(piece.index + 1).is_some_and(|next| {
        let next = next.text.trim_start();
        next.starts_with('%') || fold(next).starts_with("phần trăm")
    })
}

/// Whether anything but the number and its sign is there; refuses surroundings that change what the number means.
fn around(pieces: &[Piece<'_>], piece: &Piece<'_>) -> Result<bool, NumberError> {
    let before =
        piece.index.checked_sub(1).and_then(|index| pieces.get(index)).map_or("", |piece| piece.text);
    let after = pieces.get(piece.index + 1).map_or("", |piece| piece.text);
    let label = before.trim_end();
    if !label.is_empty() && !label.ends_with([':', '=']) {
        return Err(NumberError::NotANumber);
    }
    let spaced = after.starts_with([' ', '%', '.', ',', ';']);
    if !after.is_empty() && !spaced {
        return Err(NumberError::NotANumber);
    }
    let unit = after.trim_start().trim_start_matches('%').trim();
    let first = unit.chars().next();
    if first.is_some_and(|c| !c.is_alphabetic() && !matches!(c, '(' | '.' | ',' | ';' | '/')) {
        return Err(NumberError::NotANumber);
    }
    let word = fold(unit);
    let word = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if ["chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tr", "tỷ", "tỉ", "k"].contains(&word) {
        return Err(NumberError::Magnitude);
    }
    let sign_in_words = fold(unit) == "phần trăm";
    Ok(!label.is_empty() || !(unit.is_empty() || sign_in_words))
}

/// The number that `text` spells and its other reading, by the rules at the top of this file.
fn digits(text: &str, kind: NumberKind) -> Result<(Decimal, Option<Decimal>), NumberError> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let exact = |whole: &str, fraction: &str| {
        let point = if fraction.is_empty() { "" } else { "." };
        let plain = format!("{sign}{}{point}{fraction}", whole.replace([' ', '.', ','], ""));
        Decimal::from_str_exact(&plain).map(|number| number.normalize()).map_err(|_| NumberError::TooLarge)
    };
    let mark = unsigned.chars().rev().find(|c| matches!(c, '.' | ','));
    let Some((mark, (whole, fraction))) = mark.and_then(|mark| Some((mark, unsigned.rsplit_once(mark)?)))
    else {
        return if grouped(unsigned, ' ') {
            Ok((exact(unsigned, "")?, None))
        } else {
            Err(NumberError::Several)
        };
    };
    let other_mark = if mark == '.' { ',' } else { '.' };
    if fraction.contains(' ') {
        return Err(NumberError::NotANumber);
    }
    if whole.contains(mark) {
        let groups = !whole.contains([other_mark, ' ']) && grouped(unsigned, mark);
        return if groups { Ok((exact(unsigned, "")?, None)) } else { Err(NumberError::NotANumber) };
    }
    if whole.contains([other_mark, ' ']) {
        let one_kind = !(whole.contains(other_mark) && whole.contains(' '));
        let groups = one_kind && (grouped(whole, other_mark) || grouped(whole, ' '));
        return if groups { Ok((exact(whole, fraction)?, None)) } else { Err(NumberError::NotANumber) };
    }
    let as_decimal = exact(whole, fraction)?;
    if fraction.len() != 3 || whole.len() > 3 || whole.starts_with('0') {
        return Ok((as_decimal, None));
    }
    let as_group = exact(unsigned, "")?;
    Ok(match (kind, mark) {
        (NumberKind::Whole, _) => (as_group, None),
        (NumberKind::Percent, ',') => (as_decimal, None),
        (NumberKind::Percent, _) => (as_decimal, Some(as_group)),
        (NumberKind::Decimal, '.') => (as_group, Some(as_decimal)),
        (NumberKind::Decimal, _) => (as_decimal, Some(as_group)),
    })
}

/// Whether `mark` separates groups of three digits, the first of one to three.
fn grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<_> = groups.collect();
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let leading = rest.is_empty() || (1..=3).contains(&first.len());
    digits(first) && leading && rest.iter().all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::NumberKind::{Decimal as Any, Percent, Whole};
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a plain decimal")
    }

    /// Reads without any flag.
    fn plain(raw: &str, kind: NumberKind) -> Result<String, NumberError> {
        let parsed = parse_number(raw, kind)?;
        assert_eq!((parsed.from_text, parsed.doubt), (false, None), "{raw}");
        Ok(parsed.value.to_string())
    }

    #[test]
    fn decimals_are_counted_as_typed() {
        for (raw, places) in [("98,50%", 2), ("98", 0), ("98,567", 3), ("1.234", 3)] {
            assert_eq!(parse_number(raw, Percent).map(|number| number.places), Ok(places), "{raw}");
        }
    }

    #[test]
    fn numbers_as_typed() {
        for (raw, kind, number) in [
            ("12", Whole, "12"),
            (" 12 ", Whole, "12"),
            ("'12", Whole, "12"),
            ("0", Whole, "0"),
            ("007", Whole, "7"),
            ("-5", Whole, "-5"),
            ("−5", Whole, "-5"),
            ("+5", Whole, "5"),
            ("１２", Whole, "12"),
            ("1.234", Whole, "1234"),
            ("1,234", Whole, "1234"),
            ("1 234", Whole, "1234"),
            ("1\u{a0}234\u{202f}567", Whole, "1234567"),
            ("1.234.567", Whole, "1234567"),
            ("1,234,567", Any, "1234567"),
            ("12345", Whole, "12345"),
            ("12,5", Whole, "12.5"),
            ("1.234,5", Any, "1234.5"),
            ("1,234.5", Any, "1234.5"),
            ("1 234,5", Any, "1234.5"),
            ("1.234.567,89", Any, "1234567.89"),
            ("-1.234,50", Any, "-1234.5"),
            ("1,234.567", Any, "1234.567"),
            ("98,5", Any, "98.5"),
            ("98.5", Any, "98.5"),
            ("0,985", Any, "0.985"),
            ("0.985", Whole, "0.985"),
            ("1234.567", Any, "1234.567"),
            ("3,1415", Any, "3.1415"),
            ("98,5%", Percent, "98.5"),
            ("98,5 %", Percent, "98.5"),
            ("98,567%", Percent, "98.567"),
            ("99 phần trăm", Percent, "99"),
            ("0,985", Percent, "0.985"),
            ("100", Percent, "100"),
            ("9999999999999999999999999999", Whole, "9999999999999999999999999999"),
        ] {
            assert_eq!(plain(raw, kind).as_deref(), Ok(number), "{raw}");
        }
    }

    #[test]
    fn two_readings_come_with_a_doubt() {
        for (raw, kind, value, other) in [
            ("1.234", Any, "1234", "1.234"),
            ("1,234", Any, "1.234", "1234"),
            ("12.345 hồ sơ", Any, "12345", "12.345"),
            ("98.567", Percent, "98.567", "98567"),
            ("98.567%", Percent, "98.567", "98567"),
            ("-1.234", Any, "-1234", "-1.234"),
        ] {
            let parsed = parse_number(raw, kind).expect(raw);
            assert_eq!((parsed.value, parsed.doubt), (exact(value), Some(exact(other))), "{raw}");
        }
    }

    #[test]
    fn a_number_among_words_says_so() {
        for (raw, kind, value) in [
            ("12 hồ sơ", Whole, "12"),
            ("1.234 hồ sơ", Whole, "1234"),
            ("Tổng số: 12", Whole, "12"),
            ("SL = 12 hồ sơ", Whole, "12"),
            ("12 (mười hai)", Whole, "12"),
            ("12.", Whole, "12"),
            ("98,5% hồ sơ", Percent, "98.5"),
            ("Số lượng: 12 / Tỷ lệ: 60%", Whole, "12"),
            ("Số lượng: 12 / Tỷ lệ: 60%", Percent, "60"),
        ] {
            let parsed = parse_number(raw, kind).expect(raw);
            assert_eq!((parsed.value, parsed.from_text), (exact(value), true), "{raw}");
        }
    }

    #[test]
    fn the_sign_is_remembered() {
        assert!(parse_number("98%", Percent).expect("a percentage").percent_sign);
        assert!(!parse_number("98", Percent).expect("a percentage").percent_sign);
        assert_eq!(parse_number("98%", Whole), Err(NumberError::UnexpectedPercent));
        assert_eq!(parse_number("98 phần trăm", Any), Err(NumberError::UnexpectedPercent));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for raw in [
            "-",
            "–",
            "…",
            "...",
            "x",
            "X",
            "Không",
            "Không phát sinh",
            "KPS",
            "mười hai",
            "3A",
            "A3",
            "12hs",
            "1e5",
            "trên 99%",
            "khoảng 12",
            ">99%",
            "≥ 99",
            "- 5",
            "(5)",
            "Quý 3",
            "1.2345.678",
            "1.234.56",
            "1,234.567.890",
            "1.234,567,890",
            "12:30",
            "#REF!",
            "½",
            "%",
            "12%%%5?",
            "~12",
            "1..2,",
            ",5",
        ] {
            let result = parse_number(raw, Whole);
            assert!(
                matches!(result, Err(NumberError::NotANumber | NumberError::Several)),
                "{raw}: {result:?}"
            );
        }
        for raw in ["", "  ", "\u{a0}\u{200b}", "'"] {
            assert_eq!(parse_number(raw, Whole), Err(NumberError::Empty), "{raw:?}");
        }
    }

    #[test]
    fn several_numbers_are_refused() {
        for raw in [
            "12/15",
            "12 - 15",
            "5-1-26",
            "5/1/2026",
            "12 hồ sơ năm 2025",
            "12 34",
            "12 3456",
            "2025 100",
            "A: 12 / B: 15",
        ] {
            let result = parse_number(raw, Whole);
            assert!(matches!(result, Err(NumberError::Several)), "{raw}: {result:?}");
        }
    }

    #[test]
    fn words_of_magnitude_are_refused() {
        for raw in ["12 triệu", "1,5 tỷ đồng", "1,5 tỉ", "12 nghìn hồ sơ", "12 tr.đ"] {
            let result = parse_number(raw, Any);
            assert!(
                matches!(result, Err(NumberError::Magnitude | NumberError::NotANumber)),
                "{raw}: {result:?}"
            );
        }
        assert_eq!(parse_number("1,5 tỷ đồng", Any), Err(NumberError::Magnitude));
    }

    #[test]
    fn too_many_digits_are_refused() {
        for raw in ["1".repeat(40), format!("0,{}", "1".repeat(40))] {
            assert_eq!(parse_number(&raw, Any), Err(NumberError::TooLarge), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,30}") {
            for kind in [Whole, Any, Percent] {
                let _ = parse_number(&text, kind);
            }
        }

        #[test]
        fn no_numberlike_text_panics(text in "[-+0-9., :%/\u{a0}ađ]{0,20}") {
            for kind in [Whole, Any, Percent] {
                let _ = parse_number(&text, kind);
            }
        }

        #[test]
        fn whole_numbers_are_read_back_however_grouped(number in -999_999_999_999i64..999_999_999_999) {
            for mark in ["", ".", ",", " ", "\u{a0}"] {
                let digits = number.unsigned_abs().to_string();
                let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev()
                    .map(|group| std::str::from_utf8(group).expect("ASCII")).collect();
                let sign = if number < 0 { "-" } else { "" };
                let text = format!("{sign}{}", groups.join(mark));
                prop_assert_eq!(plain(&text, Whole), Ok(number.to_string()));
            }
        }
    }
}
