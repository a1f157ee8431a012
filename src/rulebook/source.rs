//! A text file of `rules/`, made ready to be read.

use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::order::folded;
use super::outline::Spot;
use crate::diagnostic::{Code, Diagnostic, Place, TomlFault};
use crate::plan::{PLAN_FILE, SchemeKind, TextFile};

/// Name of the folder of rules, unless another is told.
pub(super) const FOLDER: &str = "rules";

/// The end of a rule's file name.
pub const RULE: &str = ".rhai";
/// The end of the name of its cases.
pub const CASES: &str = ".cases.toml";
/// The tasks of the plan.
pub(super) const TASKS: &str = "tasks.toml";
/// The documents that rules and tasks cite.
pub(super) const DOCUMENTS: &str = "documents.toml";
/// What a folder of rules says of itself.
pub(super) const SCHEME: &str = "scheme.toml";

/// Whether a file of that name says anything in a folder of rules; others that lie there are not read.
pub fn is_of_rules(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    [RULE, CASES].iter().any(|end| base.ends_with(end))
        || base == SCHEME
        || [PLAN_FILE, TASKS, DOCUMENTS].contains(&name)
}

/// A text file, composed (NFC) so that one spelling is one name, and without the mark that Notepad puts first.
#[derive(Debug)]
pub(super) struct Source {
    /// Name relative to the folder of rules: `ke-hoach/t_2_2_3_dung_han.rhai`.
    pub(super) name: String,
    /// Name for people, with the folder that holds it: `rules/ke-hoach/t_2_2_3_dung_han.rhai`.
    pub(super) file: Arc<str>,
    /// The text.
    pub(super) text: String,
    /// Whether the text was composed as it came.
    pub(super) is_composed: bool,
    /// Whether its folder extends another.
    pub(super) is_later: bool,
    /// The year of the plan that its folder holds; `None` where none is said.
    pub(super) year: Option<i32>,
}

/// How the name of the file of a rule with that number begins: `t_2_6_9`.
pub(super) fn rule_stem(kind: SchemeKind, number: &str) -> String {
    let letter = if kind == SchemeKind::Targets { 't' } else { 'c' };
    format!("{letter}_{}", folded(number))
}

impl Source {
    /// What its name says behind the number of a rule, such as `_dung_han`; `None` where it is not named after that number.
    pub(super) fn behind_number(&self, kind: SchemeKind, number: &str) -> Option<&str> {
        let rest = self.base().trim_end_matches(RULE).strip_prefix(&rule_stem(kind, number))?;
        (rest.is_empty() || rest.starts_with('_')).then_some(rest)
    }

    /// `file` of the folder that messages call `folder`.
    pub(super) fn new(folder: &str, file: &TextFile) -> Self {
        let name = file.name.replace('\\', "/");
        let within = name.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
        let name = within.unwrap_or(&name);
        let text = file.text.strip_prefix('\u{FEFF}').unwrap_or(&file.text);
        let is_composed = is_nfc(text);
        Self {
            name: name.to_owned(),
            file: format!("{folder}/{name}").into(),
            text: if is_composed { text.to_owned() } else { text.nfc().collect() },
            is_composed,
            is_later: false,
            year: None,
        }
    }

    /// The folder, empty for the folder of rules itself.
    pub(super) fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name without its folder.
    pub(super) fn base(&self) -> &str {
        self.name.rsplit_once('/').map_or(&self.name, |(_, base)| base)
    }

    /// A place in the file.
    pub(super) fn place(&self, (line, column): Spot) -> Place {
        Place::line(self.file.clone(), &self.text, line, column)
    }

    /// The place of a byte of the text.
    pub(super) fn place_of_byte(&self, byte: usize) -> Place {
        Place::at_byte(self.file.clone(), &self.text, byte)
    }

    /// The text as TOML of the shape of `T`; R14 with the place if it is not.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, Diagnostic> {
        toml::from_str(&self.text).map_err(|error| {
            let byte = error.span().map_or(0, |span| span.start);
            malformed(error.message()).at(self.place_of_byte(byte))
        })
    }
}

/// The reader's English reason in words of both languages: a name that nothing knows is R04, anything else R14.
fn malformed(reason: &str) -> Diagnostic {
    let unknown = |kind, name, near| {
        Diagnostic::new(Code::RuleUnknownName).with_label("kind", kind, "").with("name", name).with_near(near)
    };
    match TomlFault::of(reason) {
        TomlFault::UnknownName(name, near) => unknown("kind.line", name, near),
        TomlFault::UnknownWord(name, near) => unknown("kind.word", name, near),
        fault => fault.fill(Diagnostic::new(Code::PlanMalformed), "reason"),
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn source(name: &str, text: &str) -> Source {
        Source::new(FOLDER, &TextFile { name: name.into(), text: text.into() })
    }

    #[test]
    fn names_are_relative_to_the_folder_of_rules_however_they_come() {
        for name in ["a/b.rhai", "rules/a/b.rhai", "a\\b.rhai"] {
            let source = source(name, "");
            assert_eq!((&*source.name, &*source.file), ("a/b.rhai", "rules/a/b.rhai"), "{name}");
            assert_eq!((source.folder(), source.base()), ("a", "b.rhai"));
        }
        assert_eq!(source("plan.toml", "").folder(), "");
    }

    #[test]
    fn text_is_composed_and_loses_the_mark_of_notepad() {
        let source = source("a.toml", "\u{FEFF}hoa\u{0300}");
        assert_eq!((&*source.text, source.is_composed), ("hoà", false));
    }
}
