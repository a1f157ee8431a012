//! Values as the binary formats of Excel store them.

use super::day_format::day_of_serial;
use super::number::content_of_number;
use super::ole::{u16_at, u32_at};
use crate::intake::sheet::Content;

/// The little-endian floating-point number in eight bytes.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(eight.try_into().ok()?))
}

/// A number in its compact form of four bytes: the upper half of a floating-point number or a whole one, perhaps a
/// hundred times as large.
pub(super) fn compact_number(bytes: &[u8], at: usize) -> Option<f64> {
    let bits = u32_at(bytes, at)?;
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    Some(if bits & 1 == 0 { number } else { number / 100.0 })
}

/// A number, which is a day where its format `shows_day`.
pub(super) fn number(number: f64, shows_day: bool, is_1904: bool) -> Content {
    let day = if shows_day { day_of_serial(number, is_1904) } else { None };
    day.map_or_else(|| content_of_number(number), Content::Date)
}

/// An error by its number.
pub(super) fn error(number: u8) -> Content {
    let name = match number {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#UNKNOWN!",
    };
    Content::Error(name.into())
}

/// The code units of a text in UTF-16.
pub(super) fn utf_16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// Where the runs of a text begin, in its letters as they are stored, and the number of each run's font.
pub(super) fn cuts(bytes: &[u8]) -> Vec<(usize, u16)> {
    let cuts = bytes.chunks_exact(4);
    cuts.filter_map(|cut| Some((usize::from(u16_at(cut, 0)?), u16_at(cut, 2)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_numbers_are_whole_or_not_and_hundredths_or_not() {
        let bits = |number: f64| (number.to_bits() >> 32) as u32;
        for (stored, expected) in [
            (bits(1.5), 1.5),
            (bits(-1.5), -1.5),
            (bits(150.0) | 1, 1.5),
            (12 << 2 | 2, 12.0),
            (0u32.wrapping_sub(12) << 2 | 2, -12.0),
            (985 << 2 | 3, 9.85),
        ] {
            assert_eq!(compact_number(&stored.to_le_bytes(), 0), Some(expected), "{stored:x}");
        }
        assert_eq!(compact_number(&[0; 3], 0), None);
    }

    #[test]
    fn errors_have_the_names_that_excel_shows() {
        let name = |number| Content::Error(number);
        for (number, expected) in [(0, "#NULL!"), (7, "#DIV/0!"), (15, "#VALUE!"), (23, "#REF!")] {
            assert_eq!(error(number), name(expected.into()));
        }
        for (number, expected) in [(29, "#NAME?"), (36, "#NUM!"), (42, "#N/A"), (43, "#GETTING_DATA")] {
            assert_eq!(error(number), name(expected.into()));
        }
        assert_eq!(error(99), name("#UNKNOWN!".into()));
    }
}
