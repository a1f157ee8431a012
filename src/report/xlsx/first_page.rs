//! Headers and footers of the first page, which the writer does not know: added to the finished sheets' XML.
//!
//! Decree 30/2020/NĐ-CP prints no number on page 1.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::WriteError;
use super::page::differs_on_first;
use crate::report::book::{Book, Page};

/// `bytes` with the first pages of `book`; unchanged where no sheet has one.
pub(super) fn add(bytes: Vec<u8>, book: &Book) -> Result<Vec<u8>, WriteError> {
    let pages: HashMap<String, &Page> = book
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| differs_on_first(&sheet.page))
        .map(|(index, sheet)| (format!("xl/worksheets/sheet{}.xml", index + 1), &sheet.page))
        .collect();
    if pages.is_empty() {
        return Ok(bytes);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = part.name()?.into_owned();
        let Some(page) = pages.get(&name) else {
            drop(part);
            out.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        };
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        out.start_file(name, options)?;
        out.write_all(with_first_page(&xml, page).as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

fn with_first_page(xml: &str, page: &Page) -> String {
    let first = format!(
        "<firstHeader>{}</firstHeader><firstFooter>{}</firstFooter></headerFooter>",
        escaped(page.first_header.as_deref().unwrap_or(&page.header)),
        escaped(page.first_footer.as_deref().unwrap_or(&page.footer)),
    );
    xml.replacen("<headerFooter", r#"<headerFooter differentFirst="1""#, 1).replacen(
        "</headerFooter>",
        &first,
        1,
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
