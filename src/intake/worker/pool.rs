//! The worker processes, from the side of the program that starts them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::confine::Leash;
use super::loss::{LastWords, Loss};
use super::{Setup, frame, wire};
use crate::diagnostic::Place;
use crate::intake::container::Limits;
use crate::intake::purpose::Purpose;
use crate::intake::reader::{FileReading, FileToRead, WorkbookReader, fingerprint};

/// Bytes of answers that wait for their turn before workers are given no more files.
const WAITING_BYTES: usize = 48 << 20;

/// What lets a worker keep the memory of one file for the next instead of giving it back in between, where its C
/// library listens to that.
const KEEP_MEMORY: [(&str, &str); 2] =
    [("MALLOC_TRIM_THRESHOLD_", "67108864"), ("MALLOC_MMAP_THRESHOLD_", "16777216")];

/// Bytes of an answer that are taken from a pipe at once; most answers are shorter.
const MESSAGE_BYTES: usize = 64 << 10;

/// Reads files in worker processes. Answers come in the order of the files, whatever the order in which they were read.
#[derive(Clone, Debug)]
pub struct WorkerPool {
    /// Program to start: this one.
    pub program: PathBuf,
    /// Arguments that make it a worker.
    pub arguments: Vec<OsString>,
    /// Workers at most; by default the machine's processors, up to four.
    pub workers: usize,
    /// Time for one file; by default 20 seconds.
    pub time: Duration,
    /// Bytes of memory for one worker; by default 1 GiB.
    pub memory: u64,
    /// How large a file may be.
    pub limits: Limits,
}

impl WorkerPool {
    /// A pool of `program`s, each made a worker by the arguments `worker`, with the defaults above.
    pub fn new(program: PathBuf) -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self {
            program,
            arguments: vec!["worker".into()],
            workers: processors.min(4),
            time: Duration::from_secs(20),
            memory: 1 << 30,
            limits: Limits::default(),
        }
    }
}

