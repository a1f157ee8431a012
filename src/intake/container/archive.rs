//! A zip archive whose expansion is bounded.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read, Write};

use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::failure;
use super::limits::Limits;
use crate::diagnostic::Diagnostic;

/// Bytes for which room is made because an archive declares them.
const MOST_TRUSTED: u64 = 1 << 20;

/// A zip archive in memory. Names are compared without case, and with either slash, as Excel does.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    indices: HashMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// Reads the directory of the archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
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

    /// The same archive with the entry `name` replaced by `bytes`.
    pub(super) fn with_replaced(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(failure::damaged)?;
            let entry_name = entry.name().map_err(failure::damaged)?.into_owned();
            if normal(&entry_name) == normal(name) {
                continue;
            }
            writer.raw_copy_file(entry).map_err(failure::damaged)?;
        }
        writer.start_file(name, SimpleFileOptions::default()).map_err(failure::damaged)?;
        writer.write_all(bytes).map_err(failure::damaged)?;
        Ok(writer.finish().map_err(failure::damaged)?.into_inner())
    }
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}
