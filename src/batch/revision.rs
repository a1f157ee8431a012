//! Folders as a revision of a git repository holds them, asked of the program `git`.

use std::fs::File;
use std::io::{Seek, Write};
use std::process::{Command, Stdio};

use super::sources::text_file;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::TextFile;

/// A commit of the repository around the current folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    /// As it was typed: `HEAD~1`.
    typed: String,
    /// The commit's name.
    commit: String,
}

impl Revision {
    /// The commit that `revision` names, and `folder` from the repository's root.
    ///
    /// # Errors
    /// U08 where there is no program `git`, no repository, no such revision, or a folder outside the repository.
    pub(super) fn find(revision: &str, folder: &str) -> Result<(Self, String), Diagnostic> {
        let prefix = git(&["rev-parse", "--show-prefix"], None)
            .map_err(|trouble| trouble.told(revision, folder, "git.no_repository"))?;
        let commit = git(
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")],
            None,
        )
        .map_err(|trouble| trouble.told(revision, folder, "git.no_revision"))?;
        let line = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned();
        let found = Self { typed: revision.to_owned(), commit: line(commit) };
        let folder = match folder.strip_prefix("./") {
            Some(below) => format!("{}{below}", line(prefix)),
            None if folder == "." => line(prefix),
            None => folder.to_owned(),
        };
        let folder = found.within(&folder)?;
        Ok((found, folder))
    }

    /// `path` from the repository's root, without `.` and `..`.
    ///
    /// # Errors
    /// U08 where it leads out of the repository.
    pub(super) fn within(&self, path: &str) -> Result<String, Diagnostic> {
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." if parts.pop().is_none() => {
                    return Err(Trouble::Refused(String::new()).told(&self.typed, path, "git.outside"));
                }
                ".." => {}
                part => parts.push(part),
            }
        }
        Ok(parts.join("/"))
    }

    /// A folder of the revision as messages name it: `HEAD~1:rules`.
    pub(super) fn spelt(&self, folder: &str) -> String {
        format!("{}:{folder}", self.typed)
    }

    /// The texts below `folder` with one of `extensions`, names relative to it, in the order of names.
    ///
    /// # Errors
    /// U08 where the revision has no such folder, R14 for text that is not UTF-8.
    pub(super) fn read(&self, folder: &str, extensions: &[&str]) -> Result<Vec<TextFile>, Diagnostic> {
        let told = |trouble: Trouble| trouble.told(&self.typed, folder, "git.no_folder");
        let tree = format!("{}:{folder}", self.commit);
        let list = git(&["ls-tree", "-r", "-z", "--full-tree", &tree], None).map_err(told)?;
        let mut entries: Vec<(String, String)> = Vec::new();
        for entry in String::from_utf8_lossy(&list).split('\0') {
            let Some((about, name)) = entry.split_once('\t') else { continue };
            let wanted = name.rsplit_once('.').is_some_and(|(_, found)| extensions.contains(&found));
            if let Some(object) = about.split(' ').nth(2).filter(|_| wanted) {
                entries.push((name.to_owned(), object.to_owned()));
            }
        }
        entries.sort();
        let contents = self.contents(&entries).map_err(told)?;
        entries
            .into_iter()
            .zip(contents)
            .map(|((name, _), bytes)| text_file(&name, &format!("{}/{name}", self.spelt(folder)), &bytes))
            .collect()
    }

    /// The bytes of each object, all asked for at once.
    fn contents(&self, entries: &[(String, String)]) -> Result<Vec<Vec<u8>>, Trouble> {
        // From a file: a pipe would fill up while git waits for its answers to be read.
        let mut wanted = tempfile::tempfile().map_err(|error| Trouble::Refused(error.to_string()))?;
        let lines: String = entries.iter().map(|(_, object)| format!("{object}\n")).collect();
        let written = wanted.write_all(lines.as_bytes()).and_then(|()| wanted.rewind());
        written.map_err(|error| Trouble::Refused(error.to_string()))?;
        let answer = git(&["cat-file", "--batch"], Some(wanted))?;
        let mut rest = answer.as_slice();
        let mut contents = Vec::new();
        for (_, object) in entries {
            let broken = || Trouble::Refused(object.clone());
            // `<object> blob <size>`, a line feed, the bytes, a line feed.
            let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
            let (header, after) = rest.split_at(end);
            let size = String::from_utf8_lossy(header).rsplit(' ').next().and_then(|size| size.parse().ok());
            let bytes = size.and_then(|size: usize| after.get(1..size.checked_add(1)?)).ok_or_else(broken)?;
            contents.push(bytes.to_vec());
            rest = after.get(bytes.len() + 2..).unwrap_or_default();
        }
        Ok(contents)
    }
}

/// Why git gave no answer.
#[derive(Debug)]
enum Trouble {
    /// There is no program `git`.
    Absent,
    /// It refused, and said why.
    Refused(String),
}

impl Trouble {
    /// U08; where git was asked and refused, for the reason `key`.
    fn told(self, revision: &str, folder: &str, key: &str) -> Diagnostic {
        let told =
            Diagnostic::new(Code::RevisionUnreadable).with("revision", revision).with("folder", folder);
        match self {
            Self::Absent => told.with_label("reason", "git.absent", ""),
            Self::Refused(said) => told.with_label("reason", key, &said),
        }
    }
}

/// What `git` answers. No shell is asked, and nothing is waited for on a terminal.
fn git(arguments: &[&str], input: Option<File>) -> Result<Vec<u8>, Trouble> {
    let output = Command::new("git")
        .args(arguments)
        .stdin(input.map_or_else(Stdio::null, Stdio::from))
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .output()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Trouble::Absent,
            _ => Trouble::Refused(error.to_string()),
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Trouble::Refused(said.lines().next().unwrap_or_default().to_owned()))
}
