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
    let deep = "<table><tr><td>".repeat(20_000) + "x</html>";
    assert_eq!(texts(&html(&deep)), ["A1=x"]);
    let many = format!("<table>{}</table>", "<td>".repeat(1_300_000));
    assert_eq!(read_err(many.as_bytes(), "a.html").0, Code::FileTooLarge);
}

/// A page of one table of one row with these cells, under this style sheet.
fn row(css: &str, cells: &str) -> Sheet {
    let page =
        format!("<html><head><style>{css}</style></head><body><table><tr>{cells}</tr></table></body></html>");
    read_ok(page.as_bytes(), "a.html").0.sheets.remove(0)
}

fn odd(oddity: Option<Oddity>) -> Oddities {
    oddity.map_or_else(Oddities::default, Oddities::from)
}

#[test]
fn only_what_the_page_breaks_itself_begins_a_new_line() {
    let sheet = html(
        "<table><tr><td>\n  Ủy ban\n  nhân dân<br>\n xã <b>Châu</b> <i> Sơn</i>\n<p>2025</p></td></tr></table>",
    );
    assert_eq!(texts(&sheet), ["A1=Ủy ban nhân dân\nxã Châu Sơn\n2025"]);
}

#[test]
fn struck_and_raised_runs_are_no_part_of_a_cell() {
    let css = "<!--.font5 {text-decoration:line-through;} .font0 {text-decoration:none;} \
               .xl65 {text-decoration:line-through;} .up {vertical-align:super}-->";
    let cells = [
        "<td><s>45</s> 46",
        "<td><strike>45</strike><font class=font0>46</font>",
        "<td><del>45</del>46",
        "<td><font class=font5>45</font> 46",
        "<td><span style='text-decoration: line-through'>45</span> 46",
        "<td>12<sup>1</sup>",
        "<td>12<sub>(1)</sub>",
        "<td>12<span class=up>1</span>",
        "<td class=xl65>45",
        "<td class=xl65 x:num>45",
        "<td class=xl65>45<font class=font0> 46</font>",
        "<td><p><s>45</s></p><p>46</p>",
        "<td style='vertical-align:top'>45",
        "<td><s>45<p>46</p></s>",
    ];
    let sheet = row(css, &cells.concat());
    let (part, raised, struck) = (Some(Oddity::StruckPart), Some(Oddity::RaisedPart), Some(Oddity::Struck));
    for (place, (raw, shown, oddity)) in [
        (" 46", Some("45 46"), part),
        ("46", Some("4546"), part),
        ("46", Some("4546"), part),
        (" 46", Some("45 46"), part),
        (" 46", Some("45 46"), part),
        ("12", Some("121"), raised),
        ("12", Some("12(1)"), raised),
        ("12", Some("121"), raised),
        ("45", None, struck),
        ("45", None, struck),
        (" 46", Some("45 46"), part),
        ("\n46", Some("45\n46"), part),
        ("45", None, None),
        ("45\n46", None, struck),
    ]
    .into_iter()
    .enumerate()
    {
        let cell = &sheet.cells[&CellRef::new(0, place as u32)];
        assert_eq!(
            (cell.raw().as_str(), cell.shown.as_deref(), cell.oddities),
            (raw, shown, odd(oddity)),
            "{place}"
        );
    }
    assert_eq!(sheet.cells.len(), cells.len());
}

