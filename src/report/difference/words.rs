use super::{Cause, LineAt, Moved};
use crate::diagnostic::{Lang, label, phrase};
use crate::text::{decimal_vi, with_measure};

/// What a field was and is, in words: `Đánh giá: Đạt → Chưa đạt`.
pub fn moved_words(moved: &Moved, lang: Lang) -> String {
    let [field, old, new] = cells(moved, lang);
    format!("{field}: {old} → {new}")
}

/// The field, what it was, what it is.
pub(super) fn cells(moved: &Moved, lang: Lang) -> [String; 3] {
    let value = |text: &Option<String>| match text {
        None => label(lang, "diff.none").to_owned(),
        Some(text) if moved.field == "outcome" => label(lang, &format!("outcome.{text}")).to_owned(),
        Some(text) => text.parse().map_or_else(|_| text.clone(), decimal_vi),
    };
    let field = label(lang, &format!("diff.{}", moved.field)).to_owned();
    [field, value(&moved.old), value(&moved.new)]
}

/// Why a rule's result moved, a line each; of a changed line first where, then what stood there and what stands there.
pub fn cause_words(cause: &Cause, unit: &str, lang: Lang) -> Vec<String> {
    let word = |key| label(lang, key);
    match cause {
        Cause::Terms { old, new } => {
            let (old, new) = (terms_words(old, unit, lang), terms_words(new, unit, lang));
            vec![format!("{}: {old} → {new}", word("explain.terms"))]
        }
        Cause::Figure { figure, old, new } => {
            let shown = |value: &str| match value {
                "" => word("diff.none").to_owned(),
                value => value.parse().map_or_else(|_| state_word(value, lang), decimal_vi),
            };
            vec![format!("{} {figure}: {} → {}", word("explain.needs"), shown(old), shown(new))]
        }
        Cause::Added { file } => vec![phrase(lang, "diff.added", &[("file", file)])],
        Cause::Removed { file } => vec![phrase(lang, "diff.removed", &[("file", file)])],
        Cause::Line { old, new } => {
            let at = |line: &LineAt| format!("{}:{}", line.file, line.line);
            let places: Vec<String> = [old, new].into_iter().flatten().map(at).collect();
            let mut lines = vec![places.join(" → ")];
            lines.extend(old.iter().map(|line| format!("- {}", line.text.trim())));
            lines.extend(new.iter().map(|line| format!("+ {}", line.text.trim())));
            lines
        }
    }
}

/// `at_least 80` as `từ 80% trở lên`; the numbers of a scale stay as they are.
fn terms_words(terms: &str, unit: &str, lang: Lang) -> String {
    let words = terms.split_once(' ').and_then(|(comparison, number)| {
        let key = format!("threshold.{comparison}");
        let number = with_measure(&decimal_vi(number.parse().ok()?), unit);
        (label(lang, &key) != key).then(|| phrase(lang, &key, &[("number", &number)]))
    });
    words.unwrap_or_else(|| terms.to_owned())
}

/// A state of a figure in words; an answer as it is.
fn state_word(value: &str, lang: Lang) -> String {
    let key = format!("state.{value}");
    let word = label(lang, &key);
    if word == key { value.to_owned() } else { word.to_owned() }
}
