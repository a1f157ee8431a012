//! The records of a part of an `.xlsb` package.

use crate::intake::container::excel_text::RichText;
use crate::intake::container::excel_value::{cuts, utf_16};
use crate::intake::container::ole::u32_at;

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'p> {
    /// All of it.
    pub(super) bytes: &'p [u8],
    /// What it is.
    pub(super) kind: u16,
    /// What it says.
    pub(super) body: &'p [u8],
}

/// The records of a part, one after the other.
pub(super) fn records(part: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut at = 0usize;
    std::iter::from_fn(move || {
        let start = at;
        let kind = read_number(part, &mut at, 2)? as u16;
        let length = read_number(part, &mut at, 4)? as usize;
        let end = at.checked_add(length)?;
        let body = part.get(at..end)?;
        at = end;
        Some(Record { bytes: part.get(start..end)?, kind, body })
    })
}

/// A number in at most `most` bytes of seven bits each, the lowest first.
fn read_number(part: &[u8], at: &mut usize, most: usize) -> Option<u32> {
    let mut number = 0;
    for place in 0..most {
        let byte = *part.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

/// A text with its length in characters before it, and where it ends.
pub(super) fn wide_text(body: &[u8], at: usize) -> Option<(String, usize)> {
    let length = u32_at(body, at)? as usize;
    let end = at.checked_add(4)?.checked_add(length.checked_mul(2)?)?;
    Some((utf_16(body.get(at + 4..end)?), end))
}

/// A text with flags before it, and perhaps its runs behind it.
pub(super) fn rich_text(body: &[u8], at: usize) -> Option<RichText> {
    let flags = *body.get(at)?;
    let (text, end) = wide_text(body, at + 1)?;
    let runs = match flags & 1 {
        0 => Vec::new(),
        _ => {
            let size = (u32_at(body, end)? as usize).checked_mul(4)?;
            cuts(body.get(end + 4..)?.get(..size)?)
        }
    };
    Some(RichText::new(text, runs))
}
