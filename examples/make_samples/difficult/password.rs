//! Files that are protected by a password, each in the way of its format, and always with the same random numbers.

use std::io::{Cursor, Write as _};

use aes::Aes256;
use aes::cipher::{BlockEncrypt as _, KeyInit as _};
use md5::{Digest as _, Md5};
use ms_offcrypto_writer::Ecma376AgileWriter;
use rand::SeedableRng as _;
use rc4::consts::U16;
use rc4::{Key, Rc4, StreamCipher as _};
use sha1::Sha1;
use sha2::Sha256;

use super::compound_file::{compound_file, stream};
use super::ods_book::ods_of;

/// Random bytes that are none, so that the files come out the same each time.
const SALT: [u8; 16] = *b"xa Chau Son 2025";

/// An `.xlsx` in the encryption of Excel 2010 and later, called agile.
pub(super) fn agile(workbook: &[u8], password: &str) -> Vec<u8> {
    let mut random = rand::rngs::StdRng::seed_from_u64(2025);
    let file = Cursor::new(Vec::new());
    let mut writer = Ecma376AgileWriter::create(&mut random, password, file).expect("a file in memory");
    writer.write_all(workbook).expect("a file in memory");
    let file = writer.into_inner().expect("a file in memory").into_inner();
    // The writer also notes the time, and folders that nobody needs for reading.
    let [info, package] = ["EncryptionInfo", "EncryptedPackage"].map(|name| (name, stream(&file, name)));
    compound_file(&[(info.0, &info.1), (package.0, &package.1)])
}

/// The stream of an `.xls` in the encryption of Excel 97. `write` makes the plain stream, given the body of the record
/// that says how it is encrypted.
pub(super) fn excel_97(write: impl Fn(&[u8]) -> Vec<u8>, password: &str) -> Vec<u8> {
    let letters: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hash = Md5::digest(letters);
    let seed = Md5::digest([&hash[..5], &SALT].concat().repeat(16));
    let encrypt = |block: u32, bytes: &mut [u8]| {
        let key = Md5::digest([&seed[..5], &block.to_le_bytes()].concat());
        Rc4::<U16>::new(Key::<U16>::from_slice(&key)).apply_keystream(bytes);
    };
    let mut checks = [SALT.to_vec(), Md5::digest(SALT).to_vec()].concat();
    encrypt(0, &mut checks);
    let pass = [&[1, 0, 1, 0, 1, 0], &SALT[..], &checks].concat();
    let plain = write(&pass);
    let mut cipher = plain.clone();
    (0..).zip(cipher.chunks_mut(1024)).for_each(|(block, bytes)| encrypt(block, bytes));
    let mut at = 0;
    while let Some([kind, high, low, length]) = plain.get(at..at + 4) {
        let (kind, end) =
            (u16::from_le_bytes([*kind, *high]), at + 4 + usize::from(u16::from_le_bytes([*low, *length])));
        // What opens a stream stays plain, as does the way of encryption, and where a sheet begins.
        let plain_start = match kind {
            0x0809 | 0x002F => end,
            0x0085 => at + 8,
            _ => at + 4,
        };
        cipher[at..plain_start].copy_from_slice(&plain[at..plain_start]);
        at = end;
    }
    cipher
}

/// An `.ods` with this content part, in the encryption of OpenDocument 1.2.
pub(super) fn open_document(content: &[u8], password: &str) -> Vec<u8> {
    const ROUNDS: u32 = 1024;
    let start_key = Sha256::digest(password);
    let cipher = Aes256::new_from_slice(&derived_key(&start_key, ROUNDS)).expect("a key of 32 bytes");
    let packed = deflated(content);
    // The last byte says how many were added.
    let added = 16 - packed.len() % 16;
    let padded = [packed.as_slice(), &vec![0; added - 1], &[added as u8]].concat();
    let mut before = SALT;
    let encrypted: Vec<u8> = padded
        .chunks(16)
        .flat_map(|chunk| {
            let mut block: [u8; 16] = std::array::from_fn(|at| chunk[at] ^ before[at]);
            cipher.encrypt_block((&mut block).into());
            before = block;
            block
        })
        .collect();
    let check = Sha256::digest(&packed[..packed.len().min(1024)]);
    let (salt, check, size) = (base64(&SALT), base64(&check), content.len());
    let names = "http://www.w3.org/2000/09/xmldsig#";
    let manifest = format!(
        "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\" manifest:size=\"{size}\">\n\
         <manifest:encryption-data manifest:checksum-type=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k\" \
         manifest:checksum=\"{check}\">\n\
         <manifest:algorithm manifest:algorithm-name=\"http://www.w3.org/2001/04/xmlenc#aes256-cbc\" \
         manifest:initialisation-vector=\"{salt}\"/>\n\
         <manifest:key-derivation manifest:key-derivation-name=\"PBKDF2\" manifest:key-size=\"32\" \
         manifest:iteration-count=\"{ROUNDS}\" manifest:salt=\"{salt}\"/>\n\
         <manifest:start-key-generation manifest:start-key-generation-name=\"{names}sha256\" manifest:key-size=\"32\"/>\n\
         </manifest:encryption-data>\n</manifest:file-entry>\n"
    );
    ods_of(&encrypted, &manifest)
}

/// PBKDF2 with HMAC-SHA1: 32 bytes, which are two blocks.
fn derived_key(password: &[u8], rounds: u32) -> Vec<u8> {
    let block = |number: u32| {
        let mut last = hmac(password, &[&SALT[..], &number.to_be_bytes()].concat());
        let mut sum = last;
        for _ in 1..rounds {
            last = hmac(password, &last);
            sum.iter_mut().zip(last).for_each(|(sum, byte)| *sum ^= byte);
        }
        sum
    };
    [block(1), block(2)].concat()[..32].to_vec()
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 20] {
    let pad = |with: u8| -> [u8; 64] { std::array::from_fn(|at| key.get(at).copied().unwrap_or(0) ^ with) };
    let inner = Sha1::digest([&pad(0x36)[..], message].concat());
    Sha1::digest([&pad(0x5C)[..], &inner].concat()).into()
}

/// The bytes as a zip packs them, taken out of one.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("a", options).expect("a part in memory");
    zip.write_all(bytes).expect("a part in memory");
    let archive = zip.finish().expect("an archive in memory").into_inner();
    let mut zip = zip::ZipArchive::new(Cursor::new(&archive)).expect("an archive");
    let part = zip.by_index_raw(0).expect("a part");
    let start = part.data_start().expect("a part") as usize;
    archive[start..start + part.compressed_size() as usize].to_vec()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = bytes.chunks(3).map(|chunk| {
        let number =
            (0..3).fold(0u32, |number, at| number << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        let letter = |at: usize| match at <= chunk.len() {
            true => char::from(LETTERS[(number >> (18 - 6 * at) & 63) as usize]),
            false => '=',
        };
        (0..4).map(letter).collect::<String>()
    });
    groups.collect()
}
