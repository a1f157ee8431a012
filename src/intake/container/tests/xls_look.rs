//! What a person sees of the cells of an `.xls` workbook, and what not.

use super::builders::{
    FontLook, XlsSheet, biff5_of, biff8, biff8_of, font_record, format_record, formula_record, number_record,
    ole, record, rich_text, string_record, style_record, words,
};
use super::*;
use crate::intake::sheet::Oddity;

const STRUCK: FontLook = FontLook { struck: true, script: 0, colour: 0 };
const RAISED: FontLook = FontLook { struck: false, script: 1, colour: 0 };
const LOWERED: FontLook = FontLook { struck: false, script: 2, colour: 0 };
const PLAIN: FontLook = FontLook { struck: false, script: 0, colour: 0 };

fn sheet(records: Vec<Vec<u8>>) -> XlsSheet<'static> {
    XlsSheet { name: "A", state: 0, kind: 0, records }
}

fn read(stream: &[u8]) -> Sheet {
    read_ok(&ole("Workbook", stream), "a.xls").0.sheets.remove(0)
}

/// Text, what is shown otherwise, and what is odd of the cell at `address`.
fn seen(sheet: &Sheet, address: &str) -> (String, Option<String>, Vec<Oddity>) {
    let cell = cell(sheet, address);
    let all = [Oddity::StruckPart, Oddity::RaisedPart, Oddity::Struck, Oddity::Unseen];
    let odd = all.into_iter().filter(|oddity| cell.oddities.has(*oddity)).collect();
    (cell.raw(), cell.shown.as_deref().map(str::to_owned), odd)
}

fn is(text: &str, shown: Option<&str>, odd: &[Oddity]) -> (String, Option<String>, Vec<Oddity>) {
    (text.to_owned(), shown.map(str::to_owned), odd.to_vec())
}

#[test]
fn struck_and_raised_runs_of_shared_strings_are_left_out() {
    // The fifth font bears number 5.
    let fonts = [PLAIN, STRUCK, RAISED, LOWERED, STRUCK].map(|look| font_record("Arial", look));
    let styles = [style_record(0, 0, None), style_record(5, 0, None)];
    let texts = [
        rich_text("4546", &[(0, 1), (2, 0)]),
        rich_text("121", &[(2, 2)]),
        rich_text("Diện tích (m2)", &[(12, 2), (13, 0)]),
        rich_text("45", &[(0, 5)]),
        rich_text("12a", &[(2, 3)]),
        rich_text("Đã đạt", &[(0, 0), (3, 7), (900, 1)]),
    ];
    let table = [words(&[6, 0, 6, 0]), texts.concat()].concat();
    let cells = (0..6).map(|row| string_record(row, 0, 0, row));
    let more = [string_record(6, 0, 1, 5), number_record(7, 0, 1, 45.0), string_record(8, 0, 1, 0)];
    let globals = [fonts.concat(), styles.concat()];
    let stream = biff8_of(&[sheet(cells.chain(more).collect())], &record(0x00FC, &table), &globals);
    let sheet = read(&stream);
    let expected = [
        ("A1", is("46", Some("4546"), &[Oddity::StruckPart])),
        ("A2", is("12", Some("121"), &[Oddity::RaisedPart])),
        ("A3", is("Diện tích (m2)", None, &[])),
        ("A4", is("45", None, &[Oddity::Struck])),
        ("A5", is("12", Some("12a"), &[Oddity::RaisedPart])),
        ("A6", is("Đã đạt", None, &[])),
        // The cell's own font is struck, but no letter is in it.
        ("A7", is("Đã đạt", None, &[])),
        ("A8", is("45", None, &[Oddity::Struck])),
        ("A9", is("46", Some("4546"), &[Oddity::StruckPart])),
    ];
    for (address, expected) in expected {
        assert_eq!(seen(&sheet, address), expected, "{address}");
    }
}

