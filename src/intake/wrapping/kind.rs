//! Which wrapping a file is, by its first bytes and never by its extension.

use super::{closed, letter};
use crate::intake::container::{Kind, sniff};

/// A file that holds files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Wrapping {
    /// `.zip`.
    Zip,
    /// `.7z`.
    SevenZip,
    /// `.gz`: one file.
    Gzip,
    /// `.eml`.
    Letter,
    /// `.msg`.
    OutlookLetter,
    /// An archive of a format that is not opened here, by the name of that format.
    Closed(&'static str),
}

impl Wrapping {
    /// What the file is beyond doubt: nothing else begins so.
    pub(in crate::intake) fn at_sight(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"7z\xBC\xAF\x27\x1C") {
            return Some(Self::SevenZip);
        }
        if bytes.starts_with(b"\x1F\x8B\x08") {
            return Some(Self::Gzip);
        }
        if let Some(format) = closed::format(bytes) {
            return Some(Self::Closed(format));
        }
        letter::is_letter(bytes).then_some(Self::Letter)
    }

    /// What a file is that might have been a workbook, most of which are archives themselves.
    pub(in crate::intake) fn of_no_workbook(bytes: &[u8]) -> Option<Self> {
        match sniff(bytes) {
            Kind::Archive if bytes.starts_with(b"PK") => Some(Self::Zip),
            Kind::Mail if bytes.starts_with(b"\xD0\xCF\x11\xE0") => Some(Self::OutlookLetter),
            _ => None,
        }
    }

    /// The key of its name in `labels.toml`.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Zip | Self::SevenZip | Self::Gzip | Self::Closed(_) => Kind::Archive.label(),
            Self::Letter | Self::OutlookLetter => Kind::Mail.label(),
        }
    }

    /// The key of its name where it holds nothing.
    pub(super) fn empty_label(self) -> &'static str {
        match self {
            Self::Zip | Self::SevenZip | Self::Gzip | Self::Closed(_) => "kind.archive_empty",
            Self::Letter | Self::OutlookLetter => "kind.mail_bare",
        }
    }
}
