//! What attributes and style sheets of a page say of one element.

use std::sync::Arc;

use html5gum::{HtmlString, StartTag};

use super::colour::Colour;
use super::css::{self, Css};
use super::format_name;
use super::look::Look;
use crate::text::Legacy;

/// What is said of one element; what is not said is as around it.
#[derive(Default)]
pub(super) struct HtmlStyle {
    format: Option<Option<Arc<str>>>,
    struck: Option<bool>,
    raised: Option<bool>,
    font: Option<Option<Legacy>>,
    colour: Option<Option<Colour>>,
    ground: Option<Option<Colour>>,
    /// Whether it is not displayed, or invisible.
    pub(super) is_hidden: bool,
    /// Whether it has no height.
    pub(super) has_no_height: bool,
    /// Whether it has no width.
    pub(super) has_no_width: bool,
}

impl HtmlStyle {
    /// What is said of the element that begins with `tag`.
    pub(super) fn of(tag: &StartTag<()>, css: &Css) -> Self {
        let mut style = Self::default();
        let name = std::str::from_utf8(&tag.name).unwrap_or_default();
        match name {
            "s" | "strike" | "del" => style.struck = Some(true),
            "sup" | "sub" => style.raised = Some(true),
            _ => {}
        }
        if let Some(face) = attribute(tag, "face") {
            style.font = Some(legacy(face));
        }
        if let Some(colour) = attribute(tag, "color") {
            style.colour = Some(Colour::parse(colour));
        }
        if let Some(ground) = attribute(tag, "bgcolor") {
            style.ground = Some(Colour::parse(ground));
        }
        style.has_no_height = attribute(tag, "height").is_some_and(is_nothing);
        style.has_no_width = attribute(tag, "width").is_some_and(is_nothing);
        style.is_hidden = attribute(tag, "hidden").is_some();
        if !css.is_empty() {
            let classes = attribute(tag, "class").unwrap_or_default();
            css.declarations(name, classes).into_iter().for_each(|rule| style.declare(rule));
        }
        if let Some(rule) = attribute(tag, "style") {
            style.declare(rule);
        }
        // LibreOffice names two languages before the format.
        if let Some(format) = attribute(tag, "sdnum").and_then(|format| format.splitn(3, ';').nth(2)) {
            style.format = Some(format_name::code(format));
        }
        style
    }

    /// Whether it says in which font it is.
    pub(super) fn tells_font(&self) -> bool {
        self.font.is_some()
    }

    /// How the element looks within what looks like `around`.
    pub(super) fn look_within(&self, around: &Look) -> Look {
        Look {
            format: self.format.clone().unwrap_or_else(|| around.format.clone()),
            struck: self.struck.unwrap_or(around.struck),
            raised: self.raised.unwrap_or(around.raised),
            legacy: self.font.unwrap_or(around.legacy),
            colour: self.colour.unwrap_or(around.colour),
            ground: self.ground.unwrap_or(around.ground),
        }
    }

    fn declare(&mut self, rule: &str) {
        for (name, value) in css::declarations(rule) {
            let word = value.to_ascii_lowercase();
            match name.as_str() {
                "mso-number-format" => self.format = Some(format_name::code(&css::unescaped(value))),
                "text-decoration" | "text-decoration-line" | "text-line-through" => {
                    self.struck = Some(word.contains("line-through"));
                }
                "vertical-align" => self.raised = Some(matches!(word.as_str(), "super" | "sub")),
                "font-family" => self.font = Some(legacy(value)),
                "color" => self.colour = Some(Colour::parse(value)),
                "background-color" => self.ground = Some(Colour::parse(value)),
                "background" => {
                    let mut words = value.split_whitespace();
                    self.ground = Some(words.next().and_then(Colour::parse));
                }
                "display" => self.is_hidden = word == "none",
                "visibility" => self.is_hidden |= matches!(word.as_str(), "hidden" | "collapse"),
                "mso-hide" => self.is_hidden |= word != "none",
                "height" => self.has_no_height = is_nothing(value),
                "width" => self.has_no_width = is_nothing(value),
                _ => {}
            }
        }
    }
}

/// The encoding that the first of several fonts is made for.
fn legacy(fonts: &str) -> Option<Legacy> {
    let first = fonts.split(',').next().unwrap_or_default();
    Legacy::of_font(css::unescaped(first).trim_matches(['\'', '"', ' ']))
}

/// Whether a length is none, in whatever unit.
fn is_nothing(length: &str) -> bool {
    let number = length.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f64>().is_ok_and(|number| number <= 0.0)
}

/// The attribute of that name, if it is text.
pub(super) fn attribute<'t>(tag: &'t StartTag<()>, name: &str) -> Option<&'t str> {
    let value = tag.attributes.get(&HtmlString::from(name.as_bytes().to_vec()))?;
    std::str::from_utf8(value).ok()
}
