//! Form 06 and the list of procedures in every kind of file in which they are sent.

use std::fmt::Write as _;

use cchc::text::Legacy;

use super::compound_file::compound_file;
use super::legacy_text::encode;
use super::raw_book::{RawBook, RawSheet, book_bytes};
use super::xls_book::{Age, stream};
use super::{FORM_06, HEAD, LIST, ods_book, password, separated, with_head, xlsb_book};

/// The password of the files that have one.
const PASSWORD: &str = "123456";
/// The password that Excel tries before it asks.
const BUILT_IN: &str = "VelvetSweatshop";

fn form_06() -> RawBook {
    RawBook::of(RawSheet::new("Bieu 06", &with_head(&FORM_06)))
}

/// Excel 97, with a chart sheet and a sheet of macros behind the form.
pub(super) fn xls() -> Vec<u8> {
    let stream = stream(Age::Excel97, &form_06(), &[("Bieu do", 2), ("Macro1", 1)], None);
    compound_file(&[("Workbook", &stream)])
}

/// Excel 95 on Vietnamese Windows: its letters are those of the font, in the places of Western ones.
pub(super) fn excel_95() -> Vec<u8> {
    let mut sheet = RawSheet::new("Danh muc", &LIST);
    sheet.rows = sheet.rows.iter().map(|row| encode(Legacy::Tcvn3, row)).collect();
    let book = RawBook { font: Some(".VnTime"), ..RawBook::of(sheet) };
    compound_file(&[("Book", &stream(Age::Excel95 { code_page: 1258 }, &book, &[], None))])
}

/// Binary parts.
pub(super) fn xlsb() -> Vec<u8> {
    xlsb_book::xlsb(&form_06())
}

/// OpenDocument, indented.
pub(super) fn ods() -> Vec<u8> {
    ods_book::ods(&form_06())
}

/// Separated values in UTF-16.
pub(super) fn csv_utf16() -> Vec<u8> {
    std::iter::once(0xFEFF).chain(separated(',').encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Encrypted, but Excel opens it without asking.
pub(super) fn built_in_password() -> Vec<u8> {
    password::agile(&book_bytes(&form_06()), BUILT_IN)
}

/// With a password, as `.xlsx`.
pub(super) fn xlsx_with_password() -> Vec<u8> {
    password::agile(&book_bytes(&form_06()), PASSWORD)
}

/// With a password, as `.xls`.
pub(super) fn xls_with_password() -> Vec<u8> {
    let stream = password::excel_97(|pass| stream(Age::Excel97, &form_06(), &[], Some(pass)), PASSWORD);
    compound_file(&[("Workbook", &stream)])
}

/// With a password, as `.ods`.
pub(super) fn ods_with_password() -> Vec<u8> {
    password::open_document(&ods_book::content(&form_06()), PASSWORD)
}

/// The form as a table of a web page.
fn table() -> String {
    let mut table = "<table>".to_owned();
    for row in HEAD.iter().chain(&FORM_06) {
        let cells = row.split('|').map(|cell| if matches!(cell, "<" | "^") { "" } else { cell });
        let _ =
            write!(table, "<tr>{}</tr>", cells.map(|cell| format!("<td>{cell}</td>")).collect::<String>());
    }
    table + "</table>"
}

/// Excel's "Single File Web Page", under the name of a workbook.
pub(super) fn web_archive() -> Vec<u8> {
    let page = format!(
        "<html><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">{}</html>",
        table()
    );
    // Quoted-printable: every byte beyond ASCII, and the sign itself, in hexadecimal digits; no line too long.
    let quoted = page.bytes().map(|byte| match byte {
        b'=' | 0x80.. => format!("={byte:02X}"),
        _ => char::from(byte).to_string(),
    });
    let mut lines = vec![String::new()];
    for piece in quoted {
        match lines.last_mut() {
            Some(line) if line.len() < 70 => line.push_str(&piece),
            _ => lines.push(piece),
        }
    }
    format!(
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=\"----=_Bieu06\"\r\n\r\n\
         This document is a Single File Web Page, also known as a Web Archive file.\r\n\r\n------=_Bieu06\r\n\
         Content-Location: file:///C:/bieu06.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Type: text/html; charset=\"utf-8\"\r\n\r\n{}\r\n\r\n------=_Bieu06--\r\n",
        lines.join("=\r\n")
    )
    .into_bytes()
}

/// Excel's "Web Page": the sheets lie in a folder beside it, which was not sent.
pub(super) fn frames() -> Vec<u8> {
    let sheet = "bieu06-khung_files/sheet001.htm";
    format!(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n<head>\r\n\
         <meta name=\"Excel Workbook Frameset\">\r\n<link id=\"shLink\" href=\"{sheet}\">\r\n<xml>\r\n<x:ExcelWorkbook>\
         <x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Bieu 06</x:Name><x:WorksheetSource HRef=\"{sheet}\"/>\
         </x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook>\r\n</xml>\r\n</head>\r\n<frameset rows=\"*,39\">\r\n\
         <frame src=\"{sheet}\" name=\"frSheet\">\r\n<noframes><body><p>This page uses frames, but your browser doesn't \
         support them.</p></body></noframes>\r\n</frameset>\r\n</html>\r\n"
    )
    .into_bytes()
}
