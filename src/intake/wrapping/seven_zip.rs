//! `.7z`.

use std::io::{self, Cursor, Read};

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, EncoderMethod, Error, Password};

use super::entry::Entry;
use super::unopened::Unopened;

/// Ways of compressing, and filters before it, that the library undoes as it is built here.
const KNOWN: [&[u8]; 10] = [
    EncoderMethod::ID_COPY,
    EncoderMethod::ID_LZMA,
    EncoderMethod::ID_LZMA2,
    EncoderMethod::ID_DELTA,
    EncoderMethod::ID_BCJ_X86,
    EncoderMethod::ID_BCJ2,
    EncoderMethod::ID_BCJ_PPC,
    EncoderMethod::ID_BCJ_ARM,
    EncoderMethod::ID_BCJ_ARM_THUMB,
    EncoderMethod::ID_BCJ_ARM64,
];

/// The entries. An archive of which every part has a password, or is compressed as nothing here undoes, is as good as
/// closed.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unopened> {
    let archive = open(bytes)?;
    let blocks = archive.blocks.len();
    if blocks > 0 && (0..blocks).all(|block| is_locked(&archive, block)) {
        return Err(Unopened::Password);
    }
    if blocks > 0 && (0..blocks).all(|block| methods(&archive, block).any(|method| !KNOWN.contains(&method)))
    {
        return Err(Unopened::Method);
    }
    let files = archive.files.iter().zip(0..).filter(|(file, _)| !file.is_directory && !file.is_anti_item);
    Ok(files.map(|(file, number)| Entry { number, name: file.name.clone(), size: file.size }).collect())
}

/// The bytes of one entry, for which those before it in its block are decompressed too.
pub(super) fn take(bytes: &[u8], number: u32, limit: u64) -> Result<Vec<u8>, Unopened> {
    let archive = open(bytes)?;
    let wanted = archive.files.get(number as usize).ok_or(Unopened::Damaged)?;
    if wanted.size > limit {
        return Err(Unopened::TooLarge);
    }
    let block = archive.stream_map.file_block_index.get(number as usize).copied().flatten();
    let Some(block) = block.filter(|_| wanted.has_stream) else { return Ok(Vec::new()) };
    if is_locked(&archive, block) {
        return Err(Unopened::Password);
    }
    let mut source = Cursor::new(bytes);
    let password = Password::empty();
    let mut taken = None;
    let mut each = |entry: &ArchiveEntry, reader: &mut dyn Read| {
        if std::ptr::eq(entry, wanted) {
            let mut bytes = Vec::new();
            reader.take(limit + 1).read_to_end(&mut bytes)?;
            taken = Some(bytes);
            return Ok(false);
        }
        // Damage before it is that file's own; if it reaches as far as the wanted one, that is noticed there.
        let _ = io::copy(reader, &mut io::sink());
        Ok(true)
    };
    let decoder = BlockDecoder::new(1, block, &archive, &password, &mut source);
    decoder.for_each_entries(&mut each).map_err(|error| why(&error))?;
    taken.ok_or(Unopened::Damaged)
}

fn open(bytes: &[u8]) -> Result<Archive, Unopened> {
    Archive::read(&mut Cursor::new(bytes), &Password::empty()).map_err(|error| why(&error))
}

/// Whether a block asks for a password.
fn is_locked(archive: &Archive, block: usize) -> bool {
    methods(archive, block).any(|method| method == EncoderMethod::ID_AES256_SHA256)
}

/// How a block is compressed and encrypted.
fn methods(archive: &Archive, block: usize) -> impl Iterator<Item = &[u8]> {
    let coders = archive.blocks.get(block).map(|block| block.ordered_coder_iter());
    coders.into_iter().flatten().map(|(_, coder)| coder.encoder_method_id())
}

fn why(error: &Error) -> Unopened {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => Unopened::Password,
        // The list of files itself has a password.
        Error::UnsupportedCompressionMethod(method) if method.contains("AES") => Unopened::Password,
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) | Error::ExternalUnsupported => {
            Unopened::Method
        }
        Error::MaxMemLimited { .. } => Unopened::TooLarge,
        _ => Unopened::Damaged,
    }
}
