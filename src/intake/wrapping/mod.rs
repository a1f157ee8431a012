//! Files that hold files: archives, and letters with what is attached to them.
//!
//! `kind` tells which it is by first bytes; one file a format lists its entries and takes one of them out. Entries are
//! asked for one by one, each as a file of its own (see `members`), so that none can harm another. Nothing here may be
//! trusted: sizes are bounded before anything is expanded, and the program runs all of it in worker processes.

mod closed;
mod entry;
mod entry_name;
mod gzip;
mod kind;
mod letter;
mod outlook;
mod seven_zip;
mod unopened;
mod zip;
#[cfg(test)]
pub(crate) mod builders;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use entry::Entry;
pub use entry::Member;
pub(super) use kind::Wrapping;
use unopened::Unopened;

use super::container::Limits;
use crate::diagnostic::{Code, Diagnostic};

/// Wrappings within one another that are opened.
pub(super) const MOST_NESTED: usize = 2;

/// How often the bytes that an archive may expand to are worked through at most, until each of its entries is read.
const MOST_WORK: u64 = 256;

impl Wrapping {
    /// The files in `bytes`; `name` is the wrapping's own name.
    ///
    /// # Errors
    /// F17 where it cannot be opened, F09 where it is larger than a submission can be, F05 where it holds nothing.
    pub(super) fn members(
        self,
        bytes: &[u8],
        name: &str,
        limits: &Limits,
    ) -> Result<Vec<Member>, Diagnostic> {
        let entries =
            self.guarded(|| self.entries(bytes, name)).map_err(|why| why.of_wrapping(self, limits))?;
        let too_large = |label: &str, text: u64| {
            Err(Diagnostic::new(Code::FileTooLarge).with_label("reason", label, &text.to_string()))
        };
        if entries.len() > limits.entries {
            return too_large("too_large.entries", entries.len() as u64);
        }
        let expanded = entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.size));
        if expanded > limits.expanded_bytes {
            return too_large("too_large.expanded", limits.expanded_bytes >> 20);
        }
        let members = entry::members(entries);
        let work = self.work(bytes.len() as u64, expanded).saturating_mul(members.len() as u64);
        if work > limits.expanded_bytes.saturating_mul(MOST_WORK) {
            return too_large("too_large.unpacking", members.len() as u64);
        }
        if members.is_empty() {
            let empty = Diagnostic::new(Code::FileNotSpreadsheet);
            return Err(empty.with_label("kind", self.empty_label(), ""));
        }
        Ok(members)
    }

    /// The bytes of one entry.
    ///
    /// # Errors
    /// F04 where it has a password, F09 where it is larger than a file may be, F03 where it is damaged.
    pub(super) fn take(self, bytes: &[u8], entry: u32, limits: &Limits) -> Result<Vec<u8>, Diagnostic> {
        let limit = limits.file_bytes;
        let taken = self.guarded(|| match self {
            Self::Zip => zip::take(bytes, entry, limit),
            Self::SevenZip => seven_zip::take(bytes, entry, limit),
            Self::Gzip => gzip::take(bytes, limit),
            Self::Letter => letter::take(bytes, entry),
            Self::OutlookLetter => outlook::take(bytes, entry, limit),
            Self::Closed(format) => Err(Unopened::Format(format)),
        });
        match taken {
            Ok(taken) if taken.len() as u64 > limit => Err(Unopened::TooLarge.of_member(limits)),
            Ok(taken) => Ok(taken),
            Err(why) => Err(why.of_member(limits)),
        }
    }

    /// What is told of a wrapping that lies in too many others.
    pub(super) fn too_deep(self) -> Diagnostic {
        let told = Diagnostic::new(Code::FileWrapped).with_label("kind", self.label(), "");
        told.with_label("reason", "wrapped.nested", &MOST_NESTED.to_string())
    }

    fn entries(self, bytes: &[u8], name: &str) -> Result<Vec<Entry>, Unopened> {
        match self {
            Self::Zip => zip::entries(bytes),
            Self::SevenZip => seven_zip::entries(bytes),
            Self::Gzip => gzip::entries(bytes, name),
            Self::Letter => letter::entries(bytes),
            Self::OutlookLetter => outlook::entries(bytes),
            Self::Closed(format) => Err(Unopened::Format(format)),
        }
    }

    /// What `open` gives; libraries that panic on damaged files are taken at their word.
    fn guarded<T>(self, open: impl FnOnce() -> Result<T, Unopened>) -> Result<T, Unopened> {
        catch_unwind(AssertUnwindSafe(open)).unwrap_or(Err(Unopened::Damaged))
    }

    /// Bytes worked through to take out one entry, at worst.
    fn work(self, packed: u64, expanded: u64) -> u64 {
        match self {
            // Whatever lies before an entry is decompressed, which takes much longer than reading.
            Self::SevenZip => packed.saturating_add(expanded.saturating_mul(8)),
            _ => packed,
        }
    }
}
