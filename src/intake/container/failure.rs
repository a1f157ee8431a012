//! Why a file cannot be read, as the diagnostic that says so.

use super::limits::Limits;
use crate::diagnostic::{Code, Diagnostic};

/// The container is damaged; `detail` is the reader's own word for it.
pub(super) fn damaged(detail: impl ToString) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable).with_label("reason", "reason.damaged", &detail.to_string())
}

/// The XML of a part, or of the whole file, is none; where what was begun is nowhere ended, it was cut.
pub(super) fn bad_xml(error: quick_xml::Error) -> Diagnostic {
    match error {
        quick_xml::Error::Syntax(_) => truncated(),
        error => damaged(error),
    }
}

/// The file breaks off.
pub(super) fn truncated() -> Diagnostic {
    unreadable("reason.truncated", "")
}

/// The part of the file with that name is missing.
pub(super) fn without_part(name: &str) -> Diagnostic {
    unreadable("reason.no_part", name)
}

/// The library gave up half-way.
pub(super) fn crashed() -> Diagnostic {
    unreadable("reason.crash", "")
}

/// The file is unreadable for the reason that `label` words.
pub(super) fn unreadable(label: &str, text: &str) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable).with_label("reason", label, text)
}

/// The file is larger than a submission can be, in the respect that `label` words.
pub(super) fn too_large(label: &str, text: impl ToString) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge).with_label("reason", label, &text.to_string())
}

/// Too many cells, or too much text in them.
pub(super) fn too_many_cells(limits: &Limits) -> Diagnostic {
    too_large("too_large.cells", limits.cells)
}
