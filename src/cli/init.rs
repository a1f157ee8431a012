//! `cchc init`: a ready folder from what is embedded in the program.

use std::path::{Path, PathBuf};

use super::Ending;
use super::arguments::Init;
use super::console::{Console, GOOD};
use crate::batch::{OutputFile, shown, write_output};
use crate::defaults;
use crate::diagnostic::{Code, Diagnostic, Place};

pub(super) fn run(arguments: &Init, console: &Console) -> Ending {
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    match write(&folder) {
        Ok(()) => {
            console.say_in(GOOD, &format!("{} {}", console.label("init.done"), shown(&folder)));
            console.say(console.label("init.next"));
            Ending::Clean
        }
        Err(diagnostic) => {
            console.diagnostic(&diagnostic);
            Ending::Failed
        }
    }
}

/// Writes rules and templates into `folder`, and makes the folder of submissions. Nothing is overwritten: where any of
/// it is there already, nothing is written at all.
fn write(folder: &Path) -> Result<(), Diagnostic> {
    let files = defaults::files();
    for (name, _) in &files {
        let path = folder.join(name);
        if path.exists() {
            let path = shown(&path);
            return Err(Diagnostic::new(Code::OutputExists)
                .at(Place::file(path.as_str()))
                .with("path", path));
        }
    }
    for (name, bytes) in files {
        let (parent, name) = name.rsplit_once('/').unwrap_or(("", &name));
        let file = OutputFile { name: name.to_owned(), bytes: bytes.to_vec() };
        write_output(&folder.join(parent), &[file])?;
    }
    write_output(&folder.join("submissions"), &[])?;
    Ok(())
}
