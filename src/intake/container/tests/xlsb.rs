use super::builders::{words, zip_of};
use super::*;
use crate::intake::sheet::{Oddities, Oddity};

/// A record of an `.xlsb` part.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let kind = match kind {
        0..0x80 => vec![kind as u8],
        _ => vec![(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8],
    };
    let length = body.len();
    let length = if length < 0x80 {
        vec![length as u8]
    } else {
        vec![(length & 0x7F) as u8 | 0x80, (length >> 7) as u8]
    };
    [kind, length, body.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [(units.len() as u32).to_le_bytes().to_vec(), words(&units)].concat()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A font of `styles.bin`: 1 raised, 2 lowered; its colour in eight bytes.
fn font(name: &str, struck: bool, script: u16, colour: [u8; 8]) -> Vec<u8> {
    let head = words(&[200, u16::from(struck) << 3, 400, script]);
    record(0x2B, &[head, vec![0; 4], colour.to_vec(), vec![0], wide(name)].concat())
}

const AUTOMATIC: [u8; 8] = [0; 8];
const WHITE_BY_THEME: [u8; 8] = [0x07, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
const WHITE: [u8; 8] = [0x05, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
const BLACK: [u8; 8] = [0x03, 8, 0, 0, 0, 0, 0, 0xFF];

/// A style of `styles.bin`: its number format, font and fill.
fn style(format: u16, font: u16, fill: u16) -> Vec<u8> {
    record(0x2F, &words(&[0, format, font, fill, 0, 0, 0, 0]))
}

fn fill(pattern: u32, colour: [u8; 8]) -> Vec<u8> {
    record(0x2D, &[longs(&[pattern]), colour.to_vec(), vec![0; 8]].concat())
}

fn bundle(id: &str, state: u32, name: &str) -> Vec<u8> {
    record(0x9C, &[longs(&[state, 1]), wide(id), wide(name)].concat())
}

/// The head of a row: its number, height and flags (0x10 hidden, 0x20 of a height of its own).
fn row(row: u32, height: u16, flags: u8) -> Vec<u8> {
    record(0x00, &[longs(&[row, 0]), words(&[height]), vec![0, flags, 0, 0, 0, 0, 0]].concat())
}

/// A cell: its kind, column, style and value.
fn at(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[longs(&[column, style]), value.to_vec()].concat())
}

/// A cell without a column, right of the one before it.
fn next(kind: u16, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[longs(&[style]), value.to_vec()].concat())
}

/// What follows the result of a formula: options, and `7` unless `tokens` say something else.
fn formula(tokens: &[u8]) -> Vec<u8> {
    [words(&[0]), longs(&[tokens.len() as u32]), tokens.to_vec(), longs(&[0])].concat()
}

const SEVEN: [u8; 3] = [0x1E, 7, 0];

/// A text with the runs that begin at those letters in those fonts.
fn rich(text: &str, runs: &[(u16, u16)]) -> Vec<u8> {
    let cuts: Vec<u16> = runs.iter().flat_map(|(at, font)| [*at, *font]).collect();
    [vec![1], wide(text), longs(&[runs.len() as u32]), words(&cuts)].concat()
}

fn before(records: &[Vec<u8>]) -> Vec<u8> {
    [record(0x81, &[]), record(0x94, &longs(&[0, 1, 0, 3])), records.concat(), record(0x91, &[])].concat()
}

/// An `.xlsb` of these parts: properties and sheets of the workbook, fonts and fills, styles, shared strings, and the
/// one worksheet behind `rId1`.
struct Parts {
    workbook: Vec<Vec<u8>>,
    fonts: Vec<Vec<u8>>,
    styles: Vec<Vec<u8>>,
    strings: Vec<Vec<u8>>,
    sheet: Vec<u8>,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            workbook: vec![bundle("rId1", 0, "A")],
            fonts: vec![font("Arial", false, 0, AUTOMATIC)],
            styles: vec![style(0, 0, 0)],
            strings: Vec::new(),
            sheet: Vec::new(),
        }
    }
}

impl Parts {
    /// With a sheet of these cells in its first rows.
    fn of(rows: &[Vec<Vec<u8>>]) -> Self {
        let heads = (0..).zip(rows).map(|(number, cells)| [row(number, 300, 0), cells.concat()].concat());
        let cells = heads.collect::<Vec<_>>().concat();
        let end = [record(0x92, &[]), record(0x82, &[])].concat();
        Self { sheet: [before(&[]), cells, end].concat(), ..Self::default() }
    }

