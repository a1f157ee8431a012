use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;

use super::*;
use crate::report::book::{Page, Validation, ValidationRule, Within};

fn text(text: &str) -> Cell {
    Cell { content: Content::Text(text.into()), ..Cell::default() }
}

fn book() -> Book {
    let mut sheet = Sheet { name: "Số liệu".into(), ..Sheet::default() };
    sheet.cells.insert(CellRef::new(0, 0), text("=1+1"));
    let third = Decimal::from_str("33.333333333333333333333333333").expect("a decimal");
    let formula = Content::Formula { formula: "1/3*100".into(), result: third };
    let link = Link { sheet: "Số liệu".into(), cell: CellRef::new(0, 0) };
    let cell = Cell { content: formula, note: Some("vì sao".into()), link: Some(link), ..Cell::default() };
    sheet.cells.insert(CellRef::new(1, 0), cell);
    let day = NaiveDate::from_ymd_opt(2025, 12, 14).expect("a day");
    sheet.cells.insert(CellRef::new(2, 0), Cell { content: Content::Date(day), ..Cell::default() });
    sheet.cells.insert(CellRef::new(3, 0), text(&"dài ".repeat(20_000)));
    sheet.merges.push(CellRange { start: CellRef::new(0, 0), end: CellRef::new(0, 3) });
    sheet.page =
        Page { header: "&C&P".into(), first_header: Some(String::new()), paper: 9, ..Page::default() };
    sheet.validations.push(Validation {
        range: CellRange { start: CellRef::new(4, 0), end: CellRef::new(4, 0) },
        rule: ValidationRule::List(vec!["Có, đã ban hành".into(), "Chưa".into()]),
        input: Some(("Tên".repeat(30), "chữ".repeat(300))),
        error: None,
    });
    Book { title: "Thử".into(), author: "cchc".into(), created: day, sheets: vec![sheet] }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut xml = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut xml).expect("utf-8");
    xml
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let one = write_book(&book()).expect("a workbook");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(one == write_book(&book()).expect("a workbook"));
}

#[test]
fn text_stays_text_and_formulas_keep_their_exact_result() {
    let bytes = write_book(&book()).expect("a workbook");
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).expect("readable");
    let cells = read.worksheet_range("Số liệu").expect("the sheet");
    let formulas = read.worksheet_formula("Số liệu").expect("formulas");
    assert_eq!(cells.get_value((0, 0)), Some(&Data::String("=1+1".into())));
    assert_eq!(formulas.get_value((0, 0)).map(String::as_str).unwrap_or_default(), "");
    assert_eq!(formulas.get_value((1, 0)).map(String::as_str), Some("1/3*100"));
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<v>33.333333333333333333333333333</v>"), "{xml}");
    assert!(xml.contains("<hyperlink ref=\"A2\""), "{xml}");
    let Some(Data::String(long)) = cells.get_value((3, 0)) else { panic!("text") };
    assert_eq!(long.chars().count(), 32_767);
}

#[test]
fn the_first_page_may_differ() {
    let xml = part(&write_book(&book()).expect("a workbook"), "xl/worksheets/sheet1.xml");
    assert!(
        xml.contains(
            "<headerFooter differentFirst=\"1\"><oddHeader>&amp;C&amp;P</oddHeader>\
             <firstHeader></firstHeader><firstFooter></firstFooter></headerFooter>"
        ),
        "{xml}"
    );
}

#[test]
fn a_list_with_commas_stands_in_a_hidden_sheet() {
    let bytes = write_book(&book()).expect("a workbook");
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<formula1>'_ds'!$A$1:$A$2</formula1>"), "{xml}");
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"_ds\" sheetId=\"2\" state=\"hidden\""));
}

#[test]
fn a_number_cell_may_take_one_text_instead() {
    let mut book = book();
    let cell = CellRange::from(CellRef::new(11, 4));
    let text = "Không áp dụng".to_owned();
    let rule =
        ValidationRule::NumberOr { whole: true, least: 0.0, most: Some(100.0), within: Vec::new(), text };
    book.sheets[0].validations = vec![Validation { range: cell, rule, input: None, error: None }];
    let xml = part(&write_book(&book).expect("a workbook"), "xl/worksheets/sheet1.xml");
    let formula = "<formula1>IF(ISNUMBER(E12),AND(E12&gt;=0,E12&lt;=100,E12=INT(E12)),\
                   TRIM(E12)=\"Không áp dụng\")</formula1>";
    assert!(xml.contains(formula), "{xml}");
}

#[test]
fn a_part_is_held_to_its_whole_where_that_is_a_number() {
    let at = |row| CellRef::new(row, 4);
    let sums = [vec![at(12)], vec![at(13), at(12)]].map(|parts| Within { parts, whole: at(11) });
    let formula = |row, within: Vec<Within>| {
        let mut book = book();
        let text = "Không áp dụng".to_owned();
        let rule = ValidationRule::NumberOr { whole: true, least: 0.0, most: None, within, text };
        let range = CellRange::from(at(row));
        book.sheets[0].validations = vec![Validation { range, rule, input: None, error: None }];
        let xml = part(&write_book(&book).expect("a workbook"), "xl/worksheets/sheet1.xml");
        let (_, rest) = xml.split_once("<formula1>").expect("a formula");
        rest.split_once("</formula1>").expect("its end").0.replace("&gt;", ">").replace("&lt;", "<")
    };
    let [alone, together] = sums.clone();
    assert_eq!(
        formula(12, vec![alone]),
        "IF(ISNUMBER(E13),AND(E13>=0,E13=INT(E13),IF(ISNUMBER(E12),SUM(E13)<=E12,TRUE)),\
         TRIM(E13)=\"Không áp dụng\")"
    );
    assert_eq!(
        formula(11, sums.to_vec()),
        "IF(ISNUMBER(E12),AND(E12>=0,E12=INT(E12),SUM(E13)<=E12,SUM(E14,E13)<=E12),\
         TRIM(E12)=\"Không áp dụng\")"
    );
    // Excel refuses a file with a longer formula.
    assert!(formula(13, vec![together; 20]).encode_utf16().count() < 255);
}
