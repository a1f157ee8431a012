//! What a tired clerk reads in ten seconds: what is met, missed and unknown, who owes what, what to mend, where the
//! report lies.

use super::console::{BAD, Console, GOOD, HEADING};
use crate::assess::{RosterEntry, TaskOutcome, Unopened};
use crate::batch::{Batch, Folders, Sources, shown};
use crate::diagnostic::{Code, Diagnostic, Level, phrase};
use crate::period::date_vi;
use crate::plan::{Plan, Scheme, SchemeKind, Unit};
use crate::rulebook::{Finding, Outcome};
use crate::score::{PointTotals, SchemeScore};
use crate::text::with_measure;

/// Problems shown in full; the report and `results.json` hold all of them.
const MOST_PROBLEMS: usize = 12;

/// Shows what came of `batch`.
pub(super) fn show(batch: &Batch, folders: &Folders, sources: &Sources, console: &Console) {
    let schedule = batch.assessment.schedule;
    console.say_in(
        HEADING,
        &format!(
            "{} {} - {} ({} - {})",
            console.label("summary.report"),
            schedule.period.name(console.lang),
            batch.plan.commune.name,
            date_vi(schedule.window.from),
            date_vi(schedule.window.to)
        ),
    );
    for (scheme, score) in batch.plan.schemes.iter().zip(&batch.scorecard.schemes) {
        totals(scheme, score, console);
    }
    tasks(batch, console);
    missed(batch, console);
    roster(batch, console);
    problems(batch, console);
    console.say("");
    let rules = sources.rules_folder.as_deref().unwrap_or(console.label("summary.embedded"));
    let bases: Vec<&str> = sources.rules.iter().rev().skip(1).map(|base| base.name.as_str()).collect();
    let extended = match (&sources.rules_added, bases.is_empty()) {
        (Some(added), _) => phrase(
            console.lang,
            "summary.adds",
            &[("files", &added.files.len().to_string()), ("left_out", &added.left_out.len().to_string())],
        ),
        (None, true) => String::new(),
        (None, false) => phrase(console.lang, "summary.extends", &[("folders", &bases.join(", "))]),
    };
    console.say(&format!("{}: {rules}{extended}", console.label("summary.rules")));
    if let Some(report) = batch.files.first() {
        let path = shown(&folders.output.join(&report.name));
        console.say_in(GOOD, &format!("{}: {path}", console.label("summary.written")));
    }
}

fn totals(scheme: &Scheme, score: &SchemeScore, console: &Console) {
    let counts: Vec<String> = score
        .counts
        .iter()
        .map(|(outcome, count)| format!("{count} {}", word(console, &outcome_key(*outcome))))
        .collect();
    let all: usize = score.counts.values().sum();
    let key = match scheme.kind {
        SchemeKind::Targets => "summary.targets",
        SchemeKind::Points => "summary.criteria",
    };
    if scheme.kind == SchemeKind::Points {
        console.say(&format!("  {}", scheme.title));
    }
    console.say(&format!("  {} ({all}): {}", console.label(key), counts.join(", ")));
    if let Some(points) = &score.points {
        console.say(&format!("  {}", points_line(points, console)));
        if !scheme.notice.is_empty() {
            console.say(&format!("  {}", scheme.notice));
        }
    }
}

fn points_line(points: &PointTotals, console: &Console) -> String {
    let determined = points.maximum - points.excluded - points.awaiting - points.undetermined;
    let mut line = format!(
        "{}: {} / {}",
        console.label("summary.points"),
        console.lang.decimal(points.score),
        console.lang.decimal(determined)
    );
    match points.index {
        Some(index) if index.settled().is_some() => {
            line += &format!("; {} {}", console.label("summary.index"), console.lang.decimal(index.low));
        }
        Some(index) => {
            line += &format!(
                "; {} {} - {} ({} {})",
                console.label("summary.index"),
                console.lang.decimal(index.low),
                console.lang.decimal(index.high),
                console.lang.decimal(points.undetermined),
                console.label("summary.undetermined")
            );
        }
        None => {}
    }
    match &points.band {
        Some(band) => format!("{line}; {} {band}", console.label("summary.band")),
        None => line,
    }
}

fn tasks(batch: &Batch, console: &Console) {
    let mut counts: Vec<(TaskOutcome, usize)> = Vec::new();
    for task in &batch.assessment.tasks {
        match counts.iter_mut().find(|(outcome, _)| *outcome == task.outcome) {
            Some((_, count)) => *count += 1,
            None => counts.push((task.outcome, 1)),
        }
    }
    let words: Vec<String> = counts
        .iter()
        .map(|(outcome, count)| format!("{count} {}", word(console, &format!("task.{}", outcome.word()))))
        .collect();
    let all = batch.assessment.tasks.len();
    console.say(&format!("  {} ({all}): {}", console.label("summary.tasks"), words.join(", ")));
}

/// The plan's targets that are missed, or not known and why.
fn missed(batch: &Batch, console: &Console) {
    for (outcome, style) in
        [(Outcome::Missed, BAD), (Outcome::NeedsExplanation, HEADING), (Outcome::Insufficient, HEADING)]
    {
        let found: Vec<String> = batch
            .assessment
            .findings
            .iter()
            .filter(|finding| finding.outcome == outcome && is_target(&batch.plan, finding))
            .filter_map(|finding| line_of(&batch.plan, finding, console))
            .collect();
        if !found.is_empty() {
            console.say("");
            console.say_in(style, &format!("{}:", console.label(&outcome_key(outcome))));
            console.say(&found.join("\n"));
        }
    }
}