    fn zip(&self) -> Vec<u8> {
        let workbook =
            [record(0x83, &[]), self.workbook.concat(), record(0x90, &[]), record(0x9D, &[0; 26])].concat();
        let styles = [
            record(0x0267, &longs(&[1])),
            record(0x2C, &[words(&[164]), wide("0.0%")].concat()),
            record(0x0268, &[]),
            self.fonts.concat(),
            record(0x0269, &longs(&[self.styles.len() as u32])),
            self.styles.concat(),
            record(0x026A, &[]),
        ]
        .concat();
        let items: Vec<Vec<u8>> = self.strings.iter().map(|text| record(0x13, text)).collect();
        let count = items.len() as u32;
        let strings = [record(0x9F, &longs(&[count, count])), items.concat(), record(0xA0, &[])].concat();
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relationships = format!(
            r#"<Relationships><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="{office}/xlMacrosheet" Target="macrosheets/sheet1.bin"/><Relationship Id="rId3" Type="{office}/sharedStrings" Target="sharedStrings.bin"/></Relationships>"#
        );
        zip_of(&[
            ("xl/workbook.bin", &workbook),
            ("xl/_rels/workbook.bin.rels", relationships.as_bytes()),
            ("xl/styles.bin", &styles),
            ("xl/sharedStrings.bin", &strings),
            ("xl/worksheets/sheet1.bin", &self.sheet),
        ])
    }

    fn read(&self) -> Sheet {
        read_ok(&self.zip(), "a.xlsb").0.sheets.remove(0)
    }
}

fn real(number: f64) -> Vec<u8> {
    number.to_le_bytes().to_vec()
}

/// A workbook with one of each: a hidden sheet, a lost one, and one of macros.
pub(super) fn sample() -> Vec<u8> {
    let sheet = [
        before(&[
            record(0x0186, &[]),
            record(0x3C, &[longs(&[1, 16_383, 0, 0]), words(&[1])].concat()),
            record(0x0187, &[]),
        ]),
        row(0, 300, 0),
        at(0x06, 0, 2, &wide("Sè hå s¬")),
        at(0x05, 1, 1, &real(0.985)),
        row(7, 300, 0x10),
        at(0x05, 0, 0, &real(12.5)),
        record(0x92, &[]),
        record(0xB0, &longs(&[0, 0, 0, 2])),
        record(0x82, &[]),
    ]
    .concat();
    let parts = Parts {
        workbook: vec![
            record(0x8F, &[]),
            bundle("rId9", 0, "Lạc"),
            bundle("rId2", 0, "Macro1"),
            bundle("rId1", 1, "Số liệu"),
        ],
        fonts: vec![font("Arial", false, 0, AUTOMATIC), font(".VnTime", false, 0, AUTOMATIC)],
        styles: vec![style(0, 0, 0), style(164, 0, 0), style(0, 1, 0)],
        strings: Vec::new(),
        sheet,
    };
    parts.zip()
}

#[test]
fn worksheets_are_read_and_other_sheets_named() {
    let (workbook, diagnostics) = read_workbook(&sample(), "a.xlsb", &Limits::default()).expect("a workbook");
    assert_eq!(workbook.container, Container::Xlsb);
    let [sheet] = &workbook.sheets[..] else { panic!("one sheet") };
    assert_eq!((&*sheet.name, sheet.hidden), ("Số liệu", true));
    assert_eq!(cell(sheet, "A1").content, text("Số hồ sơ"));
    assert_eq!(
        (cell(sheet, "B1").content.clone(), cell(sheet, "B1").raw()),
        (number("0.985"), "98.5%".into())
    );
    assert_eq!(cell(sheet, "A8").content, number("12.5"));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:C1"]);
    assert_eq!(sheet.hidden_rows.iter().collect::<Vec<_>>(), [&7]);
    assert_eq!(sheet.hidden_columns.iter().collect::<Vec<_>>(), [&1]);
    let told: Vec<_> = diagnostics.iter().map(|d| format!("{} {}", d.code, d.place)).collect();
    assert_eq!(told, ["F12 a.xlsb | Lạc", "F12 a.xlsb | Macro1", "F13 a.xlsb | Số liệu"]);
}

