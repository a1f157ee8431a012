//! The runs of a cell's text: stretches of letters in one font each, some of which are not part of what the cell says.

use std::sync::Arc;

use crate::intake::sheet::{Oddities, Oddity};
use crate::text::Legacy;

/// A stretch of a cell's text in one font. A run without a font of its own has the cell's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// Its letters.
    pub(super) text: String,
    /// Whether they are struck through.
    pub(super) struck: bool,
    /// Whether they are raised or lowered beside the line.
    pub(super) raised: bool,
    /// The legacy encoding that its font is made for.
    pub(super) legacy: Option<Legacy>,
    /// Whether they have the colour of their ground.
    pub(super) unseen: bool,
}

/// What a cell's runs come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// The text without what is withdrawn or no part of it.
    pub(super) text: String,
    /// The whole text, where a part of it was left out.
    pub(super) shown: Option<Arc<str>>,
    /// What was left out, that all of it is struck through, or that not all of it can be seen.
    pub(super) oddities: Oddities,
    /// The legacy encoding that most of its letters beyond ASCII are in.
    pub(super) legacy: Option<Legacy>,
}

impl Run {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Decides which runs belong to what the cell says.
///
/// Struck letters were withdrawn, unless all are: then it is the cell that was, and its text stays. Raised or lowered
/// letters are left out beside a number only, where they could be taken for its digits; the 2 of m² belongs to its label.
/// Whether letters that nobody sees belong to it cannot be told: they stay, and the cell is odd.
pub(super) fn keep(runs: &[Run]) -> Kept {
    let mut kept = Kept { legacy: legacy(runs), ..Kept::default() };
    // A footnote at a withdrawn number may itself have stayed as it was: it is no value in its place.
    let has_plain = runs.iter().any(|run| !run.raised && !run.is_blank());
    let lasts = |run: &Run| !(run.struck || run.is_blank() || has_plain && run.raised);
    let mut left: Vec<&Run> = runs.iter().collect();
    if runs.iter().any(lasts) {
        left.retain(|run| !run.struck);
        if runs.iter().any(|run| run.struck && !run.is_blank()) {
            kept.oddities.add(Oddity::StruckPart);
        }
    } else if runs.iter().any(|run| run.struck && !run.is_blank()) {
        kept.oddities.add(Oddity::Struck);
    }
    let line: String = left.iter().filter(|run| !run.raised).map(|run| run.text.as_str()).collect();
    // A raised percent sign says what the number is.
    let is_mark = |run: &Run| run.raised && !run.is_blank() && !run.text.contains('%');
    if is_figure(&line) && left.iter().any(|run| is_mark(run)) {
        left.retain(|run| !is_mark(run));
        kept.oddities.add(Oddity::RaisedPart);
    }
    if left.iter().any(|run| run.unseen && !run.is_blank()) {
        kept.oddities.add(Oddity::Unseen);
    }
    kept.text = left.iter().map(|run| run.text.as_str()).collect();
    if kept.oddities.has(Oddity::StruckPart) || kept.oddities.has(Oddity::RaisedPart) {
        kept.shown = Some(runs.iter().map(|run| run.text.as_str()).collect::<String>().into());
    }
    kept
}

/// Whether a text is a number or a day in digits, whatever the punctuation.
pub(super) fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let is_part = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '.' | ',' | '%' | '+' | '-' | '−' | '(' | ')' | '/')
    };
    // What ends in a slash goes on in the lowered letters of a fraction.
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_part) && !text.ends_with('/')
}

