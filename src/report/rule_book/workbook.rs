use super::{Author, Chapter};
use crate::diagnostic::{Lang, label, phrase};
use crate::intake::FormDescription;
use crate::plan::SchemeKind;
use crate::report::book::{Book, Horizontal, Sheet, Style};
use crate::report::listing::{self, columns};
use crate::rulebook::Rulebook;

/// The rule book as a workbook: for each scheme a sheet of rules and one of cases, headings in `lang`. It is dated by
/// the newest value of the law, so that the same rules give the same bytes.
pub fn rule_book_workbook(rulebook: &Rulebook, forms: &[FormDescription], lang: Lang) -> Book {
    let plan = rulebook.plan();
    let sheets = (1..)
        .zip((Author { rulebook, forms, lang }).chapters())
        .flat_map(|(ordinal, chapter)| [rules(&chapter, ordinal, lang), cases(&chapter, ordinal, lang)])
        .collect();
    let newest = plan.rules.iter().flat_map(|rule| &rule.terms).map(|terms| terms.from).max();
    Book {
        title: format!("{} - {}", label(lang, "doc.title"), plan.title),
        author: plan.commune.name.clone(),
        created: newest.unwrap_or(plan.commune.founded),
        sheets,
    }
}

fn rules(chapter: &Chapter<'_>, ordinal: u32, lang: Lang) -> Sheet {
    let mut columns = columns(
        lang,
        &[
            ("doc.number", 8.0, true),
            ("doc.rule", 24.0, false),
            ("doc.law", 36.0, false),
            ("explain.terms", 24.0, false),
            ("explain.formula", 34.0, false),
            ("doc.figures", 44.0, false),
            ("doc.policies", 22.0, false),
            ("explain.owner", 14.0, false),
        ],
    );
    let gives_points = chapter.scheme.kind == SchemeKind::Points;
    if gives_points {
        columns.extend(listing::columns(lang, &[("explain.max", 8.0, true)]));
    }
    let rows = chapter
        .entries
        .iter()
        .map(|entry| {
            let needs =
                entry.needs.iter().map(|need| format!("- {} ({}, {})", need.label, need.unit, need.form));
            let mut cells = vec![
                entry.rule.id.clone(),
                entry.rule.title.clone(),
                entry.rule.law.clone(),
                entry.terms.join("\n"),
                entry.rule.formula.clone(),
                needs.collect::<Vec<_>>().join("\n"),
                entry.policies.join("\n"),
                entry.owner.to_owned(),
            ];
            if gives_points {
                cells.push(entry.rule.max.map(|max| lang.decimal(max)).unwrap_or_default());
            }
            cells
        })
        .collect();
    listing::sheet(&name("doc.rules_sheet", ordinal, lang), heading(chapter, lang), &columns, rows, "")
}

fn cases(chapter: &Chapter<'_>, ordinal: u32, lang: Lang) -> Sheet {
    let columns = columns(
        lang,
        &[
            ("doc.number", 8.0, true),
            ("doc.case", 52.0, false),
            ("doc.figures", 74.0, false),
            ("doc.result", 36.0, false),
        ],
    );
    let rows = chapter
        .entries
        .iter()
        .flat_map(|entry| {
            let row = |case: &super::Case<'_>| {
                vec![entry.rule.id.clone(), case.name.to_owned(), case.figures.clone(), case.result.clone()]
            };
            entry.cases.iter().map(row).collect::<Vec<_>>()
        })
        .collect();
    listing::sheet(&name("doc.cases_sheet", ordinal, lang), heading(chapter, lang), &columns, rows, "")
}

fn heading(chapter: &Chapter<'_>, lang: Lang) -> Vec<(String, Style)> {
    let plain = Style { horizontal: Horizontal::Center, ..Style::default() };
    let bold = Style { bold: true, size: 14.0, ..plain.clone() };
    let title = label(lang, "doc.title").to_uppercase();
    let mut heading = vec![(title, bold), (chapter.scheme.title.clone(), plain.clone())];
    if !chapter.scheme.notice.is_empty() {
        heading.push((chapter.scheme.notice.clone(), Style { bold: true, ..plain }));
    }
    heading
}

fn name(key: &str, ordinal: u32, lang: Lang) -> String {
    phrase(lang, key, &[("number", &ordinal.to_string())])
}
