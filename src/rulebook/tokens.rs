//! The words and signs of a script with their bytes, so that a script can be changed in exact places.

use std::ops::Range;

/// Signs of more than one character; the longest that fits is meant.
const LONG_SIGNS: [&str; 13] = ["#{", "&&", "||", "==", "!=", "<=", ">=", "=>", "::", "+=", "-=", "*=", "/="];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or word of the language.
    Word,
    /// A number without its sign.
    Number,
    /// Text with its quotation marks.
    Text,
    /// An operator or a bracket.
    Sign,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    kind: TokenKind,
    bytes: Range<usize>,
    /// Of a bracket, the index of the bracket that closes or opens it.
    partner: Option<usize>,
}

/// The tokens of a text, comments left out.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let (kind, length) = first(rest);
            if let Some(kind) = kind {
                tokens.push(Token { kind, bytes: at..at + length, partner: None });
            }
            at += length;
        }
        let mut tokens = Self { text, tokens };
        tokens.pair();
        tokens
    }

    fn pair(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for index in 0..self.tokens.len() {
            match self.sign(index) {
                "(" | "[" | "{" | "#{" => open.push(index),
                ")" | "]" | "}" => {
                    let Some(opened) = open.pop() else { continue };
                    for (one, other) in [(opened, index), (index, opened)] {
                        if let Some(token) = self.tokens.get_mut(one) {
                            token.partner = Some(other);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The bytes of a token; an empty range at the end where there is none.
    pub(super) fn bytes(&self, index: usize) -> Range<usize> {
        self.tokens.get(index).map_or(self.text.len()..self.text.len(), |token| token.bytes.clone())
    }

    /// The bytes from the token `first` to the token `last`, both included.
    pub(super) fn span(&self, first: usize, last: usize) -> Range<usize> {
        self.bytes(first).start..self.bytes(last).end
    }

    /// A token as it is written; empty where there is none.
    pub(super) fn text(&self, index: usize) -> &'a str {
        self.text.get(self.bytes(index)).unwrap_or_default()
    }

    /// The text of several tokens with all that lies between.
    pub(super) fn slice(&self, bytes: Range<usize>) -> &'a str {
        self.text.get(bytes).unwrap_or_default()
    }

    /// The token where it is a sign, else empty: a text that looks like one is none.
    pub(super) fn sign(&self, index: usize) -> &'a str {
        if self.kind(index) == Some(TokenKind::Sign) { self.text(index) } else { "" }
    }

    /// The token where it is a word, else empty.
    pub(super) fn word(&self, index: usize) -> &'a str {
        if self.kind(index) == Some(TokenKind::Word) { self.text(index) } else { "" }
    }

    /// What stands between the quotation marks of a text.
    pub(super) fn quoted(&self, index: usize) -> Option<&'a str> {
        self.text(index).strip_prefix('"')?.strip_suffix('"')
    }

    /// The bracket that closes the one at `index`, or opens it.
    pub(super) fn partner(&self, index: usize) -> Option<usize> {
        self.tokens.get(index).and_then(|token| token.partner)
    }

    /// The first and last token within each function's braces, and so within those alone that are well-formed.
    pub(super) fn bodies(&self) -> Vec<Range<usize>> {
        let mut bodies = Vec::new();
        for index in 0..self.len() {
            if self.word(index) == "fn"
                && let Some(parameters) = self.partner(index + 2)
                && self.sign(parameters + 1) == "{"
                && let Some(end) = self.partner(parameters + 1)
            {
                bodies.push(parameters + 2..end);
            }
        }
        bodies
    }

    /// The tokens of the value of `const name`.
    pub(super) fn constant(&self, name: &str) -> Range<usize> {
        let start = (0..self.len()).find(|index| {
            self.word(*index) == "const" && self.word(index + 1) == name && self.sign(index + 2) == "="
        });
        let Some(start) = start.map(|start| start + 3) else { return 0..0 };
        let end = (start..self.len()).find(|index| self.sign(*index) == ";");
        start..end.unwrap_or(self.len())
    }
}

/// Kind and length of what `text` begins with; no kind for blanks and comments.
fn first(text: &str) -> (Option<TokenKind>, usize) {
    let until = |end: fn(char) -> bool| text.find(end).unwrap_or(text.len());
    let Some(start) = text.chars().next() else { return (None, 0) };
    if start.is_whitespace() {
        (None, until(|c| !c.is_whitespace()))
    } else if text.starts_with("//") {
        (None, until(|c| c == '\n'))
    } else if text.starts_with("/*") {
        (None, text.find("*/").map_or(text.len(), |end| end + 2))
    } else if start == '"' || start == '`' || start == '\'' {
        (Some(TokenKind::Text), quoted(text, start))
    } else if start.is_ascii_digit() {
        let whole = until(|c| !c.is_ascii_digit() && c != '_');
        let decimals = text.get(whole..).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
        let length = decimals.find(|c: char| !c.is_ascii_digit()).unwrap_or(decimals.len());
        (Some(TokenKind::Number), if length == 0 { whole } else { whole + 1 + length })
    } else if start.is_alphabetic() || start == '_' {
        (Some(TokenKind::Word), until(|c| !c.is_alphanumeric() && c != '_'))
    } else {
        let long = LONG_SIGNS.iter().find(|sign| text.starts_with(**sign));
        (Some(TokenKind::Sign), long.map_or(start.len_utf8(), |sign| sign.len()))
    }
}

/// Length of the text that `text` begins with, its quotation marks included.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let tokens = Tokens::of(text);
        (0..tokens.len()).map(|index| tokens.text(index)).collect()
    }

    #[test]
    fn a_script_falls_into_words_numbers_texts_and_signs() {
        assert_eq!(
            words("if v>=0.5 && f.a_1 != \"} \\\" //\" { 7.max } // số\n/* x */ #{ a: -1 }"),
            [
                "if",
                "v",
                ">=",
                "0.5",
                "&&",
                "f",
                ".",
                "a_1",
                "!=",
                "\"} \\\" //\"",
                "{",
                "7",
                ".",
                "max",
                "}",
                "#{",
                "a",
                ":",
                "-",
                "1",
                "}"
            ]
        );
    }

    #[test]
    fn brackets_are_paired_and_bodies_found() {
        let tokens = Tokens::of("const A = [1];\nfn value(f) { g(#{ a: [f.x] }) }\nfn g(x) {}");
        assert_eq!(tokens.constant("A"), 3..6);
        assert_eq!(tokens.constant("B"), 0..0);
        let bodies = tokens.bodies();
        assert_eq!(bodies.len(), 2);
        let first = bodies.first().cloned().expect("a body");
        assert_eq!(tokens.slice(tokens.span(first.start, first.end - 1)), "g(#{ a: [f.x] })");
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[\\PC\n\"{}()/*]{0,80}") {
            let tokens = Tokens::of(&text);
            tokens.bodies();
            for index in 0..tokens.len() {
                prop_assert!(!tokens.text(index).is_empty());
            }
        }
    }
}
