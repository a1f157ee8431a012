//! Fonts, lines and fills. Black on white, one grey, thin lines: what prints well on the office's printer.

use std::sync::Arc;

use cchc::report::book::{Border, Horizontal, Line, Page, Style, Vertical};

/// Fill of table headers.
const HEADER_FILL: u32 = 0x00E7_E6E6;
/// Fill of group rows.
const GROUP_FILL: u32 = 0x00F5_F5F5;
/// Format of percentages: no more decimals than there are.
pub(super) const SHARE: &str = "0.##";
/// Colour of warnings.
pub(super) const WARNING: u32 = 0x00C0_0000;
/// Tab of what goes up.
pub(super) const OFFICIAL_TAB: u32 = 0x001F_4E79;
/// Tab of what stays in the commune.
pub(super) const INTERNAL_TAB: u32 = 0x007F_7F7F;

/// Text of `size` points that wraps, in the middle of its row.
pub(super) fn text(size: f64) -> Style {
    Style { size, wrap: true, vertical: Vertical::Center, ..Style::default() }
}

/// The same, in the middle of its column.
pub(super) fn centered(size: f64) -> Style {
    Style { horizontal: Horizontal::Center, ..text(size) }
}

/// Bold.
pub(super) fn bold(style: Style) -> Style {
    Style { bold: true, ..style }
}

/// Italic.
pub(super) fn italic(style: Style) -> Style {
    Style { italic: true, ..style }
}

/// Thin lines on all sides.
pub(super) fn boxed(style: Style) -> Style {
    let thin = Some(Border { line: Line::Thin, color: 0 });
    Style { borders: [thin; 4], ..style }
}

/// A cell of a table's header.
pub(super) fn header() -> Style {
    Style { fill: Some(HEADER_FILL), ..boxed(bold(centered(12.0))) }
}

/// A cell of the row that numbers the columns.
pub(super) fn numbering() -> Style {
    boxed(italic(centered(10.0)))
}

/// A cell of a group's heading row.
pub(super) fn group(style: Style) -> Style {
    Style { fill: Some(GROUP_FILL), ..boxed(bold(style)) }
}

/// A table's words.
pub(super) fn words() -> Style {
    boxed(text(12.0))
}

/// A table's smaller words: sources, remarks.
pub(super) fn small() -> Style {
    boxed(text(11.0))
}

/// A table's short words and codes.
pub(super) fn short() -> Style {
    boxed(centered(12.0))
}

/// A table's number in `format`.
pub(super) fn number(format: &str) -> Style {
    Style { number_format: format.to_owned(), ..short() }
}

/// The same style, ready to be shared.
pub(super) fn shared(style: Style) -> Arc<Style> {
    Arc::new(style)
}

/// A page by Decree 30/2020/NĐ-CP: A4, margins 20, 20, 30 and 15 mm, number centred in the top margin from page 2 on.
pub(super) fn page(landscape: bool, first_row: u32, last_row: u32) -> Page {
    const MILLIMETRE: f64 = 1.0 / 25.4;
    let round = |millimetres: f64| (millimetres * MILLIMETRE * 1000.0).round() / 1000.0;
    Page {
        landscape,
        paper: 9,
        margins: Some([30.0, 15.0, 20.0, 20.0, 10.0, 10.0].map(round)),
        fit: Some((1, 0)),
        header: "&C&\"Times New Roman,Regular\"&13&P".to_owned(),
        first_header: Some(String::new()),
        first_footer: Some(String::new()),
        repeat_rows: (first_row <= last_row).then_some((first_row, last_row)),
        center_horizontally: true,
        ..Page::default()
    }
}
