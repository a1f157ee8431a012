//! A rule's file as it was loaded.

use std::sync::Arc;

use super::case_file::CaseFile;
use super::outline::Spot;
use super::script::Script;
use super::source::Source;
use crate::diagnostic::Place;

/// A rule's script and cases; its declarations stand in the plan, at the same index.
#[derive(Debug)]
pub(super) struct Entry {
    /// File for people: `rules/ke-hoach/t_2_2_3_dung_han.rhai`.
    pub(super) file: Arc<str>,
    pub(super) text: Arc<str>,
    /// Whether the text was composed (NFC) as it came.
    pub(super) is_composed: bool,
    /// Whether the folder that holds it extends another: its rules may begin in a later year.
    pub(super) is_later: bool,
    pub(super) script: Script,
    pub(super) cases: CaseFile,
}

impl Entry {
    pub(super) fn new(source: &Source, script: Script) -> Self {
        Self {
            file: source.file.clone(),
            text: source.text.as_str().into(),
            is_composed: source.is_composed,
            is_later: source.is_later,
            script,
            cases: CaseFile::Absent,
        }
    }

    /// The same rule with another script in place of its own, and without cases.
    pub(super) fn with_script(&self, script: Script, text: &str) -> Self {
        Self {
            file: self.file.clone(),
            text: text.into(),
            is_composed: self.is_composed,
            is_later: self.is_later,
            script,
            cases: CaseFile::Absent,
        }
    }

    /// The place of a byte of the script.
    pub(super) fn place_of_byte(&self, byte: usize) -> Place {
        Place::at_byte(self.file.clone(), &self.text, byte)
    }

    /// A place in the script.
    pub(super) fn place(&self, (line, column): Spot) -> Place {
        Place::line(self.file.clone(), &self.text, line, column)
    }

    /// Where the declaration `name` stands; the file's first line if it does not.
    pub(super) fn place_of(&self, name: &str) -> Place {
        self.place(self.script.outline.constant(name).map_or((1, 1), |(_, spot, _)| *spot))
    }
}
