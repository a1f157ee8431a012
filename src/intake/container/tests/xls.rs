use super::builders::{CODE_PAGE, XlsSheet, biff5, biff8, number_record, ole, record, string_record, words};
use super::*;

fn sheet(name: &str, records: Vec<Vec<u8>>) -> XlsSheet<'_> {
    XlsSheet { name, state: 0, kind: 0, records }
}

fn workbook() -> Vec<u8> {
    let formula_as = |kind: u16, row: u16, value: f64, options: u16| {
        let body = [words(&[row, 3, 0]), value.to_le_bytes().to_vec(), words(&[options, 0, 0]), words(&[0])];
        record(kind, &body.concat())
    };
    let formula = |row: u16, value: f64, options: u16| formula_as(0x0006, row, value, options);
    let records = vec![
        // Declared dimensions that would take all memory.
        record(0x0200, &[&0u32.to_le_bytes(), &u32::MAX.to_le_bytes()[..], &words(&[0, 65535, 0])].concat()),
        record(0x007D, &words(&[4, 300, 0, 0, 1, 0])),
        record(0x0208, &words(&[2, 0, 0, 0, 0, 0, 0x20, 0])),
        string_record(0, 0, 0, 0),
        number_record(0, 1, 1, 0.985),
        number_record(1, 1, 2, 46005.0),
        number_record(2, 4, 0, 12.5),
        formula(3, 0.0, 2),
        formula(4, 7.0, 0),
        // Under the numbers of Excel 3 and 4.
        formula_as(0x0206, 6, 8.0, 0),
        formula_as(0x0406, 7, 9.0, 0),
        string_record(5, 0, 0, 9),
        record(0x00E5, &words(&[1, 0, 1, 0, 2])),
    ];
    let hidden = XlsSheet { state: 1, ..sheet("An", vec![number_record(0, 0, 0, 1.0)]) };
    let chart = XlsSheet { kind: 2, ..sheet("Chart1", vec![number_record(0, 0, 0, 1.0)]) };
    let macros = XlsSheet { kind: 1, ..sheet("Macro1", vec![]) };
    biff8(&[chart, sheet("So lieu", records), macros, hidden], &["Sè"], &[])
}

#[test]
fn values_formats_merges_and_hidden_parts_are_read() {
    let (workbook, diagnostics) =
        read_workbook(&ole("Workbook", &workbook()), "a.xls", &Limits::default()).expect("a workbook");
    assert_eq!(workbook.container, Container::Xls);
    let [sheet, hidden] = &workbook.sheets[..] else { panic!("two sheets") };
    assert_eq!((&*sheet.name, sheet.hidden, &*hidden.name, hidden.hidden), ("So lieu", false, "An", true));
    assert_eq!(cell(sheet, "A1").content, text("Sè"));
    assert_eq!(
        (cell(sheet, "B1").content.clone(), cell(sheet, "B1").raw()),
        (number("0.985"), "98.5%".into())
    );
    assert_eq!(cell(sheet, "B2").content, day(2025, 12, 14));
    assert_eq!(cell(sheet, "E3").content, number("12.5"));
    assert_eq!(cell(sheet, "D4").content, Content::NotCalculated, "0 beside calculate-on-load");
    assert_eq!(cell(sheet, "D5").content, number("7"));
    assert_eq!(cell(sheet, "D7").content, number("8"));
    assert_eq!(cell(sheet, "D8").content, number("9"));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:C2"]);
    assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&2]);
    assert_eq!(sheet.hidden_columns.iter().collect::<Vec<_>>(), [&4]);
    let mut told: Vec<_> = diagnostics.iter().map(|d| format!("{} {}", d.code, d.place)).collect();
    told.sort();
    assert_eq!(told, ["C15 a.xls | So lieu!A6", "F12 a.xls | Chart1", "F12 a.xls | Macro1"]);
}

#[test]
fn a_bare_stream_is_read_like_one_in_its_compound_file() {
    let (bare, _) = read_ok(&workbook(), "a.xls");
    assert_eq!(bare, read_ok(&ole("Workbook", &workbook()), "a.xls").0);
    assert_eq!(bare, read_ok(&ole("Book", &workbook()), "a.xls").0);
}

#[test]
fn a_broken_sheet_does_not_lose_the_others() {
    let sound = sheet("Lanh", vec![number_record(0, 0, 0, 2.0)]);
    // A record that says to be longer than the rest of the stream.
    let torn = sheet("Hong", vec![number_record(0, 0, 0, 1.0), words(&[0x0203, 60_000])]);
    let (workbook, codes) = read_ok(&ole("Workbook", &biff8(&[sound, torn], &[], &[])), "a.xls");
    assert_eq!(workbook.sheets.len(), 1);
    assert_eq!(texts(&workbook.sheets[0]), ["A1=2"]);
    assert_eq!(codes, [Code::SheetUnreadable]);
}

