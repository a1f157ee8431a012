//! Web pages with tables, in UTF-8 and UTF-16.
#![no_main]

#[path = "watch.rs"]
mod watch;

use cchc::intake::read_workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &[u8]| {
    let page = String::from_utf8_lossy(page);
    // Whatever it is, it is read as a page with a table.
    let wide = page.len() % 4 == 3;
    let page = if page.starts_with("<html") { page.into_owned() } else { format!("<html><table>{page}") };
    let bytes = if wide {
        let units = std::iter::once(0xFEFF).chain(page.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    } else {
        page.into_bytes()
    };
    let _ = read_workbook(&bytes, "a.xls", &watch::limits());
});
