//! The cells of a template and how they look.
//!
//! The only file besides the intake's reader that names `calamine`: that one reads values out of submissions, this one
//! reads the look of our own template, and neither needs the other.

use std::collections::HashMap;
use std::io::Cursor;
use std::str::FromStr;
use std::sync::Arc;

use calamine::{
    BorderStyle, DataRef, FillPattern, HorizontalAlignment, TextRotation, UnderlineStyle, VerticalAlignment,
    Xlsx,
};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::loss::{Loss, Lost};
use crate::address::CellRef;
use crate::report::book::{Border, Cell, Content, Horizontal, Line, Sheet, Style, Vertical};

/// Most cells that a sheet of a template may have, blank formatted ones included.
const MOST_CELLS: usize = 50_000;
/// Rows and columns beyond which no template reaches.
const MOST_ROWS: u32 = 5_000;
const MOST_COLUMNS: u32 = 256;

/// Opened for its cells.
pub(super) struct CellReader<'a> {
    workbook: Xlsx<Cursor<&'a [u8]>>,
    styles: HashMap<usize, (Arc<Style>, Vec<Lost>)>,
    /// Whether each style of the workbook fills or frames its cells; known once a sheet has been read.
    pub(super) visible: Vec<bool>,
}

impl<'a> CellReader<'a> {
    /// Opens the workbook; the error is the library's own words.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let workbook =
            calamine::Reader::new(Cursor::new(bytes)).map_err(|e: calamine::XlsxError| e.to_string())?;
        Ok(Self { workbook, styles: HashMap::new(), visible: Vec::new() })
    }

    /// Reads the cells of `sheet` by its name. What lies beyond the bounds of a template is lost with a word.
    pub(super) fn read(&mut self, sheet: &mut Sheet, losses: &mut Vec<Loss>) -> Result<(), String> {
        let mut reader = self.workbook.worksheet_cells_reader(&sheet.name).map_err(|e| e.to_string())?;
        self.visible = reader.styles().iter().map(is_visible).collect();
        loop {
            let (at, content, style) = match reader.next_cell_with_style_id() {
                Ok(None) => return Ok(()),
                Ok(Some((cell, style))) => {
                    let (row, column) = cell.get_position();
                    (CellRef::new(row, column), content(cell.get_value()), style)
                }
                // A value that the library cannot read, such as a new kind of error: the cell stays blank.
                Err(calamine::XlsxError::CellError(_)) => continue,
                Err(error) => return Err(error.to_string()),
            };
            if at.row >= MOST_ROWS || at.column >= MOST_COLUMNS || sheet.cells.len() >= MOST_CELLS {
                if content != Content::Blank {
                    losses.push(Loss::at(Lost::FarCell, &sheet.name, at));
                }
                continue;
            }
            let (style, lost) = self
                .styles
                .entry(style)
                .or_insert_with(|| reader.styles().get(style).map(read_style).unwrap_or_default());
            losses.extend(lost.iter().map(|&lost| Loss::at(lost, &sheet.name, at)));
            if content != Content::Blank || **style != Style::default() {
                sheet.cells.insert(at, Cell { content, style: style.clone(), ..Cell::default() });
            }
        }
    }
}

fn is_visible(style: &calamine::Style) -> bool {
    style.fill.as_ref().is_some_and(calamine::Fill::is_visible)
        || style.borders.as_ref().is_some_and(calamine::Borders::has_visible_borders)
}

fn content(value: &DataRef<'_>) -> Content {
    match value {
        DataRef::String(text) => text_content(text),
        DataRef::SharedString(text) => text_content(text),
        DataRef::Int(number) => Content::Number((*number).into()),
        DataRef::Float(number) => {
            Decimal::from_str(&number.to_string()).map_or(Content::Blank, Content::Number)
        }
        DataRef::Bool(truth) => Content::Text(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) => day(date.as_f64()).map_or(Content::Blank, Content::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_content(text),
        DataRef::Error(_) | DataRef::Empty => Content::Blank,
    }
}

fn text_content(text: &str) -> Content {
    if text.is_empty() { Content::Blank } else { Content::Text(text.to_owned()) }
}

/// The day that a serial number counts to, in the 1900 system that a template uses.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, and far days are refused"
)]
fn day(serial: f64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial as u64))
}

