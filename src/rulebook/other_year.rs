//! What a plan has taken over from that of another year and still speaks of that year.

use super::Rulebook;
use super::source::TASKS;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::fold_ascii;

/// R33 for tasks, titles of rules and the title of the plan that name another year: a folder that extends last year's
/// is of this year only where it says anew what is bound to a year.
pub(super) fn told(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let Rulebook { plan, entries, layers, .. } = rulebook;
    let about = |place: Place, what: &str, text: &str, year: i32| {
        Diagnostic::new(Code::TextOfAnotherYear)
            .at(place)
            .with_label("what", what, text)
            .with("year", year)
            .with("own", plan.year)
    };
    let mut told = Vec::new();
    if let (Some(source), Some(year)) = (layers.plans.last(), other_year(&plan.title, plan.year)) {
        let byte = source.text.find("title").unwrap_or_default();
        told.push(about(source.place_of_byte(byte), "other_year.plan", &plan.title, year));
    }
    let tasks = layers.find(TASKS).filter(|_| !plan.tasks.is_empty());
    if let Some((source, year)) = tasks.and_then(|source| Some((source, source.year?)))
        && year != plan.year
    {
        let count = plan.tasks.len().to_string();
        told.push(about(Place::file(source.file.clone()), "other_year.tasks", &count, year));
    }
    for (rule, entry) in plan.rules.iter().zip(entries) {
        if let Some(year) = other_year(&rule.title, plan.year) {
            told.push(about(Place::file(entry.file.clone()), "other_year.rule", &rule.title, year));
        }
    }
    told
}

/// The year that `text` names, where it names one and it is not `own`: `… năm 2025`. Numbers of documents, such as
/// `118/2025/NĐ-CP`, name the year in which those were issued.
fn other_year(text: &str, own: i32) -> Option<i32> {
    let folded = fold_ascii(text);
    let words: Vec<&str> =
        folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut years = words.windows(2).filter_map(|pair| match pair {
        ["nam", digits] if digits.len() == 4 => digits.parse::<i32>().ok(),
        _ => None,
    });
    let first = years.next()?;
    (first != own && years.all(|year| year != own)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_named_by_its_word_and_a_number_of_a_document_names_none() {
        assert_eq!(other_year("Chỉ số CCHC (PAR INDEX) năm 2025 của xã", 2026), Some(2025));
        assert_eq!(other_year("Chỉ số CCHC (PAR INDEX) năm 2025 của xã", 2025), None);
        assert_eq!(other_year("Tăng trong năm 2026 so với năm 2025", 2026), None);
        assert_eq!(other_year("xin lỗi theo Nghị định 118/2025/NĐ-CP", 2026), None);
        assert_eq!(other_year("Trong năm", 2026), None);
    }
}
