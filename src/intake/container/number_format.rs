//! What number formats show, so that a number is not taken for something that nobody sees.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use ssfmt::{FormatOptions, NumberFormat};

use super::draft::Draft;
use crate::intake::sheet::{Cell, Content, Oddity};
use crate::intake::shown::{PercentSign, ShownAs, shown_as};

/// Longest format that is looked at; Excel allows 255 letters.
const LONGEST: usize = 1_000;

/// The formats of a workbook, each parsed once.
#[derive(Default)]
pub(super) struct NumberFormats(HashMap<Arc<str>, Shape>);

/// What is known of a format before it meets a number.
enum Shape {
    /// It shows the number as it is, or its hundredfold with a percent sign.
    Plain,
    /// It may show anything.
    Special(NumberFormat),
}

impl NumberFormats {
    /// Notes for each cell of `draft` what its format shows of it, where that is not the content itself.
    pub(super) fn apply(&mut self, draft: &mut Draft) {
        for cell in draft.sheet.cells.values_mut() {
            // Some containers say themselves what they show.
            if cell.shown.is_some() {
                continue;
            }
            if let Some(format) = cell.format.clone()
                && let Shape::Special(parsed) = self.shape(&format)
            {
                note(cell, &format, parsed);
            }
        }
    }

    fn shape(&mut self, format: &Arc<str>) -> &Shape {
        self.0.entry(format.clone()).or_insert_with(|| match is_plain(format) || format.len() > LONGEST {
            true => Shape::Plain,
            false => NumberFormat::parse(format).map_or(Shape::Plain, Shape::Special),
        })
    }
}

fn note(cell: &mut Cell, format: &str, parsed: &NumberFormat) {
    let options = FormatOptions::default();
    match &cell.content {
        Content::Number(number) => {
            let Some(float) = number.to_f64() else { return };
            let Ok(shown) = parsed.try_format(float, &options) else { return };
            if shown.trim().is_empty() {
                cell.oddities.add(Oddity::Unseen);
            } else if !says_it_plainly(&shown, *number, format.contains('%')) {
                cell.shown = Some(shown.trim().into());
            }
        }
        Content::Text(text) if parsed.sections().len() > 3 => {
            if parsed.format_text(text, &options).trim().is_empty() && !text.trim().is_empty() {
                cell.oddities.add(Oddity::Unseen);
            }
        }
        _ => {}
    }
}

/// Whether `shown` needs no second look: the number itself, as a percentage only where the format `has_percent`. The dash
/// of accounting formats is a zero.
fn says_it_plainly(shown: &str, number: Decimal, has_percent: bool) -> bool {
    match shown_as(shown, number) {
        ShownAs::Number { percent, unit } => {
            let expected = has_percent.then_some(PercentSign::Hundredth);
            percent == expected && unit.is_empty()
        }
        ShownAs::Word(_) => number.is_zero() && !shown.contains(char::is_alphanumeric),
        ShownAs::Otherwise => false,
    }
}

/// Whether a format holds nothing but places for digits, separators between them, and one percent sign at the end.
fn is_plain(format: &str) -> bool {
    let digits = format.strip_suffix('%').unwrap_or(format);
    let is_place = |letter: char| matches!(letter, '0' | '#' | '?');
    digits.chars().all(|letter| is_place(letter) || matches!(letter, '.' | ','))
        && digits.ends_with(is_place)
        // A comma behind the last place before the point divides by a thousand.
        && !digits.contains(",.")
}
