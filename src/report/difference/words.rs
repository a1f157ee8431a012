use super::{Cause, Difference, LineAt, Moved, Side};
use crate::diagnostic::{Code, Lang, label, phrase};
use crate::period::{Period, date_vi};
use crate::text::with_measure;

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
        Some(text) if moved.field == "task" => label(lang, &format!("task.{text}")).to_owned(),
        Some(text) => text.parse().map_or_else(|_| day(text), |number| lang.decimal(number)),
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
        Cause::Figure { label, old, new, old_cells, new_cells, .. } => {
            let shown = |value: &str| match value {
                "" => word("diff.none").to_owned(),
                value => {
                    value.parse().map_or_else(|_| state_word(value, lang), |number| lang.decimal(number))
                }
            };
            let cells = if new_cells.is_empty() { old_cells } else { new_cells };
            let moved = format!("{} → {}", shown(old), shown(new));
            vec![format!("{} \"{label}\": {moved}{}", word("explain.needs"), in_brackets(cells))]
        }
        Cause::Doubts { old, new, cells } => {
            let named = |codes: &[String]| match codes {
                [] => word("diff.none").to_owned(),
                codes => codes.iter().map(|code| title(code, lang)).collect::<Vec<_>>().join(", "),
            };
            vec![format!("{}: {} → {}{}", word("diff.doubts"), named(old), named(new), in_brackets(cells))]
        }
        Cause::Cell { cell, old, new } => {
            let shown = |text: &Option<String>| {
                text.as_ref().map_or_else(|| word("diff.none").to_owned(), |text| format!("\"{text}\""))
            };
            vec![format!("{cell}: {} → {}", shown(old), shown(new))]
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

/// A day as people write it; anything else as it is.
fn day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), date_vi)
}

/// ` (a.xlsx | Số liệu!E12, …)`; nothing where there is no cell.
fn in_brackets(cells: &[String]) -> String {
    if cells.is_empty() { String::new() } else { format!(" ({})", cells.join(", ")) }
}

/// A code with what it tells of: `I06 Thiếu tài liệu kiểm chứng`.
fn title(code: &str, lang: Lang) -> String {
    code.parse()
        .map_or_else(|()| code.to_owned(), |known: Code| format!("{code} {}", known.text().title.get(lang)))
}

/// The two that are compared, each with its commune and period.
pub fn sides_words(difference: &Difference, lang: Lang) -> String {
    let side = |side: &Side| {
        let period =
            Period::parse(&side.period).map_or_else(|| side.period.clone(), |period| period.name(lang));
        format!("{} ({}, {period})", side.name, side.commune)
    };
    phrase(lang, "diff.sides", &[("old", &side(&difference.old)), ("new", &side(&difference.new))])
}

/// `at_least 80` as `từ 80% trở lên`; the numbers of a scale stay as they are.
fn terms_words(terms: &str, unit: &str, lang: Lang) -> String {
    let words = terms.split_once(' ').and_then(|(comparison, number)| {
        let key = format!("threshold.{comparison}");
        let number = with_measure(&lang.decimal(number.parse().ok()?), unit);
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
