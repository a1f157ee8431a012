use super::*;

const HEAD: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">"#;

/// The one sheet of a workbook with these styles and this table.
fn sheet(styles: &str, table: &str) -> Sheet {
    let text =
        format!(r#"{HEAD}<Styles>{styles}</Styles><Worksheet ss:Name="A">{table}</Worksheet></Workbook>"#);
    read_ok(text.as_bytes(), "a.xml").0.sheets.remove(0)
}

/// A sheet of one row with these cells.
fn row(styles: &str, cells: &str) -> Sheet {
    sheet(styles, &format!("<Table><Row>{cells}</Row></Table>"))
}

fn cell_of(style: &str, kind: &str, data: &str) -> String {
    format!(r#"<Cell ss:StyleID="{style}"><Data ss:Type="{kind}">{data}</Data></Cell>"#)
}

#[test]
fn names_of_formats_stand_for_their_codes() {
    let formats = [
        ("Percent", Some("0.00%")),
        ("Fixed", Some("0.00")),
        ("Standard", Some("#,##0.00")),
        ("Scientific", Some("0.00E+00")),
        ("Short Date", Some("m/d/yyyy")),
        ("Currency", Some("\"$\"#,##0.00_);[Red]\\(\"$\"#,##0.00\\)")),
        ("Yes/No", Some("\"Yes\";\"Yes\";\"No\"")),
        ("General", None),
        ("General Number", None),
        ("0.00&quot;%&quot;", Some("0.00\"%\"")),
        ("#,##0,", Some("#,##0,")),
        (";;;", Some(";;;")),
    ];
    let (mut styles, mut cells) = (String::new(), String::new());
    for (number, (format, _)) in formats.iter().enumerate() {
        styles += &format!(r#"<Style ss:ID="s{number}"><NumberFormat ss:Format="{format}"/></Style>"#);
        cells += &cell_of(&format!("s{number}"), "Number", "0.5");
    }
    let sheet = row(&styles, &cells);
    for (cell, (format, code)) in sheet.cells.values().zip(formats) {
        assert_eq!(cell.format.as_deref(), code, "{format}");
    }
    assert_eq!(sheet.cells.len(), formats.len());
}

#[test]
fn a_cell_has_the_style_of_its_row_its_column_or_all_and_what_their_parents_say() {
    let styles = r#"<Style ss:ID="Default"><NumberFormat ss:Format="0"/><Font ss:FontName=".VnTime"/></Style>
        <Style ss:ID="s1"><NumberFormat ss:Format="0.0"/></Style>
        <Style ss:ID="s2" ss:Parent="s1"><Font ss:StrikeThrough="1"/></Style>"#;
    let one = r#"<Cell><Data ss:Type="Number">1</Data></Cell>"#;
    let table = format!(
        r#"<Table><Column ss:Index="2" ss:StyleID="s1"/><Row>{one}{one}{}</Row><Row ss:StyleID="s2">{one}<Cell><Data ss:Type="String">Sè</Data></Cell></Row></Table>"#,
        cell_of("s2", "Number", "1")
    );
    let sheet = sheet(styles, &table);
    let formats: Vec<_> = sheet.cells.values().map(|cell| cell.format.as_deref()).collect();
    assert_eq!(formats, [Some("0"), Some("0.0"), Some("0.0"), Some("0.0"), Some("0.0")]);
    let struck: Vec<_> = sheet.cells.values().map(|cell| cell.oddities.has(Oddity::Struck)).collect();
    assert_eq!(struck, [false, false, true, true, true]);
    assert_eq!(cell(&sheet, "B2").content, text("Số"), "the font is that of all cells");
}

#[test]
fn struck_and_raised_runs_are_no_part_of_a_cell() {
    let styles = r#"<Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="s2"><Font ss:VerticalAlign="Superscript"/></Style>"#;
    let rich = |data: &str| {
        format!(
            r#"<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">{data}</ss:Data></Cell>"#
        )
    };
    let cells = [
        rich(r##"<S><Font html:Color="#000000">45</Font></S> <B>46</B>"##),
        rich("12<Sup>1</Sup>"),
        rich("12<Font><Sub>(1)</Sub></Font>"),
        rich("<Del>45</Del>"),
        cell_of("s1", "Number", "45"),
        cell_of("s2", "String", "12"),
        rich(r#"x <Font html:Face=".VnTime">Sè hå s¬</Font>"#),
    ]
    .concat();
    let sheet = row(styles, &cells);
    for (address, raw, shown, odd) in [
        ("A1", " 46", Some("45 46"), Some(Oddity::StruckPart)),
        ("B1", "12", Some("121"), Some(Oddity::RaisedPart)),
        ("C1", "12", Some("12(1)"), Some(Oddity::RaisedPart)),
        ("D1", "45", None, Some(Oddity::Struck)),
        ("E1", "45", None, Some(Oddity::Struck)),
        ("F1", "12", None, None),
        ("G1", "x Số hồ sơ", None, None),
    ] {
        let cell = cell(&sheet, address);
        let oddities = odd.map_or_else(Oddities::default, Oddities::from);
        assert_eq!(
            (cell.raw().as_str(), cell.shown.as_deref(), cell.oddities),
            (raw, shown, oddities),
            "{address}"
        );
    }
}

#[test]
fn a_remark_at_a_cell_is_no_part_of_it() {
    let sheet = row(
        "",
        r#"<Cell><Data ss:Type="Number">12</Data><Comment ss:Author="a"><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>a:</B> nhớ sửa thành 13</ss:Data></Comment></Cell><Cell><Comment><ss:Data>x</ss:Data></Comment></Cell>"#,
    );
    assert_eq!(texts(&sheet), ["A1=12"]);
    assert_eq!(cell(&sheet, "A1").content, number("12"));
}

#[test]
fn errors_are_told_however_they_are_typed() {
    let cells = [
        cell_of("", "Error", "#DIV/0!"),
        cell_of("", "Number", "#REF!"),
        r#"<Cell ss:Formula="=1/0"><Data ss:Type="String">#N/A</Data></Cell>"#.to_owned(),
        cell_of("", "String", "#N/A"),
    ]
    .concat();
    let sheet = row("", &cells);
    let contents: Vec<_> = sheet.cells.values().map(|cell| cell.content.clone()).collect();
    let error = |name: &str| Content::Error(name.into());
    assert_eq!(contents, [error("#DIV/0!"), error("#REF!"), error("#N/A"), text("#N/A")]);
}

#[test]
fn rows_and_columns_without_size_are_hidden() {
    let one = r#"<Cell><Data ss:Type="Number">1</Data></Cell>"#.repeat(4);
    let rows = |attributes: &[&str]| {
        attributes.iter().map(|attributes| format!("<Row {attributes}>{one}</Row>")).collect::<String>()
    };
    let some = sheet(
        "",
        &format!(
            r#"<Table><Column/><Column ss:Width="0"/><Column ss:Hidden="1" ss:Span="1"/>{}</Table>"#,
            rows(&[r#"ss:Height="0""#, r#"ss:Height="15""#, r#"ss:Hidden="1""#, ""])
        ),
    );
    assert_eq!(some.hidden_rows.iter().collect::<Vec<_>>(), [&0, &2]);
    assert_eq!(some.hidden_columns.iter().collect::<Vec<_>>(), [&1, &2, &3]);
    let most = sheet(
        "",
        &format!(
            r#"<Table ss:DefaultRowHeight="0" ss:DefaultColumnWidth="0"><Column ss:Width="40"/><Column/>{}</Table>"#,
            rows(&[r#"ss:Height="15""#, ""])
        ),
    );
    assert_eq!(most.hidden_rows.iter().collect::<Vec<_>>(), [&1]);
    assert_eq!(most.hidden_columns.iter().collect::<Vec<_>>(), [&1, &2, &3]);
}

#[test]
fn letters_in_the_colour_of_their_ground_are_unseen() {
    let styles = r##"<Style ss:ID="s1"><Font ss:Color="#FFFFFF"/></Style>
        <Style ss:ID="s2" ss:Parent="s1"><Interior ss:Color="#FFFFFF" ss:Pattern="Solid"/></Style>
        <Style ss:ID="s3" ss:Parent="s1"><Interior ss:Color="#1F4E79" ss:Pattern="Solid"/></Style>"##;
    let cells = [
        cell_of("s1", "Number", "45"),
        cell_of("s2", "String", "ẩn"),
        cell_of("s3", "Number", "45"),
        cell_of("s1", "String", r##"ẩn <Font html:Color="#000000">hiện</Font>"##),
        cell_of("", "String", r##"<Font html:Color="#FFFFFF">4</Font><Font html:Color="#000000">6</Font>"##),
        cell_of("s3", "String", r##"<Font html:Color="#FFFFFF">4</Font>6"##),
    ]
    .concat();
    let unseen: Vec<_> =
        row(styles, &cells).cells.values().map(|cell| cell.oddities.has(Oddity::Unseen)).collect();
    assert_eq!(unseen, [true, true, false, true, true, false]);
}

#[test]
fn every_cell_of_an_array_formula_is_one_of_a_formula() {
    let one = r#"<Cell><Data ss:Type="Number">1</Data></Cell>"#;
    let array = |range: &str| {
        format!(
            r#"<Cell ss:ArrayRange="{range}" ss:Formula="={{1,2;3,4}}"><Data ss:Type="Number">1</Data></Cell>"#
        )
    };
    for range in ["RC:R[1]C[1]", "R1C2:R2C3"] {
        let table = format!(
            "<Table><Row>{one}{}{one}{one}</Row><Row>{one}{one}{one}{one}</Row></Table>",
            array(range)
        );
        let sheet = sheet("", &table);
        let with_formula = sheet.cells.iter().filter(|(_, cell)| cell.formula.is_some());
        let places: Vec<_> = with_formula.map(|(place, _)| place.to_string()).collect();
        assert_eq!(places, ["B1", "C1", "B2", "C2"], "{range}");
    }
    for range in ["", "R[-5]C", "RC:R[-1]C", "R0C0", "RxCy", "R[99999999999]C"] {
        assert_eq!(row("", &array(range)).cells.len(), 1, "{range}");
    }
}

#[test]
fn a_workbook_that_breaks_off_says_so_wherever_it_does() {
    let whole = format!(
        r#"{HEAD}<Worksheet ss:Name="A"><Table><Row>{}</Row></Table></Worksheet><Worksheet ss:Name="B"><Table/></Worksheet></Workbook>"#,
        cell_of("s1", "Number", "1")
    );
    assert!(read_workbook(whole.as_bytes(), "a.xml", &Limits::default()).is_ok());
    for end in HEAD.len()..whole.len() {
        let (code, reason) = read_err(&whole.as_bytes()[..end], "a.xml");
        assert_eq!(
            (code, reason.as_str()),
            (Code::FileUnreadable, "@reason.truncated:"),
            "{}",
            &whole[..end]
        );
    }
}

#[test]
fn zeros_that_a_sheet_does_not_show_are_unseen() {
    let cells = [cell_of("", "Number", "0"), cell_of("", "Number", "5"), cell_of("", "String", "0")].concat();
    let unseen = |options: &str| -> Vec<bool> {
        let table =
            format!("<Table><Row>{cells}</Row></Table><WorksheetOptions>{options}</WorksheetOptions>");
        sheet("", &table).cells.values().map(|cell| cell.oddities.has(Oddity::Unseen)).collect()
    };
    assert_eq!(unseen("<DoNotDisplayZeros/>"), [true, false, false]);
    assert_eq!(unseen("<Selected/>"), [false, false, false]);
}
