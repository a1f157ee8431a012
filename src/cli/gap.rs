//! `cchc gap`: what would do for every target that is missed and every criterion that has not earned all its points.

use super::arguments::{Format, Gap};
use super::console::{Console, GOOD, HEADING};
use super::{Ending, question};
use crate::batch::Judged;
use crate::plan::Plan;
use crate::report::{Shortage, gap_json, shortages};

pub(super) fn run(arguments: &Gap, console: &Console) -> Ending {
    let judged = match question::judged(&arguments.asked, console) {
        Ok(judged) => judged,
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            return Ending::Failed;
        }
    };
    let Judged { plan, forms, assessment, scorecard, .. } = &judged;
    let found = shortages(plan, forms, assessment, scorecard, console.lang);
    match arguments.format {
        Format::Json => console.out(&gap_json(&found)),
        Format::Text => show(&found, plan, console),
    }
    if found.is_empty() { Ending::Clean } else { Ending::ToMend }
}

fn show(shortages: &[Shortage<'_>], plan: &Plan, console: &Console) {
    if shortages.is_empty() {
        console.say_in(GOOD, console.label("gap.nothing"));
    }
    let mut heading = "";
    for shortage in shortages {
        let key = if shortage.to_gain.is_some() { "gap.criteria" } else { "gap.targets" };
        if key != heading {
            console.out(&format!("{HEADING}{}{HEADING:#}\n", console.label(key)));
            heading = key;
        }
        let gain = shortage
            .to_gain
            .map(|points| format!("  (+{})", console.lang.decimal(points)))
            .unwrap_or_default();
        let number = plan.number(shortage.rule);
        console.out(&format!("  {number:<7} {}{gain}\n", shortage.rule.title));
        for line in &shortage.words {
            console.out(&format!("          {line}\n"));
        }
    }
}
