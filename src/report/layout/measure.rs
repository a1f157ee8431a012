//! Widths and heights of cells, and rows high enough that no text is cut.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::draft::Draft;
use crate::address::{CellRange, CellRef};
use crate::report::book::{Content, Sheet, Style};
use crate::report::fit;

/// Width in characters of a column that the template does not set.
const DEFAULT_WIDTH: f64 = 8.43;
/// Height in points of a row that the template does not set.
const DEFAULT_HEIGHT: f64 = 15.0;

/// Width in pixels of the columns of `range`.
pub(super) fn width(draft: &Draft<'_>, range: CellRange) -> f64 {
    let sheet = &draft.template.sheet;
    let widths = (range.start.column..=range.end.column).map(|column| {
        if sheet.hidden_columns.contains(&column) {
            return 0.0;
        }
        fit::column_pixels(sheet.column_widths.get(&column).copied().unwrap_or(DEFAULT_WIDTH))
    });
    widths.sum()
}

/// Height in pixels of the rows of `range`.
pub(super) fn height(sheet: &Sheet, range: CellRange) -> f64 {
    let heights = (range.start.row..=range.end.row)
        .map(|row| sheet.row_heights.get(&row).copied().unwrap_or(DEFAULT_HEIGHT));
    heights.sum::<f64>() * 96.0 / 72.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
pub(super) fn pixels(length: f64) -> u32 {
    length.round() as u32
}

/// Whether a number would be shown as `####`.
pub(super) fn is_too_wide(number: Decimal, format: &str, style: &Style, pixels: f64) -> bool {
    let decimals = format.rsplit_once('.').map_or(0, |(_, tail)| tail.matches('0').count());
    let sign = if format.contains(['≥', '≤', '>']) { "≥ " } else { "" };
    let digits = format!("{number:.decimals$}");
    let separators = if format.contains(',') { ".".repeat(digits.len() / 3) } else { String::new() };
    fit::text_width(&format!("{sign}{digits}{separators}"), style) > pixels - 6.0
}

/// Sets the height of every row that holds text so that none is cut. The template's height is the least.
pub(super) fn make_high_enough(sheet: &mut Sheet, merged: &HashMap<CellRef, CellRange>) {
    let mut needs: BTreeMap<u32, f64> = BTreeMap::new();
    let mut tall: Vec<(CellRange, f64)> = Vec::new();
    let widths = sheet.column_widths.clone();
    let hidden = sheet.hidden_columns.clone();
    let pixels = |range: CellRange| -> f64 {
        (range.start.column..=range.end.column)
            .filter(|column| !hidden.contains(column))
            .map(|column| fit::column_pixels(widths.get(&column).copied().unwrap_or(DEFAULT_WIDTH)))
            .sum()
    };
    for (&at, cell) in &sheet.cells {
        let range = merged.get(&at).copied().unwrap_or(CellRange { start: at, end: at });
        let needed = match &cell.content {
            Content::Text(text) => fit::height(text, &cell.style, pixels(range)),
            Content::Blank => continue,
            // A number or a day takes one line.
            _ => fit::height("0", &cell.style, f64::MAX),
        };
        if range.start.row == range.end.row {
            let most = needs.entry(at.row).or_insert(0.0);
            *most = most.max(needed);
        } else {
            tall.push((range, needed));
        }
    }
    for (row, needed) in needs {
        let height = sheet.row_heights.entry(row).or_insert(0.0);
        *height = height.max(needed).min(fit::MOST);
    }
    for (range, needed) in tall {
        let rows = range.start.row..=range.end.row;
        let now: f64 = rows.map(|row| sheet.row_heights.get(&row).copied().unwrap_or(DEFAULT_HEIGHT)).sum();
        if needed > now {
            let last = sheet.row_heights.entry(range.end.row).or_insert(DEFAULT_HEIGHT);
            *last = (*last + needed - now).min(fit::MOST);
        }
    }
    for height in sheet.row_heights.values_mut() {
        // Excel counts in quarters of a point.
        *height = (*height * 4.0).ceil() / 4.0;
    }
}
