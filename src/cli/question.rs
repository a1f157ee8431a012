//! What verbs have in common that ask something of one period without writing a report.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments;
use super::console::Console;
use crate::batch::{self, Asked, Folders, Judged, Settings, Sources, find_folders};
use crate::diagnostic::Diagnostic;
use crate::intake::WorkerPool;

/// The period that was asked about, judged by the rules that were asked for.
pub(super) fn judged(asked: &arguments::Asked, console: &Console) -> Result<Judged, Vec<Diagnostic>> {
    let (folders, sources) = find(asked)?;
    judged_by(&folders, &sources, console)
}

/// Where that period lies, and its rules.
pub(super) fn find(asked: &arguments::Asked) -> Result<(Folders, Sources), Vec<Diagnostic>> {
    let asked = Asked {
        folder: asked.folder.clone(),
        period: asked.period,
        out: None,
        rules: asked.sources.rules.clone(),
        templates: asked.sources.templates.clone(),
    };
    let folders = find_folders(Path::new("."), &asked).map_err(|problem| vec![problem])?;
    let sources = Sources::read(&folders).map_err(|problem| vec![problem])?;
    Ok((folders, sources))
}

/// The submissions of `folders` judged by `sources`.
pub(super) fn judged_by(
    folders: &Folders,
    sources: &Sources,
    console: &Console,
) -> Result<Judged, Vec<Diagnostic>> {
    let bar = progress(console);
    let pool = WorkerPool::new(super::worker::program());
    let judged = batch::judge(&Settings {
        folders,
        sources,
        as_of: super::today(),
        lang: console.lang,
        reader: &pool,
        progress: &|read| bar.set_position(read as u64),
    });
    bar.finish_and_clear();
    judged
}

/// How many files have been read, where people watch.
pub(super) fn progress(console: &Console) -> ProgressBar {
    if !console.is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {spinner} {pos}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style).with_message(console.label("run.reading").to_owned())
}
