//! The text of a cell of an `.ods` workbook, run by run.

use quick_xml::events::BytesStart;

use super::failure;
use super::letters::Letters;
use super::look::Look;
use super::ods_style::OdsStyles;
use super::runs::Kept;
use super::xml;
use crate::diagnostic::Diagnostic;

/// Spaces that one element may stand for.
const MAX_SPACES: u32 = 10_000;

/// The paragraphs of a cell.
pub(super) struct OdsText {
    letters: Letters,
    /// How the cell looks, and the stretches that are open.
    looks: Vec<Look>,
    paragraphs: usize,
    is_in_paragraph: bool,
    /// Whether a further space in the XML is none in the text.
    is_spaced: bool,
}

impl OdsText {
    /// The text of a cell that looks so, without any paragraph yet.
    pub(super) fn new(look: Look) -> Self {
        Self {
            letters: Letters::default(),
            looks: vec![look],
            paragraphs: 0,
            is_in_paragraph: false,
            is_spaced: false,
        }
    }

    /// Takes the beginning of an element within the cell.
    pub(super) fn start(
        &mut self,
        name: &str,
        element: &BytesStart<'_>,
        styles: &OdsStyles,
    ) -> Result<(), Diagnostic> {
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.letters.trim_end();
                    self.add('\n');
                }
                self.paragraphs += 1;
                self.is_spaced = true;
                self.is_in_paragraph = true;
            }
            "text:span" => {
                let style = xml::attribute(element, "style-name").unwrap_or_default();
                let look = self.looks.last().map(|around| styles.of_span(&style, around));
                self.looks.extend(look);
            }
            "text:s" => {
                let spaces = xml::attribute(element, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                if spaces > MAX_SPACES {
                    return Err(failure::damaged("text:s"));
                }
                (0..spaces).for_each(|_| self.add(' '));
                self.is_spaced = false;
            }
            // How a word is pronounced stands above it, and is no part of it.
            "text:ruby-text" => self.is_in_paragraph = false,
            "text:tab" => self.add('\t'),
            "text:line-break" => self.add('\n'),
            _ => {}
        }
        Ok(())
    }

    /// Takes the end of an element within the cell.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.is_in_paragraph = false,
            "text:ruby-text" => self.is_in_paragraph = true,
            "text:span" if self.looks.len() > 1 => {
                self.looks.pop();
            }
            _ => {}
        }
    }

    /// Takes text. White space in the XML is one space of the text, and none at the beginning of a paragraph.
    pub(super) fn push(&mut self, text: &str) {
        if !self.is_in_paragraph {
            return;
        }
        for letter in text.chars() {
            let is_space = matches!(letter, ' ' | '\t' | '\r' | '\n');
            match is_space {
                true if self.is_spaced => {}
                true => self.add(' '),
                false => self.add(letter),
            }
            self.is_spaced = is_space;
        }
    }

    /// Whether there is a paragraph, be it an empty one: programs that know what is shown write one.
    pub(super) fn has_paragraph(&self) -> bool {
        self.paragraphs > 0
    }

    /// Whether none of its letters can be seen on their ground.
    pub(super) fn is_unseen(&self) -> bool {
        self.looks.first().is_some_and(|look| self.letters.is_unseen(look))
    }

    /// What the text comes to.
    pub(super) fn kept(&self) -> Kept {
        self.letters.kept()
    }

    fn add(&mut self, letter: char) {
        if let Some(look) = self.looks.last() {
            self.letters.add(letter, look);
        }
    }
}
