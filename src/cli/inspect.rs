//! `cchc inspect`: how one file is read, for whoever must find out.

use std::sync::Arc;

use super::arguments::{Format, Inspect};
use super::console::{Console, HEADING};
use super::{Ending, sources};
use crate::diagnostic::{Diagnostic, Level, phrase};
use crate::figure::{Figure, Table, Value};
use crate::intake::container::Kind;
use crate::intake::{
    Expectation, Inspection, Purpose, RecognisedPart, SheetShape, Submission, UnreadReason, inspect_all,
    own_form,
};
use crate::period::date_vi;
use crate::plan::{OWN_FORM, Plan};
use crate::report::inspection_json;

/// Rows of a table that are shown as text.
const MOST_ROWS: usize = 10;
/// Letters of a text that are shown.
const LONGEST: usize = 70;

pub(super) fn run(arguments: &Inspect, console: &Console) -> Ending {
    match look(arguments, console) {
        Ok((inspection, text)) => {
            console.out(&text);
            if inspection.sha256.is_empty() {
                Ending::Failed
            } else if told(&inspection).all(|one| one.level() == Level::Notice) {
                Ending::Clean
            } else {
                Ending::ToMend
            }
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            Ending::Failed
        }
    }
}

/// What is told of a file and of those in it.
fn told(inspection: &Inspection) -> impl Iterator<Item = &Diagnostic> {
    let within = inspection.members.iter().flat_map(|member| &member.diagnostics);
    inspection.diagnostics.iter().chain(within)
}

/// The file as a run would see it, and the text that shows it.
fn look(arguments: &Inspect, console: &Console) -> Result<(Inspection, String), Vec<Diagnostic>> {
    let sources = sources::find(&arguments.sources, console).map_err(|problem| vec![problem])?;
    let (forms, rulebook, problems) = sources.load();
    let Some(rulebook) = rulebook else { return Err(problems) };
    // A faulty form description may be why the file is not recognised.
    console.diagnostics(&problems);
    let plan = rulebook.plan();
    let purpose = Purpose::recognise(Expectation::new(plan, &forms, None));
    let readings = super::worker::read_with_members(&arguments.file, &purpose);
    let Some(inspection) = inspect_all(readings) else { return Err(Vec::new()) };
    let text = match arguments.format {
        Format::Json => inspection_json(plan, &inspection, console.lang),
        Format::Text => {
            let mut page = Page { console, plan, text: String::new() };
            for inspection in std::iter::once(&inspection).chain(&inspection.members) {
                page.write(inspection, |form| {
                    let known = forms.iter().find(|other| &*other.id == form);
                    known.map(|form| form.title.clone()).unwrap_or_else(|| own_form::TITLE.to_owned())
                });
            }
            page.text
        }
    };
    Ok((inspection, text))
}

/// The text in the making.
struct Page<'a> {
    console: &'a Console,
    plan: &'a Plan,
    text: String,
}

