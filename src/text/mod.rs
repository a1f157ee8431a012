//! Vietnamese text: how it is compared, and how numbers and dates are read as people type them.

mod fold;
mod number;
mod rate;
mod date;
mod decimal;
mod similar;
mod legacy;
mod syllable;
mod legacy_word;
mod recognise;
mod legacy_parts;

pub use date::{
    DateDoubt, DateError, ParsedDate, PartAbove12, day_month_exchanged, parse_date, part_above_12,
};
pub use decimal::{decimal_vi, decimal_vi_beside, decimal_vi_to, english_separators, with_measure};
pub use fold::{clean, fold, fold_ascii};
pub use legacy::Legacy;
pub use legacy_parts::convert_parts;
pub use number::{NumberError, NumberKind, ParsedNumber, parse_number};
pub use rate::rate_beside;
pub use recognise::{Context, Evidence, Font, recognise};
pub use similar::{nearest, similar, similar_plain};
