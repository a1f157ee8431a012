//! Which forms from elsewhere stand on which sheets: by the name that a sheet bears, or by its columns alone.

use std::collections::HashSet;
use std::sync::Arc;

use super::blocks::{Block, Form, with_pages};
use super::expected::{Expected, ExpectedForm};
use super::form::{FormDescription, FormRows};
use super::form_page::FormPage;
use super::grid::Grid;
use super::header::{Header, How, WantedColumns};
use super::header_search::find_headers;
use super::letterhead::{Letterhead, Said};
use super::text_key::TextKey;
use super::{form_fit, form_name, keyed_form, own_form, table_form, total_form};
use crate::address::{Address, CellRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::UnitCode;
use crate::text::fold;

/// Columns of our own form that a sheet must show to be taken for one that cannot be read.
const OWN_ALIKE: usize = 5;
/// Columns of a form of another's, likewise.
const FEWEST_ALIKE: usize = 3;

/// Rows of a sheet without a header among which the first record is looked for.
const FIRST_ROWS: usize = 5;

/// What was found in one workbook.
#[derive(Default)]
pub(super) struct Forms<'a> {
    /// Tables, each in one block a sheet.
    pub(super) tables: Vec<Vec<Block<'a>>>,
    /// What must be said of sheets that look like a form and are not read.
    pub(super) unread: Vec<Diagnostic>,
}

/// How a block was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    /// By its columns and what stands in them.
    Columns,
    /// By a text on another sheet of the workbook.
    Elsewhere,
    /// By a text on its own sheet.
    Here,
}

struct Candidate<'a> {
    block: Block<'a>,
    certainty: Certainty,
}

/// What all steps of the search look at.
#[derive(Clone, Copy)]
struct Search<'s, 'a, 'g> {
    grids: &'s [Grid<'g>],
    file: &'s Arc<str>,
    expected: &'a Expected<'a>,
}

/// The forms of others on the sheets that hold none of `own`.
pub(super) fn find_forms<'a>(
    grids: &[Grid<'_>],
    own: &[Block<'_>],
    file: &Arc<str>,
    expected: &'a Expected<'a>,
) -> Forms<'a> {
    let is_own = |sheet: usize| own.iter().any(|block| block.sheet == sheet);
    if (0..grids.len()).all(is_own) {
        return Forms::default();
    }
    let search = Search { grids, file, expected };
    let mut alike: Vec<Block<'a>> = Vec::new();
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    for form in &expected.forms {
        let elsewhere = grids.iter().find_map(|grid| text_of(grid, form, u32::MAX));
        for sheet in (0..grids.len()).filter(|sheet| !is_own(*sheet)) {
            match search.on_sheet(form, sheet, elsewhere.as_deref()) {
                Some(Ok(candidate)) => candidates.push(candidate),
                Some(Err(block)) => alike.push(block),
                None => {}
            }
        }
    }
    let mut forms = Forms::default();
    for of_form in by_form(best(candidates, &mut alike)) {
        forms.tables.extend(search.tables(of_form, &mut alike));
    }
    forms.tables.sort_by_key(|table| table.first().map_or(0, |block| block.sheet));
    forms.unread = search.unread(own, &forms.tables, &alike);
    forms
}

