//! The records of a workbook stream.

use std::ops::Range;

use crate::intake::container::ole::u16_at;

pub(in crate::intake::container) const BOF: u16 = 0x0809;
pub(in crate::intake::container) const EOF: u16 = 0x000A;
pub(in crate::intake::container) const FILE_PASS: u16 = 0x002F;
pub(in crate::intake::container) const BOUND_SHEET: u16 = 0x0085;
/// What did not fit into the record before it.
const CONTINUE: u16 = 0x003C;

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'s> {
    /// Where it begins.
    pub(super) at: usize,
    /// What it is.
    pub(super) kind: u16,
    /// What it says.
    pub(super) body: &'s [u8],
}

/// The records of a stream, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    /// Those from `at` on.
    pub(super) fn from(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// Whether the stream breaks off within the record that would be next.
    pub(super) fn is_torn(&self) -> bool {
        self.at < self.stream.len()
    }

    /// A record's body, with what continues in the records after it.
    pub(super) fn whole(&self, record: Record<'s>) -> Continued<'s> {
        Continued { part: record.body, rest: self.clone() }
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let at = self.at;
        let (kind, length) = (u16_at(self.stream, at)?, usize::from(u16_at(self.stream, at + 2)?));
        let body = self.stream.get(at + 4..at + 4 + length)?;
        self.at = at + 4 + length;
        Some(Record { at, kind, body })
    }
}

/// The body of a record, and of those that continue it, from front to back.
#[derive(Clone, Debug)]
pub(super) struct Continued<'s> {
    part: &'s [u8],
    rest: Records<'s>,
}

impl<'s> Continued<'s> {
    /// What is left of the record at hand.
    pub(super) fn part(&self) -> &'s [u8] {
        self.part
    }

    /// Passes over bytes of the record at hand.
    pub(super) fn take(&mut self, count: usize) -> Option<&'s [u8]> {
        let (taken, rest) = self.part.split_at_checked(count)?;
        self.part = rest;
        Some(taken)
    }

    /// Goes on to the next record, if that continues this one.
    pub(super) fn advance(&mut self) -> Option<()> {
        let next = self.rest.next().filter(|record| record.kind == CONTINUE)?;
        self.part = next.body;
        Some(())
    }

    /// The next byte, in whichever record it is.
    pub(super) fn byte(&mut self) -> Option<u8> {
        while self.part.is_empty() {
            self.advance()?;
        }
        self.take(1)?.first().copied()
    }

    /// The next bytes, in whichever records they are.
    pub(super) fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        while bytes.len() < count {
            if self.part.is_empty() {
                self.advance()?;
            }
            bytes.extend(self.take(self.part.len().min(count - bytes.len()))?);
        }
        Some(bytes)
    }

    /// The next number of two bytes.
    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// The next number of four bytes.
    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }
}

/// The body of the FilePass record of an encrypted stream.
pub(in crate::intake::container) fn file_pass(stream: &[u8]) -> Option<&[u8]> {
    let mut globals = Records::from(stream, 0).take_while(|record| record.kind != EOF);
    globals.find(|record| record.kind == FILE_PASS).map(|record| record.body)
}

/// Where the encrypted parts of an encrypted stream lie.
pub(in crate::intake::container) fn encrypted_bodies(stream: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let after = Records::from(stream, 0).skip_while(|record| record.kind != FILE_PASS).skip(1);
    after.filter_map(|Record { at, kind, body }| {
        let (start, end) = (at + 4, at + 4 + body.len());
        match kind {
            // What opens a stream, and what says who is editing it, stays plain, as do the places of sheets.
            BOF | 0x00E1 | 0x0138 | 0x0194 | 0x0195 | 0x0196 => None,
            BOUND_SHEET => Some(start + 4..end),
            _ => Some(start..end),
        }
    })
}

/// Makes the FilePass record of a decrypted stream void.
pub(in crate::intake::container) fn void_file_pass(stream: &mut [u8]) {
    let at = Records::from(stream, 0).find(|record| record.kind == FILE_PASS).map(|record| record.at);
    if let Some(kind) = at.and_then(|at| stream.get_mut(at..at + 2)) {
        kind.fill(0);
    }
}
