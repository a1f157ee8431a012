//! The note on an assessed cell: law, rule, calculation, sources, and what is missing.

use std::sync::Arc;

use super::gap;
use super::judged;
use super::threshold;
use super::view::{View, place};
use crate::assess::TaskFinding;
use crate::figure::{Figure, Origin, State, Value};
use crate::period::date_vi;
use crate::plan::{Rule, TaskSpec};
use crate::rulebook::{Finding, Outcome, Reading};

/// Longest raw text that a note repeats, in letters.
const MOST_LETTERS: usize = 60;
/// Most readings of cells in doubt that a note names.
const MOST_READINGS: usize = 4;

/// The note on what `rule` said.
pub(super) fn of_finding(view: &View<'_>, rule: &Rule, finding: &Finding) -> Arc<str> {
    lines(view, rule, finding, &[]).join("\n").into()
}

/// What there is to say of what `rule` said; the `steps` of its calculation stand where the calculation does.
pub(super) fn lines(view: &View<'_>, rule: &Rule, finding: &Finding, steps: &[String]) -> Vec<String> {
    let mut lines = vec![format!("{} {}", view.plan.number(rule), rule.title)];
    let mut line = |key: &str, text: &str| {
        if !text.is_empty() {
            lines.push(view.said(key, &[("text", text)]));
        }
    };
    line("note.law", &rule.law);
    line("note.unconfirmed", &rule.unconfirmed);
    line("note.place", &rule.places.join("; "));
    let (applied, earlier) = threshold::in_window(view, rule, Some(finding));
    line("note.threshold", &applied.unwrap_or_default());
    earlier.iter().for_each(|terms| line("note.threshold_before", terms));
    line("note.rule", &rule.path);
    line("note.formula", &rule.formula);
    line(
        "note.calculation",
        &finding.value.as_ref().map(|value| calculation(view, rule, value)).unwrap_or_default(),
    );
    line("note.second", &second(view, rule, finding));
    for step in steps {
        line("explain.steps", step);
    }
    line("note.outcome", &outcome(view, rule, finding));
    if finding.outcome == Outcome::NeedsExplanation {
        line("note.explain", &gap::to_explain(view, finding));
        for reading in finding.readings.iter().take(MOST_READINGS) {
            line("note.reading", &supposed(view, rule, reading));
        }
    }
    lines.extend(gap::ways(view, rule, finding, 1));
    lines.extend(sources(view, finding));
    lines.extend(wants(view, finding));
    lines
}

/// `Trước hạn = 50: Đạt, 99,1 %`: what follows if cells in doubt mean these values.
fn supposed(view: &View<'_>, rule: &Rule, reading: &Reading) -> String {
    let figures = reading.figures.iter().map(|(id, value)| {
        let value = view.value(id, &Figure::known(value.clone())).words(view.lang);
        format!("{} = {value}", view.figure_label(id))
    });
    let figures = figures.collect::<Vec<_>>().join("; ");
    let mut result = view.word(&judged::outcome_key(reading.outcome)).to_owned();
    if let Some(points) = reading.points {
        result = view.said("note.reading_points", &[("points", &view.lang.decimal(points))]);
    }
    match reading.value {
        Some(Value::Number(number)) => {
            format!("{figures}: {result}, {}", view.measured(number, &rule.measure))
        }
        _ => format!("{figures}: {result}"),
    }
}

/// The note on what is known of a task.
pub(super) fn of_task(view: &View<'_>, spec: &TaskSpec, finding: &TaskFinding) -> Arc<str> {
    let mut lines = vec![format!("{} {}", spec.id, spec.label)];
    if !spec.law.is_empty() {
        lines.push(view.said("note.law", &[("text", &spec.law)]));
    }
    lines.push(view.said("note.place", &[("text", &spec.place)]));
    lines.push(view.said("note.due", &[("text", &spec.due)]));
    if let Some(until) = spec.until {
        let text = [date_vi(until).as_str(), spec.replaced_by.as_str()].join(" → ");
        lines.push(view.said("note.until", &[("text", text.trim_end_matches(" → "))]));
    }
    lines
        .push(view.said("note.outcome", &[("text", view.word(&format!("task.{}", finding.outcome.word())))]));
    if !finding.origins.is_empty() {
        lines.push(view.word("note.sources").to_owned());
        lines.extend(cells(view, &finding.origins));
    }
    if let Some(want) = &finding.want {
        lines.push(view.said(
            "note.want",
            &[("label", &want.label), ("unit", view.unit(&want.unit)), ("place", view.form(&want.form))],
        ));
    }
    lines.join("\n").into()
}

