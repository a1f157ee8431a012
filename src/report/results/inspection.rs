use chrono::NaiveDate;
use serde::Serialize;

use super::{CellResult, DiagnosticResult, VERSION, value_text};
use crate::diagnostic::{Code, Lang};
use crate::figure::{Figure, State, Table};
use crate::intake::{
    Container, Inspection, RecognisedPart, SheetShape, Submission, TaskReport, Unread, UnreadReason,
};
use crate::plan::Plan;

/// One file as `cchc inspect --format json` prints it.
#[derive(Debug, Serialize)]
pub struct InspectionResult<'a> {
    /// Version of the layout, as in `results.json`.
    pub version: u32,
    /// Name of the file.
    pub file: &'a str,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes; `null` where the file could not be opened.
    pub sha256: Option<&'a str>,
    /// What the file is by its content; `null` where it is no workbook that can be read.
    pub container: Option<Container>,
    /// Code of the diagnostic that says why nothing of the file is used; `null` where something is.
    pub refusal: Option<Code>,
    /// Its worksheets in order.
    pub sheets: Vec<SheetResult<'a>>,
    /// Where forms were recognised, and how.
    pub parts: Vec<PartResult<'a>>,
    /// What it states.
    pub submissions: Vec<SubmissionResult<'a>>,
    /// What holds content and was not read.
    pub unread: Vec<UnreadResult<'a>>,
    /// What must be mended, confirmed or known.
    pub diagnostics: Vec<DiagnosticResult<'a>>,
    /// Of an archive or a letter the files in it; not there for any other file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<InspectionResult<'a>>,
}

/// One worksheet.
#[derive(Debug, Serialize)]
pub struct SheetResult<'a> {
    /// Name.
    pub name: &'a str,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Smallest range that holds every cell, such as `A1:M40`.
    pub range: Option<String>,
    /// Cells that are not blank.
    pub cells: usize,
    /// Merged ranges.
    pub merges: usize,
    /// Hidden rows that hold something.
    pub hidden_rows: usize,
    /// Hidden columns that hold something.
    pub hidden_columns: usize,
}

/// One recognised table.
#[derive(Debug, Serialize)]
pub struct PartResult<'a> {
    /// Identifier of the form.
    pub form: &'a str,
    /// Sheet.
    pub sheet: &'a str,
    /// The text by which the form was recognised beside its headers; `null` where the headers sufficed.
    pub recognised_by: Option<&'a str>,
    /// First and last header row, counted from one as Excel does.
    pub header_rows: (u32, u32),
    /// Columns that were found.
    pub columns: Vec<ColumnResult<'a>>,
    /// Names of columns that were not found.
    pub absent: &'a [String],
}

/// How one column was recognised.
#[derive(Debug, Serialize)]
pub struct ColumnResult<'a> {
    /// Its name in the form.
    pub column: &'a str,
    /// Its header cell.
    pub cell: String,
    /// The header texts as typed.
    pub text: &'a str,
    /// Whether it is a guess, which somebody must confirm.
    pub guessed: bool,
}

/// What the file states as one form of one unit.
#[derive(Debug, Serialize)]
pub struct SubmissionResult<'a> {
    /// Identifier of the form.
    pub form: &'a str,
    /// Code of the unit.
    pub unit: &'a str,
    /// Period as worded.
    pub period: Option<&'a str>,
    /// Lần gửi.
    pub sending: u32,
    /// Who filled it in.
    pub person: Option<&'a str>,
    /// Day on which it was filled in.
    pub date: Option<NaiveDate>,
    /// Single figures.
    pub figures: Vec<StatedFigure<'a>>,
    /// Tables.
    pub tables: Vec<StatedTable<'a>>,
    /// Tasks.
    pub tasks: &'a [TaskReport],
}

/// One figure, or one field of a record.
#[derive(Debug, Serialize)]
pub struct StatedFigure<'a> {
    /// Identifier of the figure or of the table's column.
    pub id: &'a str,
    /// Name in words; `null` within a table.
    pub label: Option<&'a str>,
    /// `reported`, `nothing_arose`, `not_applicable` or `missing`.
    pub state: State,
    /// The value as in `results.json`.
    pub value: Option<String>,
    /// Cells that it was read from, with what they show; for a missing one the blank or unreadable cell.
    pub cells: Vec<CellResult<'a>>,
    /// The blank or unreadable cell of a missing figure.
    pub missing_at: Option<String>,
}

