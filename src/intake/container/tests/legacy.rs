use super::builders::xlsx_rows;
use super::*;

/// Rows of one inline text each, in the styles given: 0 Times New Roman, 3 `.VnTime`, 4 `VNI-Times`.
fn read(rows: &[(u8, &str)]) -> (Vec<String>, Vec<String>) {
    let rows: String = rows
        .iter()
        .map(|(style, text)| format!(r#"<row><c s="{style}" t="inlineStr"><is><t>{text}</t></is></c></row>"#))
        .collect();
    let (workbook, diagnostics) =
        read_workbook(&xlsx_rows(&rows, &[]), "a.xlsx", &Limits::default()).expect("a workbook");
    let texts = workbook.sheets[0].cells.values().map(Cell::raw).collect();
    let told = diagnostics.iter().map(|d| format!("{} {}", d.arguments["encoding"], d.arguments["count"]));
    (texts, told.collect())
}

#[test]
fn a_workbook_that_mixes_three_encodings_is_read_cell_by_cell() {
    let (texts, told) = read(&[
        (3, "Sè hå s¬"),
        (4, "Soá hoà sô"),
        (0, "Số hồ sơ"),
        (3, "Số hồ sơ"),
        (0, "São Paulo"),
        (0, "50 µm, £, «…»"),
        (3, "Hà Tây"),
    ]);
    assert_eq!(
        texts,
        ["Số hồ sơ", "Số hồ sơ", "Số hồ sơ", "Số hồ sơ", "São Paulo", "50 µm, £, «…»", "Hà Tây"]
    );
    assert_eq!(told, ["@encoding.tcvn3: 1", "@encoding.vni: 1"]);
}

#[test]
fn a_unicode_workbook_stays_as_it_is() {
    let rows =
        [(0, "Müller"), (0, "São Paulo"), (0, "50 µm"), (0, "£"), (0, "«…»"), (0, "Lê Lai"), (0, "Hồ sơ")];
    let (texts, told) = read(&rows);
    assert_eq!(texts, rows.map(|(_, text)| text));
    assert!(told.is_empty());
}

#[test]
fn text_tells_its_encoding_where_the_font_does_not() {
    let (texts, told) = read(&[
        (0, "Danh môc dù ¸n gäi vèn ®Çu t\u{ad} n\u{ad}íc ngoµi"),
        (0, "X·"),
        (0, "Sao Paulo"),
        (0, "Hồ sơ"),
    ]);
    assert_eq!(texts, ["Danh mục dự án gọi vốn đầu tư nước ngoài", "Xã", "Sao Paulo", "Hồ sơ"]);
    assert_eq!(told, ["@encoding.tcvn3: 2"]);
}

#[test]
fn a_text_with_one_letter_of_unicode_is_converted_by_parts_and_told() {
    let (texts, told) = read(&[(0, "Ủy ban nh©n d©n x· Ch©u S¬n"), (0, "Hồ sơ")]);
    assert_eq!(texts, ["Ủy ban nhân dân xã Châu Sơn", "Hồ sơ"]);
    assert_eq!(told, ["@encoding.tcvn3: 1"]);
}