#[test]
fn a_cell_whose_value_is_not_all_there_is_told_and_loses_no_other() {
    let short: [(u16, Vec<u8>); 8] = [
        (0x0203, vec![0; 4]),
        (0x027E, vec![]),
        (0x0205, vec![1]),
        (0x00FD, vec![0, 0]),
        (0x0204, words(&[9, 0])),
        (0x0006, vec![0; 7]),
        (0x00D6, vec![5]),
        (0x0204, [words(&[3]), vec![1], words(&[0x41])].concat()),
    ];
    for (kind, rest) in short {
        let cut = record(kind, &[words(&[0, 0, 0]), rest.clone()].concat());
        let cells = sheet("A", vec![cut, number_record(1, 0, 0, 2.0)]);
        let (workbook, diagnostics) =
            read_workbook(&ole("Workbook", &biff8(&[cells], &[], &[])), "a.xls", &Limits::default())
                .expect("read");
        let told: Vec<_> = diagnostics.iter().map(|d| format!("{} {}", d.code, d.place)).collect();
        assert_eq!(
            (texts(&workbook.sheets[0]), told),
            (vec!["A2=2".into()], vec!["C15 a.xls | A!A1".into()]),
            "{kind:x} {rest:?}"
        );
    }
}

#[test]
fn a_password_is_told_whatever_hides_behind_it() {
    for pass in [words(&[0, 0x1234, 0x5678]), words(&[1, 1, 1])] {
        let stream = biff8(&[sheet("A", vec![])], &[], &[record(0x002F, &pass)]);
        assert_eq!(read_err(&ole("Workbook", &stream), "a.xls").0, Code::FileEncrypted);
    }
    assert_eq!(read_err(&ole("EncryptedPackage", &[7; 5000]), "a.xlsx").0, Code::FileEncrypted);
}

#[test]
fn stray_cells_far_away_are_read_without_room_for_what_lies_between() {
    let formula = |row: u16, column: u16, number: f64| {
        let head = [words(&[row, column, 0]), number.to_le_bytes().to_vec(), words(&[0, 0, 0])].concat();
        record(0x0006, &[head, vec![3, 0, 0x1E, 7, 0]].concat())
    };
    let records = vec![
        number_record(0, 0, 0, 1.0),
        formula(3, 1, 7.0),
        formula(65_535, 0, 7.0),
        number_record(65_535, 255, 0, 2.0),
    ];
    let (workbook, codes) = read_ok(&ole("Workbook", &biff8(&[sheet("A", records)], &[], &[])), "a.xls");
    let sheet = &workbook.sheets[0];
    assert_eq!(
        (texts(sheet), codes),
        (["A1=1", "B4=7", "A65536=7", "IV65536=2"].map(String::from).to_vec(), vec![])
    );
    assert_eq!(cell(sheet, "B4").formula.as_deref(), Some("7"));
    assert_eq!(cell(sheet, "A65536").formula.as_deref(), Some("7"));
}

#[test]
fn a_sector_chain_that_loops_is_told() {
    let records = (0..600).map(|row| number_record(row, 0, 0, 1.0)).collect();
    let mut bytes = ole("Workbook", &biff8(&[sheet("A", records)], &[], &[]));
    let fat = 512 + 512 * u32::from_le_bytes(bytes[76..80].try_into().expect("four bytes")) as usize;
    // Each sector of the longest chain leads back to itself.
    for sector in 0..128u32 {
        let at = fat + 4 * sector as usize;
        if bytes[at..at + 4] == (sector + 1).to_le_bytes() {
            bytes[at..at + 4].copy_from_slice(&sector.to_le_bytes());
        }
    }
    let (code, reason) = read_err(&bytes, "a.xls");
    assert_eq!((code, reason.as_str()), (Code::FileUnreadable, "@reason.chain:"));
}

/// Text in the bytes of an encoding from before Unicode.
fn western(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

#[test]
fn texts_of_excel_95_are_in_the_letters_of_their_fonts_whatever_the_code_page() {
    // Characters that the two code pages tell apart: Ò, Þ, ã, ý, ò, õ.
    let (tcvn3, vni) = (western("§Ò nghÞ gãp ý"), western("Ñeà nghò xaõ"));
    let sentence = western("Danh môc dù ¸n gäi vèn ®Çu t\u{ad} n\u{ad}íc ngoµi, ®Ò nghÞ gãp ý");
    // On Vietnamese Windows, tones are marks after their vowels.
    let vietnamese = "Hô\u{300} sơ đu\u{301}ng ha\u{323}n";
    let marked = encoding_rs::WINDOWS_1258.encode(vietnamese).0.into_owned();
    for page in [Some(1258), Some(1252), Some(437), None] {
        let rows: [(u16, &[u8]); 4] = [(1, &tcvn3), (2, &vni), (0, &sentence), (0, &marked)];
        let (workbook, codes) = read_ok(&ole("Book", &biff5(page, &rows)), "a.xls");
        let read = texts(&workbook.sheets[0]);
        assert_eq!(
            read[..3],
            [
                "A1=Đề nghị góp ý",
                "A2=Đề nghị xã",
                "A3=Danh mục dự án gọi vốn đầu tư nước ngoài, đề nghị góp ý"
            ],
            "{page:?}"
        );
        assert!(codes.contains(&Code::LegacyConverted));
        if page == Some(1258) {
            assert_eq!(read[3], format!("A4={vietnamese}"));
        }
    }
}

#[test]
fn the_code_page_says_nothing_of_the_texts_of_excel_97() {
    for page in [1252, 1258, 437, 0x8001] {
        let globals = [record(CODE_PAGE, &words(&[page]))];
        let stream = biff8(&[sheet("A", vec![string_record(0, 0, 3, 0)])], &["Sè hå s¬"], &globals);
        let (workbook, _) = read_ok(&ole("Workbook", &stream), "a.xls");
        assert_eq!(texts(&workbook.sheets[0]), ["A1=Số hồ sơ"], "{page}");
    }
}
