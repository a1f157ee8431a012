//! Numbers and dates as people type them, and texts as they are compared.
#![no_main]

use cchc::address::{CellRange, CellRef};
use cchc::period::Period;
use cchc::text::{NumberKind, clean, decimal_vi, fold, fold_ascii, parse_date, parse_number, similar};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for kind in [NumberKind::Whole, NumberKind::Decimal, NumberKind::Percent] {
        if let Ok(parsed) = parse_number(text, kind) {
            let shown = decimal_vi(parsed.value);
            // Shown with two decimals, a number must not become another whole number.
            if parsed.value.is_integer() {
                let again = parse_number(&shown, NumberKind::Whole).map(|again| again.value);
                assert_eq!(again, Ok(parsed.value), "{text} {shown}");
            }
        }
    }
    let _ = parse_date(text);
    let _ = Period::parse(text);
    let _ = CellRef::parse(text);
    let _ = CellRange::parse(text);
    let folded = fold(text);
    assert_eq!(fold(&folded), folded, "folding twice is folding once");
    let cleaned = clean(text);
    assert_eq!(clean(&cleaned), cleaned, "cleaning twice is cleaning once");
    let plain = fold_ascii(text);
    assert!((0.0..=1.0).contains(&similar(&folded, &plain)));
});
