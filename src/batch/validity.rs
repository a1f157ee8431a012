//! Whether a plan says anything of a period.

use chrono::NaiveDate;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::{Period, Schedule, date_vi};
use crate::plan::{PLAN_FILE, Plan};
use crate::rulebook::Rulebook;

/// The schedule of `period`, by rules that are for its year. Rules of another year may be asked only by the law of a day
/// `law_of` that somebody names.
///
/// # Errors
/// O04 where the calendar has no such report, R32 where the plan is for another year, O05 where the period ended before
/// there was a commune, R08 where none of the rules is in force yet.
pub(super) fn schedule(
    rulebook: &Rulebook,
    period: Period,
    law_of: Option<NaiveDate>,
) -> Result<Schedule, Diagnostic> {
    let plan = rulebook.plan();
    let schedule =
        plan.schedule(period).ok_or_else(|| Diagnostic::new(Code::PeriodUnknown).with("path", period))?;
    if law_of.is_none() && plan.year != period.year {
        return Err(of_another_year(rulebook, period));
    }
    if schedule.window.to < plan.commune.founded {
        return Err(Diagnostic::new(Code::PeriodBeforeCommune)
            .with_argument("period", period.argument())
            .with("to", date_vi(schedule.window.to))
            .with("commune", &plan.commune.name)
            .with("founded", date_vi(plan.commune.founded)));
    }
    let day = law_of.unwrap_or(schedule.window.to);
    if nothing_in_force(plan, day) {
        let count = plan.rules.len().to_string();
        return Err(Diagnostic::new(Code::RuleNothingInForce)
            .with("date", date_vi(day))
            .with_label("rule", "rule.any", &count));
    }
    Ok(schedule)
}

/// R32, at the newest `plan.toml`.
fn of_another_year(rulebook: &Rulebook, period: Period) -> Diagnostic {
    let plan = rulebook.plan();
    let plans = rulebook.texts().filter(|text| text.name == PLAN_FILE);
    let place = plans
        .last()
        .map(|text| Place::at_byte(text.file, text.text, text.text.find("year").unwrap_or_default()));
    Diagnostic::new(Code::PlanOfAnotherYear)
        .at(place.unwrap_or_default())
        .with("plan", &plan.title)
        .with("own", plan.year)
        .with_argument("period", period.argument())
        .with("year", period.year)
}

/// Whether there are rules with values of the law and none of those values has begun on `day`.
fn nothing_in_force(plan: &Plan, day: NaiveDate) -> bool {
    let mut terms = plan.rules.iter().flat_map(|rule| &rule.terms).peekable();
    terms.peek().is_some() && terms.all(|terms| terms.from > day)
}
