//! `.zip`, as Zalo, Windows, macOS and phones make it.

use std::io::{Cursor, Read};

use ::zip::read::Config;
use ::zip::result::ZipError;
// Of entries that share a name the other reader keeps the last alone, without a word.
use ::zip::unstable::read::ZipIterable;
use ::zip::{CompressionMethod, ZipReadOptions};

use super::entry::Entry;
use super::entry_name::decode;
use super::unopened::Unopened;

/// Bytes for which room is made because an archive declares them.
const MOST_TRUSTED: u64 = 1 << 20;

/// The entries. An archive of which every file has a password, or is compressed as nothing here undoes, is as good as
/// closed.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unopened> {
    let mut archive = open(bytes)?;
    let mut entries = Vec::new();
    let (mut is_locked, mut is_strange) = (true, true);
    for (entry, number) in archive.files().map_err(|_| Unopened::Damaged)?.zip(0..) {
        let entry = entry.map_err(|_| Unopened::Damaged)?;
        if entry.is_file() {
            is_locked &= entry.encrypted();
            is_strange &= !is_known(entry.compression());
            let name = decode(entry.name_raw()).into_owned();
            entries.push(Entry { number, name, size: entry.size() });
        }
    }
    match (is_locked, is_strange) {
        _ if entries.is_empty() => Ok(entries),
        (true, _) => Err(Unopened::Password),
        (_, true) => Err(Unopened::Method),
        _ => Ok(entries),
    }
}

/// The bytes of one entry.
pub(super) fn take(bytes: &[u8], number: u32, limit: u64) -> Result<Vec<u8>, Unopened> {
    let mut archive = open(bytes)?;
    let entry = archive.files().ok().and_then(|files| files.nth(number as usize));
    let entry = entry.and_then(Result::ok).ok_or(Unopened::Damaged)?;
    if entry.encrypted() {
        return Err(Unopened::Password);
    }
    if !is_known(entry.compression()) {
        return Err(Unopened::Method);
    }
    let size = entry.size();
    if size > limit {
        return Err(Unopened::TooLarge);
    }
    let mut body = Cursor::new(bytes);
    let reader = entry.with_reader(&mut body, ZipReadOptions::default()).map_err(|error| match error {
        ZipError::UnsupportedArchive(_) => Unopened::Method,
        _ => Unopened::Damaged,
    })?;
    let mut taken = Vec::with_capacity(size.min(MOST_TRUSTED) as usize);
    reader.take(limit + 1).read_to_end(&mut taken).map_err(|_| Unopened::Damaged)?;
    Ok(taken)
}

fn open(bytes: &[u8]) -> Result<ZipIterable<Cursor<&[u8]>>, Unopened> {
    ZipIterable::try_new(Cursor::new(bytes), Config::default()).map_err(|_| Unopened::Damaged)
}

fn is_known(method: CompressionMethod) -> bool {
    matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated)
}