/// As SheetJS writes a sheet: in each row the first cell bears its column, and so does the one behind a gap; whole numbers
/// are compact. Of 160 cells 144 are short.
#[test]
fn a_sheet_of_short_records_is_whole() {
    let compact = |number: i32| ((number << 2) | 2).to_le_bytes().to_vec();
    let value = |row: i32, column: i32| match column % 4 {
        0 => (0x06, wide("chữ")),
        1 => (0x02, compact(row * 10 + column)),
        2 => (0x05, real(0.5)),
        _ => (0x04, vec![1]),
    };
    let cell = |row: i32, column: i32| {
        let (kind, body) = value(row, column);
        if column == 0 { at(kind, 0, 0, &body) } else { next(kind + 0x0B, 0, &body) }
    };
    let rows: Vec<Vec<Vec<u8>>> =
        (0..16).map(|row| (0..10).map(|column| cell(row, column)).collect()).collect();
    let read = texts(&Parts::of(&rows).read());
    assert_eq!(read.len(), 160);
    assert_eq!(
        read[150..],
        [
            "A16=chữ",
            "B16=151",
            "C16=0.5",
            "D16=TRUE",
            "E16=chữ",
            "F16=155",
            "G16=0.5",
            "H16=TRUE",
            "I16=chữ",
            "J16=159"
        ]
    );
}

#[test]
fn cells_without_a_column_stand_right_of_the_one_before() {
    let compact = |number: i32| ((number << 2) | 2).to_le_bytes().to_vec();
    let mut parts = Parts::of(&[
        vec![
            next(0x10, 0, &real(1.5)),
            next(0x0D, 1, &compact(2)),
            next(0x0C, 0, &[]),
            next(0x11, 0, &wide("chữ")),
            at(0x01, 9, 0, &[]),
            next(0x0F, 0, &[1]),
            next(0x0E, 0, &[0x17]),
            next(0x12, 0, &longs(&[0])),
            at(0x05, 20, 0, &real(3.0)),
            next(0x10, 0, &real(4.0)),
        ],
        vec![
            next(0x10, 0, &real(5.0)),
            at(0x09, 1, 0, &[real(6.0), formula(&SEVEN)].concat()),
            next(0x10, 0, &real(7.0)),
        ],
    ]);
    parts.styles.push(style(164, 0, 0));
    parts.strings.push([vec![0], wide("chung")].concat());
    let expected = [
        "A1=1.5", "B1=200%", "D1=chữ", "K1=TRUE", "L1=#REF!", "M1=chung", "U1=3", "V1=4", "A2=5", "B2=6",
        "C2=7",
    ];
    assert_eq!(texts(&parts.read()), expected);
}

#[test]
fn results_of_formulas_are_read_whatever_they_are_and_whether_or_not_they_can_be_spelled() {
    let sheet = Parts::of(&[vec![
        at(0x09, 0, 0, &[real(12.5), formula(&SEVEN)].concat()),
        at(0x08, 1, 0, &[wide("Đạt"), formula(&SEVEN)].concat()),
        at(0x08, 2, 0, &[wide(""), formula(&SEVEN)].concat()),
        at(0x0A, 3, 0, &[vec![1], formula(&SEVEN)].concat()),
        at(0x0B, 4, 0, &[vec![0x07], formula(&SEVEN)].concat()),
        // An unknown token, and a formula that says to be longer than its record.
        at(0x09, 5, 0, &[real(1.0), formula(&[0x7F, 1, 2])].concat()),
        at(0x0B, 6, 0, &[vec![0x2A], formula(&SEVEN)].concat()),
        at(0x09, 7, 0, &[real(2.0), words(&[0]), longs(&[999])].concat()),
        at(0x09, 8, 0, &[real(3.0), formula(&SEVEN)].concat()),
        at(0x03, 9, 0, &[0x0F]),
    ]])
    .read();
    let contents: Vec<Content> = sheet.cells.values().map(|cell| cell.content.clone()).collect();
    let error = |name: &str| Content::Error(name.into());
    let expected = [
        number("12.5"),
        text("Đạt"),
        text(""),
        Content::Bool(true),
        error("#DIV/0!"),
        number("1"),
        error("#N/A"),
        number("2"),
        number("3"),
        error("#VALUE!"),
    ];
    assert_eq!(contents, expected);
    let formulas: Vec<_> = sheet.cells.values().map(|cell| cell.formula.as_deref()).collect();
    let seven = Some("7");
    // The library dies of the second, and those behind it stay without text.
    assert_eq!(formulas, [seven, seven, seven, seven, seven, Some(""), seven, Some(""), Some(""), None]);
}

