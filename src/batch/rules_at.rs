//! Where a folder of rules lies, as it is typed.

use std::path::{Path, PathBuf};

use super::folders::shown;

/// Where a folder of rules lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulesAt {
    /// On the disk.
    Folder(PathBuf),
    /// In a revision of the repository around the current folder.
    Revision {
        /// The revision, as git spells it: `HEAD~1`, a tag, a branch.
        revision: String,
        /// The folder in it, from the repository's root, or with `./` first from the current folder.
        folder: String,
    },
}

impl RulesAt {
    /// What `typed` means: `HEAD~1:rules` is a folder of a revision, unless there is a folder of that name.
    pub fn parse(typed: &Path) -> Self {
        let text = typed.to_string_lossy();
        match text.split_once(':') {
            // `C:\rules` is a path of Windows.
            Some((revision, folder)) if revision.len() > 1 && !typed.exists() => {
                Self::Revision { revision: revision.to_owned(), folder: folder.replace('\\', "/") }
            }
            _ => Self::Folder(typed.to_path_buf()),
        }
    }
}

impl std::fmt::Display for RulesAt {
    /// As messages name it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(path) => f.write_str(&shown(path)),
            Self::Revision { revision, folder } => write!(f, "{revision}:{folder}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn a_colon_makes_a_revision_but_for_drives_and_folders_that_are_there() {
        let revision = |revision: &str, folder: &str| RulesAt::Revision {
            revision: revision.into(),
            folder: folder.into(),
        };
        assert_eq!(RulesAt::parse(Path::new("HEAD~1:rules")), revision("HEAD~1", "rules"));
        assert_eq!(RulesAt::parse(Path::new("v1:./a\\b")), revision("v1", "./a/b"));
        for path in ["rules", "C:\\rules", ":rules"] {
            assert_eq!(RulesAt::parse(Path::new(path)), RulesAt::Folder(path.into()));
        }
    }
}
