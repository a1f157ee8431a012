//! How the rows of a table seem to be meant.

use super::super::grid::Grid;
use super::columns::LearntColumn;
use super::header_block::HeaderBlock;
use super::names::{distinct, identifier};
use crate::address::CellRef;
use crate::text::{clean, fold};

/// Rows up to which a table may be one of named rows.
const MOST_NAMED: usize = 60;

/// How rows are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LearntRows {
    /// A total row with this text.
    Total(String),
    /// Every row is a record.
    Table,
    /// Named rows.
    Named(Vec<NamedRow>),
}

/// A named row and one of its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedRow {
    pub(super) code: Option<String>,
    pub(super) label: String,
    /// Name of the column in which the number stands.
    pub(super) column: String,
    pub(super) figure: String,
    pub(super) measure: &'static str,
}

pub(super) fn learn(grid: &Grid<'_>, block: &HeaderBlock, columns: &[LearntColumn]) -> LearntRows {
    if let Some(label) = total(grid, block, columns) {
        return LearntRows::Total(label);
    }
    let named = named(grid, block, columns);
    if named.is_empty() { LearntRows::Table } else { LearntRows::Named(named) }
}

/// The text of a row that holds numbers and is named as totals are; the lowest one, since sub-totals stand above.
fn total(grid: &Grid<'_>, block: &HeaderBlock, columns: &[LearntColumn]) -> Option<String> {
    let has_numbers = |row: u32| {
        let holds = |column: &&LearntColumn| grid.cell(CellRef::new(row, column.place)).is_some();
        columns.iter().filter(|column| column.is_numeric()).any(|column| holds(&column))
    };
    let is_total = |text: &str| {
        ["tổng cộng", "tổng số", "tổng", "cộng", "toàn xã"].iter().any(|word| {
            text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(']))
        })
    };
    block.rows.iter().rev().filter(|row| has_numbers(**row)).find_map(|row| {
        let mut texts = grid.texts(*row, *row);
        texts.find(|(_, key)| is_total(&key.full)).map(|(_, key)| key.shown.clone())
    })
}

/// Rows of a table that names its rows: a column headed as names of rows are, each with another text.
fn named(grid: &Grid<'_>, block: &HeaderBlock, columns: &[LearntColumn]) -> Vec<NamedRow> {
    const NAMES: [&str; 9] = [
        "chỉ tiêu",
        "nội dung",
        "tiêu chí",
        "chỉ số",
        "tên chỉ tiêu",
        "danh mục chỉ tiêu",
        "nội dung chỉ tiêu",
        "nội dung báo cáo",
        "tên chỉ số",
    ];
    let name_of = |column: &&LearntColumn| {
        column.levels.last().is_some_and(|text| NAMES.iter().any(|name| fold(text) == *name))
    };
    let Some(name) = columns.iter().find(name_of) else { return Vec::new() };
    let text = |row: u32, place: u32| {
        grid.cell(CellRef::new(row, place)).map(|cell| clean(&cell.raw())).filter(|text| !text.is_empty())
    };
    let code = columns.iter().find(|column| column.id == "ma");
    let mut rows: Vec<NamedRow> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for row in &block.rows {
        let numbers: Vec<&LearntColumn> = columns
            .iter()
            .filter(|column| column.is_numeric() && grid.cell(CellRef::new(*row, column.place)).is_some())
            .collect();
        let Some(label) = text(*row, name.place).filter(|_| !numbers.is_empty()) else { continue };
        let key = fold(&label);
        if names.len() >= MOST_NAMED || names.contains(&key) {
            return Vec::new();
        }
        names.push(key);
        for column in &numbers {
            let words = if numbers.len() > 1 { format!("{label} {}", column.id) } else { label.clone() };
            let figure = distinct(identifier(&words), |id| rows.iter().any(|other| other.figure == id));
            rows.push(NamedRow {
                code: code.and_then(|code| text(*row, code.place)),
                label: label.clone(),
                column: column.id.clone(),
                figure,
                measure: column.measure(),
            });
        }
    }
    rows
}
