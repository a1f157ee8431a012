//! The text of a cell of an `.ods` workbook, run by run.

use quick_xml::events::BytesStart;

use super::failure;
use super::ods_style::{OdsLook, OdsStyles};
use super::runs::{self, Kept, Run};
use super::xml;
use crate::diagnostic::Diagnostic;

/// Spaces that one element may stand for.
const MAX_SPACES: u32 = 10_000;

/// The paragraphs of a cell.
pub(super) struct OdsText {
    runs: Vec<Run>,
    /// How the cell looks, and the stretches that are open.
    looks: Vec<OdsLook>,
    paragraphs: usize,
    is_in_paragraph: bool,
    /// Whether a further space in the XML is none in the text.
    is_spaced: bool,
    has_letters: bool,
    /// Whether some letter can be seen.
    is_seen: bool,
}

impl OdsText {
    /// The text of a cell that looks so, without any paragraph yet.
    pub(super) fn new(look: OdsLook) -> Self {
        Self {
            runs: Vec::new(),
            looks: vec![look],
            paragraphs: 0,
            is_in_paragraph: false,
            is_spaced: false,
            has_letters: false,
            is_seen: false,
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
                    self.trim_end();
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
        match self.has_letters {
            true => !self.is_seen,
            false => self.looks.first().is_some_and(OdsLook::is_unseen),
        }
    }

    /// What the text comes to.
    pub(super) fn kept(&self) -> Kept {
        runs::keep(&self.runs)
    }

    fn add(&mut self, letter: char) {
        let Some(look) = self.looks.last() else { return };
        let (struck, raised, legacy) = (look.struck, look.raised, look.legacy);
        if !letter.is_whitespace() {
            self.has_letters = true;
            self.is_seen |= !look.is_unseen();
        }
        match self.runs.last_mut() {
            Some(run) if (run.struck, run.raised, run.legacy) == (struck, raised, legacy) => {
                run.text.push(letter)
            }
            _ => self.runs.push(Run { text: letter.into(), struck, raised, legacy }),
        }
    }

    fn trim_end(&mut self) {
        while let Some(run) = self.runs.last_mut() {
            run.text.truncate(run.text.trim_end().len());
            if !run.text.is_empty() {
                return;
            }
            self.runs.pop();
        }
    }
}
