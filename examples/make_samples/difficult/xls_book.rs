//! Workbooks as the records of `.xls` files: those of Excel 97 (BIFF 8) and of Excel 95 (BIFF 5).

use cchc::address::CellRef;

use super::look::Look;
use super::raw_book::{RawBook, RawCell, RawSheet};

/// The Excel whose records are written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Age {
    /// Texts in the bytes of a code page.
    Excel95 {
        /// Its number.
        code_page: u16,
    },
    /// Texts in UTF-16, all of them in one table.
    Excel97,
}

/// A sheet that is no worksheet: its name, and its kind (1 macros, 2 a chart).
pub(super) type OddSheet = (&'static str, u8);

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
/// Styles of cells: general, a day, struck out. The fifteen before them are those of the workbook's own styles.
const GENERAL: u16 = 15;
const DAY: u16 = 16;
const STRUCK: u16 = 17;
/// Place of the font whose letters are struck out: the fifth, since no font has the number 4.
const STRUCK_FONT: u16 = 5;

/// The workbook stream of `book`, with `odd` sheets behind its own; `pass` is the body of the record that says how the
/// stream is encrypted.
pub(super) fn stream(age: Age, book: &RawBook, odd: &[OddSheet], pass: Option<&[u8]>) -> Vec<u8> {
    let mut texts = Vec::new();
    let worksheets =
        book.sheets.iter().map(|sheet| (sheet.name, 0, sheet.hidden, age.sheet(sheet, &mut texts)));
    let mut sheets: Vec<_> = worksheets.collect();
    sheets.extend(odd.iter().map(|(name, kind)| {
        let substream = [age.bof(if *kind == 2 { 0x20 } else { 0x40 }), record(EOF, &[])].concat();
        (*name, *kind, false, substream)
    }));
    let mut head = age.bof(5);
    head.extend(pass.map(|pass| record(0x002F, pass)).unwrap_or_default());
    head.extend(record(0x0042, &words(&[age.code_page()])));
    head.extend(record(0x003D, &words(&[0, 0, 15000, 9000, 0x38, 0, 0, 1, 600])));
    head.extend(record(0x0022, &words(&[u16::from(book.from_1904)])));
    // Only a workbook that strikes something out has the font and the style for it.
    let strikes = book.sheets.iter().any(|sheet| !sheet.looks.is_empty());
    let fonts = [0; 4].into_iter().chain(strikes.then_some(8));
    for flags in fonts {
        let name = age.short_text(book.font.unwrap_or("Times New Roman"));
        let look = [words(&[240, flags, 0x7FFF, 400, 0]), vec![0, 0, 0, 0], name].concat();
        head.extend(record(0x0031, &look));
    }
    for style in 0..=if strikes { STRUCK } else { DAY } {
        let format = if style == DAY { 14 } else { 0 };
        let font = if style == STRUCK { STRUCK_FONT } else { 0 };
        let of_cells: u16 = if style < GENERAL { 0xFFF5 } else { 1 };
        let rest =
            if age == Age::Excel97 { vec![0x20, 0, 0, 0, 0, 0, 0x20C0] } else { vec![0x20, 0x20C0, 0, 0, 0] };
        head.extend(record(0x00E0, &words(&[&[font, format, of_cells], &rest[..]].concat())));
    }
    head.extend(record(0x0293, &[0, 0x80, 0, 0xFF]));
    let bounds = |offsets: &[usize]| {
        let bounds = sheets.iter().zip(offsets).map(|((name, kind, hidden, _), offset)| {
            let flags = [u8::from(*hidden), *kind];
            record(0x0085, &[&(*offset as u32).to_le_bytes()[..], &flags, &age.short_text(name)].concat())
        });
        bounds.collect::<Vec<_>>().concat()
    };
    let table = if age == Age::Excel97 { text_table(&texts) } else { Vec::new() };
    let tail = [table, record(EOF, &[])].concat();
    let mut at = head.len() + bounds(&vec![0; sheets.len()]).len() + tail.len();
    let mut offsets = Vec::new();
    for (.., substream) in &sheets {
        offsets.push(at);
        at += substream.len();
    }
    let substreams = sheets.iter().flat_map(|(.., substream)| substream.iter().copied());
    head.into_iter().chain(bounds(&offsets)).chain(tail).chain(substreams).collect()
}

impl Age {
    fn code_page(self) -> u16 {
        match self {
            Self::Excel95 { code_page } => code_page,
            Self::Excel97 => 1200,
        }
    }

    fn bof(self, kind: u16) -> Vec<u8> {
        match self {
            Self::Excel95 { .. } => record(BOF, &words(&[0x0500, kind, 0x096C, 0x07C9])),
            Self::Excel97 => record(BOF, &words(&[0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 6, 0])),
        }
    }

    /// A text with its length before it, in one byte.
    fn short_text(self, text: &str) -> Vec<u8> {
        match self {
            Self::Excel95 { .. } => [vec![text.chars().count() as u8], western(text)].concat(),
            Self::Excel97 => [vec![text.encode_utf16().count() as u8, 1], wide(text)].concat(),
        }
    }

    fn sheet(self, sheet: &RawSheet, texts: &mut Vec<String>) -> Vec<u8> {
        let (rows, merges) = sheet.cells();
        let columns = rows.iter().flatten().map(|(at, _)| at.column + 1).max().unwrap_or(0) as u16;
        let mut records = self.bof(0x10);
        for column in &sheet.hidden_columns {
            records.extend(record(0x007D, &words(&[*column as u16, *column as u16, 2304, GENERAL, 1, 0])));
        }
        let count = rows.len() as u16;
        let dimensions = match self {
            Self::Excel95 { .. } => words(&[0, count, 0, columns, 0]),
            Self::Excel97 => words(&[0, 0, count, 0, 0, columns, 0]),
        };
        records.extend(record(0x0200, &dimensions));
        for row in 0..rows.len() {
            let hidden = if sheet.hidden_rows.contains(&row) { 0x20 } else { 0 };
            records.extend(record(
                0x0208,
                &words(&[row as u16, 0, columns, 255, 0, 0, 0x100 | hidden, GENERAL]),
            ));
        }
        for (at, cell) in rows.iter().flatten() {
            records.extend(self.cell(*at, cell, sheet.look(*at), texts));
        }
        records.extend(record(0x023E, &words(&[0x06B6, 0, 0, 0x40, 0, 0, 0, 0, 0])));
        if !merges.is_empty() {
            let ranges = merges.iter().flat_map(|range| {
                [range.start.row, range.end.row, range.start.column, range.end.column]
                    .map(|place| place as u16)
            });
            let ranges: Vec<u16> = std::iter::once(merges.len() as u16).chain(ranges).collect();
            records.extend(record(0x00E5, &words(&ranges)));
        }
        records.extend(record(EOF, &[]));
        records
    }

    fn cell(self, at: CellRef, cell: &RawCell<'_>, look: Option<Look>, texts: &mut Vec<String>) -> Vec<u8> {
        let general = match look {
            None => GENERAL,
            Some(Look::Struck) => STRUCK,
            Some(Look::Format(_) | Look::White) => panic!("such looks are written as .xlsx only"),
        };
        let place = |style: u16| words(&[at.row as u16, at.column as u16, style]);
        match cell {
            RawCell::Number(number) => {
                record(0x0203, &[place(general), number.to_le_bytes().to_vec()].concat())
            }
            RawCell::Day(serial) => record(0x0203, &[place(DAY), serial.to_le_bytes().to_vec()].concat()),
            RawCell::Text(text) if self == Self::Excel97 => {
                texts.push((*text).to_owned());
                record(0x00FD, &[place(general), words(&[texts.len() as u16 - 1, 0])].concat())
            }
            RawCell::Text(text) => {
                let text = western(text);
                record(0x0204, &[place(general), words(&[text.len() as u16]), text].concat())
            }
            _ => panic!("formulas, errors and booleans are written as .xlsx only"),
        }
    }
}

/// The table of a workbook's texts. One record must do, since none of these workbooks is large.
fn text_table(texts: &[String]) -> Vec<u8> {
    let count = texts.len() as u16;
    let entries =
        texts.iter().map(|text| [words(&[text.encode_utf16().count() as u16]), vec![1], wide(text)].concat());
    let table = [words(&[count, 0, count, 0]), entries.collect::<Vec<_>>().concat()].concat();
    assert!(table.len() <= 8224, "a record holds no more");
    record(0x00FC, &table)
}

/// A record: its kind, its length and its body.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a short record");
    [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The bytes of a text whose letters stand in the places of Western ones.
fn western(text: &str) -> Vec<u8> {
    let (bytes, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!is_lossy, "{text} has letters beyond the code page");
    bytes.into_owned()
}
