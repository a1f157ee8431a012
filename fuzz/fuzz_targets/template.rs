//! A report's layout as somebody may have edited it: any bytes, or a sound package with one odd part.
#![no_main]

#[path = "package.rs"]
mod package;
#[path = "watch.rs"]
mod watch;

use cchc::report::Template;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    watch::only_our_panics();
    let _ = match bytes.split_first() {
        Some((b'P', _)) | None => Template::load(bytes, "report.xlsx"),
        Some((which, odd)) => Template::load(&package::with_odd_part(*which, odd), "report.xlsx"),
    };
});
