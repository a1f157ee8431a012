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
fn a_workbook_is_what_its_workbook_part_is_whatever_types_it_lists() {
    let types =
        b"<Types>application/vnd.ms-excel.sheet.binary.macroEnabled.main spreadsheetml.sheet.main</Types>";
    let types: (&str, &[u8]) = ("[Content_Types].xml", types);
    for (part, container) in [("xl/workbook.xml", Container::Xlsx), ("xl/workbook.bin", Container::Xlsb)] {
        assert_eq!(sniff(&zip_of(&[types, (part, b"")])), Kind::Spreadsheet(container), "{part}");
    }
    let older = zip_of(&[("mimetype", b"application/vnd.sun.xml.calc"), ("content.xml", b"")]);
    assert_eq!(sniff(&older), Kind::OtherSpreadsheet);
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

#[test]
fn spreadsheets_of_other_programs_are_named_for_what_they_are() {
    let gnumeric = "<?xml version=\"1.0\"?>\n<gnm:Workbook xmlns:gnm=\"http://www.gnumeric.org/v10.dtd\">";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, gnumeric.as_bytes()).expect("packed");
    let packed = packed.finish().expect("packed");
    let cases: [(&[u8], Kind, &str); 9] = [
        (b"ID;PWXL;N;E\r\nC;Y1;X1;K12\r\nE\r\n", Kind::Sylk, "@reason.sylk:"),
        (b"TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n0,2\r\n", Kind::Dif, "@reason.dif:"),
        (gnumeric.as_bytes(), Kind::Gnumeric, "@reason.gnumeric:"),
        (&packed, Kind::Gnumeric, "@reason.gnumeric:"),
        (
            &zip_of(&[("Index/Document.iwa", b""), ("Index/Tables/a.iwa", b"")]),
            Kind::Numbers,
            "@reason.numbers:",
        ),
        (b"\0\0\x02\0\x06\x04\x06\0\x08\0", Kind::Lotus, "@reason.lotus:"),
        (b"\0\0\x1A\0\0\x10\x04\0\0\0", Kind::Lotus, "@reason.lotus:"),
        (b"\0\0\x02\0\x01\x10\x05\0", Kind::Quattro, "@reason.quattro:"),
        (
            &zip_of(&[("mimetype", b"application/vnd.sun.xml.calc")]),
            Kind::OtherSpreadsheet,
            "@reason.other_spreadsheet:",
        ),
    ];
    for (bytes, kind, reason) in cases {
        assert_eq!(sniff(bytes), kind, "{reason}");
        for name in ["a.slk", "a.xls", "a"] {
            assert_eq!(read_err(bytes, name), (Code::FileUnreadable, reason.to_owned()), "{name}");
        }
    }
    let mut other = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut other, b"tar").expect("packed");
    assert_eq!(sniff(&other.finish().expect("packed")), Kind::Archive);
}

#[test]
fn a_cut_file_says_so_wherever_it_ends() {
    let cell = [r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &"<row/>".repeat(2_000)].concat();
    let records = vec![super::builders::number_record(1, 1, 0, 2.0); 400];
    let sheet = super::builders::XlsSheet { name: "A", state: 0, kind: 0, records };
    let xlsx = xlsx_rows(&cell, &[]);
    let xls = ole("Workbook", &super::builders::biff8(&[sheet], &[], &[]));
    let table = r#"<table:table table:name="A"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"#;
    let ods = super::builders::ods(table);
    let xlsb = zip_of(&[("[Content_Types].xml", b"sheet.binary"), ("xl/workbook.bin", b"x")]);
    for (name, whole) in [("a.xlsx", xlsx), ("a.xls", xls), ("a.ods", ods), ("a.xlsb", xlsb)] {
        for tenths in 1..10 {
            let end = (whole.len() * tenths / 10).max(64);
            let told = read_err(&whole[..end], name);
            assert_eq!(told, (Code::FileUnreadable, "@reason.truncated:".to_owned()), "{name} {end}");
        }
    }
    let page = "<html><head><title>Báo cáo</title></head>";
    assert_eq!(read_err(page.as_bytes(), "a.xls").1, "@reason.truncated:");
    assert_eq!(read_err(b"<?xml version=\"1.0\"?>", "a.xls").1, "@reason.truncated:");
}

