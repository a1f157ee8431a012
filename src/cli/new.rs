//! `cchc new`: a rule and its cases, to be filled in.

use std::path::{Path, PathBuf};

use super::Ending;
use super::arguments::{New, NewKind};
use super::console::{Console, GOOD};
use super::sources;
use crate::batch::{OutputFile, Sources, find_sources, shown, write_output};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::{Scheme, SchemeKind};
use crate::rulebook::{RuleText, rule_file_stem, scaffold};
use crate::text::nearest;

pub(super) fn run(arguments: &New, console: &Console) -> Ending {
    match write(arguments, console) {
        Ok(paths) => {
            console.say_in(GOOD, console.label("new.done"));
            for path in paths {
                console.say(&format!("  {}", shown(&path)));
            }
            console.say(console.label("new.next"));
            Ending::Clean
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics);
            Ending::Failed
        }
    }
}

fn write(arguments: &New, console: &Console) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let (rules, _) =
        find_sources(&[Path::new(".")], arguments.rules.as_deref(), None).map_err(|problem| vec![problem])?;
    // Those in the program cannot be added to.
    let rules = rules.ok_or_else(|| vec![Diagnostic::new(Code::RulesMissing).with("path", "rules")])?;
    let sources = Sources::read_from(Some(&rules), None).map_err(|problem| vec![problem])?;
    sources::tell(&sources, console);
    let (_, rulebook, diagnostics) = sources.load();
    let Some(rulebook) = rulebook else { return Err(diagnostics) };
    console.diagnostics(&diagnostics);
    let scheme = find_scheme(&rulebook.plan().schemes, arguments).map_err(|problem| vec![problem])?;
    let stem = rule_file_stem(scheme, &arguments.number);
    if let Some(path) = taken(rulebook.texts(), &stem) {
        return Err(vec![Diagnostic::new(Code::OutputExists).at(Place::file(path)).with("path", path)]);
    }
    let files = scaffold(scheme, &arguments.number).map(|file| OutputFile {
        name: file.name.rsplit('/').next().unwrap_or_default().to_owned(),
        bytes: file.text.into_bytes(),
    });
    write_output(&rules.join(&scheme.id), &files).map_err(|problem| vec![problem])
}

/// The scheme that was named, or the first of the kind.
fn find_scheme<'a>(schemes: &'a [Scheme], arguments: &New) -> Result<&'a Scheme, Diagnostic> {
    let kind = match arguments.kind {
        NewKind::Target => SchemeKind::Targets,
        NewKind::Criterion => SchemeKind::Points,
    };
    let mut fitting = schemes.iter().filter(|scheme| scheme.kind == kind);
    let wanted = arguments.scheme.as_deref();
    fitting.find(|scheme| wanted.is_none_or(|wanted| scheme.id == wanted)).ok_or_else(|| {
        let known = schemes.iter().filter(|scheme| scheme.kind == kind).map(|scheme| scheme.id.as_str());
        let wanted = wanted.unwrap_or_default();
        Diagnostic::new(Code::RuleUnknownName)
            .with_label("kind", "kind.scheme", "")
            .with("name", wanted)
            .with_near(nearest(wanted, known))
    })
}

/// The file that holds the rule already, whether or not it loads.
fn taken<'a>(mut files: impl Iterator<Item = RuleText<'a>>, stem: &str) -> Option<&'a str> {
    let is_taken = |name: &str| {
        name.strip_prefix(stem).is_some_and(|rest| rest.starts_with(['_', '.']) && is_its_own(rest))
    };
    files.find(|file| is_taken(file.name)).map(|file| file.file)
}

/// `t_2_6_1` is not taken by `t_2_6_1_1_ten`, the file of 2.6.1.1.
fn is_its_own(rest: &str) -> bool {
    !rest.trim_start_matches('_').starts_with(|c: char| c.is_ascii_digit())
}
