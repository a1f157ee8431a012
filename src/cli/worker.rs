//! `cchc worker`: reads files for a running batch, so that no file can end it.

use std::path::{Path, PathBuf};

use super::Ending;
use crate::intake::{FileReading, FileToRead, WorkbookReader, WorkerPool, worker};

/// The program that workers run: this one.
pub(super) fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("cchc"))
}

/// One file, read by a worker as a batch's files are.
pub(super) fn read_one(path: &Path) -> Option<FileReading> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let file = FileToRead { path: path.to_path_buf(), name: name.into() };
    WorkerPool::new(program()).read(&[file], &|_| {}).pop()
}

pub(super) fn run() -> Ending {
    match worker::run() {
        Ok(()) => Ending::Clean,
        Err(_) => Ending::Failed,
    }
}
