//! What keeps a worker from taking the machine's memory, and from outliving the program that started it.

/// Lets this process take at most `memory` bytes from now on; more ends it. Where the system refuses, nothing changes:
/// the limits on files still hold.
#[cfg(unix)]
pub(super) fn confine(memory: u64) {
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};

    let _ = setrlimit(Resource::As, Rlimit { current: Some(memory), maximum: Some(memory) });
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
}

/// Lets this process take at most `memory` bytes from now on; more ends it. The safe interfaces to Windows' job objects
/// only bound the working set, which swaps instead of failing, so the process watches itself.
#[cfg(windows)]
#[expect(clippy::disallowed_methods, reason = "whatever is reading the file does not return")]
pub(super) fn confine(memory: u64) {
    use win32job::utils::{get_current_process, get_process_memory_info};

    std::thread::spawn(move || {
        loop {
            let used = get_process_memory_info(get_current_process());
            // The same number twice, but some systems leave the one at zero, and some the other.
            let used = used.map_or(0, |info| info.private_usage.max(info.pagefile_usage));
            if used as u64 > memory {
                std::process::exit(super::loss::OUT_OF_MEMORY);
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
}

/// Keeps child processes from outliving this one. On Unix they see to it themselves.
#[derive(Debug, Default)]
pub(super) struct Leash {
    #[cfg(windows)]
    job: Option<win32job::Job>,
}

#[cfg(windows)]
impl Leash {
    /// A leash without children yet.
    pub(super) fn new() -> Self {
        let mut limits = win32job::ExtendedLimitInfo::new();
        limits.limit_kill_on_job_close();
        Self { job: win32job::Job::create_with_limit_info(&limits).ok() }
    }

    /// Puts a child on the leash.
    pub(super) fn hold(&self, child: &std::process::Child) {
        use std::os::windows::io::AsRawHandle;

        if let Some(job) = &self.job {
            let _ = job.assign_process(child.as_raw_handle() as isize);
        }
    }
}

#[cfg(not(windows))]
impl Leash {
    /// A leash without children yet.
    pub(super) fn new() -> Self {
        Self {}
    }

    /// Puts a child on the leash.
    pub(super) fn hold(&self, _child: &std::process::Child) {}
}