fn read_style(read: &calamine::Style) -> (Arc<Style>, Vec<Lost>) {
    let mut lost = Vec::new();
    let mut style = Style { size: 11.0, ..Style::default() };
    if let Some(font) = &read.font {
        style.font = font.name.clone().unwrap_or(style.font);
        style.size = font.size.unwrap_or(style.size);
        style.bold = font.is_bold();
        style.italic = font.is_italic();
        style.underline = font.has_underline();
        style.strikethrough = font.has_strikethrough();
        // Black is what no colour means as well.
        style.color = font.color.map(rgb).filter(|&color| color != 0);
        if !matches!(font.underline, UnderlineStyle::None | UnderlineStyle::Single) {
            lost.push(Lost::DoubleUnderline);
        }
    }
    if let Some(fill) = &read.fill {
        match fill.pattern {
            FillPattern::None => {}
            FillPattern::Solid => style.fill = fill.get_color().map(rgb),
            _ => lost.push(Lost::FillPattern),
        }
    }
    if let Some(borders) = &read.borders {
        style.borders = [&borders.left, &borders.right, &borders.top, &borders.bottom].map(read_border);
        if borders.diagonal_down.is_visible() || borders.diagonal_up.is_visible() {
            lost.push(Lost::DiagonalBorder);
        }
    }
    if let Some(alignment) = &read.alignment {
        align(&mut style, alignment);
    }
    if let Some(format) = &read.number_format {
        style.number_format = match (format.format_id, format.format_code.as_str()) {
            (_, "General" | "general" | "GENERAL") => String::new(),
            // The reader's own short date; the code that stands for it in the library is the American one.
            (Some(14), _) => "dd/mm/yyyy".to_owned(),
            (_, code) => code.to_owned(),
        };
    }
    style.unlocked = read.protection.as_ref().is_some_and(|protection| !protection.locked);
    (Arc::new(style), lost)
}

fn rgb(color: calamine::Color) -> u32 {
    color.to_argb() & 0x00FF_FFFF
}

fn read_border(border: &calamine::Border) -> Option<Border> {
    let line = match border.style {
        BorderStyle::None => return None,
        BorderStyle::Medium => Line::Medium,
        BorderStyle::Thick => Line::Thick,
        BorderStyle::Double => Line::Double,
        BorderStyle::Hair => Line::Hair,
        BorderStyle::Dashed => Line::Dashed,
        BorderStyle::Dotted => Line::Dotted,
        BorderStyle::MediumDashed => Line::MediumDashed,
        BorderStyle::DashDot => Line::DashDot,
        BorderStyle::MediumDashDot => Line::MediumDashDot,
        BorderStyle::DashDotDot => Line::DashDotDot,
        BorderStyle::MediumDashDotDot => Line::MediumDashDotDot,
        BorderStyle::SlantDashDot => Line::SlantDashDot,
        _ => Line::Thin,
    };
    Some(Border { line, color: border.color.map_or(0, rgb) })
}

fn align(style: &mut Style, alignment: &calamine::Alignment) {
    style.horizontal = match alignment.horizontal {
        HorizontalAlignment::Left => Horizontal::Left,
        HorizontalAlignment::Center => Horizontal::Center,
        HorizontalAlignment::CenterContinuous => Horizontal::CenterAcross,
        HorizontalAlignment::Right => Horizontal::Right,
        HorizontalAlignment::Justify => Horizontal::Justify,
        HorizontalAlignment::Distributed => Horizontal::Distributed,
        HorizontalAlignment::Fill => Horizontal::Fill,
        _ => Horizontal::General,
    };
    style.vertical = match alignment.vertical {
        VerticalAlignment::Top => Vertical::Top,
        VerticalAlignment::Center => Vertical::Center,
        VerticalAlignment::Justify => Vertical::Justify,
        VerticalAlignment::Distributed => Vertical::Distributed,
        _ => Vertical::Bottom,
    };
    style.rotation = match alignment.text_rotation {
        TextRotation::Stacked => 270,
        // 91 to 180 count downwards from 90.
        TextRotation::Degrees(degrees) => {
            i16::try_from(degrees).map_or(0, |d| if d > 90 { 90 - d } else { d })
        }
        _ => 0,
    };
    style.wrap = alignment.wrap_text;
    style.shrink = alignment.shrink_to_fit;
    style.indent = alignment.indent.unwrap_or(0);
}
