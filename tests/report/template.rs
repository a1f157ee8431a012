//! The layout as the clerk edits it.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use cchc::address::{CellRange, CellRef};
use cchc::diagnostic::{Lang, label};
use cchc::report::book::{Book, Cell, Content, Page, Sheet};
use cchc::report::template::{Placeholder, Scope};
use cchc::report::{Template, lay_out, write_book};

use super::sample::year_2025;
use super::{default_template, design};
use crate::libreoffice;

#[test]
fn the_committed_template_is_what_the_example_makes() {
    let made = write_book(&design::book()).expect("a workbook");
    assert!(
        made == cchc::defaults::template(),
        "templates/report.xlsx differs from its design: run `cargo run --example make_template`"
    );
}

#[test]
fn a_template_is_read_back_as_it_was_designed() {
    let designed = design::book();
    for (read, designed) in default_template().sheets().zip(&designed.sheets) {
        assert_same(read, designed);
        // LibreOffice without a window saves no panes and grid lines, so these are compared only here.
        assert_eq!((read.freeze, read.hide_gridlines), (designed.freeze, designed.hide_gridlines));
    }
}

#[test]
fn a_template_saved_by_another_program_is_the_same_layout() {
    if !libreoffice::is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.xlsx");
    std::fs::write(&path, cchc::defaults::template()).expect("written");
    let saved = libreoffice::convert(&path, "xlsx:Calc MS Excel 2007 XML", "xlsx", folder.path());
    let (template, diagnostics) = Template::load(&std::fs::read(saved).expect("read"), "report.xlsx");
    assert_eq!(diagnostics, []);
    for (read, designed) in template.expect("a template").sheets().zip(&design::book().sheets) {
        assert_same(read, designed);
    }
}

/// Everything that a template is to keep.
fn assert_same(read: &Sheet, designed: &Sheet) {
    let name = &designed.name;
    assert_eq!(&read.name, name);
    for (at, cell) in &designed.cells {
        let found = read.cells.get(at).unwrap_or_else(|| panic!("{name}!{at} is missing"));
        assert_eq!(found.content, cell.content, "{name}!{at}");
        assert_eq!(found.style, cell.style, "{name}!{at}");
    }
    let sorted = |merges: &[CellRange]| {
        let mut merges = merges.to_vec();
        merges.sort_unstable();
        merges
    };
    assert_eq!(sorted(&read.merges), sorted(&designed.merges), "{name}");
    for (column, width) in &designed.column_widths {
        let found = read.column_widths.get(column).copied().unwrap_or_default();
        assert!((found - width).abs() < 0.15, "{name}: column {column} is {found} wide, not {width}");
    }
    for (row, height) in &designed.row_heights {
        let found = read.row_heights.get(row).copied().unwrap_or_default();
        assert!((found - height).abs() < 0.3, "{name}: row {row} is {found} high, not {height}");
    }
    let (page, wanted) = (&read.page, &designed.page);
    let margins = page.margins.unwrap_or_default().into_iter().zip(wanted.margins.unwrap_or_default());
    for (side, (found, margin)) in margins.enumerate() {
        // LibreOffice takes the header's own height out of the upper margin; left and right it leaves alone.
        let tolerance = if side < 2 { 0.01 } else { 0.2 };
        assert!((found - margin).abs() < tolerance, "{name}: {:?}", page.margins);
    }
    let looks = |page: &Page| {
        let page = page.clone();
        (page.landscape, page.paper, page.fit, page.repeat_rows, page.center_horizontally, page.first_header)
    };
    assert_eq!(looks(page), looks(wanted), "{name}");
    assert!(page.header.starts_with("&C") && page.header.ends_with("&P"), "{name}: {}", page.header);
    assert_eq!((read.tab_color, read.zoom), (designed.tab_color, designed.zoom), "{name}");
}

/// A template of one sheet with these texts in its first column.
fn sheet_of(texts: &[&str]) -> Vec<u8> {
    let mut sheet = Sheet { name: "S".into(), ..Sheet::default() };
    for (row, text) in (0..).zip(texts) {
        let cell = Cell { content: Content::Text((*text).into()), ..Cell::default() };
        sheet.cells.insert(CellRef::new(row, 0), cell);
    }
    write_book(&Book { sheets: vec![sheet], ..Book::default() }).expect("a workbook")
}

fn told(bytes: &[u8]) -> Vec<String> {
    let (_, diagnostics) = Template::load(bytes, "report.xlsx");
    diagnostics
        .iter()
        .map(|told| format!("{} {}: {}", told.code, told.place, told.message(Lang::Vi)))
        .collect()
}

