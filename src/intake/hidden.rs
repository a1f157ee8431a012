//! Hidden rows and cells that contribute, told of together: a filtered list hides hundreds.

use std::collections::HashSet;

use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};

/// Cells that are named one by one.
const MOST_NAMED: usize = 20;

/// `diagnostics`, each once, with the hidden rows of one sheet in one of them, and its hidden cells in another.
pub(super) fn gathered(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for diagnostic in diagnostics {
        if !seen.insert(format!("{diagnostic:?}")) {
            continue;
        }
        let Some((part, cell)) = hidden_part(&diagnostic) else {
            kept.push(diagnostic);
            continue;
        };
        let same = groups.iter_mut().find(|group| {
            let first = kept.get(group.index);
            group.part == part && first.is_some_and(|first| first.place.sheet == diagnostic.place.sheet)
        });
        match same {
            Some(group) => group.cells.push(cell),
            None => {
                groups.push(Group { part, index: kept.len(), cells: vec![cell] });
                kept.push(diagnostic);
            }
        }
    }
    for mut group in groups.into_iter().filter(|group| group.cells.len() > 1) {
        group.cells.sort_unstable();
        if let Some(diagnostic) = kept.get_mut(group.index) {
            *diagnostic = group.told_together(diagnostic);
        }
    }
    kept
}

/// A part of a sheet that may be hidden many times.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Row,
    Cell,
}

/// Hidden parts of one sheet.
struct Group {
    part: Part,
    /// Which diagnostic tells of them.
    index: usize,
    cells: Vec<CellRef>,
}

impl Group {
    fn told_together(&self, first: &Diagnostic) -> Diagnostic {
        let (key, text) = match self.part {
            Part::Row => {
                let rows: Vec<u32> = self.cells.iter().map(|cell| cell.row).collect();
                ("hidden.rows", ranges(&rows))
            }
            Part::Cell => {
                let mut shown: Vec<String> =
                    self.cells.iter().take(MOST_NAMED).map(CellRef::to_string).collect();
                if self.cells.len() > MOST_NAMED {
                    shown.push("…".to_owned());
                }
                ("hidden.cells", shown.join(", "))
            }
        };
        first.clone().with_label("what", key, &text)
    }
}

fn hidden_part(diagnostic: &Diagnostic) -> Option<(Part, CellRef)> {
    if diagnostic.code != Code::HiddenContributes {
        return None;
    }
    let what = diagnostic.arguments.get("what")?;
    let part = [("hidden.row", Part::Row), ("hidden.cell", Part::Cell)]
        .into_iter()
        .find_map(|(key, part)| what.is_label(key).then_some(part))?;
    Some((part, diagnostic.place.cell?))
}

/// `5–8, 12`, counted as Excel shows rows.
fn ranges(rows: &[u32]) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match parts.last_mut() {
            Some((_, last)) if *row == *last + 1 => *last = *row,
            _ => parts.push((*row, *row)),
        }
    }
    let number = |row: u32| CellRef::new(row, 0).to_string().trim_start_matches('A').to_owned();
    let shown = |(first, last): &(u32, u32)| {
        if first == last { number(*first) } else { format!("{}–{}", number(*first), number(*last)) }
    };
    parts.iter().map(shown).collect::<Vec<_>>().join(", ")
}
