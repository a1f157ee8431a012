//! What calamine does not tell of an `.xls` stream: number formats, fonts, hidden rows and columns, formulas that were
//! never calculated; and how large its sheets are, before anything is allocated for them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use encoding_rs::{UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use super::encoding;
use super::ole::{u16_at, u32_at};
use crate::address::CellRef;
use crate::text::Legacy;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
/// A record that says nothing.
const VOID: u16 = 0;
const FORMULA: u16 = 0x0006;
/// The same in Excel 3 and 4.
const FORMULA_3: u16 = 0x0206;
const FORMULA_4: u16 = 0x0406;
const CODE_PAGE: u16 = 0x0042;

/// Code pages by number.
const UTF_16: u16 = 1200;
const WESTERN: u16 = 1252;
const VIETNAMESE: u16 = 1258;

/// A workbook stream as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct Biff {
    /// How the stream is encrypted: the body of its FilePass record.
    pub(super) file_pass: Option<Vec<u8>>,
    /// Its sheets in order.
    pub(super) sheets: Vec<BiffSheet>,
    /// Code page of its texts: UTF-16 in BIFF 8, whatever the stream says, of which compressed texts are the lower half.
    pub(super) code_page: u16,
    formats: HashMap<u16, Arc<str>>,
    fonts: Vec<String>,
    /// Font and number format of each cell style.
    styles: Vec<(u16, u16)>,
}

/// One sheet of the stream.
#[derive(Debug, Default)]
pub(super) struct BiffSheet {
    /// Name as the workbook spells it.
    pub(super) name: String,
    /// What it is: 0 a worksheet, 1 a macro sheet, 2 a chart, 6 a module.
    pub(super) kind: u8,
    /// 0 where it is shown, 1 or 2 where it is hidden.
    pub(super) state: u8,
    /// Style of each cell with a value.
    pub(super) cells: BTreeMap<CellRef, u16>,
    /// Formulas that were never calculated.
    pub(super) not_calculated: BTreeSet<CellRef>,
    /// Cells whose shared string does not exist.
    pub(super) unreadable: BTreeSet<CellRef>,
    /// Hidden rows.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub(super) hidden_columns: BTreeSet<u32>,
    offset: usize,
}

impl BiffSheet {
    /// Whether it is a worksheet that can be read.
    pub(super) fn is_worksheet(&self) -> bool {
        self.kind == 0 && self.state <= 2
    }

    /// Rows times columns of the rectangle around its cells.
    pub(super) fn area(&self) -> u64 {
        let mut keys = self.cells.keys();
        let (Some(first), Some(last)) = (keys.next(), keys.next_back()) else { return 0 };
        let columns = self.cells.keys().map(|cell| cell.column);
        let width = columns.clone().max().unwrap_or(0) - columns.min().unwrap_or(0) + 1;
        u64::from(last.row - first.row + 1) * u64::from(width)
    }
}

/// The records of a stream: kind and body.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    records_from(stream, 0).map(|(_, kind, body)| (kind, body))
}

/// The records of a stream from `at` on: where each begins, its kind and body.
fn records_from(stream: &[u8], mut at: usize) -> impl Iterator<Item = (usize, u16, &[u8])> {
    std::iter::from_fn(move || {
        let start = at;
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let body = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((start, kind, body))
    })
}