#[test]
fn an_unknown_placeholder_is_told_of_with_its_cell_and_what_was_meant() {
    let told = told(&sheet_of(&["{{target.label}}", "Chủ trì: {{target.ownr}}", "{{không có}}"]));
    assert!(
        told.contains(
            &"T02 report.xlsx | S!A2: Mẫu có ký hiệu {{target.ownr}} không có nghĩa. Có phải là \"{{target.owner}}\"?"
                .to_owned()
        ),
        "{told:#?}"
    );
    assert!(told.iter().any(|told| told.starts_with("T02 report.xlsx | S!A3")), "{told:#?}");
}

#[test]
fn a_required_part_that_is_missing_is_told_of() {
    let told = told(&sheet_of(&["{{criterion.label}}", "{{criterion.points}}"]));
    for missing in ["{{target.outcome}}", "{{source.cell}}", "{{period.window}}"] {
        assert!(told.contains(&format!("T04 report.xlsx: Mẫu thiếu {missing}.")), "{missing}: {told:#?}");
    }
    assert!(told.contains(&"T04 report.xlsx | S: Mẫu thiếu {{scheme.notice}}.".to_owned()), "{told:#?}");
}

#[test]
fn what_is_no_workbook_is_refused_with_a_reason() {
    for (bytes, reason) in [
        (&b"not a zip"[..], "tệp hỏng, quá lớn, hoặc không phải tệp .xlsx"),
        (&[][..], "tệp hỏng, quá lớn, hoặc không phải tệp .xlsx"),
        (&zip_of(&[("xl/other.xml", "<a/>")])[..], "tệp không có trang tính nào"),
    ] {
        let (template, diagnostics) = Template::load(bytes, "report.xlsx");
        assert!(template.is_none());
        let told: Vec<_> = diagnostics.iter().map(|told| told.message(Lang::Vi)).collect();
        assert_eq!(told, [format!("Không đọc được mẫu báo cáo: {reason}.")]);
    }
}

fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(text.as_bytes()).expect("written");
    }
    out.finish().expect("a zip").into_inner()
}

/// The default template with a part changed and others added.
fn changed(part: &str, change: impl Fn(&str) -> String, added: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(cchc::defaults::template())).expect("a zip");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("utf-8").into_owned()).collect();
    let mut parts = Vec::new();
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).expect("the part").read_to_string(&mut text).expect("utf-8");
        let text = if name == part { change(&text) } else { text };
        parts.push((name, text));
    }
    let borrowed = parts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    zip_of(&borrowed.chain(added.iter().copied()).collect::<Vec<_>>())
}

