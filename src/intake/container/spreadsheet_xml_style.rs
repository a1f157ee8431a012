//! The styles of a workbook in Excel 2003's XML.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::colour::Colour;
use super::format_name;
use super::look::Look;
use super::xml;
use crate::text::Legacy;

/// Styles that each take over from the next; a longer chain is a loop.
const MAX_PARENTS: usize = 16;

/// The style from which every other takes over, and which cells without one have.
const DEFAULT: &str = "Default";

/// Every style that was told of.
#[derive(Default)]
pub(super) struct Styles {
    known: HashMap<String, Style>,
    open: String,
    looks: HashMap<String, Look>,
}

/// What one style says; what it leaves open, its parent says.
#[derive(Clone, Default)]
struct Style {
    parent: Option<String>,
    format: Option<String>,
    struck: Option<bool>,
    raised: Option<bool>,
    font: Option<String>,
    colour: Option<String>,
    ground: Option<String>,
}

impl Styles {
    /// Takes the beginning of an element outside the worksheets.
    pub(super) fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        if name == "Style" {
            self.open = xml::attribute(element, "ID").unwrap_or_default();
            let parent = xml::attribute(element, "Parent");
            self.known.insert(self.open.clone(), Style { parent, ..Style::default() });
            return;
        }
        let Some(style) = self.known.get_mut(&self.open) else { return };
        match name {
            "NumberFormat" => style.format = xml::attribute(element, "Format"),
            "Font" => {
                style.struck = xml::attribute(element, "StrikeThrough").map(|value| value.trim() != "0");
                style.raised = xml::attribute(element, "VerticalAlign").map(|align| align != "None");
                style.font = xml::attribute(element, "FontName");
                style.colour = xml::attribute(element, "Color");
            }
            "Interior" => style.ground = xml::attribute(element, "Color"),
            _ => {}
        }
    }

    /// How a cell of that style looks.
    pub(super) fn look(&mut self, name: &str) -> Look {
        let name = if self.known.contains_key(name) { name } else { DEFAULT };
        if let Some(look) = self.looks.get(name) {
            return look.clone();
        }
        let mut style = Style::default();
        let mut next = Some(name.to_owned());
        for _ in 0..MAX_PARENTS {
            let Some(found) = next.as_ref().and_then(|name| self.known.get(name)) else { break };
            style.format = style.format.or_else(|| found.format.clone());
            style.struck = style.struck.or(found.struck);
            style.raised = style.raised.or(found.raised);
            style.font = style.font.or_else(|| found.font.clone());
            style.colour = style.colour.or_else(|| found.colour.clone());
            style.ground = style.ground.or_else(|| found.ground.clone());
            let is_last = next.as_deref() == Some(DEFAULT);
            next = found.parent.clone().or_else(|| (!is_last).then(|| DEFAULT.to_owned()));
        }
        let look = Look {
            format: style.format.as_deref().and_then(format_name::code),
            struck: style.struck.unwrap_or(false),
            raised: style.raised.unwrap_or(false),
            legacy: style.font.as_deref().and_then(Legacy::of_font),
            colour: style.colour.as_deref().and_then(Colour::parse),
            ground: style.ground.as_deref().and_then(Colour::parse),
        };
        self.looks.insert(name.to_owned(), look.clone());
        look
    }
}
