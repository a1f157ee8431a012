//! A folder of rules with those that it extends, on the disk or in a revision of a repository.

use std::path::{Path, PathBuf};

use super::folders::shown;
use super::revision::Revision;
use super::rules_at::RulesAt;
use super::sources::read_texts;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::{PLAN_FILE, RuleFolder, TextFile};
use crate::rulebook::{extended, is_of_rules};

/// Files of a folder of rules: the rules, and what people are told of them.
pub(super) const EXTENSIONS: [&str; 3] = ["toml", "rhai", "md"];

/// The folder `at` and before it those that it extends, the farthest first.
///
/// # Errors
/// F01 where a folder or file cannot be read, R14 for text that is not UTF-8, R28 where an extended folder is missing, R29
/// where folders extend one another in a circle, U08 where a revision cannot be read.
pub(super) fn read(at: &RulesAt) -> Result<Vec<RuleFolder>, Diagnostic> {
    let mut next = Layer::read(at)?;
    let mut chain: Vec<Layer> = Vec::new();
    loop {
        let extends = next.plan().and_then(|plan| extended(&plan.text));
        chain.push(next);
        let (Some((path, byte)), Some(last)) = (extends, chain.last()) else { break };
        let place = place_of_extends(&chain, byte);
        next = last.extended(&path).map_err(|problem| match problem.code {
            Code::FolderMissing | Code::RevisionUnreadable => missing(&path, problem).at(place.clone()),
            // A file of it is at fault, which the problem names.
            _ => problem,
        })?;
        if next.plan().is_none() {
            return Err(missing(&path, without_plan()).at(place));
        }
        if let Some(first) = chain.iter().position(|layer| layer.spot == next.spot) {
            chain.push(next);
            let names = names(&chain);
            let circle = names.get(first..).unwrap_or_default().join(" → ");
            return Err(Diagnostic::new(Code::BaseCircle).at(place).with("circle", circle));
        }
    }
    let names = names(&chain);
    let folders = names.into_iter().zip(chain).map(|(name, layer)| RuleFolder { name, files: layer.files });
    Ok(folders.collect::<Vec<_>>().into_iter().rev().collect())
}

/// Whether the folder holds any rules of its own, in whatever state.
pub(super) fn holds_rules(folder: &Path) -> bool {
    let own = || read_texts(folder, &EXTENSIONS).map(of_itself);
    // What cannot be read is told of when it is.
    folder.is_dir() && own().map_or(true, |files| files.iter().any(|file| is_of_rules(&file.name)))
}

/// One folder of the chain.
struct Layer {
    spot: Spot,
    /// A folder on the disk as it was come by; Windows takes no `..` after a path in its longest form.
    reached: PathBuf,
    files: Vec<TextFile>,
}

/// What tells one folder from another, however it was come by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Spot {
    Folder(PathBuf),
    Revision(Revision, String),
}

impl Layer {
    fn read(at: &RulesAt) -> Result<Self, Diagnostic> {
        match at {
            RulesAt::Folder(path) => Self::of_folder(path),
            RulesAt::Revision { revision, folder } => {
                let (revision, folder) = Revision::find(revision, folder)?;
                Self::of_revision(revision, folder)
            }
        }
    }

    fn of_folder(path: &Path) -> Result<Self, Diagnostic> {
        let files = of_itself(read_texts(path, &EXTENSIONS)?);
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        Ok(Self { spot: Spot::Folder(real), reached: path.to_path_buf(), files })
    }

    fn of_revision(revision: Revision, folder: String) -> Result<Self, Diagnostic> {
        let files = of_itself(revision.read(&folder, &EXTENSIONS)?);
        Ok(Self { spot: Spot::Revision(revision, folder), reached: PathBuf::new(), files })
    }

    fn plan(&self) -> Option<&TextFile> {
        self.files.iter().find(|file| file.name == PLAN_FILE)
    }

    /// The folder at `path` as seen from this one.
    fn extended(&self, path: &str) -> Result<Self, Diagnostic> {
        match &self.spot {
            Spot::Folder(_) => {
                let base = self.reached.join(path);
                // Whatever else a path may lead to, a whole disk for one, is not read.
                if base.is_dir() && !base.join(PLAN_FILE).is_file() {
                    return Err(without_plan());
                }
                Self::of_folder(&base)
            }
            Spot::Revision(revision, folder) => {
                let base = revision.within(&format!("{folder}/{path}"))?;
                Self::of_revision(revision.clone(), base)
            }
        }
    }
}

/// Those of `files` that lie in no other folder of rules within.
fn of_itself(mut files: Vec<TextFile>) -> Vec<TextFile> {
    let others: Vec<String> = files
        .iter()
        .filter_map(|file| file.name.strip_suffix(PLAN_FILE).filter(|folder| !folder.is_empty()))
        .filter(|folder| folder.ends_with('/'))
        .map(str::to_owned)
        .collect();
    files.retain(|file| !others.iter().any(|folder| file.name.starts_with(folder)));
    files
}

