//! Reading the tables of a web page, which some programs save under the name of a workbook.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Error, StartTag, Token, Tokenizer};

use super::Reading;
use super::css::Css;
use super::draft::{Budget, Draft, MAX_ROWS};
use super::failure;
use super::html_style::{HtmlStyle, attribute};
use super::html_table::{HtmlCell, HtmlTable};
use super::html_text::HtmlText;
use super::limits::Limits;
use super::look::Look;
use super::shown_text::Heard;
use crate::address::{CellRange, CellRef};
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::Oddity;

/// Tables within tables within tables: deeper ones are read as the text of a cell.
const MAX_DEPTH: usize = 16;

/// One piece of the page, in order.
enum Block {
    Line(HtmlText),
    Table(Box<HtmlTable>),
}

/// The page while it is being read.
struct Page {
    blocks: Vec<Block>,
    open: Vec<HtmlTable>,
    /// Open tables that lie too deep.
    too_deep: usize,
    line: HtmlText,
    css: Css,
    /// The style sheet that is being read.
    sheet: Option<String>,
    /// Element whose text is not shown.
    unseen: Option<Vec<u8>>,
    tells_fonts: bool,
    /// Whether the page, which says where it begins, is one that Excel made.
    is_of_excel: bool,
    /// Whether the page says that it ends.
    is_ended: bool,
    /// Whether it ends within a tag or a remark.
    breaks_off: bool,
}

/// Reads every table and every line of text outside tables into one sheet, one below the other, as Excel shows them.
pub(super) fn read(text: &str, sheet: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut page = Page::new();
    let mut left = limits.cells.saturating_mul(4);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                if matches!(tag.name.as_slice(), b"td" | b"th") {
                    left = left.checked_sub(1).ok_or_else(|| failure::too_many_cells(limits))?;
                }
                page.start(&tag);
            }
            Token::EndTag(tag) => page.end(&tag.name),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Error(error) => {
                let ends_within =
                    [Error::EofBeforeTagName, Error::EofInTag, Error::EofInComment, Error::EofInCdata];
                page.breaks_off |= ends_within.contains(&*error);
            }
            _ => {}
        }
    }
    if page.is_cut() {
        return Err(failure::truncated());
    }
    while !page.open.is_empty() {
        page.end_table();
    }
    page.end_line();
    let has_cells =
        page.blocks.iter().any(|block| matches!(block, Block::Table(table) if !table.cells.is_empty()));
    if !has_cells && is_frame_of_sheets(&text.to_ascii_lowercase()) {
        return Err(failure::unreadable("reason.frames", ""));
    }
    page.into_reading(sheet, limits)
}

/// Whether a page, in small letters, is what Excel saves beside a folder that holds the sheets, each a page of its own.
pub(super) fn is_frame_of_sheets(lower: &str) -> bool {
    lower.contains("<x:worksheetsource ") || lower.contains("id=\"shlink\"") || lower.contains("id=shlink")
}

/// Elements that may look different from what is around them.
fn is_inline(name: &[u8]) -> bool {
    const INLINE: &[&[u8]] = &[
        b"s", b"strike", b"del", b"sup", b"sub", b"font", b"span", b"p", b"div", b"b", b"i", b"u", b"em",
        b"strong", b"a", b"ins",
    ];
    INLINE.contains(&name)
}

