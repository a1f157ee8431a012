//! Why nothing came back from a worker, told by how its process ended.

use std::io::Read;
use std::process::{Child, ChildStderr, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::{Code, Diagnostic};

/// Status with which a worker ends that found itself to take too much memory.
pub(super) const OUT_OF_MEMORY: i32 = 86;
/// How the Rust runtime begins its last words when it is refused memory. It then aborts, as it does for much else.
const REFUSED: &str = "memory allocation of";
/// Bytes of a worker's last words that are kept.
const KEPT: usize = 4 << 10;
/// Time for a process to end after its output has.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// No worker could be started.
    NotStarted,
    /// The worker took longer than allowed.
    Time(Duration),
    /// The worker was refused memory; so many bytes were allowed.
    Memory(u64),
    /// The worker ended otherwise, or answered nonsense.
    Crash,
}

impl Loss {
    /// How a worker with so much memory ended, whose output has ended.
    pub(super) fn of(child: &mut Child, last_words: &LastWords, memory: u64) -> Self {
        let status = ended(child);
        let refused = last_words.read().contains(REFUSED);
        match status {
            _ if refused => Self::Memory(memory),
            Some(status) if is_out_of_memory(status) => Self::Memory(memory),
            _ => Self::Crash,
        }
    }

    /// What is told of the file that was being read.
    pub(super) fn diagnostic(self) -> Diagnostic {
        let (code, label, text) = match self {
            Self::NotStarted => (Code::FileUnreadable, "reason.no_worker", String::new()),
            Self::Time(time) => (Code::FileTooSlow, "reason.time", time.as_secs().to_string()),
            Self::Memory(memory) => (Code::FileTooLarge, "too_large.memory", (memory >> 20).to_string()),
            Self::Crash => (Code::FileCrashes, "reason.crash", String::new()),
        };
        Diagnostic::new(code).with_label("reason", label, &text)
    }
}

/// The status of a process that is about to end; `None` if it takes too long to.
fn ended(child: &mut Child) -> Option<ExitStatus> {
    let until = Instant::now() + PATIENCE;
    loop {
        match child.try_wait() {
            Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(5)),
            Ok(status) => return status,
            Err(_) => return None,
        }
    }
}

/// Whether the worker said by its status that it took too much, or the system, short of memory, killed it.
#[cfg(unix)]
fn is_out_of_memory(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;

    const SIGKILL: i32 = 9;
    status.code() == Some(OUT_OF_MEMORY) || status.signal() == Some(SIGKILL)
}

/// Whether the worker said by its status that it took too much.
#[cfg(not(unix))]
fn is_out_of_memory(status: ExitStatus) -> bool {
    status.code() == Some(OUT_OF_MEMORY)
}

/// What a worker wrote on its error output, which is little unless it dies.
pub(super) struct LastWords(Receiver<String>);

impl LastWords {
    /// Listens until the output ends.
    pub(super) fn of(mut output: ChildStderr) -> Self {
        let (sender, words) = channel();
        thread::spawn(move || {
            let mut kept = Vec::new();
            let mut buffer = [0; 1024];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let room = KEPT.saturating_sub(kept.len()).min(count);
                kept.extend_from_slice(buffer.get(..room).unwrap_or_default());
            }
            let _ = sender.send(String::from_utf8_lossy(&kept).into_owned());
        });
        Self(words)
    }

    /// The words of a worker that has ended.
    fn read(&self) -> String {
        self.0.recv_timeout(PATIENCE).unwrap_or_default()
    }
}
