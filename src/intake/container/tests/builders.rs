//! Small containers with just the parts that are needed.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

/// A zip of these entries, in order.
pub(super) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("a zip").into_inner()
}

/// A sheet of an `.xlsx`: its name, more attributes of its `<sheet>`, type of its relationship (without any, its id is
/// empty; `unknown` leads nowhere), and its part, which is missing where it is [`MISSING`].
pub(super) struct XlsxSheet<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: &'a str,
    pub(super) kind: &'a str,
    pub(super) part: &'a str,
}

/// A part that the package does not hold.
pub(super) const MISSING: &str = "missing";

/// An ordinary worksheet whose part holds `part` within `<worksheet>`.
pub(super) fn worksheet<'a>(name: &'a str, part: &'a str) -> XlsxSheet<'a> {
    XlsxSheet { name, attributes: "", kind: "worksheet", part }
}

/// Number formats of the cell styles of [`xlsx`]: general, a percentage, a day, text in `.VnTime`, text in `VNI-Times`.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
<fonts count="3"><font><name val="Times New Roman"/></font><font><name val=".VnTime"/></font><font><name val="VNI-Times"/></font></fonts>
<cellXfs count="5"><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="14" fontId="0"/>
<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs></styleSheet>"#;

/// An `.xlsx` of these sheets and shared strings. `workbook` goes into the workbook part before its sheets.
pub(super) fn xlsx(sheets: &[XlsxSheet<'_>], strings: &[&str], workbook: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let root = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let (mut list, mut relationships, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, sheet) in sheets.iter().enumerate() {
        let XlsxSheet { name, attributes, kind, part } = sheet;
        let id = if kind.is_empty() { String::new() } else { format!("rId{number}") };
        list += &format!(r#"<sheet name="{name}" sheetId="{number}" {attributes} r:id="{id}"/>"#);
        if !matches!(*kind, "" | "unknown") {
            let target = format!("sheets/sheet{number}.xml");
            relationships +=
                &format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#);
            if *part != MISSING {
                parts.push((
                    format!("xl/{target}"),
                    format!(r#"<worksheet xmlns="{MAIN}">{part}</worksheet>"#),
                ));
            }
        }
    }
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}<sheets>{list}</sheets></workbook>"#
    );
    let relationships = format!(r#"<Relationships xmlns="{PACKAGE}">{relationships}</Relationships>"#);
    let strings: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let strings = format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#);
    let mut entries = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relationships.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    entries.extend(parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())));
    zip_of(&entries)
}

/// An `.xlsx` of one sheet with these rows.
pub(super) fn xlsx_rows(rows: &str, strings: &[&str]) -> Vec<u8> {
    xlsx(&[worksheet("Số liệu", &format!("<sheetData>{rows}</sheetData>"))], strings, "")
}

/// A record of a BIFF stream.
pub(super) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a short record");
    [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

/// The bytes of several 16-bit numbers.
pub(super) fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A sheet of a BIFF 8 stream: name, state (0 shown, 1 hidden), kind (0 worksheet, 1 macros, 2 chart), records.
pub(super) struct XlsSheet<'a> {
    pub(super) name: &'a str,
    pub(super) state: u8,
    pub(super) kind: u8,
    pub(super) records: Vec<Vec<u8>>,
}

/// The record that names the code page.
pub(super) const CODE_PAGE: u16 = 0x0042;

/// A font of a BIFF stream: how it looks, and its name.
#[derive(Clone, Copy, Default)]
pub(super) struct FontLook {
    pub(super) struck: bool,
    /// 1 raised, 2 lowered.
    pub(super) script: u16,
    /// Number of its colour; 0 black.
    pub(super) colour: u16,
}

/// A FONT record of a BIFF 8 stream.
pub(super) fn font_record(name: &str, look: FontLook) -> Vec<u8> {
    let head = words(&[200, u16::from(look.struck) << 3, look.colour, 400, look.script, 0, 0]);
    record(0x0031, &[head, vec![name.len() as u8, 0], name.as_bytes().to_vec()].concat())
}

/// A FORMAT record of a BIFF 8 stream.
pub(super) fn format_record(number: u16, code: &str) -> Vec<u8> {
    record(0x041E, &[words(&[number, code.len() as u16]), vec![0], code.as_bytes().to_vec()].concat())
}

/// A cell style of a BIFF 8 stream; `fill` is the number of the colour that fills its cells.
pub(super) fn style_record(font: u16, format: u16, fill: Option<u16>) -> Vec<u8> {
    let pattern = u16::from(fill.is_some()) << 10;
    record(0x00E0, &words(&[font, format, 0, 0, 0, 0, 0, 0, pattern, fill.unwrap_or(0)]))
}

/// A BIFF 8 workbook stream. Its styles are 0 general, 1 `0.0%`, 2 a day, 3 text in `.VnTime`, unless `globals` hold
/// others, which then come first; its strings are given in Western letters.
pub(super) fn biff8(sheets: &[XlsSheet<'_>], strings: &[&str], globals: &[Vec<u8>]) -> Vec<u8> {
    let count = strings.len() as u16;
    let texts =
        strings.iter().map(|text| [words(&[text.chars().count() as u16]), vec![0], western(text)].concat());
    let table = [words(&[count, 0, count, 0]), texts.collect::<Vec<_>>().concat()].concat();
    biff8_of(sheets, &record(0x00FC, &table), globals)
}

fn western(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).expect("Western")).collect()
}

