//! `cchc explain ID --period P`: what a rule said of real submissions, and how it came to it.

use crate::batch::Judged;
use crate::cli::arguments::{Explain, Format};
use crate::cli::console::{Console, HEADING};
use crate::cli::{Ending, question};
use crate::plan::Rule;
use crate::report::results::{Explained, Verdict};
use crate::report::{explanation, explanation_json};
use crate::rulebook::Step;

pub(super) fn run(subject: &str, arguments: &Explain, console: &Console) -> Ending {
    let judged = match question::judged(&arguments.asked, console) {
        Ok(judged) => judged,
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            return Ending::Failed;
        }
    };
    let plan = &judged.plan;
    let rules: Vec<&Rule> = plan.rules.iter().filter(|rule| rule.id.eq_ignore_ascii_case(subject)).collect();
    if rules.is_empty() {
        console.diagnostic(&super::unknown(subject, plan));
        return Ending::Failed;
    }
    let traced: Vec<(&Rule, Vec<Step>)> =
        rules.into_iter().map(|rule| (rule, steps(rule, &judged))).collect();
    match arguments.format {
        Format::Json => {
            let explained: Vec<Explained<'_>> =
                traced.iter().map(|(rule, steps)| explained(rule, steps, &judged, console)).collect();
            console.out(&explanation_json(plan, &explained));
        }
        Format::Text => {
            traced.iter().for_each(|(rule, steps)| show(&words(rule, steps, &judged, console), console))
        }
    }
    Ending::Clean
}

fn steps(rule: &Rule, judged: &Judged) -> Vec<Step> {
    let Judged { rulebook, assessment, .. } = judged;
    let trace = rulebook.trace(rule, &assessment.figures, assessment.schedule.window.to);
    trace.map(|trace| trace.steps).unwrap_or_default()
}

fn words(rule: &Rule, steps: &[Step], judged: &Judged, console: &Console) -> Vec<String> {
    let Judged { plan, forms, assessment, scorecard, .. } = judged;
    explanation(plan, forms, assessment, scorecard, (rule, steps), console.lang)
}

fn explained<'a>(rule: &'a Rule, steps: &'a [Step], judged: &'a Judged, console: &Console) -> Explained<'a> {
    let assessment = &judged.assessment;
    let mut findings = assessment.findings.iter();
    let finding = findings.find(|finding| finding.rule == rule.id && finding.scheme == rule.scheme);
    let words = words(rule, steps, judged, console);
    Explained { rule, verdict: finding.map(|finding| Verdict { assessment, finding, steps, words }) }
}

fn show(lines: &[String], console: &Console) {
    let (heading, rest) = lines.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    console.out(&format!("{HEADING}{heading}{HEADING:#}\n"));
    for line in rest {
        console.out(&format!("  {}\n", line.replace('\n', "\n  ")));
    }
    console.out("\n");
}
