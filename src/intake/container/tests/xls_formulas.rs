//! Results of formulas in `.xls`, whether or not their texts can be spelled.

use super::builders::{XlsSheet, biff5_of, biff8, formula_record, number_record, ole, record, words};
use super::*;

/// `7` as a formula.
const SEVEN: [u8; 3] = [0x1E, 7, 0];

fn sheet(name: &str, records: Vec<Vec<u8>>) -> XlsSheet<'_> {
    XlsSheet { name, state: 0, kind: 0, records }
}

fn read(records: Vec<Vec<u8>>) -> Sheet {
    let bytes = ole("Workbook", &biff8(&[sheet("A", records)], &[], &[]));
    read_ok(&bytes, "a.xls").0.sheets.remove(0)
}

/// The result of a formula that is no number: its kind and value.
fn result(kind: u8, value: u8) -> [u8; 8] {
    [kind, 0, value, 0, 0, 0, 0xFF, 0xFF]
}

/// The text that the formula before gave, in one byte a letter.
fn string(text: &str) -> Vec<u8> {
    record(0x0207, &[words(&[text.len() as u16]), vec![0], text.as_bytes().to_vec()].concat())
}

#[test]
fn a_result_is_read_as_it_is_stored_and_only_one_that_is_missing_was_never_calculated() {
    let formula = |row, result, options| formula_record((row, 0), result, options, &SEVEN);
    let array =
        record(0x0221, &[words(&[6, 6]), vec![0, 0], vec![0; 6], words(&[3]), SEVEN.to_vec()].concat());
    let sheet = read(vec![
        formula(0, 12.5f64.to_le_bytes(), 0),
        formula(1, result(0, 0), 0),
        string("Dat"),
        formula(2, result(3, 0), 0),
        formula(3, result(0, 0), 0),
        record(0x0207, &words(&[0])),
        formula(4, result(1, 1), 0),
        formula(5, result(2, 7), 0),
        formula(6, result(0, 0), 0),
        // What else belongs to a formula may stand between it and its text.
        array,
        string("Mang"),
        formula(7, [0; 8], 0),
        formula(8, [0; 8], 2),
        formula(9, 3f64.to_le_bytes(), 2),
        formula(10, result(0, 0), 0),
        formula(11, result(2, 42), 0),
        number_record(12, 0, 0, 1.0),
    ]);
    let expected = [
        number("12.5"),
        text("Dat"),
        text(""),
        text(""),
        Content::Bool(true),
        Content::Error("#DIV/0!".into()),
        text("Mang"),
        number("0"),
        Content::NotCalculated,
        number("3"),
        Content::NotCalculated,
        Content::Error("#N/A".into()),
        number("1"),
    ];
    let contents: Vec<Content> = sheet.cells.values().map(|cell| cell.content.clone()).collect();
    assert_eq!(contents, expected);
    let formulas: Vec<_> = sheet.cells.values().map(|cell| cell.formula.as_deref()).collect();
    assert_eq!(formulas[..12], [Some("7"); 12]);
    assert_eq!(formulas[12], None);
}

#[test]
fn a_long_text_result_is_whole() {
    let letters: String = "0123456789".repeat(900);
    let [first, second, third] = [&letters[..4000], &letters[4000..7000], &letters[7000..]];
    let wide: Vec<u16> = second.encode_utf16().collect();
    let sheet = read(vec![
        formula_record((0, 0), result(0, 0), 0, &SEVEN),
        record(0x0207, &[words(&[9000]), vec![0], first.as_bytes().to_vec()].concat()),
        // Each part says anew whether it takes one byte a letter or two.
        record(0x003C, &[vec![1], words(&wide)].concat()),
        record(0x003C, &[vec![0], third.as_bytes().to_vec()].concat()),
    ]);
    assert_eq!(cell(&sheet, "A1").content, text(&letters));
    let head = [words(&[0, 0, 0]), result(0, 0).to_vec(), words(&[0, 0, 0, 3]), SEVEN.to_vec()].concat();
    let records = [
        record(0x0006, &head),
        record(0x0207, &[words(&[9000]), letters.as_bytes()[..8000].to_vec()].concat()),
        record(0x003C, &letters.as_bytes()[8000..]),
    ];
    let (older, _) = read_ok(&ole("Book", &biff5_of(Some(1252), &[], &records)), "a.xls");
    assert_eq!(cell(&older.sheets[0], "A1").content, text(&letters));
}

#[test]
fn every_cell_of_an_array_holds_a_formula() {
    let array =
        record(0x0221, &[words(&[0, 1]), vec![0, 1], vec![0; 6], words(&[3]), SEVEN.to_vec()].concat());
    let part_of = |place| formula_record(place, 4f64.to_le_bytes(), 0, &[1, 0, 0, 0, 0]);
    let sheet = read(vec![
        part_of((0, 0)),
        array,
        part_of((0, 1)),
        // Some writers store results alone.
        number_record(0, 2, 0, 5.0),
        number_record(1, 0, 0, 5.0),
        number_record(1, 1, 0, 5.0),
        number_record(2, 0, 0, 5.0),
    ]);
    let with_formula = sheet.cells.iter().filter(|(_, cell)| cell.formula.is_some());
    let places: Vec<String> = with_formula.map(|(place, _)| place.to_string()).collect();
    assert_eq!(places, ["A1", "B1", "A2", "B2"]);
}

#[test]
fn a_formula_that_nobody_can_spell_keeps_its_value_and_loses_no_sheet() {
    // An unknown token; and a formula that says to be longer than its record, at which the library panics.
    let unknown = formula_record((0, 0), 1f64.to_le_bytes(), 0, &[0x7F, 1, 2]);
    let mut endless = formula_record((0, 0), 2f64.to_le_bytes(), 0, &SEVEN);
    endless[4 + 20] = 200;
    let sound = |row| formula_record((row, 0), 3f64.to_le_bytes(), 0, &SEVEN);
    let stream = biff8(
        &[
            sheet("A", vec![unknown, sound(1)]),
            sheet("B", vec![endless, sound(1)]),
            sheet("C", vec![sound(0)]),
        ],
        &[],
        &[],
    );
    let (workbook, codes) = read_ok(&ole("Workbook", &stream), "a.xls");
    let read: Vec<_> = workbook
        .sheets
        .iter()
        .flat_map(|sheet| {
            sheet.cells.values().map(|cell| (cell.raw(), cell.formula.as_deref().map(str::to_owned)))
        })
        .collect();
    let of = |value: &str, formula: &str| (value.to_owned(), Some(formula.to_owned()));
    assert_eq!(read, [of("1", ""), of("3", "7"), of("2", ""), of("3", ""), of("3", "7")]);
    assert_eq!(codes, []);
}
