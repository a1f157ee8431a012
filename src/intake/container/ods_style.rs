//! The styles of an `.ods` workbook, as far as they change what a person sees of a cell.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::colour::Colour;
use super::look::Look;
use super::ods_format::OdsFormats;
use super::xml;
use crate::text::Legacy;

/// Styles that each take over from the next; a longer chain is a loop.
const MAX_PARENTS: usize = 16;

/// Every style that was told of.
#[derive(Default)]
pub(super) struct OdsStyles {
    formats: OdsFormats,
    known: HashMap<(Family, String), OdsStyle>,
    /// The style that is being told of.
    open: Option<(Family, String)>,
    /// Font families by the names that styles use for them.
    fonts: HashMap<String, String>,
    looks: HashMap<String, Look>,
}

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Table,
    Row,
    Column,
    Cell,
    Text,
}

/// What one style says; what it leaves open, its parent says.
#[derive(Clone, Debug, Default)]
struct OdsStyle {
    parent: Option<String>,
    format: Option<String>,
    struck: Option<bool>,
    raised: Option<bool>,
    /// The font's name, or its family.
    font: Option<String>,
    colour: Option<Option<Colour>>,
    ground: Option<Option<Colour>>,
    is_hidden: bool,
}

impl OdsStyles {
    /// Takes the beginning of an element outside the sheets.
    pub(super) fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        if self.formats.start(name, element) {
            return;
        }
        match name {
            "style:font-face" => {
                let name = xml::attribute(element, "name").unwrap_or_default();
                self.fonts.insert(name, xml::attribute(element, "font-family").unwrap_or_default());
            }
            "style:style" | "style:default-style" => self.begin(name, element),
            _ => {
                let style = self.open.as_ref().and_then(|key| self.known.get_mut(key));
                if let Some(style) = style {
                    style.properties(name, element);
                }
            }
        }
    }

    /// Takes text outside the sheets.
    pub(super) fn text(&mut self, text: &str) {
        self.formats.text(text);
    }

    /// Takes the end of an element outside the sheets.
    pub(super) fn end(&mut self, name: &str) {
        self.formats.end(name);
        if matches!(name, "style:style" | "style:default-style") {
            self.open = None;
        }
    }

    /// Whether the workbook says in which fonts its cells are.
    pub(super) fn tells_fonts(&self) -> bool {
        self.known.iter().any(|((family, _), style)| *family == Family::Cell && style.font.is_some())
    }

    /// Whether a table of that style is hidden.
    pub(super) fn hides_table(&self, name: &str) -> bool {
        self.hides(Family::Table, name)
    }

    /// Whether a row of that style has no height.
    pub(super) fn hides_row(&self, name: &str) -> bool {
        self.hides(Family::Row, name)
    }

    /// Whether a column of that style has no width.
    pub(super) fn hides_column(&self, name: &str) -> bool {
        self.hides(Family::Column, name)
    }

    fn hides(&self, family: Family, name: &str) -> bool {
        self.known.get(&(family, name.to_owned())).is_some_and(|style| style.is_hidden)
    }

    /// How a cell of that style looks.
    pub(super) fn of_cell(&mut self, name: &str) -> Look {
        if let Some(look) = self.looks.get(name) {
            return look.clone();
        }
        let style = self.inherited(Family::Cell, name, OdsStyle::default());
        let style = self.inherited(Family::Cell, "", style);
        let look = Look {
            format: style.format.as_deref().and_then(|format| self.formats.code(format)),
            struck: style.struck.unwrap_or(false),
            raised: style.raised.unwrap_or(false),
            legacy: self.legacy(&style),
            colour: style.colour.flatten(),
            ground: style.ground.flatten(),
        };
        self.looks.insert(name.to_owned(), look.clone());
        look
    }

    /// How a stretch of text of that style looks within what looks like `around`.
    pub(super) fn of_span(&self, name: &str, around: &Look) -> Look {
        let style = self.inherited(Family::Text, name, OdsStyle::default());
        Look {
            format: None,
            struck: style.struck.unwrap_or(around.struck),
            raised: style.raised.unwrap_or(around.raised),
            legacy: if style.font.is_some() { self.legacy(&style) } else { around.legacy },
            colour: style.colour.unwrap_or(around.colour),
            ground: style.ground.unwrap_or(around.ground),
        }
    }

    /// What `style` leaves open filled from the style of that name and its parents.
    fn inherited(&self, family: Family, name: &str, mut style: OdsStyle) -> OdsStyle {
        let mut next = Some(name.to_owned());
        for _ in 0..MAX_PARENTS {
            let Some(found) = next.and_then(|name| self.known.get(&(family, name))) else { break };
            style.format = style.format.or_else(|| found.format.clone());
            style.struck = style.struck.or(found.struck);
            style.raised = style.raised.or(found.raised);
            style.font = style.font.or_else(|| found.font.clone());
            style.colour = style.colour.or(found.colour);
            style.ground = style.ground.or(found.ground);
            next = found.parent.clone();
        }
        style
    }

    fn legacy(&self, style: &OdsStyle) -> Option<Legacy> {
        let name = style.font.as_ref()?;
        let family = self.fonts.get(name).unwrap_or(name);
        Legacy::of_font(family.trim_matches(['\'', '"']))
    }

    fn begin(&mut self, element_name: &str, element: &BytesStart<'_>) {
        let family = match xml::attribute(element, "family").unwrap_or_default().as_str() {
            "table" => Family::Table,
            "table-row" => Family::Row,
            "table-column" => Family::Column,
            "table-cell" => Family::Cell,
            "text" => Family::Text,
            _ => {
                self.open = None;
                return;
            }
        };
        // The default of all has no name.
        let name = match element_name {
            "style:default-style" => String::new(),
            _ => xml::attribute(element, "name").unwrap_or_default(),
        };
        let style = OdsStyle {
            parent: xml::attribute(element, "parent-style-name"),
            format: xml::attribute(element, "data-style-name"),
            ..OdsStyle::default()
        };
        self.known.insert((family, name.clone()), style);
        self.open = Some((family, name));
    }
}

