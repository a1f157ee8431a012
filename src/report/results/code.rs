use serde::Serialize;

use crate::diagnostic::{Code, Lang, Level};

/// What is said of the code of a message.
#[derive(Debug, Serialize)]
pub struct CodeResult<'a> {
    /// The code.
    pub code: Code,
    /// `error`, `query` or `notice`.
    pub level: Level,
    /// A few words.
    pub title: &'a str,
    /// The reason, with `{name}` where a message names the case at hand.
    pub message: &'a str,
    /// The next step, in the same way.
    pub hint: &'a str,
    /// A small example of the wrong and the right.
    pub example: &'a str,
}

impl CodeResult<'static> {
    pub(super) fn new(code: Code, lang: Lang) -> Self {
        let text = code.text();
        Self {
            code,
            level: code.level(),
            title: text.title.get(lang),
            message: text.message.get(lang),
            hint: text.hint.get(lang),
            example: text.example.get(lang),
        }
    }
}