#[test]
fn no_word_of_a_library_stands_in_a_vietnamese_message() {
    let damaged = |entry: &str| {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"spreadsheetml");
        zip_of(&[types, (entry, b"<workbook><sheets><sheet")])
    };
    let mut broken = xlsx_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    let middle = broken.len() / 2;
    broken[middle..middle + 40].fill(0);
    let stream = super::builders::biff8(&[], &[], &[]);
    for (name, bytes) in [
        ("a.xlsx", damaged("xl/workbook.xml")),
        ("a.xlsx", damaged("xl/other.xml")),
        ("a.xlsb", damaged("xl/workbook.bin")),
        ("a.ods", zip_of(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")])),
        ("a.ods", super::builders::ods_of(b"<a><b></a>", "<manifest:manifest/>")),
        ("a.xls", ole("Workbook", b"rubbish")),
        ("a.xls", ole("Workbook", &stream)),
        (
            "a.xml",
            b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><a b=c d=\"\"\"></Workbook>"
                .to_vec(),
        ),
        ("a.xlsx", broken),
    ] {
        let Err(diagnostic) = read_workbook(&bytes, name, &Limits::default()) else { continue };
        let message = diagnostic.message(crate::diagnostic::Lang::Vi);
        let is_english = |word: &str| {
            let word = word.to_lowercase();
            ["error", "panic", "invalid", "could", "not", "find", "file", "missing", "the", "unexpected"]
                .contains(&word.as_str())
        };
        let found: Vec<&str> =
            message.split(|c: char| !c.is_alphanumeric()).filter(|word| is_english(word)).collect();
        assert!(found.is_empty(), "{name}: {message}: {found:?}");
    }
}

/// What Excel saves as "Single File Web Page", often under its old extension.
const WEB_ARCHIVE: &str = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\
    Content-Type: multipart/related; boundary=\"----=_NextPart\"\r\n\r\n------=_NextPart\r\n\
    Content-Location: file:///C:/sheet001.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    <table x:str><tr><td class=3Dxl24>S=E1=BB=91</td></tr></table>\r\n------=_NextPart--\r\n";

/// What Excel saves as "Web Page" of several sheets: their cells lie in a folder beside it.
const FRAMES: &str = r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
    <meta name="Excel Workbook Frameset"><link id="shLink" href="bieu06_files/sheet001.htm">
    <script>document.write("<table><tr><td>tab</td></tr></table>");</script>
    <xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Bieu 06</x:Name>
    <x:WorksheetSource HRef="bieu06_files/sheet001.htm"/></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml>
    </head><frameset rows="*,39"><frame src="bieu06_files/sheet001.htm" name="frSheet">
    <noframes><body><p>This page uses frames, but your browser doesn't support them.</p></body></noframes></frameset></html>"#;

#[test]
fn pages_saved_by_excel_without_their_cells_are_told_for_what_they_are() {
    let without_script = FRAMES.replace("<script>", "<!--").replace("</script>", "-->");
    for (bytes, reason) in [
        (WEB_ARCHIVE, "@reason.web_archive:"),
        (FRAMES, "@reason.frames:"),
        (without_script.as_str(), "@reason.frames:"),
    ] {
        for name in ["bieu06.xls", "bieu06.mht", "bieu06.htm"] {
            let told = read_err(bytes.as_bytes(), name);
            assert_eq!(told, (Code::FileUnreadable, reason.to_owned()), "{name}");
        }
    }
    let letter = format!("Received: from may-chu\r\nMessage-ID: <1>\r\n{WEB_ARCHIVE}")
        .replace("X-Document-Type: Workbook\r\n", "");
    assert_eq!(sniff(letter.as_bytes()), Kind::Mail);
    let with_cells = FRAMES.replace("<p>This", "<table><tr><td>12</td></tr></table><p>This");
    assert_eq!(texts(&read_ok(with_cells.as_bytes(), "a.htm").0.sheets[0])[0], "A1=12");
}

#[test]
fn workbooks_of_the_first_excels_are_told_apart() {
    // The first records of Excel 2, 3 and 4.
    for bytes in [
        &b"\x09\x00\x04\x00\x02\x00\x10\x00"[..],
        b"\x09\x02\x06\x00\x00\x00\x10\x00\x00\x00",
        b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00",
    ] {
        assert_eq!(read_err(bytes, "a.xls"), (Code::FileUnreadable, "@reason.old_xls:".to_owned()));
    }
}
