//! Workbooks written part by part, since they hold what no writing library offers: errors, formulas that were never
//! calculated, hidden sheets, days from 1904. Here as `.xlsx`; `xls_book`, `xlsb_book` and `ods_book` write the same
//! rows into other containers.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use cchc::address::{CellRange, CellRef};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::look::{Look, runs, style_sheet};

/// Styles that every workbook has: the general one, and that of days.
const OWN_STYLES: usize = 2;

/// A workbook.
#[derive(Default)]
pub(super) struct RawBook {
    pub(super) sheets: Vec<RawSheet>,
    /// Whether days count from 1904.
    pub(super) from_1904: bool,
    /// Font of every cell.
    pub(super) font: Option<&'static str>,
    /// Whether the stored results of formulas are said to be out of date.
    pub(super) recalculates: bool,
}

/// What a cell holds.
pub(super) enum RawCell<'a> {
    Number(f64),
    /// A day by its serial number.
    Day(f64),
    /// A formula and its result, if it was calculated.
    Formula(&'a str, Option<f64>),
    Error(&'a str),
    True,
    Text(&'a str),
}

/// A sheet of rows whose cells are separated by `|`: a number (`12`), a day by its serial (`@44544`), a formula with its
/// value (`=A1→5`) or without (`=A1`), an error (`#REF!`), a boolean (`TRUE`), or else text, of which a part may be
/// struck out (`~~69~~70`) or raised (`25^1^`). `<` merges with the cell to the left, `^` with the one above; what follows
/// (`<25`) lies under the merged range.
pub(super) struct RawSheet {
    pub(super) name: &'static str,
    pub(super) rows: Vec<String>,
    pub(super) hidden: bool,
    /// Counted from zero.
    pub(super) hidden_rows: Vec<usize>,
    /// Counted from zero.
    pub(super) hidden_columns: Vec<usize>,
    pub(super) filter: Option<&'static str>,
    /// How single cells look.
    pub(super) looks: Vec<(&'static str, Look)>,
}

impl RawBook {
    pub(super) fn of(sheet: RawSheet) -> Self {
        Self { sheets: vec![sheet], ..Self::default() }
    }
}

impl RawSheet {
    pub(super) fn new(name: &'static str, rows: &[&str]) -> Self {
        Self {
            name,
            rows: rows.iter().map(|row| (*row).to_owned()).collect(),
            hidden: false,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            filter: None,
            looks: Vec::new(),
        }
    }

    /// The look of the cell at `at`, if it has one of its own.
    pub(super) fn look(&self, at: CellRef) -> Option<Look> {
        let address = at.to_string();
        self.looks.iter().find(|(place, _)| *place == address).map(|(_, look)| *look)
    }

    /// Its cells row by row, and its merged ranges.
    pub(super) fn cells(&self) -> (Vec<Vec<(CellRef, RawCell<'_>)>>, Vec<CellRange>) {
        let mut merges: Vec<CellRange> = Vec::new();
        let rows = (0..).zip(&self.rows).map(|(row, line)| {
            let mut cells = Vec::new();
            for (column, text) in (0..).zip(line.split('|')) {
                let at = CellRef::new(row, column);
                let text = text.trim();
                let (neighbour, text) = match (text.strip_prefix('<'), text.strip_prefix('^')) {
                    (Some(covered), _) => (Some(CellRef::new(at.row, at.column - 1)), covered),
                    (_, Some(covered)) => (Some(CellRef::new(at.row - 1, at.column)), covered),
                    _ => (None, text),
                };
                if let Some(neighbour) = neighbour {
                    join(&mut merges, neighbour, at);
                }
                if !text.is_empty() {
                    cells.push((at, RawCell::of(text)));
                }
            }
            cells
        });
        (rows.collect(), merges)
    }

    fn xml(&self, looks: &[Look]) -> String {
        let (rows, merges) = self.cells();
        let mut cells = String::new();
        for (row, line) in rows.iter().enumerate() {
            let hidden = if self.hidden_rows.contains(&row) { " hidden=\"1\"" } else { "" };
            let _ = write!(cells, "<row r=\"{}\"{hidden}>", row + 1);
            for (at, cell) in line {
                let style = self.look(*at).and_then(|look| looks.iter().position(|one| *one == look));
                cells.push_str(&cell.xml(*at, style.map(|position| position + OWN_STYLES)));
            }
            cells.push_str("</row>");
        }
        let mut columns = String::new();
        for column in self.hidden_columns.iter().map(|column| column + 1) {
            let _ = write!(columns, "<col min=\"{column}\" max=\"{column}\" width=\"9\" hidden=\"1\"/>");
        }
        let columns = if columns.is_empty() { columns } else { format!("<cols>{columns}</cols>") };
        let filter = self.filter.map(|range| format!("<autoFilter ref=\"{range}\"/>")).unwrap_or_default();
        let merged: String = merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        let merged = if merged.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{columns}<sheetData>\
             {cells}</sheetData>{filter}{merged}</worksheet>"
        )
    }
}

/// Joins `at` to the range that ends at `neighbour`.
fn join(merges: &mut Vec<CellRange>, neighbour: CellRef, at: CellRef) {
    match merges.iter_mut().find(|range| range.contains(neighbour)) {
        Some(range) => range.end = CellRef::new(range.end.row.max(at.row), range.end.column.max(at.column)),
        None => merges.push(CellRange { start: neighbour, end: at }),
    }
}

impl<'a> RawCell<'a> {
    fn of(text: &'a str) -> Self {
        if let Some(serial) = text.strip_prefix('@') {
            return Self::Day(serial.parse().expect("a serial number"));
        }
        if let Some(formula) = text.strip_prefix('=') {
            return match formula.split_once('→') {
                Some((formula, value)) => Self::Formula(formula, Some(value.parse().expect("a number"))),
                None => Self::Formula(formula, None),
            };
        }
        match text.parse() {
            _ if text.starts_with('#') => Self::Error(text),
            _ if text == "TRUE" => Self::True,
            Ok(number) => Self::Number(number),
            Err(_) => Self::Text(text),
        }
    }

    /// The cell, in a style of its own if it has one.
    fn xml(&self, at: CellRef, style: Option<usize>) -> String {
        let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        match self {
            Self::Number(number) => format!("<c r=\"{at}\"{style}><v>{number}</v></c>"),
            Self::Day(serial) => format!("<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>"),
            Self::Formula(formula, Some(value)) => {
                format!("<c r=\"{at}\"{style}><f>{formula}</f><v>{value}</v></c>")
            }
            Self::Formula(formula, None) => format!("<c r=\"{at}\"><f>{formula}</f></c>"),
            Self::Error(error) => format!("<c r=\"{at}\" t=\"e\"><v>{error}</v></c>"),
            Self::True => format!("<c r=\"{at}\" t=\"b\"><v>1</v></c>"),
            Self::Text(text) => {
                format!("<c r=\"{at}\"{style} t=\"inlineStr\"><is>{}</is></c>", runs(text))
            }
        }
    }
}

/// Text as it stands in XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The bytes of `book`, the same each time.
pub(super) fn book_bytes(book: &RawBook) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let mut overrides = String::new();
    let mut relations = String::new();
    let mut sheets = String::new();
    for (number, sheet) in (1..).zip(&book.sheets) {
        let _ = write!(
            overrides,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/\
             vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
        let _ = write!(
            sheets,
            "<sheet name=\"{}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>",
            sheet.name
        );
    }
    let looks: Vec<Look> = book.sheets.iter().flat_map(|sheet| &sheet.looks).map(|(_, look)| *look).collect();
    let styles = style_sheet(book.font.unwrap_or("Times New Roman"), &looks);
    let calculation = if book.recalculates { "<calcPr fullCalcOnLoad=\"1\"/>" } else { "" };
    let from_1904 = if book.from_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/\
                 vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"application/\
                 vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>{overrides}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}/relationships\">{relations}<Relationship Id=\"rId99\" \
                 Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">{from_1904}<sheets>{sheets}</sheets>{calculation}\
                 </workbook>"
            ),
        ),
        ("xl/styles.xml".to_owned(), styles),
    ];
    for (number, sheet) in (1..).zip(&book.sheets) {
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet.xml(&looks)));
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, options).expect("a part in memory");
        zip.write_all(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}").as_bytes())
            .expect("a part in memory");
    }
    zip.finish().expect("an archive in memory").into_inner()
}
