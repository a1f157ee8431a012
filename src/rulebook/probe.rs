//! Probes in a script: marks set into its text that tell which statements ran and how conditions turned out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tokens::Tokens;

/// Tells that a statement ran: `probe_at(3);`.
pub(super) const AT: &str = "probe_at";
/// Tells how a condition turned out, and passes it on: `probe_if(4, v > 0)`.
pub(super) const IF: &str = "probe_if";

/// Numbers of probes that were reached; conditions with how they turned out.
pub(super) type Reached = BTreeSet<(usize, Option<bool>)>;

/// One place that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    /// A statement, which begins at this byte.
    Statement(usize),
    /// A condition: of `if` or `while`, or the left side of `&&` or `||`, which decides whether the right one counts.
    Condition(Range<usize>),
}

/// Every probe of a script's functions, in the order of their places.
pub(super) fn probes(text: &str) -> Vec<Probe> {
    let tokens = Tokens::of(text);
    let mut probes = Vec::new();
    for body in tokens.bodies() {
        for index in body.clone() {
            let begins = matches!(tokens.sign(index.wrapping_sub(1)), "{" | ";");
            if begins && tokens.sign(index) != "}" {
                probes.push(Probe::Statement(tokens.bytes(index).start));
            }
            probes.extend(condition(&tokens, &body, index).map(Probe::Condition));
        }
    }
    probes.sort_by_key(|probe| match probe {
        Probe::Statement(start) => (*start, 0),
        Probe::Condition(range) => (range.start, range.len()),
    });
    probes
}

/// The condition that the token at `index` asks for.
pub(super) fn condition(tokens: &Tokens<'_>, body: &Range<usize>, index: usize) -> Option<Range<usize>> {
    match (tokens.word(index), tokens.sign(index)) {
        ("if" | "while", _) => {
            let mut last = index + 1;
            while last < body.end && tokens.sign(last) != "{" {
                let inner = matches!(tokens.sign(last), "(" | "[" | "#{");
                last = tokens.partner(last).filter(|_| inner).unwrap_or(last) + 1;
            }
            (last > index + 1 && last < body.end).then(|| tokens.span(index + 1, last - 1))
        }
        (_, operator @ ("&&" | "||")) => {
            let mut start = index;
            while start > body.start {
                let before = start - 1;
                let ends =
                    matches!(tokens.sign(before), "(" | "[" | "{" | "}" | "#{" | "," | ";" | "=" | ":")
                        || matches!(tokens.word(before), "if" | "while" | "return" | "else")
                        || (operator == "&&" && tokens.sign(before) == "||");
                if ends {
                    break;
                }
                let closes = matches!(tokens.sign(before), ")" | "]");
                start = tokens.partner(before).filter(|_| closes).unwrap_or(before);
            }
            (start < index).then(|| tokens.span(start, index - 1))
        }
        _ => None,
    }
}

/// `text` with every probe set, each under its number.
pub(super) fn set(text: &str, probes: &[Probe]) -> String {
    // At one byte conditions end before a statement begins, and the longest condition begins first.
    let mut marks: Vec<(usize, u8, usize, String)> = Vec::new();
    for (number, probe) in probes.iter().enumerate() {
        match probe {
            Probe::Statement(start) => marks.push((*start, 1, 0, format!("{AT}({number}); "))),
            Probe::Condition(range) => {
                marks.push((range.start, 2, usize::MAX - range.len(), format!("{IF}({number}, ")));
                marks.push((range.end, 0, range.len(), ")".to_owned()));
            }
        }
    }
    marks.sort();
    let mut marked = String::with_capacity(text.len() * 2);
    let mut from = 0;
    for (at, _, _, mark) in marks {
        marked.push_str(text.get(from..at).unwrap_or_default());
        marked.push_str(&mark);
        from = at;
    }
    marked.push_str(text.get(from..).unwrap_or_default());
    marked
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn marked(body: &str) -> String {
        let text = format!("const A = 1;\nfn value(f) {{ {body} }}");
        let marked = set(&text, &probes(&text));
        let body = marked.strip_prefix("const A = 1;\nfn value(f) { ").expect("the head");
        body.strip_suffix(" }").expect("the end").to_owned()
    }

    #[test]
    fn statements_and_conditions_are_marked() {
        assert_eq!(
            marked("let x = f.a; if x > (1 + 2) { x } else if x == 0 { #{ a: 1 } } else { 2 }"),
            "probe_at(0); let x = f.a; probe_at(1); if probe_if(2, x > (1 + 2)) { probe_at(3); x } \
             else if probe_if(4, x == 0) { probe_at(5); #{ a: 1 } } else { probe_at(6); 2 }"
        );
    }

    #[test]
    fn the_left_sides_of_and_and_or_are_conditions() {
        assert_eq!(
            marked("if a && b || g(c, d && e) { 1 }"),
            "probe_at(0); if probe_if(3, probe_if(2, probe_if(1, a) && b) || g(c, probe_if(4, d) && e)) \
             { probe_at(5); 1 }"
        );
        assert_eq!(marked("let x = a || b;"), "probe_at(0); let x = probe_if(1, a) || b;");
    }
}
