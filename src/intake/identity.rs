//! Sums that must hold within a row, such as `tiep_nhan = truc_tuyen + truc_tiep + ky_truoc`.

use serde::Serialize;

/// Two sums of columns that must be equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// Left of the sign `=`.
    pub left: Vec<Term>,
    /// Right of the sign `=`.
    pub right: Vec<Term>,
}

/// One column within a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    fn sums_of_columns_are_read() {
        let identity = Identity::parse("a = b + c - d").expect("an identity");
        assert_eq!(identity.columns().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(identity.right.iter().map(|t| t.negative).collect::<Vec<_>>(), [false, false, true]);
        for text in ["", "a", "a =", "= b", "a = + b", "a = b c", "a = b +", "a = (b)"] {
            assert_eq!(Identity::parse(text), None, "{text}");
        }
    }
}
