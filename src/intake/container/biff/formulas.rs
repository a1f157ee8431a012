//! A workbook stream of nothing but formulas, for the library that can spell them.

use super::records::{BOF, BOUND_SHEET, EOF, Record, Records};
use super::sheet::Formulas;

/// Names, and to which sheets formulas refer.
const NAME: u16 = 0x0018;
const EXTERNAL_SHEETS: u16 = 0x0017;
const FORMULA: u16 = 0x0006;

/// Rows of such a stream: the formulas stand one below the other, and then in the next column, whatever their own places,
/// since room is made for the rectangle around them.
pub(in crate::intake::container) const ROWS: usize = 1 << 16;

/// The stream whose last sheet holds `formulas`, and the others nothing.
pub(in crate::intake::container) fn only_formulas<'f>(
    stream: &[u8],
    formulas: impl Iterator<Item = &'f Formulas<'f>>,
) -> Vec<u8> {
    let (mut made, mut places) = (Vec::new(), Vec::new());
    let mut beginning: &[u8] = &[];
    for Record { kind, body, .. } in Records::from(stream, 0) {
        match kind {
            BOF if beginning.is_empty() => {
                beginning = body;
                push(&mut made, kind, &[body]);
            }
            BOUND_SHEET => {
                places.push(made.len() + 4);
                // A worksheet that is shown, whatever it is.
                push(&mut made, kind, &[&[0; 6], body.get(6..).unwrap_or_default()]);
            }
            NAME | EXTERNAL_SHEETS => push(&mut made, kind, &[body]),
            EOF => break,
            _ => {}
        }
    }
    push(&mut made, EOF, &[]);
    let last = places.pop();
    let empty = made.len();
    push(&mut made, BOF, &[beginning]);
    push(&mut made, EOF, &[]);
    for place in places {
        set_place(&mut made, place, empty);
    }
    if let Some(place) = last {
        let start = made.len();
        set_place(&mut made, place, start);
    }
    push(&mut made, BOF, &[beginning]);
    for (number, (_, body)) in formulas.flatten().enumerate() {
        let (row, column) = ((number % ROWS) as u16, (number / ROWS) as u16);
        // The result is a text that follows, and nothing does: room is made for no values.
        let head =
            [row.to_le_bytes(), column.to_le_bytes(), [0; 2], [0; 2], [0; 2], [0; 2], [0xFF; 2]].concat();
        let tokens = body.get(14..).filter(|rest| rest.len() >= 8).unwrap_or(&[0; 8]);
        push(&mut made, FORMULA, &[&head, tokens]);
    }
    push(&mut made, EOF, &[]);
    made
}

fn push(stream: &mut Vec<u8>, kind: u16, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    stream.extend(kind.to_le_bytes());
    stream.extend((length as u16).to_le_bytes());
    parts.iter().for_each(|part| stream.extend_from_slice(part));
}

fn set_place(stream: &mut [u8], at: usize, place: usize) {
    if let Some(four) = stream.get_mut(at..at + 4) {
        four.copy_from_slice(&(place as u32).to_le_bytes());
    }
}
