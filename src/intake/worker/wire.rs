//! A reading as it travels from a worker: each text once, cells by number. A tenth of the size of JSON, and on arrival
//! cells share their texts.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::reader::{FileReading, Opened};
use crate::intake::sheet::{Cell, Container, Content, Oddities, Sheet, Staleness, Workbook};
use crate::intake::wrapping::Member;

/// A [`FileReading`] without its file's name, which the receiver knows.
#[derive(Serialize, Deserialize)]
struct WireReading<'m> {
    size: u64,
    sha256: String,
    #[serde(borrow)]
    outcome: Result<WireOpened<'m>, Diagnostic>,
}

#[derive(Serialize, Deserialize)]
enum WireOpened<'m> {
    Workbook(#[serde(borrow)] WireWorkbook<'m>),
    Wrapping(Vec<Member>),
}

#[derive(Serialize, Deserialize)]
struct WireWorkbook<'m> {
    container: Container,
    diagnostics: Vec<Diagnostic>,
    #[serde(borrow)]
    texts: Vec<&'m str>,
    sheets: Vec<WireSheet>,
}

#[derive(Serialize, Deserialize)]
struct WireSheet {
    name: String,
    hidden: bool,
    cells: Vec<WireCell>,
    merges: Vec<CellRange>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u32>,
    stale: Vec<(CellRef, Staleness)>,
}

/// Rows as steps from the cell before; texts by their number, from one where there may be none.
#[derive(Serialize, Deserialize)]
struct WireCell {
    row_step: u32,
    column: u32,
    content: WireContent,
    formula: u32,
    format: u32,
    shown: u32,
    oddities: Oddities,
}

#[derive(Serialize, Deserialize)]
enum WireContent {
    Text(u32),
    Number(i128, u32),
    Date(i32),
    Bool(bool),
    Error(u32),
    NotCalculated,
}

/// The message for a reading; `None` if it cannot be put into one.
pub(super) fn encode(reading: &FileReading) -> Option<Vec<u8>> {
    let outcome = match &reading.outcome {
        Ok(Opened::Workbook(workbook, diagnostics)) => {
            Ok(WireOpened::Workbook(WireWorkbook::pack(workbook, diagnostics)))
        }
        Ok(Opened::Wrapping(members)) => Ok(WireOpened::Wrapping(members.clone())),
        Err(diagnostic) => Err(diagnostic.clone()),
    };
    let wire = WireReading { size: reading.size, sha256: reading.sha256.clone(), outcome };
    postcard::to_stdvec(&wire).ok()
}

/// The reading in a message; `None` if it is malformed.
pub(super) fn decode(message: &[u8], name: &Arc<str>) -> Option<FileReading> {
    let wire: WireReading<'_> = postcard::from_bytes(message).ok()?;
    let outcome = match wire.outcome {
        Ok(WireOpened::Workbook(workbook)) => {
            let (workbook, diagnostics) = workbook.unpack()?;
            Ok(Opened::Workbook(workbook, diagnostics))
        }
        Ok(WireOpened::Wrapping(members)) => Ok(Opened::Wrapping(members)),
        Err(diagnostic) => Err(diagnostic),
    };
    Some(FileReading { name: name.clone(), size: wire.size, sha256: wire.sha256, outcome })
}

#[derive(Default)]
struct Texts<'a> {
    numbers: HashMap<&'a str, u32, RandomState>,
    texts: Vec<&'a str>,
}

impl<'a> Texts<'a> {
    fn number(&mut self, text: &'a str) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.texts.len() as u32 - 1
        })
    }

    fn optional(&mut self, text: Option<&'a Arc<str>>) -> u32 {
        text.map_or(0, |text| self.number(text) + 1)
    }
}

impl<'m> WireWorkbook<'m> {
    fn pack(workbook: &'m Workbook, diagnostics: &[Diagnostic]) -> Self {
        let mut texts = Texts::default();
        let sheets = workbook.sheets.iter().map(|sheet| WireSheet::pack(sheet, &mut texts)).collect();
        let diagnostics = diagnostics.to_vec();
        Self { container: workbook.container, diagnostics, texts: texts.texts, sheets }
    }

    fn unpack(self) -> Option<(Workbook, Vec<Diagnostic>)> {
        let texts: Vec<Arc<str>> = self.texts.into_iter().map(Arc::from).collect();
        let sheets = self.sheets.into_iter().map(|sheet| sheet.unpack(&texts)).collect::<Option<_>>()?;
        Some((Workbook { container: self.container, sheets }, self.diagnostics))
    }
}

