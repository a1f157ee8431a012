//! What fuzzing found, kept: each test is an input that once did harm.

use std::io::{Cursor, Write};

use cchc::diagnostic::Code;
use cchc::intake::{Limits, read_workbook};
use cchc::report::Template;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A sound package with `sheet` as its only sheet.
fn package(sheet: &str) -> Vec<u8> {
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part in memory");
        zip.write_all(text.as_bytes()).expect("a part in memory");
    }
    zip.finish().expect("an archive in memory").into_inner()
}

#[test]
fn a_cell_named_by_too_many_letters_is_damage_and_no_panic() {
    // The column overflows the library's arithmetic.
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="Aschemasopenxmlformats1"><v>1</v></c></row></sheetData></worksheet>"#;
    let (template, problems) = Template::load(&package(sheet), "report.xlsx");
    assert!(template.is_none());
    assert_eq!(problems.iter().map(|told| told.code).collect::<Vec<_>>(), [Code::TemplateUnreadable]);
    let read = read_workbook(&package(sheet), "a.xlsx", &Limits::default());
    assert!(read.is_err(), "{read:?}");
}
