//! `cchc explain`: a rule, or the code of a message.

mod traced;

use super::arguments::{Asked, Explain, Format};
use super::console::{Console, HEADING};
use super::{Ending, sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::period::Dated;
use crate::plan::{Plan, Rule};
use crate::report::results::Explained;
use crate::report::{codes_json, explanation_json, subjects_json};
use crate::text::nearest;

pub(super) fn run(arguments: &Explain, console: &Console) -> Ending {
    if let Some(code) = arguments.subject.as_deref().and_then(|subject| subject.parse::<Code>().ok()) {
        match arguments.format {
            Format::Json => console.out(&codes_json(&[code], console.lang)),
            Format::Text => show_code(code, console),
        }
        return Ending::Clean;
    }
    if let (Some(subject), true) = (&arguments.subject, asks_of_a_period(&arguments.asked)) {
        return traced::run(subject, arguments, console);
    }
    let (_, rulebook, problems) = match sources::find(&arguments.asked.sources, console) {
        Ok(sources) => sources.load(),
        Err(problem) => (Vec::new(), None, vec![problem]),
    };
    let Some(rulebook) = rulebook else {
        console.diagnostics(&problems);
        return Ending::Failed;
    };
    let plan = rulebook.plan();
    let Some(subject) = &arguments.subject else {
        match arguments.format {
            Format::Json => console.out(&subjects_json(plan, console.lang)),
            Format::Text => list(plan, console),
        }
        return Ending::Clean;
    };
    let rules: Vec<&Rule> = plan.rules.iter().filter(|rule| rule.id.eq_ignore_ascii_case(subject)).collect();
    if rules.is_empty() {
        console.diagnostic(&unknown(subject, plan));
        return Ending::Failed;
    }
    // A number may stand in the plan and in an index, each with its own rule.
    match arguments.format {
        Format::Json => {
            let explained: Vec<_> = rules.into_iter().map(|rule| Explained { rule, verdict: None }).collect();
            console.out(&explanation_json(plan, &explained));
        }
        Format::Text => rules.into_iter().for_each(|rule| show_rule(rule, plan, console)),
    }
    Ending::Clean
}

fn asks_of_a_period(asked: &Asked) -> bool {
    asked.folder.is_some() || asked.period.is_some()
}

/// Nothing is known of `subject`, but perhaps of something that is spelt like it.
fn unknown(subject: &str, plan: &Plan) -> Diagnostic {
    let known = plan.rules.iter().map(|rule| rule.id.as_str()).chain(Code::ALL.iter().map(|code| code.id()));
    Diagnostic::new(Code::ExplainUnknown).with("subject", subject).with_near(nearest(subject, known))
}

fn show_code(code: Code, console: &Console) {
    let lang = console.lang;
    let text = code.text();
    console.out(&format!(
        "{code} - {} ({})\n\n  {}\n  {}\n\n  {}\n",
        text.title.get(lang),
        console.label(code.level().key()),
        without_holes(text.message.get(lang)),
        without_holes(text.hint.get(lang)),
        text.example.get(lang),
    ));
}

/// `text` with an ellipsis where a message names the case at hand.
fn without_holes(text: &str) -> String {
    let mut parts = text.split('{');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        shown.push('…');
        shown.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    shown
}

fn show_rule(rule: &Rule, plan: &Plan, console: &Console) {
    let style = HEADING;
    let mut lines = vec![format!("{style}{} {}{style:#}", plan.number(rule), rule.title), String::new()];
    if let Some(scheme) = plan.scheme(&rule.scheme) {
        lines.push(format!("{} {}", scheme.title, scheme.notice).trim().to_owned());
    }
    lines.push(rule.law.clone());
    lines.push(String::new());
    let mut field = |key: &str, value: String| {
        if !value.is_empty() {
            lines.push(format!("  {}: {value}", console.label(key)));
        }
    };
    field(
        "explain.owner",
        plan.unit(&rule.owner).map_or_else(|| rule.owner.to_string(), |unit| unit.name.clone()),
    );
    field("explain.unconfirmed", rule.unconfirmed.clone());
    field("explain.formula", rule.formula.clone());
    field("explain.max", rule.max.map(|max| max.to_string()).unwrap_or_default());
    for (terms, until) in Dated::spans(&rule.terms) {
        field("explain.terms", plan.dated_terms(rule, terms, until, console.lang));
    }
    for need in &rule.needs {
        let Some(figure) = plan.figures.get(need) else { continue };
        field("explain.needs", format!("{} [{need}] ({}, {})", figure.label, figure.from, figure.form));
    }
    field("explain.zero", console.label(rule.zero_key()).to_owned());
    field("explain.file", rule.path.clone());
    console.out(&format!("{}\n\n", lines.join("\n")));
}

/// Every rule and code, a line each.
fn list(plan: &Plan, console: &Console) {
    let mut lines = vec![console.label("explain.list").to_owned()];
    for rule in &plan.rules {
        lines.push(format!("  {:<11} {}", plan.number(rule), rule.title));
    }
    for code in Code::ALL {
        lines.push(format!("  {:<11} {}", code.id(), code.text().title.get(console.lang)));
    }
    console.out(&format!("{}\n", lines.join("\n")));
}
