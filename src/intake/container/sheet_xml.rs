//! What calamine does not tell of an `.xlsx` sheet together with its values: formulas, merged ranges, hidden rows and
//! columns, zeros that are not shown, runs of texts, the wording of unusual errors, and cells that hold something which is not a value.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::calamine::shared_formula;
use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::rich_text::{CellFont, RichText, SharedTexts, has_fonts};
use super::xml;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::Content;

const END_OF_ROWS: &[u8] = b"</sheetData>";

/// What is known of a sheet's cells before its part is read once more.
pub(super) struct Known<'a> {
    /// Whether some cells failed: then every cell with a value that is neither in the draft nor in `blank` is told as
    /// unreadable.
    pub(super) has_bad_cells: bool,
    /// Cells that were read and are blank.
    pub(super) blank: &'a BTreeSet<CellRef>,
    /// Shared strings with fonts of their own.
    pub(super) texts: &'a SharedTexts,
    /// Fonts of cells by the number of their style.
    pub(super) fonts: &'a [CellFont],
}

/// What is kept between one cell and the next.
#[derive(Default)]
struct Pass {
    row: u32,
    column: u32,
    /// Text and anchor of each shared formula.
    shared: HashMap<String, (Arc<str>, CellRef)>,
    /// Ranges that one formula fills, with its text.
    arrays: Vec<(CellRange, Arc<str>)>,
    /// Whether rows without a height of their own are hidden.
    hides_rows: bool,
}

/// What a `<c>` says its value is, as far as it matters here.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    SharedString,
    Error,
    FormulaText,
    #[default]
    Other,
}

/// The parts of one `<c>`.
#[derive(Default)]
struct CellParts {
    kind: Kind,
    formula: Option<Arc<str>>,
    /// Text of `<v>`; `None` where there is no such element.
    value: Option<String>,
    /// Whether some of it stands in a CDATA section, which the library passes over in values.
    has_cdata: bool,
    inline: bool,
    /// The text within the cell, if it has one.
    text: RichText,
    /// Number of its style.
    style: usize,
}

/// Adds to `draft` what the sheet part tells beyond its values.
pub(super) fn complete(
    part: &[u8],
    draft: &mut Draft,
    known: &Known<'_>,
    budget: &mut Budget,
) -> Result<(), Diagnostic> {
    let mut pass = Pass::default();
    let mut merges = BTreeSet::new();
    // This pass costs as much as reading the values, so rows of which it has nothing to tell are left out.
    let pieces = match without_plain_rows(part) {
        Some((before, after)) if !known.has_bad_cells && !known.texts.matter_in(known.fonts) => {
            let columns = within(before, "cols");
            let has = |word: &[u8]| memmem::find(columns, word).is_some();
            let hides = has(b"hidden") || has(b"width=\"0");
            [if hides { columns } else { &[] }, within(after, "mergeCells"), within(before, "sheetViews")]
        }
        _ => [part, &[], &[]],
    };
    for piece in pieces {
        pass.read(piece, draft, &mut merges, known, budget)?;
    }
    draft.fill_arrays(pass.arrays, budget)?;
    draft.sheet.merges = merges.into_iter().collect();
    Ok(())
}

/// What stands before and after the rows, if these hold nothing but plain values: no formula, error or hidden row, no
/// text in runs, and no shared string whose number is none.
fn without_plain_rows(part: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = memmem::find(part, b"<sheetData>")?;
    let end = start + memmem::find(part.get(start..)?, END_OF_ROWS)?;
    let rows = part.get(start..end)?;
    let has = |word: &str| memmem::find(rows, word.as_bytes()).is_some();
    let hides =
        has(" hidden=") || has(" ht=\"0") || memmem::find(part.get(..start)?, b"zeroHeight").is_some();
    if has("<f") || has(":f") || has("\"e\"") || hides || has("='") || has("<!") || has_fonts(rows) {
        return None;
    }
    let value_tag = memmem::Finder::new(b"<v>");
    for at in memmem::find_iter(rows, b"t=\"s\"") {
        let cell = rows.get(at..)?;
        let value = cell.get(value_tag.find(cell)? + 3..)?;
        let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || value.get(digits) != Some(&b'<') {
            return None;
        }
    }
    let after = part.get(end + END_OF_ROWS.len()..)?;
    memmem::find(after, END_OF_ROWS).is_none().then_some((part.get(..start)?, after))
}