fn is_target(plan: &Plan, finding: &Finding) -> bool {
    plan.scheme(&finding.scheme).is_some_and(|scheme| scheme.kind == SchemeKind::Targets)
}

fn line_of(plan: &Plan, finding: &Finding, console: &Console) -> Option<String> {
    let rule = plan.rules_of(&finding.scheme).find(|rule| rule.id == finding.rule)?;
    let mut line = format!("  {:<7} {}", rule.id, rule.title);
    let value = finding.value.as_ref().and_then(crate::figure::Figure::number);
    let threshold = finding.terms.as_ref().and_then(|terms| terms.value.values.values().next().copied());
    if let (Outcome::Missed, Some(value)) = (finding.outcome, value) {
        line += &format!(": {}", with_measure(&console.lang.decimal_beside(value, threshold), &rule.measure));
        if let Some(comparison) = finding.terms.as_ref().and_then(|terms| terms.value.comparison.as_ref()) {
            line += &format!(" ({})", plan.threshold(rule, comparison, console.lang));
        }
    }
    Some(line)
}

/// Who owes what, in words that can be pasted into a message.
fn roster(batch: &Batch, console: &Console) {
    let missing = batch.assessment.roster.iter().filter(|entry| !entry.is_received());
    let (unopened, unsent): (Vec<&RosterEntry>, Vec<&RosterEntry>) =
        missing.partition(|entry| matches!(entry.unopened, Unopened::OfUnit(_)));
    if !unopened.is_empty() {
        console.say("");
        console.say_in(BAD, &format!("{}:", console.label("summary.sent_unopened")));
    }
    for (unit, entries) in by_unit(batch, &unopened) {
        let files = entries.first().map_or(String::new(), |entry| entry.unopened.files().join(", "));
        let facts = [("unit", unit.name.as_str()), ("files", &files), ("forms", &forms(&entries))];
        console.say(&format!("  {}", phrase(console.lang, "summary.unopened", &facts)));
    }
    if !unsent.is_empty() {
        console.say("");
        console.say_in(BAD, &format!("{}:", console.label("summary.missing")));
    }
    for (unit, entries) in by_unit(batch, &unsent) {
        let mut waiting: Vec<&(String, String)> = entries.iter().flat_map(|entry| &entry.waiting).collect();
        waiting.dedup();
        let late = match entries.iter().map(|entry| entry.days_late).max() {
            None | Some(0) => String::new(),
            Some(days) => phrase(console.lang, "summary.overdue", &[("days", &days.to_string())]),
        };
        let facts = [
            ("unit", unit.name.as_str()),
            ("late", &late),
            ("forms", &forms(&entries)),
            ("period", &batch.assessment.schedule.period.name(console.lang)),
            ("due", &date_vi(batch.assessment.schedule.units_due)),
            ("count", &waiting.len().to_string()),
        ];
        console.say(&format!("  {}", phrase(console.lang, "summary.ask", &facts)));
    }
    if let Some(Unopened::OfAnybody(files)) = unsent.first().map(|entry| &entry.unopened) {
        let facts = [("files", &*files.join(", "))];
        console.say(&format!("  {}", phrase(console.lang, "summary.perhaps", &facts)));
    }
}

/// The entries of each unit that has any, in the order of the plan.
fn by_unit<'a>(batch: &'a Batch, entries: &[&'a RosterEntry]) -> Vec<(&'a Unit, Vec<&'a RosterEntry>)> {
    let units = batch.plan.units.iter().map(|unit| {
        (unit, entries.iter().filter(|entry| entry.unit == unit.code).copied().collect::<Vec<_>>())
    });
    units.filter(|(_, entries)| !entries.is_empty()).collect()
}

fn forms(entries: &[&RosterEntry]) -> String {
    entries.iter().map(|entry| entry.form_title.as_str()).collect::<Vec<_>>().join("; ")
}

/// What is to be mended, errors first. What the roster says already is not said again.
fn problems(batch: &Batch, console: &Console) {
    let mut problems: Vec<&Diagnostic> = batch
        .assessment
        .diagnostics
        .iter()
        .filter(|problem| problem.level() != Level::Notice && problem.code != Code::SubmissionMissing)
        .collect();
    if problems.is_empty() {
        return;
    }
    problems.sort_by_key(|problem| problem.level());
    console.say("");
    console.say_in(HEADING, &format!("{} ({}):", console.label("summary.to_mend"), problems.len()));
    for problem in problems.iter().take(MOST_PROBLEMS) {
        console.diagnostic(problem);
    }
    if let Some(more) = problems.len().checked_sub(MOST_PROBLEMS).filter(|more| *more > 0) {
        console.say(&format!("... {} {more}", console.label("summary.more")));
    }
}

fn outcome_key(outcome: Outcome) -> String {
    format!("outcome.{}", outcome.word())
}

/// A label within a sentence: its first letter small.
fn word(console: &Console, key: &str) -> String {
    let label = console.label(key);
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
