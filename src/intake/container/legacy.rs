//! Converting text in the older Vietnamese encodings, sheet by sheet and cell by cell.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::draft::Draft;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::intake::sheet::Content;
use crate::text::{Context, Evidence, Font, Legacy, convert_parts, recognise};

/// A text in an older encoding, once for all cells that hold it.
struct Converted {
    encoding: Legacy,
    text: Arc<str>,
}

/// Converts what is recognised as an older encoding, and says for each sheet how many cells were.
pub(super) fn convert(drafts: &mut [Draft], file: &str) -> Vec<Diagnostic> {
    let mut by_sheet = vec![Evidence::default(); drafts.len()];
    weigh(drafts, &mut by_sheet, Evidence::add);
    if by_sheet.iter().all(Evidence::is_empty) && drafts.iter().all(|draft| draft.fonts.is_empty()) {
        return Vec::new();
    }
    weigh(drafts, &mut by_sheet, Evidence::add_against);
    let mut whole = Evidence::default();
    by_sheet.iter().for_each(|sheet| whole.extend(sheet));
    let mut notices = Vec::new();
    for (draft, sheet) in drafts.iter_mut().zip(by_sheet) {
        let prevailing = sheet.prevailing().or_else(|| whole.prevailing());
        let mut known: HashMap<(Arc<str>, Font), Option<Converted>> = HashMap::new();
        let mut counts: BTreeMap<Legacy, usize> = BTreeMap::new();
        let Draft { sheet, fonts, tells_fonts, .. } = draft;
        for (place, cell) in &mut sheet.cells {
            let Content::Text(text) = &mut cell.content else { continue };
            if text.is_ascii() {
                continue;
            }
            let font = match fonts.get(place) {
                Some(legacy) => Font::Legacy(*legacy),
                None if *tells_fonts => Font::Other,
                None => Font::Unknown,
            };
            let converted = known.entry((text.clone(), font)).or_insert_with(|| {
                let context = Context { font, prevailing };
                let whole = recognise(text, context).map(|encoding| (encoding, encoding.convert(text)));
                let (encoding, text) = whole.or_else(|| convert_parts(text, context))?;
                Some(Converted { encoding, text: text.into() })
            });
            if let Some(Converted { encoding, text: converted }) = converted {
                *text = converted.clone();
                cell.shown = cell.shown.take().map(|shown| encoding.convert(&shown).into());
                *counts.entry(*encoding).or_default() += 1;
            }
        }
        for (encoding, count) in counts {
            let label = match encoding {
                Legacy::Tcvn3 => "encoding.tcvn3",
                Legacy::Vni => "encoding.vni",
            };
            let notice = Diagnostic::new(Code::LegacyConverted).at(Place::sheet(file, sheet.name.clone()));
            notices.push(notice.with_label("encoding", label, "").with("count", count));
        }
    }
    notices
}

/// Shows every text of each sheet to that sheet's evidence.
fn weigh(drafts: &[Draft], by_sheet: &mut [Evidence], add: fn(&mut Evidence, &str)) {
    for (draft, evidence) in drafts.iter().zip(by_sheet) {
        for cell in draft.sheet.cells.values() {
            if let Content::Text(text) = &cell.content {
                add(evidence, text);
            }
        }
    }
}
