use super::words::{cause_words, cells, sides_words};
use super::{Difference, Moved, RuleDifference};
use crate::diagnostic::{Lang, label, phrase};
use crate::period::date_vi;
use crate::report::book::{Book, Horizontal, Sheet, Style};
use crate::report::listing::{self, columns};

/// What moved as a workbook, in words of `lang`: a sheet of the rules, each with why, and one of the totals.
pub fn difference_workbook(difference: &Difference, lang: Lang) -> Book {
    Book {
        title: label(lang, "diff.title").to_owned(),
        author: difference.new.commune.clone(),
        created: difference.new.as_of,
        sheets: vec![rules(difference, lang), tasks(difference, lang), totals(difference, lang)],
    }
}

fn rules(difference: &Difference, lang: Lang) -> Sheet {
    let columns = columns(
        lang,
        &[
            ("diff.scheme", 14.0, true),
            ("doc.number", 8.0, true),
            ("doc.rule", 32.0, false),
            ("diff.field", 14.0, false),
            ("diff.old", 16.0, true),
            ("diff.new", 16.0, true),
            ("diff.because", 70.0, false),
        ],
    );
    let rows = difference.rules.iter().flat_map(|rule| of_rule(rule, lang)).collect();
    listing::sheet(
        label(lang, "diff.rules_sheet"),
        heading(difference, lang),
        &columns,
        rows,
        label(lang, "diff.nothing"),
    )
}

/// A row for each field that moved; why stands beside the first.
fn of_rule(rule: &RuleDifference, lang: Lang) -> Vec<Vec<String>> {
    let because: Vec<String> =
        rule.because.iter().flat_map(|cause| cause_words(cause, &rule.unit, lang)).collect();
    let mut because = because.join("\n");
    let row = |moved: &Moved| {
        let [field, old, new] = cells(moved, lang);
        let (scheme, id, title) = (rule.scheme.clone(), rule.id.clone(), rule.title.clone());
        vec![scheme, id, title, field, old, new, std::mem::take(&mut because)]
    };
    rule.moved.iter().map(row).collect()
}

fn tasks(difference: &Difference, lang: Lang) -> Sheet {
    let columns = columns(
        lang,
        &[
            ("doc.number", 8.0, true),
            ("diff.task_label", 46.0, false),
            ("diff.field", 16.0, false),
            ("diff.old", 20.0, true),
            ("diff.new", 20.0, true),
            ("diff.because", 70.0, false),
        ],
    );
    let rows = difference.tasks.iter().flat_map(|task| {
        let because: Vec<String> =
            task.because.iter().flat_map(|cause| cause_words(cause, "", lang)).collect();
        let mut because = because.join("\n");
        task.moved.iter().map(move |moved| {
            let [field, old, new] = cells(moved, lang);
            vec![task.id.clone(), task.label.clone(), field, old, new, std::mem::take(&mut because)]
        })
    });
    listing::sheet(
        label(lang, "diff.tasks_sheet"),
        heading(difference, lang),
        &columns,
        rows.collect(),
        label(lang, "diff.nothing"),
    )
}

fn totals(difference: &Difference, lang: Lang) -> Sheet {
    let columns = columns(
        lang,
        &[
            ("diff.scheme", 30.0, false),
            ("diff.field", 30.0, false),
            ("diff.old", 20.0, true),
            ("diff.new", 20.0, true),
        ],
    );
    let rows = difference.totals.iter().flat_map(|total| {
        total.moved.iter().map(|moved| {
            let [field, old, new] = cells(moved, lang);
            vec![total.scheme.clone(), field, old, new]
        })
    });
    listing::sheet(
        label(lang, "diff.totals_sheet"),
        heading(difference, lang),
        &columns,
        rows.collect(),
        label(lang, "diff.nothing"),
    )
}

fn heading(difference: &Difference, lang: Lang) -> Vec<(String, Style)> {
    let plain = Style { horizontal: Horizontal::Center, ..Style::default() };
    let bold = Style { bold: true, size: 14.0, ..plain.clone() };
    let compared = sides_words(difference, lang);
    let mut heading = vec![(label(lang, "diff.title").to_uppercase(), bold), (compared, plain.clone())];
    if let Some(day) = difference.law_of {
        heading.push((phrase(lang, "diff.law_of", &[("day", &date_vi(day))]), plain));
    }
    heading
}
