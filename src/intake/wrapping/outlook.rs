//! `.msg`: a letter as Outlook saves it, a compound file with one storage for each attachment.

use std::io::{Cursor, Read};
use std::path::PathBuf;

use cfb::CompoundFile;

use super::entry::Entry;
use super::unopened::Unopened;

/// How the storages of attachments are called, before their number.
const ATTACHMENT: &str = "__attach_version1.0_#";
/// Streams of an attachment: its bytes; its name, long and short, in Unicode and in the sender's code page.
const DATA: &str = "__substg1.0_37010102";
const NAMES: [&str; 4] =
    ["__substg1.0_3707001F", "__substg1.0_3704001F", "__substg1.0_3707001E", "__substg1.0_3704001E"];
/// An attached letter, which lies there as a storage.
const LETTER: &str = "__substg1.0_3701000D";
/// Bytes of a name that are read.
const LONGEST_NAME: u64 = 2 << 10;

/// What is attached.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unopened> {
    let mut file = open(bytes)?;
    let mut entries = Vec::new();
    for (storage, number) in attachments(&file).into_iter().zip(0..) {
        let size = file.entry(storage.join(DATA)).map_or(0, |entry| entry.len());
        let named = NAMES.iter().find_map(|name| {
            let bytes = read(&mut file, &storage.join(name), LONGEST_NAME)?;
            let text = if name.ends_with('F') {
                utf_16(&bytes)
            } else {
                super::entry_name::decode(&bytes).into_owned()
            };
            Some(text.trim_end_matches('\0').to_owned()).filter(|text| !text.is_empty())
        });
        let unnamed = match file.is_storage(storage.join(LETTER)) {
            true => format!("{}.msg", number + 1),
            false => (number + 1).to_string(),
        };
        entries.push(Entry { number, name: named.unwrap_or(unnamed), size });
    }
    Ok(entries)
}

/// The bytes of one attachment, and one more than `limit` where there are more.
pub(super) fn take(bytes: &[u8], number: u32, limit: u64) -> Result<Vec<u8>, Unopened> {
    let mut file = open(bytes)?;
    let storage = attachments(&file).into_iter().nth(number as usize).ok_or(Unopened::Damaged)?;
    if file.is_storage(storage.join(LETTER)) {
        return Err(Unopened::Format("MSG"));
    }
    read(&mut file, &storage.join(DATA), limit + 1).ok_or(Unopened::Damaged)
}

fn open(bytes: &[u8]) -> Result<CompoundFile<Cursor<&[u8]>>, Unopened> {
    CompoundFile::open(Cursor::new(bytes)).map_err(|_| Unopened::Damaged)
}

fn attachments(file: &CompoundFile<Cursor<&[u8]>>) -> Vec<PathBuf> {
    let of_root = file.read_root_storage().filter(|entry| entry.is_storage());
    let mut found: Vec<PathBuf> = of_root
        .filter(|entry| entry.name().starts_with(ATTACHMENT))
        .map(|entry| entry.path().to_path_buf())
        .collect();
    found.sort();
    found
}

fn read(file: &mut CompoundFile<Cursor<&[u8]>>, path: &std::path::Path, limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(path).ok()?.take(limit).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn utf_16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}
