//! The plan that comes with the program.

use cchc::plan::Plan;
use cchc::rulebook::Rulebook;

/// The plan of `rules/`.
pub(crate) fn plan() -> Plan {
    let (forms, _) = cchc::intake::load_forms(&cchc::defaults::forms());
    let (rulebook, problems) = Rulebook::load(&cchc::defaults::rules(), &forms);
    rulebook.unwrap_or_else(|| panic!("the rules cannot be loaded: {problems:#?}")).plan().clone()
}
