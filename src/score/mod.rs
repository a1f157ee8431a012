//! Points, totals, rescaling, caps and bands: pure arithmetic on findings.

mod scorecard;

pub use scorecard::{GroupScore, IndexRange, PointTotals, SchemeScore, Scorecard};
