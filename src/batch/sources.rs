//! Rules, form descriptions and the report's layout, as they lie in folders or in the program.

use std::path::{Path, PathBuf};

use super::addition::{self, Addition};
use super::folders::{Folders, LAYOUT, shown, unreadable};
use super::rule_folders;
use super::rules_at::RulesAt;
use crate::defaults;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::intake::{FormDescription, load_forms};
use crate::plan::{RuleFolder, TextFile};
use crate::rulebook::Rulebook;

/// What the commune may edit, read into memory.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The folder of rules, and before it those that it extends, the farthest first.
    pub rules: Vec<RuleFolder>,
    /// Texts of `templates/forms/`.
    pub forms: Vec<TextFile>,
    /// Bytes of `templates/report.xlsx`.
    pub template: Vec<u8>,
    /// Where the rules come from, as messages show it; `None` for those in the program.
    pub rules_folder: Option<String>,
    /// What that folder adds to the rules in the program, where it holds no whole set.
    pub rules_added: Option<Addition>,
    /// What the folder of forms adds to those in the program, where no layout lies beside it.
    pub forms_added: Option<Addition>,
}

impl Sources {
    /// What comes with the program.
    pub fn embedded() -> Self {
        Self {
            rules: vec![RuleFolder { name: "rules".to_owned(), files: defaults::rules() }],
            forms: defaults::forms(),
            template: defaults::template().to_vec(),
            rules_folder: None,
            rules_added: None,
            forms_added: None,
        }
    }

    /// What lies in `folders`, and from the program what does not.
    ///
    /// # Errors
    /// F01 where a folder or file of them cannot be read, T01 for the report's layout, R14 for text that is not UTF-8; R28
    /// and R29 where the folder of rules extends one that is missing, or itself.
    pub fn read(folders: &Folders) -> Result<Self, Diagnostic> {
        Self::read_from(folders.rules.as_deref(), folders.templates.as_deref())
    }

    /// What lies in `rules` and `templates`, and from the program where one is not given. A folder with only some rules,
    /// and one with forms but no layout, adds to what is in the program, file by file.
    ///
    /// # Errors
    /// As [`Sources::read`].
    pub fn read_from(rules: Option<&Path>, templates: Option<&Path>) -> Result<Self, Diagnostic> {
        Self::read_at(rules.map(|path| RulesAt::Folder(path.to_path_buf())).as_ref(), templates)
    }

    /// The same of rules that may lie in a revision of a repository.
    ///
    /// # Errors
    /// As [`Sources::read`]; U08 where the revision cannot be read.
    pub fn read_at(rules: Option<&RulesAt>, templates: Option<&Path>) -> Result<Self, Diagnostic> {
        let mut sources = Self::embedded();
        if let Some(at) = rules {
            sources.read_rules(at)?;
        }
        if let Some(path) = templates {
            sources.read_templates(path)?;
        }
        Ok(sources)
    }

    fn read_rules(&mut self, at: &RulesAt) -> Result<(), Diagnostic> {
        let mut layers = rule_folders::read(at)?;
        if layers.len() == 1
            && let Some(part) = layers.pop_if(|only| addition::is_part(only))
        {
            let (whole, added) = addition::of_rules(defaults::rules(), part, at.to_string());
            layers = whole;
            self.rules_added = Some(added);
        }
        self.rules = layers;
        self.rules_folder = Some(at.to_string());
        Ok(())
    }

    fn read_templates(&mut self, path: &Path) -> Result<(), Diagnostic> {
        let forms = path.join("forms");
        let texts = if forms.is_dir() { Some(read_texts(&forms, &["toml"])?) } else { None };
        let layout = path.join(LAYOUT);
        match texts {
            Some(texts) if !texts.is_empty() && !layout.exists() => {
                let (forms, added) = addition::of_forms(defaults::forms(), texts, shown(&forms));
                self.forms = forms;
                self.forms_added = Some(added);
            }
            texts => {
                if let Some(texts) = texts {
                    self.forms = texts;
                }
                self.template = std::fs::read(layout).map_err(|error| {
                    Diagnostic::new(Code::TemplateUnreadable)
                        .at(Place::file("templates/report.xlsx"))
                        .with_io_error("reason", &error)
                })?;
            }
        }
        Ok(())
    }

    /// The forms and the rulebook, and what is wrong with either. There is no rulebook where nothing of it can be used.
    pub fn load(&self) -> (Vec<FormDescription>, Option<Rulebook>, Vec<Diagnostic>) {
        let (forms, mut diagnostics) = load_forms(&self.forms);
        let (rulebook, problems) = Rulebook::load_folders(&self.rules, &forms);
        diagnostics.extend(problems);
        (forms, rulebook, diagnostics)
    }
}

/// The texts below `folder` with one of `extensions`, names relative to it, in the order of names.
pub(super) fn read_texts(folder: &Path, extensions: &[&str]) -> Result<Vec<TextFile>, Diagnostic> {
    let mut texts = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).map_err(|error| unreadable(&next, &error))? {
            let path = entry.map_err(|error| unreadable(&next, &error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| extensions.iter().any(|known| found == *known)) {
                texts.push(read_text(folder, &path)?);
            }
        }
    }
    texts.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(texts)
}

fn read_text(folder: &Path, path: &Path) -> Result<TextFile, Diagnostic> {
    let name = shown(path.strip_prefix(folder).unwrap_or(path));
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    text_file(&name, &shown(path), &bytes)
}

/// A text of these `bytes`; R14 at `file` where they are not UTF-8.
pub(super) fn text_file(name: &str, file: &str, bytes: &[u8]) -> Result<TextFile, Diagnostic> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(TextFile { name: name.to_owned(), text: text.to_owned() }),
        Err(_) => Err(Diagnostic::new(Code::PlanMalformed).at(Place::file(file)).with_label(
            "reason",
            "reason.not_utf8",
            "",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_of_notepad_is_passed_over_and_other_encodings_are_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("plan.toml"), b"\xEF\xBB\xBFtitle = \"T\"").expect("a file");
        let sources = Sources::read_from(Some(folder.path()), None).expect("sources");
        assert_eq!(sources.rules[1].files.first().map(|file| file.text.as_str()), Some("title = \"T\""));
        std::fs::write(folder.path().join("plan.toml"), b"\xFF\xFEt\0i\0").expect("a file");
        let refused = Sources::read_from(Some(folder.path()), None).expect_err("UTF-16");
        assert_eq!(refused.code, Code::PlanMalformed);
        assert!(refused.place.file.is_some_and(|file| file.ends_with("plan.toml")));
    }

    #[test]
    fn a_templates_folder_without_the_layout_is_told_of() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let refused = Sources::read_from(None, Some(folder.path())).expect_err("no report.xlsx");
        assert_eq!(refused.code, Code::TemplateUnreadable);
    }
}
