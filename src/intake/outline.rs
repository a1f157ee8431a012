//! Which rows of a table are headings over others: `I, II` over `1, 2` over `1.1` or `a, b` over `-` over `+`.

use rust_decimal::Decimal;

use crate::text::clean;

/// The sum of a column and each parent that differs from its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OutlineSum {
    /// Sum of the topmost rows that hold a value; `None` where no row does or the sum is too large.
    pub(super) sum: Option<Decimal>,
    /// Index of a parent, its own value and the sum of its children, where they differ.
    pub(super) differing: Vec<(usize, Decimal, Decimal)>,
}

/// Sums `values`, whose rows lie at `depths`, without counting anything twice: a parent that holds a value stands for its
/// children.
pub(super) fn sum(values: &[Option<Decimal>], depths: &[u8]) -> OutlineSum {
    let mut result = OutlineSum::default();
    result.sum = sum_level(values, depths, 0, &mut result.differing);
    result
}

fn sum_level(
    values: &[Option<Decimal>],
    depths: &[u8],
    offset: usize,
    differing: &mut Vec<(usize, Decimal, Decimal)>,
) -> Option<Decimal> {
    let mut total: Option<Decimal> = None;
    let mut index = 0;
    while let (Some(own), Some(depth)) = (values.get(index), depths.get(index)) {
        let below = depths.get(index + 1..).unwrap_or_default();
        let count = below.iter().take_while(|other| *other > depth).count();
        let children = index + 1..index + 1 + count;
        let of_children = match (values.get(children.clone()), depths.get(children.clone())) {
            (Some(values), Some(depths)) if count > 0 => {
                sum_level(values, depths, offset + children.start, differing)
            }
            _ => None,
        };
        if let (Some(own), Some(summed)) = (*own, of_children)
            && own != summed
        {
            differing.push((offset + index, own, summed));
        }
        if let Some(value) = own.or(of_children) {
            total = Some(total.unwrap_or_default().checked_add(value)?);
        }
        index += 1 + count;
    }
    total
}

/// How deep the row of each number lies. A row without a number lies as deep as the one above it, unless the numbers begin
/// anew below it: then it is their heading.
pub(super) fn depths(numbers: &[String]) -> Vec<u8> {
    let mut depths: Vec<u8> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let next = numbers.get(index + 1);
        let own = depth(number).unwrap_or_else(|| match next.map(|next| (begins(next), depth(next))) {
            Some((true, Some(below))) => below.saturating_sub(1),
            _ => depths.last().copied().unwrap_or(ARABIC),
        });
        depths.push(own);
    }
    depths
}

const LETTER: u8 = 10;
const ROMAN: u8 = 20;
const ARABIC: u8 = 30;

/// How deep a row numbered `number` lies; `None` where it is no number of a row.
pub(super) fn depth(number: &str) -> Option<u8> {
    let text = clean(number);
    let text = text.trim_matches(['.', ')', '(', ' ', '/']);
    match text {
        "" => return None,
        "-" | "–" => return Some(80),
        "+" => return Some(90),
        _ => {}
    }
    if text.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return Some(ROMAN);
    }
    let parts: Vec<&str> = text.split('.').collect();
    if parts
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
    {
        return Some(ARABIC + u8::try_from(parts.len() - 1).unwrap_or(u8::MAX).min(30));
    }
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_uppercase() => Some(LETTER),
        (Some(letter), None) if letter.is_lowercase() => Some(70),
        _ => None,
    }
}

/// Whether `number` is the first of its kind.
fn begins(number: &str) -> bool {
    matches!(number.trim().trim_matches(['.', ')', '(']), "1" | "01" | "I" | "A" | "a")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum_of(rows: &[(&str, Option<i64>)]) -> OutlineSum {
        let numbers: Vec<String> = rows.iter().map(|(number, _)| (*number).to_owned()).collect();
        let values: Vec<Option<Decimal>> = rows.iter().map(|(_, value)| value.map(Decimal::from)).collect();
        sum(&values, &depths(&numbers))
    }

    fn summed(given: &[(&str, Option<i64>)]) -> Option<Decimal> {
        let sum = sum_of(given);
        assert_eq!(sum.differing, [], "{given:?}");
        sum.sum
    }

    #[test]
    fn parents_stand_for_their_children() {
        let flat = [("1", Some(5)), ("2", Some(7)), ("3", None)];
        assert_eq!(summed(&flat), Some(12.into()));
        let parents = [("I", Some(12)), ("1", Some(5)), ("2", Some(7)), ("II", Some(3)), ("1", Some(3))];
        assert_eq!(summed(&parents), Some(15.into()));
        let headings = [("I", None), ("1", Some(5)), ("2", Some(7)), ("II", None), ("1", Some(3))];
        assert_eq!(summed(&headings), Some(15.into()));
        let unnumbered = [("", Some(12)), ("1", Some(5)), ("2", Some(7)), ("", Some(3)), ("1", Some(3))];
        assert_eq!(summed(&unnumbered), Some(15.into()));
        let deep = [
            ("A", Some(4)),
            ("I", Some(4)),
            ("1", Some(4)),
            ("1.1", Some(1)),
            ("a", Some(1)),
            ("1.2", Some(3)),
        ];
        assert_eq!(summed(&deep), Some(4.into()));
        assert_eq!(summed(&[("", Some(1)), ("", Some(2))]), Some(3.into()));
        assert_eq!(summed(&[]), None);
    }

    #[test]
    fn a_parent_that_differs_from_its_children_is_named() {
        let sum = sum_of(&[("1", Some(5)), ("I", Some(12)), ("1", Some(5)), ("2", Some(6))]);
        assert_eq!(sum.sum, Some(17.into()));
        assert_eq!(sum.differing, [(1, 12.into(), 11.into())]);
    }
}
