//! The order of rule numbers.

/// A key by which numbers sort as people count: `2.2.2` before `2.2.10`, `2.1.1a` before `2.1.1b`, `2` before `2.1`.
pub(super) fn natural(number: &str) -> Vec<(u64, String)> {
    let mut key = Vec::new();
    for part in number.split('.') {
        let mut rest = part;
        while !rest.is_empty() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (count, tail) = rest.split_at(digits);
            let letters = tail.len() - tail.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
            let (word, tail) = tail.split_at(letters);
            key.push((count.parse().unwrap_or(u64::MAX), word.to_lowercase()));
            rest = tail;
        }
    }
    key
}

/// A number as it stands in a file name: `2_2_3`, `t1`.
pub(super) use crate::plan::folded_number as folded;

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    #[test]
    fn numbers_sort_as_people_count() {
        let sorted = ["1.1", "1.1.1", "2", "2.1.1a", "2.1.1b", "2.1.3", "2.2.2", "2.2.10", "10", "T1", "T2"];
        let mut numbers = sorted;
        numbers.reverse();
        numbers.sort_by_key(|number| natural(number));
        // What begins with a letter has no number of its own; the order of groups puts it last.
        assert_eq!(numbers, sorted);
    }

    #[test]
    fn numbers_in_file_names_have_no_points() {
        assert_eq!((folded("2.1.1a"), folded("T1")), ("2_1_1a".to_owned(), "t1".to_owned()));
    }
}
