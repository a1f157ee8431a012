//! Files that nobody sent: what programs and operating systems leave lying about, and our own reports.

use crate::diagnostic::Code;

/// Folder of reports, which is never read.
const OUTPUT: &str = "output";

/// Whether the file lies in a folder of reports.
pub(super) fn is_report(name: &str) -> bool {
    name.split('/').rev().skip(1).any(|part| part.eq_ignore_ascii_case(OUTPUT))
}

/// Why a file need not be opened, by its name alone: F06 for lock files, F05 for what operating systems leave.
pub(super) fn harmless(name: &str) -> Option<Code> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let lower = file.to_lowercase();
    if file.starts_with("~$") || lower.starts_with(".~lock.") {
        return Some(Code::FileLock);
    }
    let system = matches!(lower.as_str(), "thumbs.db" | "desktop.ini" | ".ds_store" | "ehthumbs.db");
    (system || file.starts_with('.')).then_some(Code::FileNotSpreadsheet)
}