#[test]
fn number_formats_and_formulas_of_excel_are_told() {
    let css = r#".xl65 {mso-number-format:"\#\,\#\#0\,";} .xl66 {mso-number-format:"0\.00\0022%\0022";} .xl67 {mso-number-format:Percent;} td {mso-number-format:General;}"#;
    let cells = r#"<td class=xl65 x:num="57216500">57.217<td class=xl66 x:num="0.85" x:fmla="=A1/2">0,85%<td class=xl67 x:num="0.985">98,50%<td x:num="1.5E-3">0,0015<td style='mso-number-format:"\;\;\;"' x:num="5"><td sdval="57216500" sdnum="1033;0;#,##0,">57,217<td sdval="1.234" sdnum="1033;">1,234<td x:num="46005">14/12/2025"#;
    let sheet = row(css, cells);
    for (address, format, value, shown, oddity) in [
        ("A1", Some("#,##0,"), "57216500", Some("57.217"), None),
        ("B1", Some("0.00\"%\""), "0.85", Some("0,85%"), None),
        ("C1", Some("0.00%"), "0.985", None, None),
        ("D1", None, "0.0015", None, None),
        ("E1", Some(";;;"), "5", None, Some(Oddity::Unseen)),
        ("F1", Some("#,##0,"), "57216500", Some("57,217"), None),
        ("G1", None, "1.234", None, None),
    ] {
        let cell = cell(&sheet, address);
        assert_eq!(
            (cell.format.as_deref(), &cell.content, cell.shown.as_deref(), cell.oddities),
            (format, &number(value), shown, odd(oddity)),
            "{address}"
        );
    }
    assert_eq!(cell(&sheet, "B1").formula.as_deref(), Some("A1/2"));
    assert_eq!(cell(&sheet, "H1").content, text("14/12/2025"));
}

#[test]
fn what_is_shown_beside_a_number_is_compared_with_it() {
    let cells = "<td x:num=\"0\">#DIV/0!<td x:err=\"#REF!\">#REF!<td>#N/A<td x:num=\"0\">Không phát sinh<td x:num=\"0.85\">0,85%<td x:num=\"0.85\">85%<td x:num=\"12\"> 12 <td>#1";
    let sheet = row("", cells);
    let error = |name: &str| Content::Error(name.into());
    for (address, content, shown, format) in [
        ("A1", error("#DIV/0!"), None, None),
        ("B1", error("#REF!"), None, None),
        ("C1", error("#N/A"), None, None),
        ("D1", number("0"), Some("Không phát sinh"), None),
        ("E1", number("0.85"), Some("0,85%"), None),
        ("F1", number("0.85"), None, Some("0%")),
        ("G1", number("12"), None, None),
        ("H1", text("#1"), None, None),
    ] {
        let cell = cell(&sheet, address);
        assert_eq!(
            (&cell.content, cell.shown.as_deref(), cell.format.as_deref()),
            (&content, shown, format),
            "{address}"
        );
    }
}

#[test]
fn fonts_tell_their_encoding() {
    let css = r#".xl65 {font-family:".VnTime", sans-serif;} .font6 {font-family:VNI-Times} td {font-family:"Times New Roman"}"#;
    let cells = "<td class=xl65>Sè TT<td><font class=font6>Soá hoà sô</font><td><font face='.VnTime'>Sè TT</font><td>Sè TT<td><p style='font-family:.VnArial'>Sè TT</p>";
    assert_eq!(texts(&row(css, cells)), ["A1=Số TT", "B1=Số hồ sơ", "C1=Số TT", "D1=Sè TT", "E1=Số TT"]);
    let page = "<font face='.VnTime'>Sè TT<table><tr><td>12</table></font>";
    assert_eq!(texts(&read_ok(page.as_bytes(), "a.html").0.sheets[0]), ["A1=Số TT", "A2=12"]);
}

#[test]
fn rows_and_columns_that_are_not_shown_are_hidden() {
    let rows = [
        "<tr height=0>",
        "<tr style='height:0pt'>",
        "<tr class=gone>",
        "<tr style='visibility:hidden'>",
        "<tr style='mso-hide:all'>",
        "<tr height=20>",
        "<tbody style='display: none'><tr>",
        "</tbody><tbody><tr>",
    ];
    let rows: String = rows.iter().map(|row| format!("{row}<td>1<td>2<td>3<td>4<td>5<td>6</tr>")).collect();
    let table = format!(
        "<table><col width=64><col width=0><col style='display:none' span=2><col style='width:0'>{rows}</table>"
    );
    let page = |tables: &str| html(&format!("<html><style>.gone {{display:none}}</style>{tables}</html>"));
    let sheet = page(&table);
    assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&0, &1, &2, &3, &4, &6]);
    assert_eq!(sheet.hidden_columns.iter().collect::<Vec<_>>(), [&1, &2, &3, &4]);
    // Below another table, a column of one is not the column of the sheet.
    let sheet = page(&format!("{table}<table><tr><td>a<td>b</table>"));
    assert!(sheet.hidden_columns.is_empty());
    assert_eq!(cell(&sheet, "B6").oddities, Oddity::Unseen.into());
    assert_eq!(cell(&sheet, "A6").oddities, Oddities::default());
    assert_eq!(cell(&sheet, "B9").oddities, Oddities::default());
    let sheet = page("<table style='display:none'><tr><td>1</table>");
    assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&0]);
}

