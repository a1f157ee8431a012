use super::builders::{words, zip_of};
use super::*;

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

fn xlsb() -> Vec<u8> {
    let bundle =
        |id: &str, state: u32, name: &str| record(0x9C, &[longs(&[state, 1]), wide(id), wide(name)].concat());
    let workbook = [
        record(0x83, &[]),
        record(0x8F, &[]),
        bundle("rId9", 0, "Lạc"),
        bundle("rId2", 0, "Macro1"),
        bundle("rId1", 1, "Số liệu"),
        record(0x90, &[]),
        record(0x9D, &[0; 26]),
    ]
    .concat();
    let font = |name: &str| record(0x2B, &[vec![0; 21], wide(name)].concat());
    let style = |format: u16, font: u16| record(0x2F, &words(&[0, format, font, 0, 0, 0, 0, 0]));
    let styles = [
        record(0x0267, &longs(&[1])),
        record(0x2C, &[words(&[164]), wide("0.0%")].concat()),
        record(0x0268, &[]),
        font("Arial"),
        font(".VnTime"),
        record(0x0269, &longs(&[3])),
        style(0, 0),
        style(164, 0),
        style(0, 1),
        record(0x026A, &[]),
    ]
    .concat();
    let row = |row: u32, hidden: bool| {
        record(
            0x00,
            &[longs(&[row, 0]), words(&[300]), vec![0, u8::from(hidden) << 4, 0, 0, 0, 0, 0]].concat(),
        )
    };
    let real = |column: u32, style: u32, number: f64| {
        record(0x05, &[longs(&[column, style]), number.to_le_bytes().to_vec()].concat())
    };
    let label =
        |column: u32, style: u32, text: &str| record(0x06, &[longs(&[column, style]), wide(text)].concat());
    let sheet = [
        record(0x81, &[]),
        record(0x94, &longs(&[0, 1, 0, 3])),
        record(0x0186, &[]),
        record(0x3C, &[longs(&[1, 16_383, 0, 0]), words(&[1])].concat()),
        record(0x0187, &[]),
        record(0x91, &[]),
        row(0, false),
        label(0, 2, "Sè hå s¬"),
        real(1, 1, 0.985),
        row(7, true),
        real(0, 0, 12.5),
        record(0x92, &[]),
        record(0xB0, &longs(&[0, 0, 0, 2])),
        record(0x82, &[]),
    ]
    .concat();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationships = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="{office}/xlMacrosheet" Target="macrosheets/sheet1.bin"/></Relationships>"#
    );
    zip_of(&[
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relationships.as_bytes()),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

#[test]
fn worksheets_are_read_and_other_sheets_named() {
    let (workbook, diagnostics) = read_workbook(&xlsb(), "a.xlsb", &Limits::default()).expect("a workbook");
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
