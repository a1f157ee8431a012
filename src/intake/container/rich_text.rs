//! Texts of an `.xlsx` workbook that are put together of runs, each in a font of its own.

use std::collections::{BTreeSet, HashMap};

use memchr::memmem;
use quick_xml::events::{BytesStart, Event};

use super::colour::Colour;
use super::excel_style::{self, Palette};
use super::runs::{Kept, Run, keep};
use super::xml;
use crate::text::Legacy;

/// Different colours of letters up to which each is compared with the grounds of the cells.
const MOST_COLOURS: usize = 64;

/// The font of the cells of one style, and the ground on which its letters stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellFont {
    /// Whether its letters are struck through.
    pub(super) struck: bool,
    /// The legacy encoding that it is made for.
    pub(super) legacy: Option<Legacy>,
    /// Colour of its letters, if not the usual one.
    pub(super) colour: Option<Colour>,
    /// Colour of the ground; `None` where that is a pattern.
    pub(super) ground: Option<Colour>,
}

/// A text while its XML is being read: `<si>` or `<is>` with `<t>` and `<r>`.
#[derive(Default)]
pub(super) struct RichText {
    stretches: Vec<Stretch>,
    is_in_text: bool,
    /// Within `<rPh>`: how a text is pronounced, which is not shown.
    is_aside: bool,
}

/// Letters between which the font does not change.
#[derive(Default)]
struct Stretch {
    text: String,
    /// Their font; `None` where it is the cell's.
    font: Option<RunFont>,
}

/// A font that a run has in place of the cell's.
#[derive(Clone, Copy, Default)]
struct RunFont {
    struck: bool,
    raised: bool,
    /// The legacy encoding that it is made for; `None` where it has no name.
    legacy: Option<Option<Legacy>>,
    colour: Option<Colour>,
}

impl Default for CellFont {
    fn default() -> Self {
        Self { struck: false, legacy: None, colour: None, ground: Some(Colour::WHITE) }
    }
}

impl CellFont {
    /// Whether its letters cannot be seen on their ground.
    pub(super) fn is_unseen(&self) -> bool {
        self.loses(self.colour)
    }

    /// Whether letters of that colour cannot be seen on the ground.
    fn loses(&self, colour: Option<Colour>) -> bool {
        colour.zip(self.ground).is_some_and(|(colour, ground)| colour.is_lost_on(ground))
    }

    /// Whether it says something of its letters that a run in another font does not share.
    fn tells(&self) -> bool {
        self.struck || self.legacy.is_some() || self.is_unseen()
    }
}

impl RunFont {
    /// Whether it matters on any ground.
    fn tells(&self) -> bool {
        self.struck || self.raised || self.legacy.flatten().is_some()
    }
}

impl RichText {
    /// Takes the beginning of an element.
    pub(super) fn start(&mut self, element: &BytesStart<'_>) {
        let stretch = self.stretches.last_mut();
        let value = || xml::attribute(element, "val");
        match (element.local_name().as_ref(), stretch) {
            ("rPh", _) => self.is_aside = true,
            ("r", _) => self.stretches.push(Stretch::default()),
            ("t", stretch) => {
                self.is_in_text = true;
                if stretch.is_none() {
                    self.stretches.push(Stretch::default());
                }
            }
            ("rPr", Some(stretch)) => stretch.font = Some(RunFont::default()),
            (name, Some(Stretch { font: Some(font), .. })) => match name {
                "strike" => {
                    font.struck = !value().is_some_and(|value| matches!(value.as_str(), "0" | "false"));
                }
                "vertAlign" => {
                    font.raised = value().is_some_and(|value| value == "superscript" || value == "subscript");
                }
                "rFont" => font.legacy = value().map(|name| Legacy::of_font(&name)),
                "color" => font.colour = colour(element),
                _ => {}
            },
            _ => {}
        }
    }

