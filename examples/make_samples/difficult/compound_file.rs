//! Compound files, in which Excel kept workbooks until 2007 and keeps encrypted ones, the same bytes each time.

use std::io::{Cursor, Read, Write};
use std::time::SystemTime;

use cfb::{CompoundFile, Version};

/// A compound file with these streams.
pub(super) fn compound_file(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).expect("a file in memory");
    for (name, bytes) in streams {
        let mut stream = file.create_stream(format!("/{name}")).expect("a stream in memory");
        stream.write_all(bytes).expect("a stream in memory");
    }
    // The only time in a file without folders is that of the root.
    file.set_created_time("/", SystemTime::UNIX_EPOCH).expect("a file in memory");
    file.set_modified_time("/", SystemTime::UNIX_EPOCH).expect("a file in memory");
    file.flush().expect("a file in memory");
    file.into_inner().into_inner()
}

/// The bytes of one of its streams.
pub(super) fn stream(file: &[u8], name: &str) -> Vec<u8> {
    let mut file = CompoundFile::open(Cursor::new(file)).expect("a compound file");
    let mut bytes = Vec::new();
    file.open_stream(name).expect("a stream").read_to_end(&mut bytes).expect("a stream in memory");
    bytes
}
