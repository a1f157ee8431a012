//! The records of one sheet of a workbook stream.

use super::globals::{BoundSheet, Globals};
use super::letters::Length;
use super::records::{BOF, EOF, Record, Records};
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::container::draft::{Budget, Draft};
use crate::intake::container::excel_cells::{ExcelCells, Spot};
use crate::intake::container::excel_style::Font;
use crate::intake::container::excel_text::RichText;
use crate::intake::container::excel_value::{compact_number, error, f64_at};
use crate::intake::container::ole::{u16_at, u32_at};
use crate::intake::sheet::Content;

const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const BOOL_OR_ERROR: u16 = 0x0205;
const COMPACT: u16 = 0x027E;
const COMPACT_ROW: u16 = 0x00BD;
const FORMULA: u16 = 0x0006;
/// The same in Excel 3 and 4, which some programs write and Excel reads.
const FORMULA_3: u16 = 0x0206;
const FORMULA_4: u16 = 0x0406;
/// The text that a formula gave.
const STRING: u16 = 0x0207;
const ARRAY: u16 = 0x0221;
const ROW: u16 = 0x0208;
const DEFAULT_ROW: u16 = 0x0225;
const COLUMNS: u16 = 0x007D;
const MERGED: u16 = 0x00E5;
const WINDOW: u16 = 0x023E;

/// A sheet's formulas: where each stands, and the body of its record.
pub(in crate::intake::container) type Formulas<'s> = Vec<(CellRef, &'s [u8])>;

/// How the records of a sheet ended.
#[derive(Debug)]
pub(in crate::intake::container) enum Ending<'s> {
    /// Well.
    Whole(Formulas<'s>),
    /// Within a record, or before the first.
    Torn,
}

/// What is kept between one record and the next.
struct Pass<'a, 's> {
    globals: &'a Globals,
    draft: &'a mut Draft,
    cells: ExcelCells<'a>,
    formulas: Formulas<'s>,
    /// The formula whose text has not come yet.
    waiting: Option<Spot>,
}

impl Globals {
    /// Reads a sheet's cells into `draft`.
    ///
    /// # Errors
    /// The workbook is too large.
    pub(in crate::intake::container) fn read_sheet<'s>(
        &self,
        stream: &'s [u8],
        sheet: &BoundSheet,
        draft: &mut Draft,
        budget: &mut Budget,
    ) -> Result<Ending<'s>, Diagnostic> {
        let cells = ExcelCells::new(&self.styles, self.is_1904, budget);
        let mut pass = Pass { globals: self, draft, cells, formulas: Vec::new(), waiting: None };
        let mut records = Records::from(stream, sheet.offset);
        // Charts lie within sheets as streams of their own.
        let mut depth = 0usize;
        while let Some(record) = records.next() {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => return pass.finish().map(Ending::Whole),
                EOF => depth -= 1,
                _ if depth > 1 => {}
                _ => pass.record(record, &records)?,
            }
        }
        match depth > 0 && !records.is_torn() {
            true => pass.finish().map(Ending::Whole),
            false => Ok(Ending::Torn),
        }
    }
}

