//! Where a run reads and writes, by what the user asked for and what lies on the disk.

use std::path::{Path, PathBuf};

use super::rule_folders;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::Period;

/// Name of the folder of submissions in a user's folder.
pub(super) const SUBMISSIONS: &str = "submissions";
/// Name of the folder of reports in a user's folder.
pub(super) const OUTPUT: &str = "output";

/// The report's layout in a folder of templates.
pub(super) const LAYOUT: &str = "report.xlsx";

/// What the user asked for; nothing is filled in yet.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// A user's folder (one that holds `submissions/`), or a folder of submissions itself.
    pub folder: Option<PathBuf>,
    /// The period, such as `2025-nam`.
    pub period: Option<Period>,
    /// Folder for the output.
    pub out: Option<PathBuf>,
    /// Folder of rules.
    pub rules: Option<PathBuf>,
    /// Folder of templates.
    pub templates: Option<PathBuf>,
}

/// Where everything is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The user's folder, where other periods lie too.
    pub home: PathBuf,
    /// The submissions of one period.
    pub submissions: PathBuf,
    /// That period.
    pub period: Period,
    /// Where the report goes.
    pub output: PathBuf,
    /// Rules; `None` for those embedded in the program.
    pub rules: Option<PathBuf>,
    /// Templates; `None` for those embedded in the program.
    pub templates: Option<PathBuf>,
}

/// Finds the folders of a run started in `here`.
///
/// A user's folder holds `submissions/<period>/`; the period asked for, or else the newest, is taken. Any other folder
/// is one of submissions, whose own name tells the period unless it was asked for. Rules and templates are those asked
/// for, else those of the user's folder, else those of `here`, else the embedded ones.
///
/// # Errors
/// F01 where a folder is missing or unreadable, F02 where there is no submission of any period, O04 where the period
/// cannot be told.
pub fn find_folders(here: &Path, asked: &Asked) -> Result<Folders, Diagnostic> {
    let folder = asked.folder.as_ref().map_or_else(|| here.to_path_buf(), |folder| below(here, folder));
    require_folder(&folder)?;
    let all = below(&folder, SUBMISSIONS.as_ref());
    let (home, submissions, period) = if all.is_dir() {
        let (path, period) = match asked.period {
            Some(period) => (period_folder(&all, period)?, period),
            None => newest(&all)?,
        };
        (folder, path, period)
    } else if asked.folder.is_none() {
        return Err(unreadable(&all, &std::io::ErrorKind::NotFound.into()));
    } else {
        let absolute = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
        let period = asked
            .period
            .or_else(|| Period::parse(&absolute.file_name()?.to_string_lossy()))
            .ok_or_else(|| Diagnostic::new(Code::PeriodUnknown).with("path", shown(&folder)))?;
        (home_of(&absolute).unwrap_or_else(|| here.to_path_buf()), folder, period)
    };
    let (rules, templates) =
        find_sources(&[&home, here], asked.rules.as_deref(), asked.templates.as_deref())?;
    let output = match &asked.out {
        Some(out) => below(here, out),
        None => below(&home, OUTPUT.as_ref()).join(period.to_string()),
    };
    Ok(Folders { home, submissions, period, output, rules, templates })
}

/// The folders of rules and of templates: those asked for, else the first that one of `bases` holds, else `None` for
/// those in the program.
///
/// # Errors
/// F01 where one that was asked for is missing or unreadable.
pub fn find_sources(
    bases: &[&Path],
    rules: Option<&Path>,
    templates: Option<&Path>,
) -> Result<(Option<PathBuf>, Option<PathBuf>), Diagnostic> {
    let find = |asked: Option<&Path>, name: &str, holds: &dyn Fn(&Path) -> bool| match asked {
        Some(path) => require_folder(path).map(|()| Some(path.to_path_buf())),
        None => Ok(bases.iter().map(|base| below(base, name.as_ref())).find(|path| holds(path))),
    };
    let rules = find(rules, "rules", &rule_folders::holds_rules)?;
    Ok((rules, find(templates, "templates", &holds_templates)?))
}

/// Whether a layout lies there, or a form.
fn holds_templates(folder: &Path) -> bool {
    let is_form = |path: PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    let forms = std::fs::read_dir(folder.join("forms")).into_iter().flatten().filter_map(Result::ok);
    folder.join(LAYOUT).is_file() || forms.map(|entry| entry.path()).any(is_form)
}

/// The user's folder that a folder of submissions such as `…/submissions/2025-nam` lies in.
fn home_of(submissions: &Path) -> Option<PathBuf> {
    let parent = submissions.parent()?;
    (parent.file_name()? == SUBMISSIONS).then(|| parent.parent().map(Path::to_path_buf))?
}

fn require_folder(path: &Path) -> Result<(), Diagnostic> {
    std::fs::read_dir(path).map(drop).map_err(|error| unreadable(path, &error))
}

/// A folder or file that cannot be read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::FolderMissing)
        .at(Place::file(shown(path)))
        .with("path", shown(path))
        .with_io_error("reason", error)
}

fn period_folder(all: &Path, period: Period) -> Result<PathBuf, Diagnostic> {
    let known = periods(all)?;
    match known.into_iter().find(|(_, other)| *other == period) {
        Some((path, _)) => Ok(path),
        None => {
            let path = all.join(period.to_string());
            Err(unreadable(&path, &std::io::ErrorKind::NotFound.into()))
        }
    }
}

/// The folder of the newest period: the latest year, and within it the latest report.
fn newest(all: &Path) -> Result<(PathBuf, Period), Diagnostic> {
    periods(all)?.into_iter().max_by_key(|(_, period)| *period).ok_or_else(|| {
        Diagnostic::new(Code::FolderEmpty).at(Place::file(shown(all))).with("path", shown(all))
    })
}

