//! Separated values, with and without a stated separator, in the encodings that occur.
#![no_main]

#[path = "watch.rs"]
mod watch;

use cchc::intake::read_workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((how, body)) = bytes.split_first() else { return };
    let start: &[u8] = match how % 4 {
        0 => b"sep=;\n",
        1 => b"a;b;c\n1;2;3\n",
        2 => b"a\tb\tc\n1\t2\t3\n",
        _ => b"a,b,c\n1,2,3\n",
    };
    let mut bytes = [start, body].concat();
    if how & 16 != 0 {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        bytes = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    } else if how & 32 != 0 {
        bytes.splice(0..0, *b"\xEF\xBB\xBF");
    }
    let _ = read_workbook(&bytes, "a.csv", &watch::limits());
});