#[test]
fn every_cell_of_an_array_holds_a_formula() {
    let parts = Parts::of(&[
        vec![
            at(0x09, 0, 0, &[real(1.0), formula(&[1, 0, 0, 0, 0])].concat()),
            record(
                0x01AA,
                &[longs(&[0, 1, 0, 1]), vec![0], longs(&[3]), SEVEN.to_vec(), longs(&[0])].concat(),
            ),
            at(0x05, 1, 0, &real(2.0)),
            at(0x05, 2, 0, &real(2.0)),
        ],
        vec![at(0x05, 0, 0, &real(3.0))],
        vec![at(0x05, 0, 0, &real(4.0))],
    ]);
    let sheet = parts.read();
    let with_formula = sheet.cells.iter().filter(|(_, cell)| cell.formula.is_some());
    let places: Vec<String> = with_formula.map(|(place, _)| place.to_string()).collect();
    assert_eq!(places, ["A1", "B1", "A2"]);
}

#[test]
fn struck_and_raised_runs_are_left_out() {
    let mut parts = Parts::of(&[vec![
        at(0x07, 0, 0, &longs(&[0])),
        at(0x07, 1, 0, &longs(&[1])),
        at(0x3E, 2, 0, &rich("m2 4546", &[(3, 1), (5, 0)])),
        at(0x07, 3, 0, &longs(&[2])),
        at(0x05, 4, 1, &real(45.0)),
        at(0x07, 5, 0, &longs(&[3])),
    ]]);
    let plain = [false, true, false].into_iter().zip([0, 0, 1]);
    parts.fonts = plain.map(|(struck, script)| font("Arial", struck, script, AUTOMATIC)).collect();
    parts.fonts.push(font(".VnTime", false, 0, AUTOMATIC));
    parts.styles.push(style(0, 1, 0));
    parts.strings = vec![
        rich("4546", &[(0, 1), (2, 0)]),
        rich("121", &[(2, 2)]),
        rich("1. Sè hå s¬", &[(3, 3)]),
        rich("Diện tích (m2)", &[(12, 2), (13, 0)]),
    ];
    let sheet = parts.read();
    let expected = ["A1=46", "B1=12", "C1=m2 46", "D1=1. Số hồ sơ", "E1=45", "F1=Diện tích (m2)"];
    assert_eq!(texts(&sheet), expected);
    let shown: Vec<_> = sheet.cells.values().map(|cell| cell.shown.as_deref()).collect();
    assert_eq!(shown, [Some("4546"), Some("121"), Some("m2 4546"), None, None, None]);
    let odd = [Oddity::StruckPart.into(), Oddity::RaisedPart.into(), Oddity::StruckPart.into()];
    let odd: Vec<Oddities> =
        odd.into_iter().chain([Oddities::default(), Oddity::Struck.into(), Oddities::default()]).collect();
    assert_eq!(sheet.cells.values().map(|cell| cell.oddities).collect::<Vec<_>>(), odd);
}

#[test]
fn letters_in_the_colour_of_their_ground_are_unseen() {
    let cells = (0..8).map(|style| at(0x05, style, style, &real(5.0))).collect();
    let mut parts = Parts::of(&[cells]);
    parts.fonts =
        [AUTOMATIC, WHITE_BY_THEME, WHITE, BLACK].map(|colour| font("Arial", false, 0, colour)).to_vec();
    // No fill, a pattern, white, and black.
    parts.fonts.extend([fill(0, AUTOMATIC), fill(17, WHITE), fill(1, WHITE), fill(1, BLACK)]);
    let styles = [(0, 0), (1, 0), (2, 0), (3, 0), (2, 1), (1, 2), (2, 3), (3, 3)];
    parts.styles = styles.map(|(font, fill)| style(0, font, fill)).to_vec();
    let sheet = parts.read();
    let unseen = sheet.cells.iter().filter(|(_, cell)| cell.oddities.has(Oddity::Unseen));
    assert_eq!(unseen.map(|(place, _)| place.to_string()).collect::<Vec<_>>(), ["B1", "C1", "F1", "H1"]);
}

