//! A percentage that stands beside a number in one cell.

use rust_decimal::Decimal;

use super::{NumberKind, parse_number};

/// The percentage that a cell states beside its number, as in `Số lượng: 12 / Tỷ lệ: 60%`, with its decimals.
pub fn rate_beside(raw: &str) -> Option<(Decimal, u32)> {
    parse_number(raw, NumberKind::Whole).ok().filter(|number| number.from_text)?;
    let rate = parse_number(raw, NumberKind::Percent).ok().filter(|rate| rate.percent_sign)?;
    Some((rate.value, rate.places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_beside_a_number_is_read_with_its_decimals() {
        let rate = |raw: &str| rate_beside(raw).map(|(value, places)| format!("{value} {places}"));
        assert_eq!(rate("Số lượng: 12 / Tỷ lệ: 60%").as_deref(), Some("60 0"));
        assert_eq!(rate("Tỷ lệ: 60,50 %; số lượng: 1.234").as_deref(), Some("60.5 2"));
        for raw in ["12", "60%", "12 hồ sơ", "Số lượng: 12 / Tỷ lệ: 60", "Tỷ lệ: 60%", ""] {
            assert_eq!(rate(raw), None, "{raw}");
        }
    }
}
