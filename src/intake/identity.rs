//! Sums that must hold within a row, such as `tiep_nhan = truc_tuyen + truc_tiep + ky_truoc`, and percentages that
//! must be those of their row, such as `ty_le = (truoc_han + dung_han) / da_giai_quyet`.

use serde::{Deserialize, Serialize};

/// Two sums of columns that must be equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Left of the sign `=`.
    pub left: Vec<Term>,
    /// Right of the sign `=`.
    pub right: Vec<Term>,
}

/// One column within a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Name of the column.
    pub column: String,
    /// Whether it is taken away.
    pub negative: bool,
}

impl Identity {
    /// Reads `a = b + c - d`; `None` where it is nothing of the kind.
    pub fn parse(text: &str) -> Option<Self> {
        let (left, right) = text.split_once('=')?;
        Some(Self { left: parse_sum(left)?, right: parse_sum(right)? })
    }

    /// Every column that it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.left.iter().chain(&self.right).map(|term| term.column.as_str())
    }
}

/// A column that states the percentage of one sum of columns in another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Name of the column that states it.
    pub stated: String,
    /// Numerator.
    pub part: Vec<Term>,
    /// Denominator.
    pub whole: Vec<Term>,
}

impl Rate {
    /// Reads `a = b / c` and `a = (b + c) / (d - e)`; `None` where it is nothing of the kind.
    pub fn parse(text: &str) -> Option<Self> {
        let (stated, quotient) = text.split_once('=')?;
        let (part, whole) = quotient.split_once('/')?;
        let [Term { column, negative: false }] = &parse_sum(stated)?[..] else { return None };
        Some(Self { stated: column.clone(), part: parse_side(part)?, whole: parse_side(whole)? })
    }

    /// Every column that it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let sides = self.part.iter().chain(&self.whole).map(|term| term.column.as_str());
        std::iter::once(self.stated.as_str()).chain(sides)
    }
}

/// One column, or several in parentheses.
fn parse_side(text: &str) -> Option<Vec<Term>> {
    let text = text.trim();
    match text.strip_prefix('(') {
        Some(rest) => parse_sum(rest.strip_suffix(')')?),
        None => parse_sum(text).filter(|terms| terms.len() == 1),
    }
}

fn parse_sum(text: &str) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    let mut negative = false;
    let mut expects_name = true;
    for word in text.replace('+', " + ").replace('-', " - ").split_whitespace() {
        match (expects_name, word) {
            (false, "+" | "-") => negative = word == "-",
            (true, name) if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
                terms.push(Term { column: name.to_owned(), negative });
            }
            _ => return None,
        }
        expects_name = !expects_name;
    }
    (!expects_name).then_some(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_columns_are_read() {
        let rate = Rate::parse("ty_le = (a + b) / c").expect("a rate");
        assert_eq!(rate.columns().collect::<Vec<_>>(), ["ty_le", "a", "b", "c"]);
        assert_eq!(Rate::parse("r = a / (b - c)").map(|rate| rate.whole.len()), Some(2));
        for text in
            ["", "r = a", "r = a + b / c", "r = (a + b / c)", "r + s = a / b", "= a / b", "r = a / b / c"]
        {
            assert_eq!(Rate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn sums_of_columns_are_read() {
        let identity = Identity::parse("a = b + c - d").expect("an identity");
        assert_eq!(identity.columns().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(identity.right.iter().map(|t| t.negative).collect::<Vec<_>>(), [false, false, true]);
        for text in ["", "a", "a =", "= b", "a = + b", "a = b c", "a = b +", "a = (b)"] {
            assert_eq!(Identity::parse(text), None, "{text}");
        }
    }
}
