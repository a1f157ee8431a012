//! What fills a `{name}` hole of a message: data is never markup, so each kind says what it is.

use std::fmt;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::wording::{self, Lang};

/// One argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Argument {
    /// Text exactly as it is shown, whatever it looks like: from a workbook, a file's name, a name of the plan.
    Text(String),
    /// A number, which each language writes its own way.
    Number(Decimal),
    /// A number that is read beside another, with which it must not seem equal.
    Beside(Decimal, Decimal),
    /// Texts of `labels.toml` with arguments of their own, shown one after the other.
    Phrases {
        /// The texts.
        phrases: Vec<Phrase>,
        /// What stands between two of them.
        between: String,
    },
    /// Texts of `labels.toml`, shown one after the other.
    Labels(Vec<Label>),
}

/// A text of `labels.toml` and what fills its hole `{text}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Key in `labels.toml`.
    pub key: String,
    /// Fills `{text}`, exactly as it is.
    pub text: String,
}

/// A text of `labels.toml` and what fills its holes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// Key in `labels.toml`.
    pub key: String,
    /// Fill its holes, by name.
    pub arguments: IndexMap<String, Argument>,
}

impl Phrase {
    /// The text of `key` with `arguments`.
    pub fn new<const N: usize>(key: &str, arguments: [(&str, Argument); N]) -> Self {
        let arguments = arguments.into_iter().map(|(name, argument)| (name.to_owned(), argument));
        Self { key: key.to_owned(), arguments: arguments.collect() }
    }
}

impl Argument {
    /// The label `key` alone.
    pub(super) fn label(key: &str, text: &str) -> Self {
        Self::Labels(vec![Label { key: key.to_owned(), text: text.to_owned() }])
    }

    /// The text of an argument that is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) | Self::Beside(..) | Self::Phrases { .. } | Self::Labels(_) => None,
        }
    }

    /// Whether this is the label `key`, whatever fills it.
    pub fn is_label(&self, key: &str) -> bool {
        matches!(self, Self::Labels(labels) if matches!(&labels[..], [label] if label.key == key))
    }

    /// As it is read in a message.
    pub(super) fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => lang.decimal(*number),
            Self::Beside(number, other) => lang.decimal_beside(*number, Some(*other)),
            Self::Phrases { phrases, between } => {
                let shown = |phrase: &Phrase| {
                    wording::fill(lang, wording::label(lang, &phrase.key), &phrase.arguments)
                };
                phrases.iter().map(shown).collect::<Vec<_>>().join(between)
            }
            Self::Labels(labels) => {
                let shown = labels
                    .iter()
                    .map(|label| wording::label(lang, &label.key).replace("{text}", &label.text));
                shown.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// For tests and logs: a label as `@key:text`.
impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) | Self::Beside(number, _) => number.fmt(f),
            Self::Phrases { .. } => f.write_str(&self.shown(Lang::Vi)),
            Self::Labels(labels) => {
                let shown: Vec<String> =
                    labels.iter().map(|label| format!("@{}:{}", label.key, label.text)).collect();
                f.write_str(&shown.join("; "))
            }
        }
    }
}
