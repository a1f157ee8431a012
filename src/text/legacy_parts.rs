//! Texts of which some words are in an older encoding and others in Unicode.

use std::collections::HashSet;

use super::legacy::Legacy;
use super::legacy_word::{is_only_unicode, is_rubbish, is_telling, reads, words};
use super::recognise::{Context, Font};
use super::syllable::is_syllable;

/// Words of an older encoding that must stand within a text in Unicode before they are believed.
const PARTS: usize = 2;

/// Converts the words of an older encoding within a text that is in Unicode otherwise, as where the first letter was
/// typed anew: `Ủy ban nh©n d©n`. `None` where there are none of which that is sure.
pub fn convert_parts(text: &str, context: Context) -> Option<(Legacy, String)> {
    if !text.chars().any(is_only_unicode) {
        return None;
    }
    Legacy::ALL.into_iter().find_map(|encoding| Some((encoding, parts_converted(text, encoding, context)?)))
}

/// What a word within a text of two encodings is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Without any letter that tells.
    Plain,
    /// In Unicode.
    Unicode,
    /// In the older encoding: it reads so alone.
    Legacy,
    /// A syllable either way, such as `dù`.
    Either,
}

fn parts_converted(text: &str, encoding: Legacy, context: Context) -> Option<String> {
    let pieces: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let parts: Vec<Part> = pieces.iter().map(|piece| Part::of(piece, encoding)).collect();
    let rubbish = pieces.iter().zip(&parts).filter(|(piece, part)| {
        let mut words = words(piece, |c| encoding.uses(c)).filter(|word| !word.is_ascii());
        **part == Part::Legacy && words.any(is_rubbish)
    });
    let rubbish: HashSet<&str> = rubbish.map(|(piece, _)| piece.trim()).collect();
    let is_known = context.font == Font::Legacy(encoding) || context.prevailing == Some(encoding);
    if rubbish.len() < PARTS && !(is_known && parts.contains(&Part::Legacy)) {
        return None;
    }
    // What could be either goes with the words beside it.
    let is_legacy = |at: usize, part: Part| match part {
        Part::Legacy => true,
        Part::Either => {
            let before = nearest_told(parts.iter().take(at).rev());
            let after = nearest_told(parts.iter().skip(at + 1));
            before != Some(Part::Unicode) && after != Some(Part::Unicode)
        }
        Part::Plain | Part::Unicode => false,
    };
    let converted =
        pieces.iter().zip(&parts).enumerate().map(|(at, (piece, part))| match is_legacy(at, *part) {
            true => encoding.convert(piece),
            false => (*piece).to_owned(),
        });
    Some(converted.collect())
}

fn nearest_told<'p>(mut parts: impl Iterator<Item = &'p Part>) -> Option<Part> {
    parts.find(|part| matches!(part, Part::Unicode | Part::Legacy)).copied()
}

impl Part {
    fn of(piece: &str, encoding: Legacy) -> Self {
        if piece.chars().any(is_only_unicode) {
            return Self::Unicode;
        }
        let mut part = Self::Plain;
        for word in words(piece, |c| encoding.uses(c)).filter(|word| !word.is_ascii() && is_telling(word)) {
            part = match (reads(encoding, word), is_syllable(word)) {
                (true, false) => Self::Legacy,
                (true, true) if part != Self::Legacy => Self::Either,
                (true, true) => part,
                (false, true) => return Self::Unicode,
                (false, false) => return Self::Plain,
            };
        }
        part
    }
}
