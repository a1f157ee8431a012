//! Blank forms for the units.

use super::output::{OutputFile, workbook};
use super::validity;
use crate::diagnostic::{Code, Diagnostic};
use crate::period::Period;
use crate::report::blank_form;
use crate::rulebook::Rulebook;

/// The blank forms of the plan for `period`, one a unit that has anything to report, or only that of `unit`.
///
/// # Errors
/// S02 where there is no such unit, O04, O05, R08 or R32 where the plan has nothing to say of the period, O02 where a book
/// breaks Excel's limits.
pub fn blank_forms(
    rulebook: &Rulebook,
    period: Period,
    unit: Option<&str>,
) -> Result<Vec<OutputFile>, Vec<Diagnostic>> {
    let plan = rulebook.plan();
    let schedule = validity::schedule(rulebook, period, None).map_err(|problem| vec![problem])?;
    let units: Vec<_> = plan
        .units
        .iter()
        .filter(|other| unit.is_none_or(|unit| other.code.eq_ignore_ascii_case(unit)))
        .collect();
    if let (Some(unit), true) = (unit, units.is_empty()) {
        let known: Vec<&str> = plan.units.iter().map(|unit| &*unit.code).collect();
        let unknown = Diagnostic::new(Code::UnitUnknown).with("found", unit).with("known", known.join(", "));
        return Err(vec![unknown]);
    }
    units
        .into_iter()
        .filter(|unit| {
            plan.own_form_figures(&unit.code).next().is_some() || plan.tasks_of(&unit.code).next().is_some()
        })
        .map(|unit| {
            workbook(&format!("Phieu-{}-{period}.xlsx", unit.code), &blank_form(plan, unit, &schedule))
        })
        .collect()
}
