use std::io::{Cursor, Write};

use aes::Aes128;
use aes::cipher::{BlockEncrypt, KeyInit};
use md5::{Digest, Md5};
use ms_offcrypto_writer::Ecma376AgileWriter;
use rand::SeedableRng;
use sha1::Sha1;

use super::builders::{XlsSheet, biff5, biff8, number_record, ole, record, words, xlsx_rows};
use super::*;
use crate::intake::container::biff;

fn encrypted_package(password: &str) -> Vec<u8> {
    let package = xlsx_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    let mut random = rand::rngs::StdRng::seed_from_u64(1);
    let mut writer =
        Ecma376AgileWriter::create(&mut random, password, Cursor::new(Vec::new())).expect("a writer");
    writer.write_all(&package).expect("written");
    writer.into_inner().expect("a file").into_inner()
}

/// A package in the encryption of Excel 2007, called standard.
fn excel_2007(password: &str) -> Vec<u8> {
    let package = xlsx_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    let salt = [7u8; 16];
    let mut hash = Sha1::digest([&salt[..], &password_bytes(password)].concat());
    for round in 0..50_000u32 {
        hash = Sha1::digest([&round.to_le_bytes()[..], &hash].concat());
    }
    hash = Sha1::digest([&hash[..], &[0; 4]].concat());
    let mut pad = [0x36u8; 64];
    pad.iter_mut().zip(hash).for_each(|(place, byte)| *place ^= byte);
    let cipher = Aes128::new_from_slice(&Sha1::digest(pad)[..16]).expect("a key");
    let encrypt = |bytes: &[u8]| {
        let blocks = bytes.chunks(16).flat_map(|chunk| {
            let mut block = [0; 16];
            block[..chunk.len()].copy_from_slice(chunk);
            let mut block = block.into();
            cipher.encrypt_block(&mut block);
            block
        });
        blocks.collect::<Vec<u8>>()
    };
    let verifier = [3u8; 16];
    let provider = password_bytes("Microsoft Enhanced RSA and AES Cryptographic Provider\0");
    let header = [longs(&[0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0]), provider].concat();
    let info = [
        words(&[3, 2]),
        longs(&[0x24, header.len() as u32]),
        header,
        longs(&[16]),
        salt.to_vec(),
        encrypt(&verifier),
        longs(&[20]),
        encrypt(&Sha1::digest(verifier)),
    ];
    let size = (package.len() as u64).to_le_bytes();
    package_of(&info.concat(), &[&size[..], &encrypt(&package)].concat())
}