/// The note on a figure of the statistics.
pub(super) fn of_figure(view: &View<'_>, id: &str, figure: &Figure) -> Arc<str> {
    let mut lines = vec![format!("{} ({id})", view.figure_label(id))];
    lines.extend(cells(view, &figure.origins));
    lines.extend(figure.wants.iter().map(|want| {
        view.said(
            "note.want",
            &[("label", &want.label), ("unit", view.unit(&want.unit)), ("place", view.form(&want.form))],
        )
    }));
    let doubts = gap::doubts(view, figure);
    if !doubts.is_empty() {
        lines.push(view.said("note.explain", &[("text", &doubts)]));
    }
    lines.join("\n").into()
}

/// The calculation by the second way, where that gives another value; empty elsewhere.
pub(super) fn second(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    let second = finding.value.as_ref().and_then(|value| value.second.as_deref());
    second.map(|second| calculation(view, rule, second)).unwrap_or_default()
}

/// `2.970 × 100 / 3.000 = 99`.
fn calculation(view: &View<'_>, rule: &Rule, value: &Figure) -> String {
    let Some(number) = value.number() else { return String::new() };
    let Some(parts) = &value.parts else { return view.measured(number, &rule.measure) };
    let (Ok(part), Ok(whole)) = (parts.numerator.number_or_zero(), parts.denominator.number_or_zero()) else {
        return view.measured(number, &rule.measure);
    };
    format!(
        "{} × 100 / {} = {}",
        view.lang.decimal(part),
        view.lang.decimal(whole),
        view.measured(number, &rule.measure)
    )
}

fn outcome(view: &View<'_>, rule: &Rule, finding: &Finding) -> String {
    let name = view.word(&judged::outcome_key(finding.outcome)).to_owned();
    let shown = judged::value_words(view, rule, finding);
    let reason = threshold::reason(view, rule, finding, &shown);
    match (finding.points, finding.max) {
        (Some(points), Some(max)) => view.said(
            "note.points",
            &[("points", &view.lang.decimal(points)), ("max", &view.lang.decimal(max)), ("reason", &reason)],
        ),
        _ => format!("{name} - {reason}"),
    }
}

fn sources(view: &View<'_>, finding: &Finding) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, figure) in &finding.used {
        let value = view.value(id, figure).words(view.lang);
        let label = view.figure_label(id);
        lines.push(view.said("note.figure", &[("label", label), ("value", &value)]));
        lines.extend(cells(view, &figure.origins));
    }
    // Cells that the value came from beyond the single figures: those of a table.
    let rest: Vec<Origin> = finding
        .value
        .iter()
        .flat_map(|value| &value.origins)
        .filter(|origin| !finding.used.iter().any(|(_, figure)| figure.origins.contains(origin)))
        .cloned()
        .collect();
    lines.extend(cells(view, &rest));
    if !lines.is_empty() {
        lines.insert(0, view.word("note.sources").to_owned());
    }
    lines
}

/// A line for each cell; beyond a few, how many more there are and where they are listed.
fn cells(view: &View<'_>, origins: &[Origin]) -> Vec<String> {
    let mut lines: Vec<_> = origins
        .iter()
        .take(view.most_cells)
        .map(|origin| {
            view.said("note.cell", &[("place", &place(&origin.address)), ("raw", &brief(&origin.raw))])
        })
        .collect();
    if origins.len() > view.most_cells {
        let count = (origins.len() - view.most_cells).to_string();
        lines.push(view.said("note.more_cells", &[("count", &count), ("sheet", &view.sources_sheet)]));
    }
    lines
}

/// The beginning of a cell's text, on one line.
pub(super) fn brief(raw: &str) -> String {
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST_LETTERS {
        return line;
    }
    let start: String = line.chars().take(MOST_LETTERS).collect();
    format!("{}…", start.trim_end())
}

fn wants(view: &View<'_>, finding: &Finding) -> Vec<String> {
    let Some(value) = &finding.value else { return vec![view.word("gap.rule_failed").to_owned()] };
    if value.state != State::Missing {
        return Vec::new();
    }
    let wants = value.wants.iter().map(|want| {
        let place = want.address.as_ref().map_or_else(|| view.form(&want.form).to_owned(), place);
        view.said("note.want", &[("label", &want.label), ("unit", view.unit(&want.unit)), ("place", &place)])
    });
    let mut lines: Vec<_> = wants.collect();
    if lines.is_empty() && !value.doubts.is_empty() {
        lines.push(view.said("note.explain", &[("text", &gap::doubts(view, value))]));
    }
    lines
}
