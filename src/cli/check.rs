//! `cchc check`: rules, cases, form descriptions and the layout in one go.

use super::Ending;
use super::arguments::{Check, Format};
use super::console::{BAD, Console, GOOD};
use super::sources;
use crate::diagnostic::{Diagnostic, Level};
use crate::report::{Template, diagnostics_json};

pub(super) fn run(arguments: &Check, console: &Console) -> Ending {
    let diagnostics = match check(arguments, console) {
        Ok(diagnostics) => diagnostics,
        Err(problem) => {
            console.diagnostic(&problem);
            return Ending::Failed;
        }
    };
    let to_mend = diagnostics.iter().filter(|diagnostic| diagnostic.level() != Level::Notice).count();
    match arguments.format {
        Format::Json => console.out(&diagnostics_json(&diagnostics, console.lang)),
        Format::Text => {
            console.diagnostics(&diagnostics);
            if to_mend == 0 {
                console.say_in(GOOD, console.label("check.clean"));
            } else {
                console.say_in(BAD, &format!("{} {to_mend}", console.label("check.to_mend")));
            }
        }
    }
    if to_mend == 0 { Ending::Clean } else { Ending::ToMend }
}

fn check(arguments: &Check, console: &Console) -> Result<Vec<Diagnostic>, Diagnostic> {
    let sources = sources::find(&arguments.sources, console)?;
    let (_, rulebook, mut diagnostics) = sources.load();
    if let Some(rulebook) = rulebook {
        diagnostics.extend(rulebook.check());
        diagnostics.extend(arguments.on.into_iter().flat_map(|day| rulebook.not_in_force_on(day)));
    }
    let (_, problems) = Template::load(&sources.template, "templates/report.xlsx");
    diagnostics.extend(problems);
    Ok(diagnostics)
}
