//! A form description proposed from an example workbook, for a person to correct.
//!
//! The header block is found by its shape, columns get the type that their cells suggest, rows are read as a total, a
//! table or named rows by what stands in them. Everything that is a guess bears a comment that says so. What comes out
//! is the text of a file for `templates/forms/`.

mod columns;
mod header_block;
mod names;
mod rows;
mod toml_text;

use serde::{Deserialize, Serialize};

use self::columns::LearntColumn;
use self::names::identifier;
use self::rows::LearntRows;
use super::expectation::Expectation;
use super::grid::Grid;
use super::letterhead::Letterhead;
use super::sheet::{Content, Workbook};
use super::text_key::KnownTexts;
use super::unit_name::{Name, UnitNames};
use crate::diagnostic::{Code, Diagnostic, Lang};
use crate::figure::UnitCode;
use crate::text::{clean, fold, fold_ascii};

/// Rows above the header in which titles are looked for.
const TITLE_ROWS: u32 = 40;
/// Longest title.
const LONGEST_TITLE: usize = 160;

/// A proposed description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Identifier; the file must bear it as its name.
    pub id: String,
    /// Text of the file.
    pub text: String,
    /// Sheet on which the table was found.
    pub sheet: String,
    /// Columns that were found.
    pub columns: usize,
}

/// What is known of the form on one sheet.
struct Learnt {
    id: String,
    title: String,
    /// Text by which it is recognised; `None` where no title was found.
    recognise: Option<String>,
    from: UnitCode,
    /// Whether the workbook names its sender.
    sender_known: bool,
    columns: Vec<LearntColumn>,
    rows: LearntRows,
}

/// An identifier for a form by the name of its file.
pub fn form_identifier(name: &str) -> String {
    let stem = name.rsplit('/').next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let id = identifier(stem).replace('_', "-");
    if id.is_empty() { "bieu".to_owned() } else { id }
}

/// Proposes a description named `id` from `workbook`, which came in the file `file`; comments are in `lang`.
///
/// # Errors
/// U03 where no sheet holds anything like a table with a header.
pub fn learn(
    workbook: &Workbook,
    file: &str,
    id: &str,
    facts: &Expectation,
    lang: Lang,
) -> Result<Proposal, Diagnostic> {
    let known = KnownTexts::default();
    let grids: Vec<Grid<'_>> = workbook.sheets.iter().map(|sheet| Grid::new(sheet, &known)).collect();
    let found = grids.iter().filter_map(|grid| Some((grid, header_block::find(grid)?)));
    // Of equal tables the first sheet's.
    let best = found.rev().max_by_key(|(_, block)| block.columns.len());
    let Some((grid, block)) = best else {
        return Err(Diagnostic::new(Code::TableNotFound)
            .at(crate::diagnostic::Place::file(file))
            .with("sheets", workbook.sheets.len()));
    };
    let title = title(grid, block.top);
    let head = match block.top.checked_sub(1) {
        Some(last) => Letterhead::read(grid, 0, last),
        None => Letterhead::default(),
    };
    let units = UnitNames::new(&facts.commune, &facts.units);
    let sender = head.units.iter().chain(&head.perhaps_units).find_map(|said| match units.name(&said.text) {
        Name::Unit(code) => Some(code),
        _ => None,
    });
    let columns = columns::learn(grid, &block);
    let rows = rows::learn(grid, &block, &columns);
    let learnt = Learnt {
        id: id.to_owned(),
        title: title.clone().unwrap_or_else(|| clean(&grid.sheet.name)),
        recognise: title,
        sender_known: sender.is_some(),
        from: sender.or_else(|| facts.units.first().map(|unit| unit.code.clone())).unwrap_or("?".into()),
        columns,
        rows,
    };
    Ok(Proposal {
        id: id.to_owned(),
        text: toml_text::write(&learnt, file, lang),
        sheet: grid.sheet.name.to_string(),
        columns: block.columns.len(),
    })
}

/// What the form is called: the number of a form ("Biểu số 06/…"), else a line that begins as titles do, else the
/// longest line in capitals.
fn title(grid: &Grid<'_>, top: u32) -> Option<String> {
    let last = top.checked_sub(1)?;
    let lines: Vec<String> = grid
        .texts(top.saturating_sub(TITLE_ROWS), last)
        .filter_map(|(at, _)| match &grid.cell(at)?.content {
            Content::Text(text) => Some(text.lines().map(clean).collect::<Vec<_>>()),
            _ => None,
        })
        .flatten()
        .filter(|line| is_title(line))
        .collect();
    let begins = |starts: &[&str]| {
        let begins = |line: &&String| {
            let folded = fold(line);
            starts.iter().any(|start| folded.strip_prefix(start).is_some_and(|rest| rest.starts_with(' ')))
        };
        lines.iter().find(begins)
    };
    let capitals = |line: &&String| line.chars().all(|letter| !letter.is_lowercase());
    let line = begins(&["biểu số", "biểu mẫu số", "mẫu số", "mẫu biểu", "biểu", "phụ lục số"])
        .or_else(|| {
            begins(&[
                "danh mục",
                "danh sách",
                "báo cáo",
                "tổng hợp",
                "thống kê",
                "kết quả",
                "bảng",
                "tình hình",
            ])
        })
        .or_else(|| lines.iter().filter(capitals).max_by_key(|line| line.chars().count()))?;
    Some(without_period(line)).filter(|title| !title.is_empty())
}

/// Whether a line may be a title: not what stands above every document, and nothing about one sending.
fn is_title(line: &str) -> bool {
    const NO_TITLES: [&str; 12] = [
        "cong hoa xa hoi",
        "doc lap",
        "uy ban nhan dan",
        "ubnd",
        "hoi dong nhan dan",
        "ky bao cao",
        "don vi",
        "ngay",
        "tu ngay",
        "(",
        "so:",
        "kem theo",
    ];
    let plain = fold_ascii(line);
    let letters = plain.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 4
        && line.chars().count() <= LONGEST_TITLE
        && NO_TITLES.iter().all(|other| !plain.starts_with(other))
}

/// A title without the period at its end, which changes: `… NĂM 2025`, `… QUÝ III`.
fn without_period(line: &str) -> String {
    let lower = line.to_lowercase();
    // Lower case has the same bytes in Vietnamese; where it has not, the whole line stays.
    let ends = [" năm 20", " quý ", " 6 tháng", " tháng ", " kỳ ", " (", " từ ngày"];
    let end = ends.iter().filter_map(|end| lower.find(end)).filter(|end| *end >= 8).min();
    let kept = end.filter(|_| lower.len() == line.len()).and_then(|end| line.get(..end)).unwrap_or(line);
    kept.trim_end_matches([' ', ',', '-', ':', '.']).to_owned()
}

#[cfg(test)]
mod tests;