/// The folders of single periods in `all`.
pub(super) fn periods(all: &Path) -> Result<Vec<(PathBuf, Period)>, Diagnostic> {
    let entries = std::fs::read_dir(all).map_err(|error| unreadable(all, &error))?;
    let mut found: Vec<(PathBuf, Period)> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .filter_map(|path| Some((path.clone(), Period::parse(&path.file_name()?.to_string_lossy())?)))
        .collect();
    found.sort();
    Ok(found)
}

/// `path` as seen from `here`, without the `./` that would otherwise stand before every name.
pub(super) fn below(here: &Path, path: &Path) -> PathBuf {
    if here == Path::new(".") { path.to_path_buf() } else { here.join(path) }
}

/// A path as messages show it: `/` between folders, whatever the system, and no `./` before it.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PeriodKind;

    struct World(tempfile::TempDir);

    impl World {
        fn new(folders: &[&str]) -> Self {
            let world = tempfile::tempdir().expect("a temporary folder");
            for folder in folders {
                std::fs::create_dir_all(world.path().join(folder)).expect("a folder");
            }
            Self(world)
        }

        fn path(&self) -> &Path {
            self.0.path()
        }

        fn file(&self, name: &str) {
            std::fs::write(self.path().join(name), "").expect("a file");
        }
    }

    fn annual(year: i32) -> Period {
        Period { year, kind: PeriodKind::Year }
    }

    #[test]
    fn the_newest_period_of_the_current_folder_is_run() {
        let world = World::new(&[
            "submissions/2025-q3",
            "submissions/2025-nam",
            "submissions/2024-nam",
            "submissions/cu",
        ]);
        let folders = find_folders(world.path(), &Asked::default()).expect("folders");
        assert_eq!(folders.period, annual(2025));
        assert_eq!(folders.submissions, world.path().join("submissions/2025-nam"));
        assert_eq!(folders.output, world.path().join("output/2025-nam"));
        assert_eq!((folders.rules, folders.templates), (None, None));
    }

    #[test]
    fn a_period_asked_for_is_taken_and_must_be_there() {
        let world = World::new(&["submissions/2025-q3", "submissions/2025-nam"]);
        let third = Period { year: 2025, kind: PeriodKind::Quarter3 };
        let asked = Asked { period: Some(third), ..Asked::default() };
        assert_eq!(find_folders(world.path(), &asked).expect("folders").period, third);
        let asked = Asked { period: Some(annual(2026)), ..Asked::default() };
        assert_eq!(find_folders(world.path(), &asked).expect_err("missing").code, Code::FolderMissing);
    }

    #[test]
    fn a_folder_of_submissions_tells_its_period_by_its_name() {
        let world = World::new(&["submissions/2025-nam", "nop-bai"]);
        let asked = |folder: &str| Asked { folder: Some(folder.into()), ..Asked::default() };
        let folders = find_folders(world.path(), &asked("submissions/2025-nam")).expect("folders");
        assert_eq!(folders.output, world.path().join("output/2025-nam"));
        assert_eq!(
            find_folders(world.path(), &asked("nop-bai")).expect_err("unknown").code,
            Code::PeriodUnknown
        );
        let asked = Asked { period: Some(annual(2025)), ..asked("nop-bai") };
        assert_eq!(find_folders(world.path(), &asked).expect("folders").period, annual(2025));
    }

    #[test]
    fn rules_of_the_users_folder_come_before_those_of_the_current_one() {
        let world = World::new(&["rules", "templates", "xa/submissions/2025-nam", "xa/rules"]);
        world.file("rules/plan.toml");
        world.file("templates/report.xlsx");
        let asked = Asked { folder: Some("xa".into()), ..Asked::default() };
        let folders = find_folders(world.path(), &asked).expect("folders");
        assert_eq!(folders.rules, Some(world.path().join("rules")), "an empty folder holds no rules");
        world.file("xa/rules/plan.toml");
        let folders = find_folders(world.path(), &asked).expect("folders");
        assert_eq!(folders.rules, Some(world.path().join("xa/rules")));
        assert_eq!(folders.templates, Some(world.path().join("templates")));
    }

    #[test]
    fn a_folder_with_some_rules_or_forms_is_found_too() {
        let world = World::new(&["submissions/2025-nam", "rules/ke-hoach", "rules/2024", "templates/forms"]);
        let found = || {
            let folders = find_folders(world.path(), &Asked::default()).expect("folders");
            (folders.rules.is_some(), folders.templates.is_some())
        };
        world.file("rules/README.md");
        world.file("rules/khac.toml");
        world.file("templates/forms/README.md");
        assert_eq!(found(), (false, false));
        // A year's rules of their own, within.
        world.file("rules/2024/plan.toml");
        world.file("rules/2024/t_1.rhai");
        assert_eq!(found(), (false, false));
        world.file("rules/ke-hoach/t_1.rhai");
        world.file("templates/forms/bieu.toml");
        assert_eq!(found(), (true, true));
    }

    #[test]
    fn what_is_missing_or_empty_is_said() {
        let world = World::new(&["submissions"]);
        let code = |asked: Asked| find_folders(world.path(), &asked).expect_err("a diagnostic").code;
        assert_eq!(code(Asked::default()), Code::FolderEmpty);
        assert_eq!(code(Asked { folder: Some("khong-co".into()), ..Asked::default() }), Code::FolderMissing);
        let empty = World::new(&[]);
        assert_eq!(
            find_folders(empty.path(), &Asked::default()).expect_err("none").code,
            Code::FolderMissing
        );
    }
}
