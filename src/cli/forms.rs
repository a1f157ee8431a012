//! `cchc forms`: blank forms for the units.

use std::path::PathBuf;

use super::arguments::{Forms, FormsCommand};
use super::console::{Console, GOOD};
use super::{Ending, learn, sources};
use crate::batch::{blank_forms, shown, write_output};
use crate::diagnostic::Diagnostic;
use crate::period::{Period, PeriodKind};

pub(super) fn run(arguments: &Forms, console: &Console) -> Ending {
    if let Some(FormsCommand::Learn(arguments)) = &arguments.command {
        return learn::run(arguments, console);
    }
    match write(arguments, console) {
        Ok(paths) => {
            console.say_in(GOOD, console.label("forms.done"));
            for path in paths {
                console.say(&format!("  {}", shown(&path)));
            }
            console.say(console.label("forms.next"));
            Ending::Clean
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            Ending::Failed
        }
    }
}

fn write(arguments: &Forms, console: &Console) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let sources = sources::find(&arguments.sources, console).map_err(|problem| vec![problem])?;
    let (_, rulebook, diagnostics) = sources.load();
    let Some(rulebook) = rulebook else { return Err(diagnostics) };
    // A rule with a mistake is missing from the forms: say so, and write the others all the same.
    console.diagnostics(&diagnostics);
    let plan = rulebook.plan();
    let period = arguments.period.unwrap_or_else(|| next_period(plan));
    let files = blank_forms(&rulebook, period, arguments.unit.as_deref())?;
    let folder = arguments.out.clone().unwrap_or_else(|| PathBuf::from("forms").join(period.to_string()));
    write_output(&folder, &files).map_err(|problem| vec![problem])
}

/// The period whose forms are wanted where none was named: the first from the plan's year on that is not yet due. Once
/// that lies in another year, the plan has nothing to ask.
fn next_period(plan: &crate::plan::Plan) -> Period {
    let today = super::today();
    let year = chrono::Datelike::year(&today);
    (plan.year..=year.max(plan.year) + 1)
        .flat_map(|year| PeriodKind::ALL.map(|kind| Period { year, kind }))
        .find(|period| plan.schedule(*period).is_some_and(|schedule| schedule.due >= today))
        .unwrap_or(Period { year, kind: PeriodKind::Year })
}
