//! What verbs have in common that read one period: where it lies, and how its files are read.

use std::path::Path;

use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments;
use super::console::Console;
use super::sources;
use crate::batch::{self, Asked, Folders, Judged, Settings, Sources, find_folders};
use crate::diagnostic::Diagnostic;
use crate::intake::WorkerPool;

/// The period that was asked about, judged by the rules that were asked for.
pub(super) fn judged(asked: &arguments::Asked, console: &Console) -> Result<Judged, Vec<Diagnostic>> {
    let (folders, sources) = find(asked, console)?;
    judged_by(&folders, &sources, console)
}

/// Where that period lies, and its rules.
pub(super) fn find(
    asked: &arguments::Asked,
    console: &Console,
) -> Result<(Folders, Sources), Vec<Diagnostic>> {
    let asked = Asked {
        folder: asked.folder.clone(),
        period: asked.period,
        out: None,
        rules: asked.sources.rules.clone(),
        templates: asked.sources.templates.clone(),
    };
    locate(&asked, console)
}

/// The folders of `asked`, and what may be edited in them.
pub(super) fn locate(asked: &Asked, console: &Console) -> Result<(Folders, Sources), Vec<Diagnostic>> {
    let folders = find_folders(Path::new("."), asked).map_err(|problem| vec![problem])?;
    let sources = Sources::read(&folders).map_err(|problem| vec![problem])?;
    sources::tell(&sources, console);
    Ok((folders, sources))
}

/// The submissions of `folders` judged by `sources`.
pub(super) fn judged_by(
    folders: &Folders,
    sources: &Sources,
    console: &Console,
) -> Result<Judged, Vec<Diagnostic>> {
    reading(folders, sources, super::today(), console, batch::judge)
}

/// What `work` makes of `folders` by `sources` on the day `as_of`, its files read by workers while people see how many.
pub(super) fn reading<T>(
    folders: &Folders,
    sources: &Sources,
    as_of: NaiveDate,
    console: &Console,
    work: impl FnOnce(&Settings<'_>) -> T,
) -> T {
    let bar = progress(console);
    let pool = WorkerPool::new(super::worker::program());
    let made = work(&Settings {
        folders,
        sources,
        as_of,
        lang: console.lang,
        reader: &pool,
        progress: &|read| bar.set_position(read as u64),
    });
    bar.finish_and_clear();
    made
}

/// How many files have been read, where people watch.
fn progress(console: &Console) -> ProgressBar {
    if !console.is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {spinner} {pos}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style).with_message(console.label("run.reading").to_owned())
}
