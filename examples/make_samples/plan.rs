//! The plans that the samples are made by.

use std::path::Path;

use cchc::batch::Sources;
use cchc::plan::Plan;

/// The plan of `rules/`, which comes with the program.
pub(crate) fn plan() -> Plan {
    of(&Sources::embedded())
}

/// The plan of `samples/quy-tac-2026`, which extends it.
pub(crate) fn plan_of_2026() -> Plan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/quy-tac-2026");
    of(&Sources::read_from(Some(&folder), None).unwrap_or_else(|problem| panic!("{problem:#?}")))
}

fn of(sources: &Sources) -> Plan {
    let (_, rulebook, problems) = sources.load();
    rulebook.unwrap_or_else(|| panic!("the rules cannot be loaded: {problems:#?}")).plan().clone()
}