#[test]
fn what_cannot_be_carried_is_named_where_it_stands() {
    let sheet = "xl/worksheets/sheet1.xml";
    let before_end =
        |extra: &'static str| move |xml: &str| xml.replace("<pageMargins", &format!("{extra}<pageMargins"));
    let cases: [(Vec<u8>, &str, &str); 10] = [
        (
            changed(sheet, before_end(r#"<conditionalFormatting sqref="B3:C4"/>"#), &[]),
            "!B3",
            "conditional_format",
        ),
        (
            changed(
                sheet,
                before_end(r#"<dataValidations><dataValidation sqref="C5"/></dataValidations>"#),
                &[],
            ),
            "!C5",
            "validation",
        ),
        (
            changed(sheet, before_end(r#"<hyperlinks><hyperlink ref="A7"/></hyperlinks>"#), &[]),
            "!A7",
            "hyperlink",
        ),
        (
            changed(sheet, |xml| xml.replacen("<row ", r#"<row r="90" hidden="1"/><row "#, 1), &[]),
            "!A90",
            "hidden_row",
        ),
        (
            changed(
                sheet,
                |xml| xml.replacen(r#"<c r="A1""#, r#"<c r="B90"><f>1+1</f><v>2</v></c><c r="A1""#, 1),
                &[],
            ),
            "!B90",
            "formula",
        ),
        (
            changed(
                sheet,
                |xml| {
                    let rich =
                        r#"<c r="B90" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c r="A1""#;
                    xml.replacen(r#"<c r="A1""#, rich, 1)
                },
                &[],
            ),
            "!B90",
            "rich_text",
        ),
        (
            changed(sheet, |xml| xml.replace("<sheetView ", r#"<sheetView view="pageLayout" "#), &[]),
            "",
            "view",
        ),
        (
            changed("xl/workbook.xml", |xml| xml.replacen("<sheet ", r#"<sheet state="hidden" "#, 1), &[]),
            "",
            "hidden_sheet",
        ),
        (
            changed(
                "none",
                str::to_owned,
                &[
                    (
                        "xl/worksheets/_rels/sheet1.xml.rels",
                        r#"<Relationships><Relationship Id="rId1" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>"#,
                    ),
                    ("xl/drawings/drawing1.xml", r#"<xdr:wsDr xmlns:xdr="x"><xdr:pic/></xdr:wsDr>"#),
                ],
            ),
            "",
            "image",
        ),
        (
            changed(
                "xl/workbook.xml",
                |xml| {
                    xml.replace("<definedNames>", r#"<definedNames><definedName name="Tien">1</definedName>"#)
                },
                &[],
            ),
            "",
            "defined_name",
        ),
    ];
    for (bytes, place, lost) in cases {
        let (template, diagnostics) = Template::load(&bytes, "report.xlsx");
        assert!(template.is_some(), "{lost}: {diagnostics:?}");
        let told: Vec<_> =
            diagnostics.iter().map(|told| (told.place.to_string(), told.message(Lang::Vi))).collect();
        let what = label(Lang::Vi, &format!("lost.{lost}")).to_owned();
        assert!(
            told.iter().any(|(at, message)| at.ends_with(place) && message.contains(&what)),
            "{lost}: {told:#?}"
        );
    }
}

#[test]
fn a_template_that_grows_without_end_is_refused() {
    let huge = "<a/>".repeat(20 * 1024 * 1024);
    let (template, _) = Template::load(&zip_of(&[("xl/workbook.xml", &huge)]), "report.xlsx");
    assert!(template.is_none());
}

/// The list of placeholders as the README prints it: a table for each place where they may stand.
fn listed() -> String {
    let mut text = String::new();
    let mut last: Option<Scope> = None;
    for &placeholder in Placeholder::ALL {
        let scope = placeholder.scope();
        if last != Some(scope) {
            let key = format!("scope.{scope:?}").to_lowercase();
            text.push_str(&format!("\n### {}\n\n| Ký hiệu | Nghĩa |\n|---|---|\n", label(Lang::Vi, &key)));
            last = Some(scope);
        }
        text.push_str(&format!("| `{placeholder}` | {} |\n", placeholder.meaning(Lang::Vi)));
    }
    text.trim_start().to_owned()
}

#[test]
fn the_readme_lists_every_placeholder_with_its_meaning() {
    for &placeholder in Placeholder::ALL {
        for lang in [Lang::Vi, Lang::En] {
            let meaning = placeholder.meaning(lang);
            assert!(!meaning.starts_with("placeholder."), "labels.toml lacks \"{meaning}\"");
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/README.md");
    let readme = std::fs::read_to_string(&path).expect("templates/README.md").replace("\r\n", "\n");
    let (before, list) = readme.split_once("## Danh sách ký hiệu\n\n").expect("the list");
    if list != listed() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("README.md");
        std::fs::write(&folder, format!("{before}## Danh sách ký hiệu\n\n{}", listed())).expect("written");
        panic!("templates/README.md lists other placeholders than the table; {} is right", folder.display());
    }
}

#[test]
fn no_damaged_template_ends_the_program() {
    let world = year_2025();
    let damage = (0usize..24, 0usize..4_000, 0usize..40, "[<>/\"a-z0-9=&;\u{0}é]{0,12}");
    let config = proptest::test_runner::Config { cases: 60, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&damage, |(part, from, length, put)| {
        let mut archive = zip::ZipArchive::new(Cursor::new(cchc::defaults::template())).expect("a zip");
        let part = part % archive.len();
        let name = archive.by_index(part).expect("a part").name().expect("utf-8").into_owned();
        let damaged = changed(
            &name,
            |xml| {
                let letters: Vec<char> = xml.chars().collect();
                let from = from % letters.len();
                let until = (from + length).min(letters.len());
                letters[..from]
                    .iter()
                    .copied()
                    .chain(put.chars())
                    .chain(letters[until..].iter().copied())
                    .collect()
            },
            &[],
        );
        let (template, diagnostics) = Template::load(&damaged, "report.xlsx");
        proptest::prop_assert!(template.is_some() || !diagnostics.is_empty());
        if let Some(template) = template {
            lay_out(&template, world.plan(), &world.forms, &world.assessment, &world.scorecard);
        }
        Ok(())
    });
    outcome.expect("every damaged template is told of or used");
}
