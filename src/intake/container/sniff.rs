//! What a file is, by its first bytes and never by its extension.

use std::io::Read;

use flate2::read::GzDecoder;
use memchr::memmem;

use super::archive::{self, Archive};
use super::delimited;
use super::encoding;
use super::html;
use super::ods;
use super::ole::{self, Ole, u16_at};
use crate::intake::sheet::Container;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A spreadsheet that can be read.
    Spreadsheet(Container),
    /// A workbook stream without its compound file.
    BareXls,
    /// A workbook of Excel 2, 3 or 4.
    OldXls,
    /// An encrypted Office package.
    EncryptedPackage,
    /// Nothing at all.
    Empty,
    /// A file that an operating system leaves behind, such as `Thumbs.db`.
    System,
    /// A letter or other text document.
    Document,
    /// Slides.
    Slides,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// An archive: zip, rar, 7z.
    Archive,
    /// An e-mail.
    Mail,
    /// A web page without a table.
    Page,
    /// A web page with all that belongs to it in one file (MHTML), as which Excel saves workbooks too.
    WebArchive,
    /// Text that is no table.
    Text,
    /// A spreadsheet in SYLK.
    Sylk,
    /// A spreadsheet in DIF.
    Dif,
    /// A spreadsheet of Gnumeric.
    Gnumeric,
    /// A spreadsheet of Apple's Numbers.
    Numbers,
    /// A spreadsheet of Lotus 1-2-3.
    Lotus,
    /// A spreadsheet of Quattro Pro.
    Quattro,
    /// A spreadsheet of another program.
    OtherSpreadsheet,
    /// Anything else.
    Unknown,
}

impl Kind {
    /// The key of its name in `labels.toml`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Spreadsheet(Container::Xlsx) => "kind.xlsx",
            Self::Spreadsheet(Container::Xlsb) => "kind.xlsb",
            Self::Spreadsheet(Container::Xls) | Self::BareXls => "kind.xls",
            Self::Spreadsheet(Container::Ods) => "kind.ods",
            Self::Spreadsheet(Container::Html) => "kind.html",
            Self::Spreadsheet(Container::Csv) => "kind.csv",
            Self::Spreadsheet(Container::SpreadsheetXml) => "kind.spreadsheet_xml",
            Self::OldXls => "kind.old_xls",
            Self::EncryptedPackage => "kind.encrypted",
            Self::Empty => "kind.empty",
            Self::System => "kind.system",
            Self::Document => "kind.document",
            Self::Slides => "kind.slides",
            Self::Pdf => "kind.pdf",
            Self::Picture => "kind.picture",
            Self::Archive => "kind.archive",
            Self::Mail => "kind.mail",
            Self::Page => "kind.page",
            Self::WebArchive => "kind.web_archive",
            Self::Text => "kind.text",
            Self::Sylk => "kind.sylk",
            Self::Dif => "kind.dif",
            Self::Gnumeric => "kind.gnumeric",
            Self::Numbers => "kind.numbers",
            Self::Lotus => "kind.lotus",
            Self::Quattro => "kind.quattro",
            Self::OtherSpreadsheet => "kind.other_spreadsheet",
            Self::Unknown => "kind.unknown",
        }
    }
}

/// What the file with these bytes is.
pub fn sniff(bytes: &[u8]) -> Kind {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Kind::Empty;
    }
    if bytes.starts_with(b"PK") {
        return sniff_zip(bytes);
    }
    if bytes.starts_with(&ole::SIGNATURE) {
        return sniff_ole(bytes);
    }
    if let Some(kind) = sniff_magic(bytes) {
        return kind;
    }
    if let Some(kind) = sniff_bare_stream(bytes) {
        return kind;
    }
    sniff_text(bytes)
}