impl WireSheet {
    fn pack<'a>(sheet: &'a Sheet, texts: &mut Texts<'a>) -> Self {
        let mut row = 0;
        let mut cells = Vec::with_capacity(sheet.cells.len());
        for (place, cell) in &sheet.cells {
            cells.push(WireCell {
                row_step: place.row - row,
                column: place.column,
                content: WireContent::pack(&cell.content, texts),
                formula: texts.optional(cell.formula.as_ref()),
                format: texts.optional(cell.format.as_ref()),
                shown: texts.optional(cell.shown.as_ref()),
                oddities: cell.oddities,
            });
            row = place.row;
        }
        Self {
            name: sheet.name.to_string(),
            hidden: sheet.hidden,
            cells,
            merges: sheet.merges.clone(),
            hidden_rows: sheet.hidden_rows.iter().copied().collect(),
            hidden_columns: sheet.hidden_columns.iter().copied().collect(),
            stale: sheet.stale.iter().map(|(at, why)| (*at, *why)).collect(),
        }
    }

    fn unpack(self, texts: &[Arc<str>]) -> Option<Sheet> {
        let mut row = 0u32;
        let mut sheet = Sheet {
            name: self.name.into(),
            hidden: self.hidden,
            merges: self.merges,
            hidden_rows: self.hidden_rows.into_iter().collect(),
            hidden_columns: self.hidden_columns.into_iter().collect(),
            stale: self.stale.into_iter().collect(),
            ..Sheet::default()
        };
        let optional = |number: u32| match number {
            0 => Some(None),
            number => texts.get(number as usize - 1).cloned().map(Some),
        };
        let cells = self.cells.into_iter().map(|cell| {
            row = row.checked_add(cell.row_step)?;
            let (formula, format) = (optional(cell.formula)?, optional(cell.format)?);
            let (shown, oddities) = (optional(cell.shown)?, cell.oddities);
            let content = cell.content.unpack(texts)?;
            Some((CellRef::new(row, cell.column), Cell { content, formula, format, shown, oddities }))
        });
        sheet.cells = cells.collect::<Option<_>>()?;
        Some(sheet)
    }
}

impl WireContent {
    fn pack<'a>(content: &'a Content, texts: &mut Texts<'a>) -> Self {
        match content {
            Content::Text(text) => Self::Text(texts.number(text)),
            Content::Number(number) => Self::Number(number.mantissa(), number.scale()),
            Content::Date(day) => Self::Date(day.num_days_from_ce()),
            Content::Bool(value) => Self::Bool(*value),
            Content::Error(text) => Self::Error(texts.number(text)),
            Content::NotCalculated => Self::NotCalculated,
        }
    }

    fn unpack(self, texts: &[Arc<str>]) -> Option<Content> {
        Some(match self {
            Self::Text(number) => Content::Text(texts.get(number as usize)?.clone()),
            Self::Number(mantissa, scale) => {
                Content::Number(Decimal::try_from_i128_with_scale(mantissa, scale).ok()?)
            }
            Self::Date(days) => Content::Date(NaiveDate::from_num_days_from_ce_opt(days)?),
            Self::Bool(value) => Content::Bool(value),
            Self::Error(number) => Content::Error(texts.get(number as usize)?.clone()),
            Self::NotCalculated => Content::NotCalculated,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::intake::sheet::Oddity;
    use proptest::prelude::*;

    fn reading() -> FileReading {
        let cell = Cell::of;
        let mut sheet = Sheet { name: "Số liệu".into(), hidden: true, ..Sheet::default() };
        let number: Decimal = "-0.985".parse().expect("a decimal");
        let percent = Cell {
            content: Content::Number(number),
            formula: Some("A1/B1".into()),
            format: Some("0.0%".into()),
            shown: Some("-98,5%".into()),
            oddities: Oddity::Struck.into(),
        };
        sheet.cells.insert(CellRef::new(0, 3), percent);
        sheet.cells.insert(CellRef::new(0, 4), cell(Content::Text("Số liệu".into())));
        let day = NaiveDate::from_ymd_opt(2025, 12, 14).expect("a day");
        sheet.cells.insert(CellRef::new(7, 0), cell(Content::Date(day)));
        sheet.cells.insert(CellRef::new(7, 1), cell(Content::Bool(true)));
        sheet.cells.insert(CellRef::new(7, 2), cell(Content::Error("#SPILL!".into())));
        sheet.cells.insert(CellRef::new(1_048_575, 16_383), cell(Content::NotCalculated));
        sheet.merges.push(CellRange { start: CellRef::new(0, 3), end: CellRef::new(1, 4) });
        sheet.hidden_rows.insert(7);
        sheet.hidden_columns.insert(3);
        sheet.stale.insert(CellRef::new(0, 3), Staleness::Gives(Decimal::TEN));
        let notice = Diagnostic::new(Code::FileWrongExtension).at(Place::file("a.xls"));
        let notice = notice.with_label("kind", "kind.xlsx", "");
        let workbook = Workbook { container: Container::Xlsx, sheets: vec![sheet] };
        FileReading {
            name: "a.xls".into(),
            size: 12,
            sha256: "ab".into(),
            outcome: Ok(Opened::Workbook(workbook, vec![notice])),
        }
    }

    #[test]
    fn a_reading_comes_back_as_it_was() {
        let reading = reading();
        let message = encode(&reading).expect("a message");
        assert_eq!(decode(&message, &reading.name), Some(reading.clone()));
        let refused = FileReading {
            name: "b.xls".into(),
            size: 0,
            sha256: String::new(),
            outcome: Err(Diagnostic::new(Code::FileEncrypted).at(Place::file("b.xls"))),
        };
        let message = encode(&refused).expect("a message");
        assert_eq!(decode(&message, &refused.name), Some(refused));
        let members = vec![Member { entry: 3, name: "a/KT.xlsx".into() }];
        let wrapping =
            FileReading { name: "c.zip".into(), outcome: Ok(Opened::Wrapping(members)), ..reading };
        let message = encode(&wrapping).expect("a message");
        assert_eq!(decode(&message, &wrapping.name), Some(wrapping));
    }

    proptest! {
        #[test]
        fn a_malformed_message_is_refused_without_harm(at in 0usize..400, byte: u8) {
            let mut message = encode(&reading()).expect("a message");
            if let Some(place) = message.get_mut(at) {
                *place = byte;
            }
            let _ = decode(&message, &"a.xls".into());
        }
    }
}
