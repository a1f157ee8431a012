//! What the readers of foreign forms share: a form on its page.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::cell_words::is_blank_cell;
use super::form::{FormColumn, FormDescription};
use super::numbering::Numbering;
use super::outline;
use super::page::Page;
use super::question::Question;
use super::recognition::{Unread, UnreadReason};
use super::sheet::{Cell, Content};
use super::sub_total::{self, RunningSums};
use super::text_key::TextKey;
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Figure, FigureId, FigureKind, State, Value};
use crate::text::clean;

/// From so many formulas on, a number among them stands out.
const FEWEST_FORMULAS: usize = 3;

/// From so many amounts on, a row in which all are the sums of those above is their sum.
const MANY_AMOUNTS: usize = 4;

/// A form description with the page on which it was recognised.
pub(super) struct FormPage<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) form: &'a FormDescription,
    /// See `ExpectedForm::labels`.
    pub(super) labels: &'a [Vec<TextKey>],
}

/// Whether a column holds numbers that can be added up.
pub(super) fn is_summable(column: &FormColumn) -> bool {
    column.kind.is_amount()
}

impl<'a> FormPage<'a> {
    /// The form's columns that were found, each with the sheet's column.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'a FormColumn, u32)> {
        self.form
            .columns
            .iter()
            .enumerate()
            .filter_map(|(index, column)| Some((column, self.page.header.column(index)?)))
    }

    /// The rows of the table that hold something.
    pub(super) fn rows(&self) -> Vec<u32> {
        let header = self.page.header;
        self.page.grid.rows_between(header.bottom + 1, header.end).collect()
    }

    /// The sheet's column of the form's column `id`.
    pub(super) fn column(&self, id: &str) -> Option<u32> {
        self.columns().find(|(column, _)| &*column.id == id).map(|(_, place)| place)
    }

    /// What the column STT says in `row`.
    pub(super) fn number(&self, row: u32) -> Option<String> {
        let column = self.column("stt").or_else(|| self.column("tt"))?;
        let cell = self.page.grid.cell(CellRef::new(row, column));
        Some(cell.map(|cell| clean(&cell.raw())).unwrap_or_default())
    }

    /// Whether the text of any cell of `row` within the table is one of `texts`.
    pub(super) fn says(&self, row: u32, texts: &[TextKey]) -> bool {
        let (first, last) = self.span();
        self.page
            .grid
            .texts(row, row)
            .any(|(at, key)| (first..=last).contains(&at.column) && texts.iter().any(|text| text.equals(key)))
    }

    /// The label of `row`: its first text within the table that does not merely number it.
    pub(super) fn label(&self, row: u32) -> Option<&TextKey> {
        let (first, last) = self.span();
        let mut texts = self.page.grid.texts(row, row).filter(|(at, _)| (first..=last).contains(&at.column));
        texts.find(|(_, key)| outline::depth(&key.shown).is_none()).map(|(_, key)| &**key)
    }

    /// Whether `row` bears a number as records do: `1`, `2.3`.
    pub(super) fn is_numbered(&self, row: u32) -> bool {
        self.number(row).is_some_and(|number| {
            number.starts_with(|c: char| c.is_ascii_digit()) && outline::depth(&number).is_some()
        })
    }

    /// The amounts in `row`, each with its column's place in the form.
    pub(super) fn amounts(&self, row: u32) -> Vec<(usize, Decimal)> {
        let places = self.form.columns.iter().enumerate();
        places
            .filter(|(_, column)| is_summable(column))
            .filter_map(|(index, column)| {
                let place = self.page.header.column(index)?;
                Some((index, self.number_in(column, row, place)?))
            })
            .collect()
    }

    /// Whether `row` sums rows above it, of which `running` knows the sums. Words say so where the row is not numbered
    /// as records are, or where the sums say the same; sums alone only where nothing in the row says that it is a
    /// record: no number where others have one, and no name, or too little else.
    pub(super) fn is_sub_total(&self, row: u32, running: &RunningSums) -> bool {
        let adds_up = || running.are(&self.amounts(row));
        match self.label(row) {
            Some(label) if sub_total::says_sum(label) => {
                let like_record = match self.number(row) {
                    Some(_) => self.is_numbered(row),
                    None => self.texts_are_full(row),
                };
                !like_record || sub_total::says_only_sum(label) || adds_up()
            }
            Some(_) => self.is_unnumbered(row) && self.tells_little(row) && adds_up(),
            None => !self.is_numbered(row) && adds_up(),
        }
    }

    /// Whether the table numbers its rows, but not `row`.
    fn is_unnumbered(&self, row: u32) -> bool {
        self.number(row).is_some_and(|number| outline::depth(&number).is_none())
    }

    /// Whether `row` lacks what a record says beside its amounts, or holds so many amounts that they do not add up by
    /// chance.
    fn tells_little(&self, row: u32) -> bool {
        let blank = |place: u32| is_blank_cell(self.page.grid.cell(CellRef::new(row, place)));
        let amounts = self.amounts(row).iter().filter(|(_, amount)| !amount.is_zero()).count();
        let said = |column: &FormColumn| column.needed && !is_summable(column);
        amounts >= MANY_AMOUNTS || self.columns().any(|(column, place)| said(column) && blank(place))
    }

    /// Whether two or more texts without which a row is no record are all there.
    fn texts_are_full(&self, row: u32) -> bool {
        let texts = || self.columns().filter(|(column, _)| column.needed && column.kind == FigureKind::Text);
        let holds = |place: u32| !is_blank_cell(self.page.grid.cell(CellRef::new(row, place)));
        texts().count() >= 2 && texts().all(|(_, place)| holds(place))
    }

    /// First and last sheet column of the table.
    pub(super) fn span(&self) -> (u32, u32) {
        let columns = || self.page.header.found.iter().map(|found| found.column);
        (columns().min().unwrap_or(0), columns().max().unwrap_or(0))
    }

    /// How many of the found columns that `counts` hold something in `row`, merges aside.
    pub(super) fn filled(&self, row: u32, counts: impl Fn(&FormColumn) -> bool) -> usize {
        self.columns()
            .filter(|(column, place)| {
                counts(column) && !is_blank_cell(self.page.grid.cell(CellRef::new(row, *place)))
            })
            .count()
    }

    /// The number in a cell that only serves a check; what is wrong with it is not told of, since no figure rests on it.
    pub(super) fn number_in(&self, column: &FormColumn, row: u32, place: u32) -> Option<Decimal> {
        let figure = self.silently(column, row, place);
        match figure.state {
            State::NothingArose => Some(Decimal::ZERO),
            _ => figure.number(),
        }
    }

    /// How many of the found columns other than texts hold something in `row` that can be used.
    pub(super) fn usable(&self, row: u32) -> usize {
        let typed = self.columns().filter(|(column, _)| column.kind != FigureKind::Text);
        typed.filter(|(column, place)| self.silently(column, row, *place).state != State::Missing).count()
    }

    /// How many of the needed columns other than texts hold something in `row` that can be used.
    pub(super) fn usable_needed(&self, row: u32) -> usize {
        let typed = self.columns().filter(|(column, _)| column.needed && column.kind != FigureKind::Text);
        typed.filter(|(column, place)| self.silently(column, row, *place).state != State::Missing).count()
    }

    /// The unit in which `column` of `row` is measured.
    pub(super) fn measure(&self, column: &FormColumn, row: u32) -> Arc<str> {
        let stated = column.measured_in.as_deref().and_then(|id| {
            let (stating, place) = self.columns().find(|(other, _)| &*other.id == id)?;
            match self.silently(stating, row, place).value? {
                Value::Choice(code) => stating
                    .choices
                    .iter()
                    .find(|choice| choice.code == code)
                    .map(|choice| choice.label.clone()),
                Value::Text(text) => Some(text),
                Value::Number(_) | Value::Date(_) => None,
            }
        });
        stated.unwrap_or_else(|| column.measure.clone())
    }

    /// The percentage that `cell` of `column` states.
    pub(super) fn stated(&self, column: &FormColumn, cell: CellRef) -> Figure {
        self.silently(column, cell.row, cell.column)
    }

    fn silently(&self, column: &FormColumn, row: u32, place: u32) -> Figure {
        let question = self.question(column, &column.id, column.label.clone());
        let (at, cell) = self.page.value(row, place, column.kind);
        question.ask(cell, &self.page.address(at), self.page.unit).figure
    }

    /// What must be said of numbers typed over formulas: cells of one run of which most others are formulas.
    pub(super) fn typed_over(&self, run: &[(&FormColumn, CellRef)]) -> Vec<Diagnostic> {
        let number = |cell: &&Cell| matches!(cell.content, Content::Number(_));
        let cells: Vec<(&FormColumn, CellRef, &Cell)> = run
            .iter()
            .filter_map(|(column, at)| Some((*column, *at, self.page.grid.cell(*at).filter(number)?)))
            .collect();
        let typed = cells.iter().filter(|(_, _, cell)| cell.formula.is_none());
        let formulas = cells.len() - typed.clone().count();
        if formulas < FEWEST_FORMULAS || typed.clone().count() * 2 > formulas {
            return Vec::new();
        }
        typed
            .map(|(column, at, cell)| {
                Diagnostic::new(Code::CellTypedOver)
                    .at(&self.page.address(*at))
                    .with("raw", cell.raw())
                    .with("label", &column.label)
            })
            .collect()
    }

    /// Whether `row` begins what stands below the table: a signature or a note, and nothing that could be a value.
    pub(super) fn closes(&self, row: u32) -> bool {
        self.page.grid.texts(row, row).any(|(_, key)| is_closing(key)) && self.usable(row) == 0
    }

    /// Whether `row` repeats the header, as on every printed page, or its numbering.
    pub(super) fn repeats_header(&self, row: u32) -> bool {
        let repeated = self.page.header.found.iter().filter(|found| {
            let header = self.page.grid.text(found.cell);
            let here = self.page.grid.text(CellRef::new(row, found.column));
            matches!((header, here), (Some(one), Some(other)) if one.full == other.full)
        });
        repeated.count() * 2 > self.page.header.found.len() || self.repeats_numbering(row)
    }

    /// Whether `row` numbers the columns once more: no cell of it is anything else, and those of texts number too.
    fn repeats_numbering(&self, row: u32) -> bool {
        let Some(numbering) = Numbering::at(self.page.grid, row) else { return false };
        self.columns().all(|(column, place)| {
            column.kind != FigureKind::Text || !column.needed || numbering.of(place).is_some()
        })
    }

    /// The question that `column` puts to a cell of the figure `figure`.
    pub(super) fn question(&self, column: &FormColumn, figure: &FigureId, label: Arc<str>) -> Question {
        Question {
            figure: figure.clone(),
            label,
            kind: column.kind,
            measure: column.measure.clone(),
            choices: column.choices.clone(),
            owner: self.form.from.first().cloned().unwrap_or_else(|| self.page.unit.clone()),
            form: self.form.id.clone(),
        }
    }

    /// A row that is passed over.
    pub(super) fn unread(&self, row: u32, why: UnreadReason) -> Option<Unread> {
        let text_cell = |(_, cell): &(CellRef, &Cell)| matches!(cell.content, Content::Text(_));
        let first = self.page.grid.row(row).find(text_cell).or_else(|| self.page.grid.row(row).next());
        let (cell, content) = first?;
        Some(Unread { sheet: self.page.grid.sheet.name.clone(), cell, text: clean(&content.raw()), why })
    }
}

/// Whether a text begins what stands below tables: signatures and notes.
pub(super) fn is_closing(key: &TextKey) -> bool {
    const CLOSINGS: [&str; 20] = [
        "người lập",
        "người báo cáo",
        "người kiểm tra",
        "thủ trưởng",
        "chủ tịch",
        "phó chủ tịch",
        "trưởng phòng",
        "phó trưởng phòng",
        "giám đốc",
        "phó giám đốc",
        "chánh văn phòng",
        "tm.",
        "kt.",
        "tl.",
        "nơi nhận",
        "ghi chú",
        "ký tên",
        "xác nhận của",
        "(ký",
        "lưu ý",
    ];
    // After an abbreviation anything may follow, after a word no further letter.
    let begins = |closing: &str| {
        key.full.strip_prefix(closing).is_some_and(|rest| {
            closing.ends_with('.') || rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
        })
    };
    let dated = key.full.contains("ngày") && key.full.contains("tháng") && key.full.contains("năm");
    CLOSINGS.iter().any(|closing| begins(closing)) || dated
}
