use super::{Author, Chapter, Entry};
use crate::diagnostic::{Lang, label};
use crate::intake::FormDescription;
use crate::rulebook::Rulebook;

/// The rule book as Markdown, headings in `lang`. The same rules give the same text.
pub fn rule_book_markdown(rulebook: &Rulebook, forms: &[FormDescription], lang: Lang) -> String {
    let plan = rulebook.plan();
    let mut text = format!("# {}\n\n{} - {}\n", label(lang, "doc.title"), plan.title, plan.commune.name);
    for chapter in (Author { rulebook, forms, lang }).chapters() {
        scheme(&chapter, lang, &mut text);
    }
    text
}

fn scheme(chapter: &Chapter<'_>, lang: Lang, text: &mut String) {
    text.push_str(&format!("\n## {}\n", chapter.scheme.title));
    if !chapter.scheme.notice.is_empty() {
        text.push_str(&format!("\n**{}**\n", chapter.scheme.notice));
    }
    let mut group = "";
    for entry in &chapter.entries {
        if entry.group != group {
            group = entry.group;
            text.push_str(&format!("\n### {} {group}\n", entry.rule.group));
        }
        rule(entry, lang, text);
    }
}

fn rule(entry: &Entry<'_>, lang: Lang, text: &mut String) {
    let rule = entry.rule;
    text.push_str(&format!("\n#### {} {}\n\n", rule.id, rule.title));
    for line in rule.law.lines() {
        text.push_str(&format!("> {line}\n"));
    }
    text.push('\n');
    let mut item = |key: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("- {}: {value}\n", label(lang, key)));
        }
    };
    item("explain.owner", entry.owner);
    item("explain.max", &rule.max.map(|max| lang.decimal(max)).unwrap_or_default());
    entry.terms.iter().for_each(|terms| item("explain.terms", terms));
    item("explain.formula", &rule.formula);
    item("explain.file", &rule.path);
    entry.policies.iter().for_each(|policy| text.push_str(&format!("- {policy}\n")));
    let needs = entry.needs.iter().map(|need| [need.label, need.id, need.measure, need.unit, need.form]);
    table(["doc.figure", "doc.id", "doc.measure", "doc.unit", "doc.form"], needs, lang, text);
    let cases = entry.cases.iter().map(|case| [case.name, &case.figures, &case.result]);
    table(["doc.case", "doc.figures", "doc.result"], cases, lang, text);
}

fn table<'t, const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [&'t str; N]>,
    lang: Lang,
    text: &mut String,
) {
    let line = |cells: [&str; N]| format!("| {} |\n", cells.map(escaped).join(" | "));
    text.push('\n');
    text.push_str(&line(header.map(|key| label(lang, key))));
    text.push_str(&format!("|{}\n", "---|".repeat(N)));
    rows.for_each(|row| text.push_str(&line(row)));
}

/// A cell's text on one line, with nothing that would end the cell.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
