//! `.eml`: a letter as mail programs save it, and what is attached to it.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::entry::Entry;
use super::unopened::Unopened;

/// Bytes of a letter's beginning that are looked at.
const HEAD: usize = 32 << 10;
/// Letters of the longest name of a line in a letter's head.
const LONGEST_FIELD: usize = 76;
/// Lines that a letter's head has and hardly another text.
const OF_LETTERS: [&str; 8] =
    ["from", "to", "received", "message-id", "return-path", "delivered-to", "reply-to", "sender"];
/// Lines that a letter's head has as well.
const BESIDE: [&str; 4] = ["subject", "date", "mime-version", "content-type"];

/// Whether the text begins as a letter does. Web pages saved in one file begin in much the same way, but were never
/// sent.
pub(super) fn is_letter(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    // Almost every file is told from letters by its first line.
    let first = text.split(|byte| *byte == b':').next().unwrap_or_default();
    if !text.starts_with(b"From ") && !is_field(first) {
        return false;
    }
    let head = String::from_utf8_lossy(text.get(..text.len().min(HEAD)).unwrap_or_default());
    let mut names: Vec<String> = Vec::new();
    let mut page = false;
    for (index, line) in head.lines().enumerate() {
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
            Some((name, _)) if is_field(name.as_bytes()) => names.push(name.to_owned()),
            _ => return false,
        }
    }
    let has = |known: &[&str]| names.iter().filter(|name| known.contains(&name.as_str())).count();
    let was_sent = has(&["received", "message-id"]) > 0;
    let of_letters = has(&OF_LETTERS);
    of_letters > 0 && of_letters + has(&BESIDE) > 1 && (was_sent || !page)
}

/// Whether the word before a colon can name a line of a letter's head.
fn is_field(name: &[u8]) -> bool {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=LONGEST_FIELD).contains(&name.len()) && name.iter().all(is_sign)
}

/// What is attached. Letters forwarded as they were are attachments too.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unopened> {
    let message = parse(bytes)?;
    Ok(attached(&message)
        .zip(0..)
        .map(|(part, number)| Entry { number, name: name(part, number), size: part.len() as u64 })
        .collect())
}

/// The bytes of one attachment.
pub(super) fn take(bytes: &[u8], number: u32) -> Result<Vec<u8>, Unopened> {
    let message = parse(bytes)?;
    let part = attached(&message).nth(number as usize).ok_or(Unopened::Damaged)?;
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

/// Every part but the letter's own text. A text that has a file's name is one, wherever the mail program shows it.
fn attached<'m>(message: &'m Message<'m>) -> impl Iterator<Item = &'m MessagePart<'m>> {
    message.parts.iter().zip(0..).filter_map(|(part, number)| {
        let is_file = match &part.body {
            PartType::Multipart(_) => false,
            PartType::Text(_) | PartType::Html(_) => {
                part.attachment_name().is_some() || message.attachments.contains(&number)
            }
            PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) => true,
        };
        is_file.then_some(part)
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