#[test]
fn letters_that_are_not_displayed_are_no_digits_of_the_number_beside_them() {
    let cells = [
        ("<span style='display:none'>4</span>12", "12", false),
        ("<span hidden>0012</span> 12", "12", false),
        ("12<font style='mso-hide:all'>1<b>2</b></font>", "12", false),
        ("<span class=key><i>4</i>5</span>12<br>13", "12\n13", false),
        ("<span style='display:none'>45</span>", "45", true),
        ("<span style='display:none'>45</span> <span> </span>", "45", true),
        ("<span style='display:inline'>4</span>5", "45", false),
        ("Tổng <span style='display:none'>số 12</span>", "Tổng số 12", false),
    ];
    let css = ".key {display:none}";
    for (inside, text, is_unseen) in cells {
        let sheet = html(&format!("<html><style>{css}</style><table><tr><td>{inside}</table></html>"));
        let cell = cell(&sheet, "A1");
        assert_eq!(cell.content, Content::Text(text.into()), "{inside}");
        assert_eq!(cell.oddities.has(Oddity::Unseen), is_unseen, "{inside}");
    }
}

#[test]
fn cells_that_nobody_sees_are_told() {
    let css = "tr {background:#1F4E79 none} .white {color:white}";
    let cells = [
        ("<td style='display:none'>1", true),
        ("<td style='visibility:hidden'>1", true),
        ("<td class=white>1", false),
        ("<td class=white bgcolor=#FFFFFF>1", true),
        ("<td style='color:#1f4e79'>1", true),
        ("<td bgcolor=white><font color='#FFFFFF'>1</font>", true),
        ("<td bgcolor=white><font color='#FFFFFF'>ẩn</font> hiện", true),
        ("<td bgcolor=white><font color='#FFFFFF'>4</font>6", true),
        ("<td bgcolor=white>4<span style='color:white'>6</span>", true),
        ("<td bgcolor=white>46<span style='color:white'> &nbsp;</span>", false),
        ("<td class=white>4<font color=white>6</font>", false),
        // Excel puts so what does not fit into a cell: it belongs to it.
        ("<td>Ủy ban <span style='display:none'>nhân dân</span>", false),
    ];
    let sheet = row(css, &cells.map(|(cell, _)| cell).concat());
    for (cell, (source, unseen)) in sheet.cells.values().zip(cells) {
        assert_eq!(cell.oddities.has(Oddity::Unseen), unseen, "{source}");
    }
    assert_eq!(cell(&sheet, "L1").content, text("Ủy ban nhân dân"));
}

#[test]
fn a_page_that_breaks_off_says_so() {
    let excel = r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {color:black}</style></head><body><table><tr><td>1</td></tr><tr><td>2</td></tr></table><table><tr><td>3</td></tr></table></body></html>"#;
    let first = excel.find("<table").expect("a table") + 6;
    for end in first..excel.find("</body>").expect("an end") {
        let told = read_err(&excel.as_bytes()[..end], "a.xls");
        assert_eq!(told, (Code::FileUnreadable, "@reason.truncated:".to_owned()), "{}", &excel[..end]);
    }
    for page in [
        "<table><tr><td>1</td></tr><tr><td>2",
        "<table><tr><td>1</td></tr><tr><td cla",
        "<table><tr><td>1</td></tr></table><!-- <table>",
    ] {
        assert_eq!(read_err(page.as_bytes(), "a.html").1, "@reason.truncated:", "{page}");
    }
    // What is whole, but carelessly made, is read.
    for page in [
        "<table><tr><td>1</table>",
        "<html><table><tr><td>1</html>",
        "<html><body><table><tr><td>1</table>",
        excel,
    ] {
        assert!(read_workbook(page.as_bytes(), "a.html", &Limits::default()).is_ok(), "{page}");
    }
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
