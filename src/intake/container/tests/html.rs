use super::*;

fn html(text: &str) -> Sheet {
    let (mut workbook, codes) = read_ok(text.as_bytes(), "bao-cao.html");
    assert_eq!((workbook.container, codes), (Container::Html, vec![]));
    workbook.sheets.remove(0)
}

#[test]
fn tables_lie_where_a_spreadsheet_shows_them() {
    let sheet = html(
        "<html><head><title>Không đọc</title><style>td {}</style></head><body><p>UBND xã <b>Châu Sơn</b></p>
        <table><tr><th rowspan=2>STT<th colspan='2'>Hồ&nbsp;sơ</th></tr>
        <tr><td>Đúng<br>hạn</td><td>Trễ &amp; hủy</td></tr>
        <tr style='display: none'><td>1<td x:num='98.5'>98,5%</td><td></td></tr></table>
        <script>if (a < b) {}</script><div>Người lập</div></body></html>",
    );
    let expected = ["A1=UBND xã Châu Sơn", "A2=STT", "B2=Hồ\u{a0}sơ", "B3=Đúng\nhạn", "C3=Trễ & hủy", "A4=1"];
    assert_eq!(texts(&sheet)[..6], expected);
    assert_eq!(cell(&sheet, "B4").content, number("98.5"));
    assert_eq!(cell(&sheet, "A5").content, text("Người lập"));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A2:A3", "B2:C2"]);
    assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&3]);
    assert_eq!(&*sheet.name, "bao-cao");
}

#[test]
fn a_table_within_a_table_of_layout_is_a_table() {
    let sheet =
        html("<table><tr><td><table><tr><td>a<td>b</table></td></tr></table><table><tr><td>c</table>");
    assert_eq!(texts(&sheet), ["A1=a", "B1=b", "A2=c"]);
}

#[test]
fn a_page_named_as_a_workbook_is_read_in_any_encoding() {
    let page = "<table><tr><td>Số hồ sơ</td></tr></table>";
    let utf_16 =
        |mark: &[u8]| [mark, &page.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    for bytes in [
        page.as_bytes().to_vec(),
        utf_16(b"\xFF\xFE"),
        utf_16(b""),
        [b"\xEF\xBB\xBF", page.as_bytes()].concat(),
    ] {
        let (workbook, codes) = read_ok(&bytes, "a.XLS");
        assert_eq!(texts(&workbook.sheets[0]), ["A1=Số hồ sơ"]);
        assert_eq!(codes, [Code::FileWrongExtension]);
    }
}

#[test]
fn spans_and_cells_beyond_bounds_do_no_harm() {
    let wide = format!("<table><tr>{}</tr></table>", "<td colspan=1000 rowspan=1000>x".repeat(400));
    let (workbook, _) = read_ok(wide.as_bytes(), "a.html");
    assert_eq!(workbook.sheets[0].cells.len(), 17, "columns end at XFD");
    let deep = "<table><tr><td>".repeat(20_000) + "x";
    assert_eq!(texts(&html(&deep)), ["A1=x"]);
    let many = format!("<table>{}</table>", "<td>".repeat(1_300_000));
    assert_eq!(read_err(many.as_bytes(), "a.html").0, Code::FileTooLarge);
}

#[test]
fn excel_2003_xml_is_read() {
    let xml = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="s2"><Font ss:FontName=".VnTime"/></Style></Styles>
        <Worksheet ss:Name="Số liệu"><Table><Column ss:Index="3" ss:Hidden="1"/>
        <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Tổng &amp; số</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">0.985</Data></Cell></Row>
        <Row ss:Index="5" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="DateTime">2025-12-14T00:00:00.000</Data></Cell>
        <Cell ss:Formula="=R[-4]C"/><Cell ss:StyleID="s2"><Data ss:Type="String">Sè</Data></Cell></Row></Table>
        <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;
    let (workbook, codes) = read_ok(xml.as_bytes(), "a.xls");
    assert_eq!(workbook.container, Container::SpreadsheetXml);
    let sheet = &workbook.sheets[0];
    assert!(sheet.hidden);
    assert_eq!(cell(sheet, "A1").content, text("Tổng & số"));
    assert_eq!(cell(sheet, "C1").raw(), "98.5%");
    assert_eq!(cell(sheet, "B5").content, day(2025, 12, 14));
    assert_eq!(cell(sheet, "C5").content, Content::NotCalculated);
    assert_eq!(cell(sheet, "D5").content, text("Số"));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:B1"]);
    assert_eq!((sheet.hidden_rows.len(), sheet.hidden_columns.len()), (1, 1));
    assert_eq!(codes, [Code::LegacyConverted, Code::FileWrongExtension]);
}