fn by_form(candidates: Vec<Candidate<'_>>) -> Vec<Vec<Candidate<'_>>> {
    let mut groups: Vec<Vec<Candidate<'_>>> = Vec::new();
    for candidate in candidates {
        let same = |group: &&mut Vec<Candidate<'_>>| {
            group.first().is_some_and(|first| first.block.form_id() == candidate.block.form_id())
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    groups
}

/// The candidates of which none claims the header of another. Of two forms that claim one table, the one that the sheet
/// or the workbook names has it, then the one of which more columns were found; where neither is named and both fit
/// alike, nobody can tell, and neither has it.
fn best<'a>(candidates: Vec<Candidate<'a>>, alike: &mut Vec<Block<'a>>) -> Vec<Candidate<'a>> {
    let rank = |candidate: &Candidate<'_>| {
        let columns = candidate.block.headers.first().map_or(0, |header| header.found.len());
        (candidate.certainty != Certainty::Columns, columns)
    };
    let keep: Vec<(bool, bool)> = candidates
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let rivals = candidates.iter().enumerate().filter(|(_, other)| overlap(&one.block, &other.block));
            let rivals: Vec<(usize, &Candidate<'_>)> = rivals.filter(|(other, _)| *other != index).collect();
            let tied = one.certainty == Certainty::Columns
                && rivals.iter().any(|(_, other)| rank(other) == rank(one));
            let beaten = rivals.iter().any(|(other_index, other)| {
                rank(other) > rank(one) || (rank(other) == rank(one) && *other_index < index)
            });
            (!tied && !beaten, tied)
        })
        .collect();
    let mut kept = Vec::new();
    for (candidate, (keep, tied)) in candidates.into_iter().zip(keep) {
        if keep {
            kept.push(candidate);
        } else if tied {
            alike.push(candidate.block);
        }
    }
    kept
}

fn overlap(one: &Block<'_>, other: &Block<'_>) -> bool {
    let meet = |one: &Header, other: &Header| one.top <= other.bottom && other.top <= one.bottom;
    one.sheet == other.sheet
        && one.headers.iter().any(|one| other.headers.iter().any(|other| meet(one, other)))
}

/// The text by which `form` is recognised on a sheet: in any of its cells down to row `last`, or its name.
fn text_of(grid: &Grid<'_>, form: &ExpectedForm<'_>, last: u32) -> Option<String> {
    let has = |text: &str| form.recognise.iter().any(|wanted| text.contains(wanted.as_str()));
    let in_cell = grid.texts(0, last).find(|(_, key)| has(&key.tight));
    in_cell
        .map(|(_, key)| key.shown.clone())
        .or_else(|| has(&TextKey::of(&grid.sheet.name).tight).then(|| grid.sheet.name.to_string()))
}

/// How many columns a header must show before a sheet is looked at further.
fn least(wanted: &WantedColumns) -> usize {
    let needed = wanted.iter().filter(|column| column.needed).count();
    needed.div_ceil(2).clamp(1, wanted.len().max(1)).max(2.min(wanted.len()))
}

/// The form that a workbook is nearest to although it was not recognised.
pub(super) fn nearest_form<'a>(
    grids: &[Grid<'_>],
    forms: &[ExpectedForm<'a>],
) -> Option<&'a FormDescription> {
    let titled = forms.iter().find(|form| grids.iter().any(|grid| text_of(grid, form, u32::MAX).is_some()));
    let near = titled.or_else(|| {
        forms.iter().find(|form| {
            let least = form.columns.len().div_ceil(2).max(2);
            grids.iter().any(|grid| !find_headers(grid, &form.columns, least).is_empty())
        })
    });
    near.map(|form| form.form)
}

impl<'a> Search<'_, 'a, '_> {
    /// `form` on one sheet: a candidate, or a block that looks like it and cannot be read; nothing where the sheet shows
    /// too few of its columns. `elsewhere` is the text that names the form on any sheet of the workbook.
    fn on_sheet(
        &self,
        form: &'a ExpectedForm<'a>,
        sheet: usize,
        elsewhere: Option<&str>,
    ) -> Option<Result<Candidate<'a>, Block<'a>>> {
        let grid = self.grids.get(sheet)?;
        let headers = find_headers(grid, &form.columns, least(&form.columns));
        let top = headers.first()?.top;
        let here = text_of(grid, form, u32::MAX);
        let recognised_by = here.clone().or_else(|| elsewhere.map(str::to_owned));
        let form_of = Form::Foreign(form);
        let block =
            Block { sheet, form: form_of, wanted: &form.columns, headers, recognised_by, unknown_name: None };
        let candidate = |certainty, block| Some(Ok(Candidate { block, certainty }));
        let named = form.sheet.as_deref().map(|name| name == fold(&grid.sheet.name));
        if named == Some(true) || (here.is_some() && named.is_none()) {
            return candidate(Certainty::Here, block);
        }
        if form.recognise.is_empty() && named.is_none() {
            let complete = |header: &Header| form.columns.complete(|place| header.column(place).is_some());
            let complete = block.headers.iter().any(complete);
            return if complete { candidate(Certainty::Columns, block) } else { Some(Err(block)) };
        }
        if elsewhere.is_some() && named.is_none() {
            return candidate(Certainty::Elsewhere, block);
        }
        let other = self.expected.forms.iter().filter(|other| other.form.id != form.form.id);
        let is_other = top > 0 && other.into_iter().any(|other| text_of(grid, other, top - 1).is_some());
        let borne_out =
            |page: &FormPage<'_>| form_fit::is_complete(page, &form.columns) && form_fit::bears_out(page);
        if is_other || !self.pages(&[&block], |pages| pages.iter().any(borne_out)) {
            return Some(Err(block));
        }
        let unknown_name = match here {
            Some(_) => None,
            None => form_name::unknown_name(grid, top, form),
        };
        candidate(Certainty::Columns, Block { unknown_name, ..block })
    }