/// One table.
#[derive(Debug, Serialize)]
pub struct StatedTable<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Its rows.
    pub records: Vec<Vec<StatedFigure<'a>>>,
}

/// Content that was passed over.
#[derive(Debug, Serialize)]
pub struct UnreadResult<'a> {
    /// Sheet.
    pub sheet: &'a str,
    /// First cell.
    pub cell: String,
    /// Its text.
    pub text: &'a str,
    /// `sheet`, `group`, `row` or `below`.
    pub why: UnreadReason,
}

impl<'a> InspectionResult<'a> {
    pub(super) fn new(plan: &'a Plan, inspection: &'a Inspection, lang: Lang) -> Self {
        let recognition = &inspection.recognition;
        Self {
            version: VERSION,
            file: &inspection.name,
            size: inspection.size,
            sha256: Some(inspection.sha256.as_str()).filter(|hash| !hash.is_empty()),
            container: inspection.container,
            refusal: inspection.refusal(),
            sheets: inspection.sheets.iter().map(SheetResult::new).collect(),
            parts: recognition.parts.iter().map(PartResult::new).collect(),
            submissions: recognition.submissions.iter().map(|one| SubmissionResult::new(plan, one)).collect(),
            unread: recognition.unread.iter().map(UnreadResult::new).collect(),
            diagnostics: inspection.diagnostics.iter().map(|one| DiagnosticResult::new(one, lang)).collect(),
            files: inspection.members.iter().map(|member| Self::new(plan, member, lang)).collect(),
        }
    }
}

impl<'a> SheetResult<'a> {
    fn new(sheet: &'a SheetShape) -> Self {
        Self {
            name: &sheet.name,
            hidden: sheet.hidden,
            range: sheet.range.map(|range| range.to_string()),
            cells: sheet.cells,
            merges: sheet.merges,
            hidden_rows: sheet.hidden_rows,
            hidden_columns: sheet.hidden_columns,
        }
    }
}

impl<'a> PartResult<'a> {
    fn new(part: &'a RecognisedPart) -> Self {
        let columns = part.columns.iter().map(|found| ColumnResult {
            column: &found.column,
            cell: found.cell.to_string(),
            text: &found.text,
            guessed: found.guessed,
        });
        Self {
            form: &part.form,
            sheet: &part.sheet,
            recognised_by: part.recognised_by.as_deref(),
            header_rows: (part.header_rows.0 + 1, part.header_rows.1 + 1),
            columns: columns.collect(),
            absent: &part.absent,
        }
    }
}

impl<'a> SubmissionResult<'a> {
    fn new(plan: &'a Plan, submission: &'a Submission) -> Self {
        let figures =
            submission.figures.single.iter().map(|(id, figure)| {
                StatedFigure::new(id, plan.figures.get(id).map(|spec| &*spec.label), figure)
            });
        let tables = submission.figures.tables.iter().map(|(id, table)| StatedTable::new(id, table));
        Self {
            form: &submission.form,
            unit: &submission.unit,
            period: submission.period.as_deref(),
            sending: submission.sending,
            person: submission.person.as_deref(),
            date: submission.date,
            figures: figures.collect(),
            tables: tables.collect(),
            tasks: &submission.tasks,
        }
    }
}

impl<'a> StatedFigure<'a> {
    fn new(id: &'a str, label: Option<&'a str>, figure: &'a Figure) -> Self {
        let wanted = figure.wants.iter().find_map(|want| want.address.as_ref());
        Self {
            id,
            label,
            state: figure.state,
            value: figure.value.as_ref().map(value_text),
            cells: figure.origins.iter().map(|origin| CellResult::new(Some(id), origin)).collect(),
            missing_at: wanted.map(|address| format!("{}!{}", address.sheet, address.cell)),
        }
    }
}

impl<'a> StatedTable<'a> {
    fn new(id: &'a str, table: &'a Table) -> Self {
        let record = |record: &'a crate::figure::Record| {
            record.fields.iter().map(|(column, figure)| StatedFigure::new(column, None, figure)).collect()
        };
        Self { id, records: table.records.iter().map(record).collect() }
    }
}

impl<'a> UnreadResult<'a> {
    fn new(unread: &'a Unread) -> Self {
        Self { sheet: &unread.sheet, cell: unread.cell.to_string(), text: &unread.text, why: unread.why }
    }
}
