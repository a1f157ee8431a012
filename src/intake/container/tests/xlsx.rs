use super::builders::{MISSING, XlsxSheet, amended, worksheet, xlsx, xlsx_rows};
use super::*;
use crate::intake::container::archive::Archive;
use crate::intake::sheet::{Oddities, Oddity, Staleness};

#[test]
fn values_formats_merges_and_hidden_parts_are_read() {
    let part = r#"<cols><col min="5" max="16384" hidden="1"/></cols><sheetData>
        <row r="2"><c r="B2" t="s"><v>0</v></c></row>
        <row r="4"><c r="D4" s="1"><v>0.98499999999999999</v></c><c r="E4"><v>904225</v></c></row>
        <row r="5" hidden="1"><c r="D5" s="2"><v>46005.5</v></c></row>
        <row r="6"><c r="A6" t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c r="C6" t="inlineStr"><is><t>a &amp; b</t></is></c></row>
        </sheetData><mergeCells><mergeCell ref="B2:C3"/><mergeCell ref="G1:H1"/></mergeCells>"#;
    let sheet = XlsxSheet { attributes: r#"state="hidden""#, ..worksheet("Số liệu", part) };
    let (workbook, codes) = read_ok(&xlsx(&[sheet], &["Tổng số"], ""), "a.xlsx");
    assert_eq!((workbook.container, codes), (Container::Xlsx, vec![]));
    let sheet = &workbook.sheets[0];
    assert_eq!((&*sheet.name, sheet.hidden), ("Số liệu", true));
    assert_eq!(cell(sheet, "B2").content, text("Tổng số"));
    assert_eq!(cell(sheet, "D4").content, number("0.985"));
    assert!(cell(sheet, "D4").is_percent());
    assert_eq!(cell(sheet, "D4").raw(), "98.5%");
    assert_eq!(cell(sheet, "D5").content, day(2025, 12, 14));
    assert_eq!(cell(sheet, "A6").content, Content::Bool(true));
    assert_eq!(cell(sheet, "B6").content, Content::Error("#REF!".into()));
    assert_eq!(cell(sheet, "C6").content, text("a & b"));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["B2:C3"]);
    assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&4]);
    assert_eq!(sheet.hidden_columns.iter().collect::<Vec<_>>(), [&4]);
}

