//! What the cells of a column suggest that it holds.

use super::super::cell_words::is_blank_cell;
use super::super::grid::Grid;
use super::super::sheet::{Cell, Content};
use super::header_block::HeaderBlock;
use super::names::{distinct, identifier};
use crate::address::CellRef;
use crate::figure::FigureKind;
use crate::text::{NumberKind, clean, fold, parse_date, parse_number};

/// Different answers up to which a column of texts may be a choice, and how often each must occur on average.
const MOST_CHOICES: usize = 4;
const REPEATED: usize = 4;
/// Longest answer in letters.
const LONGEST_CHOICE: usize = 24;

/// One column of the proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LearntColumn {
    /// Its name in the description.
    pub(super) id: String,
    /// The sheet's column.
    pub(super) place: u32,
    /// Header texts from the top down.
    pub(super) levels: Vec<String>,
    /// What the numbering row says.
    pub(super) number: Option<String>,
    /// What it seems to hold.
    pub(super) kind: FigureKind,
    /// Answers, where it seems to be a choice.
    pub(super) choices: Vec<String>,
    /// Whether most rows fill it.
    pub(super) needed: bool,
    /// Whether too few cells were there to tell its kind.
    pub(super) unsure: bool,
}

impl LearntColumn {
    /// Whether it holds numbers.
    pub(super) fn is_numeric(&self) -> bool {
        matches!(self.kind, FigureKind::Count | FigureKind::Number | FigureKind::Money | FigureKind::Percent)
    }

    /// Name in words.
    pub(super) fn label(&self) -> String {
        self.levels.join(": ")
    }

    /// `hồ sơ` where the header counts them, `%`, `đồng`; empty where it does not say.
    pub(super) fn measure(&self) -> &'static str {
        let label = fold(&self.label());
        match self.kind {
            FigureKind::Percent => "%",
            FigureKind::Money => "đồng",
            _ if label.contains("hồ sơ") => "hồ sơ",
            _ if label.contains("văn bản") => "văn bản",
            _ => "",
        }
    }
}

/// The columns of `block` with guessed types and distinct names.
pub(super) fn learn(grid: &Grid<'_>, block: &HeaderBlock) -> Vec<LearntColumn> {
    let leaf = |levels: &[String]| levels.last().map(|text| fold(text)).unwrap_or_default();
    let mut learnt: Vec<LearntColumn> = Vec::new();
    for column in &block.columns {
        let own = leaf(&column.levels);
        let repeated = block.columns.iter().filter(|other| leaf(&other.levels) == own).count() > 1;
        let id = if matches!(own.as_str(), "stt" | "tt" | "số tt" | "số thứ tự") {
            "stt".to_owned()
        } else if matches!(own.as_str(), "mã" | "mã số") {
            "ma".to_owned()
        } else if repeated {
            identifier(&column.levels.join(" "))
        } else {
            identifier(&own)
        };
        let id = distinct(id, |id| learnt.iter().any(|other| other.id == id));
        let is_number = id == "stt" || id == "ma";
        let cells: Vec<&Cell> = block
            .rows
            .iter()
            .filter_map(|row| grid.cell(CellRef::new(*row, column.place)))
            .filter(|cell| !is_blank_cell(Some(cell)))
            .collect();
        let kind = if is_number { FigureKind::Text } else { kind_of(&cells, &own) };
        let choices = if kind == FigureKind::Text && !is_number { choices(&cells) } else { Vec::new() };
        learnt.push(LearntColumn {
            needed: !is_number && cells.len() * 2 >= block.rows.len(),
            unsure: cells.len() < 2,
            kind: if choices.is_empty() { kind } else { FigureKind::Choice },
            id,
            place: column.place,
            levels: column.levels.clone(),
            number: column.number.clone(),
            choices,
        });
    }
    // A form whose every column may be absent would be recognised in anything.
    if learnt.iter().all(|column| !column.needed) {
        learnt.iter_mut().filter(|column| column.id != "stt").for_each(|column| column.needed = true);
    }
    learnt
}

/// The type of most cells; words of the header decide between numbers.
fn kind_of(cells: &[&Cell], header: &str) -> FigureKind {
    let (mut numbers, mut fractions, mut percents, mut dates) = (0usize, 0usize, 0usize, 0usize);
    for cell in cells {
        match &cell.content {
            Content::Number(_) if cell.is_percent() => percents += 1,
            Content::Number(number) => {
                numbers += 1;
                fractions += usize::from(!number.fract().is_zero());
            }
            Content::Date(_) => dates += 1,
            Content::NotCalculated => numbers += 1,
            Content::Text(text) => {
                if parse_date(text).is_ok() {
                    dates += 1;
                } else if let Ok(parsed) = parse_number(text, NumberKind::Percent)
                    && !parsed.from_text
                {
                    if parsed.percent_sign {
                        percents += 1;
                    } else {
                        numbers += 1;
                        fractions += usize::from(!parsed.value.fract().is_zero());
                    }
                }
            }
            Content::Bool(_) | Content::Error(_) => {}
        }
    }
    let mostly = |count: usize| count > 0 && count * 2 > cells.len();
    let says = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if mostly(dates) {
        FigureKind::Date
    } else if mostly(percents) || (mostly(numbers + percents) && says(&["tỷ lệ", "tỉ lệ", "%"])) {
        FigureKind::Percent
    } else if mostly(numbers) && says(&["kinh phí", "số tiền", "đồng"]) {
        FigureKind::Money
    } else if mostly(numbers) && (fractions > 0 || says(&["thời hạn", "thời gian", "điểm"])) {
        FigureKind::Number
    } else if mostly(numbers) {
        FigureKind::Count
    } else {
        FigureKind::Text
    }
}

/// The few short texts that a column repeats; empty where it holds many.
fn choices(cells: &[&Cell]) -> Vec<String> {
    let mut answers: Vec<(String, String, usize)> = Vec::new();
    for cell in cells {
        let text = clean(&cell.raw());
        let key = fold(&text);
        if text.chars().count() > LONGEST_CHOICE || text.contains([':', '"']) || identifier(&key).is_empty() {
            return Vec::new();
        }
        match answers.iter_mut().find(|(other, _, _)| *other == key) {
            Some((_, _, count)) => *count += 1,
            None => answers.push((key, text, 1)),
        }
        if answers.len() > MOST_CHOICES {
            return Vec::new();
        }
    }
    let often = cells.len() >= answers.len() * REPEATED && answers.iter().all(|(_, _, count)| *count > 1);
    if answers.len() < 2 || !often {
        return Vec::new();
    }
    answers.into_iter().map(|(_, text, _)| text).collect()
}
