//! The proposal as the text of a file.

use super::Learnt;
use super::columns::LearntColumn;
use super::names::{distinct, identifier};
use super::rows::LearntRows;
use crate::diagnostic::{Lang, phrase};
use crate::figure::FigureKind;

/// Writes the description of `learnt`, which was learnt from `file`.
pub(super) fn write(learnt: &Learnt, file: &str, lang: Lang) -> String {
    let mut page = Page { text: String::new(), lang };
    page.comment("learn.head", &[("file", file)]);
    page.comment("learn.how", &[]);
    page.blank();
    page.line("id", &quoted(&learnt.id));
    page.line("title", &quoted(&learnt.title));
    let from = if learnt.sender_known { "learn.from" } else { "learn.from_guessed" };
    page.comment(from, &[]);
    page.line("from", &format!("[{}]", quoted(&learnt.from)));
    page.comment("learn.required", &[]);
    page.line("required", "[]");
    match &learnt.recognise {
        Some(text) => {
            page.comment("learn.recognise", &[]);
            page.line("recognise", &format!("[{}]", quoted(text)));
        }
        None => {
            page.comment("learn.recognise_none", &[]);
            page.line("recognise", "[]");
        }
    }
    let prefix = identifier(&learnt.id);
    let total = matches!(learnt.rows, LearntRows::Total(_));
    if total {
        page.comment("learn.identities", &[]);
    }
    page.blank();
    match &learnt.rows {
        LearntRows::Total(label) => {
            page.comment("learn.total", &[]);
            page.push("[total]");
            page.line("labels", &format!("[{}]", quoted(label)));
        }
        LearntRows::Table => {
            page.comment("learn.table", &[]);
            page.push("[table]");
            page.line("figure", &quoted(&prefix));
            page.line("label", &quoted(&learnt.title));
        }
        LearntRows::Named(_) => page.comment("learn.rows", &[]),
    }
    let mut figures: Vec<String> = Vec::new();
    for column in &learnt.columns {
        page.blank();
        page.column(column);
        if total && column.is_numeric() {
            let figure =
                distinct(format!("{prefix}_{}", column.id), |id| figures.iter().any(|one| one == id));
            page.comment("learn.figure", &[]);
            page.line("figure", &quoted(&figure));
            page.line("label", &quoted(&column.label()));
            page.line("measure", &quoted(column.measure()));
            figures.push(figure);
        }
    }
    if let LearntRows::Named(rows) = &learnt.rows {
        for row in rows {
            page.blank();
            page.push("[[row]]");
            if let Some(code) = &row.code {
                page.line("code", &quoted(code));
            }
            page.line("label", &quoted(&row.label));
            page.line("column", &quoted(&row.column));
            page.line("figure", &quoted(&format!("{prefix}_{}", row.figure)));
            page.line("measure", &quoted(row.measure));
        }
    }
    page.text
}

/// The text in the making.
struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn column(&mut self, column: &LearntColumn) {
        self.push("[[column]]");
        self.line("id", &quoted(&column.id));
        let levels: Vec<String> = column.levels.iter().map(|level| quoted(level)).collect();
        match &levels[..] {
            [level] => self.line("header", level),
            levels => self.line("header", &format!("[{}]", levels.join(", "))),
        }
        if let Some(number) = &column.number {
            self.line("number", &quoted(number));
        }
        self.comment(if column.unsure { "learn.kind_unsure" } else { "learn.kind" }, &[]);
        self.line("kind", &quoted(kind_word(column.kind)));
        if !column.choices.is_empty() {
            let mut codes: Vec<String> = Vec::new();
            for label in &column.choices {
                let code = distinct(identifier(label), |id| codes.iter().any(|code| code == id));
                codes.push(code);
            }
            let pairs = codes.iter().zip(&column.choices);
            let choices: Vec<String> =
                pairs.map(|(code, label)| quoted(&format!("{code}: {label}"))).collect();
            self.comment("learn.choices", &[]);
            self.line("choices", &format!("[{}]", choices.join(", ")));
        }
        if !column.needed {
            self.line("needed", "false");
        }
    }

    fn comment(&mut self, key: &str, arguments: &[(&str, &str)]) {
        for line in phrase(self.lang, key, arguments).lines() {
            let line: String = line.chars().filter(|letter| !letter.is_control()).collect();
            self.push(&format!("# {line}"));
        }
    }

    fn line(&mut self, key: &str, value: &str) {
        self.push(&format!("{key} = {value}"));
    }

    fn blank(&mut self) {
        self.push("");
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// `text` as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn kind_word(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Count => "count",
        FigureKind::Number => "number",
        FigureKind::Money => "money",
        FigureKind::Percent => "percent",
        FigureKind::Rank => "rank",
        FigureKind::Choice => "choice",
        FigureKind::Date => "date",
        FigureKind::Text | FigureKind::Table => "text",
    }
}