#[test]
fn days_count_from_1904_where_the_workbook_says_so() {
    let rows = r#"<sheetData><row r="1"><c r="A1" s="2"><v>44543</v></c></row></sheetData>"#;
    let bytes = xlsx(&[worksheet("A", rows)], &[], r#"<workbookPr date1904="1"/>"#);
    assert_eq!(cell(&read_ok(&bytes, "a.xlsx").0.sheets[0], "A1").content, day(2025, 12, 14));
}

#[test]
fn a_value_in_the_last_cell_takes_no_more_room_than_any_other() {
    let rows =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let (workbook, _) = read_ok(&xlsx_rows(rows, &[]), "a.xlsx");
    assert_eq!(texts(&workbook.sheets[0]), ["A1=1", "XFD1048576=2"]);
}

#[test]
fn formulas_are_kept_and_those_never_calculated_are_told() {
    let rows = r#"<row r="1">
        <c r="A1"><f>B1/C1</f><v>0.5</v></c><c r="B1"><f>SUM(A1:A9)</f><v></v></c><c r="C1"><f>A1</f></c>
        <c r="D1" t="str"><f>IF(A1=1,"x","")</f><v></v></c><c r="E1" t="e"><f>A1:A3</f><v>#SPILL!</v></c></row>
        <row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2*2</f><v>4</v></c></row>
        <row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c><c r="B3"><f t="shared" si="99999999999"/></c></row>"#;
    let (workbook, codes) = read_ok(&xlsx_rows(rows, &[]), "a.xlsx");
    let sheet = &workbook.sheets[0];
    let formula = |address| (cell(sheet, address).formula.as_deref(), cell(sheet, address).content.clone());
    assert_eq!(formula("A1"), (Some("B1/C1"), number("0.5")));
    assert_eq!(formula("B1"), (Some("SUM(A1:A9)"), Content::NotCalculated));
    assert_eq!(formula("C1"), (Some("A1"), Content::NotCalculated));
    assert_eq!(formula("D1"), (Some(r#"IF(A1=1,"x","")"#), text("")));
    assert_eq!(formula("E1"), (Some("A1:A3"), Content::Error("#SPILL!".into())));
    assert_eq!(formula("A3"), (Some("B3*2"), number("6")));
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn a_cell_that_points_nowhere_is_told_and_the_others_are_read() {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>7</v></c><c r="C1" t="s"><v>x</v></c>
        <c r="D1" t="zz"><v>1</v></c><c r="E1" t="n"><v>mười</v></c><c r="F1" s="1"/><c r="G1"><v>5</v></c></row>"#;
    let bytes = xlsx_rows(rows, &["Số"]);
    let (workbook, diagnostics) = read_workbook(&bytes, "a.xlsx", &Limits::default()).expect("a workbook");
    assert_eq!(texts(&workbook.sheets[0]), ["A1=Số", "G1=5"]);
    let told: Vec<_> = diagnostics.iter().map(|d| format!("{} {}", d.code, d.place)).collect();
    assert_eq!(told, ["B1", "C1", "D1", "E1"].map(|cell| format!("C15 a.xlsx | Số liệu!{cell}")));
}

#[test]
fn sheets_that_are_no_worksheets_are_passed_over_by_name() {
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
    let sheets = [
        XlsxSheet { name: "Biểu đồ", kind: "chartsheet", attributes: "", part: "" },
        XlsxSheet { name: "Macro1", kind: "xlMacrosheet", attributes: "", part: "" },
        worksheet("Một", rows),
        XlsxSheet { name: "Lạc", kind: "", attributes: "", part: "" },
        XlsxSheet { name: "Lạc nữa", kind: "unknown", attributes: "", part: "" },
        XlsxSheet { name: "Hộp thoại", kind: "dialogsheet", attributes: "", part: "<sheetPr/>" },
        XlsxSheet { name: "Ẩn kỹ", attributes: r#"state="veryHidden""#, ..worksheet("", rows) },
        XlsxSheet { name: "Lạ", attributes: "state='show'", ..worksheet("", rows) },
        worksheet("Hai", rows),
    ];
    let (workbook, diagnostics) =
        read_workbook(&xlsx(&sheets, &[], ""), "a.xlsm", &Limits::default()).expect("a workbook");
    assert_eq!(
        workbook.sheets.iter().map(|sheet| &*sheet.name).collect::<Vec<_>>(),
        ["Một", "Ẩn kỹ", "Lạ", "Hai"]
    );
    let mut told: Vec<_> =
        diagnostics.iter().map(|d| format!("{} {} {}", d.code, d.place, d.arguments["reason"])).collect();
    told.sort();
    assert_eq!(
        told,
        [
            "F12 a.xlsm | Biểu đồ @skipped.chart:",
            "F12 a.xlsm | Hộp thoại @skipped.dialog:",
            "F12 a.xlsm | Lạc @skipped.lost:",
            "F12 a.xlsm | Lạc nữa @skipped.lost:",
            "F12 a.xlsm | Macro1 @skipped.macro:",
        ]
    );
}

#[test]
fn a_sheet_that_breaks_off_or_is_missing_does_not_lose_the_others() {
    let sheets = [
        worksheet("Hỏng", "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v>"),
        worksheet("Mất", MISSING),
        worksheet("Lành", "<sheetData><row r=\"1\"><c r=\"A1\"><v>2</v></c></row></sheetData>"),
    ];
    let (workbook, codes) = read_ok(&xlsx(&sheets, &[], ""), "a.xlsx");
    assert_eq!(workbook.sheets.len(), 1);
    assert_eq!(texts(&workbook.sheets[0]), ["A1=2"]);
    assert_eq!(codes, [Code::SheetUnreadable, Code::SheetUnreadable]);
}

#[test]
fn a_lost_sheet_is_passed_over_however_its_element_is_written() {
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\"><v>2</v></c></row></sheetData>";
    let lost = XlsxSheet { name: "Lạc", kind: "", attributes: "", part: "" };
    let bytes = xlsx(&[lost, worksheet("Lành", rows)], &[], "");
    let mut archive = Archive::open(&bytes).expect("an archive");
    let part = archive.part("xl/workbook.xml", 1 << 20).expect("a part");
    let spelt_out = String::from_utf8(part).expect("text").replace("/><sheet ", ">\n</sheet><sheet ");
    let bytes = archive.with_replaced("xl/workbook.xml", spelt_out.as_bytes()).expect("an archive");
    let (workbook, codes) = read_ok(&bytes, "a.xlsx");
    assert_eq!((texts(&workbook.sheets[0]), codes), (vec!["A1=2".to_owned()], vec![Code::SheetSkipped]));
}

#[test]
fn a_workbook_without_any_value_is_told() {
    let blank = r#"<row r="1"><c r="A1" s="1"/><c r="B1" t="s"><v>0</v></c></row>"#;
    assert_eq!(read_err(&xlsx_rows(blank, &["  "]), "a.xlsx").0, Code::FileNoData);
    assert_eq!(read_err(&xlsx(&[], &[], ""), "a.xlsx").0, Code::FileNoData);
}

#[test]
fn an_odd_extent_of_a_sheet_is_passed_over_as_excel_does() {
    for extent in ["A1", "C9:A1", "A0:B2", "1:8", "A:H", "", "XFE1:A2", "A1:B99999999999"] {
        let part = format!(
            r#"<dimension ref="{extent}"/><sheetData><row r="1"><c r="B1"><v>12</v></c></row></sheetData>"#
        );
        let (workbook, codes) = read_ok(&xlsx(&[worksheet("A", &part)], &[], ""), "a.xlsx");
        assert_eq!((texts(&workbook.sheets[0]), codes), (vec!["B1=12".to_owned()], vec![]), "{extent}");
    }
}

#[test]
fn withdrawn_and_raised_runs_are_no_part_of_a_number() {
    let struck = "<r><rPr><strike/></rPr><t>45</t></r><r><rPr><strike val=\"0\"/></rPr><t>46</t></r>";
    let raised = "<r><t>12</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>";
    let rows = format!(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is>{struck}</is></c><c r="B2" t="inlineStr"><is>{raised}</is></c></row>"#
    );
    let table = format!("<si>{struck}</si><si>{raised}</si><si><t>plain</t></si>");
    let bytes = amended(&xlsx_rows(&rows, &["x"]), "xl/sharedStrings.xml", |_| format!("<sst>{table}</sst>"));
    let (workbook, codes) = read_ok(&bytes, "a.xlsx");
    let sheet = &workbook.sheets[0];
    assert_eq!(codes, vec![]);
    assert_eq!(texts(sheet), ["A1=46", "B1=12", "C1=plain", "A2=46", "B2=12"]);
    for (place, shown, oddity) in [
        ("A1", "4546", Oddity::StruckPart),
        ("B1", "121", Oddity::RaisedPart),
        ("A2", "4546", Oddity::StruckPart),
        ("B2", "121", Oddity::RaisedPart),
    ] {
        let cell = cell(sheet, place);
        assert_eq!((cell.shown.as_deref(), cell.oddities), (Some(shown), oddity.into()), "{place}");
    }
}

#[test]
fn struck_cells_and_letters_in_the_colour_of_their_ground_are_odd() {
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <fonts><font><name val="A"/></font><font><strike/></font><font><color rgb="FFFFFFFF"/></font>
        <font><color rgb="FF00B050"/></font></fonts>
        <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FF00B050"/></patternFill></fill></fills>
        <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2" fillId="0"/><xf fontId="3" fillId="2"/>
        <xf fontId="2" fillId="2"/></cellXfs></styleSheet>"#;
    let cells = (0..5).map(|style| format!(r#"<c s="{style}"><v>{style}</v></c>"#));
    let rows = format!("<row r=\"1\">{}</row>", cells.collect::<String>());
    let bytes = amended(&xlsx_rows(&rows, &[]), "xl/styles.xml", |_| styles.to_owned());
    let (workbook, _) = read_ok(&bytes, "a.xlsx");
    let oddities = |place| cell(&workbook.sheets[0], place).oddities;
    assert_eq!(oddities("A1"), Oddities::default());
    assert_eq!(oddities("B1"), Oddity::Struck.into());
    assert_eq!(oddities("C1"), Oddity::Unseen.into(), "white on the white of the sheet");
    assert_eq!(oddities("D1"), Oddity::Unseen.into(), "green on green");
    assert_eq!(oddities("E1"), Oddities::default(), "white on green");
}

/// Cell styles: plain, struck through, white letters, white letters on green, and text in `.VnTime`.
const LOOKS: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <fonts><font><name val="Arial"/></font><font><strike/></font><font><color rgb="FFFFFFFF"/></font>
    <font><name val=".VnTime"/></font></fonts>
    <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
    <fill><patternFill patternType="solid"><fgColor rgb="FF00B050"/></patternFill></fill></fills>
    <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="2" fillId="2"/><xf fontId="3"/></cellXfs>
    </styleSheet>"#;

/// A run of `text` whose font has these `properties`.
fn run(properties: &str, text: &str) -> String {
    format!("<r><rPr>{properties}</rPr><t>{text}</t></r>")
}

/// Asserts of a text of these runs, in a cell of that style of [`LOOKS`], what it is read as, what is shown and what is odd
/// about it, be it a shared string or one in its cell.
fn assert_runs(style: usize, runs: &str, text: &str, shown: Option<&str>, odd: &[Oddity]) {
    let mut oddities = Oddities::default();
    odd.iter().for_each(|oddity| oddities.add(*oddity));
    let shared = format!(r#"<row r="1"><c r="A1" s="{style}" t="s"><v>0</v></c></row>"#);
    let inline = format!(r#"<row r="1"><c r="A1" s="{style}" t="inlineStr"><is>{runs}</is></c></row>"#);
    for rows in [shared, inline] {
        let bytes = amended(&xlsx_rows(&rows, &["x"]), "xl/styles.xml", |_| LOOKS.to_owned());
        let strings = format!("<sst><si>{runs}</si></sst>");
        let bytes = amended(&bytes, "xl/sharedStrings.xml", |_| strings.clone());
        let (workbook, _) = read_ok(&bytes, "a.xlsx");
        let cell = cell(&workbook.sheets[0], "A1");
        let found = (cell.raw(), cell.shown.as_deref(), cell.oddities);
        assert_eq!(found, (text.to_owned(), shown, oddities), "{rows} {runs}");
    }
}

#[test]
fn a_run_in_the_colour_of_its_ground_is_told_beside_digits_that_are_seen() {
    const PLAIN: &str = "<b/>";
    const GREEN: &str = "<color rgb=\"FF00B050\"/>";
    for white in [
        "<color rgb=\"FFFFFFFF\"/>",
        "<color rgb=\"00fefefe\"/>",
        "<color theme=\"0\"/>",
        "<color indexed=\"9\"/>",
    ] {
        let runs = [run(white, "4"), run(PLAIN, "6")].concat();
        assert_runs(0, &runs, "46", None, &[Oddity::Unseen]);
        let runs = ["<r><t>6</t></r>".to_owned(), run(white, "4")].concat();
        assert_runs(0, &runs, "64", None, &[Oddity::Unseen]);
        assert_runs(3, &[run(white, "4"), run(white, "6")].concat(), "46", None, &[]);
    }
    for seen in [
        "<color rgb=\"FFFF0000\"/>",
        "<color theme=\"0\" tint=\"-0.5\"/>",
        "<color theme=\"1\"/>",
        "<color auto=\"1\"/>",
        "<color rgb=\"đỏ\"/>",
        GREEN,
    ] {
        assert_runs(0, &[run(seen, "4"), run(PLAIN, "6")].concat(), "46", None, &[]);
    }
    assert_runs(
        3,
        &[run(GREEN, "4"), run("<color theme=\"0\"/>", "6")].concat(),
        "46",
        None,
        &[Oddity::Unseen],
    );
}

#[test]
fn a_run_has_the_font_of_its_cell_unless_it_has_its_own() {
    const ARIAL: &str = "<rFont val=\"Arial\"/>";
    let (bare, own) = ("<r><t>45</t></r>", run(ARIAL, "46"));
    assert_runs(1, &[bare, &own].concat(), "46", Some("4546"), &[Oddity::StruckPart]);
    assert_runs(1, &[own.as_str(), bare].concat(), "46", Some("4645"), &[Oddity::StruckPart]);
    assert_runs(1, &own, "46", None, &[]);
    assert_runs(1, bare, "45", None, &[Oddity::Struck]);
    assert_runs(2, &[bare, &own].concat(), "4546", None, &[Oddity::Unseen]);
    assert_runs(2, &own, "46", None, &[]);
    assert_runs(2, bare, "45", None, &[Oddity::Unseen]);
    // The letters of one encoding are others in another.
    assert_runs(4, &run(ARIAL, "Số 4·6"), "Số 4·6", None, &[]);
    assert_runs(4, &[run("<b/>", "Sè "), "<r><t>hå s¬</t></r>".to_owned()].concat(), "Số hồ sơ", None, &[]);
}

#[test]
fn zeros_that_a_sheet_does_not_show_are_unseen() {
    let row = r#"<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>5</v></c><c r="C1" t="inlineStr"><is><t>0</t></is></c>
        <c r="D1"><v>-0</v></c></row>"#;
    let formula = r#"<row r="2"><c r="A2"><f>A1</f><v>0</v></c></row>"#;
    let unseen = |attributes: &str, rows: &str| -> Vec<String> {
        let views = format!(r#"<sheetViews><sheetView {attributes} workbookViewId="0"/></sheetViews>"#);
        let part = format!("{views}<sheetData>{rows}</sheetData>");
        let (workbook, _) = read_ok(&xlsx(&[worksheet("A", &part)], &[], ""), "a.xlsx");
        let cells = workbook.sheets[0].cells.iter();
        let unseen = cells.filter(|(_, cell)| cell.oddities.has(Oddity::Unseen));
        unseen.map(|(place, _)| place.to_string()).collect()
    };
    for hides in [r#"showZeros="0""#, r#"showZeros="false""#] {
        assert_eq!(unseen(hides, row), ["A1", "D1"], "{hides}");
        assert_eq!(unseen(hides, &[row, formula].concat()), ["A1", "D1", "A2"], "{hides}");
    }
    for shows in ["", r#"showZeros="1""#] {
        assert_eq!(unseen(shows, &[row, formula].concat()), Vec::<String>::new(), "{shows}");
    }
}

#[test]
fn rows_and_columns_without_extent_are_hidden() {
    let cells = |row: u32| format!(r#"<c r="A{row}"><v>1</v></c><c r="C{row}"><v>2</v></c>"#);
    let by_size = format!(
        r#"<cols><col min="3" max="3" width="0" customWidth="1"/><col min="4" max="4" width="0.5"/></cols><sheetData>
        <row r="1" ht="0">{}</row><row r="2" ht="15">{}</row></sheetData>"#,
        cells(1),
        cells(2)
    );
    let by_default = format!(
        r#"<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><sheetData>
        <row r="1">{}</row><row r="2" ht="15">{}</row></sheetData>"#,
        cells(1),
        cells(2)
    );
    let read = |part: &str| read_ok(&xlsx(&[worksheet("A", part)], &[], ""), "a.xlsx").0.sheets.remove(0);
    let sheet = read(&by_size);
    assert_eq!(sheet.hidden_rows.into_iter().collect::<Vec<_>>(), [0]);
    assert_eq!(sheet.hidden_columns.into_iter().collect::<Vec<_>>(), [2]);
    assert_eq!(read(&by_default).hidden_rows.into_iter().collect::<Vec<_>>(), [0]);
}

#[test]
fn every_cell_that_an_array_formula_fills_is_a_formula() {
    let rows = r#"<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>2</v></c><c r="B1"><v>4</v></c>
        <c r="C1"><v>1</v></c></row><row r="2"><c r="A2"><v>6</v></c><c r="B2"><v>8</v></c></row>"#;
    let (workbook, _) = read_ok(&xlsx_rows(rows, &[]), "a.xlsx");
    let formula = |place| cell(&workbook.sheets[0], place).formula.clone();
    for place in ["A1", "B1", "A2", "B2"] {
        assert_eq!(formula(place).as_deref(), Some("C1:D2*2"), "{place}");
    }
    assert_eq!(formula("C1"), None);
}

#[test]
fn an_array_formula_whose_range_ends_before_it_begins_fills_its_own_cell() {
    for range in ["B2:A1", "A2:B1", "B1:A2"] {
        let rows = format!(
            r#"<row r="1"><c r="A1"><f t="array" ref="{range}">C1*2</f><v>2</v></c><c r="B1"><v>4</v></c></row>
            <row r="2"><c r="A2"><v>6</v></c><c r="B2"><v>8</v></c></row>"#
        );
        let (workbook, _) = read_ok(&xlsx_rows(&rows, &[]), "a.xlsx");
        let formula = |place| cell(&workbook.sheets[0], place).formula.clone();
        assert_eq!(formula("A1").as_deref(), Some("C1*2"), "{range}");
        for place in ["B1", "A2", "B2"] {
            assert_eq!(formula(place), None, "{range} {place}");
        }
    }
}

#[test]
fn a_workbook_that_calls_its_results_out_of_date_is_asked_where_they_cannot_be_checked() {
    let rows = r#"<sheetData><row r="1"><c r="A1"><v>5</v></c><c r="B1"><f>A1*2</f><v>9</v></c>
        <c r="C1"><f>A1*3</f><v>15</v></c><c r="D1"><f>OFFSET(A1,0,0)</f><v>5</v></c></row></sheetData>"#;
    let stale = |properties: &str| {
        let bytes = xlsx(&[worksheet("A", rows)], &[], properties);
        let sheet = read_ok(&bytes, "a.xlsx").0.sheets.remove(0);
        sheet.stale.into_iter().map(|(at, why)| (at.to_string(), why)).collect::<Vec<_>>()
    };
    let differs = ("B1".to_owned(), Staleness::Gives(10.into()));
    let unchecked = ("D1".to_owned(), Staleness::SaysItself);
    assert_eq!(stale(""), std::slice::from_ref(&differs));
    assert_eq!(stale(r#"<calcPr fullCalcOnLoad="1"/>"#), [differs, unchecked]);
    assert_eq!(stale(r#"<calcPr fullPrecision="0"/>"#), []);
}

/// The workbook of one sheet, whose part lies at `path`, found by `target`; other parts are changed by `change`.
fn with_target(target: &str, path: &str, change: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let root = format!(
        r#"{head}<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let workbook = format!(
        r#"{head}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let relationships = format!(
        r#"{head}<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="{target}"/><Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
    );
    let strings = format!(r#"{head}<sst xmlns="{MAIN}"><si><t>Số</t></si></sst>"#);
    let sheet = format!(
        r#"{head}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>12</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>"#
    );
    super::builders::zip_of(&[
        ("[Content_Types].xml", b"<Types>spreadsheetml</Types>"),
        ("_rels/.rels", &change(&root)),
        ("xl/workbook.xml", &change(&workbook)),
        ("xl/_rels/workbook.xml.rels", &change(&relationships)),
        ("xl/sharedStrings.xml", &change(&strings)),
        (path, &change(&sheet)),
    ])
}

#[test]
fn targets_of_relationships_are_followed_as_excel_does() {
    for (target, path) in [
        ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../xl/worksheets/./sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/../worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("/xl\\worksheets\\sheet1.xml", "xl\\worksheets\\sheet1.xml"),
        ("Worksheets/SHEET1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/b%C3%A1o%20c%C3%A1o.xml", "xl/worksheets/báo cáo.xml"),
        ("worksheets/b%C3%A1o%20c%C3%A1o.xml", "xl/worksheets/b%C3%A1o%20c%C3%A1o.xml"),
        ("worksheets/A&amp;B/./1.xml", "xl/worksheets/A&B/1.xml"),
        ("../sheets/sheet1.xml", "sheets/sheet1.xml"),
        ("/sheet1.xml", "sheet1.xml"),
    ] {
        let bytes = with_target(target, path, |text| text.as_bytes().to_vec());
        let read = read_workbook(&bytes, "a.xlsx", &Limits::default());
        let found = read.map(|(workbook, _)| texts(&workbook.sheets[0])).unwrap_or_default();
        assert_eq!(found, ["A1=12", "B1=Số"], "{target} at {path}");
    }
}

#[test]
fn a_number_is_a_day_only_where_excel_shows_one_here() {
    // 27 to 36 and 50 to 58 are days in Chinese, Japanese and Korean only, and the general format elsewhere.
    let formats = [0, 27, 30, 31, 36, 50, 57, 58, 14, 22, 45];
    let xfs: String = formats.iter().map(|id| format!(r#"<xf numFmtId="{id}"/>"#)).collect();
    let styles = format!(
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>{xfs}</cellXfs></styleSheet>"#
    );
    let cells: String = (0..formats.len()).map(|style| format!(r#"<c s="{style}"><v>120</v></c>"#)).collect();
    let bytes = xlsx(&[worksheet("A", &format!("<sheetData><row>{cells}</row></sheetData>"))], &[], "");
    let sheet = read_ok(&amended(&bytes, "xl/styles.xml", |_| styles.clone()), "a.xlsx").0.sheets.remove(0);
    let is_day = |cell: &Cell| matches!(cell.content, Content::Date(_));
    let days: Vec<u32> = formats
        .into_iter()
        .zip(sheet.cells.values())
        .filter(|(_, cell)| is_day(cell))
        .map(|(id, _)| id)
        .collect();
    assert_eq!((sheet.cells.len(), days), (formats.len(), vec![14, 22]));
}

#[test]
fn parts_in_utf_16_are_read() {
    let utf_16 = |text: &str| {
        let text = format!("\u{feff}{}", text.replace("UTF-8", "UTF-16"));
        text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let path = "xl/worksheets/sheet1.xml";
    let all = with_target("./worksheets/sheet1.xml", path, utf_16);
    let alone = |root: &str| {
        with_target("worksheets/sheet1.xml", path, |text| match text.contains(root) {
            true => utf_16(text),
            false => text.as_bytes().to_vec(),
        })
    };
    for bytes in [
        all,
        alone("<worksheet"),
        alone("<workbook"),
        alone("<sst"),
        alone("/worksheet"),
        alone("/officeDocument\""),
    ] {
        let (workbook, codes) = read_ok(&bytes, "a.xlsx");
        assert_eq!(
            (texts(&workbook.sheets[0]), codes),
            (vec!["A1=12".to_owned(), "B1=Số".to_owned()], vec![])
        );
    }
}

#[test]
fn of_a_sheet_that_cannot_be_read_it_is_said_whether_others_were() {
    let cut = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let whole = format!("{cut}</sheetData>");
    let told = |sheets: &[XlsxSheet<'_>]| match read_workbook(
        &xlsx(sheets, &[], ""),
        "a.xlsx",
        &Limits::default(),
    ) {
        Ok((_, diagnostics)) => diagnostics[0].arguments["others"].to_string(),
        Err(diagnostic) => diagnostic.arguments["others"].to_string(),
    };
    let bad = cut.replace("<v>1</v></c></row>", "<v>");
    assert_eq!(told(&[worksheet("A", &whole), worksheet("B", &bad)]), "@others.read:");
    assert_eq!(told(&[worksheet("A", &bad), worksheet("B", &bad)]), "@others.none:");
}
