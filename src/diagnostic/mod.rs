//! What went wrong, where, why, and what to do next.
//!
//! *When* a problem is noticed is the stage's business; *what* it says stands in `codes.toml`, in Vietnamese and
//! English; *how* it is shown is the command line's and the report's.

mod argument;
mod code;
mod place;
mod toml_fault;
mod wording;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use argument::{Argument, Label, Phrase};
pub use code::{Code, Level};
pub use place::Place;
pub use toml_fault::TomlFault;
pub use wording::{CodeText, Lang, label, phrase};

/// One problem: a code, a place, and the data that its wording names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Which problem.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// The values that fill the `{name}` holes of the code's wording.
    pub arguments: IndexMap<String, Argument>,
}

impl Diagnostic {
    /// A diagnostic without a place or arguments yet.
    pub fn new(code: Code) -> Self {
        Self { code, place: Place::default(), arguments: IndexMap::new() }
    }

    /// The same, at `place`.
    #[must_use]
    pub fn at(mut self, place: impl Into<Place>) -> Self {
        self.place = place.into();
        self
    }

    /// The same, with `{name}` filled in by `value`, exactly as it is.
    #[must_use]
    pub fn with(self, name: &str, value: impl ToString) -> Self {
        self.with_argument(name, Argument::Text(value.to_string()))
    }

    /// The same, with `{name}` filled in by `number` as the language then asked for writes it.
    #[must_use]
    pub fn with_number(self, name: &str, number: Decimal) -> Self {
        self.with_argument(name, Argument::Number(number))
    }

    /// The same, with `{name}` filled in by `argument`.
    #[must_use]
    pub fn with_argument(mut self, name: &str, argument: Argument) -> Self {
        self.arguments.insert(name.to_owned(), argument);
        self
    }

    /// The same, with `{name}` filled in by the text of `key` in `labels.toml`, in whatever language is then asked for;
    /// the hole `{text}` of that label is filled with `text`.
    #[must_use]
    pub fn with_label(self, name: &str, key: &str, text: &str) -> Self {
        self.with_argument(name, Argument::label(key, text))
    }

    /// The same, with `{name}` filled in by what the system says of `error`, in words where its kind is a common one.
    #[must_use]
    pub fn with_io_error(self, name: &str, error: &std::io::Error) -> Self {
        let key = match error.kind() {
            std::io::ErrorKind::NotFound => "io.not_found",
            std::io::ErrorKind::PermissionDenied => "io.permission_denied",
            std::io::ErrorKind::NotADirectory => "io.not_a_directory",
            std::io::ErrorKind::IsADirectory => "io.is_a_directory",
            std::io::ErrorKind::StorageFull => "io.storage_full",
            std::io::ErrorKind::ReadOnlyFilesystem => "io.read_only",
            _ => "io.other",
        };
        self.with_label(name, key, &error.to_string())
    }

    /// The same, with `{name}` filled in by several labels of `labels.toml`, each with its text, one after the other.
    #[must_use]
    pub fn with_labels(self, name: &str, labels: &[(&str, &str)]) -> Self {
        let labels =
            labels.iter().map(|(key, text)| Label { key: (*key).to_owned(), text: (*text).to_owned() });
        self.with_argument(name, Argument::Labels(labels.collect()))
    }

    /// The same, with `{near}` filled in by "Did you mean …?" where there is something near, and by nothing otherwise.
    #[must_use]
    pub fn with_near(self, near: Option<&str>) -> Self {
        match near {
            Some(near) => self.with_label("near", "near", near),
            None => self.with("near", ""),
        }
    }

    /// How serious it is.
    pub fn level(&self) -> Level {
        self.code.level()
    }

    /// The reason, one sentence.
    pub fn message(&self, lang: Lang) -> String {
        wording::fill(lang, self.code.text().message.get(lang), &self.arguments)
    }

    /// The next step, one sentence.
    pub fn hint(&self, lang: Lang) -> String {
        wording::fill(lang, self.code.text().hint.get(lang), &self.arguments)
    }
}
