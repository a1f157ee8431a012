//! Codes of number formats, spelt as the crate that understands them reads them rightly.

use ssfmt::NumberFormat;

/// Longest code that is looked at; Excel allows 255 letters.
const LONGEST: usize = 1_000;

/// The format with that code; `None` where it is none.
pub(super) fn parse(code: &str) -> Option<NumberFormat> {
    (code.len() <= LONGEST).then(|| NumberFormat::parse(&spelt(code)).ok()).flatten()
}

/// The code without the letters that only take room, such as `_d`, or fill the cell, such as `*d`, which the crate takes
/// for parts of a day; and with each empty section, which shows nothing, as an empty text, since the crate takes it for
/// `General`.
fn spelt(code: &str) -> String {
    let mut spelt = String::with_capacity(code.len());
    let mut is_quoted = false;
    let mut is_empty = true;
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' if !is_quoted => {
                if is_empty {
                    spelt.push_str("\"\"");
                }
                is_empty = true;
                spelt.push(letter);
                continue;
            }
            '_' | '*' if !is_quoted => {
                letters.next();
                continue;
            }
            // The letter behind it stands for itself.
            '\\' if !is_quoted => {
                spelt.push(letter);
                spelt.extend(letters.next());
            }
            '"' => {
                is_quoted = !is_quoted;
                spelt.push(letter);
            }
            _ => spelt.push(letter),
        }
        is_empty = false;
    }
    if is_empty && spelt.contains(';') {
        spelt.push_str("\"\"");
    }
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_fills_and_empty_sections_are_spelt_out() {
        for (code, expected) in [
            ("0.00", "0.00"),
            ("#,##0_m", "#,##0"),
            ("_-* #,##0_-;_-* \"-\"_-", "#,##0;\"-\""),
            (r"\_0_d", r"\_0"),
            ("\"_d*\"0", "\"_d*\"0"),
            (";;;", "\"\";\"\";\"\";\"\""),
            ("0;;@", "0;\"\";@"),
            ("0;-0;", "0;-0;\"\""),
            ("\";\"0", "\";\"0"),
            ("", ""),
        ] {
            assert_eq!(spelt(code), expected, "{code}");
        }
    }
}
