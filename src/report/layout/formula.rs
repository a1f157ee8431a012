//! Formulas: terms that name placeholders become signs that name cells.

use super::draft::{Draft, List, Part, Row};
use super::record::Term;
use crate::address::{CellRef, column_letters};
use crate::report::template::{Placeholder, holes};

/// `terms` as a formula for the cell `at`; `None` where the template lacks a cell that they name.
pub(super) fn formula(draft: &Draft<'_>, row: Row, at: CellRef, terms: &[Term]) -> Option<String> {
    let mut text = String::new();
    for term in terms {
        match term {
            Term::Text(signs) => text.push_str(signs),
            Term::Constant(number) => text.push_str(&number.normalize().to_string()),
            Term::Here(placeholder) => text.push_str(&here(draft, row, at, *placeholder)?.to_string()),
            Term::Items(placeholder, items) => text.push_str(&items_cells(draft, *placeholder, items)?),
        }
    }
    Some(text)
}

/// The cell of `placeholder` in the rows that belong together with the row of `at`.
fn here(draft: &Draft<'_>, row: Row, at: CellRef, placeholder: Placeholder) -> Option<CellRef> {
    let template = draft.template;
    let rows = match row.part {
        Part::Fixed => row.from..row.from + 1,
        Part::Heading(list, _) => template.blocks.get(list)?.heading.clone(),
        Part::Item(list, ..) => template.blocks.get(list)?.item.clone(),
    };
    let found = holes(&template.sheet)
        .into_iter()
        .find(|(cell, placeholders)| rows.contains(&cell.row) && placeholders[..] == [placeholder])?;
    let first = at.row - (row.from - rows.start);
    Some(CellRef::new(first + (found.0.row - rows.start), found.0.column))
}

/// The cells of `placeholder` in `items` as ranges: `D13:D19,D21`.
fn items_cells(draft: &Draft<'_>, placeholder: Placeholder, items: &[usize]) -> Option<String> {
    let list: &List = draft.lists.iter().find(|list| list.columns.contains_key(&placeholder))?;
    let cells: Option<Vec<CellRef>> = items.iter().map(|&item| list.cell(placeholder, item)).collect();
    let cells = cells.filter(|cells| !cells.is_empty())?;
    let mut runs: Vec<(CellRef, CellRef)> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some((_, last)) if last.row + 1 == cell.row => *last = cell,
            _ => runs.push((cell, cell)),
        }
    }
    let letters = |cell: CellRef| format!("{}{}", column_letters(cell.column), cell.row + 1);
    let shown = runs.into_iter().map(|(first, last)| {
        if first == last { letters(first) } else { format!("{}:{}", letters(first), letters(last)) }
    });
    Some(shown.collect::<Vec<_>>().join(","))
}