/// A BIFF 8 workbook stream whose shared strings are in these records.
pub(super) fn biff8_of(sheets: &[XlsSheet<'_>], strings: &[u8], globals: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let short = |text: &str| [&[text.chars().count() as u8, 0], western(text).as_slice()].concat();
    let mut stream = [bof(5), record(CODE_PAGE, &words(&[1200])), globals.concat()].concat();
    stream.extend(font_record("Arial", FontLook::default()));
    stream.extend(font_record(".VnTime", FontLook::default()));
    stream.extend(format_record(164, "0.0%"));
    for (font, format) in [(0, 0), (0, 164), (0, 14), (1, 0)] {
        stream.extend(style_record(font, format, None));
    }
    let bounds = |offsets: &[usize]| {
        let sheets = sheets.iter().zip(offsets).map(|(sheet, offset)| {
            let offset = (*offset as u32).to_le_bytes();
            record(0x0085, &[&offset, &[sheet.state, sheet.kind][..], short(sheet.name).as_slice()].concat())
        });
        sheets.collect::<Vec<_>>().concat()
    };
    let rest = [strings.to_vec(), record(0x000A, &[])].concat();
    let bodies: Vec<Vec<u8>> = sheets
        .iter()
        .map(|sheet| [bof(0x10), sheet.records.concat(), record(0x000A, &[])].concat())
        .collect();
    let mut at = stream.len() + bounds(&vec![0; sheets.len()]).len() + rest.len();
    let mut offsets = Vec::new();
    for body in &bodies {
        offsets.push(at);
        at += body.len();
    }
    stream.extend(bounds(&offsets));
    stream.extend(rest);
    stream.extend(bodies.concat());
    stream
}

/// A text of a BIFF 8 stream in two bytes a letter, with the runs behind it that begin at those letters in those fonts.
pub(super) fn rich_text(text: &str, runs: &[(u16, u16)]) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let cuts: Vec<u16> = runs.iter().flat_map(|(at, font)| [*at, *font]).collect();
    let head = [words(&[letters.len() as u16]), vec![9], words(&[runs.len() as u16])].concat();
    [head, words(&letters), words(&cuts)].concat()
}

/// A formula of a BIFF 8 sheet: its stored result, options, and what it consists of.
pub(super) fn formula_record(place: (u16, u16), result: [u8; 8], options: u16, tokens: &[u8]) -> Vec<u8> {
    let head = [words(&[place.0, place.1, 0]), result.to_vec(), words(&[options, 0, 0])].concat();
    record(0x0006, &[head, words(&[tokens.len() as u16]), tokens.to_vec()].concat())
}

/// A BIFF 5 stream of Excel 95 with one worksheet of one column of texts, each in its bytes and its style: 0 Arial,
/// 1 `.VnTime`, 2 `VNI-Times`.
pub(super) fn biff5(code_page: Option<u16>, rows: &[(u16, &[u8])]) -> Vec<u8> {
    let cells = (0..).zip(rows).map(|(row, (style, text))| {
        record(0x0204, &[words(&[row, 0, *style, text.len() as u16]), text.to_vec()].concat())
    });
    biff5_of(code_page, &[], &cells.collect::<Vec<_>>())
}

/// A BIFF 5 stream of Excel 95 with one worksheet of these records. The fonts and styles in `globals` come behind those
/// of [`biff5`].
pub(super) fn biff5_of(code_page: Option<u16>, globals: &[Vec<u8>], records: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &words(&[0x0500, kind, 0, 0]));
    let font = |name: &str| record(0x0031, &[&[0; 14], &[name.len() as u8][..], name.as_bytes()].concat());
    let style = |font: u16| record(0x00E0, &words(&[font, 0, 0, 0, 0, 0, 0, 0]));
    let mut stream =
        [bof(5), code_page.map(|page| record(CODE_PAGE, &words(&[page]))).unwrap_or_default()].concat();
    ["Arial", ".VnTime", "VNI-Times"].iter().for_each(|name| stream.extend(font(name)));
    (0..3).for_each(|number| stream.extend(style(number)));
    stream.extend(globals.concat());
    let offset = stream.len() + 4 + 13 + 4;
    stream.extend(record(0x0085, &[&(offset as u32).to_le_bytes()[..], &[0, 0, 6], b"Sheet1"].concat()));
    stream.extend(record(0x000A, &[]));
    stream.extend(bof(0x10));
    stream.extend(records.concat());
    stream.extend(record(0x000A, &[]));
    stream
}

/// A compound file with one stream.
pub(super) fn ole(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("a file");
    file.create_stream(format!("/{name}")).expect("a stream").write_all(stream).expect("written");
    file.flush().expect("flushed");
    file.into_inner().into_inner()
}

/// A cell of a BIFF 8 sheet with a number.
pub(super) fn number_record(row: u16, column: u16, style: u16, number: f64) -> Vec<u8> {
    record(0x0203, &[words(&[row, column, style]), number.to_le_bytes().to_vec()].concat())
}

/// A cell of a BIFF 8 sheet with the shared string of that number.
pub(super) fn string_record(row: u16, column: u16, style: u16, string: u16) -> Vec<u8> {
    record(0x00FD, &words(&[row, column, style, string, 0]))
}

/// An `.ods` with this in the place of its tables.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    ods_of(content.as_bytes(), "<manifest:manifest/>")
}

/// An `.ods` with this content and manifest.
pub(super) fn ods_of(content: &[u8], manifest: &str) -> Vec<u8> {
    zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content),
    ])
}

/// The zip with the text of one entry changed.
pub(super) fn amended(zip: &[u8], entry: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("an entry");
        let name = file.name().expect("a name").into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        let text = if name == entry { change(&text) } else { text };
        writer.start_file(name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("a zip").into_inner()
}
