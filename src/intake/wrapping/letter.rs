//! `.eml`: a letter as mail programs save it, and what is attached to it.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::entry::Entry;
use super::unopened::Unopened;

/// Bytes of a letter's beginning that are looked at.
const HEAD: usize = 32 << 10;
/// Lines that a letter's head has and hardly another text.
const OF_LETTERS: [&str; 8] =
    ["from", "to", "received", "message-id", "return-path", "delivered-to", "reply-to", "sender"];
/// Lines that a letter's head has as well.
const BESIDE: [&str; 4] = ["subject", "date", "mime-version", "content-type"];

/// Whether the text begins as a letter does. Web pages saved in one file begin in much the same way, but were never
/// sent.
pub(super) fn is_letter(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // Most files are told from letters by their first byte.
    if !bytes.trim_ascii_start().first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let mut names: Vec<String> = Vec::new();
    let mut page = false;
    for (index, line) in head.trim_start().lines().enumerate() {
        if line.is_empty() {
            break;
        }
        let lower = line.to_ascii_lowercase();
        page |= lower.contains("multipart/related") || lower.starts_with("x-document-type:");
        let is_continued = line.starts_with([' ', '\t']) && index > 0;
        // How mailboxes part their letters.
        if is_continued || (index == 0 && line.starts_with("From ")) {
            continue;
        }
        match lower.split_once(':') {
            Some((name, _)) if is_field(name) => names.push(name.to_owned()),
            _ => return false,
        }
    }
    let has = |known: &[&str]| names.iter().filter(|name| known.contains(&name.as_str())).count();
    let was_sent = has(&["received", "message-id"]) > 0;
    let of_letters = has(&OF_LETTERS);
    of_letters > 0 && of_letters + has(&BESIDE) > 1 && (was_sent || !page)
}

fn is_field(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// What is attached. Letters forwarded as they were are attachments too.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unopened> {
    let message = parse(bytes)?;
    let attached = message.attachments().zip(0..);
    Ok(attached
        .map(|(part, number)| Entry { number, name: name(part, number), size: part.len() as u64 })
        .collect())
}

/// The bytes of one attachment.
pub(super) fn take(bytes: &[u8], number: u32) -> Result<Vec<u8>, Unopened> {
    let message = parse(bytes)?;
    let part = message.attachments().nth(number as usize).ok_or(Unopened::Damaged)?;
    Ok(match &part.body {
        PartType::Message(letter) => match &letter.raw_message {
            raw if raw.len() == message.raw_message.len() => {
                let whole = letter.root_part();
                raw.get(whole.offset_header as usize..whole.offset_end as usize).unwrap_or_default().to_vec()
            }
            raw => raw.to_vec(),
        },
        // The library turns texts into UTF-8 by what the letter says of them, which is often wrong.
        PartType::Text(_) | PartType::Html(_) => as_sent(&message, part),
        _ => part.contents().to_vec(),
    })
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, Unopened> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let start = match bytes.starts_with(b"From ") {
        true => bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1),
        false => 0,
    };
    MessageParser::default().parse(bytes.get(start..).unwrap_or_default()).ok_or(Unopened::Damaged)
}

fn as_sent(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    let raw = raw.unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::None => Some(raw.to_vec()),
    };
    decoded.unwrap_or_else(|| part.contents().to_vec())
}

/// Its name, or for a forwarded letter its subject; without either, its number.
fn name(part: &MessagePart<'_>, number: u32) -> String {
    let named = part.attachment_name().map(str::to_owned);
    let subject = || Some(format!("{}.eml", part.message()?.subject()?.replace(['/', '\\'], "-")));
    named.or_else(subject).unwrap_or_else(|| match part.is_message() {
        true => format!("{}.eml", number + 1),
        false => (number + 1).to_string(),
    })
}
