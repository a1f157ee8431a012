//! What the reader of TOML found wrong, out of its English and into the words of both languages.

use super::Diagnostic;
use crate::text::nearest;

/// Why a text is not the TOML that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TomlFault<'a> {
    /// A name that nothing asks for, and the one that may be meant.
    UnknownName(&'a str, Option<&'a str>),
    /// A word that is none of those on offer, and the one that may be meant.
    UnknownWord(&'a str, Option<&'a str>),
    /// A name that is not there.
    Missing(&'a str),
    /// A value of another kind: the label of the kind that was wanted.
    WrongKind(&'static str),
    /// It is not well-formed.
    Syntax,
}

impl<'a> TomlFault<'a> {
    /// What `message`, the words of the reader, is about.
    pub fn of(message: &'a str) -> Self {
        let mut quoted = message.split('`').skip(1).step_by(2);
        let first = quoted.next().unwrap_or_default();
        if message.starts_with("unknown field") {
            Self::UnknownName(first, nearest(first, quoted))
        } else if message.starts_with("unknown variant") {
            Self::UnknownWord(first, nearest(first, quoted))
        } else if message.starts_with("missing field") {
            Self::Missing(first)
        } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
            Self::WrongKind(wanted(message.rsplit_once("expected ").map_or("", |(_, kind)| kind)))
        } else if message.starts_with("data did not match") {
            Self::WrongKind("toml.kind")
        } else {
            Self::Syntax
        }
    }

    /// `diagnostic` with `{name}` filled in by this fault.
    #[must_use]
    pub fn fill(&self, diagnostic: Diagnostic, name: &str) -> Diagnostic {
        let unknown = |kind: &str, word: &str, near: Option<&str>| match near {
            Some(near) => diagnostic.clone().with_labels(name, &[(kind, word), ("toml.near", near)]),
            None => diagnostic.clone().with_label(name, kind, word),
        };
        match self {
            Self::UnknownName(word, near) => unknown("toml.unknown_name", word, *near),
            Self::UnknownWord(word, near) => unknown("toml.unknown_word", word, *near),
            Self::Missing(word) => diagnostic.with_label(name, "toml.missing", word),
            Self::WrongKind(key) => diagnostic.with_label(name, key, ""),
            Self::Syntax => diagnostic.with_label(name, "toml.syntax", ""),
        }
    }
}

/// The label of what the reader calls `kind`.
fn wanted(kind: &str) -> &'static str {
    let word = kind.trim_start_matches("a ").trim_start_matches("an ");
    if word.contains("string") {
        "toml.text"
    } else if word.starts_with("sequence") || word.contains("array") {
        "toml.list"
    } else if word.starts_with("bool") {
        "toml.truth"
    } else if ["integer", "u8", "u16", "u32", "u64", "i32", "i64", "number", "Decimal"]
        .iter()
        .any(|number| word.contains(number))
    {
        "toml.number"
    } else {
        "toml.kind"
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde::Deserialize;

    use super::*;
    use crate::diagnostic::{Code, Lang};

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is wrong with its text is asked")]
    struct Form {
        title: String,
        #[serde(default)]
        from: Vec<String>,
        #[serde(default)]
        rows: u32,
        #[serde(default)]
        needed: bool,
    }

    #[test]
    fn every_fault_is_told_in_vietnamese_and_english_and_never_in_the_readers_words() {
        let told = |text: &str| {
            let error = toml::from_str::<Form>(text).expect_err("a fault");
            let told = TomlFault::of(error.message()).fill(Diagnostic::new(Code::FormMalformed), "reason");
            (told.message(Lang::Vi), told.message(Lang::En))
        };
        let shown = [
            ("titel = 'x'", "không có dòng nào tên \"titel\"; có phải là \"title\"?"),
            ("from = []", "thiếu dòng title"),
            ("title = 5", "phải là chữ, đặt trong ngoặc kép"),
            ("title = 'x'\nfrom = 'VP'", "phải là một danh sách, đặt trong ngoặc vuông"),
            ("title = 'x'\nrows = 'ba'", "phải là một số"),
            ("title = 'x'\nneeded = 1", "phải là true hoặc false"),
            ("title = \"x", "viết sai cách, có thể thiếu dấu ngoặc kép hoặc dấu bằng"),
        ];
        for (text, reason) in shown {
            let (vi, en) = told(text);
            assert_eq!(vi, format!("Mô tả biểu mẫu sai: {reason}."), "{text}");
            assert!(!vi.contains("expected") && !en.contains("expected"), "{en}");
        }
    }
}
