use super::*;

fn csv(bytes: &[u8]) -> Vec<String> {
    let (workbook, codes) = read_ok(bytes, "so-lieu.csv");
    assert_eq!((workbook.container, codes), (Container::Csv, vec![]));
    texts(&workbook.sheets[0])
}

#[test]
fn the_separator_is_told_from_the_text() {
    let expected = ["A1=Mã", "B1=Số", "A2=a", "B2=1,5"];
    assert_eq!(csv("Mã;Số\na;1,5\n".as_bytes()), expected);
    assert_eq!(csv("Mã\tSố\r\na\t1,5\r\n".as_bytes()), expected);
    assert_eq!(csv("Mã,Số\na,\"1,5\"\n".as_bytes()), expected);
    assert_eq!(csv("sep=;\nMã;Số\na;1,5".as_bytes()), expected);
    assert_eq!(csv("\u{feff}Mã;Số\na;1,5".as_bytes()), expected);
    let utf_16: Vec<u8> = "\u{feff}Mã;Số\na;1,5\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(csv(&utf_16), expected);
}

#[test]
fn blank_lines_and_lines_within_values_keep_the_rows_in_place() {
    assert_eq!(csv(b"a;b\r\n\r\nc;d\r\n"), ["A1=a", "B1=b", "A3=c", "B3=d"]);
    assert_eq!(csv(b"a;b\n\n\nc;\"d\ne\"\n\nf;g\n"), ["A1=a", "B1=b", "A4=c", "B4=d\ne", "A6=f", "B6=g"]);
}

#[test]
fn older_encodings_are_read() {
    let (vietnamese, _, _) =
        encoding_rs::WINDOWS_1258.encode("Ti\u{ea}\u{301}p nhâ\u{323}n;Sô\u{301}\nđa;1\n");
    assert_eq!(csv(&vietnamese), ["A1=Ti\u{ea}\u{301}p nhâ\u{323}n", "B1=Sô\u{301}", "A2=đa", "B2=1"]);
    let tcvn3: Vec<u8> = "Sè hå s¬;§¬n vÞ;TiÕp nhËn\n1;2;3\n".chars().map(|c| u32::from(c) as u8).collect();
    let (workbook, codes) = read_ok(&tcvn3, "a.csv");
    assert_eq!(texts(&workbook.sheets[0])[..3], ["A1=Số hồ sơ", "B1=Đơn vị", "C1=Tiếp nhận"]);
    assert_eq!(codes, [Code::LegacyConverted]);
}

#[test]
fn what_is_written_for_excel_reads_as_excel_shows_it() {
    let rows = "Mã;Số\n=\"012\";\"=\"\"3\"\"\"\n=\"a\"\"b\";=\"x\"&\"y\"\n";
    assert_eq!(csv(rows.as_bytes()), ["A1=Mã", "B1=Số", "A2=012", "B2=3", "A3=a\"b", "B3==\"x\"&\"y\""]);
    assert_eq!(csv("\u{feff}\u{feff}Mã;Số\na;1,5".as_bytes()), ["A1=Mã", "B1=Số", "A2=a", "B2=1,5"]);
    assert_eq!(csv("\u{feff}sep=;\nMã;Số\na;1,5".as_bytes()), ["A1=Mã", "B1=Số", "A2=a", "B2=1,5"]);
    let utf_16: Vec<u8> = "\u{feff}Mã;Số\na;1,5\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(csv(&utf_16), ["A1=Mã", "B1=Số", "A2=a", "B2=1,5"]);
    let (workbook, _) = read_ok("Mã;Số\na;#DIV/0!\n".as_bytes(), "a.csv");
    assert_eq!(cell(&workbook.sheets[0], "B2").content, Content::Error("#DIV/0!".into()));
}

#[test]
fn a_cut_file_is_no_silent_loss() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let in_quotes = "Mã;Số\na;\"1,5\nb;2\nc;3\n";
    let mut odd = utf_16("\u{feff}Mã;Số\na;1,5\n");
    odd.pop();
    for bytes in [in_quotes.as_bytes(), &"Mã;Số\na;đủ".as_bytes()[..14], &odd] {
        let told = read_err(bytes, "a.csv");
        assert_eq!(told, (Code::FileUnreadable, "@reason.truncated:".to_owned()), "{bytes:?}");
    }
    for whole in ["a;\"b;c\"\"d\"\ne;f\n", "a;b\"c\nd;e\n", "a;\"\"\nb;\"c\"d\n"] {
        assert!(read_workbook(whole.as_bytes(), "a.csv", &Limits::default()).is_ok(), "{whole}");
    }
    // In a Western encoding the last letter may be one beyond ASCII.
    assert!(read_workbook(b"a;b\nc;caf\xE9", "a.csv", &Limits::default()).is_ok());
}