#[test]
fn shared_strings_go_on_in_further_records_wherever_they_are_cut() {
    let texts = [
        rich_text("Số hồ sơ 4546", &[(9, 1), (11, 0)]),
        [words(&[3]), vec![0], b"abc".to_vec()].concat(),
        // Pronunciation, of which nothing is read.
        [words(&[2]), vec![4, 6, 0, 0, 0], b"de".to_vec(), vec![0; 6]].concat(),
        rich_text("cuối", &[]),
    ];
    let fonts = [font_record("Arial", PLAIN), font_record("Arial", STRUCK)].concat();
    let globals = [fonts, style_record(0, 0, None)];
    let expected = ["A1=Số hồ sơ 46", "A2=abc", "A3=de", "A4=cuối"];
    let head = words(&[4, 0, 4, 0]);
    let letters = [5..31, 42..45, 52..54, 65..73];
    let whole = texts.concat();
    // Within letters, the part that follows says anew how wide they are; they are cut between letters only.
    for cut in 1..whole.len() {
        let within = letters.iter().find(|range| range.contains(&cut) && cut > range.start);
        let is_wide = |start: usize| start == 5 || start == 65;
        let flag = match within {
            Some(range) if is_wide(range.start) && (cut - range.start) % 2 == 1 => continue,
            Some(range) => vec![u8::from(is_wide(range.start))],
            None if letters.iter().any(|range| range.start == cut) => {
                // Whoever cuts right before the letters says so, too.
                vec![u8::from(is_wide(cut))]
            }
            None => vec![],
        };
        let table = [
            record(0x00FC, &[head.clone(), whole[..cut].to_vec()].concat()),
            record(0x003C, &[flag, whole[cut..].to_vec()].concat()),
        ];
        let cells = (0..4).map(|row| string_record(row, 0, 0, row)).collect();
        let sheet = read(&biff8_of(&[sheet(cells)], &table.concat(), &globals));
        assert_eq!(super::texts(&sheet), expected, "cut at {cut}");
    }
}

#[test]
fn runs_of_labels_count_in_both_formats() {
    let globals = [font_record("Arial", PLAIN), font_record("Arial", STRUCK), style_record(0, 0, None)];
    let cut = words(&[2, 0, 1, 2, 0]);
    let text = [words(&[4]), vec![0], b"4546".to_vec()].concat();
    let label = record(0x00D6, &[words(&[0, 0, 0]), text, cut].concat());
    let newer = read(&biff8(&[sheet(vec![label])], &[], &globals));
    assert_eq!(seen(&newer, "A1"), is("46", Some("4546"), &[Oddity::StruckPart]));
    // The fourth font of the older stream.
    let look = [words(&[200, 8, 0, 400, 0, 0, 0]), vec![5], b"Arial".to_vec()].concat();
    let label = [words(&[0, 0, 0, 4]), b"4546".to_vec(), vec![2, 0, 3, 2, 0]].concat();
    let stream = biff5_of(Some(1252), &[record(0x0031, &look)], &[record(0x00D6, &label)]);
    assert_eq!(seen(&read(&stream), "A1"), is("46", Some("4546"), &[Oddity::StruckPart]));
}

#[test]
fn runs_in_fonts_from_before_unicode_are_converted_in_cells_of_other_fonts() {
    let globals = [font_record("Arial", PLAIN), font_record(".VnTime", PLAIN), style_record(0, 0, None)];
    let table = [words(&[1, 0, 1, 0]), rich_text("1. Sè hå s¬", &[(3, 1)])].concat();
    let stream = biff8_of(&[sheet(vec![string_record(0, 0, 0, 0)])], &record(0x00FC, &table), &globals);
    assert_eq!(texts(&read(&stream)), ["A1=1. Số hồ sơ"]);
    // In the older stream, each run is in the letters of its own font, whatever the page of Vietnamese Windows.
    let letters = encoding_rs::WINDOWS_1252.encode("1. gãp ý").0.into_owned();
    let label = [words(&[0, 0, 0, letters.len() as u16]), letters, vec![1, 3, 1]].concat();
    let stream = biff5_of(Some(1258), &[], &[record(0x00D6, &label)]);
    assert_eq!(texts(&read(&stream)), ["A1=1. góp ý"]);
}

