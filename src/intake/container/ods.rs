//! Reading an `.ods` workbook. The library that reads the other containers refuses one whose XML is indented, and
//! allocates the whole used area of a sheet; all of it stands in one part, so it is read here instead.

use std::io::BufRead;

use memchr::{memchr, memmem};
use quick_xml::events::Event;

use super::Reading;
use super::archive::Archive;
use super::draft::Draft;
use super::encoding;
use super::failure;
use super::limits::Limits;
use super::ods_style::OdsStyles;
use super::ods_xml;
use super::xml;
use crate::diagnostic::{Code, Diagnostic};

/// What the root of an OpenDocument file that is one XML (`.fods`) declares.
pub(super) const FLAT: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Where an archive says of what kind each of its parts is.
const MANIFEST: &str = "META-INF/manifest.xml";

/// The setting that says whether zeros are shown.
const SHOWS_ZEROS: &[u8] = b"config:name=\"ShowZeroValues\"";

/// Reads every sheet, out of its archive or bare.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut styles = OdsStyles::default();
    if !bytes.starts_with(b"PK") {
        let content = encoding::in_utf_8(bytes.to_vec());
        return Ok(reading(ods_xml::read(content.as_slice(), styles, limits)?, hides_zeros(&content)));
    }
    let mut archive = Archive::open(bytes)?;
    archive.guard(limits)?;
    let manifest = archive.text_part(MANIFEST, limits.expanded_bytes).unwrap_or_default();
    if contains(&manifest, b"encryption-data") {
        return Err(Diagnostic::new(Code::FileEncrypted));
    }
    if let Some(part) = archive.text_part("styles.xml", limits.expanded_bytes) {
        ods_xml::read_styles(part.as_slice(), &mut styles);
    }
    let settings = archive.text_part("settings.xml", limits.expanded_bytes).unwrap_or_default();
    let hides_zeros = hides_zeros(&settings);
    let mut content = archive.reader("content.xml").ok_or_else(|| failure::without_part("content.xml"))?;
    let is_utf_16 = content.fill_buf().is_ok_and(encoding::is_utf_16);
    if is_utf_16 {
        drop(content);
        let content = archive.text_part("content.xml", limits.expanded_bytes).unwrap_or_default();
        return Ok(reading(ods_xml::read(content.as_slice(), styles, limits)?, hides_zeros));
    }
    Ok(reading(ods_xml::read(content, styles, limits)?, hides_zeros))
}

/// What the manifest of an archive says that the whole is; some programs write no part that says it first.
pub(super) fn media_type(archive: &mut Archive<'_>) -> Option<String> {
    let manifest = archive.text_part(MANIFEST, 1 << 20)?;
    let mut reader = xml::reader(manifest.as_slice());
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) if xml::attribute(&element, "full-path").as_deref() == Some("/") => {
                return xml::attribute(&element, "media-type");
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn reading(mut drafts: Vec<Draft>, hides_zeros: bool) -> Reading {
    drafts.iter_mut().for_each(|draft| draft.hides_zeros = hides_zeros);
    Reading { drafts, ..Reading::default() }
}

/// Whether settings say that no sheet shows a zero. Those of the view, which count, stand first.
fn hides_zeros(settings: &[u8]) -> bool {
    let value = || {
        let from = settings.get(memmem::find(settings, SHOWS_ZEROS)?..)?;
        from.get(memchr(b'>', from)? + 1..)
    };
    value().is_some_and(|value| value.trim_ascii_start().starts_with(b"false"))
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    memmem::find(bytes, word).is_some()
}
