//! Hidden rows that contribute, told of together: a filtered list hides hundreds.

use std::collections::HashSet;

use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic};

/// `diagnostics`, each once, with the hidden rows of one sheet in one of them.
pub(super) fn gathered(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut rows: Vec<(usize, Vec<u32>)> = Vec::new();
    for diagnostic in diagnostics {
        if !seen.insert(format!("{diagnostic:?}")) {
            continue;
        }
        let Some(row) = hidden_row(&diagnostic) else {
            kept.push(diagnostic);
            continue;
        };
        let same = rows.iter_mut().find(|(index, _)| {
            kept.get(*index).is_some_and(|other| other.place.sheet == diagnostic.place.sheet)
        });
        match same {
            Some((_, rows)) => rows.push(row),
            None => {
                rows.push((kept.len(), vec![row]));
                kept.push(diagnostic);
            }
        }
    }
    for (index, mut rows) in rows.into_iter().filter(|(_, rows)| rows.len() > 1) {
        rows.sort_unstable();
        if let Some(diagnostic) = kept.get_mut(index) {
            *diagnostic = diagnostic.clone().with_label("what", "hidden.rows", &ranges(&rows));
        }
    }
    kept
}

fn hidden_row(diagnostic: &Diagnostic) -> Option<u32> {
    let is_row = diagnostic.arguments.get("what").is_some_and(|what| what.is_label("hidden.row"));
    (diagnostic.code == Code::HiddenContributes && is_row).then_some(diagnostic.place.cell?.row)
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
