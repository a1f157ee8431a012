//! Whether the rows below a header are those of a form: the evidence for a form that does not say its name.

use rust_decimal::Decimal;

use super::form::FormRows;
use super::form_page::FormPage;
use super::header::{How, WantedColumns};
use super::identity::{Identity, Term};
use super::{keyed_form, total_form};
use crate::figure::FigureKind;

/// Rows of a table that are looked at.
const LOOKED_AT: usize = 200;
/// Columns whose texts together are no other form's.
const FEWEST_COLUMNS: usize = 4;
/// Words of a header that say more than a usual one.
const TELLING_WORDS: usize = 3;
/// Named rows that are no other form's.
const FEWEST_NAMED: usize = 3;

/// Whether each needed column was found, and by its text or its number, not by likeness.
pub(super) fn is_complete(page: &FormPage<'_>, wanted: &WantedColumns) -> bool {
    let certain = |place| page.page.header.found(place).is_some_and(|found| found.how != How::Similar);
    wanted.complete(certain)
}

/// Whether the rows of `page` bear out that it is the form: its identities hold in the total row or in most rows, most
/// of its named rows are there, or, in a form that has neither, the headers are telling and the cells are of their
/// kinds.
pub(super) fn bears_out(page: &FormPage<'_>) -> bool {
    let rows: Vec<u32> = page.rows().into_iter().take(LOOKED_AT).collect();
    if !page.form.identities.is_empty() {
        let totals = match page.form.rows {
            FormRows::Total { .. } => total_form::total_cells(std::slice::from_ref(page)),
            FormRows::Table { .. } | FormRows::Keyed { .. } => Vec::new(),
        };
        let total_holds = !totals.is_empty() && totals.iter().all(|(_, row)| holds(page, *row) == Some(true));
        return total_holds || mostly(rows.iter().filter_map(|row| holds(page, *row)));
    }
    if let FormRows::Keyed { rows } = &page.form.rows {
        let named = keyed_form::named_rows(std::slice::from_ref(page)).len();
        return named >= FEWEST_NAMED && named * 2 >= rows.len();
    }
    is_telling(page) && mostly(rows.iter().filter_map(|row| is_of_kinds(page, *row)))
}

fn mostly(mut answers: impl Iterator<Item = bool>) -> bool {
    let (mut yes, mut all) = (0, 0);
    for answer in &mut answers {
        all += 1;
        yes += usize::from(answer);
    }
    yes * 2 > all
}

/// Whether all identities that can be computed hold in `row`; `None` where fewer than half of them can be, or where all
/// numbers are nothing.
fn holds(page: &FormPage<'_>, row: u32) -> Option<bool> {
    let number = |term: &Term| {
        let (column, place) = page.columns().find(|(column, _)| *column.id == *term.column)?;
        page.number_in(column, row, place)
    };
    let sum = |terms: &[Term]| {
        terms.iter().try_fold(Decimal::ZERO, |sum, term| {
            let value = number(term)?;
            if term.negative { sum.checked_sub(value) } else { sum.checked_add(value) }
        })
    };
    let sides = |identity: &Identity| Some((sum(&identity.left)?, sum(&identity.right)?));
    let computed: Vec<(Decimal, Decimal)> = page.form.identities.iter().filter_map(sides).collect();
    let anything = computed.iter().any(|(left, right)| !left.is_zero() || !right.is_zero());
    let enough = anything && computed.len() * 2 >= page.form.identities.len();
    enough.then(|| computed.iter().all(|(left, right)| left == right))
}

/// Whether the headers are those of no other form: many, and some of many words.
fn is_telling(page: &FormPage<'_>) -> bool {
    let needed = || page.form.columns.iter().filter(|column| column.needed);
    let telling = |texts: &Vec<String>| {
        texts.first().is_some_and(|text| text.split_whitespace().count() >= TELLING_WORDS)
    };
    needed().count() >= FEWEST_COLUMNS
        && needed().filter(|column| column.header.iter().any(telling)).count() * 2 >= needed().count()
}

/// Whether the cells of `row` are usable where no text is wanted; `None` where most of them are blank.
fn is_of_kinds(page: &FormPage<'_>, row: u32) -> Option<bool> {
    let typed = page.columns().filter(|(column, _)| column.needed && column.kind != FigureKind::Text).count();
    let filled = page.filled(row, |column| column.needed && column.kind != FigureKind::Text);
    (filled * 2 > typed).then(|| page.usable_needed(row) == filled)
}