    /// Takes a piece of text.
    pub(super) fn text(&mut self, text: &str) {
        if let (true, false, Some(stretch)) = (self.is_in_text, self.is_aside, self.stretches.last_mut()) {
            stretch.text.push_str(text);
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

    /// What the text comes to in a cell of that font; `None` where the fonts of its runs say nothing of it.
    pub(super) fn kept(&self, cell: &CellFont) -> Option<Kept> {
        let matters = |font: RunFont| font.tells() || cell.tells() || cell.loses(font.colour);
        self.fonts().any(matters).then(|| {
            let runs: Vec<Run> = self.stretches.iter().map(|stretch| stretch.run(cell)).collect();
            keep(&runs)
        })
    }

    fn fonts(&self) -> impl Iterator<Item = RunFont> {
        self.stretches.iter().filter_map(|stretch| stretch.font)
    }
}

impl Stretch {
    /// The run that it is in a cell of that font.
    fn run(&self, cell: &CellFont) -> Run {
        let text = self.text.clone();
        match self.font {
            None => Run {
                text,
                struck: cell.struck,
                raised: false,
                legacy: cell.legacy,
                unseen: cell.is_unseen(),
            },
            Some(font) => Run {
                text,
                struck: font.struck,
                raised: font.raised,
                legacy: font.legacy.unwrap_or(cell.legacy),
                unseen: cell.loses(font.colour),
            },
        }
    }
}

/// The colour that an element names; `None` for the usual one, and for one that only the workbook's theme tells.
fn colour(element: &BytesStart<'_>) -> Option<Colour> {
    let attribute = |name| xml::attribute(element, name);
    if attribute("tint").is_some_and(|tint| tint.trim().parse() != Ok(0.0)) {
        return None;
    }
    if let Some(rgb) = attribute("rgb") {
        // How opaque it is stands before it, and is ignored.
        let digits = rgb.get(rgb.len().saturating_sub(6)..)?;
        return Colour::parse(&format!("#{digits}"));
    }
    if let Some(number) = attribute("indexed") {
        return match Palette::default().colour(number.trim().parse().ok()?) {
            excel_style::Colour::Rgb(parts) => Some(Colour(parts)),
            _ => None,
        };
    }
    match attribute("theme")?.trim() {
        "0" => Some(Colour::WHITE),
        "1" => Some(Colour::BLACK),
        _ => None,
    }
}

/// The shared strings with runs in fonts of their own, by their number.
#[derive(Default)]
pub(super) struct SharedTexts {
    texts: HashMap<u32, RichText>,
    /// Whether some font matters in every cell.
    tells: bool,
    /// The colours of their letters.
    colours: BTreeSet<Colour>,
}

impl SharedTexts {
    /// Reads the part of shared strings, which many workbooks hold without any font in it.
    pub(super) fn read(part: &[u8]) -> Self {
        let mut shared = Self::default();
        if !has_fonts(part) {
            return shared;
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
                    shared.add(number, std::mem::take(&mut text));
                    number += 1;
                }
                Event::End(element) => text.end(element.local_name().as_ref()),
                Event::Eof => break,
                _ => {}
            }
        }
        shared
    }

    fn add(&mut self, number: u32, text: RichText) {
        if text.fonts().next().is_some() {
            self.tells |= text.fonts().any(|font| font.tells());
            self.colours.extend(text.fonts().filter_map(|font| font.colour));
            self.texts.insert(number, text);
        }
    }

    /// Whether the fonts of some string may matter in cells of these fonts.
    pub(super) fn matter_in(&self, cells: &[CellFont]) -> bool {
        let is_lost = |cell: &CellFont| self.colours.iter().any(|colour| cell.loses(Some(*colour)));
        let is_told = |cell: &CellFont| cell.tells() || self.colours.len() > MOST_COLOURS || is_lost(cell);
        self.tells || !self.texts.is_empty() && (is_told(&CellFont::default()) || cells.iter().any(is_told))
    }

    /// The string with that number, if it has runs in fonts of their own.
    pub(super) fn get(&self, number: u32) -> Option<&RichText> {
        self.texts.get(&number)
    }
}

/// Whether a text in `part` has runs in fonts of their own.
pub(super) fn has_fonts(part: &[u8]) -> bool {
    memmem::find(part, b"rPr").is_some()
}
