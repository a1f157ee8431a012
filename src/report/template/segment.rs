//! The text of a cell, cut into words and holes: `Đơn vị: {{commune.name}}`.

use super::placeholder::Placeholder;

/// One piece of a cell's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Words that stay.
    Text(String),
    /// A hole that the report fills.
    Hole(Placeholder),
    /// Something in braces that has no meaning; it stays as it is, and the check tells of it.
    Unknown(String),
}

/// The pieces of `text`, in order. Text without `{{…}}` is one piece.
pub(crate) fn segments(text: &str) -> Vec<Segment> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = next_hole(rest) {
        if !before.is_empty() {
            pieces.push(Segment::Text(before.to_owned()));
        }
        pieces.push(match Placeholder::parse(name) {
            Some(placeholder) => Segment::Hole(placeholder),
            None => Segment::Unknown(name.trim().to_owned()),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Segment::Text(rest.to_owned()));
    }
    pieces
}

fn next_hole(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around_a_hole_stay() {
        let pieces = segments("UBND {{ Commune.Name }}, {{dateline}}.");
        let expected = [
            Segment::Text("UBND ".into()),
            Segment::Hole(Placeholder::CommuneName),
            Segment::Text(", ".into()),
            Segment::Hole(Placeholder::Dateline),
            Segment::Text(".".into()),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn what_has_no_meaning_is_kept_apart() {
        assert_eq!(segments("{{target.lable}}"), [Segment::Unknown("target.lable".into())]);
        assert_eq!(segments("{{open"), [Segment::Text("{{open".into())]);
        assert_eq!(segments("{a}"), [Segment::Text("{a}".into())]);
        assert_eq!(segments(""), []);
    }
}
