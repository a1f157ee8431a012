//! The parts of an `.xlsb` package that all sheets share.

use super::records::{records, rich_text, wide_text};
use crate::intake::container::excel_text::RichText;
use crate::intake::container::ole::u32_at;

const BUNDLE_SHEET: u16 = 0x9C;
const PROPERTIES: u16 = 0x99;
const SHARED_STRING: u16 = 0x13;

/// What `workbook.bin` says.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// Its sheets in order.
    pub(super) sheets: Vec<BundleSheet>,
    /// Whether days are counted from 1904 on.
    pub(super) is_1904: bool,
}

/// A sheet before its cells are read.
#[derive(Debug)]
pub(super) struct BundleSheet {
    /// Name as the workbook spells it.
    pub(super) name: String,
    /// Id of its relationship; empty where it has none.
    pub(super) id: String,
    /// Whether it is hidden.
    pub(super) hidden: bool,
}

impl Workbook {
    /// Reads `workbook.bin`.
    pub(super) fn read(part: &[u8]) -> Self {
        let mut workbook = Self::default();
        for record in records(part) {
            match record.kind {
                BUNDLE_SHEET => {
                    let (id, end) = wide_text(record.body, 8).unwrap_or((String::new(), 12));
                    workbook.sheets.push(BundleSheet {
                        name: wide_text(record.body, end).map(|(name, _)| name).unwrap_or_default(),
                        id,
                        hidden: u32_at(record.body, 0).is_some_and(|state| state != 0),
                    });
                }
                PROPERTIES => workbook.is_1904 = record.body.first().is_some_and(|flags| flags & 1 != 0),
                _ => {}
            }
        }
        workbook
    }
}

/// `workbook.bin` with only those sheets that `keep` names by their number.
pub(super) fn with_sheets(part: &[u8], keep: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut kept = Vec::with_capacity(part.len());
    let mut number = 0;
    for record in records(part) {
        if record.kind == BUNDLE_SHEET {
            number += 1;
            if !keep(number - 1) {
                continue;
            }
        }
        kept.extend_from_slice(record.bytes);
    }
    kept
}

/// The texts that cells share; `None` in the place of one that is not all there.
pub(super) fn shared_strings(part: &[u8]) -> Vec<Option<RichText>> {
    let strings = records(part).filter(|record| record.kind == SHARED_STRING);
    strings.map(|record| rich_text(record.body, 0)).collect()
}
