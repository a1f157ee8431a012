use proptest::prelude::*;

use super::builders::{
    XlsSheet, biff8_of, formula_record, number_record, ods, ole, record, rich_text, string_record, words,
    worksheet, xlsx, xlsx_rows, zip_of,
};
use super::*;

#[test]
fn an_archive_that_expands_beyond_bounds_is_told_before_it_does() {
    let limits = Limits { expanded_bytes: 1 << 20, ..Limits::default() };
    let blank = format!("<sheetData>{}</sheetData>", " ".repeat(2 << 20));
    let mut bytes = xlsx(&[worksheet("A", &blank)], &[], "");
    let refused = |bytes: &[u8]| {
        let diagnostic = read_workbook(bytes, "a.xlsx", &limits).expect_err("too large");
        assert_eq!(
            (diagnostic.code, diagnostic.arguments["reason"].to_string().as_str()),
            (Code::FileTooLarge, "@too_large.expanded:1")
        );
    };
    refused(&bytes);
    // With a directory that declares a smaller size, no more than that is read.
    let size = largest_entry(&bytes);
    let at = bytes.windows(4).rposition(|window| window == size.to_le_bytes()).expect("its size");
    bytes[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    let diagnostic = read_workbook(&bytes, "a.xlsx", &limits).expect_err("a broken sheet");
    assert_eq!(diagnostic.code, Code::SheetUnreadable);
}

/// The largest size that the directory of a zip declares.
fn largest_entry(bytes: &[u8]) -> u32 {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let sizes = (0..archive.len()).map(|index| archive.by_index(index).expect("an entry").size() as u32);
    sizes.collect::<Vec<_>>().into_iter().max().expect("an entry")
}

#[test]
fn too_many_entries_cells_or_texts_are_told() {
    let entries: Vec<String> = (0..30).map(|number| format!("xl/{number}.xml")).collect();
    let mut entries: Vec<(&str, &[u8])> = entries.iter().map(|name| (name.as_str(), &b""[..])).collect();
    entries.push(("xl/workbook.xml", b""));
    let code = |bytes: &[u8], limits: Limits| {
        let diagnostic = read_workbook(bytes, "a.xlsx", &limits).expect_err("too large");
        (diagnostic.code, diagnostic.arguments["reason"].to_string())
    };
    let expected = (Code::FileTooLarge, "@too_large.entries:31".to_owned());
    assert_eq!(code(&zip_of(&entries), Limits { entries: 30, ..Limits::default() }), expected);
    let rows = xlsx_rows(&r#"<row><c t="s"><v>0</v></c><c><v>1</v></c></row>"#.repeat(10), &["chữ"]);
    let expected = (Code::FileTooLarge, "@too_large.cells:19".to_owned());
    assert_eq!(code(&rows, Limits { cells: 19, ..Limits::default() }), expected);
    assert_eq!(code(&rows, Limits { text_bytes: 30, ..Limits::default() }).0, Code::FileTooLarge);
    assert_eq!(code(&rows, Limits { file_bytes: 100, ..Limits::default() }).0, Code::FileTooLarge);
}

#[test]
fn array_formulas_that_overlap_or_repeat_a_long_text_too_often_are_told() {
    let code =
        |bytes: &[u8], limits: Limits| read_workbook(bytes, "a.xlsx", &limits).expect_err("too large").code;
    // Each of these formulas claims every cell of the sheet.
    let claims_all = r#"<row><c><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>"#;
    assert_eq!(code(&xlsx_rows(&claims_all.repeat(2_100), &[]), Limits::default()), Code::FileTooLarge);
    let long = "1+".repeat(50);
    let once = Limits { text_bytes: 150, ..Limits::default() };
    let rows = |range: &str| {
        xlsx_rows(
            &format!(r#"<row><c><f t="array" ref="{range}">{long}</f><v>1</v></c><c><v>1</v></c></row>"#),
            &[],
        )
    };
    assert_eq!(code(&rows("A1:B1"), once), Code::FileTooLarge);
    assert!(read_workbook(&rows("A1"), "a.xlsx", &once).is_ok());
    let table = |columns: u32| {
        ods(&format!(
            r#"<table:table table:name="A"><table:table-row><table:table-cell table:number-matrix-columns-spanned="{columns}" table:number-matrix-rows-spanned="1" table:formula="of:={long}" office:value-type="float" office:value="1"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"#
        ))
    };
    assert_eq!(code(&table(2), once), Code::FileTooLarge);
    assert!(read_workbook(&table(1), "a.xlsx", &once).is_ok());
}

fn samples() -> Vec<Vec<u8>> {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>1</v></c></row>"#;
    let formula = formula_record((2, 0), [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0, &[0x1E, 7, 0]);
    let result = record(0x0207, &[1, 0, 0, b'a']);
    let array = record(0x0221, &[0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0x1E, 7, 0]);
    let records = vec![string_record(0, 0, 1, 0), number_record(1, 1, 0, 2.0), formula, array, result];
    let sheet = XlsSheet { name: "A", state: 0, kind: 0, records };
    let table = [words(&[1, 0, 1, 0]), rich_text("chữ", &[(0, 1), (1, 0)])].concat();
    let stream = biff8_of(&[sheet], &record(0x00FC, &table), &[]);
    vec![
        xlsx_rows(rows, &["chữ"]),
        ole("Workbook", &stream),
        ole("Workbook", &[stream.clone(), vec![0; 5000]].concat()),
        stream,
        super::xlsb::sample(),
        ods(r#"<table:table table:name="A"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"#),
        b"<p>a<table><tr><td colspan=3 rowspan=2>1<td x:num=2>b</table>".to_vec(),
        "a;b;c\n1;\"2\n3\";4\n".as_bytes().to_vec(),
        br#"<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="A"><Table><Row Index="3"><Cell MergeAcross="2"><Data Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>"#.to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn damaged_files_are_read_or_refused_without_harm(
        sample in 0usize..9,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in any::<prop::sample::Index>(),
        cut in prop::bool::weighted(0.2),
    ) {
        let mut bytes = samples().swap_remove(sample);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        let _ = read_workbook(&bytes, "a.xls", &Limits::default());
    }

    #[test]
    fn any_bytes_are_something(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = sniff(&bytes);
        let _ = read_workbook(&bytes, "a.xls", &Limits::default());
    }

    #[test]
    fn any_page_is_read(page in "(<(/?(table|tr|td|th|p|br|b)( (colspan|rowspan)=[0-9]{1,6})?)>|[a-z ]{0,3}|&[a-z]{0,4};?){0,40}") {
        let _ = crate::intake::container::html::read(&page, "a", &Limits::default());
    }
}

#[test]
fn cdata_is_looked_at_and_a_value_in_it_is_unreadable() {
    let struck = "<r><rPr><strike/></rPr><t><![CDATA[45]]></t></r><r><t>46</t></r>";
    let rows = format!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is>{struck}</is></c><c r="B1"><v><![CDATA[6]]></v></c>
        <c r="C1"><f><![CDATA[2*3]]></f><v>6</v></c></row>"#
    );
    let (workbook, codes) = read_ok(&xlsx_rows(&rows, &[]), "a.xlsx");
    let sheet = &workbook.sheets[0];
    assert_eq!(codes, vec![Code::CellUnreadable]);
    assert_eq!(texts(sheet), ["A1=46", "C1=6"]);
    assert_eq!(cell(sheet, "A1").oddities, Oddity::StruckPart.into());
    assert_eq!(cell(sheet, "C1").formula.as_deref(), Some("2*3"));
}
