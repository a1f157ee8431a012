//! Values through calamine: the only file that names it. Everything that leaves has an absolute address.

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{
    Color, DataRef, ExcelDateTime, FillPattern, Reader, SheetType, SheetVisible, Xls, XlsOptions, Xlsb, Xlsx,
};
use chrono::NaiveDate;
use foldhash::fast::RandomState;

use super::colour::Colour;
use super::day_format::shows_day;
use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::number::{content_of_number, day_of_iso};
use super::rich_text::CellFont;
use crate::address::CellRef;
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::{Cell, Content, Oddities, Oddity};
use crate::text::Legacy;

/// Cells that fail one after the other before a sheet is given up.
const MAX_BAD_CELLS: usize = 10_000;

/// A sheet of a workbook, before its cells are read.
#[derive(Clone, Debug)]
pub(super) struct SheetName {
    /// Name as the workbook spells it.
    pub(super) name: String,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Whether it is a worksheet; otherwise a chart, dialog or macro sheet.
    pub(super) is_worksheet: bool,
}

/// Why a sheet's cells could not all be read.
#[derive(Debug)]
pub(super) enum Failure {
    /// The sheet is damaged.
    Sheet(String),
    /// The whole workbook is refused.
    Workbook(Diagnostic),
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Workbook(diagnostic)
    }
}

fn sheet_failure(error: impl ToString) -> Failure {
    Failure::Sheet(error.to_string())
}

fn names<R, T: Reader<R>>(workbook: &T) -> Vec<SheetName>
where
    R: std::io::Read + std::io::Seek,
{
    let sheets = workbook.sheets_metadata().iter();
    sheets
        .map(|sheet| SheetName {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
            is_worksheet: sheet.typ == SheetType::WorkSheet,
        })
        .collect()
}

/// An `.xlsx` workbook.
pub(super) struct XlsxBook<'a> {
    xlsx: Xlsx<Cursor<&'a [u8]>>,
    /// Cell styles, once a sheet was read.
    styles: Vec<CellStyle>,
}

/// What a cell style tells of how a value is read.
#[derive(Clone, Debug, Default)]
struct CellStyle {
    format: Option<Arc<str>>,
    font: CellFont,
    oddities: Oddities,
    /// Whether a number is shown as a day. The library takes formats for that which are so in East Asia alone.
    shows_day: bool,
}

impl<'a> XlsxBook<'a> {
    /// Reads the workbook's parts other than its sheets.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let xlsx = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        Ok(Self { xlsx, styles: Vec::new() })
    }

    /// Its sheets in order.
    pub(super) fn sheets(&self) -> Vec<SheetName> {
        names(&self.xlsx)
    }

    /// The font of each cell style, once a sheet was read.
    pub(super) fn fonts(&self) -> Vec<CellFont> {
        self.styles.iter().map(|style| style.font).collect()
    }

    /// Reads the values of one sheet, cell by cell. The number of cells that failed is returned; cells that were read
    /// but are blank are handed to `blank`.
    pub(super) fn read(
        &mut self,
        draft: &mut Draft,
        budget: &mut Budget,
        mut blank: impl FnMut(CellRef),
    ) -> Result<usize, Failure> {
        let mut reader =
            self.xlsx.worksheet_cells_reader(&draft.sheet.name.clone()).map_err(sheet_failure)?;
        if self.styles.is_empty() {
            self.styles = reader.styles().iter().map(CellStyle::of).collect();
        }
        let mut shared = SharedTexts::default();
        let mut bad = 0;
        // Put into their order all at once, which is cheaper than one by one.
        let mut cells: Vec<(CellRef, Cell)> = Vec::new();
        loop {
            let (cell, style) = match reader.next_cell_with_style_id() {
                Ok(Some(cell)) => cell,
                Ok(None) => {
                    draft.sheet.cells = cells.into_iter().collect();
                    return Ok(bad);
                }
                Err(error @ (calamine::XlsxError::Xml(_) | calamine::XlsxError::XmlEof(_))) => {
                    return Err(sheet_failure(error));
                }
                Err(error) if bad == MAX_BAD_CELLS => return Err(sheet_failure(error)),
                Err(_) => {
                    bad += 1;
                    continue;
                }
            };
            let (row, column) = cell.get_position();
            let place = CellRef::new(row, column);
            let content = match cell.get_value() {
                DataRef::SharedString(text) => shared.content(text),
                DataRef::DateTime(day) if !self.styles.get(style).is_some_and(|style| style.shows_day) => {
                    Some(content_of_number(day.as_f64()))
                }
                value => content_of_ref(value),
            };
            let Some(content) = content else {
                blank(place);
                continue;
            };
            if row >= MAX_ROWS || column >= MAX_COLUMNS {
                draft.unreadable.insert(place);
                continue;
            }
            let CellStyle { format, font, oddities, .. } =
                self.styles.get(style).cloned().unwrap_or_default();
            if let (Some(legacy), Content::Text(_)) = (font.legacy, &content) {
                draft.fonts.insert(place, legacy);
            }
            let made = Draft::made(content, None, format, budget)?;
            cells.extend(made.map(|cell| (place, Cell { oddities, ..cell })));
        }
    }
}