impl WorkbookReader for WorkerPool {
    fn read_each(&self, files: &[FileToRead], purpose: &Purpose, take: &mut dyn FnMut(FileReading)) {
        let setup = Setup { limits: self.limits, memory: self.memory, purpose: Cow::Borrowed(purpose) };
        // Without a setup no worker is of use, and every file is told so.
        let setup = postcard::to_stdvec(&setup).unwrap_or_default();
        let queue = Queue::default();
        let leash = Leash::new();
        let (sender, answers) = channel();
        thread::scope(|scope| {
            for _ in 0..self.workers.clamp(1, files.len().max(1)) {
                let (sender, queue, leash, setup) = (sender.clone(), &queue, &leash, &setup);
                scope.spawn(move || {
                    let mut seat = Seat { pool: self, setup, leash, worker: None };
                    while let Some((index, file)) = queue.next(files) {
                        let answer = seat.read(file);
                        queue.arrived(answer.len());
                        if sender.send((index, answer)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            let mut waiting = BTreeMap::new();
            for (index, file) in files.iter().enumerate() {
                while !waiting.contains_key(&index) {
                    // Every file is answered, so the senders are gone only when nothing is missing.
                    let Ok((arrived, answer)) = answers.recv() else { break };
                    waiting.insert(arrived, answer);
                }
                let Some(answer) = waiting.remove(&index) else { continue };
                queue.left(answer.len());
                take(answer.open(file));
            }
        });
    }
}

/// Which file is next, and how many bytes of answers wait.
#[derive(Default)]
struct Queue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

#[derive(Default)]
struct QueueState {
    next: usize,
    waiting_bytes: usize,
}

impl Queue {
    /// The next file, once there is room for its answer. Files are given out in order, so the one whose turn it is to
    /// be handed on is never held up.
    fn next<'f>(&self, files: &'f [FileToRead]) -> Option<(usize, &'f FileToRead)> {
        let mut state = self.lock();
        while state.waiting_bytes > WAITING_BYTES {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let index = state.next;
        state.next += 1;
        files.get(index).map(|file| (index, file))
    }

    fn arrived(&self, bytes: usize) {
        self.lock().waiting_bytes += bytes;
    }

    fn left(&self, bytes: usize) {
        self.lock().waiting_bytes -= bytes;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What came back for one file.
enum Answer {
    Message(Vec<u8>),
    Lost(Loss),
}

impl Answer {
    fn len(&self) -> usize {
        match self {
            Self::Message(message) => message.len(),
            Self::Lost(_) => 0,
        }
    }

    fn open(self, file: &FileToRead) -> FileReading {
        let loss = match self {
            Self::Message(message) => match wire::decode(&message, &file.name) {
                Some(reading) => return reading,
                None => Loss::Crash,
            },
            Self::Lost(loss) => loss,
        };
        let diagnostic = loss.diagnostic().at(Place::file(file.name.clone()));
        // The worker died with what it knew of the file, so it is looked at once more, without reading what it means.
        let (size, sha256) = match file.inside.is_empty() {
            true => fingerprint(&file.path).unwrap_or_default(),
            false => Default::default(),
        };
        FileReading { name: file.name.clone(), size, sha256, outcome: Err(diagnostic) }
    }
}

/// A place for one worker, who is replaced when he dies.
struct Seat<'p> {
    pool: &'p WorkerPool,
    /// The first message to every worker.
    setup: &'p [u8],
    leash: &'p Leash,
    worker: Option<Worker>,
}

/// A running process.
struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<Vec<u8>>,
    last_words: LastWords,
    files: usize,
}

impl Seat<'_> {
    fn read(&mut self, file: &FileToRead) -> Answer {
        loop {
            let worker = match self.worker.take() {
                Some(worker) => worker,
                None => match self.start() {
                    Ok(worker) => worker,
                    Err(_) => return Answer::Lost(Loss::NotStarted),
                },
            };
            let is_fresh = worker.files == 0;
            match worker.read(file, self.pool) {
                Ok((worker, message)) => {
                    self.worker = Some(worker);
                    return Answer::Message(message);
                }
                Err(loss @ Loss::Time(_)) => return Answer::Lost(loss),
                Err(loss) if is_fresh => return Answer::Lost(loss),
                // Whether a file can be read must not depend on which files the worker had read before.
                Err(_) => {}
            }
        }
    }

    fn start(&self) -> io::Result<Worker> {
        let mut child = Command::new(&self.pool.program)
            .args(&self.pool.arguments)
            .envs(KEEP_MEMORY)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        self.leash.hold(&child);
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(mut requests), Some(output), Some(errors)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = channel();
        thread::spawn(move || listen(BufReader::with_capacity(MESSAGE_BYTES, output), &sender));
        // A program that ends at once breaks the pipe; the loss is noticed when it is asked to read.
        let _ = frame::write(&mut requests, self.setup);
        Ok(Worker { child, requests, answers, last_words: LastWords::of(errors), files: 0 })
    }
}

/// Hands on every message until the pipe ends, which it does when the worker dies or is killed.
fn listen(mut output: impl io::Read, sender: &Sender<Vec<u8>>) {
    while let Ok(Some(message)) = frame::read(&mut output) {
        if sender.send(message).is_err() {
            return;
        }
    }
}

impl Worker {
    fn read(mut self, file: &FileToRead, pool: &WorkerPool) -> Result<(Self, Vec<u8>), Loss> {
        let Ok(request) = postcard::to_stdvec(file) else { return Err(Loss::Crash) };
        if frame::write(&mut self.requests, &request).is_err() {
            return Err(self.end(pool));
        }
        match self.answers.recv_timeout(pool.time) {
            Ok(message) => {
                self.files += 1;
                Ok((self, message))
            }
            Err(RecvTimeoutError::Timeout) => Err(Loss::Time(pool.time)),
            Err(RecvTimeoutError::Disconnected) => Err(self.end(pool)),
        }
    }

    /// How the process ended, which it is made to do if it has not.
    fn end(mut self, pool: &WorkerPool) -> Loss {
        Loss::of(&mut self.child, &self.last_words, pool.memory)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
