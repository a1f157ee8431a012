//! Cells: holes filled, formulas and links led to their cells, rows made high enough.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use rust_decimal::Decimal;

use super::draft::{Draft, List, Part, Row};
use super::fit;
use super::precision::{Precision, format_for};
use super::record::{Anchor, Drawing, Fill, Record, Slot, Term};
use super::style::{Change, Styles};
use super::view::{View, word};
use super::{document, tally};
use crate::address::{CellRange, CellRef, column_letters};
use crate::report::book::{Cell, Chart, ChartKind, Content, Link, Sheet, Style};
use crate::report::template::{Placeholder, Scope, Segment, holes, segments};

/// Colour of a chart's bars.
const BAR: u32 = 0x002F_5597;
/// Width in characters of a column that the template does not set.
const DEFAULT_WIDTH: f64 = 8.43;
/// Height in points of a row that the template does not set.
const DEFAULT_HEIGHT: f64 = 15.0;

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
            .filter_map(|(drawing, range)| self.chart(draft, &sheet, drawing, range))
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
        let mut shown = |number: Decimal, precision: &Precision| {
            let wanted = slot.format.as_deref().unwrap_or(&cell.style.number_format);
            let format = format_for(wanted, number, precision);
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

    fn chart(&self, draft: &Draft<'_>, sheet: &Sheet, drawing: Drawing, range: CellRange) -> Option<Chart> {
        let (scope, kind, label, value) = match drawing {
            Drawing::Outcomes => {
                (Scope::Outcome, ChartKind::Doughnut, Placeholder::OutcomeLabel, Placeholder::OutcomeCount)
            }
            Drawing::Scores => {
                (Scope::Score, ChartKind::Bar, Placeholder::ScoreTitle, Placeholder::ScorePercent)
            }
        };
        let here = draft.lists.iter().map(|list| (draft, list));
        let anywhere = self.drafts.iter().flat_map(|draft| draft.lists.iter().map(move |list| (draft, list)));
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
            Drawing::Outcomes => tally::colors(self.view),
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
                    Slot::text(slot.map(Slot::words).unwrap_or_default().replace('&', "&&"))
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
            Segment::Hole(placeholder) => text.push_str(&slot_of(*placeholder).words()),
            Segment::Unknown(name) => {
                let _ = write!(text, "{{{{{name}}}}}");
            }
        }
    }
    text.trim_end().to_owned()
}

/// The merges of the template, each as often as its rows are printed.
fn merges(draft: &Draft<'_>) -> Vec<CellRange> {
    let blocks = &draft.template.blocks;
    let mut merges = Vec::new();
    for range in &draft.template.sheet.merges {
        let (start, end) = (range.start.row, range.end.row);
        let mut parts = blocks.iter().flat_map(|block| [&block.heading, &block.item]);
        let own = parts.clone().find(|rows| rows.contains(&start));
        if own.is_some_and(|rows| !rows.contains(&end))
            || (own.is_none() && parts.any(|rows| rows.contains(&end)))
        {
            // It would be torn apart; the template's check has told of it.
            continue;
        }
        let firsts: Vec<u32> = match own {
            Some(_) => {
                (0..).zip(&draft.rows).filter(|(_, row)| row.from == start).map(|(out, _)| out).collect()
            }
            None => draft.first_printed(start).into_iter().collect(),
        };
        for first in firsts {
            let last = if own.is_some() { Some(first + (end - start)) } else { draft.last_printed(end) };
            let Some(last) = last.filter(|&last| last >= first) else { continue };
            let (start, end) =
                (CellRef::new(first, range.start.column), CellRef::new(last, range.end.column));
            if start != end {
                merges.push(CellRange { start, end });
            }
        }
    }
    merges
}

/// `terms` as a formula for the cell `at`; `None` where the template lacks a cell that they name.
fn formula(draft: &Draft<'_>, row: Row, at: CellRef, terms: &[Term]) -> Option<String> {
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

/// Width in pixels of the columns of `range`.
fn width(draft: &Draft<'_>, range: CellRange) -> f64 {
    let sheet = &draft.template.sheet;
    let widths = (range.start.column..=range.end.column).map(|column| {
        if sheet.hidden_columns.contains(&column) {
            return 0.0;
        }
        fit::column_pixels(sheet.column_widths.get(&column).copied().unwrap_or(DEFAULT_WIDTH))
    });
    widths.sum()
}

/// Height in pixels of the rows of `range`.
fn height(sheet: &Sheet, range: CellRange) -> f64 {
    let heights = (range.start.row..=range.end.row)
        .map(|row| sheet.row_heights.get(&row).copied().unwrap_or(DEFAULT_HEIGHT));
    heights.sum::<f64>() * 96.0 / 72.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn pixels(length: f64) -> u32 {
    length.round() as u32
}

/// Whether a number would be shown as `####`.
fn is_too_wide(number: Decimal, format: &str, style: &Style, pixels: f64) -> bool {
    let decimals = format.rsplit_once('.').map_or(0, |(_, tail)| tail.matches('0').count());
    let sign = if format.contains(['≥', '≤', '>']) { "≥ " } else { "" };
    let digits = format!("{number:.decimals$}");
    let separators = if format.contains(',') { ".".repeat(digits.len() / 3) } else { String::new() };
    fit::text_width(&format!("{sign}{digits}{separators}"), style) > pixels - 6.0
}

/// Sets the height of every row that holds text so that none is cut. The template's height is the least.
fn make_high_enough(sheet: &mut Sheet, merged: &HashMap<CellRef, CellRange>) {
    let mut needs: BTreeMap<u32, f64> = BTreeMap::new();
    let mut tall: Vec<(CellRange, f64)> = Vec::new();
    let widths = sheet.column_widths.clone();
    let hidden = sheet.hidden_columns.clone();
    let pixels = |range: CellRange| -> f64 {
        (range.start.column..=range.end.column)
            .filter(|column| !hidden.contains(column))
            .map(|column| fit::column_pixels(widths.get(&column).copied().unwrap_or(DEFAULT_WIDTH)))
            .sum()
    };
    for (&at, cell) in &sheet.cells {
        let range = merged.get(&at).copied().unwrap_or(CellRange { start: at, end: at });
        let needed = match &cell.content {
            Content::Text(text) => fit::height(text, &cell.style, pixels(range)),
            Content::Blank => continue,
            // A number or a day takes one line.
            _ => fit::height("0", &cell.style, f64::MAX),
        };
        if range.start.row == range.end.row {
            let most = needs.entry(at.row).or_insert(0.0);
            *most = most.max(needed);
        } else {
            tall.push((range, needed));
        }
    }
    for (row, needed) in needs {
        let height = sheet.row_heights.entry(row).or_insert(0.0);
        *height = height.max(needed).min(fit::MOST);
    }
    for (range, needed) in tall {
        let rows = range.start.row..=range.end.row;
        let now: f64 = rows.map(|row| sheet.row_heights.get(&row).copied().unwrap_or(DEFAULT_HEIGHT)).sum();
        if needed > now {
            let last = sheet.row_heights.entry(range.end.row).or_insert(DEFAULT_HEIGHT);
            *last = (*last + needed - now).min(fit::MOST);
        }
    }
    for height in sheet.row_heights.values_mut() {
        // Excel counts in quarters of a point.
        *height = (*height * 4.0).ceil() / 4.0;
    }
}
