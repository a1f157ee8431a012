use super::builders::{ods, zip_of};
use super::*;

/// A workbook with these styles and one row of these cells.
fn row_of(styles: &str, cells: &str) -> Sheet {
    let table = format!(
        r#"{styles}<table:table table:name="A"><table:table-row>{cells}</table:table-row></table:table>"#
    );
    let (mut workbook, _) = read_ok(&ods(&table), "a.ods");
    workbook.sheets.remove(0)
}

/// A cell of that style with a number and the text that is shown for it.
fn number_cell(style: &str, kind: &str, value: &str, shown: &str) -> String {
    format!(
        r#"<table:table-cell table:style-name="{style}" office:value-type="{kind}" office:value="{value}">{shown}</table:table-cell>"#
    )
}

fn text_cell(style: &str, paragraph: &str) -> String {
    format!(
        r#"<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{paragraph}</text:p></table:table-cell>"#
    )
}

/// A style of cells that has this number format, and within it these properties.
fn cell_style(name: &str, attributes: &str, properties: &str) -> String {
    format!(
        r#"<style:style style:name="{name}" style:family="table-cell" {attributes}>{properties}</style:style>"#
    )
}

#[test]
fn number_formats_are_told_as_excel_writes_them() {
    let digits = r#"<number:number number:decimal-places="0" number:min-decimal-places="0" number:min-integer-digits="1"/>"#;
    let two = digits.replace("\"0\"", "\"2\"");
    let text = |text: &str| format!("<number:text>{text}</number:text>");
    let grouped = r#"<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true" number:display-factor="1000"/>"#;
    let map = |condition: &str, style: &str| {
        format!(r#"<style:map style:condition="value(){condition}" style:apply-style-name="{style}"/>"#)
    };
    let formats = [
        ("number", format!("{two}{}", text("%")), Some("0.00\"%\"")),
        ("percentage", format!("{digits}{}", text("%")), Some("0%")),
        ("percentage", format!("{digits}{}", text(" % kế hoạch")), Some("0\" \"%\" kế hoạch\"")),
        ("number", grouped.to_owned(), Some("#,##0,")),
        ("number", [grouped.replace("1000", "1000000"), text("tr")].concat(), Some("#,##0,,\"tr\"")),
        ("number", r#"<number:number number:min-integer-digits="1"/>"#.to_owned(), None),
        ("number", text("Không phát sinh"), Some("\"Không phát sinh\"")),
        ("number", text(""), Some("\"\"")),
        ("number", text("\"a"), Some("\\\"\"a\"")),
        (
            "number",
            [text("Không phát sinh"), map("&gt;0", "P0"), map("&lt;0", "P1")].concat(),
            Some("0;\"-\"0;\"Không phát sinh\""),
        ),
        ("number", [digits.to_owned(), map("&gt;=100", "P0")].concat(), Some("[>=100]0;0")),
        ("text", [text(""), map("&gt;0", "P2"), map("&lt;0", "P2"), map("=0", "P2")].concat(), Some(";;;")),
        ("text", "<number:text-content/>".to_owned(), None),
        ("text", text("Ghi: ") + "<number:text-content/>", Some("\"Ghi: \"@")),
        (
            "date",
            r#"<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>"#
                .to_owned(),
            Some("dd\"/\"mm\"/\"yyyy"),
        ),
        (
            "number",
            r#"<number:scientific-number number:decimal-places="1" number:min-integer-digits="1" number:min-exponent-digits="2"/>"#
                .to_owned(),
            Some("0.0E+00"),
        ),
    ];
    let mut styles = [("P0", digits.to_owned()), ("P1", text("-") + digits), ("P2", text(""))]
        .map(|(name, inside)| {
            format!(r#"<number:number-style style:name="{name}">{inside}</number:number-style>"#)
        })
        .concat();
    let mut cells = String::new();
    for (number, (kind, inside, _)) in formats.iter().enumerate() {
        styles += &format!(r#"<number:{kind}-style style:name="N{number}">{inside}</number:{kind}-style>"#);
        styles += &cell_style(&format!("ce{number}"), &format!(r#"style:data-style-name="N{number}""#), "");
        cells += &number_cell(&format!("ce{number}"), "float", "0.5", "");
    }
    let sheet = row_of(&styles, &cells);
    for ((place, cell), (_, inside, code)) in sheet.cells.iter().zip(&formats) {
        assert_eq!(cell.format.as_deref(), *code, "{place}: {inside}");
    }
    assert_eq!(sheet.cells.len(), formats.len());
}

#[test]
fn a_format_reaches_a_cell_by_its_row_its_column_and_the_parents_of_its_style() {
    let styles = [
        r#"<number:number-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/></number:number-style>"#,
        r#"<number:number-style style:name="N2"><number:number number:decimal-places="2" number:min-integer-digits="1"/></number:number-style>"#,
        &cell_style("Default", "", ""),
        &cell_style("A", r#"style:data-style-name="N1" style:parent-style-name="Default""#, ""),
        &cell_style("B", r#"style:parent-style-name="A""#, ""),
        &cell_style("C", r#"style:data-style-name="N2" style:parent-style-name="C""#, ""),
    ]
    .concat();
    let one = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
    let table = format!(
        r#"{styles}<table:table table:name="A"><table:table-column table:number-columns-repeated="2" table:default-cell-style-name="B"/><table:table-column table:default-cell-style-name="C"/>
        <table:table-row>{one}{one}{one}{one}</table:table-row>
        <table:table-row table:default-cell-style-name="C">{one}{}</table:table-row></table:table>"#,
        number_cell("B", "float", "1", "")
    );
    let (workbook, _) = read_ok(&ods(&table), "a.ods");
    let formats: Vec<_> = workbook.sheets[0].cells.values().map(|cell| cell.format.as_deref()).collect();
    let (one, two) = (Some("0.0"), Some("0.00"));
    assert_eq!(formats, [one, one, two, None, two, one]);
}

#[test]
fn named_styles_of_the_other_part_count_too() {
    let styles = r#"<office:document-styles><office:styles>
        <number:percentage-style style:name="N11"><number:number number:decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
        <style:style style:name="Ty_20_le" style:family="table-cell" style:data-style-name="N11"><style:text-properties style:text-line-through-style="solid"/></style:style>
        </office:styles></office:document-styles>"#;
    let content = format!(
        r#"<office:document-content><table:table table:name="A"><table:table-row>{}</table:table-row></table:table></office:document-content>"#,
        number_cell("Ty_20_le", "percentage", "0.985", "<text:p>98,50%</text:p>")
    );
    let bytes = super::builders::zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("styles.xml", styles.as_bytes()),
        ("content.xml", content.as_bytes()),
    ]);
    let (workbook, _) = read_ok(&bytes, "a.ods");
    let cell = cell(&workbook.sheets[0], "A1");
    assert_eq!((cell.format.as_deref(), cell.oddities), (Some("0.00%"), Oddity::Struck.into()));
}

#[test]
fn what_is_shown_beside_a_value_is_compared_with_it() {
    for (kind, value, shown, content, told, odd) in [
        ("float", "0", "<text:p>#DIV/0!</text:p>", Content::Error("#DIV/0!".into()), None, None),
        ("float", "0", "<text:p>#REF!</text:p>", Content::Error("#REF!".into()), None, None),
        ("float", "0", "<text:p>Err:502</text:p>", Content::Error("Err:502".into()), None, None),
        ("percentage", "0", "<text:p>#N/A</text:p>", Content::Error("#N/A".into()), None, None),
        ("float", "1234.5", "<text:p>1.234,50</text:p>", number("1234.5"), None, None),
        ("float", "0", "<text:p>Không phát sinh</text:p>", number("0"), Some("Không phát sinh"), None),
        ("float", "57216500", "<text:p>57.217</text:p>", number("57216500"), Some("57.217"), None),
        ("float", "5", "<text:p/>", number("5"), None, Some(Oddity::Unseen)),
        ("float", "5", "", number("5"), None, None),
        ("currency", "12000", "<text:p>12.000 ₫</text:p>", number("12000"), None, None),
    ] {
        let sheet = row_of("", &number_cell("", kind, value, shown));
        let cell = cell(&sheet, "A1");
        let oddities = odd.map_or_else(Oddities::default, Oddities::from);
        assert_eq!(
            (&cell.content, cell.shown.as_deref(), cell.oddities),
            (&content, told, oddities),
            "{shown}"
        );
    }
    let sheet = row_of(
        "",
        r#"<table:table-cell office:value-type="string" office:string-value="chữ"><text:p/></table:table-cell><table:table-cell office:value-type="string" office:string-value="chữ"><text:p>Ghi: chữ</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT08H30M00S"><text:p>08:30</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2025-12-14"><text:p/></table:table-cell>"#,
    );
    assert_eq!(
        (&cell(&sheet, "A1").content, cell(&sheet, "A1").oddities),
        (&text("chữ"), Oddity::Unseen.into())
    );
    assert_eq!(
        (&cell(&sheet, "B1").content, cell(&sheet, "B1").shown.as_deref()),
        (&text("chữ"), Some("Ghi: chữ"))
    );
    assert_eq!(cell(&sheet, "C1").content, text("08:30"));
    assert_eq!(
        (&cell(&sheet, "D1").content, cell(&sheet, "D1").oddities),
        (&day(2025, 12, 14), Oddity::Unseen.into())
    );
}

#[test]
fn a_percent_sign_beside_a_number_that_does_not_scale_it_is_told() {
    for (kind, value, shown, format, told) in [
        ("percentage", "0.85", "85%", Some("0%"), None),
        ("percentage", "0.85", "0,85%", Some("0%"), Some("0,85%")),
        ("float", "0.85", "85 %", Some("0%"), None),
        ("float", "0.85", "0.85%", None, Some("0.85%")),
    ] {
        let sheet = row_of("", &number_cell("", kind, value, &format!("<text:p>{shown}</text:p>")));
        let cell = cell(&sheet, "A1");
        assert_eq!((cell.format.as_deref(), cell.shown.as_deref()), (format, told), "{kind} {shown}");
    }
}

#[test]
fn struck_and_raised_runs_are_no_part_of_a_cell() {
    let styles = [
        r#"<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>"#,
        r#"<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>"#,
        r#"<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>"#,
        r#"<style:style style:name="T4" style:family="text"><style:text-properties style:text-position="0% 100%" style:text-line-through-style="none"/></style:style>"#,
        &cell_style("A", "", r#"<style:text-properties style:text-line-through-type="single"/>"#),
        &cell_style("B", r#"style:parent-style-name="A""#, ""),
    ]
    .concat();
    let span =
        |style: &str, text: &str| format!(r#"<text:span text:style-name="{style}">{text}</text:span>"#);
    let cells = [
        text_cell("", &(span("T1", "45") + " 46")),
        text_cell("", &format!("12{}", span("T2", "1"))),
        text_cell("", &format!("12{}", span("T3", "1"))),
        text_cell("", &format!("12{}", span("T4", "1"))),
        text_cell("B", "45"),
        text_cell("B", &format!("45{}", span("T4", "46"))),
        number_cell("B", "float", "45", "<text:p>45</text:p>"),
        number_cell("B", "float", "45", ""),
        text_cell(
            "",
            &span("T1", &format!("4{}", span("", "5")))
                .replace("</text:span></text:span>", "</text:span></text:span> 46"),
        ),
    ]
    .concat();
    let sheet = row_of(&styles, &cells);
    for (address, raw, shown, odd) in [
        ("A1", " 46", Some("45 46"), Some(Oddity::StruckPart)),
        ("B1", "12", Some("121"), Some(Oddity::RaisedPart)),
        ("C1", "12", Some("121"), Some(Oddity::RaisedPart)),
        ("D1", "121", None, None),
        ("E1", "45", None, Some(Oddity::Struck)),
        ("F1", "46", Some("4546"), Some(Oddity::StruckPart)),
        ("G1", "45", None, Some(Oddity::Struck)),
        ("H1", "45", None, Some(Oddity::Struck)),
        ("I1", " 46", Some("45 46"), Some(Oddity::StruckPart)),
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
fn fonts_of_cells_and_runs_tell_their_encoding() {
    let styles = [
        r#"<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/>"#,
        &cell_style("Default", "", r#"<style:text-properties style:font-name="Times New Roman"/>"#),
        &cell_style("A", "", r#"<style:text-properties style:font-name="F1"/>"#),
        r#"<style:style style:name="T1" style:family="text"><style:text-properties fo:font-family="VNI-Times"/></style:style>"#,
    ]
    .concat();
    let cells = [
        text_cell("A", "Sè TT"),
        text_cell("Default", r#"<text:span text:style-name="T1">Soá hoà sô</text:span>"#),
        text_cell("", "Sè TT"),
    ]
    .concat();
    assert_eq!(texts(&row_of(&styles, &cells)), ["A1=Số TT", "B1=Số hồ sơ", "C1=Sè TT"]);
}

#[test]
fn rows_and_columns_without_size_and_in_folded_groups_are_hidden() {
    let styles = [
        r#"<style:style style:name="ro0" style:family="table-row"><style:table-row-properties style:row-height="0cm"/></style:style>"#,
        r#"<style:style style:name="ro1" style:family="table-row"><style:table-row-properties style:row-height="0.45cm"/></style:style>"#,
        r#"<style:style style:name="co0" style:family="table-column"><style:table-column-properties style:column-width="0.000in"/></style:style>"#,
    ]
    .concat();
    let row = |attributes: &str| {
        let cells = r#"<table:table-cell table:number-columns-repeated="4" office:value-type="float" office:value="1"/>"#;
        format!("<table:table-row {attributes}>{cells}</table:table-row>")
    };
    let table = [
        styles,
        r#"<table:table table:name="A"><table:table-column/><table:table-column table:style-name="co0"/><table:table-column-group table:display="false"><table:table-column/></table:table-column-group><table:table-column/>"#.to_owned(),
        row(r#"table:style-name="ro0""#),
        row(r#"table:style-name="ro1""#),
        format!(r#"<table:table-row-group table:display="false"><table:table-row-group>{}</table:table-row-group></table:table-row-group>"#, row("")),
        format!("<table:table-row-group>{}</table:table-row-group>", row("")),
        row(r#"table:visibility="filter""#),
        "</table:table>".to_owned(),
    ]
    .concat();
    let (workbook, _) = read_ok(&ods(&table), "a.ods");
    assert_eq!(workbook.sheets[0].hidden_rows.iter().collect::<Vec<_>>(), [&0, &2, &4]);
    assert_eq!(workbook.sheets[0].hidden_columns.iter().collect::<Vec<_>>(), [&1, &2]);
}

#[test]
fn letters_in_the_colour_of_their_ground_are_unseen() {
    let styles = [
        cell_style("Default", "", r##"<style:text-properties fo:color="#000000"/>"##),
        cell_style("A", "", r##"<style:text-properties fo:color="#ffffff"/>"##),
        cell_style(
            "B",
            r#"style:parent-style-name="A""#,
            r##"<style:table-cell-properties fo:background-color="#1f4e79"/>"##,
        ),
        cell_style(
            "C",
            "",
            r##"<style:table-cell-properties fo:background-color="#FF0000"/><style:text-properties fo:color="#ff0000"/>"##,
        ),
        cell_style("D", r#"style:parent-style-name="A""#, r#"<style:text-properties style:use-window-font-color="true"/>"#),
        r##"<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#000000"/></style:style>"##.to_owned(),
        r##"<style:style style:name="T2" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>"##.to_owned(),
    ]
    .concat();
    let cells = [
        number_cell("A", "float", "45", "<text:p>45</text:p>"),
        number_cell("B", "float", "45", "<text:p>45</text:p>"),
        number_cell("C", "float", "45", "<text:p>45</text:p>"),
        number_cell("D", "float", "45", "<text:p>45</text:p>"),
        text_cell("A", "ẩn"),
        text_cell("A", r#"ẩn <text:span text:style-name="T1">hiện</text:span>"#),
        number_cell("A", "float", "45", ""),
        text_cell("D", r#"<text:span text:style-name="T2">4</text:span>6"#),
        text_cell(
            "C",
            r#"<text:span text:style-name="T2">4</text:span><text:span text:style-name="T1">6</text:span>"#,
        ),
    ]
    .concat();
    let unseen: Vec<bool> =
        row_of(&styles, &cells).cells.values().map(|cell| cell.oddities.has(Oddity::Unseen)).collect();
    assert_eq!(unseen, [true, false, true, false, true, true, true, true, false]);
}

#[test]
fn a_formula_whose_result_is_an_empty_text_was_calculated() {
    let formula = r#"table:formula="of:=IF(1;&quot;&quot;)""#;
    let cells = [
        format!(r#"<table:table-cell {formula} office:value-type="string" calcext:value-type="string"/>"#),
        format!(r#"<table:table-cell {formula} office:value-type="string" office:string-value="" calcext:value-type="string"><text:p/></table:table-cell>"#),
        // As LibreOffice writes what it did not calculate itself.
        format!("<table:table-cell {formula}><text:p/></table:table-cell>"),
        format!("<table:table-cell {formula}/>"),
    ]
    .concat();
    let sheet = row_of("", &cells);
    let contents: Vec<_> = sheet.cells.values().map(|cell| cell.content.clone()).collect();
    assert_eq!(contents, [text(""), text(""), text(""), Content::NotCalculated]);
    assert!(
        sheet.cells.values().all(|cell| cell.oddities == Oddities::default()),
        "an empty result hides nothing"
    );
}

#[test]
fn zeros_that_the_view_does_not_show_are_unseen() {
    let item = |value: &str| {
        format!(
            r#"<config:config-item config:name="ShowZeroValues" config:type="boolean">{value}</config:config-item>"#
        )
    };
    let cells = [
        number_cell("A", "float", "0", "<text:p>0</text:p>"),
        number_cell("A", "float", "5", "<text:p>5</text:p>"),
        text_cell("A", "0"),
    ]
    .concat();
    let content = format!(
        r#"<office:document><office:settings>SETTINGS</office:settings><office:body><office:spreadsheet><table:table table:name="A"><table:table-row>{cells}</table:table-row></table:table></office:spreadsheet></office:body></office:document>"#
    );
    let unseen = |bytes: &[u8], name: &str| -> Vec<bool> {
        let (workbook, _) = read_ok(bytes, name);
        workbook.sheets[0].cells.values().map(|cell| cell.oddities.has(Oddity::Unseen)).collect()
    };
    for (settings, expected) in [
        // The view's own setting stands before that for views to come.
        ([item("false"), item("true")].concat(), [true, false, false]),
        ([item("true"), item("false")].concat(), [false, false, false]),
        (String::new(), [false, false, false]),
    ] {
        let archive = zip_of(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<manifest:manifest/>"),
            ("settings.xml", settings.as_bytes()),
            ("content.xml", content.as_bytes()),
        ]);
        assert_eq!(unseen(&archive, "a.ods"), expected, "{settings}");
        let declared =
            r#"<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">"#;
        let flat = content.replace("SETTINGS", &settings).replace("<office:document>", declared);
        let flat = format!("<?xml version=\"1.0\"?>{flat}");
        assert_eq!(unseen(flat.as_bytes(), "a.fods"), expected, "{settings}");
    }
}
