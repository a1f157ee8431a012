//! Reads `TARGET` and `SCALE`: the dated values of the law.

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::declarations::{Declarations, Fields};
use super::outline::{Literal, Spot};
use crate::period::Dated;
use crate::plan::{Comparison, Terms};

/// The comparisons of a target, as `TARGET` spells them.
const COMPARISONS: [&str; 5] = ["equal", "at_least", "above", "at_most", "answer"];
const FROM: &str = "from";
const BASIS: &str = "basis";
const UNTIL: &str = "until";
const REPLACED_BY: &str = "replaced_by";
/// What an entry says besides its values.
const DATES: [&str; 4] = [FROM, BASIS, UNTIL, REPLACED_BY];

/// `TARGET` or `SCALE`, earliest first; `None` if any entry is wrong.
pub(super) fn read<'a>(
    declared: &mut Declarations<'a>,
    literal: &'a Literal,
    name: &'static str,
) -> Option<Vec<Dated<Terms>>> {
    let items = declared.list(literal, name)?;
    if items.is_empty() {
        declared.wrong(literal.spot, "declare.empty", name);
        return None;
    }
    let entries: Vec<_> = items.iter().map(|item| entry(declared, item, name)).collect();
    let mut terms = entries.into_iter().collect::<Option<Vec<_>>>()?;
    for (pair, item) in terms.windows(2).zip(items.iter().skip(1)) {
        let [earlier, later] = pair else { continue };
        if earlier.from == later.from {
            declared.wrong(item.spot, "declare.same_day", &format!("{name}: {}", later.from));
        } else if earlier.from > later.from {
            declared.wrong(item.spot, "declare.order", name);
        }
    }
    terms.sort_by_key(|dated| dated.from);
    Some(terms)
}

fn entry<'a>(declared: &mut Declarations<'a>, item: &'a Literal, name: &str) -> Option<Dated<Terms>> {
    let fields = declared.map(item, name)?;
    let from = field(declared, item.spot, fields, name, FROM)
        .and_then(|literal| declared.date(literal, &format!("{name}: {FROM}")));
    let basis = field(declared, item.spot, fields, name, BASIS)
        .and_then(|literal| declared.text(literal, &format!("{name}: {BASIS}")));
    let optional =
        |wanted: &str| fields.iter().find(|(field, ..)| field == wanted).map(|(.., literal)| literal);
    let until = match optional(UNTIL) {
        Some(literal) => Some(declared.date(literal, &format!("{name}: {UNTIL}"))?),
        None => None,
    };
    let replaced_by = match optional(REPLACED_BY) {
        Some(literal) => declared.text(literal, &format!("{name}: {REPLACED_BY}"))?.to_owned(),
        None => String::new(),
    };
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        declared.wrong(item.spot, "declare.ends_early", name);
        return None;
    }
    let value = if name == "TARGET" { target(declared, item.spot, fields) } else { scale(declared, fields) };
    Some(Dated { from: from?, until, replaced_by, basis: basis?.to_owned(), value: value? })
}

/// The field `wanted` of an entry that stands at `spot`; told of where there is none.
fn field<'a>(
    declared: &mut Declarations<'a>,
    spot: Spot,
    fields: &'a Fields,
    name: &str,
    wanted: &str,
) -> Option<&'a Literal> {
    let found = fields.iter().find(|(field, ..)| field == wanted).map(|(.., literal)| literal);
    if found.is_none() {
        declared.wrong(spot, "declare.missing", &format!("{name}: {wanted}"));
    }
    found
}

fn target<'a>(declared: &mut Declarations<'a>, spot: Spot, fields: &'a Fields) -> Option<Terms> {
    let mut comparisons = Vec::new();
    for (word, spot, literal) in fields.iter().filter(|(word, ..)| !DATES.contains(&word.as_str())) {
        let name = format!("TARGET: {word}");
        comparisons.push(match word.as_str() {
            "answer" => declared.text(literal, &name).map(|code| Comparison::Answer(code.to_owned())),
            "equal" => declared.number(literal, &name).map(Comparison::Equal),
            "at_least" => declared.number(literal, &name).map(Comparison::AtLeast),
            "above" => declared.number(literal, &name).map(Comparison::Above),
            "at_most" => declared.number(literal, &name).map(Comparison::AtMost),
            _ => {
                declared.unknown(*spot, "kind.comparison", word, COMPARISONS);
                None
            }
        });
    }
    if comparisons.len() != 1 {
        declared.wrong(spot, "declare.one_comparison", "TARGET");
        return None;
    }
    let comparison = comparisons.pop()??;
    let values = threshold(&comparison).map(|(word, number)| (word.to_owned(), number)).into_iter().collect();
    Some(Terms { comparison: Some(comparison), values })
}

/// The number of a comparison under its word; `None` for an answer.
pub(super) fn threshold(comparison: &Comparison) -> Option<(&'static str, Decimal)> {
    match comparison {
        Comparison::Equal(number) => Some(("equal", *number)),
        Comparison::AtLeast(number) => Some(("at_least", *number)),
        Comparison::Above(number) => Some(("above", *number)),
        Comparison::AtMost(number) => Some(("at_most", *number)),
        Comparison::Answer(_) => None,
    }
}

fn scale(declared: &mut Declarations<'_>, fields: &Fields) -> Option<Terms> {
    let numbers: Vec<_> = fields
        .iter()
        .filter(|(name, ..)| !DATES.contains(&name.as_str()))
        .map(|(name, spot, literal)| {
            if name == MAX_OF_SCALE {
                declared.wrong(*spot, "declare.unexpected", "SCALE: max");
                return None;
            }
            Some((name.clone(), declared.number(literal, &format!("SCALE: {name}"))?))
        })
        .collect();
    let values = numbers.into_iter().collect::<Option<IndexMap<_, _>>>()?;
    Some(Terms { comparison: None, values })
}

/// The name under which `s` knows `MAX`.
pub(super) const MAX_OF_SCALE: &str = "max";
