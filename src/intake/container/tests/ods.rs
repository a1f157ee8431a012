use super::builders::{ods, ods_of};
use super::*;

#[test]
fn values_percentages_merges_and_hidden_parts_are_read() {
    let bytes = ods(concat!(
        r#"<table:table table:name="Số liệu"><table:table-column table:number-columns-repeated="2"/>"#,
        r#"<table:table-column table:visibility="collapse"/>"#,
        r#"<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>Tổng</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"#,
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>"#,
        r#"<table:table-row table:visibility="collapse"><table:table-cell office:value-type="percentage" office:value="0.985"/><table:table-cell office:value-type="date" office:date-value="2025-12-14"/><table:table-cell office:value-type="float" office:value="12.5" table:formula="of:=[.A1]*2"/></table:table-row>"#,
        r#"<table:table-row><table:table-cell table:formula="of:=[.A1]"/><table:table-cell office:value-type="string" calcext:value-type="error" office:string-value=""><text:p>#REF!</text:p></table:table-cell></table:table-row>"#,
        r#"<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
    ));
    let (workbook, codes) = read_ok(&bytes, "a.ods");
    assert_eq!((workbook.container, codes), (Container::Ods, vec![]));
    let sheet = &workbook.sheets[0];
    assert_eq!(cell(sheet, "A1").content, text("Tổng"));
    assert_eq!(
        (cell(sheet, "A5").content.clone(), cell(sheet, "A5").raw()),
        (number("0.985"), "98.5%".into())
    );
    assert_eq!(cell(sheet, "B5").content, day(2025, 12, 14));
    assert_eq!(cell(sheet, "C5").formula.as_deref(), Some("[.A1]*2"));
    assert_eq!(cell(sheet, "A6").content, Content::NotCalculated);
    assert_eq!(cell(sheet, "B6").content, Content::Error("#REF!".into()));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:B1"]);
    assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&4]);
    assert_eq!(sheet.hidden_columns.iter().collect::<Vec<_>>(), [&2]);
}