#[test]
fn the_whole_text_is_converted_as_well_where_a_part_is_left_out() {
    let struck = [(".VnTime", PLAIN), (".VnTime", STRUCK)];
    let globals = [struck.map(|(name, look)| font_record(name, look)).concat(), style_record(0, 0, None)];
    let table = [words(&[1, 0, 1, 0]), rich_text("Sè hå s¬ ®óng h¹n", &[(9, 1)])].concat();
    let stream = biff8_of(&[sheet(vec![string_record(0, 0, 0, 0)])], &record(0x00FC, &table), &globals);
    let whole = Some("Số hồ sơ đúng hạn");
    assert_eq!(seen(&read(&stream), "A1"), is("Số hồ sơ ", whole, &[Oddity::StruckPart]));
}

#[test]
fn letters_in_the_colour_of_their_ground_are_unseen() {
    let font = |colour| font_record("Arial", FontLook { colour, ..PLAIN });
    // White, black, automatic, and the first colour that the workbook may choose.
    let fonts = [font(9), font(8), font(0x7FFF), font(8)].concat();
    let styles = [(0, None), (0, Some(8)), (1, Some(8)), (1, None), (2, None), (2, Some(9)), (0, Some(9))];
    let styles = styles.map(|(font, fill)| style_record(font, 0, fill)).concat();
    let cells = (0..7).map(|style| number_record(style, 0, style, 5.0)).collect();
    let sheet_of = |globals: &[Vec<u8>], cells| read(&biff8(&[sheet(cells)], &[], globals));
    let read = sheet_of(&[fonts.clone(), styles.clone()], cells);
    let unseen = |sheet: &Sheet| -> Vec<String> {
        let cells = sheet.cells.iter().filter(|(_, cell)| cell.oddities.has(Oddity::Unseen));
        cells.map(|(place, _)| place.to_string()).collect()
    };
    assert_eq!(unseen(&read), ["A1", "A3", "A7"]);
    let palette = record(0x0092, &[words(&[1]), vec![0xFF, 0xFF, 0xFF, 0]].concat());
    let cells = (0..7).map(|style| number_record(style, 0, style, 5.0)).collect();
    // Where number 8 is white, too, letters in it are unseen without a fill.
    assert_eq!(unseen(&sheet_of(&[fonts, styles, palette], cells)), ["A1", "A2", "A3", "A4", "A7"]);
}

#[test]
fn rows_and_columns_without_height_or_width_are_hidden() {
    let row =
        |row: u16, height: u16, flags: u16| record(0x0208, &words(&[row, 0, 9, height, 0, 0, flags, 0]));
    let columns = |first: u16, last: u16, width: u16, flags: u16| {
        record(0x007D, &words(&[first, last, width, 0, flags, 0]))
    };
    let frame = vec![
        columns(1, 1, 0, 0),
        columns(2, 2, 2304, 0),
        columns(3, 3, 2304, 1),
        row(0, 300, 0),
        row(1, 0, 0x40),
        row(2, 300, 0x20),
        // Nothing said of the height.
        row(3, 0, 0),
    ];
    let cells = || (0..6).map(|at| number_record(at, at % 4, 0, 1.0));
    let of = |sheet: &Sheet| {
        let numbers = |set: &std::collections::BTreeSet<u32>| set.iter().copied().collect::<Vec<_>>();
        (numbers(&sheet.hidden_rows), numbers(&sheet.hidden_columns))
    };
    let plain = read(&biff8(&[sheet(frame.iter().cloned().chain(cells()).collect())], &[], &[]));
    assert_eq!(of(&plain), (vec![1, 2], vec![1, 3]));
    // Rows of which nothing else is said are hidden.
    let default = record(0x0225, &words(&[2, 255]));
    let records = [default].into_iter().chain(frame).chain(cells()).collect();
    assert_eq!(of(&read(&biff8(&[sheet(records)], &[], &[]))).0, [1, 2, 4, 5]);
}

