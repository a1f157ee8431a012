//! A sheet filled from the top down, row after row.

use std::sync::Arc;

use cchc::address::{CellRange, CellRef};
use cchc::report::book::{Cell, Content, Horizontal, Sheet, Style, Vertical};

use super::look::{bold, centered, italic, shared, text};

/// A sheet and the row on which the next thing stands.
pub(super) struct Canvas {
    pub(super) sheet: Sheet,
    pub(super) row: u32,
    columns: u32,
}

impl Canvas {
    /// An empty sheet with columns of these widths in characters.
    pub(super) fn new(name: &str, tab: u32, widths: &[f64]) -> Self {
        let sheet = Sheet {
            name: name.to_owned(),
            column_widths: (0..).zip(widths.iter().copied()).collect(),
            tab_color: Some(tab),
            hide_gridlines: true,
            ..Sheet::default()
        };
        Self { sheet, row: 0, columns: u32::try_from(widths.len()).unwrap_or(0) }
    }

    /// Index of the last column.
    pub(super) fn last(&self) -> u32 {
        self.columns.saturating_sub(1)
    }

    /// Writes `text` over the columns from `first` to `last` of the current row.
    pub(super) fn put(&mut self, first: u32, last: u32, text: &str, style: Style) {
        let style = shared(style);
        for column in first..=last {
            let content = if column == first && !text.is_empty() {
                Content::Text(text.to_owned())
            } else {
                Content::Blank
            };
            self.set(column, content, style.clone());
        }
        if first < last {
            let (start, end) = (CellRef::new(self.row, first), CellRef::new(self.row, last));
            self.sheet.merges.push(CellRange { start, end });
        }
    }

    fn set(&mut self, column: u32, content: Content, style: Arc<Style>) {
        self.sheet.cells.insert(CellRef::new(self.row, column), Cell { content, style, ..Cell::default() });
    }

    /// Goes to the next row; the current one gets this height in points, or fits its text where it is 0.
    pub(super) fn next(&mut self, height: f64) {
        if height > 0.0 {
            self.sheet.row_heights.insert(self.row, height);
        }
        self.row += 1;
    }

    /// The current row as a table's row: a cell a column.
    pub(super) fn table_row(&mut self, cells: &[(&str, Style)]) {
        for (column, (text, style)) in (0..).zip(cells) {
            self.put(column, column, text, style.clone());
        }
        self.next(0.0);
    }

    /// The two heading blocks; the left one reaches to column `left`.
    pub(super) fn heading(&mut self, left: u32, numbered: bool) {
        let last = self.last();
        let rule = |size| Style { vertical: Vertical::Top, wrap: false, ..centered(size) };
        self.put(0, left, "ỦY BAN NHÂN DÂN", bold(centered(13.0)));
        self.put(left + 1, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold(centered(13.0)));
        self.next(18.0);
        self.put(0, left, "{{commune.name_upper}}", bold(centered(13.0)));
        self.put(left + 1, last, "Độc lập - Tự do - Hạnh phúc", bold(centered(13.5)));
        self.next(18.0);
        // Rules as letters keep their length when somebody changes the width of a column.
        self.put(0, left, &"_".repeat(18), rule(6.0));
        self.put(left + 1, last, &"_".repeat(68), rule(6.0));
        self.next(10.0);
        if numbered {
            self.put(0, left, "Số:            /BC-UBND", centered(13.0));
            self.put(left + 1, last, "{{dateline}}", italic(centered(13.5)));
            self.next(22.0);
        }
        self.next(8.0);
    }

    /// A line over the whole width.
    pub(super) fn line(&mut self, text: &str, style: Style, height: f64) {
        self.put(0, self.last(), text, style);
        self.next(height);
    }

    /// The signature at the right from column `from`; whom the report goes to at the left, where `recipients` says so.
    pub(super) fn signature(&mut self, from: u32, recipients: Option<u32>) {
        let last = self.last();
        self.next(12.0);
        let first_row = self.row;
        if let Some(until) = recipients {
            self.put(0, until, "Nơi nhận:", italic(bold(text(12.0))));
        }
        self.put(from, last, "TM. ỦY BAN NHÂN DÂN", bold(centered(13.5)));
        self.next(19.0);
        self.put(from, last, "{{signatory.office}}", bold(centered(13.5)));
        self.next(19.0);
        self.put(from, last, "", centered(13.5));
        self.next(62.0);
        self.put(from, last, "{{signatory.name}}", bold(centered(13.5)));
        self.next(19.0);
        if let Some(until) = recipients {
            let style = shared(Style { vertical: Vertical::Top, horizontal: Horizontal::Left, ..text(11.0) });
            for row in first_row + 1..self.row {
                for column in 0..=until {
                    let content = if (row, column) == (first_row + 1, 0) {
                        Content::Text("{{recipients}}".to_owned())
                    } else {
                        Content::Blank
                    };
                    let cell = Cell { content, style: style.clone(), ..Cell::default() };
                    self.sheet.cells.insert(CellRef::new(row, column), cell);
                }
            }
            let (start, end) = (CellRef::new(first_row + 1, 0), CellRef::new(self.row - 1, until));
            self.sheet.merges.push(CellRange { start, end });
        }
    }
}
