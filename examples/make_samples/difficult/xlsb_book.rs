//! Workbooks as the binary parts of an `.xlsb` file.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::raw_book::{RawBook, RawCell, RawSheet};

/// The bytes of `book`, the same each time.
pub(super) fn xlsb(book: &RawBook) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.ms-excel";
    let (mut overrides, mut relations, mut bundles) = (String::new(), String::new(), Vec::new());
    for (number, sheet) in (1u32..).zip(&book.sheets) {
        overrides += &format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.bin\" ContentType=\"{kind}.worksheet\"/>"
        );
        relations += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.bin\"/>"
        );
        let state = longs(&[u32::from(sheet.hidden), number]);
        bundles.extend(record(0x9C, &[state, wide(&format!("rId{number}")), wide(sheet.name)].concat()));
    }
    let workbook = [
        record(0x83, &[]),
        record(0x99, &longs(&[u32::from(book.from_1904), 0, 0])),
        record(0x8F, &[]),
        bundles,
        record(0x90, &[]),
        record(0x84, &[]),
    ];
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/\
         vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.bin\" \
         ContentType=\"{kind}.sheet.binary.macroEnabled.main\"/><Override PartName=\"/xl/styles.bin\" \
         ContentType=\"{kind}.styles\"/>{overrides}</Types>"
    );
    let root = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{office}/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{package}/relationships\">{relations}<Relationship Id=\"rId99\" \
         Type=\"{office}/styles\" Target=\"styles.bin\"/></Relationships>"
    );
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types.into_bytes()),
        ("_rels/.rels".to_owned(), root.into_bytes()),
        ("xl/workbook.bin".to_owned(), workbook.concat()),
        ("xl/_rels/workbook.bin.rels".to_owned(), relations.into_bytes()),
        ("xl/styles.bin".to_owned(), styles(book.font.unwrap_or("Times New Roman"))),
    ];
    for (number, sheet) in (1..).zip(&book.sheets) {
        parts.push((format!("xl/worksheets/sheet{number}.bin"), worksheet(sheet)));
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, options).expect("a part in memory");
        zip.write_all(&bytes).expect("a part in memory");
    }
    zip.finish().expect("an archive in memory").into_inner()
}

/// Styles of cells: 0 general, 1 a day.
fn styles(font: &str) -> Vec<u8> {
    let style = |parent: u16, format: u16| {
        record(0x2F, &[words(&[parent, format, 0, 0, 0]), vec![0, 0], words(&[0x1010, 0])].concat())
    };
    let look =
        [words(&[240, 0, 400, 0]), vec![0, 0, 0, 0], vec![7, 0xFF, 0, 0, 0, 0, 0, 0xFF], vec![0], wide(font)];
    let fill = [longs(&[0]), vec![0; 64]].concat();
    let side = |count: usize| vec![0; count * 10];
    [
        record(0x0296, &[]),
        record(0x0263, &longs(&[1])),
        record(0x2B, &look.concat()),
        record(0x0264, &[]),
        record(0x025B, &longs(&[1])),
        record(0x2D, &fill),
        record(0x025C, &[]),
        record(0x0265, &longs(&[1])),
        record(0x2E, &[vec![0], side(5)].concat()),
        record(0x0266, &[]),
        record(0x0272, &longs(&[1])),
        style(0xFFFF, 0),
        record(0x0273, &[]),
        record(0x0269, &longs(&[2])),
        style(0, 0),
        style(0, 14),
        record(0x026A, &[]),
        record(0x0297, &[]),
    ]
    .concat()
}

fn worksheet(sheet: &RawSheet) -> Vec<u8> {
    let (rows, merges) = sheet.cells();
    let columns = rows.iter().flatten().map(|(at, _)| at.column + 1).max().unwrap_or(1);
    let mut part =
        [record(0x81, &[]), record(0x94, &longs(&[0, rows.len() as u32 - 1, 0, columns - 1]))].concat();
    if !sheet.hidden_columns.is_empty() {
        part.extend(record(0x0186, &[]));
        for column in &sheet.hidden_columns {
            let column = *column as u32;
            part.extend(record(0x3C, &[longs(&[column, column, 2304, 0]), words(&[1])].concat()));
        }
        part.extend(record(0x0187, &[]));
    }
    part.extend(record(0x91, &[]));
    for (number, row) in rows.iter().enumerate() {
        let hidden = if sheet.hidden_rows.contains(&number) { 0x10 } else { 0 };
        let head =
            [longs(&[number as u32, 0]), words(&[300]), vec![0, hidden, 0], longs(&[1, 0, columns - 1])];
        part.extend(record(0x00, &head.concat()));
        for (at, cell) in row {
            let place = |style: u32| longs(&[at.column, style]);
            part.extend(match cell {
                RawCell::Number(number) => record(0x05, &[place(0), number.to_le_bytes().to_vec()].concat()),
                RawCell::Day(serial) => record(0x05, &[place(1), serial.to_le_bytes().to_vec()].concat()),
                RawCell::Text(text) => record(0x06, &[place(0), wide(text)].concat()),
                _ => panic!("formulas, errors and booleans are written as .xlsx only"),
            });
        }
    }
    part.extend(record(0x92, &[]));
    if !merges.is_empty() {
        part.extend(record(0xB1, &longs(&[merges.len() as u32])));
        for range in merges {
            let place = [range.start.row, range.end.row, range.start.column, range.end.column];
            part.extend(record(0xB0, &longs(&place)));
        }
        part.extend(record(0xB2, &[]));
    }
    part.extend(record(0x82, &[]));
    part
}

/// A record: its kind and its length in seven bits a byte, the lowest first, and its body.
fn record(kind: u32, body: &[u8]) -> Vec<u8> {
    [sevens(kind), sevens(body.len() as u32), body.to_vec()].concat()
}

fn sevens(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// A text with its length before it.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [longs(&[units.len() as u32]), words(&units)].concat()
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}