fn package_of(info: &[u8], package: &[u8]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in [("/EncryptionInfo", info), ("/EncryptedPackage", package)] {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("written");
    }
    file.flush().expect("flushed");
    file.into_inner().into_inner()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

#[test]
fn a_package_is_opened_if_excel_opens_it_without_asking() {
    for make in [encrypted_package, excel_2007] {
        let (workbook, codes) = read_ok(&make("VelvetSweatshop"), "a.xlsx");
        assert_eq!((texts(&workbook.sheets[0]), codes), (vec!["A1=1".to_owned()], vec![]));
        assert_eq!(read_err(&make("khác"), "a.xlsx").0, Code::FileEncrypted);
    }
}

/// A workbook stream whose first record after its beginning is FilePass with this body.
fn stream(pass: &[u8]) -> Vec<u8> {
    // More than one block of the cipher.
    let records = (0..200).map(|row| number_record(row, 0, 0, f64::from(row))).collect();
    let sheet = XlsSheet { name: "A", state: 0, kind: 0, records };
    biff8(&[sheet], &[], &[record(0x002F, pass)])
}

fn password_bytes(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// RC4, written down here once more, since what it makes must be read by the library's.
fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0usize;
    for i in 0..256 {
        j = (j + usize::from(state[i]) + usize::from(key[i % key.len()])) % 256;
        state.swap(i, j);
    }
    let (mut i, mut j) = (0, 0usize);
    let stream = bytes.iter().map(|byte| {
        i = (i + 1) % 256;
        j = (j + usize::from(state[i])) % 256;
        state.swap(i, j);
        byte ^ state[(usize::from(state[i]) + usize::from(state[j])) % 256]
    });
    stream.collect()
}

/// Encrypts the stream whose FilePass record is `pass`, with the key of each block from `key`.
fn encrypt(pass: &[u8], key: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let plain = stream(pass);
    let blocks = (0u32..).zip(plain.chunks(1024));
    let cipher: Vec<u8> = blocks.flat_map(|(block, bytes)| rc4(&key(block), bytes)).collect();
    let mut encrypted = plain.clone();
    for body in biff::encrypted_bodies(&plain) {
        encrypted[body.clone()].copy_from_slice(&cipher[body]);
    }
    encrypted
}

/// A workbook in the encryption of Excel 97.
fn excel_97(password: &str) -> Vec<u8> {
    let salt = [7u8; 16];
    let hash = Md5::digest(password_bytes(password));
    let seed = Md5::digest([&hash[..5], &salt[..]].concat().repeat(16));
    let key = |block: u32| Md5::digest([&seed[..5], &block.to_le_bytes()].concat()).to_vec();
    let verifier = [3u8; 16];
    let checks = rc4(&key(0), &[&verifier[..], &Md5::digest(verifier)].concat());
    encrypt(&[words(&[1, 1, 1]), salt.to_vec(), checks].concat(), key)
}

/// A workbook in the encryption of Excel 2002, with a key of 40 or 128 bits.
fn excel_2002(password: &str, bits: u32) -> Vec<u8> {
    let salt = [7u8; 16];
    let seed = Sha1::digest([&salt[..], &password_bytes(password)].concat());
    let key = |block: u32| {
        let mut key = Sha1::digest([&seed[..], &block.to_le_bytes()].concat())[..16].to_vec();
        if bits == 40 {
            key[5..].fill(0);
        }
        key
    };
    let verifier = [3u8; 16];
    let checks = rc4(&key(0), &[&verifier[..], &Sha1::digest(verifier)].concat());
    let header = longs(&[4, 0, 0x6801, 0x8004, bits, 1, 0, 0]);
    let (verifier, hash) = checks.split_at(16);
    let parts = [
        words(&[1, 4, 2]),
        longs(&[4, header.len() as u32]),
        header,
        longs(&[16]),
        salt.to_vec(),
        verifier.to_vec(),
        longs(&[20]),
        hash.to_vec(),
    ];
    encrypt(&parts.concat(), key)
}

#[test]
fn an_older_workbook_is_opened_if_excel_opens_it_without_asking() {
    for make in
        [excel_97, |password: &str| excel_2002(password, 40), |password: &str| excel_2002(password, 128)]
    {
        let (workbook, codes) = read_ok(&ole("Workbook", &make("VelvetSweatshop")), "a.xls");
        assert_eq!((workbook.sheets[0].cells.len(), codes), (200, vec![]));
        assert_eq!(cell(&workbook.sheets[0], "A200").content, number("199"));
        assert_eq!(read_err(&ole("Workbook", &make("khác")), "a.xls").0, Code::FileEncrypted);
    }
}

#[test]
fn obfuscation_with_the_default_password_is_told_apart() {
    for (pass, code) in [
        (words(&[0, 0x1234, 0x9A0A]), Code::FileDefaultPassword),
        (words(&[0, 0x1234, 0x5678]), Code::FileEncrypted),
    ] {
        assert_eq!(read_err(&ole("Workbook", &stream(&pass)), "a.xls").0, code);
    }
    // Excel 95 has no other kind, and does not say which it is.
    for (pass, code) in [
        (words(&[0x1234, 0x9A0A]), Code::FileDefaultPassword),
        (words(&[0x1234, 0x5678]), Code::FileEncrypted),
    ] {
        let mut stream = biff5(Some(1258), &[(0, b"a")]);
        stream.splice(12..12, record(0x002F, &pass));
        assert_eq!(read_err(&ole("Book", &stream), "a.xls").0, code);
    }
}