/// Where the encrypted parts of an encrypted stream lie.
pub(super) fn encrypted_bodies(stream: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let after = records_from(stream, 0).skip_while(|(_, kind, _)| *kind != FILE_PASS).skip(1);
    after.filter_map(|(at, kind, body)| {
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
pub(super) fn void_file_pass(stream: &mut [u8]) {
    let at = records_from(stream, 0).find(|(_, kind, _)| *kind == FILE_PASS).map(|(at, ..)| at);
    if let Some(kind) = at.and_then(|at| stream.get_mut(at..at + 2)) {
        kind.fill(0);
    }
}

impl Biff {
    /// Reads the globals and then every worksheet.
    pub(super) fn read(stream: &[u8]) -> Self {
        let mut biff = Self::default();
        let mut wide = true;
        let mut strings = None;
        let mut code_page = None;
        for (kind, body) in records(stream) {
            match kind {
                BOF => wide = u16_at(body, 0) != Some(0x0500),
                CODE_PAGE => code_page = u16_at(body, 0),
                FILE_PASS => biff.file_pass = Some(body.to_vec()),
                0x0031 => {
                    biff.fonts.push(body.get(14..).map(|name| short_text(name, wide)).unwrap_or_default())
                }
                0x041E => {
                    if let (Some(id), Some(text)) = (u16_at(body, 0), body.get(2..)) {
                        let format = if wide { long_text(text) } else { short_text(text, false) };
                        biff.formats.insert(id, format.into());
                    }
                }
                0x00E0 => biff.styles.push((u16_at(body, 0).unwrap_or(0), u16_at(body, 2).unwrap_or(0))),
                0x00FC => strings = u32_at(body, 4),
                BOUND_SHEET => biff.sheets.push(BiffSheet {
                    name: short_text(body.get(6..).unwrap_or_default(), wide).replace('\0', ""),
                    kind: body.get(5).copied().unwrap_or(u8::MAX),
                    state: body.get(4).map_or(u8::MAX, |state| state & 0x3F),
                    offset: u32_at(body, 0).unwrap_or(u32::MAX) as usize,
                    ..BiffSheet::default()
                }),
                EOF => break,
                _ => {}
            }
        }
        biff.code_page = match code_page {
            _ if wide => UTF_16,
            // Those that the library knows.
            Some(page @ (874 | 932 | 936 | 949 | 950 | 1250..=1258 | 10000)) => page,
            _ => WESTERN,
        };
        for sheet in biff.sheets.iter_mut().filter(|sheet| sheet.is_worksheet()) {
            sheet.read(stream.get(sheet.offset..).unwrap_or_default(), strings);
        }
        biff
    }

    /// The stream with what calamine stumbles over made void: declared dimensions, for which it allocates, and all
    /// sheets but those that `keep` names by their number. Formulas under the numbers of older formats, which some
    /// programs write and Excel reads, get today's.
    pub(super) fn mended(&self, stream: &[u8], keep: impl Fn(usize) -> bool) -> Vec<u8> {
        let mut changes: Vec<(usize, u16)> = Vec::new();
        let mut number = 0;
        for (at, kind, _) in records_from(stream, 0) {
            match kind {
                BOUND_SHEET => {
                    if !keep(number) {
                        changes.push((at, VOID));
                    }
                    number += 1;
                }
                EOF => break,
                _ => {}
            }
        }
        for sheet in &self.sheets {
            changes.extend(records_from(stream, sheet.offset).filter_map(|(at, kind, _)| match kind {
                DIMENSIONS => Some((at, VOID)),
                FORMULA_3 | FORMULA_4 => Some((at, FORMULA)),
                _ => None,
            }));
        }
        let mut mended = stream.to_vec();
        for (at, kind) in changes {
            if let Some(place) = mended.get_mut(at..at + 2) {
                place.copy_from_slice(&kind.to_le_bytes());
            }
        }
        mended
    }

    /// The number format of a cell style; `None` for the general one.
    pub(super) fn format(&self, style: u16) -> Option<Arc<str>> {
        let (_, format) = self.styles.get(usize::from(style))?;
        let own = self.formats.get(format).filter(|code| !code.is_empty() && &***code != "General");
        own.cloned().or_else(|| built_in(*format).map(Arc::from))
    }

    /// A text of the cell style that was read by the code page of Vietnamese Windows, as it is meant. That page is named by
    /// every old workbook that was saved there, in whatever letters: those of the older encodings stand in the places of
    /// Western ones. `None` where the text is meant as it was read.
    pub(super) fn western(&self, style: u16, text: &str) -> Option<String> {
        if self.code_page != VIETNAMESE || (self.legacy(style).is_none() && !encoding::misplaces_tones(text))
        {
            return None;
        }
        let (bytes, _, is_lossy) = WINDOWS_1258.encode(text);
        (!is_lossy).then(|| WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned())
    }

    /// The legacy encoding that the font of a cell style is made for.
    pub(super) fn legacy(&self, style: u16) -> Option<Legacy> {
        let (font, _) = self.styles.get(usize::from(style))?;
        // Font number 4 was left out of the format; the fifth stored font bears number 5.
        let index = if *font > 4 { font - 1 } else { *font };
        Legacy::of_font(self.fonts.get(usize::from(index))?)
    }
}

impl BiffSheet {
    fn read(&mut self, stream: &[u8], strings: Option<u32>) {
        // Charts lie within sheets as streams of their own.
        let mut depth = 0usize;
        for (kind, body) in records(stream) {
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                _ => {
                    self.record(kind, body, strings);
                }
            }
        }
    }

    fn record(&mut self, kind: u16, body: &[u8], strings: Option<u32>) -> Option<()> {
        let first = u16_at(body, 0)?;
        let second = u16_at(body, 2)?;
        let place = CellRef::new(first.into(), second.into());
        match kind {
            // Number, label, rich label, boolean or error, compact number.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E => {
                self.cells.insert(place, u16_at(body, 4)?);
            }
            0x00FD => {
                self.cells.insert(place, u16_at(body, 4)?);
                if strings.is_some_and(|count| u32_at(body, 6).is_none_or(|index| index >= count)) {
                    self.unreadable.insert(place);
                }
            }
            0x00BD => {
                let styles = body.get(4..body.len().checked_sub(2)?)?.chunks_exact(6);
                for (column, number) in (u32::from(second)..).zip(styles) {
                    self.cells.insert(CellRef::new(place.row, column), u16_at(number, 0)?);
                }
            }
            FORMULA | FORMULA_3 | FORMULA_4 => {
                self.cells.insert(place, u16_at(body, 4)?);
                let (value, options) = (body.get(6..14)?, u16_at(body, 14)?);
                // "Calculate on load" beside the number 0: the writer did not calculate.
                if options & 2 != 0 && value.iter().all(|byte| *byte == 0) {
                    self.not_calculated.insert(place);
                }
            }
            0x0208 if u16_at(body, 12)? & 0x20 != 0 => {
                self.hidden_rows.insert(first.into());
            }
            0x007D if u16_at(body, 8)? & 1 != 0 => {
                self.hidden_columns.extend(u32::from(first)..=u32::from(second.min(255)));
            }
            _ => {}
        }
        Some(())
    }
}

/// A text whose length in characters stands in one byte.
fn short_text(body: &[u8], wide: bool) -> String {
    let Some((&length, rest)) = body.split_first() else { return String::new() };
    text(rest, length.into(), wide)
}

/// A text whose length in characters stands in two bytes.
fn long_text(body: &[u8]) -> String {
    let (Some(length), Some(rest)) = (u16_at(body, 0), body.get(2..)) else { return String::new() };
    text(rest, length.into(), true)
}

/// A text of `length` characters; with flags before it where `wide`.
fn text(body: &[u8], length: usize, wide: bool) -> String {
    match (wide, body.split_first()) {
        (false, _) => {
            WINDOWS_1252.decode_without_bom_handling(body.get(..length).unwrap_or(body)).0.into_owned()
        }
        (true, None) => String::new(),
        (true, Some((flags, rest))) if flags & 1 == 0 => {
            rest.get(..length).unwrap_or(rest).iter().map(|byte| char::from(*byte)).collect()
        }
        (true, Some((_, rest))) => {
            UTF_16LE.decode_without_bom_handling(rest.get(..length * 2).unwrap_or(rest)).0.into_owned()
        }
    }
}

/// Formats that every workbook has without storing them; those that matter for reading.
pub(super) fn built_in(id: u16) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mmss.0",
        49 => "@",
        _ => return None,
    })
}