/// First bytes of what is not a spreadsheet.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"%PDF", Kind::Pdf),
    (b"\x89PNG", Kind::Picture),
    (b"\xFF\xD8\xFF", Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"BM", Kind::Picture),
    (b"II*\0", Kind::Picture),
    (b"MM\0*", Kind::Picture),
    (b"Rar!", Kind::Archive),
    (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
    (b"{\\rtf", Kind::Document),
    (b"\0\0\0\x01Bud1", Kind::System),
    (b"[.ShellClassInfo]", Kind::System),
    (b"\0\0\x02\0\x20\x51", Kind::Quattro),
    (b"\0\0\x02\0\x21\x51", Kind::Quattro),
    (b"\0\0\x02\0\x01\x10", Kind::Quattro),
    (b"\0\0\x02\0\x02\x10", Kind::Quattro),
    (b"\0\0\x02\0\x04\x04", Kind::Lotus),
    (b"\0\0\x02\0\x05\x04", Kind::Lotus),
    (b"\0\0\x02\0\x06\x04", Kind::Lotus),
    (b"\0\0\x1A\0", Kind::Lotus),
    (b"ID;P", Kind::Sylk),
    (b"TABLE\r\n0,1", Kind::Dif),
    (b"TABLE\n0,1", Kind::Dif),
];

/// First bytes of what gzip made.
const GZIP: &[u8] = b"\x1F\x8B";

/// How Gnumeric names the element that holds all of a workbook.
const GNUMERIC: &str = "<gnm:workbook";

fn sniff_magic(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(GZIP) {
        return Some(sniff_gzip(bytes));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Picture);
    }
    if bytes.get(4..12) == Some(b"ftypheic") {
        return Some(Kind::Picture);
    }
    let found = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    // "BM" may begin a text; a bitmap has four empty bytes at 6.
    let is_text = found.0 == b"BM" && bytes.get(6..10) != Some(&[0; 4]);
    (!is_text).then_some(found.1)
}

fn sniff_gzip(bytes: &[u8]) -> Kind {
    let mut start = Vec::new();
    // What is damaged further on is of no matter here.
    let _ = GzDecoder::new(bytes).take(1 << 10).read_to_end(&mut start);
    let is_gnumeric = String::from_utf8_lossy(&start).to_ascii_lowercase().contains(GNUMERIC);
    if is_gnumeric { Kind::Gnumeric } else { Kind::Archive }
}

fn sniff_zip(bytes: &[u8]) -> Kind {
    let Ok(mut archive) = Archive::open(bytes) else { return sniff_broken_zip(bytes) };
    let named =
        archive.part("mimetype", 256).or_else(|| ods::media_type(&mut archive).map(String::into_bytes));
    let mimetype = named.unwrap_or_default();
    let types = archive.part("[Content_Types].xml", 1 << 20).unwrap_or_default();
    let has_type = |word: &str| memmem::find(&types, word.as_bytes()).is_some();
    if mimetype.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        Kind::Spreadsheet(Container::Ods)
    } else if mimetype.starts_with(b"application/vnd.oasis.opendocument.presentation") {
        Kind::Slides
    } else if mimetype.starts_with(b"application/vnd.oasis.opendocument") {
        Kind::Document
    } else if archive.has("xl/workbook.bin") {
        Kind::Spreadsheet(Container::Xlsb)
    } else if archive.has("xl/workbook.xml") {
        // Some programs list the types of both kinds in every workbook.
        Kind::Spreadsheet(Container::Xlsx)
    } else if has_type("sheet.binary") {
        Kind::Spreadsheet(Container::Xlsb)
    } else if has_type("spreadsheetml") {
        Kind::Spreadsheet(Container::Xlsx)
    } else if archive.has("word/document.xml") || has_type("wordprocessingml") {
        Kind::Document
    } else if archive.has("ppt/presentation.xml") || has_type("presentationml") {
        Kind::Slides
    } else if archive.has_under("index/tables/") {
        Kind::Numbers
    } else if mimetype.starts_with(b"application/vnd.sun.xml.calc") {
        Kind::OtherSpreadsheet
    } else {
        Kind::Archive
    }
}

/// A zip without its directory, half-downloaded perhaps: the names of its first entries are still there.
fn sniff_broken_zip(bytes: &[u8]) -> Kind {
    let has = |word: &[u8]| memmem::find(bytes, word).is_some();
    if has(b"opendocument.spreadsheet") {
        Kind::Spreadsheet(Container::Ods)
    } else if has(b"xl/workbook.bin") {
        Kind::Spreadsheet(Container::Xlsb)
    } else if has(b"xl/") {
        Kind::Spreadsheet(Container::Xlsx)
    } else if has(b"word/") {
        Kind::Document
    } else if has(b"ppt/") {
        Kind::Slides
    } else {
        Kind::Archive
    }
}

