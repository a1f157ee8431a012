//! Rows that grow with what is typed. The writer fixes every height that it is given; Excel fits a row anew only where
//! the height is not fixed.

use std::collections::BTreeSet;

/// `xml` with the heights of `rows`, counted from zero, no longer fixed.
pub(super) fn free(xml: &str, rows: &BTreeSet<u32>) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut parts = xml.split("<row r=\"");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str("<row r=\"");
        let number: Option<u32> = part.split('"').next().and_then(|number| number.parse().ok());
        match (number, part.split_once('>')) {
            (Some(number), Some((tag, rest))) if number > 0 && rows.contains(&(number - 1)) => {
                out.push_str(&tag.replace(" customHeight=\"1\"", ""));
                out.push('>');
                out.push_str(rest);
            }
            _ => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rows_named_are_freed() {
        let xml = "<a><row r=\"1\" ht=\"30\" customHeight=\"1\"><c/></row>\
                   <row r=\"2\" ht=\"30\" customHeight=\"1\"/></a>";
        assert_eq!(
            free(xml, &BTreeSet::from([1, 7])),
            "<a><row r=\"1\" ht=\"30\" customHeight=\"1\"><c/></row><row r=\"2\" ht=\"30\"/></a>"
        );
    }
}
