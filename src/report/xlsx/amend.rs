//! What the writer does not know is added to the finished sheets' XML: first pages that differ, rows that grow.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::page::differs_on_first;
use super::{WriteError, first_page, growing};
use crate::report::book::{Book, Sheet};

/// `bytes` with the sheets of `book` amended; unchanged where no sheet needs it.
pub(super) fn sheets(bytes: Vec<u8>, book: &Book) -> Result<Vec<u8>, WriteError> {
    let sheets: HashMap<String, &Sheet> = book
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| differs_on_first(&sheet.page) || !sheet.growing_rows.is_empty())
        .map(|(index, sheet)| (format!("xl/worksheets/sheet{}.xml", index + 1), sheet))
        .collect();
    if sheets.is_empty() {
        return Ok(bytes);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = part.name()?.into_owned();
        let Some(sheet) = sheets.get(&name) else {
            drop(part);
            out.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        };
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        if differs_on_first(&sheet.page) {
            xml = first_page::add(&xml, &sheet.page);
        }
        xml = growing::free(&xml, &sheet.growing_rows);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        out.start_file(name, options)?;
        out.write_all(xml.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}
