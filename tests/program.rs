//! Runs the program as a user does, in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with the program to run in it.
pub(crate) struct Program {
    folder: tempfile::TempDir,
}

/// What one run of the program said.
pub(crate) struct Said {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Program {
    /// In an empty folder: rules and templates are those in the program.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// In a folder that holds a copy of `samples/<name>`, which becomes the folder itself.
    pub(crate) fn in_sample(name: &str) -> Self {
        let program = Self::new();
        copy(&repository().join("samples").join(name), program.path());
        program
    }

    /// The same with a copy of the repository's `rules/` and `templates/` to edit.
    pub(crate) fn with_sources(self) -> Self {
        for name in ["rules", "templates"] {
            copy(&repository().join(name), &self.path().join(name));
        }
        self
    }

    /// The sample whose newest period is the half year of 2026, with the rules of 2025 and those of `2026` that extend them.
    pub(crate) fn in_2026() -> Self {
        let program = Self::in_sample("chau-son-2026-6-thang").with_sources();
        copy(&repository().join("samples/quy-tac-2026"), &program.path().join("2026"));
        program.edit("2026/plan.toml", "../../rules", "../rules");
        program
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Replaces `from` by `to` in a text file of the folder; `from` must occur.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let path = self.path().join(name);
        let text = std::fs::read_to_string(&path).expect("a text file");
        assert!(text.contains(from), "{name} does not hold {from}");
        std::fs::write(path, text.replace(from, to)).expect("written");
    }

    /// Runs the program with `args`, words parted by spaces.
    pub(crate) fn run(&self, args: &str) -> Said {
        self.run_with(args, &[])
    }

    /// The same with variables of the environment set.
    pub(crate) fn run_with(&self, args: &str, variables: &[(&str, &str)]) -> Said {
        self.run_in(self.path(), &args.split_whitespace().collect::<Vec<_>>(), variables)
    }

    /// The same in a folder below, with each of the arguments as it stands.
    pub(crate) fn run_in(&self, folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_cchc"))
            .args(args)
            .envs(variables.iter().copied())
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .output()
            .expect("the program starts");
        Said {
            exit: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The `results.json` of the only period that was run.
    pub(crate) fn results(&self) -> serde_json::Value {
        let path = self.output("results.json");
        serde_json::from_slice(&std::fs::read(path).expect("results.json")).expect("JSON")
    }

    /// The file of the only period that was run whose name begins with `start`.
    pub(crate) fn output(&self, start: &str) -> PathBuf {
        let periods = std::fs::read_dir(self.path().join("output")).expect("an output folder");
        let period = periods.map(|entry| entry.expect("an entry").path()).next().expect("one period");
        let files = std::fs::read_dir(period).expect("a folder").map(|entry| entry.expect("an entry").path());
        files
            .into_iter()
            .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start)))
            .unwrap_or_else(|| panic!("no {start} in the output"))
    }
}

impl Said {
    /// Asserts the exit code; shows what was said where it differs.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.exit, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that standard error holds `text`.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "not said: {text}\nstderr:\n{}", self.stderr);
        self
    }
}

/// Copies a folder, `output` aside.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            if entry.file_name() != "output" {
                copy(&entry.path(), &target);
            }
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}
