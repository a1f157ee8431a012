//! Folders of rules of which each extends the one before it, joined into one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Rulebook;
use super::plan_text::{self, removals};
use super::source::{CASES, FOLDER, RULE, Source};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{PLAN_FILE, RuleFolder};
use crate::text::nearest;

/// A file of the rules that is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleText<'a> {
    /// Name relative to its folder of rules; `plan.toml` comes once from each folder.
    pub name: &'a str,
    /// The file as messages name it, with the folder that holds it.
    pub file: &'a str,
    /// The text, composed (NFC).
    pub text: &'a str,
}

impl Rulebook {
    /// Every file that is in force: those of plans first, then the others in the order of names.
    pub fn texts(&self) -> impl Iterator<Item = RuleText<'_>> {
        let sources = self.layers.plans.iter().chain(&self.layers.sources);
        sources.map(|source| RuleText { name: &source.name, file: &source.file, text: &source.text })
    }
}

/// What several folders come to.
#[derive(Debug)]
pub(super) struct Layers {
    /// `plan.toml` of each folder that has one, the newest last.
    pub(super) plans: Vec<Source>,
    /// Every other file that is in force, in the order of names: of one name the newest.
    pub(super) sources: Vec<Source>,
    /// Files that a later folder has removed, the latest last.
    pub(super) removed: Vec<Source>,
    /// Name of the newest folder: what is missing is missing there.
    own: String,
}

impl Layers {
    /// Joins `folders`, the newest last; R30 for what a folder removes though nothing of it is there.
    pub(super) fn join(folders: &[RuleFolder], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let own = folders.last().map_or(FOLDER, |folder| &folder.name).to_owned();
        let (mut plans, mut removed) = (Vec::new(), Vec::new());
        let mut sources: BTreeMap<String, Source> = BTreeMap::new();
        let mut year = None;
        for (index, folder) in folders.iter().enumerate() {
            let files = folder.files.iter().map(|file| {
                let source = Source::new(&folder.name, file);
                Source { is_later: index > 0, ..source }
            });
            let (mut plan, others): (Vec<_>, Vec<_>) = files.partition(|source| source.name == PLAN_FILE);
            for source in &plan {
                removed.extend(remove(source, &mut sources, diagnostics));
            }
            year = plan.last().and_then(plan_text::year).or(year);
            plans.append(&mut plan);
            let others = others.into_iter().map(|source| Source { year, ..source });
            sources.extend(others.map(|source| (source.name.clone(), source)));
        }
        Self { plans, sources: sources.into_values().collect(), removed, own }
    }

    /// The file `name` that is in force.
    pub(super) fn find(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// The file `name` as messages name it, whether or not there is one.
    pub(super) fn place_of(&self, name: &str) -> Arc<str> {
        self.find(name).map_or_else(|| format!("{}/{name}", self.own).into(), |source| source.file.clone())
    }
}

/// Takes what `plan` removes out of `sources`, and hands it on.
fn remove(
    plan: &Source,
    sources: &mut BTreeMap<String, Source>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Source> {
    let mut removed = Vec::new();
    for (wanted, byte) in removals(plan) {
        let (gone, left): (BTreeMap<_, _>, _) =
            std::mem::take(sources).into_iter().partition(|(name, _)| is_of(name, &wanted));
        *sources = left;
        if gone.is_empty() {
            let known = sources.keys().filter_map(|name| name.strip_suffix(RULE));
            diagnostics.push(
                Diagnostic::new(Code::RemovalUnknown)
                    .at(plan.place_of_byte(byte))
                    .with("name", &wanted)
                    .with_near(nearest(&wanted, known)),
            );
        }
        removed.extend(gone.into_values());
    }
    removed
}

/// Whether the file `name` belongs to `wanted`: a rule with its cases, named with or without its end, or a folder.
fn is_of(name: &str, wanted: &str) -> bool {
    let wanted = wanted.trim_end_matches('/');
    let stem = wanted.strip_suffix(CASES).or_else(|| wanted.strip_suffix(RULE)).unwrap_or(wanted);
    let rest = name.strip_prefix(stem).filter(|_| !stem.is_empty());
    rest.is_some_and(|rest| rest == RULE || rest == CASES || (stem == wanted && rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::plan::TextFile;

    fn folder(name: &str, files: &[(&str, &str)]) -> RuleFolder {
        let file = |(name, text): &(&str, &str)| TextFile { name: (*name).into(), text: (*text).into() };
        RuleFolder { name: name.into(), files: files.iter().map(file).collect() }
    }

    fn old() -> RuleFolder {
        let names = ["a/t_1.rhai", "a/t_1.cases.toml", "a/t_1_1.rhai", "a/t_2.rhai", "b/c_1.rhai"];
        folder("2025", &names.map(|name| (name, "2025")))
    }

    fn joined(folders: &[RuleFolder]) -> (Vec<String>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let layers = Layers::join(folders, &mut diagnostics);
        (layers.sources.iter().map(|source| source.file.to_string()).collect(), diagnostics)
    }

    #[test]
    fn a_later_folder_adds_and_replaces_by_name() {
        let new = folder("2026", &[("a/t_2.rhai", "2026"), ("a/t_3.rhai", "2026")]);
        let expected = [
            "2025/a/t_1.cases.toml",
            "2025/a/t_1.rhai",
            "2025/a/t_1_1.rhai",
            "2026/a/t_2.rhai",
            "2026/a/t_3.rhai",
            "2025/b/c_1.rhai",
        ];
        assert_eq!(joined(&[old(), new]), (expected.map(str::to_owned).to_vec(), vec![]));
    }

    #[test]
    fn a_rule_is_removed_with_its_cases_and_no_other_with_it_and_a_folder_as_a_whole() {
        for name in ["a/t_1", "a/t_1.rhai", "a/t_1.cases.toml"] {
            let plan = format!("extends = \"../2025\"\nremoves = [\"{name}\", \"b/\"]");
            let (files, diagnostics) = joined(&[old(), folder("2026", &[(PLAN_FILE, &plan)])]);
            assert_eq!(files, ["2025/a/t_1_1.rhai", "2025/a/t_2.rhai"], "{name}");
            assert_eq!(diagnostics, [], "{name}");
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_removed() {
        let plan = "extends = \"../2025\"\nremoves = [\n    \"a/t_1\",\n    \"a/t_22\", \"\",\n]";
        let (files, diagnostics) = joined(&[old(), folder("2026", &[(PLAN_FILE, plan)])]);
        assert_eq!(files.len(), 3);
        let told: Vec<_> = diagnostics.iter().map(|told| (told.code, told.place.to_string())).collect();
        assert_eq!(
            told,
            [
                (Code::RemovalUnknown, "2026/plan.toml:4:5".to_owned()),
                (Code::RemovalUnknown, "2026/plan.toml:4:15".to_owned())
            ]
        );
        assert_eq!(diagnostics[0].arguments["near"].to_string(), "@near:a/t_2");
    }

    #[test]
    fn a_third_folder_extends_the_second() {
        let second = folder("2026", &[(PLAN_FILE, "removes = [\"a/t_1\"]"), ("a/t_2.rhai", "2026")]);
        let third = folder("2027", &[(PLAN_FILE, "removes = [\"a/t_2\"]"), ("a/t_1.rhai", "2027")]);
        let (files, diagnostics) = joined(&[old(), second, third]);
        assert_eq!(files, ["2027/a/t_1.rhai", "2025/a/t_1_1.rhai", "2025/b/c_1.rhai"]);
        assert_eq!(diagnostics, []);
    }
}
