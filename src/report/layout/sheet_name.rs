//! The names of sheets that the template has once and the report several times, one for each scheme.

use crate::plan::Scheme;

/// Longest name of a sheet, in letters.
const NAME_LIMIT: usize = 31;

/// The name of the sheet of the scheme at `index`: as the template has it for the first, with the scheme's short name for
/// others, with their number where that does not do.
pub(super) fn of(name: &str, index: usize, scheme: &Scheme, taken: impl Fn(&str) -> bool) -> String {
    if index == 0 {
        return name.to_owned();
    }
    let short = told_apart(name, &scheme.short).filter(|name| !taken(name));
    short.unwrap_or_else(|| with_tail(name, &(index + 1).to_string()))
}

/// `PL III (766)`; `None` for words that cannot stand in a sheet's name.
fn told_apart(name: &str, short: &str) -> Option<String> {
    let fits = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
    let is_fit = !short.is_empty() && short.len() < NAME_LIMIT / 2 && short.chars().all(fits);
    is_fit.then(|| with_tail(name, short))
}

/// `PL III (2)`.
fn with_tail(name: &str, tail: &str) -> String {
    let tail = format!(" ({tail})");
    let kept: String = name.chars().take(NAME_LIMIT.saturating_sub(tail.chars().count())).collect();
    format!("{}{tail}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::plan::SchemeKind;

    fn named(short: &str, index: usize, taken: &str) -> String {
        let scheme = Scheme {
            id: "s".into(),
            kind: SchemeKind::Points,
            title: String::new(),
            short: short.into(),
            notice: String::new(),
            total: None,
            bonus_cap: None,
            penalty_cap: None,
            rescale_extra: false,
            above_scale: false,
            decimals: 2,
            groups: Vec::new(),
            must_have: Vec::new(),
            bands: Vec::new(),
        };
        of("PL III Tự chấm điểm của xã", index, &scheme, |name| name == taken)
    }

    #[test]
    fn schemes_are_told_apart_by_their_short_names_or_their_numbers() {
        assert_eq!(named("766", 0, ""), "PL III Tự chấm điểm của xã");
        // A sheet's name has 31 letters at most.
        assert_eq!(named("766", 1, ""), "PL III Tự chấm điểm của x (766)");
        assert_eq!(named("", 1, ""), "PL III Tự chấm điểm của xã (2)");
        assert_eq!(named("766/QĐ", 2, ""), "PL III Tự chấm điểm của xã (3)", "not a letter of names");
        assert_eq!(named("766", 2, "PL III Tự chấm điểm của x (766)"), "PL III Tự chấm điểm của xã (3)");
    }
}
