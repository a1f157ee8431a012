//! Charts of the summary.

use super::document;
use super::draft::Draft;
use super::measure::{height, pixels, width};
use super::record::Drawing;
use super::tally;
use super::view::View;
use crate::address::CellRange;
use crate::report::book::{Chart, ChartKind, Sheet};
use crate::report::template::{Placeholder, Scope};

/// Colour of a chart's bars.
const BAR: u32 = 0x002F_5597;

/// The chart that covers `range` of `sheet`, whose cells are those of `draft`. Its data stand on the same sheet if they can,
/// else on the first that has them; `None` where no sheet has.
pub(super) fn drawn(
    view: &View<'_>,
    drafts: &[Draft<'_>],
    draft: &Draft<'_>,
    sheet: &Sheet,
    drawing: Drawing,
    range: CellRange,
) -> Option<Chart> {
    let (scope, kind, label, value) = match drawing {
        Drawing::Outcomes => {
            (Scope::Outcome, ChartKind::Doughnut, Placeholder::OutcomeLabel, Placeholder::OutcomeCount)
        }
        Drawing::Scores => (Scope::Score, ChartKind::Bar, Placeholder::ScoreTitle, Placeholder::ScorePercent),
    };
    let here = draft.lists.iter().map(|list| (draft, list));
    let anywhere = drafts.iter().flat_map(|draft| draft.lists.iter().map(move |list| (draft, list)));
    let (home, list) = here.chain(anywhere).find(|(_, list)| list.scope == scope && !list.is_empty)?;
    // Points below one another: a chart has one run of cells.
    let count = list.sections.first()?.items.len();
    let run = |placeholder| {
        Some(CellRange {
            start: list.cell(placeholder, 0)?,
            end: list.cell(placeholder, count.checked_sub(1)?)?,
        })
    };
    let colors = match drawing {
        Drawing::Outcomes => tally::colors(view),
        Drawing::Scores => vec![BAR; count],
    };
    Some(Chart {
        kind,
        title: document::chart_title(drawing).to_owned(),
        at: range.start,
        size: (pixels(width(draft, range)), pixels(height(sheet, range))),
        sheet: home.name.clone(),
        categories: run(label)?,
        values: run(value)?,
        colors,
    })
}
