//! `cchc worker`: reads files for a running batch, so that no file can end it.

use std::path::PathBuf;

use super::Ending;
use crate::intake::worker;

/// The program that workers run: this one.
pub(super) fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("cchc"))
}

pub(super) fn run() -> Ending {
    match worker::run() {
        Ok(()) => Ending::Clean,
        Err(_) => Ending::Failed,
    }
}
