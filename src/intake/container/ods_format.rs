//! The number formats of an `.ods` workbook, written as Excel writes them, so that one place decides what they show.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::xml;

/// Digits that a format may ask for; more are no format that anybody made.
const MOST_DIGITS: usize = 30;

/// The styles of numbers, by name.
#[derive(Default)]
pub(super) struct OdsFormats {
    known: HashMap<String, OdsFormat>,
    open: Option<(String, OdsFormat)>,
    literal: Option<String>,
}

/// One `<number:number-style>` or its like.
#[derive(Default)]
struct OdsFormat {
    is_percentage: bool,
    is_text: bool,
    /// Hours and minutes of it run on beyond a day.
    runs_on: bool,
    code: String,
    /// Conditions on the value, and the style that is used instead where one holds.
    conditions: Vec<(String, String)>,
}

impl OdsFormats {
    /// Takes the beginning of an element; whether it was part of a number's style.
    pub(super) fn start(&mut self, name: &str, element: &BytesStart<'_>) -> bool {
        match name.strip_prefix("number:").and_then(|name| name.strip_suffix("-style")) {
            Some(kind) if self.open.is_none() => {
                let format = OdsFormat {
                    is_percentage: kind == "percentage",
                    is_text: kind == "text",
                    runs_on: xml::attribute(element, "truncate-on-overflow")
                        .is_some_and(|value| value == "false"),
                    ..OdsFormat::default()
                };
                self.open = Some((xml::attribute(element, "name").unwrap_or_default(), format));
                return true;
            }
            _ => {}
        }
        let Some((_, format)) = &mut self.open else { return false };
        match name {
            "number:text" | "number:currency-symbol" => self.literal = Some(String::new()),
            "style:map" => {
                let condition = xml::attribute(element, "condition").unwrap_or_default();
                let style = xml::attribute(element, "apply-style-name").unwrap_or_default();
                format.conditions.push((condition.replace("value()", "").replace(' ', ""), style));
            }
            _ => format.element(name, element),
        }
        true
    }

    /// Takes text, of which only that in literals matters.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(literal) = &mut self.literal {
            literal.push_str(text);
        }
    }

    /// Takes the end of an element.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "number:text" | "number:currency-symbol" => {
                if let (Some(literal), Some((_, format))) = (self.literal.take(), &mut self.open) {
                    format.literal(&literal);
                }
            }
            _ if name.starts_with("number:") && name.ends_with("-style") => {
                self.known.extend(self.open.take())
            }
            _ => {}
        }
    }

    /// The format code of the style with that name; `None` where there is none, or it leaves values as they are.
    pub(super) fn code(&self, name: &str) -> Option<Arc<str>> {
        let format = self.known.get(name)?;
        let sections = format.conditions.iter().filter_map(|(condition, style)| {
            let section = self.known.get(style)?;
            Some((condition.as_str(), section.code.as_str()))
        });
        let sections: Vec<(&str, &str)> = sections.take(3).collect();
        let conditions: Vec<&str> = sections.iter().map(|(condition, _)| *condition).collect();
        // What Excel takes the sections to be where they name no conditions.
        let is_plain = matches!(conditions[..], [] | [">=0"] | [">0", "<0"] | [">0", "<0", "=0"]);
        let mut code = String::new();
        for (condition, section) in &sections {
            if !is_plain {
                code += &format!("[{condition}]");
            }
            code += &format!("{section};");
        }
        if !matches!((format.is_text, sections.is_empty()), (true, false)) || sections.len() == 3 {
            code += &format.code;
        }
        match code.as_str() {
            "General" | "@" => None,
            // A format of nothing shows nothing, which an empty code does not say.
            "" => Some("\"\"".into()),
            code => Some(code.into()),
        }
    }
}

impl OdsFormat {
    fn element(&mut self, name: &str, element: &BytesStart<'_>) {
        let is_long = || xml::attribute(element, "style").is_some_and(|style| style == "long");
        let is_textual = || xml::attribute(element, "textual").is_some_and(|value| value == "true");
        let code = match name {
            "number:number" => return self.number(element),
            "number:scientific-number" => {
                self.number(element);
                format!("E+{}", digits(element, "min-exponent-digits", 1))
            }
            "number:fraction" => match self.code.is_empty() {
                true => "# ?/?".to_owned(),
                false => " ?/?".to_owned(),
            },
            "number:text-content" => "@".to_owned(),
            "number:day" if is_long() => "dd".to_owned(),
            "number:day" => "d".to_owned(),
            "number:day-of-week" if is_long() => "dddd".to_owned(),
            "number:day-of-week" => "ddd".to_owned(),
            "number:month" => "m".repeat(1 + usize::from(is_long()) + 2 * usize::from(is_textual())),
            "number:year" if is_long() => "yyyy".to_owned(),
            "number:year" => "yy".to_owned(),
            "number:hours" if self.runs_on => "[h]".to_owned(),
            "number:hours" if is_long() => "hh".to_owned(),
            "number:hours" => "h".to_owned(),
            "number:minutes" if is_long() => "mm".to_owned(),
            "number:minutes" => "m".to_owned(),
            "number:seconds" if is_long() => "ss".to_owned(),
            "number:seconds" => "s".to_owned(),
            "number:am-pm" => "AM/PM".to_owned(),
            _ => return,
        };
        self.code += &code;
    }

    fn number(&mut self, element: &BytesStart<'_>) {
        let Some(places) = count(element, "decimal-places") else {
            self.code += "General";
            return;
        };
        let whole = digits(element, "min-integer-digits", 0);
        let is_grouped = xml::attribute(element, "grouping").is_some_and(|value| value == "true");
        if is_grouped {
            self.code += "#,";
            self.code += &"#".repeat(3usize.saturating_sub(whole.len()));
        } else if whole.is_empty() {
            self.code += "#";
        }
        self.code += &whole;
        let needed = count(element, "min-decimal-places").unwrap_or(places).min(places);
        if places > 0 {
            self.code += ".";
            self.code += &"0".repeat(needed);
            self.code += &"#".repeat(places - needed);
        }
        let mut factor =
            xml::attribute(element, "display-factor").and_then(|factor| factor.parse::<f64>().ok());
        while let Some(more) = factor.filter(|factor| (1e3..1e30).contains(factor)) {
            self.code += ",";
            factor = Some(more / 1e3);
        }
    }

    fn literal(&mut self, text: &str) {
        let (before, after) = match text.split_once('%').filter(|_| self.is_percentage) {
            Some((before, after)) => (before, Some(after)),
            None => (text, None),
        };
        self.quoted(before);
        if let Some(after) = after {
            self.code.push('%');
            self.quoted(after);
        }
    }

    fn quoted(&mut self, text: &str) {
        for (number, piece) in text.split('"').enumerate() {
            if number > 0 {
                self.code += "\\\"";
            }
            if !piece.is_empty() {
                self.code += &format!("\"{piece}\"");
            }
        }
    }
}

fn count(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    xml::attribute(element, name)?.parse::<usize>().ok().map(|count| count.min(MOST_DIGITS))
}

fn digits(element: &BytesStart<'_>, name: &str, otherwise: usize) -> String {
    "0".repeat(count(element, name).unwrap_or(otherwise))
}
