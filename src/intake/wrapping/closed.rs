//! Archives of formats that no library opens which this program could rely on.

/// Where a format's mark stands, the mark, and the name that people know the format by.
const MARKS: &[(usize, &[u8], &str)] = &[
    (0, b"Rar!\x1A\x07", "RAR"),
    (0, b"BZh", "BZ2"),
    (0, b"\xFD7zXZ\0", "XZ"),
    (0, b"\x28\xB5\x2F\xFD", "ZST"),
    (0, b"MSCF\0\0\0\0", "CAB"),
    (0, b"\x60\xEA", "ARJ"),
    (0, b"\x78\x9F\x3E\x22", "winmail.dat"),
    (2, b"-lh5-", "LZH"),
    (257, b"ustar", "TAR"),
];

/// The name of the format.
pub(super) fn format(bytes: &[u8]) -> Option<&'static str> {
    let is_there = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    MARKS.iter().find(|(at, mark, _)| is_there(*at, mark)).map(|(_, _, format)| *format)
}
