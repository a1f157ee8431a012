//! `cchc forms learn`: a form description proposed from an example.

use super::arguments::Learn;
use super::console::{Console, GOOD};
use super::{Ending, sources, worker};
use crate::batch::{shown, write_file};
use crate::diagnostic::{Code, Diagnostic, Place, phrase};
use crate::intake::container::Kind;
use crate::intake::{Expectation, Made, Opened, Proposal, Purpose, WorkbookReading, form_identifier};

pub(super) fn run(arguments: &Learn, console: &Console) -> Ending {
    match propose(arguments, console) {
        Ok(proposal) => {
            let columns = proposal.columns.to_string();
            let facts = [("id", proposal.id.as_str()), ("columns", &columns), ("sheet", &proposal.sheet)];
            console.say_in(GOOD, &phrase(console.lang, "learn.done", &facts));
            console.say(console.label("learn.next"));
            Ending::Clean
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            Ending::Failed
        }
    }
}

fn propose(arguments: &Learn, console: &Console) -> Result<Proposal, Vec<Diagnostic>> {
    let one = |problem: Diagnostic| vec![problem];
    if let Some(out) = arguments.out.as_deref().filter(|out| out.exists()) {
        let path = shown(out);
        return Err(one(Diagnostic::new(Code::OutputExists)
            .at(Place::file(path.as_str()))
            .with("path", path)));
    }
    let sources = sources::find(&arguments.sources, console).map_err(one)?;
    let (_, rulebook, problems) = sources.load();
    let Some(rulebook) = rulebook else { return Err(problems) };
    let named_by = arguments.out.as_deref().unwrap_or(&arguments.file);
    let stem = named_by.file_name().unwrap_or_default().to_string_lossy();
    // A description must bear the name of its file; whoever chose that name has chosen the identifier.
    let id = match (&arguments.out, stem.strip_suffix(".toml")) {
        (Some(_), Some(stem)) => stem.to_owned(),
        _ => form_identifier(&stem),
    };
    let facts = Box::new(Expectation::new(rulebook.plan(), &[], None));
    let purpose = Purpose::Learn { facts, id, lang: console.lang };
    let Some(reading) = worker::read_one(&arguments.file, &purpose) else { return Err(Vec::new()) };
    let proposal = match reading.outcome.map_err(one)? {
        Opened::Workbook(WorkbookReading { made: Made::Proposal(proposal), .. }) => proposal.map_err(one)?,
        Opened::Workbook(_) => return Err(Vec::new()),
        Opened::Wrapping(_) => return Err(one(wrapped(&reading.name))),
    };
    match &arguments.out {
        Some(out) => write_file(out, proposal.text.clone().into_bytes()).map_err(one)?,
        None => console.out(&proposal.text),
    }
    Ok(proposal)
}

/// An archive or a letter, of which nobody knows which of its files is meant.
fn wrapped(name: &str) -> Diagnostic {
    Diagnostic::new(Code::FileWrapped)
        .at(Place::file(name))
        .with_label("kind", Kind::Archive.label(), "")
        .with_label("reason", "wrapped.many", "")
}
