//! A zip archive whose expansion is bounded.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read, Write};

use memchr::memmem;
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::encoding;
use super::failure;
use super::limits::Limits;
use super::ole::u32_at;
use crate::diagnostic::Diagnostic;

/// First bytes of what ends an archive's directory.
const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";

/// Bytes for which room is made because an archive declares them.
const MOST_TRUSTED: u64 = 1 << 20;

/// A zip archive in memory. Names are compared without case, and with either slash, as Excel does.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    indices: HashMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// Reads the directory of the archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Diagnostic> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match breaks_off(bytes) {
            true => failure::truncated(),
            false => failure::damaged(error),
        })?;
        let mut indices = HashMap::with_capacity(zip.len());
        for (index, name) in zip.file_names().enumerate() {
            if let Ok(name) = name {
                indices.entry(normal(&name)).or_insert(index);
            }
        }
        Ok(Self { zip, indices })
    }

    /// Whether there is such an entry.
    pub(super) fn has(&self, name: &str) -> bool {
        self.indices.contains_key(&normal(name))
    }

    /// The entry's name as the archive itself spells it.
    pub(super) fn spelling(&mut self, name: &str) -> Option<String> {
        let index = *self.indices.get(&normal(name))?;
        self.zip.by_index_raw(index).ok()?.name().ok().map(|name| name.into_owned())
    }

    /// Whether any entry's name begins so.
    pub(super) fn has_under(&self, prefix: &str) -> bool {
        self.indices.keys().any(|name| name.starts_with(prefix))
    }

    /// The text of an entry of at most `limit` bytes; `None` where there is none, or it is larger or damaged.
    pub(super) fn part(&mut self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let index = *self.indices.get(&normal(name))?;
        let entry = self.zip.by_index(index).ok()?;
        // The size is only declared; it may be a lie.
        let mut bytes = Vec::with_capacity(entry.size().min(limit).min(MOST_TRUSTED) as usize);
        entry.take(limit + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= limit).then_some(bytes)
    }

    /// The text of a part that is XML, in UTF-8 whatever it is in itself: some programs write UTF-16.
    pub(super) fn text_part(&mut self, name: &str, limit: u64) -> Option<Vec<u8>> {
        self.part(name, limit).map(encoding::in_utf_8)
    }

    /// Whether a part begins as UTF-16 does.
    pub(super) fn is_in_utf_16(&mut self, name: &str) -> bool {
        let Some(index) = self.indices.get(&normal(name)) else { return false };
        // No more is expanded than is looked at: this is asked of four parts of every workbook.
        let mut start = Vec::with_capacity(64);
        let read = self.zip.by_index(*index).map(|part| part.take(64).read_to_end(&mut start));
        matches!(read, Ok(Ok(_))) && encoding::is_utf_16(&start)
    }

    /// An entry, to be read as it expands.
    pub(super) fn reader(&mut self, name: &str) -> Option<impl io::BufRead + '_> {
        let index = *self.indices.get(&normal(name))?;
        self.zip.by_index(index).ok().map(BufReader::new)
    }

    /// Refuses an archive with too many entries, or whose spreadsheet parts expand beyond bounds. The directory declares
    /// their sizes, and no entry can be read beyond what is declared.
    pub(super) fn guard(&mut self, limits: &Limits) -> Result<(), Diagnostic> {
        if self.zip.len() > limits.entries {
            return Err(failure::too_large("too_large.entries", self.zip.len()));
        }
        let mut expanded = 0u64;
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(failure::damaged)?;
            let name = normal(&entry.name().map_err(failure::damaged)?);
            let is_part = [".xml", ".rels", ".bin"].iter().any(|end| name.ends_with(end));
            if is_part && !name.ends_with("vbaproject.bin") && !name.contains("/embeddings/") {
                expanded = expanded.saturating_add(entry.size());
            }
        }
        match expanded <= limits.expanded_bytes {
            true => Ok(()),
            false => Err(failure::too_large("too_large.expanded", limits.expanded_bytes >> 20)),
        }
    }

    /// The same archive with every XML part in UTF-8; `None` where all are so already.
    pub(super) fn in_utf_8(&mut self, limits: &Limits) -> Result<Option<Vec<u8>>, Diagnostic> {
        let mut mended = Vec::new();
        let names: Vec<String> = self.indices.keys().cloned().collect();
        for name in names.into_iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
            let Some(part) = self.part(&name, limits.expanded_bytes) else { continue };
            if encoding::is_utf_16(&part) {
                mended.push((name, encoding::in_utf_8(part)));
            }
        }
        if mended.is_empty() {
            return Ok(None);
        }
        let parts: Vec<(&str, &[u8])> =
            mended.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
        self.with_all_replaced(&parts).map(Some)
    }

    /// The same archive with the entry `name` replaced by `bytes`.
    pub(super) fn with_replaced(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
        self.with_all_replaced(&[(name, bytes)])
    }

    /// The same archive with these entries replaced.
    pub(super) fn with_all_replaced(&mut self, parts: &[(&str, &[u8])]) -> Result<Vec<u8>, Diagnostic> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(failure::damaged)?;
            let entry_name = entry.name().map_err(failure::damaged)?.into_owned();
            if parts.iter().any(|(name, _)| normal(&entry_name) == normal(name)) {
                continue;
            }
            writer.raw_copy_file(entry).map_err(failure::damaged)?;
        }
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).map_err(failure::damaged)?;
            writer.write_all(bytes).map_err(failure::damaged)?;
        }
        Ok(writer.finish().map_err(failure::damaged)?.into_inner())
    }
}

/// Whether the directory, which ends an archive, is missing or tells of more than there is.
pub(super) fn breaks_off(bytes: &[u8]) -> bool {
    let Some(at) = memmem::rfind(bytes, END_OF_DIRECTORY) else { return true };
    let (Some(size), Some(start)) = (u32_at(bytes, at + 12), u32_at(bytes, at + 16)) else { return true };
    u64::from(size) + u64::from(start) > at as u64 && start != u32::MAX
}

/// A name as names are compared. Those in relationships, and some in archives, have letters beyond ASCII as numbers.
fn normal(name: &str) -> String {
    let name = name.replace('\\', "/");
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.trim_start_matches('/').as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.filter(|digits| *first == b'%' && !digits.starts_with('+'));
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).to_lowercase()
}