#[test]
fn a_number_is_a_day_where_its_format_shows_one_and_nowhere_else() {
    let formats: Vec<(u16, &str)> = vec![
        (170, "dd/mm/yyyy"),
        (171, "[Red]#,##0"),
        (172, "[$-42A]dd mmmm yyyy"),
        (173, "[h]:mm"),
        (174, "hh:mm"),
        (175, "#,##0\\ [$d-42A]"),
    ];
    let numbers: Vec<u16> =
        (14..=17).chain([22]).chain(27..=36).chain(45..=47).chain(50..=58).chain(170..=175).collect();
    let days = [14, 15, 16, 17, 22, 170, 172];
    let globals: Vec<Vec<u8>> = [font_record("Arial", PLAIN)]
        .into_iter()
        .chain(formats.iter().map(|(number, code)| format_record(*number, code)))
        .chain(numbers.iter().map(|number| style_record(0, *number, None)))
        .collect();
    // Each way of storing a number.
    let compact = |number: i32| ((number << 2) | 2).to_le_bytes().to_vec();
    let cells = (0..numbers.len() as u16).flat_map(|style| {
        let mut formula = formula_record((style, 4), 120f64.to_le_bytes(), 0, &[0x1E, 120, 0]);
        formula[8..10].copy_from_slice(&style.to_le_bytes());
        [
            number_record(style, 0, style, 120.0),
            record(0x027E, &[words(&[style, 1, style]), compact(120)].concat()),
            record(
                0x00BD,
                &[words(&[style, 2, style]), compact(120), words(&[style]), compact(121), words(&[3])]
                    .concat(),
            ),
            formula,
        ]
    });
    let cells: Vec<_> = cells.collect();
    for (is_1904, first, second) in
        [(false, day(1900, 4, 29), day(1900, 4, 30)), (true, day(1904, 4, 30), day(1904, 5, 1))]
    {
        let globals = [globals.clone(), vec![record(0x0022, &words(&[u16::from(is_1904)]))]].concat();
        let read = read(&biff8(&[sheet(cells.clone())], &[], &globals));
        for (row, format) in (0u32..).zip(&numbers) {
            let contents: Vec<Content> =
                (0..5).map(|column| read.cells[&CellRef::new(row, column)].content.clone()).collect();
            let is_day = days.contains(format);
            let (a, b) =
                if is_day { (first.clone(), second.clone()) } else { (number("120"), number("121")) };
            assert_eq!(contents, [a.clone(), a.clone(), a.clone(), b, a], "format {format}, {is_1904}");
        }
    }
}

#[test]
fn colours_in_the_formats_of_excel_95_are_no_days() {
    let format = |number: u16, code: &str| {
        record(0x041E, &[words(&[number]), vec![code.len() as u8], code.as_bytes().to_vec()].concat())
    };
    let style = |format: u16| record(0x00E0, &words(&[0, format, 0, 0, 0, 0, 0, 0]));
    let globals = [
        format(0, "Standard"),
        format(164, "#,##0;[Red]-#,##0"),
        format(165, "[Red]0"),
        format(166, "dd/mm/yyyy"),
        style(0),
        style(164),
        style(165),
        style(166),
    ];
    let cells: Vec<_> = (3..7).map(|style| number_record(style, 0, style, 120.0)).collect();
    let sheet = read(&biff5_of(Some(1252), &globals, &cells));
    let contents: Vec<Content> = sheet.cells.values().map(|cell| cell.content.clone()).collect();
    assert_eq!(contents, [number("120"), number("120"), number("120"), day(1900, 4, 29)]);
}

#[test]
fn zeros_that_a_sheet_does_not_show_are_unseen() {
    let unseen = |flags: u16| {
        let view = record(0x023E, &[words(&[flags]), vec![0; 16]].concat());
        let cells = vec![number_record(0, 0, 0, 0.0), number_record(0, 1, 0, 5.0), view];
        let read = read(&biff8(&[sheet(cells)], &[], &[style_record(0, 0, None)]));
        ["A1", "B1"].map(|place| cell(&read, place).oddities.has(Oddity::Unseen))
    };
    assert_eq!(unseen(0x06A6), [true, false]);
    assert_eq!(unseen(0x06B6), [false, false]);
}
