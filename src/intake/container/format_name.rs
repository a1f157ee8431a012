//! The names that Excel's text formats use for number formats.

use std::sync::Arc;

/// Each name, and the code that it is short for.
const CODES: &[(&str, &str)] = &[
    ("General Number", "General"),
    ("General Date", "m/d/yyyy h:mm"),
    ("Long Date", "dddd, mmmm d, yyyy"),
    ("Medium Date", "d-mmm-yy"),
    ("Short Date", "m/d/yyyy"),
    ("Long Time", "h:mm:ss AM/PM"),
    ("Medium Time", "h:mm AM/PM"),
    ("Short Time", "h:mm"),
    ("Currency", "\"$\"#,##0.00_);[Red]\\(\"$\"#,##0.00\\)"),
    ("Euro Currency", "[$€-2]\\ #,##0.00_);[Red]\\([$€-2]\\ #,##0.00\\)"),
    ("Fixed", "0.00"),
    ("Standard", "#,##0.00"),
    ("Percent", "0.00%"),
    ("Scientific", "0.00E+00"),
    ("Yes/No", "\"Yes\";\"Yes\";\"No\""),
    ("True/False", "\"True\";\"True\";\"False\""),
    ("On/Off", "\"On\";\"On\";\"Off\""),
];

/// The code that a format is, or that its name stands for; `None` where it leaves values as they are.
pub(super) fn code(format: &str) -> Option<Arc<str>> {
    let named = CODES.iter().find(|(name, _)| name.eq_ignore_ascii_case(format));
    let code = named.map_or(format, |(_, code)| code);
    (!matches!(code, "General" | "" | "@")).then(|| code.into())
}
