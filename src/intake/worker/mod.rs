//! Reading files in worker processes, so that no file can end the batch: not by crashing its reader, nor by taking all
//! memory or for ever.
//!
//! A worker is this same program, started with a hidden command that calls [`run`]. It is told its limits and what files
//! are read for, then one file after the other on its input, and answers with what it made of each on its output; all in
//! length-prefixed messages.

mod confine;
mod frame;
mod loss;
mod pool;
mod wire;
#[cfg(all(test, unix))]
mod tests;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

pub use pool::WorkerPool;

use super::container::Limits;
use super::purpose::{Prepared, Purpose};
use super::reader::{FileReading, FileToRead, read_file};

/// The first message to a worker.
#[derive(Serialize, Deserialize)]
struct Setup<'s> {
    limits: Limits,
    /// Bytes of memory that it may take.
    memory: u64,
    /// Use of every file.
    purpose: Cow<'s, Purpose>,
}

/// The whole life of a worker process: reads its setup and then requests from standard input, and answers on standard
/// output until the input ends.
///
/// # Errors
/// Either pipe is broken or carries something else; the program that started the worker is gone or is not ours.
pub fn run() -> io::Result<()> {
    // Panics are caught and told of as damage; printing each with its place would only take time.
    std::panic::set_hook(Box::new(|_| {}));
    serve_with(io::stdin().lock(), unbuffered_output()?, confine::confine, read_file)
}

/// Standard output as a file, since Rust's own would pass on a message in pieces, line by line.
#[cfg(unix)]
fn unbuffered_output() -> io::Result<File> {
    use std::os::fd::AsFd;

    io::stdout().as_fd().try_clone_to_owned().map(File::from)
}

/// Standard output as a file, since Rust's own would pass on a message in pieces, line by line.
#[cfg(windows)]
fn unbuffered_output() -> io::Result<File> {
    use std::os::windows::io::AsHandle;

    io::stdout().as_handle().try_clone_to_owned().map(File::from)
}

/// Answers requests from `input` on `output` without confining this process.
///
/// # Errors
/// As for [`run`].
pub fn serve(input: impl Read, output: impl Write) -> io::Result<()> {
    serve_with(input, output, |_| {}, read_file)
}

fn serve_with(
    mut input: impl Read,
    mut output: impl Write,
    confine: impl FnOnce(u64),
    read: impl Fn(&FileToRead, &Limits, &Prepared<'_>) -> FileReading,
) -> io::Result<()> {
    let Some(setup) = frame::read(&mut input)? else { return Ok(()) };
    let setup: Setup<'_> = parse(&setup)?;
    confine(setup.memory);
    let purpose = setup.purpose.prepare();
    while let Some(request) = frame::read(&mut input)? {
        let file: FileToRead = parse(&request)?;
        let message = wire::encode(read(&file, &setup.limits, &purpose)).ok_or(io::ErrorKind::InvalidData)?;
        frame::write(&mut output, &message)?;
    }
    Ok(())
}

fn parse<'m, T: Deserialize<'m>>(message: &'m [u8]) -> io::Result<T> {
    postcard::from_bytes(message).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
