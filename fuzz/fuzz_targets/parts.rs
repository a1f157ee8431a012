//! A sound package with one odd part: the XML of a sheet, of the workbook, of styles, of an ODS document. Mutated
//! archives seldom get past their checksums; this goes straight to what lies inside.
#![no_main]

#[path = "package.rs"]
mod package;
#[path = "watch.rs"]
mod watch;

use cchc::intake::read_workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    watch::only_our_panics();
    let Some((which, odd)) = bytes.split_first() else { return };
    let _ = read_workbook(&package::with_odd_part(*which, odd), "a.xlsx", &watch::limits());
});
