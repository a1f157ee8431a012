//! Where forms stand in a workbook.

use std::sync::Arc;

use super::expected::{Expected, ExpectedForm};
use super::form_name::FormName;
use super::form_page::FormPage;
use super::grid::Grid;
use super::header::{Header, How, WantedColumns};
use super::header_search::find_headers;
use super::own_rows;
use super::page::Page;
use super::recognition::{RecognisedColumn, RecognisedPart};
use crate::figure::UnitCode;
use crate::plan::OWN_FORM;

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
    /// What the sheet calls itself, where that is not a name of the form.
    pub(super) unknown_name: Option<FormName>,
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
                blocks.push(Block { sheet, form, wanted, headers, recognised_by: None, unknown_name: None });
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

/// What `read` makes of `blocks`, all of one form of another's: a page for each header block, in their order.
pub(super) fn with_pages<R>(
    grids: &[Grid<'_>],
    blocks: &[&Block<'_>],
    file: &Arc<str>,
    unit: &UnitCode,
    read: impl FnOnce(&[FormPage<'_>]) -> R,
) -> R {
    let mut pages = Vec::new();
    for block in blocks {
        let headers =
            grids.get(block.sheet).map(|grid| block.headers.iter().map(move |header| (grid, header)));
        pages.extend(headers.into_iter().flatten().map(|(grid, header)| Page { file, unit, grid, header }));
    }
    let Some(Form::Foreign(form)) = blocks.first().map(|block| block.form) else { return read(&[]) };
    let of_form = |page| FormPage { page, form: form.form, labels: &form.labels };
    let pages: Vec<FormPage<'_>> = pages.iter().map(of_form).collect();
    read(&pages)
}

impl Block<'_> {
    /// Identifier of its form.
    pub(super) fn form_id(&self) -> Arc<str> {
        match self.form {
            Form::Foreign(form) => form.form.id.clone(),
            Form::Figures | Form::Tasks => OWN_FORM.into(),
        }
    }
}

/// A block as it is shown to a person.
pub(super) fn part(grids: &[Grid<'_>], block: &Block<'_>) -> RecognisedPart {
    let first = block.headers.first();
    let found = || first.into_iter().flat_map(|header| &header.found);
    let name = |index: usize| block.wanted.get(index).map(|column| column.name.clone()).unwrap_or_default();
    RecognisedPart {
        form: block.form_id(),
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
