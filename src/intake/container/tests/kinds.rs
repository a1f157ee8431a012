use super::builders::{ole, xlsx_rows, zip_of};
use super::*;

#[test]
fn what_is_no_spreadsheet_is_named_for_what_it_is() {
    let docx = zip_of(&[("word/document.xml", b"<w/>")]);
    let odt = zip_of(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    let cases: [(&[u8], Kind); 21] = [
        (b"%PDF-1.7", Kind::Pdf),
        (b"\x89PNG\r\n\x1a\n", Kind::Picture),
        (b"\xFF\xD8\xFF\xE0", Kind::Picture),
        (b"Rar!\x1a\x07", Kind::Archive),
        (b"{\\rtf1", Kind::Document),
        (b"\0\0\0\x01Bud1\0", Kind::System),
        (b"[.ShellClassInfo]\r\nIcon=1", Kind::System),
        (b"", Kind::Empty),
        (b"\0\0\0\0", Kind::Empty),
        (b"  \n", Kind::Empty),
        (&docx, Kind::Document),
        (&odt, Kind::Document),
        (&zip_of(&[("a.txt", b"a")]), Kind::Archive),
        (&ole("WordDocument", b"x"), Kind::Document),
        (&ole("Catalog", b"x"), Kind::System),
        (&ole("Contents", b"x"), Kind::Unknown),
        ("Kính gửi các đơn vị,\nđề nghị nộp báo cáo.".as_bytes(), Kind::Text),
        (b"<html><body>no table</body></html>", Kind::Page),
        (b"{\"a\": 1}", Kind::Text),
        (b"\x7fELF\x02\x01\x01\0\0", Kind::Unknown),
        (b"\x09\x04\x06\0\0\0\x10\0\0\0", Kind::OldXls),
    ];
    for (bytes, kind) in cases {
        assert_eq!(sniff(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        let (code, _) = read_err(bytes, "thu");
        let refused = matches!(kind, Kind::Empty | Kind::OldXls);
        assert_eq!(code, if refused { Code::FileUnreadable } else { Code::FileNotSpreadsheet }, "{kind:?}");
        // What is named as a workbook was meant to be one: it is refused, not passed over.
        assert_eq!(read_err(bytes, "thu.xlsx").0, Code::FileUnreadable, "{kind:?}");
    }
}

#[test]
fn content_decides_and_a_wrong_name_is_only_told() {
    let bytes = xlsx_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    for (name, codes) in [
        ("a.xlsx", vec![]),
        ("thư mục/A.XLSM", vec![]),
        ("không có đuôi", vec![]),
        ("a.xls", vec![Code::FileWrongExtension]),
        ("a.pdf", vec![Code::FileWrongExtension]),
    ] {
        assert_eq!(read_ok(&bytes, name).1, codes, "{name}");
    }
    assert_eq!(read_err(&bytes, "thư mục/~$a.xlsx").0, Code::FileLock);
}

#[test]
fn half_a_workbook_is_still_known_for_one() {
    let bytes = xlsx_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    let half = &bytes[..bytes.len() - 40];
    assert_eq!(sniff(half), Kind::Spreadsheet(Container::Xlsx));
    assert_eq!(read_err(half, "a.xlsx").0, Code::FileUnreadable);
}

#[test]
fn a_text_with_a_little_damage_is_still_a_text() {
    let page =
        "<table><tr><td>Số hồ sơ đã tiếp nhận và giải quyết đúng hạn trong kỳ báo cáo</td></tr></table>";
    let mut bytes = [page.as_bytes(), b"<p>\x01\x00</p>", "<p>đúng hạn</p>".repeat(20).as_bytes()].concat();
    bytes.extend(b"<p>\xFF</p>");
    let (workbook, _) = read_ok(&bytes, "a.html");
    assert_eq!(
        cell(&workbook.sheets[0], "A1").raw(),
        "Số hồ sơ đã tiếp nhận và giải quyết đúng hạn trong kỳ báo cáo"
    );
}