/// Texts of a workbook's table, which many cells share; known by where they lie in it.
#[derive(Default)]
struct SharedTexts(HashMap<usize, Arc<str>, RandomState>);

impl SharedTexts {
    fn content(&mut self, text: &str) -> Option<Content> {
        let content = || self.0.entry(text.as_ptr() as usize).or_insert_with(|| text.into()).clone();
        (!text.is_empty()).then(content).map(Content::Text)
    }
}

impl CellStyle {
    fn of(style: &calamine::Style) -> Self {
        let code = style.number_format.as_ref().map(|format| format.format_code.as_str());
        let font = font_of(style);
        let mut oddities = Oddities::default();
        if font.struck {
            oddities.add(Oddity::Struck);
        }
        if font.is_unseen() {
            oddities.add(Oddity::Unseen);
        }
        Self {
            shows_day: code.is_some_and(shows_day),
            format: code.filter(|code| !code.is_empty() && *code != "General").map(Arc::from),
            font,
            oddities,
        }
    }
}

/// The font of cells of that style, and the ground on which their letters stand; without a fill that is white.
fn font_of(style: &calamine::Style) -> CellFont {
    let font = style.font.as_ref();
    let colour = |colour: Color| Colour([colour.red, colour.green, colour.blue]);
    CellFont {
        struck: font.is_some_and(|font| font.strikethrough),
        legacy: font.and_then(|font| font.name.as_deref()).and_then(Legacy::of_font),
        colour: font.and_then(|font| font.color).map(colour),
        ground: match style.fill.as_ref() {
            Some(fill) if fill.pattern == FillPattern::Solid => fill.foreground_color.map(colour),
            Some(fill) if fill.pattern != FillPattern::None => None,
            _ => Some(Colour::WHITE),
        },
    }
}

/// The text of a formula that shares the formula of the cell `anchor`.
pub(super) fn shared_formula(formula: &str, anchor: CellRef, cell: CellRef) -> Option<String> {
    calamine::expand_shared_formula(formula, (anchor.row, anchor.column), (cell.row, cell.column)).ok()
}

/// An `.xlsb` workbook, for the texts of its formulas.
pub(super) struct XlsbBook<'a>(Xlsb<Cursor<&'a [u8]>>);

