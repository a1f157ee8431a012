//! Length-prefixed messages over a pipe.

use std::io::{self, Read, Write};

/// Bytes of one message that are accepted. The limits on cells and text keep an honest worker below half of it.
pub(super) const MAX_FRAME: usize = 48 << 20;

/// Writes one message.
pub(super) fn write(output: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let length = u32::try_from(message.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    // In one piece, so that whoever waits wakes up once.
    let mut frame = Vec::with_capacity(4 + message.len());
    frame.extend(length.to_le_bytes());
    frame.extend(message);
    output.write_all(&frame)?;
    output.flush()
}

/// Reads one message; `None` at the end of the input.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_FRAME {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // Not allocated before it arrives: the length may be a lie.
    let mut message = Vec::new();
    input.take(length as u64).read_to_end(&mut message)?;
    match message.len() == length {
        true => Ok(Some(message)),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_and_a_lying_length_is_refused() {
        let mut pipe = Vec::new();
        for message in [&b"one"[..], b""] {
            write(&mut pipe, message).expect("written");
        }
        let mut input = pipe.as_slice();
        assert_eq!(read(&mut input).expect("read").as_deref(), Some(&b"one"[..]));
        assert_eq!(read(&mut input).expect("read").as_deref(), Some(&b""[..]));
        assert_eq!(read(&mut input).expect("read"), None);
        assert!(read(&mut &[0xFF, 0xFF, 0xFF, 0xFF, 1][..]).is_err());
        assert!(read(&mut &[9, 0, 0, 0, 1][..]).is_err());
    }
}
