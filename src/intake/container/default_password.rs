//! Files that are encrypted with the password that Excel itself tries first. Excel opens them without asking, so nobody
//! knows that they have one: protecting a workbook's structure in the older Excel made such files.

use std::io::{Cursor, Write};

use md5::{Digest, Md5};
use rc4::consts::U16;
use rc4::{Key, KeyInit, Rc4, StreamCipher};
use sha1::Sha1;

use super::biff;
use super::ole::{Ole, u16_at, u32_at};

const PASSWORD: &str = "VelvetSweatshop";
/// Bytes of a workbook stream that one key serves.
const BLOCK: usize = 1024;
/// Rounds of hashing beyond which a package is not tried; Excel writes 100,000.
const MAX_ROUNDS: u64 = 1_000_000;

/// The package in an encrypted Office file; `None` unless the default password opens it.
pub(super) fn open_package(ole: &mut Ole<'_>) -> Option<Vec<u8>> {
    let (info, package) = (ole.stream("EncryptionInfo")?, ole.stream("EncryptedPackage")?);
    if rounds(&info) > MAX_ROUNDS {
        return None;
    }
    // A compound file of its own, whose sector chains are sound.
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("/EncryptionInfo").ok()?.write_all(&info).ok()?;
    file.create_stream("/EncryptedPackage").ok()?.write_all(&package).ok()?;
    file.flush().ok()?;
    let opened = office_crypto::decrypt_from_bytes(file.into_inner().into_inner(), PASSWORD).ok()?;
    opened.starts_with(b"PK").then_some(opened)
}

/// The number in `spinCount="…"`.
fn rounds(info: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(info);
    let counts = text.split("spinCount=\"").skip(1).filter_map(|rest| rest.split('"').next());
    counts.map(|count| count.parse().unwrap_or(u64::MAX)).max().unwrap_or(0)
}

/// What the default password does to a workbook stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// It opens it: the stream in plain.
    Plain(Vec<u8>),
    /// It would, but the kind of encryption is not supported.
    Unsupported,
    /// The file has a password of its own.
    No,
}

/// Tries the default password on a workbook stream whose FilePass record holds `pass`.
pub(super) fn open_stream(stream: &[u8], pass: &[u8]) -> Opened {
    let is_wide = pass.len() > 4;
    if !is_wide || u16_at(pass, 0) == Some(0) {
        // The older Excel has no kind of encryption before the key.
        let verifier = u16_at(pass, if is_wide { 4 } else { 2 });
        return if verifier == Some(xor_verifier()) { Opened::Unsupported } else { Opened::No };
    }
    match Cipher::read(pass) {
        Some(cipher) if cipher.accepts_password() => Opened::Plain(cipher.decrypt(stream)),
        _ => Opened::No,
    }
}

/// The check value of the default password where a stream is obfuscated by exclusive-or.
fn xor_verifier() -> u16 {
    let length = PASSWORD.len() as u16;
    let letters = PASSWORD.bytes().map(u16::from);
    let verifier = [length].into_iter().chain(letters).rev().fold(0u16, |verifier, letter| {
        let carried = (verifier >> 14) & 1;
        (carried | ((verifier << 1) & 0x7FFF)) ^ letter
    });
    verifier ^ 0xCE4B
}

/// An RC4 cipher of the two kinds that Excel wrote, with what checks its password.
struct Cipher<'p> {
    /// From this and the number of a block comes the key of that block.
    seed: Vec<u8>,
    is_crypto_api: bool,
    /// Whether the key has 40 bits, and the rest are zero.
    is_short: bool,
    verifier: &'p [u8],
    verifier_hash: &'p [u8],
}

impl<'p> Cipher<'p> {
    fn read(pass: &'p [u8]) -> Option<Self> {
        let password: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
        match (u16_at(pass, 2)?, u16_at(pass, 4)?) {
            (1, 1) => {
                let salt = pass.get(6..22)?;
                let hash = Md5::digest(&password);
                let salted = [hash.get(..5)?, salt].concat().repeat(16);
                Some(Self {
                    seed: Md5::digest(salted).get(..5)?.to_vec(),
                    is_crypto_api: false,
                    is_short: false,
                    verifier: pass.get(22..38)?,
                    verifier_hash: pass.get(38..54)?,
                })
            }
            (2..=4, 2) => {
                let header = usize::try_from(u32_at(pass, 10)?).ok()?;
                // RC4 with SHA-1; sizes of 0 and 40 bits are the same.
                let is_rc4 = matches!(u32_at(pass, 22)?, 0 | 0x6801);
                let is_short = match u32_at(pass, 30)? {
                    0 | 40 => true,
                    128 => false,
                    _ => return None,
                };
                let checks = pass.get(14usize.checked_add(header)?..)?;
                let salt = checks.get(4..20)?;
                is_rc4.then_some(Self {
                    seed: Sha1::digest([salt, &password].concat()).to_vec(),
                    is_crypto_api: true,
                    is_short,
                    verifier: checks.get(20..36)?,
                    verifier_hash: checks.get(40..60)?,
                })
            }
            _ => None,
        }
    }

    fn key(&self, block: u32) -> [u8; 16] {
        let numbered = [self.seed.as_slice(), &block.to_le_bytes()].concat();
        let hash = match self.is_crypto_api {
            true => Sha1::digest(numbered).to_vec(),
            false => Md5::digest(numbered).to_vec(),
        };
        let length = if self.is_short { 5 } else { 16 };
        let mut key = [0; 16];
        key.iter_mut().zip(hash).take(length).for_each(|(place, byte)| *place = byte);
        key
    }

    fn apply(&self, block: u32, bytes: &mut [u8]) {
        Rc4::<U16>::new(Key::<U16>::from_slice(&self.key(block))).apply_keystream(bytes);
    }

    fn accepts_password(&self) -> bool {
        let mut both = [self.verifier, self.verifier_hash].concat();
        self.apply(0, &mut both);
        let (verifier, hash) = both.split_at(self.verifier.len());
        match self.is_crypto_api {
            true => Sha1::digest(verifier).as_slice() == hash,
            false => Md5::digest(verifier).as_slice() == hash,
        }
    }

    /// The stream in plain. The key runs over the heads of records, too, although these are plain already.
    fn decrypt(&self, stream: &[u8]) -> Vec<u8> {
        let mut decrypted = stream.to_vec();
        for (block, bytes) in (0u32..).zip(decrypted.chunks_mut(BLOCK)) {
            self.apply(block, bytes);
        }
        let mut plain = stream.to_vec();
        for body in biff::encrypted_bodies(stream) {
            if let (Some(to), Some(from)) = (plain.get_mut(body.clone()), decrypted.get(body)) {
                to.copy_from_slice(from);
            }
        }
        biff::void_file_pass(&mut plain);
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_obfuscation_is_as_documented() {
        // From the FilePass record of files that Excel itself obfuscated.
        assert_eq!(xor_verifier(), 0x9A0A);
    }

    #[test]
    fn rounds_of_hashing_are_bounded() {
        assert_eq!(rounds(br#"<keyData/><p:encryptedKey spinCount="100000"/>"#), 100_000);
        assert_eq!(rounds(br#"spinCount="99999999999999999999999""#), u64::MAX);
        assert_eq!(rounds(b"\x04\0\x02\0"), 0);
    }
}
