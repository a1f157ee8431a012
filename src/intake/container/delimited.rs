//! Reading separated values: comma, semicolon or tab.

use csv::{ReaderBuilder, StringRecord};

use super::Reading;
use super::draft::{Budget, Draft, MAX_COLUMNS, MAX_ROWS};
use super::failure;
use super::limits::Limits;
use super::shown_text;
use crate::address::CellRef;
use crate::diagnostic::Diagnostic;
use crate::intake::sheet::Content;

/// Separators that are looked for; where two serve equally well, the one that numbers do not contain comes first.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];
/// Records from which the separator is told.
const SAMPLE: usize = 60;

/// Reads the values as one sheet of texts; the columns' declared types say later what they are.
pub(super) fn read(text: &str, sheet: &str, limits: &Limits) -> Result<Reading, Diagnostic> {
    // Where files were joined, each brought its mark.
    let text = text.trim_start_matches('\u{FEFF}');
    let (text, delimiter) = match stated_delimiter(text) {
        Some((delimiter, rest)) => (rest, delimiter),
        None => (text, delimiter(text).unwrap_or(b',')),
    };
    if ends_within_quotes(text, delimiter) {
        return Err(failure::truncated());
    }
    let mut draft = Draft::new(sheet, false);
    let mut budget = Budget::new(limits);
    let mut row = 0u32;
    for record in records(text, delimiter) {
        // The reader passes over blank lines, which are rows all the same.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        row = row.saturating_add(blank_lines(text.as_bytes(), start));
        for (column, value) in (0u32..).zip(record.iter()) {
            if row >= MAX_ROWS || column >= MAX_COLUMNS {
                return Err(failure::too_many_cells(limits));
            }
            draft.put(CellRef::new(row, column), content(value), None, None, &mut budget)?;
        }
        row = row.saturating_add(1);
    }
    Ok(Reading::of(draft))
}

/// What a value says. Programs write `="012"` so that Excel leaves the text as it is.
fn content(value: &str) -> Content {
    if shown_text::is_error(value) {
        return Content::Error(value.into());
    }
    let quoted = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match quoted.filter(|text| !text.replace("\"\"", "").contains('"')) {
        Some(text) => Content::Text(text.replace("\"\"", "\"").into()),
        None => Content::Text(value.into()),
    }
}

/// Whether a quoted value is nowhere ended: all that follows was lost, or would be taken for one value.
fn ends_within_quotes(text: &str, delimiter: u8) -> bool {
    /// Where in a value a byte stands.
    #[derive(PartialEq)]
    enum At {
        Start,
        Bare,
        Quoted,
        BehindQuote,
    }
    let at = text.bytes().fold(At::Start, |at, byte| match (at, byte) {
        (At::Quoted, b'"') => At::BehindQuote,
        // Within quotes, two of them are one.
        (At::Start | At::BehindQuote, b'"') | (At::Quoted, _) => At::Quoted,
        (_, b'\r' | b'\n') => At::Start,
        (_, byte) if byte == delimiter => At::Start,
        _ => At::Bare,
    });
    at == At::Quoted
}

/// Blank lines from `start` on, where a record ended.
fn blank_lines(text: &[u8], start: usize) -> u32 {
    let ends_before = start.checked_sub(1).and_then(|before| text.get(before)) == Some(&b'\r');
    let rest = text.get(start..).unwrap_or_default();
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    // The second half of the record's own line end.
    let own = usize::from(ends_before && rest.first() == Some(&b'\n'));
    u32::try_from(breaks.count() - own).unwrap_or(u32::MAX)
}

/// The separator of a text that is a table: most of its records have the same number of values, two or more.
pub(super) fn delimiter(text: &str) -> Option<u8> {
    if let Some((delimiter, _)) = stated_delimiter(text) {
        return Some(delimiter);
    }
    let mut best = None;
    for delimiter in DELIMITERS {
        let mut counts = [0usize; 64];
        let mut total = 0;
        for record in records(text, delimiter).take(SAMPLE) {
            total += 1;
            if let Some(count) = counts.get_mut(record.len()) {
                *count += 1;
            }
        }
        let agreeing = counts.iter().skip(2).max().copied().unwrap_or(0);
        // A sentence may hold one comma; hardly will two lines out of three.
        let lines = if delimiter == b',' { 2 } else { 1 };
        let is_table = agreeing >= lines && agreeing * 3 >= total * 2;
        if is_table && best.is_none_or(|(most, _)| agreeing > most) {
            best = Some((agreeing, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

/// Excel's own way of naming the separator: a first line `sep=;`, which is no row.
fn stated_delimiter(text: &str) -> Option<(u8, &str)> {
    let (name, rest) = text.strip_prefix("sep=")?.split_once('\n')?;
    match name.trim_end_matches('\r').as_bytes() {
        [delimiter] if delimiter.is_ascii() => Some((*delimiter, rest)),
        _ => None,
    }
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = StringRecord> {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true);
    builder.from_reader(text.as_bytes()).into_records().map_while(Result::ok)
}
