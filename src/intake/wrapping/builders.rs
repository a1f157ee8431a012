//! Archives and letters as tests build them.

use std::io::{Cursor, Write};

use ::zip::ZipWriter;
use ::zip::write::SimpleFileOptions;
use sevenz_rust2::{ArchiveEntry, ArchiveWriter};

/// A `.zip` with these entries; names may be any bytes. A name that ends with a slash makes a folder.
pub(crate) fn zip(entries: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The library writes names of UTF-8 only, and none twice: names of the right length make room for the wanted ones.
    let stand_in =
        |number: usize, name: &[u8]| format!("{number:03}{}", "x".repeat(name.len().saturating_sub(3)));
    for (number, (name, bytes)) in entries.iter().enumerate() {
        assert!(name.len() >= 3, "the stand-in is no longer than the name");
        writer.start_file(stand_in(number, name), SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("written");
    }
    let mut archive = writer.finish().expect("an archive").into_inner();
    for (number, (name, _)) in entries.iter().enumerate() {
        replace(&mut archive, stand_in(number, name).as_bytes(), name);
    }
    archive
}

/// The archive with every entry marked as one that has a password.
pub(crate) fn locked(mut archive: Vec<u8>) -> Vec<u8> {
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> =
            archive.windows(4).enumerate().filter(|(_, at)| at == mark).map(|(at, _)| at).collect();
        places.into_iter().for_each(|at| archive[at + flags] |= 1);
    }
    archive
}

/// A `.7z` with these files in one block, as 7-Zip makes it.
pub(crate) fn seven_zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ArchiveWriter::new(Cursor::new(Vec::new())).expect("a writer");
    let entries = files.iter().map(|(name, _)| ArchiveEntry::new_file(name)).collect();
    let sources = files.iter().map(|(_, bytes)| sevenz_rust2::SourceReader::new(*bytes)).collect();
    writer.push_archive_entries(entries, sources).expect("written");
    writer.finish().expect("an archive").into_inner()
}

/// A `.gz` of one file that was called `name`.
pub(crate) fn gzip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::GzBuilder::new().filename(name).write(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("written");
    writer.finish().expect("an archive")
}

/// A letter whose lines begin with `Received:`, with a table in its text and these files attached.
pub(crate) fn letter(subject: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut text = format!(
        "Received: by 10.0.0.1 with SMTP;\r\n\tMon, 15 Dec 2025 08:00:00 +0700\r\nFrom: Chi Ba <ba@example.org>\r\n\
         Subject: {subject}\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\nMIME-Version: 1.0\r\n\r\n\
         --b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td>Phòng Kinh tế</td><td>0912</td></tr></table>\r\n"
    )
    .into_bytes();
    for (name, bytes) in files {
        let kind = if name.ends_with(".eml") { "message/rfc822" } else { "application/octet-stream" };
        let head = format!(
            "--b1\r\nContent-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n"
        );
        text.extend(head.as_bytes());
        match kind {
            "message/rfc822" => {
                text.extend(b"\r\n");
                // A letter within a letter has a border of its own.
                text.extend(String::from_utf8_lossy(bytes).replace("b1", "c2").into_bytes());
            }
            _ => {
                text.extend(b"Content-Transfer-Encoding: quoted-printable\r\n\r\n");
                let lines: Vec<String> = bytes
                    .chunks(20)
                    .map(|line| line.iter().map(|byte| format!("={byte:02X}")).collect())
                    .collect();
                text.extend(lines.join("=\r\n").into_bytes());
            }
        }
        text.extend(b"\r\n");
    }
    text.extend(b"--b1--\r\n");
    text
}

/// A letter of Outlook with these files attached.
pub(crate) fn outlook_letter(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    file.create_stream("/__properties_version1.0").expect("a stream");
    for (number, (name, bytes)) in files.iter().enumerate() {
        let storage = format!("/__attach_version1.0_#{number:08X}");
        file.create_storage(&storage).expect("a storage");
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (stream, bytes) in [("3707001F", name.as_slice()), ("37010102", bytes)] {
            let mut stream = file.create_stream(format!("{storage}/__substg1.0_{stream}")).expect("a stream");
            stream.write_all(bytes).expect("written");
        }
    }
    file.flush().expect("written");
    file.into_inner().into_inner()
}

fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, at)| *at == from).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 2, "the entry and the directory");
    places.into_iter().for_each(|at| bytes[at..at + to.len()].copy_from_slice(to));
}