impl<'a> XlsbBook<'a> {
    /// Reads the workbook's parts other than its sheets; `None` where the library cannot.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        guarded(|| Xlsb::new(Cursor::new(bytes)).ok()).map(Self)
    }

    /// The formulas of one sheet, as far as the library can spell them, without those that it cannot.
    pub(super) fn formulas(&mut self, sheet: &str) -> Vec<(CellRef, String)> {
        let mut found = Vec::new();
        let mut bad = 0;
        guarded(|| {
            let mut reader = self.0.worksheet_cells_reader(sheet).ok()?;
            while bad < MAX_BAD_CELLS {
                match reader.next_formula() {
                    Ok(Some(cell)) => {
                        let (row, column) = cell.get_position();
                        found.push((CellRef::new(row, column), cell.get_value().clone()));
                    }
                    Ok(None) => break,
                    // It goes on behind the record that it failed at.
                    Err(_) => bad += 1,
                }
            }
            Some(())
        });
        found
    }
}

/// The formulas of the last sheet of an `.xls` workbook whose texts are in that code page: those in its first `rows` rows
/// of each column, column after column, without text where the library cannot spell one. `None` where it cannot read the
/// sheet.
pub(super) fn formulas_of_xls(
    bytes: Vec<u8>,
    code_page: u16,
    rows: usize,
    count: usize,
) -> Option<Vec<String>> {
    guarded(|| {
        let mut options = XlsOptions::default();
        options.force_codepage = Some(code_page);
        let mut book = Xls::new_with_options(Cursor::new(bytes), options).ok()?;
        let name = book.sheets_metadata().last()?.name.clone();
        let range = book.worksheet_formula(&name).ok()?;
        let formulas = (0..count).map(|number| {
            let text = range.get((number % rows, number / rows));
            text.filter(|text| !text.starts_with("Unrecognised formula")).cloned().unwrap_or_default()
        });
        Some(formulas.collect())
    })
}

/// What `read` gives; `None` where the library panics. Everything that it could leave half-done is no longer used.
fn guarded<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

fn content_of_ref(data: &DataRef<'_>) -> Option<Content> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::String(text) => return text_content(text),
        DataRef::SharedString(text) => return text_content(text),
        DataRef::Int(number) => Content::Number((*number).into()),
        DataRef::Float(number) => content_of_number(*number),
        DataRef::Bool(value) => Content::Bool(*value),
        DataRef::Error(error) => Content::Error(error.to_string().into()),
        DataRef::DateTime(day) => content_of_day(day),
        DataRef::DateTimeIso(text) => content_of_iso(text),
        DataRef::DurationIso(text) => Content::Text(text.as_str().into()),
    })
}

fn text_content(text: &str) -> Option<Content> {
    (!text.is_empty()).then(|| Content::Text(text.into()))
}

fn content_of_iso(text: &str) -> Content {
    day_of_iso(text).map_or_else(|| Content::Text(text.into()), Content::Date)
}

/// A number in a day's format is a day; a duration, a mere time of day, and what lies outside Excel's calendar (with
/// 29 February 1900, which never was) stay numbers.
fn content_of_day(moment: &ExcelDateTime) -> Content {
    let serial = moment.as_f64();
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    match NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()) {
        Some(date) if moment.is_datetime() && (1.0..2_958_466.0).contains(&serial) => Content::Date(date),
        _ => content_of_number(serial),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn serial_numbers_are_days_in_both_systems() {
        let day =
            |year, month, day| NaiveDate::from_ymd_opt(year, month, day).map(Content::Date).expect("a day");
        for (serial, is_1904, expected) in [
            (1.0, false, day(1900, 1, 1)),
            (59.0, false, day(1900, 2, 28)),
            (60.0, false, content_of_number(60.0)),
            (61.0, false, day(1900, 3, 1)),
            (46005.75, false, day(2025, 12, 14)),
            (44543.0, true, day(2025, 12, 14)),
            (0.5, false, content_of_number(0.5)),
            (2_958_465.0, false, day(9999, 12, 31)),
            (2_958_466.0, false, content_of_number(2_958_466.0)),
            (-1.0, false, content_of_number(-1.0)),
        ] {
            let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
            assert_eq!(content_of_day(&moment), expected, "{serial} {is_1904}");
        }
        let duration = ExcelDateTime::new(45.0, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(content_of_day(&duration), content_of_number(45.0));
    }
}
