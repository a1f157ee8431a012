//! Reads a script's declarations one by one, and keeps what is wrong with them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::outline::{Constant, Literal, Outline, Spot};
use super::source::Source;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::nearest;

/// The declarations of one script.
pub(super) struct Declarations<'a> {
    pub(super) source: &'a Source,
    pub(super) outline: &'a Outline,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The fields of a declared map, each with its name and place.
pub(super) type Fields = [(String, Spot, Literal)];

impl<'a> Declarations<'a> {
    pub(super) fn new(source: &'a Source, outline: &'a Outline) -> Self {
        Self { source, outline, diagnostics: Vec::new() }
    }

    /// Tells that a declaration is wrong in the way that `key` says of `text`.
    pub(super) fn wrong(&mut self, spot: Spot, key: &str, text: &str) {
        let diagnostic =
            Diagnostic::new(Code::RuleMetadata).at(self.source.place(spot)).with_label("what", key, text);
        self.diagnostics.push(diagnostic);
    }

    /// Tells that no `kind` is named `name`, and what may have been meant.
    pub(super) fn unknown<'n>(
        &mut self,
        spot: Spot,
        kind: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        self.diagnostics.push(unknown(self.source.place(spot), kind, name, known));
    }

    /// The value of the declaration `name`, where there is one.
    pub(super) fn optional(&self, name: &str) -> Option<&'a Literal> {
        self.outline.constant(name).map(|(.., literal)| literal)
    }

    /// The value of the declaration `name`; told of where there is none.
    pub(super) fn required(&mut self, name: &str) -> Option<&'a Literal> {
        let literal = self.optional(name);
        if literal.is_none() {
            self.wrong((1, 1), "declare.missing", name);
        }
        literal
    }

    /// Tells of a declaration that rules of this kind do not have.
    pub(super) fn unexpected(&mut self, name: &str) {
        if let Some((_, spot, _)) = self.outline.constant(name) {
            self.wrong(*spot, "declare.unexpected", name);
        }
    }

    /// Text, not blank. `name` is what messages call it.
    pub(super) fn text(&mut self, literal: &'a Literal, name: &str) -> Option<&'a str> {
        let text = self.any_text(literal, name)?;
        if text.trim().is_empty() {
            self.wrong(literal.spot, "declare.empty", name);
            return None;
        }
        Some(text)
    }

    /// Text, which may be blank.
    pub(super) fn any_text(&mut self, literal: &'a Literal, name: &str) -> Option<&'a str> {
        match &literal.value {
            Constant::Text(text) => Some(text),
            _ => {
                self.wrong(literal.spot, "declare.text", name);
                None
            }
        }
    }

    /// A number.
    pub(super) fn number(&mut self, literal: &Literal, name: &str) -> Option<Decimal> {
        match literal.value {
            Constant::Number(number) => Some(number),
            _ => {
                self.wrong(literal.spot, "declare.number", name);
                None
            }
        }
    }

    /// A day such as `"2025-01-01"`.
    pub(super) fn date(&mut self, literal: &Literal, name: &str) -> Option<NaiveDate> {
        let date = match &literal.value {
            Constant::Text(text) => text.parse().ok(),
            _ => None,
        };
        if date.is_none() {
            self.wrong(literal.spot, "declare.date", name);
        }
        date
    }

    /// A list.
    pub(super) fn list(&mut self, literal: &'a Literal, name: &str) -> Option<&'a [Literal]> {
        match &literal.value {
            Constant::List(items) => Some(items),
            _ => {
                self.wrong(literal.spot, "declare.list", name);
                None
            }
        }
    }

    /// A list of texts, none blank.
    pub(super) fn texts(&mut self, literal: &'a Literal, name: &str) -> Option<Vec<&'a str>> {
        let items = self.list(literal, name)?;
        // Every item is looked at, so that all that is wrong is told at once.
        let texts: Vec<_> = items.iter().map(|item| self.text(item, name)).collect();
        texts.into_iter().collect()
    }

    /// A map.
    pub(super) fn map(&mut self, literal: &'a Literal, name: &str) -> Option<&'a Fields> {
        match &literal.value {
            Constant::Map(fields) => Some(fields),
            _ => {
                self.wrong(literal.spot, "declare.map", name);
                None
            }
        }
    }

    /// The declaration `name`, one of `words`; `default` where it is absent.
    pub(super) fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)], default: T) -> Option<T> {
        match self.optional(name) {
            Some(literal) => self.one_of(literal, name, words),
            None => Some(default),
        }
    }

    /// One of `words`.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        literal: &'a Literal,
        name: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = self.text(literal, name)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.unknown_word(literal.spot, name, text, &known);
        }
        found
    }

    /// Tells that `text` is none of the words `known` that `name` may be.
    pub(super) fn unknown_word(&mut self, spot: Spot, name: &str, text: &str, known: &[&str]) {
        if nearest(text, known.iter().copied()).is_some() {
            self.unknown(spot, "kind.word", text, known.iter().copied());
        } else {
            self.wrong(spot, "declare.one_of", &format!("{name}: {}", known.join(", ")));
        }
    }
}

/// R04: no `kind` is named `name`.
pub(super) fn unknown<'n>(
    place: Place,
    kind: &str,
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::new(Code::RuleUnknownName)
        .at(place)
        .with_label("kind", kind, "")
        .with("name", name)
        .with_near(nearest(name, known))
}