impl OdsStyle {
    fn properties(&mut self, name: &str, element: &BytesStart<'_>) {
        let attribute = |name| xml::attribute(element, name);
        match name {
            "style:table-properties" => {
                self.is_hidden = attribute("display").is_some_and(|shown| shown == "false");
            }
            "style:table-row-properties" => self.is_hidden = attribute("row-height").is_some_and(is_nothing),
            "style:table-column-properties" => {
                self.is_hidden = attribute("column-width").is_some_and(is_nothing);
            }
            "style:table-cell-properties" => {
                let ground = attribute("background-color");
                self.ground = ground.map(|ground| Colour::parse(&ground)).or(self.ground);
            }
            "style:text-properties" => {
                let line =
                    attribute("text-line-through-style").or_else(|| attribute("text-line-through-type"));
                self.struck = line.map(|line| line != "none");
                self.raised = attribute("text-position").map(|position| is_raised(&position));
                self.font = attribute("font-name").or_else(|| attribute("font-family"));
                let is_usual = attribute("use-window-font-color").is_some_and(|value| value == "true");
                let colour = attribute("color").map(|colour| Colour::parse(&colour));
                self.colour = if is_usual { Some(None) } else { colour };
                let ground = attribute("background-color");
                self.ground = ground.map(|ground| Colour::parse(&ground)).or(self.ground);
            }
            _ => {}
        }
    }
}

/// Whether a length is none, in whatever unit.
fn is_nothing(length: String) -> bool {
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.trim().parse::<f64>().is_ok_and(|number| number <= 0.0)
}

/// Whether a position is raised or lowered: `super 58%`, `sub`, `33% 58%`, but not `0% 100%`.
fn is_raised(position: &str) -> bool {
    let height = position.split_whitespace().next().unwrap_or_default();
    matches!(height, "super" | "sub")
        || height.ends_with('%') && !is_nothing(height.trim_start_matches('-').to_owned())
}
