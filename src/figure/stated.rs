//! A percentage as somebody states it, against the exact one.

use rust_decimal::Decimal;

use super::{Doubt, Figure, round_half_up};
use crate::diagnostic::Code;
use crate::text::{NumberKind, parse_number};

/// Decimals beyond which a stated percentage says nothing: a spreadsheet's binary quotient has so many right.
const MOST_PLACES: u32 = 8;

/// Whether `stated`, shown with `places` decimals, is what rounding makes of `exact`.
pub fn is_rounded_from(stated: Decimal, places: u32, exact: Decimal) -> bool {
    let places = places.min(MOST_PLACES);
    round_half_up(stated, places) == round_half_up(exact, places)
}

impl Figure {
    /// Whether the figure, a percentage as somebody states it, is `exact` with the decimals that are shown. What may be
    /// a fraction of one, and is the right one, was meant so; that it must be written otherwise is told elsewhere.
    pub fn states(&self, exact: Decimal) -> bool {
        let Some(number) = self.number() else { return false };
        let places = self.places_shown();
        let is_scale = |doubt: &Doubt| matches!(doubt, Doubt::Unclear { code: Code::CellPercentScale, .. });
        let fraction =
            self.doubts.iter().any(is_scale).then(|| number.checked_mul(Decimal::ONE_HUNDRED)).flatten();
        is_rounded_from(number, places, exact)
            || fraction.is_some_and(|percent| is_rounded_from(percent, places.saturating_sub(2), exact))
    }

    /// Decimals with which the number is shown: as typed in its cell, or as many as it has.
    pub fn places_shown(&self) -> u32 {
        let typed = self
            .origins
            .iter()
            .filter_map(|origin| parse_number(&origin.raw, NumberKind::Percent).ok())
            .map(|typed| typed.places);
        let own = self.number().map_or(0, |number| number.normalize().scale());
        typed.fold(own, u32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Address, CellRef};
    use crate::figure::{Origin, Value};

    fn exact(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn a_stated_percentage_is_judged_at_the_precision_shown() {
        for (stated, places, number, same) in [
            ("60", 0, "59.5", true),
            ("60", 0, "60.4999", true),
            ("60", 0, "60.5", false),
            ("60", 1, "60.4", false),
            ("65.1", 1, "65.1162790697674418604651163", true),
            ("65.2", 1, "65.1162790697674418604651163", false),
            // A quotient that a spreadsheet has computed in binary.
            ("65.11627906976744", 14, "65.1162790697674418604651163", true),
            ("100", 2, "99.99192", false),
        ] {
            assert_eq!(is_rounded_from(exact(stated), places, exact(number)), same, "{stated} {number}");
        }
    }

    fn typed(raw: &str, number: &str) -> Figure {
        let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(0, 0) };
        let origin = Origin { address, unit: "VP".into(), form: "f".into(), raw: raw.into() };
        Figure::reported(Value::Number(exact(number)), origin)
    }

    #[test]
    fn decimals_are_those_typed() {
        let places = [("60,0%", "60"), ("60", "60"), ("0.6", "60")];
        assert_eq!(places.map(|(raw, number)| typed(raw, number).places_shown()), [1, 0, 1]);
        assert_eq!(Figure::constant(exact("60.25")).places_shown(), 2);
    }

    #[test]
    fn a_fraction_that_is_asked_about_already_is_not_called_wrong_too() {
        let mut fraction = typed("0,651", "0.651");
        let percent = exact("65.1162790697674418604651163");
        assert!(!fraction.states(percent), "0,651% was written");
        fraction.doubts.push(Doubt::unclear(Code::CellPercentScale, Vec::new()));
        assert!(fraction.states(percent));
        assert!(!fraction.states(exact("66")));
        assert!(!Figure::nothing_arose(Vec::new()).states(percent));
    }
}
