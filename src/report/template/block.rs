//! Rows that repeat.
//!
//! A row whose cells hold `{{target.…}}` is printed once per target. Rows of `{{group.…}}` directly above it are printed
//! once per group, above the items of that group. Together they are a block.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::loss::{Loss, Lost};
use super::placeholder::Scope;
use super::{Placeholder, holes};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::report::book::Sheet;

/// One list and the rows that print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The list.
    pub(crate) scope: Scope,
    /// Rows printed once per group; may be empty.
    pub(crate) heading: Range<u32>,
    /// Rows printed once per item.
    pub(crate) item: Range<u32>,
}

impl Block {
    /// All its rows.
    pub(crate) fn rows(&self) -> Range<u32> {
        self.heading.start..self.item.end
    }
}

/// The blocks of `sheet` from the top down. A row that mixes lists belongs to the first of them, and a heading without
/// items repeats nothing; both are told of.
pub(super) fn find(sheet: &Sheet, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
    let mut scopes: BTreeMap<u32, BTreeSet<Scope>> = BTreeMap::new();
    for (at, placeholders) in holes(sheet) {
        let repeating = placeholders.into_iter().map(Placeholder::scope).filter(|scope| scope.repeats());
        scopes.entry(at.row).or_default().extend(repeating);
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut heading: Option<Range<u32>> = None;
    let mut complain = |row: u32, reason: &str| {
        let place = Place {
            cell: Some(crate::address::CellRef::new(row, 0)),
            ..Place::sheet(file.clone(), sheet.name.as_str())
        };
        diagnostics.push(Diagnostic::new(Code::TemplateRow).at(place).with_label("reason", reason, ""));
    };
    for (row, mut scopes) in scopes {
        if let Some(rows) = heading.as_ref().filter(|rows| rows.end != row) {
            complain(rows.start, "template_row.heading");
            heading = None;
        }
        let is_heading = scopes.remove(&Scope::Group) && scopes.is_empty();
        if is_heading {
            heading = Some(heading.map_or(row..row + 1, |rows| rows.start..row + 1));
            continue;
        }
        let mut lists = scopes.into_iter();
        let Some(scope) = lists.next() else { continue };
        if lists.next().is_some() {
            complain(row, "template_row.mixed");
        }
        match blocks.last_mut() {
            Some(block) if heading.is_none() && block.scope == scope && block.item.end == row => {
                block.item.end = row + 1;
            }
            _ => {
                let heading = heading.take().unwrap_or(row..row);
                blocks.push(Block { scope, heading, item: row..row + 1 });
            }
        }
    }
    if let Some(rows) = heading {
        complain(rows.start, "template_row.heading");
    }
    blocks
}

/// Merges that would be torn apart when rows repeat.
pub(super) fn crossing_merges(sheet: &Sheet, blocks: &[Block]) -> Vec<Loss> {
    sheet
        .merges
        .iter()
        .filter(|merge| {
            let (start, end) = (merge.start.row, merge.end.row);
            let parts = blocks.iter().flat_map(|block| [&block.heading, &block.item]);
            parts.into_iter().any(|rows| rows.contains(&start) != rows.contains(&end))
        })
        .map(|merge| Loss::at(Lost::Merge, &sheet.name, merge.start))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::CellRef;
    use crate::report::book::{Cell, Content};

    fn blocks(rows: &[&str]) -> (Vec<Block>, Vec<String>) {
        let mut sheet = Sheet { name: "S".into(), ..Sheet::default() };
        for (row, text) in (0..).zip(rows) {
            for (column, text) in (0..).zip(text.split('|')) {
                let cell = Cell { content: Content::Text(text.into()), ..Cell::default() };
                sheet.cells.insert(CellRef::new(row, column), cell);
            }
        }
        let mut diagnostics = Vec::new();
        let found = find(&sheet, &"t.xlsx".into(), &mut diagnostics);
        (found, diagnostics.iter().map(|told| format!("{} {}", told.code, told.place)).collect())
    }

    #[test]
    fn headings_belong_to_the_items_below_them() {
        let rows =
            ["Tiêu đề", "{{group.title}}", "{{target.label}}|{{target.owner}}", "Cộng", "{{task.label}}"];
        let (found, told) = blocks(&rows);
        let expected = [
            Block { scope: Scope::Target, heading: 1..2, item: 2..3 },
            Block { scope: Scope::Task, heading: 4..4, item: 4..5 },
        ];
        assert_eq!((&found[..], told.len()), (&expected[..], 0));
    }

    #[test]
    fn an_item_may_have_several_rows_and_lists_may_touch() {
        let (found, _) = blocks(&["{{target.label}}", "{{target.remark}}", "{{task.label}}"]);
        let expected = [
            Block { scope: Scope::Target, heading: 0..0, item: 0..2 },
            Block { scope: Scope::Task, heading: 2..2, item: 2..3 },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_cannot_repeat_is_told_of() {
        let (found, told) = blocks(&["{{group.title}}", "chữ", "{{target.label}}|{{task.label}}"]);
        assert_eq!(found, [Block { scope: Scope::Target, heading: 2..2, item: 2..3 }]);
        assert_eq!(told, ["T05 t.xlsx | S!A1", "T05 t.xlsx | S!A3"]);
    }
}