/// The element `name` of `piece`, which may hold much else of no interest; nothing where it has none, and all of
/// `piece` where that is not plain.
fn within<'p>(piece: &'p [u8], name: &str) -> &'p [u8] {
    if memmem::find(piece, format!(":{name}").as_bytes()).is_some() || memmem::find(piece, b"<!").is_some() {
        return piece;
    }
    let Some(start) = memmem::find(piece, format!("<{name}").as_bytes()) else { return &[] };
    let from = piece.get(start..).unwrap_or_default();
    let end = memmem::find(from, format!("</{name}>").as_bytes()).unwrap_or(from.len());
    from.get(..end).unwrap_or(from)
}

impl Pass {
    fn read(
        &mut self,
        piece: &[u8],
        draft: &mut Draft,
        merges: &mut BTreeSet<CellRange>,
        known: &Known<'_>,
        budget: &mut Budget,
    ) -> Result<(), Diagnostic> {
        let mut reader = xml::reader(piece);
        reader.config_mut().expand_empty_elements = false;
        // A sheet that breaks off was noticed when its values were read.
        while let Ok(event) = reader.read_event() {
            let (element, is_empty) = match event {
                Event::Eof => break,
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(element) if element.local_name().as_ref() == "row" => {
                    self.end_row();
                    continue;
                }
                _ => continue,
            };
            match element.local_name().as_ref() {
                "c" => {
                    let (place, mut parts) = self.begin_cell(&element);
                    if !is_empty {
                        self.read_cell(&mut reader, place, &mut parts);
                        parts.apply(place, draft, known, budget)?;
                    }
                }
                "row" => {
                    self.begin_row(&element, draft);
                    if is_empty {
                        self.end_row();
                    }
                }
                "sheetFormatPr" => self.hides_rows = xml::flag(&element, "zeroHeight"),
                "sheetView" => {
                    let shows = xml::attribute(&element, "showZeros");
                    draft.hides_zeros |= shows.is_some_and(|shows| matches!(shows.trim(), "0" | "false"));
                }
                "col" => hide_columns(&element, draft),
                "mergeCell" => {
                    merges.extend(xml::attribute(&element, "ref").and_then(|range| CellRange::parse(&range)));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn begin_row(&mut self, element: &BytesStart<'_>, draft: &mut Draft) {
        if let Some(number) = xml::attribute(element, "r").and_then(|r| r.parse::<u32>().ok()) {
            self.row = number.saturating_sub(1);
        }
        let height = xml::attribute(element, "ht").and_then(|height| height.trim().parse::<f64>().ok());
        let is_flat = height.map_or(self.hides_rows, |height| height <= 0.0);
        if (xml::flag(element, "hidden") || is_flat) && self.row < MAX_ROWS {
            draft.sheet.hidden_rows.insert(self.row);
        }
    }

    fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) -> (CellRef, CellParts) {
        let mut place = CellRef::new(self.row, self.column);
        let mut parts = CellParts::default();
        let mut attributes = element.attributes();
        attributes.with_checks(false);
        for attribute in attributes.flatten() {
            match attribute.key.as_ref() {
                "r" => place = CellRef::parse(&attribute.value).unwrap_or(place),
                "s" => parts.style = attribute.value.trim().parse().unwrap_or(0),
                "t" => {
                    parts.kind = match &*attribute.value {
                        "s" => Kind::SharedString,
                        "e" => Kind::Error,
                        "str" => Kind::FormulaText,
                        _ => Kind::Other,
                    };
                }
                _ => {}
            }
        }
        self.column = place.column.saturating_add(1);
        (place, parts)
    }

    fn read_cell(&mut self, reader: &mut Reader<&[u8]>, place: CellRef, parts: &mut CellParts) {
        let mut text = String::new();
        let mut array = None;
        let mut shared = None;
        let index_of = |element: &BytesStart<'_>| {
            let is_shared = xml::attribute(element, "t").as_deref() == Some("shared");
            is_shared.then(|| xml::attribute(element, "si")).flatten()
        };
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) => {
                    text.clear();
                    match element.local_name().as_ref() {
                        "f" => {
                            shared = index_of(&element);
                            array = filled_range(&element);
                        }
                        "is" => parts.inline = true,
                        _ if parts.inline => parts.text.start(&element),
                        _ => {}
                    }
                }
                Event::Empty(element) => match element.local_name().as_ref() {
                    "f" => parts.formula = self.formula("", index_of(&element), place),
                    "v" => parts.value = Some(String::new()),
                    _ if parts.inline => parts.text.start(&element),
                    _ => {}
                },
                Event::Text(piece) => parts.take(&piece.xml10_content(), &mut text),
                Event::CData(piece) => {
                    parts.has_cdata = true;
                    parts.take(&piece.xml10_content(), &mut text);
                }
                Event::GeneralRef(reference) => parts.take(&xml::resolve(&reference), &mut text),
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => break,
                    "f" => {
                        parts.formula = self.formula(&text, shared.take(), place);
                        self.arrays.extend(array.take().zip(parts.formula.clone()));
                    }
                    "v" => parts.value = Some(std::mem::take(&mut text)),
                    name => parts.text.end(name),
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }

    /// The formula of a cell; its anchor's, moved to the cell, where it shares one.
    fn formula(&mut self, text: &str, shared: Option<String>, place: CellRef) -> Option<Arc<str>> {
        let Some(index) = shared else { return (!text.is_empty()).then(|| text.into()) };
        if !text.is_empty() {
            let formula: Arc<str> = text.into();
            self.shared.insert(index, (formula.clone(), place));
            return Some(formula);
        }
        let (formula, anchor) = self.shared.get(&index)?;
        Some(shared_formula(formula, *anchor, place).map_or_else(|| formula.clone(), Arc::from))
    }
}

impl CellParts {
    /// Takes a piece of the element whose `text` is being read.
    fn take(&mut self, piece: &str, text: &mut String) {
        if self.inline {
            self.text.text(piece);
        }
        text.push_str(piece);
    }

