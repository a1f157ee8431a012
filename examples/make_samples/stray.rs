//! Files that lie in such folders and are no submissions: tiny, but what they claim to be.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The lock file that Excel leaves while `user` has a workbook open: the name in one byte a letter, padded with spaces to
/// 55 bytes, then in UTF-16.
pub(crate) fn lock_file(user: &str) -> Vec<u8> {
    let mut bytes = vec![b' '; 165];
    let letters: Vec<u8> = user.bytes().take(54).collect();
    bytes[0] = letters.len() as u8;
    bytes[1..=letters.len()].copy_from_slice(&letters);
    bytes[55] = letters.len() as u8;
    bytes[56] = 0;
    for (index, letter) in letters.iter().enumerate() {
        bytes[57 + 2 * index] = *letter;
        bytes[58 + 2 * index] = 0;
    }
    for index in (57 + 2 * letters.len()..164).step_by(2) {
        bytes[index] = b' ';
        bytes[index + 1] = 0;
    }
    bytes
}

/// A Word document of one line.
pub(crate) fn letter(line: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{line}</w:t></w:r></w:p></w:body></w:document>"#
    );
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", &document)]
    {
        zip.start_file(name, options).expect("a part in memory");
        zip.write_all(text.as_bytes()).expect("a part in memory");
    }
    zip.finish().expect("an archive in memory").into_inner()
}

/// A PDF of one page with `line` (ASCII) on it.
pub(crate) fn pdf(line: &str) -> Vec<u8> {
    let stream = format!("BT /F1 14 Tf 72 770 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>".to_owned(),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(text.len());
        text += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let table = text.len();
    text += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        text += &format!("{offset:010} 00000 n \n");
    }
    text += &format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    text.into_bytes()
}
