//! `cchc worker`: reads files for a running batch, so that no file can end it.

use std::path::{Path, PathBuf};

use super::Ending;
use crate::intake::{self, FileReading, FileToRead, Purpose, Taken, WorkbookReader, WorkerPool, worker};

/// The program that workers run: this one.
pub(super) fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("cchc"))
}

/// One file, read by a worker as a batch's files are.
pub(super) fn read_one(path: &Path, purpose: &Purpose) -> Option<FileReading> {
    WorkerPool::new(program()).read(&[file(path)], purpose, &|_| {}).pop()
}

/// One file, and behind it the files that are wrapped in it.
pub(super) fn read_with_members(path: &Path, purpose: &Purpose) -> Vec<FileReading> {
    let mut readings = Vec::new();
    let pool = WorkerPool::new(program());
    intake::read_with_members(&pool, vec![file(path)], purpose, &mut |taken| match taken {
        Taken::Read(reading) => readings.push(*reading),
        Taken::LeftLying(..) => {}
    });
    readings
}

fn file(path: &Path) -> FileToRead {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    FileToRead::on_disk(path.to_path_buf(), name.into())
}

pub(super) fn run() -> Ending {
    match worker::run() {
        Ok(()) => Ending::Clean,
        Err(_) => Ending::Failed,
    }
}
