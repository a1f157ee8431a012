//! The `content.xml` of an `.ods` workbook: which of its tables are sheets, and which of its text is theirs.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::draft::{Budget, Draft};
use super::failure;
use super::limits::Limits;
use super::ods_sheet::OdsSheet;
use super::ods_style::OdsStyles;
use super::xml;
use crate::diagnostic::Diagnostic;

/// Takes in the styles of a part that holds no sheets, as far as it goes.
pub(super) fn read_styles(part: impl BufRead, styles: &mut OdsStyles) {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => styles.start(element.name().as_ref(), &element),
            Ok(Event::End(element)) => styles.end(element.name().as_ref()),
            Ok(Event::Text(text)) => styles.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => styles.text(&xml::resolve(&reference)),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Reads every sheet, which may use `styles` besides its own. Fails where the part is no complete XML, or holds more than is read of a workbook.
pub(super) fn read(
    content: impl BufRead,
    styles: OdsStyles,
    limits: &Limits,
) -> Result<Vec<Draft>, Diagnostic> {
    let mut reader = xml::reader(content);
    reader.config_mut().check_end_names = true;
    let mut document =
        Document { budget: Budget::new(limits), drafts: Vec::new(), styles, sheet: None, aside: None };
    let mut buffer = Vec::new();
    let mut depth = 0usize;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(failure::bad_xml)? {
            Event::Start(element) => {
                depth += 1;
                document.start(&element)?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                document.end(element.name().as_ref(), limits)?;
            }
            Event::Text(text) => document.text(&text.xml10_content()),
            Event::CData(text) => document.text(&text.xml10_content()),
            Event::GeneralRef(reference) => document.text(&xml::resolve(&reference)),
            Event::Eof if depth == 0 => return Ok(document.drafts),
            Event::Eof => return Err(failure::truncated()),
            _ => {}
        }
    }
}

/// What is known at one point of the part.
struct Document {
    budget: Budget,
    drafts: Vec<Draft>,
    styles: OdsStyles,
    sheet: Option<OdsSheet>,
    /// An element whose content is not read, and how many of that name are open.
    aside: Option<(String, usize)>,
}

impl Document {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Diagnostic> {
        let name = element.name();
        let name = name.as_ref();
        if let Some((aside, open)) = &mut self.aside {
            *open += usize::from(aside == name);
            return Ok(());
        }
        if is_aside(name, self.sheet.is_some()) {
            self.aside = Some((name.to_owned(), 1));
            return Ok(());
        }
        match (name, &mut self.sheet) {
            ("table:table", None) => {
                let style = xml::attribute(element, "style-name").unwrap_or_default();
                let name = xml::attribute(element, "name").unwrap_or_default();
                self.sheet = Some(OdsSheet::new(&name, self.styles.hides_table(&style)));
            }
            (_, Some(sheet)) => sheet.start(name, element, &mut self.styles)?,
            (_, None) => self.styles.start(name, element),
        }
        Ok(())
    }

    fn end(&mut self, name: &str, limits: &Limits) -> Result<(), Diagnostic> {
        if let Some((aside, open)) = &mut self.aside {
            *open -= usize::from(aside == name);
            if *open == 0 {
                self.aside = None;
            }
            return Ok(());
        }
        if name == "table:table"
            && let Some(sheet) = self.sheet.take()
        {
            let draft = sheet.into_draft(self.styles.tells_fonts(), &mut self.budget)?;
            self.drafts.extend(draft.filter(|_| self.drafts.len() < limits.sheets));
            return Ok(());
        }
        match (name, &mut self.sheet) {
            (_, Some(sheet)) => sheet.end(name, &mut self.budget)?,
            (_, None) => self.styles.end(name),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match (&self.aside, &mut self.sheet) {
            (Some(_), _) => {}
            (None, Some(sheet)) => sheet.text(text),
            (None, None) => self.styles.text(text),
        }
    }
}

/// Whether what the element holds is no cell of the sheet: what was there before a change, what another file holds,
/// drawings and remarks; a table within a table.
fn is_aside(name: &str, is_in_sheet: bool) -> bool {
    match name {
        "table:tracked-changes" | "table:dde-links" | "office:forms" => true,
        "table:table" | "table:sub-table" | "table:shapes" | "office:annotation" => is_in_sheet,
        _ => is_in_sheet && name.starts_with("draw:"),
    }
}