#[test]
fn rows_and_columns_without_height_or_width_are_hidden() {
    let columns = |column: u32, width: u32, flags: u16| {
        record(0x3C, &[longs(&[column, column, width, 0]), words(&[flags])].concat())
    };
    let cells = |number| {
        [at(0x05, 0, 0, &real(f64::from(number))), next(0x10, 0, &real(0.0)), next(0x10, 0, &real(0.0))]
            .concat()
    };
    let rows = [(0, 300, 0), (1, 0, 0x20), (2, 300, 0x10), (3, 0, 0)];
    let rows = rows.map(|(number, height, flags)| [row(number, height, flags), cells(number)].concat());
    let frame = [
        // Rows are hidden unless they say otherwise, as all rows with cells do.
        record(0x01E5, &[longs(&[u32::MAX]), words(&[8, 300, 2, 0])].concat()),
        record(0x0186, &[]),
        columns(0, 2304, 0),
        columns(1, 0, 0),
        columns(2, 2304, 1),
        record(0x0187, &[]),
    ];
    let sheet = [before(&frame), rows.concat(), record(0x92, &[])].concat();
    let read = Parts { sheet, ..Parts::default() }.read();
    assert_eq!(read.hidden_rows.iter().collect::<Vec<_>>(), [&1, &2]);
    assert_eq!(read.hidden_columns.iter().collect::<Vec<_>>(), [&1, &2]);
}

#[test]
fn a_number_is_a_day_where_its_format_shows_one_and_nowhere_else() {
    let formats: Vec<u16> = vec![14, 22, 27, 36, 46, 50, 58, 170, 171];
    let days = [14, 22, 170];
    for (is_1904, expected) in [(0, day(1900, 4, 29)), (1, day(1904, 4, 30))] {
        let cells = |style: u32| {
            vec![
                at(0x05, 0, style, &real(120.0)),
                at(0x02, 1, style, &longs(&[(120 << 2) | 2])),
                at(0x09, 2, style, &[real(120.0), formula(&SEVEN)].concat()),
            ]
        };
        let mut parts = Parts::of(&(0..formats.len() as u32).map(cells).collect::<Vec<_>>());
        parts.workbook.insert(0, record(0x99, &longs(&[is_1904, 0])));
        for (number, code) in [(170, "dd/mm/yyyy"), (171, "[Red]#,##0")] {
            parts.fonts.push(record(0x2C, &[words(&[number]), wide(code)].concat()));
        }
        parts.styles = formats.iter().map(|format| style(*format, 0, 0)).collect();
        let sheet = parts.read();
        for (row, format) in (0..).zip(&formats) {
            let content = if days.contains(format) { expected.clone() } else { number("120") };
            for column in 0..3 {
                assert_eq!(sheet.cells[&CellRef::new(row, column)].content, content, "format {format}");
            }
        }
    }
}

#[test]
fn a_cell_whose_value_is_not_all_there_is_told_and_a_sheet_that_breaks_off_is_lost() {
    let cells = vec![
        at(0x05, 0, 0, &[0; 4]),
        at(0x07, 1, 0, &longs(&[5])),
        at(0x06, 2, 0, &longs(&[9])),
        at(0x05, 3, 0, &real(1.0)),
    ];
    let parts = Parts::of(&[cells]);
    let (workbook, diagnostics) =
        read_workbook(&parts.zip(), "a.xlsb", &Limits::default()).expect("a workbook");
    assert_eq!(texts(&workbook.sheets[0]), ["D1=1"]);
    let told: Vec<_> = diagnostics.iter().map(|d| format!("{} {}", d.code, d.place)).collect();
    assert_eq!(told, ["C15 a.xlsb | A!A1", "C15 a.xlsb | A!B1", "C15 a.xlsb | A!C1"]);
    let cut = parts.sheet.len() - 12;
    let parts = Parts { sheet: parts.sheet[..cut].to_vec(), ..parts };
    assert_eq!(read_err(&parts.zip(), "a.xlsb").0, Code::SheetUnreadable);
}

#[test]
fn zeros_that_a_sheet_does_not_show_are_unseen() {
    let unseen = |flags: u16| {
        let view = record(0x89, &[words(&[flags]), vec![0; 28]].concat());
        let views = [record(0x85, &[]), view, record(0x8A, &[]), record(0x86, &[])];
        let cells = [at(0x05, 0, 0, &real(0.0)), next(0x10, 0, &real(5.0))].concat();
        let sheet = [before(&views), row(0, 300, 0), cells, record(0x92, &[])].concat();
        let read = Parts { sheet, ..Parts::default() }.read();
        ["A1", "B1"].map(|place| cell(&read, place).oddities.has(Oddity::Unseen))
    };
    assert_eq!(unseen(0x03CC), [true, false]);
    assert_eq!(unseen(0x03DC), [false, false]);
}
