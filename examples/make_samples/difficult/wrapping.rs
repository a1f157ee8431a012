//! Form 06 as people hand it on: in an archive, attached to a letter.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Crc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::raw_book::{RawBook, RawSheet, book_bytes};
use super::{FORM_06, with_head};

/// The form on a sheet of this name, so that no two of these files have the same bytes.
fn form_06(sheet: &'static str) -> Vec<u8> {
    book_bytes(&RawBook::of(RawSheet::new(sheet, &with_head(&FORM_06))))
}

/// An archive as Zalo hands it on; the name within it has its accents.
pub(super) fn zip() -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("Biểu 06.xlsx", options).expect("an entry in memory");
    zip.write_all(&form_06("Goi")).expect("an entry in memory");
    zip.finish().expect("an archive in memory").into_inner()
}

/// A letter with the form attached.
pub(super) fn letter() -> Vec<u8> {
    let attached = STANDARD.encode(form_06("Thu"));
    let lines: Vec<&str> =
        attached.as_bytes().chunks(76).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let head = "From: Trung tam PVHCC <ttpvhcc@example.org>\r\nTo: Van phong <vp@example.org>\r\n\
                Date: Mon, 15 Dec 2025 08:00:00 +0700\r\nSubject: Gui bieu 06\r\nMIME-Version: 1.0\r\n\
                Content-Type: multipart/mixed; boundary=\"----=_Bieu06\"\r\n\r\n------=_Bieu06\r\n\
                Content-Type: text/plain; charset=us-ascii\r\n\r\nKinh gui so lieu nam 2025.\r\n\r\n------=_Bieu06\r\n\
                Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n\
                Content-Transfer-Encoding: base64\r\n\
                Content-Disposition: attachment; filename=\"bieu06.xlsx\"\r\n\r\n";
    format!("{head}{}\r\n\r\n------=_Bieu06--\r\n", lines.join("\r\n")).into_bytes()
}

/// A `.rar` (of version 5) that holds the form as it is.
pub(super) fn rar() -> Vec<u8> {
    /// Kinds of blocks, and the flag of one that data follow.
    const MAIN: u8 = 1;
    const FILE: u8 = 2;
    const END: u8 = 5;
    const HAS_DATA: u8 = 2;
    let form = form_06("Bieu 06");
    let size = variable(form.len());
    let name = b"bieu06.xlsx";
    let file = [
        &[FILE, HAS_DATA][..],
        // How many bytes follow, that a checksum is stated, how many there are unpacked, and no attributes.
        &size,
        &[4],
        &size,
        &[0],
        &checksum(&form),
        // Stored as it is, on Windows.
        &[0, 0, name.len() as u8],
        name,
    ]
    .concat();
    [&b"Rar!\x1A\x07\x01\x00"[..], &block(&[MAIN, 0, 0]), &block(&file), &form, &block(&[END, 0, 0])].concat()
}

/// A header with its length and, before both, their checksum.
fn block(header: &[u8]) -> Vec<u8> {
    let sized = [&variable(header.len()), header].concat();
    [&checksum(&sized)[..], &sized].concat()
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let mut checksum = Crc::new();
    checksum.update(bytes);
    checksum.sum().to_le_bytes()
}

/// A number in groups of seven bits, the lowest first; each but the last has its highest bit set.
fn variable(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
