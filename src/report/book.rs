//! A plain description of a workbook: what is written, before anything is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::address::{CellRange, CellRef};

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Title in the document's properties.
    pub title: String,
    /// Author in the document's properties.
    pub author: String,
    /// Creation date in the document's properties; the same date gives the same bytes.
    pub created: NaiveDate,
    /// Worksheets in order.
    pub sheets: Vec<Sheet>,
}

/// A worksheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name, at most 31 characters.
    pub name: String,
    /// Cells that hold or show something.
    pub cells: BTreeMap<CellRef, Cell>,
    /// Merged ranges.
    pub merges: Vec<CellRange>,
    /// Widths in characters, by column.
    pub column_widths: BTreeMap<u32, f64>,
    /// Hidden columns.
    pub hidden_columns: Vec<u32>,
    /// Heights in points, by row.
    pub row_heights: BTreeMap<u32, f64>,
    /// Rows whose height only fits what they hold now, and which grow with what is typed into them.
    pub growing_rows: BTreeSet<u32>,
    /// How it prints.
    pub page: Page,
    /// First cell that scrolls.
    pub freeze: Option<CellRef>,
    /// Input checks.
    pub validations: Vec<Validation>,
    /// Whether only unlocked cells may be edited.
    pub protected: bool,
    /// Charts.
    pub charts: Vec<Chart>,
    /// Header row and data with filter buttons.
    pub autofilter: Option<CellRange>,
    /// Tab colour as 0xRRGGBB.
    pub tab_color: Option<u32>,
    /// Whether grid lines are hidden on screen.
    pub hide_gridlines: bool,
    /// Zoom in percent; `None` for 100.
    pub zoom: Option<u16>,
}

/// A cell: content, look, annotation, link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it looks.
    pub style: Arc<Style>,
    /// A note shown when the reader points at it.
    pub note: Option<String>,
    /// Where it leads.
    pub link: Option<Link>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Content {
    /// Nothing.
    #[default]
    Blank,
    /// Text; written as text whatever it begins with.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
    /// A live formula, without the leading `=`, and its computed value.
    Formula {
        /// The formula.
        formula: String,
        /// The value stored for programs that do not calculate.
        result: Decimal,
    },
}

/// Where a link leads within the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Name of the sheet.
    pub sheet: String,
    /// Cell of that sheet.
    pub cell: CellRef,
}

/// How a cell looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Font name.
    pub font: String,
    /// Font size in points.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strikethrough: bool,
    /// Font colour as 0xRRGGBB; `None` for black.
    pub color: Option<u32>,
    /// Fill colour as 0xRRGGBB.
    pub fill: Option<u32>,
    /// Borders: left, right, top, bottom.
    pub borders: [Option<Border>; 4],
    /// Number format, such as `#,##0.00`; empty for General.
    pub number_format: String,
    /// Horizontal alignment.
    pub horizontal: Horizontal,
    /// Vertical alignment.
    pub vertical: Vertical,
    /// Whether text wraps.
    pub wrap: bool,
    /// Whether text shrinks to fit.
    pub shrink: bool,
    /// Indent in levels.
    pub indent: u8,
    /// Rotation in degrees, -90 to 90, or 270 for stacked text.
    pub rotation: i16,
    /// Whether the cell may be edited on a protected sheet.
    pub unlocked: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            font: "Times New Roman".to_owned(),
            size: 12.0,
            bold: false,
            italic: false,
            underline: false,
            strikethrough: false,
            color: None,
            fill: None,
            borders: [None; 4],
            number_format: String::new(),
            horizontal: Horizontal::General,
            vertical: Vertical::Bottom,
            wrap: false,
            shrink: false,
            indent: 0,
            rotation: 0,
            unlocked: false,
        }
    }
}

/// One edge of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    /// Line.
    pub line: Line,
    /// Colour as 0xRRGGBB.
    pub color: u32,
}