impl Page {
    fn new() -> Self {
        Self {
            blocks: Vec::new(),
            open: Vec::new(),
            too_deep: 0,
            line: HtmlText::new(Look::default()),
            css: Css::default(),
            sheet: None,
            unseen: None,
            tells_fonts: false,
            is_of_excel: false,
            is_ended: false,
            breaks_off: false,
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = tag.name.as_slice();
        match name {
            b"style" if !tag.self_closing => self.sheet = Some(String::new()),
            b"html" => {
                self.is_of_excel = attribute(tag, "xmlns:x").is_some_and(|x| x.ends_with("office:excel"))
            }
            _ => {}
        }
        if self.unseen.is_some() && name != b"body" {
            return;
        }
        match name {
            b"script" | b"style" | b"title" | b"xml" | b"head" if !tag.self_closing => {
                self.unseen = Some(name.to_vec());
            }
            b"body" => {
                self.unseen = None;
                self.end_line();
                let look = self.style(tag).look_within(&Look::default());
                self.line = HtmlText::new(look);
            }
            b"table" if self.open.len() == MAX_DEPTH => self.too_deep += 1,
            b"table" => {
                self.end_line();
                let style = self.style(tag);
                let around = self.open.last().map_or(self.line.look(), HtmlTable::inner_look);
                self.open.push(HtmlTable::new(&style, around));
            }
            b"tr" | b"td" | b"th" if self.too_deep > 0 => {}
            b"tr" | b"td" | b"th" | b"col" | b"thead" | b"tbody" | b"tfoot" => self.start_in_table(tag),
            _ => {
                if matches!(name, b"br" | b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4") {
                    self.break_line();
                }
                if is_inline(name) && !tag.self_closing {
                    let style = self.style(tag);
                    if let Some(text) = self.text_in_reach() {
                        text.begin(name, &style);
                    }
                }
            }
        }
    }

    fn start_in_table(&mut self, tag: &StartTag<()>) {
        let style = self.style(tag);
        let Some(table) = self.open.last_mut() else { return };
        match tag.name.as_slice() {
            b"tr" => table.begin_row(&style),
            b"col" => table.tell_columns(tag, &style),
            b"td" | b"th" => table.begin_cell(tag, &style),
            _ => table.begin_part(&style),
        }
    }

    fn end(&mut self, name: &[u8]) {
        if name == b"style" {
            let sheet = self.sheet.take();
            sheet.iter().for_each(|sheet| self.css.add(sheet));
        }
        if matches!(name, b"html" | b"body") {
            self.is_ended = true;
        }
        if let Some(unseen) = &self.unseen {
            if unseen.as_slice() == name {
                self.unseen = None;
            }
            return;
        }
        match name {
            b"table" if self.too_deep > 0 => self.too_deep -= 1,
            b"table" => self.end_table(),
            b"tr" | b"td" | b"th" if self.too_deep > 0 => {}
            b"td" | b"th" | b"tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.end_cell();
                }
            }
            _ => {
                if matches!(name, b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4") {
                    self.break_line();
                }
                if let Some(text) = self.text_in_reach().filter(|_| is_inline(name)) {
                    text.end(name);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(sheet) = &mut self.sheet {
            sheet.push_str(text);
        }
        if self.unseen.is_some() {
            return;
        }
        if let Some(reached) = self.text_in_reach() {
            reached.push(text);
        }
    }

    /// The text of the cell that is open, or of the line outside tables.
    fn text_in_reach(&mut self) -> Option<&mut HtmlText> {
        match self.open.last_mut() {
            Some(table) => table.text(),
            None => Some(&mut self.line),
        }
    }

    fn style(&mut self, tag: &StartTag<()>) -> HtmlStyle {
        let style = HtmlStyle::of(tag, &self.css);
        self.tells_fonts |= style.tells_font();
        style
    }

    fn break_line(&mut self) {
        match self.open.last_mut() {
            Some(table) => table.text().into_iter().for_each(HtmlText::break_line),
            None => self.end_line(),
        }
    }

    fn end_line(&mut self) {
        if !self.line.is_empty() {
            let next = self.line.continued();
            self.blocks.push(Block::Line(std::mem::replace(&mut self.line, next)));
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.open.pop() {
            table.end_cell();
            self.blocks.push(Block::Table(Box::new(table)));
        }
    }

    /// Whether the page ends before it is whole: a browser, and Excel, would show what there is without a word.
    fn is_cut(&self) -> bool {
        let is_within = !self.open.is_empty() || self.sheet.is_some();
        self.breaks_off || (!self.is_ended && (is_within || self.is_of_excel))
    }

    fn into_reading(self, sheet: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
        let mut draft = Draft::new(sheet, false);
        draft.tells_fonts = self.tells_fonts;
        let mut budget = Budget::new(limits);
        let mut top = 0u32;
        let with_cells = self
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Table(table) if !table.cells.is_empty()));
        let is_only_table = with_cells.count() == 1;
        for block in self.blocks {
            match block {
                Block::Line(line) => {
                    let cell = HtmlCell::of_line(&line);
                    put(&mut draft, CellRef::new(top, 0), cell, &mut budget)?;
                    top += 1;
                }
                // A table that only holds other tables takes no room.
                Block::Table(table) if table.cells.is_empty() => {}
                Block::Table(table) => {
                    let below = |cell: CellRef| CellRef::new(cell.row.saturating_add(top), cell.column);
                    for (place, mut cell) in table.cells {
                        // Where tables lie one below the other, the columns of one are not those of the sheet.
                        if !is_only_table && table.hidden_columns.contains(&place.column) {
                            cell.heard.oddities.add(Oddity::Unseen);
                        }
                        put(&mut draft, below(place), cell, &mut budget)?;
                    }
                    let merges = table
                        .merges
                        .iter()
                        .map(|merge| CellRange { start: below(merge.start), end: below(merge.end) });
                    draft.sheet.merges.extend(merges);
                    let rows = table.hidden_rows.iter().map(|row| row.saturating_add(top));
                    draft.sheet.hidden_rows.extend(rows);
                    if is_only_table {
                        draft.sheet.hidden_columns.extend(&table.hidden_columns);
                    }
                    top = top.saturating_add(table.height);
                }
            }
            if top >= MAX_ROWS {
                return Err(failure::too_many_cells(limits));
            }
        }
        Ok(Reading::of(draft))
    }
}

fn put(draft: &mut Draft, place: CellRef, cell: HtmlCell, budget: &mut Budget) -> Result<(), Diagnostic> {
    let HtmlCell { heard: Heard { content, format, shown, oddities }, formula, legacy } = cell;
    draft.put(place, content, formula, format, budget)?;
    draft.tell(place, shown, oddities, legacy);
    Ok(())
}
