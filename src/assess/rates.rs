//! Percentages that units type beside a number, against the ratio of which the number is the numerator.

use rust_decimal::Decimal;

use super::doubts::cells;
use crate::diagnostic::{Argument, Code, Diagnostic, Place};
use crate::figure::{Figure, Parts, is_rounded_from};
use crate::rulebook::Finding;
use crate::text::rate_beside;

/// Every cell such as `Số lượng: 12 / Tỷ lệ: 60%` whose percentage is not that of the ratio which a rule makes of it,
/// each once.
pub(super) fn differing_rates(findings: &[Finding]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for finding in findings {
        let Some(parts) = finding.value.as_ref().and_then(|value| value.parts.as_deref()) else { continue };
        for (_, figure) in &finding.used {
            let differing = differing(figure, parts).into_iter();
            diagnostics.extend(differing.filter(|told| !diagnostics.contains(told)).collect::<Vec<_>>());
        }
    }
    diagnostics
}

/// What `figure`'s cells state wrongly, where it alone is the numerator.
fn differing(figure: &Figure, parts: &Parts) -> Vec<Diagnostic> {
    let (Ok(part), Ok(whole)) = (parts.numerator.number_or_zero(), parts.denominator.number_or_zero()) else {
        return Vec::new();
    };
    let exact = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|hundredfold| hundredfold.checked_div(whole));
    let Some(exact) = exact.filter(|_| figure.number() == Some(part)) else { return Vec::new() };
    let of_numerator = figure.origins.iter().filter(|origin| parts.numerator.origins.contains(origin));
    of_numerator
        .filter_map(|origin| {
            let (stated, places) = rate_beside(&origin.raw)?;
            let told = Diagnostic::new(Code::RateDiffers)
                .at(Place::from(&origin.address))
                .with_number("stated", stated)
                .with_number("part", part)
                .with_number("whole", whole)
                .with_argument("rate", Argument::Beside(exact, stated))
                .with("cells", format!("{}, {}", origin.address, cells(&parts.denominator.origins)));
            (!is_rounded_from(stated, places, exact)).then_some(told)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::address::{Address, CellRef};
    use crate::diagnostic::Lang;
    use crate::figure::{Origin, Value};
    use crate::rulebook::Outcome;

    fn cell(row: u32, number: i64, raw: &str) -> Figure {
        let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 4) };
        let origin = Origin { address, unit: "VP".into(), form: "f".into(), raw: raw.into() };
        Figure::reported(Value::Number(number.into()), origin)
    }

    fn told(part: Figure, whole: Figure) -> Vec<String> {
        told_of(&part, vec![part.clone(), whole])
    }

    /// What is told of `part` in the last figure of `used`.
    fn told_of(part: &Figure, used: Vec<Figure>) -> Vec<String> {
        let finding = Finding {
            rule: "1".to_owned(),
            scheme: "s".to_owned(),
            outcome: Outcome::Missed,
            value: used.last().and_then(|whole| part.percent_of(whole).ok()),
            terms: None,
            points: None,
            max: None,
            readings: Vec::new(),
            waits: Vec::new(),
            remedies: Vec::new(),
            used: used.into_iter().map(|figure| ("x".into(), figure)).collect(),
        };
        let told = differing_rates(&[finding.clone(), finding]);
        told.iter().map(|told| format!("{} {} {}", told.code, told.place, told.message(Lang::En))).collect()
    }

    #[test]
    fn a_rate_that_is_not_the_one_of_its_cells_is_told_once_with_both() {
        assert_eq!(
            told(cell(1, 12, "Số lượng: 12 / Tỷ lệ: 60%"), cell(2, 24, "24")),
            [
                "I08 a.xlsx | S!E2 The percentage is given as 60% but 12 / 24 is 50% (a.xlsx | S!E2, a.xlsx | S!E3)."
            ]
        );
    }

    #[test]
    fn a_rate_that_rounding_makes_and_a_cell_without_one_are_not_told_of() {
        for (part, whole) in [
            (cell(1, 28, "Số lượng: 28 / Tỷ lệ: 65,1%"), cell(2, 43, "43")),
            (cell(1, 28, "28 hồ sơ"), cell(2, 43, "43")),
            (cell(1, 0, "Số lượng: 0 / Tỷ lệ: 100%"), cell(2, 0, "0")),
            // Of the denominator nobody has asked for a percentage.
            (cell(1, 28, "28"), cell(2, 43, "Số lượng: 43 / Tỷ lệ: 12%")),
        ] {
            assert_eq!(told(part, whole), [""; 0]);
        }
    }

    #[test]
    fn a_sum_is_not_blamed_on_one_of_its_cells() {
        let one = cell(1, 12, "Số lượng: 12 / Tỷ lệ: 60%");
        let other = cell(3, 8, "8");
        let sum = one.plus(&other).expect("a sum");
        assert_eq!(told_of(&sum, vec![one, other, cell(2, 24, "24")]), [""; 0]);
    }
}
