use super::builders::{gzip, letter, locked, outlook_letter, seven_zip, zip};
use super::*;
use crate::intake::container::sniff;

const TABLE: &[u8] = b"a;b\n1;2\n";

fn wrapping(bytes: &[u8]) -> Wrapping {
    Wrapping::at_sight(bytes).or_else(|| Wrapping::of_no_workbook(bytes)).expect("a wrapping")
}

/// Names and bytes of what is in it, or the code and reason for which it is not opened.
fn contents(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let limits = Limits::default();
    let told = |told: Diagnostic| {
        let reason = told.arguments.get("reason").or(told.arguments.get("kind"));
        format!("{} {}", told.code.id(), reason.map(ToString::to_string).unwrap_or_default())
    };
    let wrapping = wrapping(bytes);
    let members = wrapping.members(bytes, "a/goi.gz", &limits).map_err(told)?;
    let taken = members
        .into_iter()
        .map(|member| Ok((member.name, wrapping.take(bytes, member.entry, &limits).map_err(told)?)));
    taken.collect()
}

#[test]
fn files_come_out_of_every_wrapping_as_they_were_put_in() {
    // The second begins as the first does, so that it is compressed against it where files share a block.
    let files: [(&str, &[u8]); 3] =
        [("Phòng KT/Số liệu.csv", TABLE), ("b.csv", b"a;b\n1;2\n3;4\n"), ("c.xlsx", b"PK\0\xFF\r\n.\r\n")];
    let expected: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let raw: Vec<(&[u8], &[u8])> = files.iter().map(|(name, bytes)| (name.as_bytes(), *bytes)).collect();
    for (format, bytes) in [
        ("zip", zip(&raw)),
        ("7z", seven_zip(&files)),
        ("eml", letter("Nop phieu", &files)),
        ("msg", outlook_letter(&files)),
    ] {
        assert_eq!(contents(&bytes).as_ref(), Ok(&expected), "{format}");
    }
    let single = |name: &str| contents(&gzip(name, TABLE));
    assert_eq!(single("KT.csv"), Ok(vec![("KT.csv".to_owned(), TABLE.to_vec())]));
    // Without a name of its own it bears that of the archive.
    assert_eq!(single(".."), Ok(vec![("goi".to_owned(), TABLE.to_vec())]));
}

#[test]
fn names_are_read_whatever_they_were_written_in_and_none_hides_another() {
    let archive = zip(&[
        (b"S\xF4\xEC li\xEA\xF2u.csv", b"1"),
        (b"b\xA0o.csv", b"2"),
        (b"KT.csv", b"3"),
        (b"KT.csv", b"4"),
        (b"../../KT.csv", b"5"),
        (b"C:\\a\\b.csv", b"6"),
        (b"trong/", b""),
        (b"__MACOSX/._KT.csv", b"7"),
    ]);
    let names: Vec<(String, String)> = contents(&archive)
        .expect("opened")
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("a digit")))
        .collect();
    let names: Vec<(&str, &str)> =
        names.iter().map(|(name, bytes)| (name.as_str(), bytes.as_str())).collect();
    assert_eq!(
        names,
        [
            ("Số liệu.csv", "1"),
            ("báo.csv", "2"),
            ("KT.csv", "3"),
            ("KT (2).csv", "4"),
            ("KT (3).csv", "5"),
            ("a/b.csv", "6")
        ]
    );
}

