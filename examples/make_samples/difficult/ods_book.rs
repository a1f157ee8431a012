//! Workbooks in the OpenDocument format, with every element on a line of its own, as scripts and editors write it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::raw_book::{RawBook, RawCell, RawSheet, escaped};

const MIME_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The bytes of `book`, the same each time.
pub(super) fn ods(book: &RawBook) -> Vec<u8> {
    ods_of(&content(book), "")
}

/// The content part of `book`.
pub(super) fn content(book: &RawBook) -> Vec<u8> {
    let name = "urn:oasis:names:tc:opendocument:xmlns";
    let tables: String = book.sheets.iter().map(table).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content xmlns:office=\"{name}:office:1.0\" \
         xmlns:table=\"{name}:table:1.0\" xmlns:text=\"{name}:text:1.0\" office:version=\"1.2\">\n  <office:body>\n    \
         <office:spreadsheet>\n{tables}    </office:spreadsheet>\n  </office:body>\n</office:document-content>\n"
    )
    .into_bytes()
}

/// A workbook with this content part, of which the manifest says how it is `encrypted`.
pub(super) fn ods_of(content: &[u8], encrypted: &str) -> Vec<u8> {
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.2\">\n\
         <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"{MIME_TYPE}\"/>\n\
         {}</manifest:manifest>\n",
        match encrypted {
            "" =>
                "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\n",
            encrypted => encrypted,
        }
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = CompressionMethod::Stored;
    let method = if encrypted.is_empty() { CompressionMethod::Deflated } else { stored };
    for (name, bytes, method) in [
        ("mimetype", MIME_TYPE.as_bytes(), stored),
        ("content.xml", content, method),
        ("META-INF/manifest.xml", manifest.as_bytes(), CompressionMethod::Deflated),
    ] {
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        zip.start_file(name, options).expect("a part in memory");
        zip.write_all(bytes).expect("a part in memory");
    }
    zip.finish().expect("an archive in memory").into_inner()
}

fn table(sheet: &RawSheet) -> String {
    let (rows, merges) = sheet.cells();
    let columns = rows.iter().flatten().map(|(at, _)| at.column + 1).max().unwrap_or(0);
    let mut xml = format!("      <table:table table:name=\"{}\">\n", sheet.name);
    for column in 0..columns as usize {
        let hidden =
            if sheet.hidden_columns.contains(&column) { " table:visibility=\"collapse\"" } else { "" };
        let _ = writeln!(xml, "        <table:table-column{hidden}/>");
    }
    for (number, row) in rows.iter().enumerate() {
        let hidden = if sheet.hidden_rows.contains(&number) { " table:visibility=\"collapse\"" } else { "" };
        let _ = writeln!(xml, "        <table:table-row{hidden}>");
        for column in 0..columns {
            let at = cchc::address::CellRef::new(number as u32, column);
            let covered = merges.iter().any(|range| range.contains(at) && range.start != at);
            let name = if covered { "table:covered-table-cell" } else { "table:table-cell" };
            let merge = merges.iter().find(|range| range.start == at).map(|range| {
                let (down, across) = (range.end.row - at.row + 1, range.end.column - at.column + 1);
                format!(" table:number-columns-spanned=\"{across}\" table:number-rows-spanned=\"{down}\"")
            });
            let merge = merge.unwrap_or_default();
            match row.iter().find(|(place, _)| *place == at) {
                Some((_, cell)) => {
                    let (kind, text) = value(cell);
                    let _ = writeln!(
                        xml,
                        "          <{name}{merge} {kind}>\n            <text:p>{}</text:p>\n          </{name}>",
                        escaped(&text)
                    );
                }
                None => {
                    let _ = writeln!(xml, "          <{name}{merge}/>");
                }
            }
        }
        xml.push_str("        </table:table-row>\n");
    }
    xml.push_str("      </table:table>\n");
    xml
}

/// The attributes that tell a value, and the text that shows it.
fn value(cell: &RawCell<'_>) -> (String, String) {
    match cell {
        RawCell::Number(number) => {
            (format!("office:value-type=\"float\" office:value=\"{number}\""), number.to_string())
        }
        RawCell::Text(text) => ("office:value-type=\"string\"".to_owned(), (*text).to_owned()),
        _ => panic!("only numbers and texts are written as .ods"),
    }
}
