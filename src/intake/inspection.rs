//! One file looked at for a person who must find out how it is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::purpose::Made;
use super::reader::{FileReading, Opened};
use super::recognition::Recognition;
use super::sheet::{Container, Sheet};
use crate::address::{CellRange, CellRef};
use crate::diagnostic::{Code, Diagnostic};

/// Everything that is known of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Name of the file.
    pub name: Arc<str>,
    /// Size in bytes; 0 where it could not be found out.
    pub size: u64,
    /// SHA-256 of its bytes in lower-case hexadecimal; empty where the file could not be opened.
    pub sha256: String,
    /// What the file is by its content; `None` where it is no workbook that can be read.
    pub container: Option<Container>,
    /// The files in it, where it is an archive or a letter, and those in such files among them.
    pub members: Vec<Inspection>,
    /// Its worksheets in order.
    pub sheets: Vec<SheetShape>,
    /// Forms, columns, figures, and what was left unread.
    pub recognition: Recognition,
    /// What must be said, of the container first.
    pub diagnostics: Vec<Diagnostic>,
}

/// How large a worksheet is and what of it is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetShape {
    /// Name as the workbook spells it.
    pub name: Arc<str>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// The smallest range that holds every cell; `None` for a blank sheet.
    pub range: Option<CellRange>,
    /// Cells that are not blank.
    pub cells: usize,
    /// Merged ranges.
    pub merges: usize,
    /// Hidden rows that hold something.
    pub hidden_rows: usize,
    /// Hidden columns that hold something.
    pub hidden_columns: usize,
}

/// Joins what the first of `readings` comes to, which is an archive or a letter where there are others, with the files
/// in it.
pub fn inspect_all(readings: Vec<FileReading>) -> Option<Inspection> {
    let mut inspections = readings.into_iter().map(inspect);
    let outermost = inspections.next()?;
    Some(Inspection { members: inspections.collect(), ..outermost })
}

/// Shows what `reading` comes to by the first expectation that it was read for.
pub fn inspect(reading: FileReading) -> Inspection {
    let FileReading { name, size, sha256, outcome } = reading;
    let mut inspection = Inspection {
        name,
        size,
        sha256,
        container: None,
        members: Vec::new(),
        sheets: Vec::new(),
        recognition: Recognition::default(),
        diagnostics: Vec::new(),
    };
    match outcome {
        Ok(Opened::Workbook(workbook)) => {
            inspection.container = Some(workbook.container);
            inspection.sheets = workbook.sheets;
            inspection.diagnostics = workbook.diagnostics;
            if let Made::Recognitions(recognitions) = workbook.made {
                inspection.recognition = recognitions.into_iter().next().unwrap_or_default();
            }
            inspection.diagnostics.append(&mut inspection.recognition.diagnostics);
        }
        Ok(Opened::Wrapping(_)) => {}
        Err(diagnostic) => {
            inspection.recognition.refusal = Some(diagnostic.code);
            inspection.diagnostics.push(diagnostic);
        }
    }
    inspection
}

impl Inspection {
    /// Whether a run would use nothing of the file; the code says why.
    pub fn refusal(&self) -> Option<Code> {
        self.recognition.refusal
    }
}

impl SheetShape {
    /// The shape of `sheet`.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut range: Option<CellRange> = None;
        for at in sheet.cells.keys() {
            let known = range.get_or_insert(CellRange::from(*at));
            known.start = CellRef::new(known.start.row.min(at.row), known.start.column.min(at.column));
            known.end = CellRef::new(known.end.row.max(at.row), known.end.column.max(at.column));
        }
        let holds_row = |row: &&u32| {
            let row = CellRef::new(**row, 0)..=CellRef::new(**row, u32::MAX);
            sheet.cells.range(row).next().is_some()
        };
        let columns: BTreeSet<u32> = match sheet.hidden_columns.is_empty() {
            true => BTreeSet::new(),
            false => sheet.cells.keys().map(|at| at.column).collect(),
        };
        Self {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            range,
            cells: sheet.cells.len(),
            merges: sheet.merges.len(),
            hidden_rows: sheet.hidden_rows.iter().filter(holds_row).count(),
            hidden_columns: sheet.hidden_columns.intersection(&columns).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::reader::WorkbookReading;
    use crate::intake::{Cell, Content};

    #[test]
    fn a_sheet_is_as_large_as_its_cells_and_empty_hidden_rows_do_not_count() {
        let mut sheet = Sheet { name: "S".into(), hidden: true, ..Sheet::default() };
        let cell = Cell::of(Content::Bool(true));
        for at in ["C2", "B7"] {
            sheet.cells.insert(CellRef::parse(at).expect("a cell"), cell.clone());
        }
        sheet.hidden_rows.extend([1, 2, 3]);
        sheet.hidden_columns.extend([2, 9]);
        let shape = SheetShape::of(&sheet);
        assert_eq!(shape.range.map(|range| range.to_string()).as_deref(), Some("B2:C7"));
        assert_eq!((shape.cells, shape.hidden_rows, shape.hidden_columns), (2, 1, 1));
        assert_eq!(SheetShape::of(&Sheet::default()).range, None);
    }

    #[test]
    fn what_was_told_while_reading_comes_before_what_was_recognised() {
        let recognition = Recognition {
            diagnostics: vec![Diagnostic::new(Code::FormUnknown)],
            refusal: Some(Code::FormUnknown),
            ..Recognition::default()
        };
        let workbook = WorkbookReading {
            container: Container::Csv,
            diagnostics: vec![Diagnostic::new(Code::FileWrongExtension)],
            sheets: vec![SheetShape::of(&Sheet::default())],
            made: Made::Recognitions(vec![recognition]),
        };
        let outcome = Ok(Opened::Workbook(workbook));
        let inspection = inspect(FileReading { name: "a.csv".into(), size: 1, sha256: "00".into(), outcome });
        assert_eq!(inspection.refusal(), Some(Code::FormUnknown));
        let told: Vec<Code> = inspection.diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(told, [Code::FileWrongExtension, Code::FormUnknown]);
        assert_eq!((inspection.container, inspection.sheets.len()), (Some(Container::Csv), 1));
    }

    #[test]
    fn what_cannot_be_read_is_shown_with_its_reason() {
        let outcome = Err(Diagnostic::new(Code::FileEncrypted));
        let reading = FileReading { name: "a.xlsx".into(), size: 1, sha256: "00".into(), outcome };
        let inspection = inspect(reading);
        assert_eq!((inspection.container, inspection.refusal()), (None, Some(Code::FileEncrypted)));
        assert_eq!(inspection.diagnostics.len(), 1);
    }
}