    /// What `read` makes of `blocks`, all of one form.
    fn pages<R>(&self, blocks: &[&Block<'a>], read: impl FnOnce(&[FormPage<'_>]) -> R) -> R {
        let nobody: UnitCode = Arc::from("");
        with_pages(self.grids, blocks, self.file, &nobody, read)
    }

    /// The tables of one form: one for each sheet, unless a sheet goes on where the one before ends. Sheets that are not
    /// named where others are, and do not go on, are `left`.
    fn tables(&self, mut candidates: Vec<Candidate<'a>>, left: &mut Vec<Block<'a>>) -> Vec<Vec<Block<'a>>> {
        candidates.sort_by_key(|candidate| candidate.block.sheet);
        let any_named = candidates.iter().any(|candidate| candidate.certainty == Certainty::Here);
        let mut tables: Vec<Vec<Block<'a>>> = Vec::new();
        for Candidate { block, certainty } in candidates {
            let named = certainty == Certainty::Here || !any_named;
            let complete = || {
                self.pages(&[&block], |pages| {
                    pages.iter().all(|page| form_fit::is_complete(page, block.wanted))
                })
            };
            match tables.last_mut() {
                Some(table) if (named || complete()) && self.goes_on(table, &block) => table.push(block),
                _ if named => tables.push(vec![block]),
                _ => left.push(block),
            }
        }
        tables
    }

    /// Whether `block` goes on where `table` ends: nothing above it says another sender or period, and what it holds is
    /// not in the table already. A form with a total goes on until its total row.
    fn goes_on(&self, table: &[Block<'a>], block: &Block<'a>) -> bool {
        let Form::Foreign(form) = block.form else { return false };
        let earlier: Vec<&Block<'a>> = table.iter().collect();
        if !earlier.iter().all(|other| self.heads_agree(other, block)) {
            return false;
        }
        let disjoint = |of: fn(&[FormPage<'_>]) -> HashSet<String>| {
            let new = self.pages(&[block], of);
            !new.is_empty() && self.pages(&earlier, of).is_disjoint(&new)
        };
        match form.form.rows {
            FormRows::Total { .. } => !self.pages(&earlier, total_form::has_total),
            FormRows::Table { .. } => disjoint(table_form::records),
            FormRows::Keyed { .. } => disjoint(keyed_form::named_rows),
        }
    }

    fn heads_agree(&self, one: &Block<'_>, other: &Block<'_>) -> bool {
        let (one, other) = (self.head(one), self.head(other));
        let differ = |one: Option<&Said>, other: Option<&Said>| match (one, other) {
            (Some(one), Some(other)) => fold(&one.text) != fold(&other.text),
            _ => false,
        };
        !differ(one.units.first(), other.units.first()) && !differ(one.period.as_ref(), other.period.as_ref())
    }

    fn head(&self, block: &Block<'_>) -> Letterhead {
        let top = block.headers.first().map_or(0, |header| header.top);
        match self.grids.get(block.sheet) {
            Some(grid) if top > 0 => Letterhead::read(grid, 0, top - 1),
            _ => Letterhead::default(),
        }
    }

    /// What must be said of sheets that look like a form and are read as none.
    fn unread(&self, own: &[Block<'_>], tables: &[Vec<Block<'a>>], alike: &[Block<'a>]) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        for (sheet, grid) in self.grids.iter().enumerate() {
            let read = || own.iter().chain(tables.iter().flatten()).filter(|block| block.sheet == sheet);
            let certain = |block: &Block<'_>| {
                let found = block.headers.iter().flat_map(|header| &header.found);
                let texts: HashSet<usize> =
                    found.filter(|found| found.how != How::Similar).map(|found| found.wanted).collect();
                texts.len()
            };
            let like_form = |block: &&Block<'a>| {
                let count = certain(block);
                block.sheet == sheet
                    && count >= FEWEST_ALIKE
                    && count * 2 >= block.wanted.len()
                    && read().all(|other| !overlap(other, block))
            };
            let nearest = alike.iter().filter(like_form).max_by_key(|block| certain(block));
            if let Some(block) = nearest
                && let (Form::Foreign(form), Some(header)) = (block.form, block.headers.first())
            {
                let columns = header.found.iter().map(|found| found.text.as_str());
                let at = CellRef::new(header.bottom, header.found.first().map_or(0, |found| found.column));
                told.push(self.like(grid, at, &form.form.title, columns));
                continue;
            }
            if read().next().is_some() {
                continue;
            }
            let own_like = [&self.expected.figure_columns, &self.expected.task_columns];
            let own_like = own_like
                .into_iter()
                .find_map(|wanted| find_headers(grid, wanted, OWN_ALIKE).into_iter().next());
            if let Some(header) = own_like {
                let columns = header.found.iter().map(|found| found.text.as_str());
                let at = CellRef::new(header.top, header.found.first().map_or(0, |found| found.column));
                told.push(self.like(grid, at, own_form::TITLE, columns));
                continue;
            }
            let before = tables.iter().flatten().filter(|block| block.sheet < sheet);
            if let Some(block) = before.max_by_key(|block| block.sheet)
                && let Form::Foreign(form) = block.form
                && let Some(at) = self.counts_on(grid, block)
            {
                let header = block.headers.last();
                let columns =
                    header.into_iter().flat_map(|header| &header.found).map(|found| found.text.as_str());
                told.push(self.like(grid, at, &form.form.title, columns));
            }
        }
        told
    }

    fn like<'t>(
        &self,
        grid: &Grid<'_>,
        at: CellRef,
        form: &str,
        columns: impl Iterator<Item = &'t str>,
    ) -> Diagnostic {
        let address = Address { file: self.file.clone(), sheet: grid.sheet.name.clone(), cell: at };
        Diagnostic::new(Code::SheetLikeForm)
            .at(&address)
            .with("form", form)
            .with("columns", columns.collect::<Vec<_>>().join("; "))
    }

    /// Where a sheet without any header counts on from the last row of `block`, in the same column, with as many columns
    /// filled.
    fn counts_on(&self, grid: &Grid<'_>, block: &Block<'_>) -> Option<CellRef> {
        let before = self.grids.get(block.sheet)?;
        let header = block.headers.last()?;
        let form = match block.form {
            Form::Foreign(form) => form.form,
            Form::Figures | Form::Tasks => return None,
        };
        let numbering = form.columns.iter().position(|column| matches!(&*column.id, "stt" | "tt"))?;
        let column = header.column(numbering)?;
        let number = |grid: &Grid<'_>, row: u32| {
            let key = grid.key(CellRef::new(row, column))?;
            key.full.parse::<u32>().ok()
        };
        let last =
            before.rows_between(header.bottom + 1, header.end).rev().find_map(|row| number(before, row))?;
        let row = grid
            .rows_between(0, u32::MAX)
            .take(FIRST_ROWS)
            .find(|row| number(grid, *row) == Some(last + 1))?;
        let filled = header.found.iter().filter(|found| grid.cell(CellRef::new(row, found.column)).is_some());
        (filled.count() * 2 > header.found.len()).then(|| CellRef::new(row, column))
    }
}
