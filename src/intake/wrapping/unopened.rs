//! Why a wrapping, or a file in it, cannot be opened.

use super::Wrapping;
use crate::diagnostic::{Code, Diagnostic};
use crate::intake::container::Limits;

/// Why it cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unopened {
    /// Nothing here opens that format.
    Format(&'static str),
    /// It asks for a password.
    Password,
    /// It is compressed in a way that nothing here undoes.
    Method,
    /// It is damaged or breaks off.
    Damaged,
    /// It expands to more than a file may.
    TooLarge,
}

impl Unopened {
    /// What is told of the wrapping.
    pub(super) fn of_wrapping(self, wrapping: Wrapping, limits: &Limits) -> Diagnostic {
        match self {
            Self::TooLarge => self.of_member(limits),
            _ => self.wrapped(wrapping.label()),
        }
    }

    /// What is told of a file in it.
    pub(super) fn of_member(self, limits: &Limits) -> Diagnostic {
        match self {
            Self::Password => Diagnostic::new(Code::FileEncrypted),
            Self::TooLarge => Diagnostic::new(Code::FileTooLarge).with_label(
                "reason",
                "too_large.file",
                &(limits.file_bytes >> 20).to_string(),
            ),
            Self::Format(_) | Self::Method => self.wrapped("kind.archived"),
            Self::Damaged => {
                let (label, text) = self.label();
                Diagnostic::new(Code::FileUnreadable).with_label("reason", label, text)
            }
        }
    }

    fn wrapped(self, kind: &str) -> Diagnostic {
        let (label, text) = self.label();
        Diagnostic::new(Code::FileWrapped).with_label("kind", kind, "").with_label("reason", label, text)
    }

    fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Format(format) => ("wrapped.format", format),
            Self::Password => ("wrapped.password", ""),
            Self::Method => ("wrapped.method", ""),
            Self::Damaged | Self::TooLarge => ("wrapped.damaged", ""),
        }
    }
}
