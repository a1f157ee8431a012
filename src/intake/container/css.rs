//! The style sheets of a page, as far as Excel and Word write them: rules for an element, a class, or both.

use std::collections::HashMap;

/// Rules of all sheets of a page.
#[derive(Default)]
pub(super) struct Css {
    /// Declarations by selector, in small letters: `td`, `.xl65`, `td.xl65`.
    rules: HashMap<String, String>,
}

impl Css {
    /// Adds the rules of one sheet. Rules of other shapes than those are passed over.
    pub(super) fn add(&mut self, sheet: &str) {
        let sheet = without_comments(sheet).replace("<!--", " ").replace("-->", " ");
        let mut rest = sheet.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            let Some((declarations, after)) = split_outside_quotes(after, '}') else { return };
            for selector in selectors.split(',').map(str::trim) {
                if !selector.is_empty() && !selector.contains([' ', '>', '#', ':', '@', '[']) {
                    let rule = self.rules.entry(selector.to_ascii_lowercase()).or_default();
                    rule.push_str(declarations);
                    rule.push(';');
                }
            }
            rest = after;
        }
    }

    /// Whether there is no rule.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Declarations for an element of these classes, the weakest first.
    pub(super) fn declarations(&self, tag: &str, classes: &str) -> Vec<&str> {
        let classes: Vec<String> = classes.split_whitespace().map(str::to_ascii_lowercase).collect();
        let by_class = classes.iter().map(|class| format!(".{class}"));
        let by_both = classes.iter().map(|class| format!("{tag}.{class}"));
        let selectors = ["*".to_owned(), tag.to_owned()].into_iter().chain(by_class).chain(by_both);
        selectors.filter_map(|selector| self.rules.get(&selector)).map(String::as_str).collect()
    }
}

/// Names, in small letters, and values of declarations, in order.
pub(super) fn declarations(text: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let mut rest = Some(text);
    while let Some(text) = rest {
        let (declaration, after) = match split_outside_quotes(text, ';') {
            Some((declaration, after)) => (declaration, Some(after)),
            None => (text, None),
        };
        if let Some((name, value)) = declaration.split_once(':') {
            let value = value.trim();
            let value = value.strip_suffix("!important").map_or(value, str::trim_end);
            found.push((name.trim().to_ascii_lowercase(), value));
        }
        rest = after;
    }
    found
}

/// The text of a value that Excel may have quoted, and in which it puts a stroke before signs and before the four
/// digits of a letter's number.
pub(super) fn unescaped(value: &str) -> String {
    let value = value.trim();
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let mut rest = inner.unwrap_or(value);
    let mut text = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let number = after.get(..4).filter(|digits| digits.starts_with("00"));
        let letter = number.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        rest = match (letter, after.chars().next()) {
            (Some(letter), _) => {
                text.push(letter);
                after.get(4..).unwrap_or_default()
            }
            (None, Some(sign)) => {
                text.push(sign);
                after.get(sign.len_utf8()..).unwrap_or_default()
            }
            (None, None) => after,
        };
    }
    text.push_str(rest);
    text
}

/// What stands before and after the first `mark` that is neither quoted nor behind a stroke.
fn split_outside_quotes(text: &str, mark: char) -> Option<(&str, &str)> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, letter) in text.char_indices() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match (letter, quote) {
            ('\\', _) => is_escaped = true,
            ('"' | '\'', None) => quote = Some(letter),
            (_, Some(open)) if open == letter => quote = None,
            (_, None) if letter == mark => {
                return Some((text.get(..at)?, text.get(at + mark.len_utf8()..)?));
            }
            _ => {}
        }
    }
    None
}

fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_apply_from_the_weakest_to_the_strongest() {
        let mut css = Css::default();
        css.add("<!--table {a:1}\n.xl65\n\t{b:2; c:\"x}y;z\";}\nTD.xl65, p {d:4} /* td {e:5} */ td {f:6} @page {g:7} td b {h:8} -->");
        let found = |tag, classes| -> Vec<String> {
            let names = css.declarations(tag, classes).into_iter().flat_map(declarations);
            names.map(|(name, value)| format!("{name}={value}")).collect()
        };
        assert_eq!(found("td", "xl65"), ["f=6", "b=2", "c=\"x}y;z\"", "d=4"]);
        assert_eq!(found("td", ""), ["f=6"]);
        assert_eq!(found("p", "XL65 other"), ["d=4", "b=2", "c=\"x}y;z\""]);
        css.add("td {never closed");
        css.add("} x { y");
    }

    #[test]
    fn values_are_read_as_excel_escapes_them() {
        for (value, text) in [
            (r#""\#\,\#\#0\,""#, "#,##0,"),
            (r#""0\.00\0022%\0022""#, "0.00\"%\""),
            (r#""0\\%""#, "0\\%"),
            (r#""0\0022đ\0022\;\0022\0022""#, "0\"đ\";\"\""),
            (r#""0\0022d\0022""#, "0\"d\""),
            ("Percent", "Percent"),
            (r#""Short Date""#, "Short Date"),
            (r"\@", "@"),
            (r"a\", "a"),
        ] {
            assert_eq!(unescaped(value), text, "{value}");
        }
    }
}
