//! Texts of an `.xlsx` workbook that are put together of runs, each in a font of its own.

use std::collections::HashMap;

use memchr::memmem;
use quick_xml::events::{BytesStart, Event};

use super::runs::{Kept, Run, keep};
use super::xml;
use crate::text::Legacy;

/// Words of which one stands in every part whose fonts matter for reading.
const TELLING: [&str; 4] = ["strike", "vertAlign", "\".Vn", "\"VNI"];

/// A text while its XML is being read: `<si>` or `<is>` with `<t>` and `<r>`.
#[derive(Default)]
pub(super) struct RichText {
    runs: Vec<Run>,
    is_in_text: bool,
    /// Within `<rPh>`: how a text is pronounced, which is not shown.
    is_aside: bool,
}

impl RichText {
    /// Takes the beginning of an element.
    pub(super) fn start(&mut self, element: &BytesStart<'_>) {
        let run = self.runs.last_mut();
        let value = || xml::attribute(element, "val");
        match (element.local_name().as_ref(), run) {
            ("rPh", _) => self.is_aside = true,
            ("r", _) => self.runs.push(Run::default()),
            ("t", run) => {
                self.is_in_text = true;
                if run.is_none() {
                    self.runs.push(Run::default());
                }
            }
            ("strike", Some(run)) => {
                run.struck = !value().is_some_and(|value| matches!(value.as_str(), "0" | "false"));
            }
            ("vertAlign", Some(run)) => {
                run.raised = value().is_some_and(|value| value == "superscript" || value == "subscript");
            }
            ("rFont", Some(run)) => run.legacy = value().and_then(|font| Legacy::of_font(&font)),
            _ => {}
        }
    }

    /// Takes a piece of text.
    pub(super) fn text(&mut self, text: &str) {
        if let (true, false, Some(run)) = (self.is_in_text, self.is_aside, self.runs.last_mut()) {
            run.text.push_str(text);
        }
    }

    /// Takes the end of an element.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "t" => self.is_in_text = false,
            "rPh" => self.is_aside = false,
            _ => {}
        }
    }

    /// What the text comes to; `None` where its fonts say nothing of it.
    pub(super) fn kept(&self) -> Option<Kept> {
        let tells = |run: &Run| run.struck || run.raised || run.legacy.is_some();
        self.runs.iter().any(tells).then(|| keep(&self.runs))
    }
}

/// The shared strings of which a part does not count, or whose runs are in a legacy font, by their number.
#[derive(Default)]
pub(super) struct SharedTexts(HashMap<u32, Kept>);

impl SharedTexts {
    /// Reads the part of shared strings, which most workbooks hold without any font in it.
    pub(super) fn read(part: &[u8]) -> Self {
        let mut shared = HashMap::new();
        if !tells_fonts(part) {
            return Self(shared);
        }
        let mut reader = xml::reader(part);
        let mut number = 0;
        let mut text = RichText::default();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) if element.local_name().as_ref() == "si" => text = RichText::default(),
                Event::Start(element) => text.start(&element),
                Event::Text(piece) => text.text(&piece.xml10_content()),
                Event::CData(piece) => text.text(&piece.xml10_content()),
                Event::GeneralRef(reference) => text.text(&xml::resolve(&reference)),
                Event::End(element) if element.local_name().as_ref() == "si" => {
                    shared.extend(text.kept().map(|kept| (number, kept)));
                    number += 1;
                }
                Event::End(element) => text.end(element.local_name().as_ref()),
                Event::Eof => break,
                _ => {}
            }
        }
        Self(shared)
    }

    /// Whether the fonts of no string matter.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the string with that number comes to, where its fonts matter.
    pub(super) fn get(&self, number: u32) -> Option<&Kept> {
        self.0.get(&number)
    }
}

/// Whether any font that `part` names could matter for reading.
pub(super) fn tells_fonts(part: &[u8]) -> bool {
    TELLING.iter().any(|word| memmem::find(part, word.as_bytes()).is_some())
}
