//! `.gz`: one file, compressed.

use std::io::Read;

use flate2::read::{GzDecoder, MultiGzDecoder};

use super::entry::Entry;
use super::entry_name::decode;
use super::unopened::Unopened;

/// The one file in it, by the name that it was compressed under, or else by that of the archive.
pub(super) fn entries(bytes: &[u8], name: &str) -> Result<Vec<Entry>, Unopened> {
    let mut decoder = GzDecoder::new(bytes);
    decoder.read(&mut [0]).map_err(|_| Unopened::Damaged)?;
    let kept = decoder.header().and_then(|header| header.filename()).map(|name| decode(name).into_owned());
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = match file.rsplit_once('.') {
        Some((stem, end)) if end.eq_ignore_ascii_case("tgz") => format!("{stem}.tar"),
        Some((stem, end)) if end.eq_ignore_ascii_case("gz") && !stem.is_empty() => stem.to_owned(),
        _ => file.to_owned(),
    };
    let name = kept.filter(|kept| super::entry_name::tidy(kept).is_some()).unwrap_or(stem);
    Ok(vec![Entry { number: 0, name, size: 0 }])
}

/// Its bytes, and one more than `limit` where there are more.
pub(super) fn take(bytes: &[u8], limit: u64) -> Result<Vec<u8>, Unopened> {
    let mut taken = Vec::new();
    MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut taken).map_err(|_| Unopened::Damaged)?;
    Ok(taken)
}
