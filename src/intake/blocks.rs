//! Where forms stand in a workbook.

use std::sync::Arc;

use super::expected::{Expected, ExpectedForm};
use super::form::FormDescription;
use super::grid::Grid;
use super::header::{Header, How, WantedColumns};
use super::header_search::find_headers;
use super::own_rows;
use super::page::Page;
use super::recognition::{RecognisedColumn, RecognisedPart};
use super::text_key::TextKey;
use crate::figure::UnitCode;
use crate::plan::OWN_FORM;
use crate::text::fold;

/// Which form a block of rows belongs to.
#[derive(Clone, Copy)]
pub(super) enum Form<'a> {
    Figures,
    Tasks,
    Foreign(&'a ExpectedForm<'a>),
}

/// A header block of a form on one sheet.
pub(super) struct Block<'a> {
    pub(super) sheet: usize,
    pub(super) form: Form<'a>,
    pub(super) wanted: &'a WantedColumns,
    /// Its header blocks, from the top down; more than one where a form is repeated.
    pub(super) headers: Vec<Header>,
    /// The text by which the form was recognised beside its headers.
    pub(super) recognised_by: Option<String>,
}

pub(super) fn own_blocks<'a>(
    grids: &[Grid<'_>],
    file: &Arc<str>,
    expected: &'a Expected<'_>,
) -> Vec<Block<'a>> {
    let nobody: UnitCode = Arc::from("");
    let mut blocks = Vec::new();
    for (sheet, grid) in grids.iter().enumerate() {
        let kinds = [(Form::Figures, &expected.figure_columns), (Form::Tasks, &expected.task_columns)];
        for (form, wanted) in kinds {
            let mut headers = find_headers(grid, wanted, 3);
            headers.retain(|header| {
                let page = Page { file, unit: &nobody, grid, header };
                let named = header.column(own_rows::CODE).or(header.column(own_rows::LABEL)).is_some();
                let is_on = match form {
                    Form::Figures => expected.figures.is_on(&page),
                    Form::Tasks | Form::Foreign(_) => expected.tasks.is_on(&page),
                };
                named && is_on
            });
            if !headers.is_empty() {
                blocks.push(Block { sheet, form, wanted, headers, recognised_by: None });
            }
        }
    }
    // Two of our tables on one sheet: the upper one ends where the lower one begins.
    let tops: Vec<(usize, u32)> = blocks
        .iter()
        .flat_map(|block| block.headers.iter().map(|header| (block.sheet, header.top)))
        .collect();
    for block in &mut blocks {
        for header in &mut block.headers {
            let below = tops.iter().filter(|(sheet, top)| *sheet == block.sheet && *top > header.bottom);
            if let Some(next) = below.map(|(_, top)| *top).min() {
                header.end = header.end.min(next - 1);
            }
        }
    }
    blocks
}

pub(super) fn foreign_blocks<'a>(
    grids: &[Grid<'_>],
    own: &[Block<'_>],
    forms: &'a [ExpectedForm<'a>],
) -> Vec<Block<'a>> {
    let is_own = |sheet: usize| own.iter().any(|block| block.sheet == sheet);
    if (0..grids.len()).all(is_own) {
        return Vec::new();
    }
    let mut blocks: Vec<(bool, Block<'a>)> = Vec::new();
    for form in forms {
        let wanted = &form.columns;
        let needed = wanted.iter().filter(|column| column.needed).count();
        let least = needed.div_ceil(2).clamp(1, wanted.len().max(1)).max(2.min(wanted.len()));
        let elsewhere = grids.iter().find_map(|grid| text_of(grid, form));
        for (sheet, grid) in grids.iter().enumerate() {
            if is_own(sheet) {
                continue;
            }
            let named = form.sheet.as_deref().map(|name| name == fold(&grid.sheet.name));
            if named == Some(false) {
                continue;
            }
            let here = text_of(grid, form);
            let on_sheet = here.is_some() || named == Some(true);
            let needs_no_text = form.recognise.is_empty() || named == Some(true);
            if !needs_no_text && elsewhere.is_none() {
                continue;
            }
            let headers = find_headers(grid, wanted, least);
            let complete = |header: &Header| {
                wanted
                    .iter()
                    .enumerate()
                    .all(|(index, column)| !column.needed || header.column(index).is_some())
            };
            // Without any text of its own a form is recognised by complete headers only.
            if headers.is_empty() || (needs_no_text && named.is_none() && !headers.iter().any(complete)) {
                continue;
            }
            let recognised_by = here.or_else(|| elsewhere.clone());
            let block = Block { sheet, form: Form::Foreign(form), wanted, headers, recognised_by };
            blocks.push((on_sheet, block));
        }
    }
    best_blocks(blocks)
}

