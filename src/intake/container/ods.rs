//! Reading an `.ods` workbook. The library that reads the other containers refuses one whose XML is indented, and
//! allocates the whole used area of a sheet; all of it stands in one part, so it is read here instead.

use super::Reading;
use super::archive::Archive;
use super::failure;
use super::limits::Limits;
use super::ods_xml;
use crate::diagnostic::{Code, Diagnostic};

/// Reads every sheet.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut archive = Archive::open(bytes).map_err(failure::damaged)?;
    archive.guard(limits)?;
    let manifest = archive.part("META-INF/manifest.xml", limits.expanded_bytes).unwrap_or_default();
    if contains(&manifest, b"encryption-data") {
        return Err(Diagnostic::new(Code::FileEncrypted));
    }
    let content = archive.reader("content.xml").ok_or_else(|| failure::damaged("content.xml"))?;
    Ok(Reading { drafts: ods_xml::read(content, limits)?, diagnostics: Vec::new() })
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
