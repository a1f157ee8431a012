//! Cells: holes filled, formulas and links led to their cells, rows made high enough.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use rust_decimal::Decimal;

use super::chart;
use super::draft::{Draft, Row};
use super::fit;
use super::formula::formula;
use super::measure::{is_too_wide, make_high_enough, width};
use super::merge::merges;
use super::precision::{Precision, format_for, live_format_for};
use super::record::{Anchor, Drawing, Fill, Record, Slot};
use super::style::{Change, Styles};
use super::view::{View, word};
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Lang;
use crate::report::book::{Cell, Content, Link, Sheet};
use crate::report::template::{Placeholder, Segment, segments};

/// Paints the drafts, all of which are known: formulas, links and charts may lead from one to another.
pub(super) struct Painter<'a> {
    view: &'a View<'a>,
    drafts: &'a [Draft<'a>],
    document: &'a Record,
    anchors: HashMap<Anchor, Link>,
    styles: Styles,
}

impl<'a> Painter<'a> {
    pub(super) fn new(view: &'a View<'a>, drafts: &'a [Draft<'a>], document: &'a Record) -> Self {
        let mut anchors = HashMap::new();
        for draft in drafts {
            for list in &draft.lists {
                let records = list.sections.iter().flat_map(|section| &section.items);
                for (record, &row) in records.zip(&list.item_rows) {
                    if let Some(anchor) = &record.anchor {
                        let link = Link { sheet: draft.name.clone(), cell: CellRef::new(row, 0) };
                        anchors.entry(anchor.clone()).or_insert(link);
                    }
                }
            }
        }
        Self { view, drafts, document, anchors, styles: Styles::default() }
    }

    /// The sheet that `draft` becomes.
    pub(super) fn paint(&self, draft: &Draft<'_>) -> Sheet {
        let template = &draft.template.sheet;
        let mut sheet = Sheet {
            name: draft.name.clone(),
            cells: BTreeMap::new(),
            merges: merges(draft),
            row_heights: BTreeMap::new(),
            ..template.clone()
        };
        let merged: HashMap<CellRef, CellRange> =
            sheet.merges.iter().map(|range| (range.start, *range)).collect();
        let mut charts = Vec::new();
        for (out, row) in (0..).zip(&draft.rows) {
            let first = CellRef::new(row.from, 0);
            for (at, cell) in template.cells.range(first..CellRef::new(row.from + 1, 0)) {
                let at = CellRef::new(out, at.column);
                let range = merged.get(&at).copied().unwrap_or(CellRange { start: at, end: at });
                let (cell, drawing) = self.cell(draft, *row, cell, range);
                charts.extend(drawing.map(|drawing| (drawing, range)));
                sheet.cells.insert(at, cell);
            }
            if let Some(&height) = template.row_heights.get(&row.from) {
                sheet.row_heights.insert(out, height);
            }
        }
        make_high_enough(&mut sheet, &merged);
        sheet.charts = charts
            .into_iter()
            .filter_map(|(drawing, range)| {
                chart::drawn(self.view, self.drafts, draft, &sheet, drawing, range)
            })
            .collect();
        self.set_page(draft, &mut sheet);
        sheet
    }

    /// One cell, and the chart that covers it.
    fn cell(&self, draft: &Draft<'_>, row: Row, from: &Cell, range: CellRange) -> (Cell, Option<Drawing>) {
        let mut cell = from.clone();
        let Content::Text(text) = &from.content else { return (cell, None) };
        let pieces = segments(text);
        let records = draft.records(row.part);
        let slot_of = |placeholder| {
            let mut records = records.iter().copied().chain([self.document]);
            records.find_map(|record| record.slot(placeholder)).cloned().unwrap_or_default()
        };
        let mut drawing = None;
        if let [Segment::Hole(placeholder)] = pieces[..] {
            let slot = slot_of(placeholder);
            if let Fill::Chart(which) = slot.fill {
                drawing = Some(which);
            }
            self.fill(draft, row, &mut cell, slot, range);
        } else if pieces.iter().any(|piece| matches!(piece, Segment::Hole(_))) {
            cell.content = Content::Text(said_by(&pieces, slot_of));
        }
        self.shorten(draft, &mut cell, range);
        (cell, drawing)
    }

    fn fill(&self, draft: &Draft<'_>, row: Row, cell: &mut Cell, slot: Slot, range: CellRange) {
        let mut change = Change { tint: slot.tint, light: slot.in_place_of_number, ..Change::default() };
        let is_live = matches!(slot.fill, Fill::Formula(..));
        let mut shown = |number: Decimal, precision: &Precision| {
            let wanted = slot.format.as_deref().unwrap_or(&cell.style.number_format);
            let format = if is_live {
                live_format_for(wanted, number, precision)
            } else {
                format_for(wanted, number, precision)
            };
            change.shrink = is_too_wide(number, &format, &cell.style, width(draft, range));
            change.format = (format != cell.style.number_format).then_some(format);
        };
        cell.content = match slot.fill {
            Fill::Blank | Fill::Chart(_) => Content::Blank,
            Fill::Text(text) => Content::Text(text),
            Fill::Date(date) => Content::Date(date),
            Fill::Number(number, precision) => {
                shown(number, &precision);
                Content::Number(number)
            }
            Fill::Formula(terms, result, precision) => {
                shown(result, &precision);
                match formula(draft, row, range.start, &terms) {
                    Some(formula) => Content::Formula { formula, result },
                    None => Content::Number(result),
                }
            }
        };
        cell.style = self.styles.changed(&cell.style, change);
        cell.note = slot.note.as_deref().map(str::to_owned);
        cell.link = slot.link.and_then(|anchor| self.anchors.get(&anchor).cloned());
    }

    /// Cuts what no row can hold, with a word, and keeps the whole text in the cell's note.
    fn shorten(&self, draft: &Draft<'_>, cell: &mut Cell, range: CellRange) {
        let Content::Text(text) = &cell.content else { return };
        let Some(cut) = fit::cut(text, word("report.cut"), &cell.style, width(draft, range)) else { return };
        cell.note.get_or_insert_with(|| text.clone());
        cell.content = Content::Text(cut);
    }

    fn set_page(&self, draft: &Draft<'_>, sheet: &mut Sheet) {
        let rows = |(first, last): (u32, u32)| Some((draft.first_printed(first)?, draft.last_printed(last)?));
        let range = |range: CellRange| {
            let (first, last) = rows((range.start.row, range.end.row))?;
            let (start, end) =
                (CellRef::new(first, range.start.column), CellRef::new(last, range.end.column));
            (first <= last).then_some(CellRange { start, end })
        };
        let page = &mut sheet.page;
        page.repeat_rows = page.repeat_rows.and_then(rows).filter(|(first, last)| first <= last);
        page.print_area = page.print_area.and_then(range);
        page.breaks = page.breaks.iter().filter_map(|&row| draft.first_printed(row)).collect();
        sheet.autofilter = sheet.autofilter.and_then(range);
        sheet.freeze = sheet.freeze.and_then(|cell| {
            let row = if cell.row == 0 { 0 } else { draft.last_printed(cell.row - 1)? + 1 };
            Some(CellRef::new(row, cell.column))
        });
        for text in [&mut page.header, &mut page.footer]
            .into_iter()
            .chain(&mut page.first_header)
            .chain(&mut page.first_footer)
        {
            let pieces = segments(text);
            if pieces.iter().any(|piece| matches!(piece, Segment::Hole(_))) {
                // In headers `&` begins a code.
                *text = said_by(&pieces, |placeholder| {
                    let records = [&draft.scheme, self.document];
                    let slot = records.iter().find_map(|record| record.slot(placeholder));
                    Slot::text(slot.map(|slot| slot.words(Lang::Vi)).unwrap_or_default().replace('&', "&&"))
                });
            }
        }
    }
}

fn said_by(pieces: &[Segment], slot_of: impl Fn(Placeholder) -> Slot) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Segment::Text(words) => text.push_str(words),
            Segment::Hole(placeholder) => text.push_str(&slot_of(*placeholder).words(Lang::Vi)),
            Segment::Unknown(name) => {
                let _ = write!(text, "{{{{{name}}}}}");
            }
        }
    }
    text.trim_end().to_owned()
}
