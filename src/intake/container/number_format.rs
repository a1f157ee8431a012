//! What number formats show, so that a number is not taken for something that nobody sees.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use ssfmt::{FormatOptions, NumberFormat};

use super::draft::Draft;
use super::format_code;
use crate::intake::sheet::{Cell, Content, Oddity};
use crate::intake::shown::{PercentSign, ShownAs, shown_as};

/// Makes a whole number one with a fraction that no format shows.
const WHOLE_NO_MORE: f64 = 1e-4;

/// The formats of a workbook, each parsed once. Cells of one style share the text of their format, so it is known by where
/// it lies.
#[derive(Default)]
pub(super) struct NumberFormats {
    shapes: HashMap<usize, Shape, RandomState>,
    /// Formats that were looked at, kept so that no other text comes to lie where they do.
    kept: Vec<Arc<str>>,
}

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
            let Some(format) = &cell.format else { continue };
            // Some containers say themselves what they show.
            if let Shape::Special(parsed) = self.shape(format)
                && cell.shown.is_none()
            {
                let format = format.clone();
                note(cell, &format, parsed);
            }
        }
    }

    fn shape(&mut self, format: &Arc<str>) -> &Shape {
        self.shapes.entry(format.as_ptr() as usize).or_insert_with(|| {
            self.kept.push(format.clone());
            match is_plain(format) {
                true => Shape::Plain,
                false => format_code::parse(format).map_or(Shape::Plain, Shape::Special),
            }
        })
    }
}

fn note(cell: &mut Cell, format: &str, parsed: &NumberFormat) {
    let options = FormatOptions::default();
    match &cell.content {
        Content::Number(number) => {
            let Some(mut float) = number.to_f64() else { return };
            if divides(format) && number.is_integer() {
                // The crate cuts the thousands off a whole number, where Excel rounds.
                float += WHOLE_NO_MORE;
            }
            let Ok(shown) = parsed.try_format(float, &options) else { return };
            if shown.trim().is_empty() {
                cell.oddities.add(Oddity::Unseen);
            } else if !says_it_plainly(&shown, *number, format.contains('%')) {
                cell.shown = Some(shown.trim().into());
            }
        }
        Content::Text(text)
            if parsed.sections().len() > 3
                && parsed.format_text(text, &options).trim().is_empty()
                && !text.trim().is_empty() =>
        {
            cell.oddities.add(Oddity::Unseen);
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

/// Whether commas behind the last place divide by thousands.
fn divides(format: &str) -> bool {
    let is_place = |letter: Option<char>| matches!(letter, Some('0' | '#' | '?'));
    format.match_indices(',').any(|(at, _)| {
        let before = format.get(..at).and_then(|text| text.trim_end_matches(',').chars().next_back());
        let behind = format.get(at..).and_then(|text| text.trim_start_matches(',').chars().next());
        is_place(before) && !is_place(behind)
    })
}

/// Whether a format holds nothing but places for digits, separators between them, and one percent sign at the end.
fn is_plain(format: &str) -> bool {
    let digits = format.strip_suffix('%').unwrap_or(format);
    let is_place = |letter: char| matches!(letter, '0' | '#' | '?');
    digits.chars().all(|letter| is_place(letter) || matches!(letter, '.' | ','))
        && digits.ends_with(is_place)
        // Without one, a zero is not shown.
        && digits.contains('0')
        // A comma behind the last place before the point divides by a thousand.
        && !digits.contains(",.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::CellRef;
    use crate::intake::sheet::Oddities;

    /// The cell that holds `content` in `format`, as a reader is told of it.
    fn cell(content: Content, format: &str) -> Cell {
        let at = CellRef::new(0, 0);
        let mut draft = Draft::new("S", false);
        draft.sheet.cells.insert(at, Cell { format: Some(format.into()), ..Cell::of(content) });
        NumberFormats::default().apply(&mut draft);
        draft.sheet.cells.remove(&at).expect("the cell")
    }

    fn number(number: &str, format: &str) -> Cell {
        cell(Content::Number(number.parse().expect("a decimal")), format)
    }

    #[test]
    fn formats_that_show_the_number_say_nothing_more() {
        for (stored, format) in [
            ("1234.5", "#,##0.00"),
            ("1234.5", "General"),
            ("0", "0"),
            ("0.9856", "0.0%"),
            ("-5", "#,##0;[Red]-#,##0"),
            ("-5", "#,##0_);(#,##0)"),
            ("1234", "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)"),
            ("0", "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)"),
            ("12", "[$-42A]#,##0"),
            ("57216500000", "#,##0\\ \"₫\""),
            ("1234", "#\".\"###"),
            ("5", "[>10]0.0;0"),
            ("12345678", "0.00E+00"),
        ] {
            let cell = number(stored, format);
            assert_eq!((cell.shown, cell.oddities), (None, Oddities::default()), "{stored} as {format}");
        }
    }

    #[test]
    fn formats_that_show_something_else_say_it() {
        for (stored, format, shown) in [
            ("83.59", "0.00\\%", "83.59%"),
            ("0.85", "0.00\"%\"", "0.85%"),
            ("0", "0;-0;\"Không phát sinh\"", "Không phát sinh"),
            ("57216600", "#,##0,", "57,217"),
            ("57216500000", "0.0,,\" tr\"", "57216.5 tr"),
            ("8", "0\" giờ\"", "8 giờ"),
            ("-5", "0;0", "5"),
            ("5", "(0)", "(5)"),
            ("0.5", "h:mm", "12:00"),
            ("5", "\"đạt\"", "đạt"),
            ("1.5", "# ?/?", "1 1/2"),
            ("5", "[<3]0;\"trên 3\"", "trên 3"),
            ("0.985", "0%%", "9850%%"),
        ] {
            let cell = number(stored, format);
            assert_eq!(cell.shown.as_deref(), Some(shown), "{stored} as {format}");
            assert!(!cell.is_percent(), "{stored} as {format}");
        }
    }

    #[test]
    fn formats_that_show_nothing_leave_the_cell_unseen() {
        for (stored, format) in
            [("12", ";;;"), ("0", "0;-0;;@"), ("-3", "0;;0"), ("5", "\"\""), ("0", "#,###")]
        {
            assert!(number(stored, format).oddities.has(Oddity::Unseen), "{stored} as {format}");
        }
        let text = |format| cell(Content::Text("12 hồ sơ".into()), format);
        assert!(text(";;;").oddities.has(Oddity::Unseen));
        for format in ["@", "0;-0;0", "0;-0;0;@", "0;-0;0;\"Ghi: \"@"] {
            assert!(!text(format).oddities.has(Oddity::Unseen), "{format}");
        }
    }
}
