//! Any bytes: what they are, and what workbook they hold.
#![no_main]

#[path = "watch.rs"]
mod watch;

use cchc::intake::{container, read_workbook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    watch::only_our_panics();
    let _ = container::sniff(bytes);
    let _ = read_workbook(bytes, "a.xlsx", &watch::limits());
});