/// A border's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Excel's own")]
pub enum Line {
    Thin,
    Medium,
    Thick,
    Double,
    Hair,
    Dotted,
    Dashed,
    DashDot,
    DashDotDot,
    MediumDashed,
    MediumDashDot,
    MediumDashDotDot,
    SlantDashDot,
}

/// Horizontal alignment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Excel's own")]
pub enum Horizontal {
    #[default]
    General,
    Left,
    Center,
    Right,
    Fill,
    Justify,
    CenterAcross,
    Distributed,
}

/// Vertical alignment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Excel's own")]
pub enum Vertical {
    Top,
    Center,
    #[default]
    Bottom,
    Justify,
    Distributed,
}

/// How a sheet prints.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Whether paper lies on its long side.
    pub landscape: bool,
    /// Excel's paper number; 9 is A4.
    pub paper: u8,
    /// Margins in inches: left, right, top, bottom, header, footer.
    pub margins: Option<[f64; 6]>,
    /// Pages wide and high; 0 for as many as are needed.
    pub fit: Option<(u16, u16)>,
    /// Scale in percent, where `fit` is not given.
    pub scale: Option<u16>,
    /// Header in Excel's code: `&C&P`.
    pub header: String,
    /// Footer in Excel's code.
    pub footer: String,
    /// Header of the first page, where it differs.
    pub first_header: Option<String>,
    /// Footer of the first page, where it differs.
    pub first_footer: Option<String>,
    /// Rows repeated on every page, first and last.
    pub repeat_rows: Option<(u32, u32)>,
    /// Columns repeated on every page, first and last.
    pub repeat_columns: Option<(u32, u32)>,
    /// Printed part of the sheet.
    pub print_area: Option<CellRange>,
    /// Whether the table is centred between the left and right margins.
    pub center_horizontally: bool,
    /// Rows before which a new page begins.
    pub breaks: Vec<u32>,
}

/// A check on what is typed into cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    /// The cells.
    pub range: CellRange,
    /// What is accepted.
    pub rule: ValidationRule,
    /// Title and text of the hint shown when a cell is entered.
    pub input: Option<(String, String)>,
    /// Title and text of the refusal.
    pub error: Option<(String, String)>,
}

/// What a checked cell accepts.
#[derive(Clone, Debug, PartialEq)]
pub enum ValidationRule {
    /// One of these texts.
    List(Vec<String>),
    /// A whole number, this or more.
    WholeAtLeast(i64),
    /// A number between two bounds, both included.
    Between(f64, f64),
    /// A number, this or more.
    AtLeast(f64),
    /// A number within bounds, or one text that stands for none.
    NumberOr {
        /// Whether fractions are refused.
        whole: bool,
        /// Least number.
        least: f64,
        /// Greatest number, where there is one.
        most: Option<f64>,
        /// Sums of cells, this one among them or above them, that must hold.
        within: Vec<Within>,
        /// The text.
        text: String,
    },
    /// A day between two, both included.
    DateBetween(NaiveDate, NaiveDate),
}

/// Cells that are together at most another, where that holds a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// The parts.
    pub parts: Vec<CellRef>,
    /// The whole.
    pub whole: CellRef,
}

impl Within {
    /// Whether `cell` is one of the parts or the whole.
    pub fn names(&self, cell: CellRef) -> bool {
        self.whole == cell || self.parts.contains(&cell)
    }
}

/// A chart of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Kind of chart.
    pub kind: ChartKind,
    /// Title above it.
    pub title: String,
    /// Top left cell that it covers.
    pub at: CellRef,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Sheet that holds the data.
    pub sheet: String,
    /// Names of the points.
    pub categories: CellRange,
    /// Values of the points.
    pub values: CellRange,
    /// Colour of each point as 0xRRGGBB; empty for Excel's own.
    pub colors: Vec<u32>,
}

/// Kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars.
    Bar,
    /// Columns.
    Column,
    /// A ring.
    Doughnut,
}