/// The folders of `chain` as messages name them: by their paths below the folder that holds all of them.
fn names(chain: &[Layer]) -> Vec<String> {
    let paths: Vec<&Path> = chain
        .iter()
        .filter_map(|layer| match &layer.spot {
            Spot::Folder(path) => Some(path.as_path()),
            Spot::Revision(..) => None,
        })
        .collect();
    let mut around = paths.first().and_then(|path| path.parent());
    while let Some(folder) = around {
        if paths.iter().all(|path| path.parent().is_some_and(|parent| parent.starts_with(folder))) {
            break;
        }
        around = folder.parent();
    }
    let name = |layer: &Layer| match &layer.spot {
        Spot::Folder(path) => shown(around.and_then(|around| path.strip_prefix(around).ok()).unwrap_or(path)),
        Spot::Revision(revision, folder) => revision.spelt(folder),
    };
    chain.iter().map(name).collect()
}

/// The line `extends` of the last folder.
fn place_of_extends(chain: &[Layer], byte: usize) -> Place {
    let name = names(chain).pop().unwrap_or_default();
    let text = chain.last().and_then(Layer::plan).map_or("", |plan| &plan.text);
    Place::at_byte(format!("{name}/{PLAN_FILE}"), text, byte)
}

/// A folder that is none of rules.
fn without_plan() -> Diagnostic {
    Diagnostic::new(Code::FolderMissing).with_label("reason", "declare.no_file", PLAN_FILE)
}

/// R28 for the folder `path`, for the reason that `problem` gives.
fn missing(path: &str, problem: Diagnostic) -> Diagnostic {
    let missing = Diagnostic::new(Code::BaseMissing).with("path", path);
    match problem.arguments.get("reason").cloned() {
        Some(reason) => missing.with_argument("reason", reason),
        None => missing.with("reason", ""),
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    /// Folders with a `plan.toml` each.
    fn world(plans: &[(&str, &str)]) -> tempfile::TempDir {
        let world = tempfile::tempdir().expect("a temporary folder");
        for (folder, plan) in plans {
            let folder = world.path().join(folder);
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(folder.join(PLAN_FILE), plan).expect("written");
        }
        world
    }

    fn names_of(world: &tempfile::TempDir, folder: &str) -> Result<Vec<String>, Diagnostic> {
        let folders = read(&RulesAt::Folder(world.path().join(folder)))?;
        Ok(folders.into_iter().map(|folder| folder.name).collect())
    }

    #[test]
    fn a_folder_comes_after_those_that_it_extends_each_named_from_where_they_part() {
        let world = world(&[
            ("quy-tac/2025", "title = \"\""),
            ("quy-tac/2026", "extends = \"../2025\""),
            ("thu/2027", "extends = \"../../quy-tac/2026\""),
        ]);
        assert_eq!(names_of(&world, "quy-tac/2025"), Ok(vec!["2025".into()]));
        assert_eq!(names_of(&world, "quy-tac/2026"), Ok(vec!["2025".into(), "2026".into()]));
        assert_eq!(
            names_of(&world, "thu/2027"),
            Ok(vec!["quy-tac/2025".into(), "quy-tac/2026".into(), "thu/2027".into()])
        );
    }

    #[test]
    fn a_year_may_lie_within_the_folder_that_it_extends() {
        let world = world(&[("rules", "title = \"\""), ("rules/2026", "extends = \"..\"")]);
        assert_eq!(names_of(&world, "rules/2026"), Ok(vec!["rules".into(), "rules/2026".into()]));
        let base = read(&RulesAt::Folder(world.path().join("rules"))).expect("rules");
        assert_eq!(base[0].files.len(), 1, "{base:?}");
    }

    #[test]
    fn a_missing_folder_and_one_without_a_plan_are_told_at_the_line_that_names_them() {
        let world =
            world(&[("2026", "title = \"\"\nextends = \"../2025\""), ("2027", "extends = \"../trong\"")]);
        std::fs::create_dir(world.path().join("trong")).expect("a folder");
        let told = names_of(&world, "2026").expect_err("there is no 2025");
        assert_eq!((told.code, told.place.to_string()), (Code::BaseMissing, "2026/plan.toml:2:11".into()));
        let told = names_of(&world, "2027").expect_err("no plan.toml");
        assert_eq!(told.arguments["reason"].to_string(), "@declare.no_file:plan.toml");
        std::fs::write(world.path().join("trong/plan.toml"), b"\xFF\xFEt\0").expect("written");
        let told = names_of(&world, "2027").expect_err("UTF-16");
        assert!(told.place.file.is_some_and(|file| file.ends_with("trong/plan.toml")));
    }

    #[test]
    fn a_circle_is_told_and_not_followed() {
        let world = world(&[
            ("a", "extends = \"../b\""),
            ("b", "extends = \"../c\""),
            ("c", "extends = \"../b\""),
            ("d", "extends = \".\""),
        ]);
        let told = names_of(&world, "a").expect_err("a circle");
        assert_eq!(
            (told.code, &*told.arguments["circle"].to_string(), &*told.place.to_string()),
            (Code::BaseCircle, "b → c → b", "c/plan.toml:1:11")
        );
        assert_eq!(names_of(&world, "d").expect_err("a circle").arguments["circle"].to_string(), "d → d");
    }
}
