//! `cchc explain ID --period P`: what a rule said of real submissions, and how it came to it.

use crate::batch::Judged;
use crate::cli::arguments::Asked;
use crate::cli::console::{Console, HEADING};
use crate::cli::{Ending, question};
use crate::plan::Rule;
use crate::report::explanation;

pub(super) fn run(subject: &str, asked: &Asked, console: &Console) -> Ending {
    let judged = match question::judged(asked, console) {
        Ok(judged) => judged,
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            return Ending::Failed;
        }
    };
    let plan = judged.rulebook.plan();
    let rules: Vec<&Rule> = plan.rules.iter().filter(|rule| rule.id.eq_ignore_ascii_case(subject)).collect();
    if rules.is_empty() {
        console.diagnostic(&super::unknown(subject, plan));
        return Ending::Failed;
    }
    for rule in rules {
        show(rule, &judged, console);
    }
    Ending::Clean
}

fn show(rule: &Rule, judged: &Judged, console: &Console) {
    let Judged { rulebook, forms, assessment, scorecard } = judged;
    let trace = rulebook.trace(rule, &assessment.figures, assessment.schedule.window.to);
    let steps = trace.map(|trace| trace.steps).unwrap_or_default();
    let lines = explanation(rulebook.plan(), forms, assessment, scorecard, (rule, &steps), console.lang);
    let (heading, rest) = lines.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    console.out(&format!("{HEADING}{heading}{HEADING:#}\n"));
    for line in rest {
        console.out(&format!("  {}\n", line.replace('\n', "\n  ")));
    }
    console.out("\n");
}