    fn apply(
        self,
        place: CellRef,
        draft: &mut Draft,
        known: &Known<'_>,
        budget: &mut Budget,
    ) -> Result<(), Diagnostic> {
        if place.row >= MAX_ROWS || place.column >= MAX_COLUMNS {
            return Ok(());
        }
        let value = self.value.as_deref().unwrap_or_default();
        match self.kind {
            // The library takes such an index for 0, or does not know the newer errors, such as #SPILL!.
            Kind::SharedString if !value.is_empty() && value.trim().parse::<u32>().is_err() => {
                draft.sheet.cells.remove(&place);
                draft.unreadable.insert(place);
            }
            Kind::Error if !value.is_empty() && !draft.sheet.cells.contains_key(&place) => {
                draft.put(place, Content::Error(value.into()), None, None, budget)?;
            }
            _ => {}
        }
        let number = (self.kind == Kind::SharedString).then(|| value.trim().parse().ok()).flatten();
        let shared = number.and_then(|number| known.texts.get(number));
        let text = if self.inline { Some(&self.text) } else { shared };
        let font = known.fonts.get(self.style).copied().unwrap_or_default();
        if let Some(kept) = text.and_then(|text| text.kept(&font)) {
            draft.keep(place, &kept);
        }
        let has_value = !value.is_empty() || self.inline;
        let is_blank = !self.has_cdata && known.blank.contains(&place);
        let is_read = draft.sheet.cells.contains_key(&place) || is_blank;
        if (known.has_bad_cells || self.has_cdata) && has_value && !is_read {
            draft.unreadable.insert(place);
        }
        let Some(formula) = self.formula else { return Ok(()) };
        if draft.unreadable.contains(&place) {
            return Ok(());
        }
        // A formula whose result is the empty text was calculated.
        let is_empty_text = self.kind == Kind::FormulaText && self.value.is_some();
        let otherwise = if is_empty_text { Content::Text("".into()) } else { Content::NotCalculated };
        draft.add_formula(place, formula, otherwise, budget)
    }
}

/// The range that an array formula fills, or a table of data its one formula.
fn filled_range(element: &BytesStart<'_>) -> Option<CellRange> {
    let is_shared = xml::attribute(element, "t").is_some_and(|kind| kind == "shared");
    let range = xml::attribute(element, "ref").filter(|_| !is_shared)?;
    CellRange::parse(&range)
}

fn hide_columns(element: &BytesStart<'_>, draft: &mut Draft) {
    let width = xml::attribute(element, "width").and_then(|width| width.trim().parse::<f64>().ok());
    if !xml::flag(element, "hidden") && width.is_none_or(|width| width > 0.0) {
        return;
    }
    let number = |name| xml::attribute(element, name).and_then(|text| text.parse::<u32>().ok());
    if let (Some(first @ 1..), Some(last)) = (number("min"), number("max")) {
        draft.sheet.hidden_columns.extend(first - 1..last.min(MAX_COLUMNS));
    }
}
