//! A percentage as somebody states it, against the exact one.

use rust_decimal::Decimal;

use super::{Figure, round_half_up};
use crate::text::{NumberKind, parse_number};

/// Decimals beyond which a stated percentage says nothing: a spreadsheet's binary quotient has so many right.
const MOST_PLACES: u32 = 8;

/// Whether `stated`, shown with `places` decimals, is what rounding makes of `exact`.
pub fn is_rounded_from(stated: Decimal, places: u32, exact: Decimal) -> bool {
    let places = places.min(MOST_PLACES);
    round_half_up(stated, places) == round_half_up(exact, places)
}

impl Figure {
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

    #[test]
    fn decimals_are_those_typed() {
        let figure = |raw: &str, number: &str| {
            let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(0, 0) };
            let origin = Origin { address, unit: "VP".into(), form: "f".into(), raw: raw.into() };
            Figure::reported(Value::Number(exact(number)), origin).places_shown()
        };
        assert_eq!([figure("60,0%", "60"), figure("60", "60"), figure("0.6", "60")], [1, 0, 1]);
        assert_eq!(Figure::constant(exact("60.25")).places_shown(), 2);
    }
}