#[test]
fn repetitions_beyond_bounds_are_told() {
    let row = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row>"#;
    let bytes = ods(&format!(r#"<table:table table:name="A">{row}{row}</table:table>"#));
    assert_eq!(read_err(&bytes, "a.ods").0, Code::FileTooLarge);
}

#[test]
fn a_value_far_away_takes_no_more_room_than_any_other() {
    let (workbook, _) = read_ok(
        &ods(concat!(
            r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>"#,
            r#"<table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"#,
        )),
        "a.ods",
    );
    assert_eq!(texts(&workbook.sheets[0]), ["XFD1048576=1"]);
}

/// As editors and scripts write it: every element on a line of its own.
#[test]
fn an_indented_workbook_is_read_like_any_other() {
    let (workbook, codes) = read_ok(
        &ods(r#"
  <table:table table:name="Số liệu">
    <table:table-column table:number-columns-repeated="2"/>
    <table:table-header-rows>
      <table:table-row>
        <table:table-cell office:value-type="string">
          <text:p>
            Số hồ sơ
            <text:span>đã <text:s text:c="2"/>tiếp nhận</text:span>
          </text:p>
          <text:p>trong kỳ</text:p>
        </table:table-cell>
        <!-- a remark of the program -->
        <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="12">
          <text:p>12</text:p>
        </table:table-cell>
      </table:table-row>
    </table:table-header-rows>
    <table:table-row-group>
      <table:table-row table:number-rows-repeated="2">
        <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
      </table:table-row>
    </table:table-row-group>
  </table:table>
"#),
        "a.ods",
    );
    assert!(codes.is_empty(), "{codes:?}");
    let sheet = &workbook.sheets[0];
    assert_eq!(
        texts(sheet),
        ["A1=Số hồ sơ đã   tiếp nhận\ntrong kỳ", "B1=12", "C1=12", "A2=TRUE", "A3=TRUE"]
    );
}

#[test]
fn a_workbook_that_is_one_xml_is_read_like_one_in_its_archive() {
    let flat = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
 <office:body><office:spreadsheet><table:table table:name="Số liệu">
  <table:table-row><table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell></table:table-row>
 </table:table></office:spreadsheet></office:body></office:document>"#;
    let (workbook, codes) = read_ok(flat.as_bytes(), "a.fods");
    assert_eq!((workbook.container, codes), (Container::Ods, vec![]));
    assert_eq!(texts(&workbook.sheets[0]), ["A1=12"]);
}

#[test]
fn what_is_no_cell_of_the_sheet_is_passed_over() {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let table =
        |name: &str, inside: &str| format!(r#"<table:table table:name="{name}">{inside}</table:table>"#);
    let remark = r#"<table:table-cell office:value-type="string"><office:annotation><text:p>nhớ sửa</text:p></office:annotation><draw:frame><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame><text:p><text:ruby><text:ruby-base>Tổng</text:ruby-base><text:ruby-text>đọc là 1</text:ruby-text></text:ruby></text:p></table:table-cell>"#;
    let inner = format!(
        r#"<table:table-cell office:value-type="string"><text:p>ngoài</text:p>{}</table:table-cell>"#,
        table("trong", &row(&cell("x")))
    );
    let before = format!("<table:tracked-changes>{}</table:tracked-changes>", table("cũ", &row(&cell("x"))));
    let foreign = table("'file:///tep-khac.xlsx'#$So", &format!("<table:table-source/>{}", row(&cell("x"))));
    let tables =
        [before, table("Một", &row(&format!("{remark}{inner}"))), foreign, table("Hai", &row(&cell("b")))];
    let (workbook, _) = read_ok(&ods(&tables.concat()), "a.ods");
    let sheets: Vec<_> = workbook.sheets.iter().map(|sheet| (&*sheet.name, texts(sheet))).collect();
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(sheets, [("Một", texts(&["A1=Tổng", "B1=ngoài"])), ("Hai", texts(&["A1=b"]))]);
}

#[test]
fn formulas_hidden_sheets_and_values_that_are_none_are_told_apart() {
    let (workbook, codes) = read_ok(
        &ods(concat!(
            r#"<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"#,
            r#"<table:table table:name="An" table:style-name="ta2"><table:table-row>"#,
            r#"<table:table-cell table:formula="of:=IF(1;&quot;&quot;)" office:value-type="string" office:string-value=""><text:p/></table:table-cell>"#,
            r#"<table:table-cell table:formula="of:=1+1"/><table:table-cell office:value-type="float" office:value="mười"/>"#,
            r#"</table:table-row></table:table>"#,
        )),
        "a.ods",
    );
    let sheet = &workbook.sheets[0];
    assert!(sheet.hidden);
    assert_eq!(cell(sheet, "A1").content, text(""));
    assert_eq!(cell(sheet, "B1").content, Content::NotCalculated);
    assert_eq!(cell(sheet, "B1").formula.as_deref(), Some("1+1"));
    assert_eq!(codes, [Code::CellUnreadable]);
}

#[test]
fn content_that_breaks_off_is_told_and_not_waited_for() {
    for content in
        ["<a><table:table table:name=\"A\"><table:table-row>", "<a><table:table table:name=\"A\">", "<a>"]
    {
        let (code, reason) = read_err(&ods_of(content.as_bytes(), "<manifest:manifest/>"), "a.ods");
        assert_eq!((code, reason.as_str()), (Code::FileUnreadable, "@reason.truncated:"), "{content}");
    }
    let spaces = r#"<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(read_err(&ods(spaces), "a.ods").0, Code::FileUnreadable);
}

#[test]
fn a_password_is_told() {
    let manifest = r#"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    assert_eq!(read_err(&ods_of(&[1, 2, 3], manifest), "a.ods").0, Code::FileEncrypted);
}

#[test]
fn every_cell_of_an_array_formula_is_one_of_a_formula() {
    let one = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let array = r#"<table:table-cell table:number-matrix-columns-spanned="2" table:number-matrix-rows-spanned="2" table:formula="of:={1;2|3;4}" office:value-type="float" office:value="1"/>"#;
    let table = format!(
        r#"<table:table table:name="A"><table:table-row>{one}{array}{one}{one}</table:table-row><table:table-row>{one}{one}{one}{one}</table:table-row><table:table-row>{one}{one}</table:table-row></table:table>"#
    );
    let (workbook, _) = read_ok(&ods(&table), "a.ods");
    let sheet = &workbook.sheets[0];
    let with_formula = sheet.cells.iter().filter(|(_, cell)| cell.formula.is_some());
    assert_eq!(
        with_formula.map(|(place, _)| place.to_string()).collect::<Vec<_>>(),
        ["B1", "C1", "B2", "C2"]
    );
    assert!(sheet.merges.is_empty());
}

#[test]
fn an_archive_that_does_not_begin_with_its_kind_is_known_by_its_manifest() {
    let content = r#"<office:document-content><table:table table:name="A"><table:table-row><table:table-cell office:value-type="float" office:value="12"/></table:table-row></table:table></office:document-content>"#;
    let manifest = |inside: &str| {
        format!(
            r#"<manifest:manifest><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{inside}</manifest:file-entry></manifest:manifest>"#
        )
    };
    let utf_16: Vec<u8> = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{content}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for content in [content.as_bytes(), &utf_16] {
        let bytes = super::builders::zip_of(&[
            ("content.xml", content),
            ("META-INF/manifest.xml", manifest("").as_bytes()),
        ]);
        let (workbook, codes) = read_ok(&bytes, "a.ods");
        assert_eq!((workbook.container, codes), (Container::Ods, vec![]));
        assert_eq!(texts(&workbook.sheets[0]), ["A1=12"]);
    }
    let locked = manifest("<manifest:encryption-data/>");
    let bytes =
        super::builders::zip_of(&[("content.xml", &[1, 2, 3]), ("META-INF/manifest.xml", locked.as_bytes())]);
    assert_eq!(read_err(&bytes, "a.ods").0, Code::FileEncrypted);
}
