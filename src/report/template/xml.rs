//! XML as a row of elements with their text, namespaces laid aside.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element's beginning.
pub(super) struct Element<'a> {
    /// Local name.
    pub(super) name: String,
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// The attribute whose local name is `name`.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.start
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)
            .and_then(|attribute| {
                Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
            })
    }

    /// The attribute as a number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether the attribute says yes.
    pub(super) fn says(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| value == "1" || value == "true")
    }

    /// Whether the attribute says no.
    pub(super) fn denies(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| value == "0" || value == "false")
    }
}

/// What a walk through XML meets.
pub(super) enum Step<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The element of this local name ends, with the text that stood directly before its end.
    End(String, String),
}

/// Walks through `text` and stops where it is not well-formed; `false` then.
pub(super) fn walk(text: &str, mut visit: impl FnMut(Step<'_>)) -> bool {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut inner = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                inner.clear();
                let name = start.local_name().as_ref().to_owned();
                visit(Step::Start(Element { name, start: &start }));
            }
            Ok(Event::End(end)) => {
                let name = end.local_name().as_ref().to_owned();
                visit(Step::End(name, std::mem::take(&mut inner)));
            }
            Ok(Event::Text(piece)) => inner.push_str(&piece.xml10_content()),
            Ok(Event::CData(piece)) => inner.push_str(&piece.xml10_content()),
            Ok(Event::GeneralRef(entity)) => inner.push_str(&resolved(&entity)),
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// Visits each element's beginning.
pub(super) fn each_start(text: &str, mut visit: impl FnMut(&Element<'_>)) {
    walk(text, |step| {
        if let Step::Start(element) = step {
            visit(&element);
        }
    });
}

fn resolved(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    let name = entity.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_and_prefixes_are_not() {
        let mut seen = Vec::new();
        let sound = walk(r#"<x:a b="1"><oddHeader>&amp;C&#233;</oddHeader><c/></x:a>"#, |step| match step {
            Step::Start(element) => seen.push(format!("<{} {}", element.name, element.says("b"))),
            Step::End(name, text) => seen.push(format!("{text}>{name}")),
        });
        assert!(sound);
        assert_eq!(seen, ["<a true", "<oddHeader false", "&Cé>oddHeader", "<c false", ">c", ">a"]);
        assert!(!walk("<a><b></a>", |_| {}));
    }
}