/// A form whose title stands on one sheet is not looked for on the others; of two forms that claim one table, the one
/// of which more columns were found has it.
fn best_blocks(blocks: Vec<(bool, Block<'_>)>) -> Vec<Block<'_>> {
    let id = |block: &Block<'_>| match block.form {
        Form::Foreign(form) => form.form.id.clone(),
        Form::Figures | Form::Tasks => Arc::from(OWN_FORM),
    };
    let columns = |block: &Block<'_>| block.headers.first().map_or(0, |header| header.found.len());
    let keep: Vec<bool> = blocks
        .iter()
        .enumerate()
        .map(|(index, (on_sheet, block))| {
            let titled_elsewhere =
                !on_sheet && blocks.iter().any(|(titled, other)| *titled && id(other) == id(block));
            let claimed = blocks.iter().enumerate().any(|(other_index, (_, other))| {
                let overlap = other.sheet == block.sheet
                    && other.headers.iter().any(|one| {
                        block.headers.iter().any(|two| one.top <= two.bottom && two.top <= one.bottom)
                    });
                let better = columns(other) > columns(block)
                    || (columns(other) == columns(block) && other_index < index);
                other_index != index && overlap && better
            });
            !titled_elsewhere && !claimed
        })
        .collect();
    blocks.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|((_, block), _)| block).collect()
}

/// The text by which `form` is recognised on a sheet: in any of its cells, or its name.
fn text_of(grid: &Grid<'_>, form: &ExpectedForm<'_>) -> Option<String> {
    let has = |text: &str| form.recognise.iter().any(|wanted| text.contains(wanted.as_str()));
    let in_cell = grid.texts(0, u32::MAX).find(|(_, key)| has(&key.tight));
    in_cell
        .map(|(_, key)| key.shown.clone())
        .or_else(|| has(&TextKey::of(&grid.sheet.name).tight).then(|| grid.sheet.name.to_string()))
}

/// The form that a workbook is nearest to although it was not recognised.
pub(super) fn nearest_form<'a>(
    grids: &[Grid<'_>],
    forms: &[ExpectedForm<'a>],
) -> Option<&'a FormDescription> {
    let titled = forms.iter().find(|form| grids.iter().any(|grid| text_of(grid, form).is_some()));
    let near = titled.or_else(|| {
        forms.iter().find(|form| {
            let least = form.columns.len().div_ceil(2).max(2);
            grids.iter().any(|grid| !find_headers(grid, &form.columns, least).is_empty())
        })
    });
    near.map(|form| form.form)
}

/// A block as it is shown to a person.
pub(super) fn part(grids: &[Grid<'_>], block: &Block<'_>) -> RecognisedPart {
    let first = block.headers.first();
    let found = || first.into_iter().flat_map(|header| &header.found);
    let name = |index: usize| block.wanted.get(index).map(|column| column.name.clone()).unwrap_or_default();
    RecognisedPart {
        form: match block.form {
            Form::Foreign(form) => form.form.id.clone(),
            Form::Figures | Form::Tasks => OWN_FORM.into(),
        },
        sheet: grids.get(block.sheet).map_or(Arc::from(""), |grid| grid.sheet.name.clone()),
        recognised_by: block.recognised_by.clone(),
        header_rows: first.map_or((0, 0), |header| (header.top, header.bottom)),
        columns: found()
            .map(|found| RecognisedColumn {
                column: name(found.wanted),
                cell: found.cell,
                text: found.text.clone(),
                guessed: found.how == How::Similar,
            })
            .collect(),
        absent: (0..block.wanted.len())
            .filter(|index| found().all(|found| found.wanted != *index))
            .map(name)
            .collect(),
    }
}
