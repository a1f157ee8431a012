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
fn repetitions_beyond_bounds_are_told_before_room_is_taken_for_them() {
    let cell = r#"<table:table-cell office:value-type="float" office:value="1""#;
    for row in [
        format!(
            r#"<table:table-row table:number-rows-repeated="1048576">{cell} table:number-columns-repeated="16384"/></table:table-row>"#
        ),
        format!(
            r#"<table:table-row>{cell}/></table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="9000"/>{cell}/></table:table-row>"#
        ),
    ] {
        let bytes = ods(&format!(r#"<table:table table:name="A">{row}</table:table>"#));
        assert_eq!(read_err(&bytes, "a.ods").0, Code::FileTooLarge);
    }
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