#[test]
fn what_cannot_be_opened_says_why() {
    let archive = zip(&[(b"KT.csv", TABLE), (b"VP.csv", TABLE)]);
    let cut = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    for (bytes, told) in [
        (b"Rar!\x1A\x07\x01\0 and more".to_vec(), "F17 @wrapped.format:RAR"),
        (b"Rar!\x1A\x07\0 and more".to_vec(), "F17 @wrapped.format:RAR"),
        (tar, "F17 @wrapped.format:TAR"),
        (b"\x78\x9F\x3E\x22\0\0".to_vec(), "F17 @wrapped.format:winmail.dat"),
        (locked(archive.clone()), "F17 @wrapped.password:"),
        (cut(&archive), "F17 @wrapped.damaged:"),
        (cut(&seven_zip(&[("KT.csv", TABLE)])), "F17 @wrapped.damaged:"),
        (cut(&outlook_letter(&[("KT.csv", TABLE)])), "F17 @wrapped.damaged:"),
        (cut(&gzip("KT.csv", &[TABLE; 500].concat())), "F03 @wrapped.damaged:"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), "F05 @kind.archive_empty:"),
        (zip(&[(b"trong/", b"")]), "F05 @kind.archive_empty:"),
        (letter("Nop phieu", &[]), "F05 @kind.mail_bare:"),
    ] {
        assert_eq!(contents(&bytes), Err(told.to_owned()), "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_file_with_a_password_does_not_lock_those_beside_it() {
    let mut archive = zip(&[(b"KT.csv", TABLE), (b"VP.csv", TABLE)]);
    let directory = archive.windows(4).rposition(|at| at == b"PK\x01\x02").expect("the last entry");
    archive[directory + 8] |= 1;
    let limits = Limits::default();
    let members = Wrapping::Zip.members(&archive, "goi.zip", &limits).expect("opened");
    let taken: Vec<Result<Vec<u8>, Code>> = members
        .iter()
        .map(|member| Wrapping::Zip.take(&archive, member.entry, &limits).map_err(|told| told.code))
        .collect();
    assert_eq!(taken, [Ok(TABLE.to_vec()), Err(Code::FileEncrypted)]);
}

#[test]
fn an_archive_is_bounded_like_any_other_file() {
    let archive = zip(&[(b"KT.csv", &[b'1'; 2_000]), (b"VP.csv", &[b'2'; 2_000])]);
    let reason = |limits: &Limits| {
        let told = Wrapping::Zip.members(&archive, "goi.zip", limits).expect_err("too large");
        (told.code, told.arguments["reason"].to_string())
    };
    let entries = Limits { entries: 1, ..Limits::default() };
    assert_eq!(reason(&entries), (Code::FileTooLarge, "@too_large.entries:2".to_owned()));
    let expanded = Limits { expanded_bytes: 3_999, ..Limits::default() };
    assert_eq!(reason(&expanded), (Code::FileTooLarge, "@too_large.expanded:0".to_owned()));
    let file = Limits { file_bytes: 1_999, ..Limits::default() };
    for (wrapping, bytes) in
        [(Wrapping::Zip, archive.clone()), (Wrapping::SevenZip, seven_zip(&[("KT.csv", &[b'1'; 2_000])]))]
    {
        assert_eq!(wrapping.take(&bytes, 0, &file).expect_err("too large").code, Code::FileTooLarge);
    }
    let bomb = gzip("KT.csv", &vec![b'1'; 1 << 20]);
    assert_eq!(Wrapping::Gzip.take(&bomb, 0, &file).expect_err("too large").code, Code::FileTooLarge);
    // Whatever lies before a file in a block is worked through for each of them.
    let limits = Limits { expanded_bytes: 8_000, ..Limits::default() };
    let files: Vec<(String, [u8; 20])> =
        (0..200).map(|number| (format!("{number}.csv"), [b'1'; 20])).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let told = Wrapping::SevenZip.members(&seven_zip(&files), "goi.7z", &limits).expect_err("too long");
    assert_eq!(told.arguments["reason"].to_string(), "@too_large.unpacking:200");
}

#[test]
fn letters_are_known_by_their_heads_and_pages_in_one_file_are_none() {
    for letter in [
        "Received: by x; Mon\r\nFrom: a@example.org\r\n\r\nChào chị",
        "From: a@example.org\nSubject: Nộp phiếu\n\nSTT;Mã\n1;2\n",
        "\u{FEFF}MIME-Version: 1.0\r\nDate: Mon\r\nMessage-ID: <1@x>\r\nContent-Type: multipart/related\r\n\r\n<table>",
        "From ba@example.org Mon Dec 15\nReturn-Path: <ba@example.org>\nDKIM-Signature: v=1;\n b=abc\nTo: x\n\n",
    ] {
        assert!(letter::is_letter(letter.as_bytes()), "{letter}");
    }
    for other in [
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related\r\n\r\n",
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n",
        "Từ: a; Đến: b\n1;2\n",
        "From: a\n1;2\n",
        "Subject: Nộp phiếu\nDate: x\n\n",
        "Mã;Nội dung\nkinh_phi;1\n",
        "",
    ] {
        assert!(!letter::is_letter(other.as_bytes()), "{other}");
    }
}

#[test]
fn a_workbook_is_no_wrapping() {
    let workbook = zip(&[(b"[Content_Types].xml", b"spreadsheetml"), (b"xl/workbook.xml", b"<workbook/>")]);
    assert_eq!((Wrapping::at_sight(&workbook), Wrapping::of_no_workbook(&workbook)), (None, None));
    assert_ne!(sniff(&workbook), crate::intake::container::Kind::Archive);
}

#[test]
fn a_letter_forwarded_as_it_was_comes_out_whole() {
    let inner = letter("Phiếu KT", &[("KT.csv", TABLE)]);
    let outer = contents(&letter("Chuyển tiếp", &[("thu.eml", &inner)])).expect("opened");
    let [(name, bytes)] = &outer[..] else { panic!("one letter: {outer:?}") };
    assert_eq!(name, "thu.eml");
    let inner = contents(bytes).expect("opened");
    assert_eq!(inner, [("KT.csv".to_owned(), TABLE.to_vec())]);
}

#[test]
fn a_text_in_a_letter_is_a_file_where_it_is_called_one_and_keeps_its_bytes() {
    let letter = "From: ba@example.org\r\nTo: chi@example.org\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b1\r\n\r\n\
        --b1\r\nContent-Type: text/plain\r\n\r\nG\u{1EED}i ch\u{1ECB}\r\n\
        --b1\r\nContent-Type: text/csv; charset=us-ascii; name=\"=?UTF-8?B?U+G7kS5jc3Y=?=\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nU+G7kTsx\r\n\
        --b1\r\nContent-Type: text/plain\r\nContent-Disposition: inline; filename*=UTF-8''b%E1%BA%A3n.csv\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nS=E1=BB=91;2\r\n\
        --b1\r\nContent-Type: text/html; charset=iso-8859-1; name=bang.xls\r\n\
        Content-Disposition: attachment\r\n\r\n<table>S\u{1ED1}</table>\r\n--b1--\r\n";
    let contents = contents(letter.as_bytes()).expect("opened");
    let contents: Vec<(&str, &str)> = contents
        .iter()
        .map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).expect("as it was sent").trim_end()))
        .collect();
    assert_eq!(contents, [("Số.csv", "Số;1"), ("bản.csv", "Số;2"), ("bang.xls", "<table>Số</table>")]);
}

#[test]
fn a_letter_that_is_nothing_but_a_file_holds_that_file() {
    let letter = "Received: by x\nFrom: ba@example.org\nContent-Type: application/octet-stream; name=KT.csv\n\
        Content-Transfer-Encoding: base64\n\nYTtiCjE7Mgo=\n";
    assert_eq!(contents(letter.as_bytes()), Ok(vec![("KT.csv".to_owned(), TABLE.to_vec())]));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_wrappings_are_refused_without_harm(at: u16, byte: u8, cut: bool) {
        let files: [(&str, &[u8]); 2] = [("KT.csv", TABLE), ("VP.csv", TABLE)];
        let raw: Vec<(&[u8], &[u8])> = files.iter().map(|(name, bytes)| (name.as_bytes(), *bytes)).collect();
        let wrappings =
            [zip(&raw), seven_zip(&files), gzip("KT.csv", TABLE), letter("x", &files), outlook_letter(&files)];
        for mut bytes in wrappings {
            let kind = wrapping(&bytes);
            let at = usize::from(at) % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
            let limits = Limits::default();
            for member in kind.members(&bytes, "goi", &limits).unwrap_or_default() {
                let _ = kind.take(&bytes, member.entry, &limits);
            }
        }
    }
}
