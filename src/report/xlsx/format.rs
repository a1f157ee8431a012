//! Styles as the writer's formats, each made once.

use std::collections::HashMap;
use std::sync::Arc;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::report::book::{Border, Horizontal, Line, Style, Vertical};

/// How dates look where the style does not say.
const DATE: &str = "dd/mm/yyyy";

/// Formats already made, by the address of the style that they stand for: a book shares its styles.
#[derive(Default)]
pub(super) struct Formats(HashMap<(usize, bool), Format>);

impl Formats {
    /// The format of `style`; `date` where the cell holds a day and would otherwise show a number.
    pub(super) fn of(&mut self, style: &Arc<Style>, date: bool) -> Format {
        let key = (Arc::as_ptr(style).addr(), date);
        self.0.entry(key).or_insert_with(|| format(style, date)).clone()
    }
}

fn format(style: &Style, date: bool) -> Format {
    let mut format = Format::new()
        .set_font_name(&style.font)
        .set_font_size(style.size)
        .set_indent(style.indent.min(15))
        .set_rotation(style.rotation);
    if style.bold {
        format = format.set_bold();
    }
    if style.italic {
        format = format.set_italic();
    }
    if style.underline {
        format = format.set_underline(FormatUnderline::Single);
    }
    if style.strikethrough {
        format = format.set_font_strikethrough();
    }
    if let Some(color) = style.color {
        format = format.set_font_color(color);
    }
    if let Some(fill) = style.fill {
        format = format.set_background_color(fill);
    }
    if style.wrap {
        format = format.set_text_wrap();
    }
    if style.shrink {
        format = format.set_shrink();
    }
    if style.unlocked {
        format = format.set_unlocked();
    }
    if !style.number_format.is_empty() && style.number_format != "General" {
        format = format.set_num_format(&style.number_format);
    } else if date {
        format = format.set_num_format(DATE);
    }
    format = aligned(format, style);
    bordered(format, &style.borders)
}

fn aligned(format: Format, style: &Style) -> Format {
    let horizontal = match style.horizontal {
        Horizontal::General => FormatAlign::General,
        Horizontal::Left => FormatAlign::Left,
        Horizontal::Center => FormatAlign::Center,
        Horizontal::Right => FormatAlign::Right,
        Horizontal::Fill => FormatAlign::Fill,
        Horizontal::Justify => FormatAlign::Justify,
        Horizontal::CenterAcross => FormatAlign::CenterAcross,
        Horizontal::Distributed => FormatAlign::Distributed,
    };
    let vertical = match style.vertical {
        Vertical::Top => FormatAlign::Top,
        Vertical::Center => FormatAlign::VerticalCenter,
        Vertical::Bottom => FormatAlign::Bottom,
        Vertical::Justify => FormatAlign::VerticalJustify,
        Vertical::Distributed => FormatAlign::VerticalDistributed,
    };
    format.set_align(horizontal).set_align(vertical)
}

fn bordered(mut format: Format, borders: &[Option<Border>; 4]) -> Format {
    let [left, right, top, bottom] = *borders;
    if let Some(border) = left {
        format = format.set_border_left(line(border.line)).set_border_left_color(border.color);
    }
    if let Some(border) = right {
        format = format.set_border_right(line(border.line)).set_border_right_color(border.color);
    }
    if let Some(border) = top {
        format = format.set_border_top(line(border.line)).set_border_top_color(border.color);
    }
    if let Some(border) = bottom {
        format = format.set_border_bottom(line(border.line)).set_border_bottom_color(border.color);
    }
    format
}

fn line(line: Line) -> FormatBorder {
    match line {
        Line::Thin => FormatBorder::Thin,
        Line::Medium => FormatBorder::Medium,
        Line::Thick => FormatBorder::Thick,
        Line::Double => FormatBorder::Double,
        Line::Hair => FormatBorder::Hair,
        Line::Dotted => FormatBorder::Dotted,
        Line::Dashed => FormatBorder::Dashed,
        Line::DashDot => FormatBorder::DashDot,
        Line::DashDotDot => FormatBorder::DashDotDot,
        Line::MediumDashed => FormatBorder::MediumDashed,
        Line::MediumDashDot => FormatBorder::MediumDashDot,
        Line::MediumDashDotDot => FormatBorder::MediumDashDotDot,
        Line::SlantDashDot => FormatBorder::SlantDashDot,
    }
}