impl Page<'_> {
    fn write(&mut self, inspection: &Inspection, title: impl Fn(&str) -> String) {
        self.heading(&inspection.name);
        let kind = match inspection.container {
            Some(container) => self.label(Kind::Spreadsheet(container).label()),
            None if !inspection.members.is_empty() => {
                self.phrase("inspect.wrapping", &[("count", &inspection.members.len().to_string())])
            }
            // Why there is no workbook says what the file is instead.
            None => inspection.diagnostics.first().map_or_else(
                || self.label("inspect.wrapping_inside"),
                |one| one.code.text().title.get(self.console.lang).to_owned(),
            ),
        };
        self.line(1, &format!("{}: {kind}", self.label("inspect.kind")));
        let size = self.console.lang.decimal(inspection.size.into());
        let bytes = self.label("inspect.bytes");
        self.line(1, &format!("{}: {size} {bytes}", self.label("inspect.size")));
        if !inspection.sha256.is_empty() {
            self.line(1, &format!("SHA-256: {}", inspection.sha256));
        }
        if inspection.container.is_some() {
            self.heading(&self.label("inspect.sheets"));
            for sheet in &inspection.sheets {
                self.sheet(sheet);
            }
            self.heading(&self.label("inspect.parts"));
            for part in &inspection.recognition.parts {
                self.part(part, &title(&part.form));
            }
            if inspection.recognition.parts.is_empty() {
                self.line(1, &self.label("inspect.no_form"));
            }
        }
        for submission in &inspection.recognition.submissions {
            self.submission(submission);
        }
        let unread = &inspection.recognition.unread;
        if !unread.is_empty() {
            self.heading(&self.label("inspect.unread"));
        }
        for part in unread {
            let why = self.label(match part.why {
                UnreadReason::Sheet => "unread.sheet",
                UnreadReason::Group => "unread.group",
                UnreadReason::Row => "unread.row",
                UnreadReason::Below => "unread.below",
            });
            self.line(1, &format!("{}!{}  {}  ({why})", part.sheet, part.cell, quoted(&part.text)));
        }
        self.heading(&self.label("inspect.problems"));
        for diagnostic in &inspection.diagnostics {
            let drawn = self.console.drawn(diagnostic);
            self.text.push_str(&drawn);
            self.text.push('\n');
        }
        if inspection.diagnostics.is_empty() {
            self.line(1, &self.label("inspect.nothing"));
        }
    }

    fn sheet(&mut self, sheet: &SheetShape) {
        let mut facts = vec![match sheet.range {
            Some(range) => self.phrase(
                "inspect.sheet",
                &[("range", &range.to_string()), ("cells", &sheet.cells.to_string())],
            ),
            None => self.label("inspect.sheet_blank"),
        }];
        if sheet.hidden {
            facts.push(self.label("inspect.sheet_hidden"));
        }
        for (key, count) in
            [("inspect.hidden_rows", sheet.hidden_rows), ("inspect.hidden_columns", sheet.hidden_columns)]
        {
            if count > 0 {
                facts.push(self.phrase(key, &[("count", &count.to_string())]));
            }
        }
        self.line(1, &format!("\"{}\": {}", sheet.name, facts.join("; ")));
    }

    fn part(&mut self, part: &RecognisedPart, title: &str) {
        let form =
            if *part.form == *OWN_FORM { title.to_owned() } else { format!("{} ({title})", part.form) };
        let (first, last) = (part.header_rows.0 + 1, part.header_rows.1 + 1);
        let place = [
            ("form", form.as_str()),
            ("sheet", &part.sheet),
            ("first", &first.to_string()),
            ("last", &last.to_string()),
        ];
        self.line(1, &self.phrase("inspect.part", &place));
        self.line(
            2,
            &match &part.recognised_by {
                Some(text) => self.phrase("inspect.by_text", &[("text", &quoted(text))]),
                None => self.label("inspect.by_headers"),
            },
        );
        for column in &part.columns {
            let sure = self.label(if column.guessed { "inspect.guessed" } else { "inspect.certain" });
            let cell = column.cell.to_string();
            self.line(2, &format!("{cell:<5} {} ← {}  ({sure})", column.column, quoted(&column.text)));
        }
        if !part.absent.is_empty() {
            let absent = part.absent.join("; ");
            self.line(2, &format!("{}: {absent}", self.label("inspect.absent")));
        }
    }

    fn submission(&mut self, submission: &Submission) {
        let unsaid = self.label("inspect.unsaid");
        let name = self.plan.unit(&submission.unit).map_or("", |unit| unit.name.as_str());
        self.heading(&format!("{}: {name} ({})", self.label("inspect.unit"), submission.unit));
        let date = submission.date.map(date_vi);
        for (key, value) in [
            ("inspect.period", submission.period.clone()),
            ("inspect.sending", Some(submission.sending.to_string())),
            ("inspect.person", submission.person.clone()),
            ("inspect.date", date),
        ] {
            let value = value.unwrap_or_else(|| unsaid.clone());
            self.line(1, &format!("{}: {value}", self.label(key)));
        }
        self.heading(&format!("{} ({})", self.label("inspect.figures"), submission.form));
        for (id, figure) in &submission.figures.single {
            let label = self.plan.figures.get(id).map(|spec| spec.label.clone());
            let shown = self.figure(figure);
            self.line(1, &format!("{shown}  {id}: {}", label.unwrap_or_else(|| Arc::from(""))));
        }
        for (id, table) in &submission.figures.tables {
            self.table(id, table);
        }
        if !submission.tasks.is_empty() {
            self.heading(&self.label("inspect.tasks"));
        }
        for task in &submission.tasks {
            let origin = task.origins.first();
            let cell = origin.map(|origin| origin.address.cell.to_string()).unwrap_or_default();
            let raw = origin.map_or("", |origin| &*origin.raw);
            let status = task.status.clone().unwrap_or_else(|| self.label("state.missing").into());
            self.line(1, &format!("{cell:<5} {}  {}  → {status}", task.task, quoted(raw)));
        }
    }

    fn table(&mut self, id: &str, table: &Table) {
        let rows = table.records.len();
        self.line(1, &self.phrase("inspect.table", &[("id", id), ("rows", &rows.to_string())]));
        for record in table.records.iter().take(MOST_ROWS) {
            let fields: Vec<String> = record
                .fields
                .iter()
                .map(|(column, figure)| format!("{column} {}", self.figure(figure)))
                .collect();
            self.line(2, &fields.join(" | "));
        }
        if rows > MOST_ROWS {
            let count = (rows - MOST_ROWS).to_string();
            self.line(2, &self.phrase("inspect.more_rows", &[("count", &count)]));
        }
    }

    /// `E12 "12 hồ sơ" → 12`, or `E13 → (Chưa có số liệu)`.
    fn figure(&self, figure: &Figure) -> String {
        let state = self.label(&format!("state.{}", state_word(figure)));
        let cells: Vec<String> = figure
            .origins
            .iter()
            .map(|origin| format!("{} {}", origin.address.cell, quoted(&origin.raw)))
            .collect();
        let wanted = figure.wants.iter().find_map(|want| want.address.as_ref());
        let place = match (cells.is_empty(), wanted) {
            (true, Some(address)) => address.cell.to_string(),
            _ => cells.join(", "),
        };
        match &figure.value {
            Some(value) => format!("{place} → {}", shown(value)),
            None => format!("{place} → ({state})"),
        }
    }

    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&format!("{HEADING}{text}{HEADING:#}\n"));
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn label(&self, key: &str) -> String {
        crate::diagnostic::label(self.console.lang, key).to_owned()
    }

    fn phrase(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        phrase(self.console.lang, key, arguments)
    }
}

fn state_word(figure: &Figure) -> &'static str {
    use crate::figure::State;
    match figure.state {
        State::Reported => "reported",
        State::NothingArose => "nothing_arose",
        State::NotApplicable => "not_applicable",
        State::Missing => "missing",
    }
}

/// A value for people: a number with Vietnamese separators and all its decimals.
fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.normalize().to_string().replace('.', ","),
        Value::Choice(text) | Value::Text(text) => shortened(text),
        Value::Date(date) => date_vi(*date),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(text))
}

/// `text` on one line, without what a terminal might take for a command, and not too long.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
