//! Rows of the commune's own form, found by code or else by text.

use std::collections::HashMap;
use std::rc::Rc;

use super::form_page::is_closing;
use super::header::{Wanted, WantedColumns};
use super::own_form;
use super::page::{Page, PageReading};
use super::recognition::{Unread, UnreadReason};
use super::sheet::Content;
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{clean, fold, nearest};

/// Place of the column `Mã` in both sheets.
pub(super) const CODE: usize = 1;
/// Place of the column that names the row in words.
pub(super) const LABEL: usize = 2;
/// Place of the column to be filled in: the value of a figure, the state of a task.
pub(super) const VALUE: usize = 4;

/// The columns of one of our sheets; those at `needed` must be there.
pub(super) fn wanted(headers: &[&str], needed: &[usize]) -> WantedColumns {
    let column = |(index, header): (usize, &&str)| {
        Wanted::new(header, &[vec![(*header).to_owned()]], None, needed.contains(&index))
    };
    WantedColumns::new(headers.iter().enumerate().map(column).collect())
}

/// The columns of the sheet of figures.
pub(super) fn figure_columns() -> WantedColumns {
    wanted(&own_form::FIGURE_HEADERS, &[VALUE])
}

/// The columns of the sheet of tasks.
pub(super) fn task_columns() -> WantedColumns {
    wanted(&own_form::TASK_HEADERS, &[VALUE])
}

/// What rows may be: codes with their texts.
pub(super) struct Register<'a, T> {
    entries: Vec<(String, TextKey, &'a T)>,
    /// Which entry has a code; codes are folded.
    by_code: HashMap<String, usize>,
}

impl<'a, T> Register<'a, T> {
    pub(super) fn new(entries: impl Iterator<Item = (&'a str, &'a str, &'a T)>) -> Self {
        let keyed = entries.map(|(code, label, entry)| (code.to_owned(), TextKey::of(label), entry));
        let entries: Vec<_> = keyed.collect();
        // Of two entries with one code the first is found.
        let by_code =
            entries.iter().enumerate().rev().map(|(index, (code, _, _))| (fold(code), index)).collect();
        Self { entries, by_code }
    }

    /// Whether the page holds any of the entries: the headers of our form alone are too common.
    pub(super) fn is_on(&self, page: &Page<'_>) -> bool {
        lines(page).any(|line| matches!(self.find(&line), Found::Entry(_)))
    }

    fn by_code(&self, code: &TextKey) -> Option<&(String, TextKey, &'a T)> {
        self.entries.get(*self.by_code.get(&code.full)?)
    }

    fn by_label(&self, label: &TextKey) -> Option<&(String, TextKey, &'a T)> {
        let mut fitting = self.entries.iter().filter(|(_, other, _)| other.equals(label));
        match (fitting.next(), fitting.next()) {
            (Some(entry), None) => Some(entry),
            _ => None,
        }
    }

    fn find(&self, line: &Line) -> Found<'a, T> {
        let label = line.label.as_deref();
        let coded = line.code.as_deref().and_then(|code| self.by_code(code));
        let labelled = label.and_then(|label| self.by_label(label));
        match (coded, labelled) {
            (Some((code, own, _)), Some((other, _, _)))
                if code != other && label.is_some_and(|label| !own.equals(label)) =>
            {
                Found::Contradiction
            }
            (Some((_, _, entry)), _) | (None, Some((_, _, entry))) => Found::Entry(*entry),
            (None, None) => Found::Nothing,
        }
    }

    /// The entries with the sheet's row that each stands in, top down. Rows that are none of them are told of.
    pub(super) fn rows(&self, page: &Page<'_>, reading: &mut PageReading) -> Vec<(u32, &'a T)> {
        let mut rows = Vec::new();
        let column = page.header.column(CODE).or(page.header.column(LABEL)).unwrap_or(0);
        for line in lines(page) {
            let row = line.row;
            let at = page.address(CellRef::new(row, column));
            let shown = |key: &Option<Rc<TextKey>>| key.as_ref().map_or("", |key| &*key.shown).to_owned();
            match (self.find(&line), &line.code) {
                (Found::Entry(entry), _) => rows.push((row, entry)),
                (Found::Contradiction, _) => {
                    let contradictory = Diagnostic::new(Code::RowContradictory)
                        .at(&at)
                        .with("code", shown(&line.code))
                        .with("label", shown(&line.label));
                    reading.diagnostics.push(contradictory);
                }
                // What has a code is meant to be a row; what has none is a heading, a note or a signature.
                (Found::Nothing, Some(code)) if line.label.is_some() || has_number(page, row) => {
                    let codes = self.entries.iter().map(|(code, _, _)| code.as_str());
                    let unknown = Diagnostic::new(Code::RowUnknown)
                        .at(&at)
                        .with("code", &code.shown)
                        .with_near(nearest(&code.shown, codes));
                    reading.diagnostics.push(unknown);
                    reading.unread.extend(unread(page, row, UnreadReason::Row));
                }
                // A number beside a text that is no row of the form would be lost without a word.
                (Found::Nothing, None)
                    if line.label.as_ref().is_some_and(|key| !is_closing(key)) && has_number(page, row) =>
                {
                    let label = shown(&line.label);
                    let labels = self.entries.iter().map(|(_, key, _)| key.shown.as_str());
                    let unknown = Diagnostic::new(Code::RowUnknown)
                        .at(&at)
                        .with("code", &label)
                        .with_near(nearest(&label, labels));
                    reading.diagnostics.push(unknown);
                    reading.unread.extend(unread(page, row, UnreadReason::Row));
                }
                _ => reading.unread.extend(unread(page, row, UnreadReason::Group)),
            }
        }
        rows
    }
}

/// What a row of the sheet turns out to be.
enum Found<'a, T> {
    Entry(&'a T),
    /// Its code is that of one entry, its text that of another.
    Contradiction,
    Nothing,
}

/// A row of the sheet as far as it says which entry it is.
struct Line {
    row: u32,
    code: Option<Rc<TextKey>>,
    label: Option<Rc<TextKey>>,
}

/// The rows of the page that hold something, top down.
fn lines(page: &Page<'_>) -> impl Iterator<Item = Line> {
    page.grid.rows_between(page.header.bottom + 1, page.header.end).map(|row| {
        let key = |column: Option<u32>| page.grid.key(CellRef::new(row, column?));
        Line { row, code: key(page.header.column(CODE)), label: key(page.header.column(LABEL)) }
    })
}

/// Whether the column of values holds a number in `row`.
fn has_number(page: &Page<'_>, row: u32) -> bool {
    let cell = page.header.column(VALUE).and_then(|column| page.grid.cell(CellRef::new(row, column)));
    cell.is_some_and(|cell| match &cell.content {
        Content::Number(_) => true,
        Content::Text(text) => text.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    })
}

fn unread(page: &Page<'_>, row: u32, why: UnreadReason) -> Option<Unread> {
    let (cell, content) = page.grid.row(row).next()?;
    Some(Unread { sheet: page.grid.sheet.name.clone(), cell, text: clean(&content.raw()), why })
}
