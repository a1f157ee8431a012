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