fn sniff_ole(bytes: &[u8]) -> Kind {
    let Some(ole) = Ole::open(bytes) else { return Kind::Unknown };
    let names = ole.root_names();
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if has("EncryptedPackage") || has("EncryptionInfo") {
        Kind::EncryptedPackage
    } else if has("Workbook") || has("Book") {
        Kind::Spreadsheet(Container::Xls)
    } else if has("WordDocument") {
        Kind::Document
    } else if has("PowerPoint Document") {
        Kind::Slides
    } else if has("__properties_version1.0") {
        Kind::Mail
    } else if has("Catalog") || names.iter().any(|name| name.starts_with("256_") || name.starts_with("96_")) {
        Kind::System
    } else {
        Kind::Unknown
    }
}

/// A workbook stream that begins with its first record.
fn sniff_bare_stream(bytes: &[u8]) -> Option<Kind> {
    let length = u16_at(bytes, 2)?;
    match u16_at(bytes, 0)? {
        0x0809 if matches!(u16_at(bytes, 4)?, 0x0500 | 0x0600) && length >= 8 => Some(Kind::BareXls),
        0x0009 | 0x0209 | 0x0409 if (4..=8).contains(&length) => Some(Kind::OldXls),
        _ => None,
    }
}

fn sniff_text(bytes: &[u8]) -> Kind {
    let start = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    let Some(text) = encoding::decode(start) else { return Kind::Unknown };
    let trimmed = text.trim_start();
    let lower: String = trimmed.chars().take(64 << 10).collect::<String>().to_ascii_lowercase();
    if lower.starts_with("mime-version:") || lower.contains("content-type: multipart/related") {
        return sniff_mime(&lower);
    }
    if lower.starts_with('<') {
        if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") && lower.contains("<workbook") {
            return Kind::Spreadsheet(Container::SpreadsheetXml);
        }
        if lower.contains(GNUMERIC) {
            return Kind::Gnumeric;
        }
        if lower.contains("<office:document ") && lower.contains(ods::FLAT) {
            return Kind::Spreadsheet(Container::Ods);
        }
        // The table may begin later than the start that is looked at.
        return match encoding::decode(bytes) {
            Some(text) if contains_table(&text) => Kind::Spreadsheet(Container::Html),
            _ if html::is_frame_of_sheets(&lower) => Kind::Spreadsheet(Container::Html),
            _ if lower.contains("<html") || lower.contains("<!doctype html") => Kind::Page,
            _ => Kind::Text,
        };
    }
    if contains_table(&text) && lower.contains("</t") {
        return Kind::Spreadsheet(Container::Html);
    }
    match delimited::delimiter(&text) {
        Some(_) => Kind::Spreadsheet(Container::Csv),
        None => Kind::Text,
    }
}

/// Whether a file of whatever kind was longer once, so that what it was can no longer be told.
pub(super) fn breaks_off(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK\x03\x04") {
        return archive::breaks_off(bytes);
    }
    if bytes.starts_with(&ole::SIGNATURE) {
        return ole::breaks_off(bytes);
    }
    let Some(text) = encoding::decode(bytes) else { return false };
    let lower = text.trim_start().to_ascii_lowercase();
    let begins = ["<html", "<?xml", "<workbook", "<office:document", "<!doctype html"];
    let ends = ["</html>", "</workbook>", "</office:document>"];
    begins.iter().any(|tag| lower.starts_with(tag)) && !ends.iter().any(|tag| lower.contains(tag))
}

/// What a text in parts is; a letter tells how it came.
fn sniff_mime(lower: &str) -> Kind {
    let is_mail = ["\nreceived:", "\nmessage-id:"].iter().any(|head| lower.contains(head));
    let is_archive = lower.contains("multipart/related") && !is_mail;
    if is_archive || lower.contains("x-document-type: workbook") { Kind::WebArchive } else { Kind::Mail }
}

fn contains_table(text: &str) -> bool {
    text.as_bytes().windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"))
}