impl<'s> Pass<'_, 's> {
    fn record(&mut self, record: Record<'s>, records: &Records<'s>) -> Result<(), Diagnostic> {
        match record.kind {
            NUMBER | LABEL | RICH_LABEL | SHARED_LABEL | BOOL_OR_ERROR | COMPACT | FORMULA | FORMULA_3
            | FORMULA_4 => self.cell(record, records),
            COMPACT_ROW => self.compact_row(record.body),
            STRING => match self.waiting.take() {
                Some(spot) => {
                    let mut body = records.whole(record);
                    let text = self.globals.letters.text(&mut body, Length::Long, self.font(spot));
                    self.text(spot, text.map(|text| RichText::new(text, Vec::new())))
                }
                None => Ok(()),
            },
            kind => {
                self.frame(kind, record.body);
                Ok(())
            }
        }
    }

    /// Reads a cell, whose place and style stand first.
    fn cell(&mut self, record: Record<'s>, records: &Records<'s>) -> Result<(), Diagnostic> {
        let body = record.body;
        let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) else { return Ok(()) };
        let place = CellRef::new(row.into(), column.into());
        let style = usize::from(u16_at(body, 4).unwrap_or(0));
        let spot = Spot { place, style, is_formula: matches!(record.kind, FORMULA | FORMULA_3 | FORMULA_4) };
        match record.kind {
            NUMBER => self.number(spot, f64_at(body, 6)),
            COMPACT => self.number(spot, compact_number(body, 6)),
            BOOL_OR_ERROR => {
                let content = match (body.get(6), body.get(7)) {
                    (Some(value), Some(0)) => Some(Content::Bool(*value != 0)),
                    (Some(value), Some(_)) => Some(error(*value)),
                    _ => None,
                };
                self.put(spot, content)
            }
            SHARED_LABEL => {
                let globals = self.globals;
                let text = u32_at(body, 6).and_then(|index| globals.strings.get(index as usize));
                match text {
                    Some(text) => self.cells.text(self.draft, spot, text),
                    None => self.lose(spot),
                }
            }
            LABEL | RICH_LABEL => {
                let (letters, font) = (self.globals.letters, self.font(spot));
                let mut rest = records.whole(record);
                let text = rest.take(6).and_then(|_| match record.kind {
                    LABEL => Some(RichText::new(letters.text(&mut rest, Length::Long, font)?, Vec::new())),
                    _ => letters.rich_text(&mut rest, font, &self.globals.styles),
                });
                self.text(spot, text)
            }
            _ => self.formula(spot, body),
        }
    }

    fn formula(&mut self, spot: Spot, body: &'s [u8]) -> Result<(), Diagnostic> {
        self.flush()?;
        self.formulas.push((spot.place, body));
        let options = u16_at(body, 14).unwrap_or(0);
        match body.get(6..14) {
            None => self.lose(spot),
            // "Calculate on load" beside the number 0: the writer did not calculate.
            Some([0, 0, 0, 0, 0, 0, 0, 0]) if options & 2 != 0 => {
                self.put(spot, Some(Content::NotCalculated))
            }
            Some([kind, _, value, _, _, _, 0xFF, 0xFF]) => match kind {
                0 => {
                    self.waiting = Some(spot);
                    Ok(())
                }
                1 => self.put(spot, Some(Content::Bool(*value != 0))),
                2 => self.put(spot, Some(error(*value))),
                3 => self.put(spot, Some(Content::Text("".into()))),
                _ => self.lose(spot),
            },
            Some(_) => self.number(spot, f64_at(body, 6)),
        }
    }

    /// A formula gave a text, but none was stored: it was never calculated.
    fn flush(&mut self) -> Result<(), Diagnostic> {
        match self.waiting.take() {
            Some(spot) => self.put(spot, Some(Content::NotCalculated)),
            None => Ok(()),
        }
    }

    fn compact_row(&mut self, body: &[u8]) -> Result<(), Diagnostic> {
        let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) else { return Ok(()) };
        let numbers = body.get(4..body.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
        for (column, number) in (u32::from(column)..).zip(numbers) {
            let style = usize::from(u16_at(number, 0).unwrap_or(0));
            let spot = Spot { place: CellRef::new(row.into(), column), style, is_formula: false };
            self.number(spot, compact_number(number, 2))?;
        }
        Ok(())
    }

    fn number(&mut self, spot: Spot, number: Option<f64>) -> Result<(), Diagnostic> {
        match number {
            Some(number) => self.cells.number(self.draft, spot, number),
            None => self.lose(spot),
        }
    }

    fn put(&mut self, spot: Spot, content: Option<Content>) -> Result<(), Diagnostic> {
        match content {
            Some(content) => self.cells.put(self.draft, spot, content),
            None => self.lose(spot),
        }
    }

    fn text(&mut self, spot: Spot, text: Option<RichText>) -> Result<(), Diagnostic> {
        match text {
            Some(text) => self.cells.text(self.draft, spot, &text),
            None => self.lose(spot),
        }
    }

    /// Notes a cell whose value is not all there.
    fn lose(&mut self, spot: Spot) -> Result<(), Diagnostic> {
        self.draft.unreadable.insert(spot.place);
        Ok(())
    }

    fn font(&self, spot: Spot) -> Font {
        let styles = &self.globals.styles;
        styles.cells.get(spot.style).map(|style| styles.font(style.font)).unwrap_or_default()
    }

    /// Reads what surrounds the cells.
    fn frame(&mut self, kind: u16, body: &[u8]) -> Option<()> {
        let word = |at| u16_at(body, at);
        match kind {
            DEFAULT_ROW if word(0)? & 2 != 0 => self.cells.hide_rows(),
            ROW => {
                let (row, height, flags) = (u32::from(word(0)?), word(6)?, word(12)?);
                self.cells.state_row(row);
                // Hidden, or of a height of its own that is none.
                if flags & 0x20 != 0 || (flags & 0x40 != 0 && height & 0x7FFF == 0) {
                    self.draft.sheet.hidden_rows.insert(row);
                }
            }
            COLUMNS if word(8)? & 1 != 0 || word(4)? == 0 => {
                let columns = u32::from(word(0)?)..=u32::from(word(2)?.min(255));
                self.draft.sheet.hidden_columns.extend(columns);
            }
            WINDOW if word(0)? & 0x10 == 0 => self.draft.hides_zeros = true,
            ARRAY => {
                let (first, last) = (*body.get(4)?, *body.get(5)?);
                self.cells.array(CellRange {
                    start: CellRef::new(word(0)?.into(), first.into()),
                    end: CellRef::new(word(2)?.into(), last.into()),
                });
            }
            MERGED => {
                let ranges = body.get(2..)?.chunks_exact(8).take(word(0)?.into());
                self.draft.sheet.merges.extend(ranges.filter_map(|range| {
                    let at = |at| u16_at(range, at).map(u32::from);
                    Some(CellRange { start: CellRef::new(at(0)?, at(4)?), end: CellRef::new(at(2)?, at(6)?) })
                }));
            }
            _ => {}
        }
        Some(())
    }

    fn finish(mut self) -> Result<Formulas<'s>, Diagnostic> {
        self.flush()?;
        self.cells.finish(self.draft);
        Ok(self.formulas)
    }
}
