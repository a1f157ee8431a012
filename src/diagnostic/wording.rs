//! All text for users, in Vietnamese and English: `codes.toml` for problems, `labels.toml` for everything else.

use std::collections::HashMap;
use std::sync::LazyLock;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Argument, Code};
use crate::text::{decimal_vi_beside, english_separators};

/// The language of text for users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// `number` as [`decimal_vi`] writes it, with the separators of the language.
    pub fn decimal(self, number: Decimal) -> String {
        self.decimal_beside(number, None)
    }

    /// `number` as [`decimal_vi_beside`] writes it beside `threshold`, with the separators of the language.
    pub fn decimal_beside(self, number: Decimal, threshold: Option<Decimal>) -> String {
        self.separators(decimal_vi_beside(number, threshold))
    }

    /// A number written with the separators of Vietnamese, with those of the language.
    pub fn separators(self, written: String) -> String {
        match self {
            Self::Vi => written,
            Self::En => english_separators(&written),
        }
    }
}

/// One text in both languages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    vi: String,
    en: String,
}

impl Bilingual {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// What is said of one code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeText {
    /// A few words.
    pub title: Bilingual,
    /// The reason, with `{name}` holes.
    pub message: Bilingual,
    /// The next step, with `{name}` holes.
    pub hint: Bilingual,
    /// A small example of the wrong and the right.
    pub example: Bilingual,
}

static CODES: LazyLock<HashMap<String, CodeText>> = LazyLock::new(|| read(include_str!("codes.toml")));
static LABELS: LazyLock<HashMap<String, Bilingual>> = LazyLock::new(|| read(include_str!("labels.toml")));

#[expect(clippy::expect_used, reason = "the catalogues are compiled in, and a test reads them")]
fn read<T: serde::de::DeserializeOwned>(text: &str) -> HashMap<String, T> {
    toml::from_str(text).expect("the embedded catalogue is well-formed")
}

#[expect(clippy::expect_used, reason = "a test asks for the text of every code")]
pub(super) fn code_text(code: Code) -> &'static CodeText {
    CODES.get(code.id()).expect("every code has a text")
}

/// The text of `key` in `labels.toml`; the key itself where there is none (a test finds such keys).
pub fn label(lang: Lang, key: &str) -> &str {
    LABELS.get(key).map_or(key, |text| text.get(lang))
}

/// The text of `key` in `labels.toml` with each `{name}` replaced by its argument.
pub fn phrase(lang: Lang, key: &str, arguments: &[(&str, &str)]) -> String {
    fill_holes(label(lang, key), |name| {
        arguments.iter().find(|(hole, _)| *hole == name).map(|(_, value)| (*value).to_owned())
    })
}

/// `text` with each `{name}` replaced by its argument. A hole without an argument stays, so that it is noticed.
pub(super) fn fill(lang: Lang, text: &str, arguments: &IndexMap<String, Argument>) -> String {
    fill_holes(text, |name| Some(arguments.get(name)?.shown(lang)))
}

fn fill_holes(text: &str, argument: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, tail)| Some((argument(name)?, tail))) {
            Some((value, tail)) => {
                filled.push_str(&value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn holes(text: &str) -> Vec<&str> {
        let mut holes: Vec<_> =
            text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect();
        holes.sort_unstable();
        holes.dedup();
        holes
    }

    #[test]
    fn every_code_has_a_text_and_every_text_a_code() {
        for code in Code::ALL {
            assert!(CODES.contains_key(code.id()), "codes.toml lacks {code}");
        }
        for id in CODES.keys() {
            assert!(id.parse::<Code>().is_ok(), "codes.toml words {id}, which code.rs does not know");
        }
    }

    #[test]
    fn both_languages_have_the_same_holes_and_no_text_is_empty() {
        for (id, text) in CODES.iter() {
            for part in [&text.title, &text.message, &text.hint, &text.example] {
                assert_eq!(holes(&part.vi), holes(&part.en), "{id}");
                assert!(!part.vi.trim().is_empty() && !part.en.trim().is_empty(), "{id}");
            }
        }
        for (key, text) in LABELS.iter() {
            assert_eq!(holes(&text.vi), holes(&text.en), "{key}");
        }
    }

    #[test]
    fn every_code_shows_the_wrong_and_the_right() {
        for (id, text) in CODES.iter() {
            for (lang, wrong, right) in
                [(Lang::Vi, "Sai: ", " · Đúng: "), (Lang::En, "Wrong: ", " · Right: ")]
            {
                let example = text.example.get(lang);
                let parts = example.strip_prefix(wrong).and_then(|rest| rest.split_once(right));
                let both =
                    parts.is_some_and(|(one, other)| !one.trim().is_empty() && !other.trim().is_empty());
                assert!(both, "{id}: \"{example}\" is not \"{wrong}…{right}…\"; imitate C01");
            }
        }
    }

    #[test]
    fn holes_are_filled_and_unknown_ones_stay() {
        let arguments = IndexMap::from([("a".to_owned(), Argument::Text("1".to_owned()))]);
        assert_eq!(fill(Lang::Vi, "x {a} {b} {", &arguments), "x 1 {b} {");
    }

    #[test]
    fn an_argument_may_be_a_label_or_a_number_and_speaks_the_language_asked_for() {
        let number: Decimal = "1234.5".parse().expect("a decimal");
        let arguments = IndexMap::from([
            ("near".to_owned(), Argument::label("near", "VP")),
            ("value".to_owned(), Argument::Number(number)),
        ]);
        assert_eq!(fill(Lang::En, "{value}{near}", &arguments), "1,234.5 Did you mean \"VP\"?");
        assert_eq!(fill(Lang::Vi, "{value}{near}", &arguments), "1.234,5 Có phải là \"VP\"?");
        let told = crate::diagnostic::Diagnostic::new(Code::CellBlank)
            .with_labels("waiting", &[("waiting.target", "1.1, 1.2"), ("waiting.criterion", "3.2")]);
        assert_eq!(fill(Lang::En, "{waiting}.", &told.arguments), "targets 1.1, 1.2; criteria 3.2.");
    }

    #[test]
    fn text_of_a_workbook_is_shown_as_typed_even_where_it_looks_like_a_label_or_a_hole() {
        for typed in ["@outcome.met:", "@near:VP", "{label}", "@outcome.met:\u{1f}@near:x"] {
            let told =
                crate::diagnostic::Diagnostic::new(Code::CellNotNumber).with("raw", typed).with("label", "A");
            assert_eq!(told.message(Lang::Vi), format!("\"{typed}\" không phải là số (A)."));
        }
        let near =
            crate::diagnostic::Diagnostic::new(Code::CellNotChoice).with_near(Some("@outcome.met:{text}"));
        assert!(near.message(Lang::Vi).ends_with("Có phải là \"@outcome.met:{text}\"?"));
    }
}
