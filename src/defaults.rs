//! The rules and templates that come with the program, so that the executable alone is enough.

use include_dir::{Dir, DirEntry, include_dir};

use crate::plan::TextFile;

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The rules as text, names relative to `rules/`, in the order of names.
pub fn rules() -> Vec<TextFile> {
    texts(&RULES)
}

/// The form descriptions as text, names relative to `templates/forms/`, in the order of names.
pub fn forms() -> Vec<TextFile> {
    let mut forms = TEMPLATES.get_dir("forms").map(texts).unwrap_or_default();
    for form in &mut forms {
        form.name = form.name.trim_start_matches("forms/").to_owned();
    }
    forms
}

/// The report's layout: the bytes of `templates/report.xlsx`.
pub fn template() -> &'static [u8] {
    TEMPLATES.get_file("report.xlsx").map(include_dir::File::contents).unwrap_or_default()
}

/// Every file that a ready folder holds: its name relative to that folder and its bytes.
pub fn files() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    for (folder, dir) in [("rules", &RULES), ("templates", &TEMPLATES)] {
        collect(dir, &mut |name, bytes| files.push((format!("{folder}/{name}"), bytes)));
    }
    files.sort_unstable();
    files
}

fn texts(dir: &'static Dir<'static>) -> Vec<TextFile> {
    let mut texts = Vec::new();
    collect(dir, &mut |name, bytes| {
        if let Ok(text) = std::str::from_utf8(bytes) {
            texts.push(TextFile { name: name.to_owned(), text: text.to_owned() });
        }
    });
    texts.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    texts
}

fn collect(dir: &'static Dir<'static>, into: &mut impl FnMut(&str, &'static [u8])) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, into),
            DirEntry::File(file) => {
                let name = file.path().to_string_lossy().replace('\\', "/");
                into(&name, file.contents());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_is_what_lies_in_the_repository() {
        let names: Vec<_> = files().into_iter().map(|(name, _)| name).collect();
        for name in [
            "rules/plan.toml",
            "rules/README.md",
            "templates/report.xlsx",
            "templates/forms/danh-muc-tthc.toml",
        ] {
            assert!(names.iter().any(|other| other == name), "{name} is not embedded");
        }
        assert!(rules().iter().any(|file| file.name == "ke-hoach-2025/t_2_2_3_dung_han.rhai"));
        assert!(forms().iter().any(|file| file.name == "06-vpcp-kstt.toml"));
        assert!(template().starts_with(b"PK"));
    }
}