/// The legacy encoding of most letters beyond ASCII, which are those that the encodings tell apart.
fn legacy(runs: &[Run]) -> Option<Legacy> {
    let count = |legacy: Option<Legacy>| -> usize {
        let of_kind = runs.iter().filter(|run| run.legacy == legacy);
        of_kind.map(|run| run.text.chars().filter(|c| !c.is_ascii()).count()).sum()
    };
    let found = Legacy::ALL.into_iter().max_by_key(|legacy| count(Some(*legacy)))?;
    (count(Some(found)) > count(None)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    fn struck(text: &str) -> Run {
        Run { struck: true, ..run(text) }
    }

    fn raised(text: &str) -> Run {
        Run { raised: true, ..run(text) }
    }

    fn unseen(text: &str) -> Run {
        Run { unseen: true, ..run(text) }
    }

    fn in_font(text: &str, legacy: Legacy) -> Run {
        Run { legacy: Some(legacy), ..run(text) }
    }

    /// What is kept of the runs, what is shown, and what is odd about them.
    fn told(runs: &[Run]) -> (String, Option<String>, Vec<Oddity>) {
        let Kept { text, shown, oddities, .. } = keep(runs);
        let all = [Oddity::StruckPart, Oddity::RaisedPart, Oddity::Struck, Oddity::Unseen];
        let odd = all.into_iter().filter(|oddity| oddities.has(*oddity)).collect();
        (text, shown.map(|shown| shown.to_string()), odd)
    }

    fn part(text: &str, shown: &str, odd: &[Oddity]) -> (String, Option<String>, Vec<Oddity>) {
        (text.to_owned(), Some(shown.to_owned()), odd.to_vec())
    }

    fn whole(text: &str, odd: &[Oddity]) -> (String, Option<String>, Vec<Oddity>) {
        (text.to_owned(), None, odd.to_vec())
    }

    #[test]
    fn struck_runs_are_withdrawn_unless_all_are() {
        use Oddity::{Struck, StruckPart};
        for (runs, expected) in [
            (vec![struck("45"), run("46")], part("46", "4546", &[StruckPart])),
            (vec![run("46"), struck("45")], part("46", "4645", &[StruckPart])),
            (vec![run("Ông "), struck("A"), run("B")], part("Ông B", "Ông AB", &[StruckPart])),
            (vec![struck("45")], whole("45", &[Struck])),
            (vec![struck("4"), run(" "), struck("5")], whole("4 5", &[Struck])),
            (vec![struck(" "), run("46")], whole("46", &[])),
            (vec![run("45"), run("46")], whole("4546", &[])),
            (vec![], whole("", &[])),
        ] {
            assert_eq!(told(&runs), expected, "{runs:?}");
        }
    }

    #[test]
    fn raised_letters_are_left_out_beside_numbers_only() {
        use Oddity::RaisedPart;
        for (runs, expected) in [
            (vec![run("12"), raised("1")], part("12", "121", &[RaisedPart])),
            (vec![run("12"), raised("(1)")], part("12", "12(1)", &[RaisedPart])),
            (vec![run("1.234,5 "), raised("a")], part("1.234,5 ", "1.234,5 a", &[RaisedPart])),
            (vec![run("98,5%"), raised("2")], part("98,5%", "98,5%2", &[RaisedPart])),
            (vec![run("14/12/2025"), raised("1")], part("14/12/2025", "14/12/20251", &[RaisedPart])),
            (vec![raised("1"), run("−12")], part("−12", "1−12", &[RaisedPart])),
            (vec![run("Diện tích (m"), raised("2"), run(")")], whole("Diện tích (m2)", &[])),
            (vec![run("8 giờ"), raised("1")], whole("8 giờ1", &[])),
            (vec![raised("12")], whole("12", &[])),
            (vec![run("98,5"), raised("%")], whole("98,5%", &[])),
            (vec![run("12"), raised(" ")], whole("12 ", &[])),
            (vec![raised("1"), run("/"), raised("2")], whole("1/2", &[])),
            (vec![run("3"), raised("1"), run("/"), raised("2")], whole("31/2", &[])),
        ] {
            assert_eq!(told(&runs), expected, "{runs:?}");
        }
    }

    #[test]
    fn a_footnote_at_a_withdrawn_number_never_takes_its_place() {
        use Oddity::{RaisedPart, Struck, StruckPart};
        assert_eq!(told(&[struck("45"), raised("1")]), part("45", "451", &[RaisedPart, Struck]));
        let both = [struck("45"), run("46"), raised("1")];
        assert_eq!(told(&both), part("46", "45461", &[StruckPart, RaisedPart]));
        let words = [struck("chưa có "), run("46"), raised("1")];
        assert_eq!(told(&words), part("46", "chưa có 461", &[StruckPart, RaisedPart]));
    }

    #[test]
    fn letters_that_nobody_sees_stay_and_are_told() {
        use Oddity::{StruckPart, Unseen};
        for (runs, expected) in [
            (vec![unseen("4"), run("6")], whole("46", &[Unseen])),
            (vec![run("4"), unseen("6")], whole("46", &[Unseen])),
            (vec![unseen("46")], whole("46", &[Unseen])),
            (vec![run("46"), unseen(" ")], whole("46 ", &[])),
            (vec![Run { struck: true, ..unseen("4") }, run("6")], part("6", "46", &[StruckPart])),
        ] {
            assert_eq!(told(&runs), expected, "{runs:?}");
        }
    }

    #[test]
    fn the_encoding_is_that_of_most_letters_beyond_ascii() {
        let (tcvn3, vni) = (Legacy::Tcvn3, Legacy::Vni);
        for (runs, expected) in [
            (vec![run("1. "), in_font("Sè hå s¬", tcvn3)], Some(tcvn3)),
            (vec![in_font("Soá hoà sô", vni), run(" (1)")], Some(vni)),
            (vec![run("Ủy ban nhân dân "), in_font("x·", tcvn3)], None),
            (vec![run("Ủ"), in_font("y ban nh©n d©n x·", tcvn3)], Some(tcvn3)),
            (vec![in_font("So", tcvn3)], None),
            (vec![run("Số")], None),
        ] {
            assert_eq!(keep(&runs).legacy, expected, "{runs:?}");
        }
    }
}
