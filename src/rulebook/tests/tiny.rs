//! The smallest complete folder of rules, for tests: one target and one criterion with all their cases.
//! The files lie in `tests/broken_rules/base`, from which the broken rules there differ too.

use super::shipped_rules::told;
use crate::diagnostic::Diagnostic;
use crate::plan::TextFile;
use crate::rulebook::Rulebook;

pub(super) const TARGET: &str = include_str!("../../../tests/broken_rules/base/rules/a/t_1_1_ty_le.rhai");

const TARGET_CASES_TEXT: &str =
    include_str!("../../../tests/broken_rules/base/rules/a/t_1_1_ty_le.cases.toml");

pub(super) const CRITERION: &str = include_str!("../../../tests/broken_rules/base/rules/b/c_1_diem.rhai");

const CRITERION_CASES_TEXT: &str =
    include_str!("../../../tests/broken_rules/base/rules/b/c_1_diem.cases.toml");

const PLAN: &str = include_str!("../../../tests/broken_rules/base/rules/plan.toml");

const TASKS: &str = include_str!("../../../tests/broken_rules/base/rules/tasks.toml");

const TARGETS_SCHEME: &str = include_str!("../../../tests/broken_rules/base/rules/a/scheme.toml");
const POINTS_SCHEME: &str = include_str!("../../../tests/broken_rules/base/rules/b/scheme.toml");

pub(super) const TARGET_FILE: &str = "a/t_1_1_ty_le.rhai";
pub(super) const CRITERION_FILE: &str = "b/c_1_diem.rhai";
pub(super) const TARGET_CASES: &str = "a/t_1_1_ty_le.cases.toml";
pub(super) const CRITERION_CASES: &str = "b/c_1_diem.cases.toml";

/// The folder's files.
pub(super) fn files() -> Vec<TextFile> {
    [
        ("plan.toml", PLAN),
        ("tasks.toml", TASKS),
        ("a/scheme.toml", TARGETS_SCHEME),
        (TARGET_FILE, TARGET),
        (TARGET_CASES, TARGET_CASES_TEXT),
        ("b/scheme.toml", POINTS_SCHEME),
        (CRITERION_FILE, CRITERION),
        (CRITERION_CASES, CRITERION_CASES_TEXT),
    ]
    .map(|(name, text)| TextFile { name: name.into(), text: text.into() })
    .into()
}

/// The files with `from` in the file `name` replaced by `to`.
pub(super) fn with(name: &str, from: &str, to: &str) -> Vec<TextFile> {
    let mut files = files();
    let file = files.iter_mut().find(|file| file.name == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(file.text.contains(from), "{name} lacks {from:?}");
    file.text = file.text.replacen(from, to, 1);
    files
}

/// Everything that loading, checking and testing `files` tells of.
pub(super) fn diagnostics(files: &[TextFile]) -> Vec<Diagnostic> {
    let (rulebook, mut diagnostics) = Rulebook::load(files, &[]);
    if let Some(rulebook) = rulebook {
        diagnostics.extend(rulebook.check());
        diagnostics.extend(rulebook.test(None).results.into_iter().flat_map(|result| result.diagnostics));
    }
    diagnostics
}

/// The same as text: code, place, reason, each once.
pub(super) fn faults(files: &[TextFile]) -> String {
    let mut diagnostics = diagnostics(files);
    diagnostics.dedup();
    told(&diagnostics).trim_end().to_owned()
}

/// Each replacement in the rules, and everything that is told of it.
pub(super) fn each(faulty: &[(&str, &str, &str, &str)]) {
    for (name, from, to, told) in faulty {
        pretty_assertions::assert_eq!(
            faults(&with(name, from, to)),
            *told,
            "{name}: {from:?} replaced by {to:?}"
        );
    }
}

#[test]
fn the_tiny_rules_are_without_fault() {
    assert_eq!(faults(&files()), "");
}
