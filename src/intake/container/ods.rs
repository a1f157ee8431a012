//! Reading an `.ods` workbook. The library that reads the other containers refuses one whose XML is indented, and
//! allocates the whole used area of a sheet; all of it stands in one part, so it is read here instead.

use super::Reading;
use super::archive::Archive;
use super::failure;
use super::limits::Limits;
use super::ods_style::OdsStyles;
use super::ods_xml;
use crate::diagnostic::{Code, Diagnostic};

/// What the root of an OpenDocument file that is one XML (`.fods`) declares.
pub(super) const FLAT: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Reads every sheet, out of its archive or bare.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Diagnostic> {
    if !bytes.starts_with(b"PK") {
        return Ok(Reading {
            drafts: ods_xml::read(bytes, OdsStyles::default(), limits)?,
            ..Reading::default()
        });
    }
    let mut archive = Archive::open(bytes).map_err(failure::damaged)?;
    archive.guard(limits)?;
    let manifest = archive.part("META-INF/manifest.xml", limits.expanded_bytes).unwrap_or_default();
    if contains(&manifest, b"encryption-data") {
        return Err(Diagnostic::new(Code::FileEncrypted));
    }
    let mut styles = OdsStyles::default();
    if let Some(part) = archive.reader("styles.xml") {
        ods_xml::read_styles(part, &mut styles);
    }
    let content = archive.reader("content.xml").ok_or_else(|| failure::damaged("content.xml"))?;
    Ok(Reading { drafts: ods_xml::read(content, styles, limits)?, ..Reading::default() })
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
