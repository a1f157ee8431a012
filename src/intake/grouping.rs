//! Ways in which the rows of a table may be grouped where its column STT alone does not tell.
//!
//! Which way is right shows in the total: whoever reads a total asks about it only where it fits none of them. A way that
//! rests on what the rows hold counts only where some group really is the sum of its rows.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::outline::{self, OutlineSum};

/// The fewest rows that a group without a sign of its own sums.
const FEWEST_ROWS: usize = 2;
/// The most rows that are looked at for one sum.
const MOST_ROWS: usize = 60;
/// The fewest amounts that tell such a group from a chance.
const FEWEST_AMOUNTS: usize = 2;

/// One row of a table as far as groups go.
#[derive(Clone, Debug)]
pub(super) struct GroupedRow {
    /// What the column STT says.
    pub(super) number: String,
    /// What its label says.
    pub(super) label: String,
    /// The amounts, each with its column's place in the form.
    pub(super) amounts: Vec<(usize, Decimal)>,
}

/// One way to group rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grouping {
    /// How deep each row lies.
    depths: Vec<u8>,
    /// Whether each row is the sum of rows that count themselves.
    left_out: Vec<bool>,
}

impl Grouping {
    /// The sum of the column at `place` in the form, and the groups in it that differ from their rows.
    pub(super) fn sum(&self, rows: &[GroupedRow], place: usize) -> OutlineSum {
        let amount = |(row, left_out): (&GroupedRow, &bool)| row.amount(place).filter(|_| !left_out);
        let values: Vec<Option<Decimal>> = rows.iter().zip(&self.left_out).map(amount).collect();
        outline::sum(&values, &self.depths)
    }

    fn of_depths(depths: Vec<u8>) -> Self {
        let left_out = vec![false; depths.len()];
        Self { depths, left_out }
    }
}

impl GroupedRow {
    fn amount(&self, place: usize) -> Option<Decimal> {
        self.amounts.iter().find(|(other, _)| *other == place).map(|(_, amount)| *amount)
    }

    fn is_numbered(&self) -> bool {
        outline::depth(&self.number).is_some()
    }

    /// The number that the label begins with: `I. Cấp xã`, `1) Đất đai`.
    fn number_in_label(&self) -> Option<&str> {
        let (number, _) = self.label.trim().split_once(' ')?;
        (number.ends_with(['.', ')', '/']) && outline::depth(number).is_some()).then_some(number)
    }

    /// Whether the amounts are, column by column, the sums of `rows`, and at least `fewest` of them something.
    fn sums(&self, rows: &[&GroupedRow], fewest: usize) -> bool {
        let mut sums: HashMap<usize, Decimal> = HashMap::new();
        for (place, amount) in rows.iter().flat_map(|row| &row.amounts) {
            let sum = sums.entry(*place).or_default();
            let Some(added) = sum.checked_add(*amount) else { return false };
            *sum = added;
        }
        let amounts = self.amounts.iter().filter(|(_, amount)| !amount.is_zero());
        amounts.clone().count() >= fewest
            && amounts.clone().all(|(place, amount)| sums.get(place) == Some(amount))
            && sums.iter().all(|(place, sum)| self.amount(*place).unwrap_or_default() == *sum)
    }
}

/// The ways to group `rows`, the likeliest first.
pub(super) fn groupings(rows: &[GroupedRow]) -> Vec<Grouping> {
    let numbers = |number: &dyn Fn(&GroupedRow) -> String| {
        let numbers: Vec<String> = rows.iter().map(number).collect();
        Grouping::of_depths(outline::depths(&numbers))
    };
    let labelled = |row: &GroupedRow| match row.number_in_label() {
        Some(number) if !row.is_numbered() => number.to_owned(),
        _ => row.number.clone(),
    };
    let mut groupings = vec![numbers(&labelled), numbers(&|row| row.number.clone())];
    groupings.dedup();
    groupings.extend(by_sign(rows, GroupedRow::is_numbered));
    groupings.extend(by_sign(rows, |row| !row.is_numbered()));
    groupings.extend(by_sums(rows));
    groupings
}

/// The rows that `heads` grouped over the others below each, where at least one is the sum of those.
fn by_sign(rows: &[GroupedRow], heads: impl Fn(&GroupedRow) -> bool) -> Option<Grouping> {
    let mut fits = false;
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| heads(row)) {
        let below = rows.get(index + 1..).unwrap_or_default();
        let below: Vec<&GroupedRow> = below.iter().take_while(|row| !heads(row)).collect();
        fits |= !below.is_empty() && row.sums(&below, 1);
    }
    fits.then(|| Grouping::of_depths(rows.iter().map(|row| u8::from(!heads(row))).collect()))
}

/// The rows without those that are, in every column, the sums of the rows right above or below them.
fn by_sums(rows: &[GroupedRow]) -> Option<Grouping> {
    let mut left_out = vec![false; rows.len()];
    // Rows before this one belong to a sum already.
    let mut free = 0;
    let mut index = 0;
    while let Some(row) = rows.get(index) {
        let above = rows.get(free..index).unwrap_or_default();
        let below = rows.get(index + 1..).unwrap_or_default();
        let count = match summed_count(row, above.iter().rev()) {
            Some(_) => Some(0),
            None => summed_count(row, below.iter()),
        };
        if let (Some(count), Some(flag)) = (count, left_out.get_mut(index)) {
            *flag = true;
            index += count;
            free = index + 1;
        }
        index += 1;
    }
    left_out.contains(&true).then(|| Grouping { depths: vec![0; rows.len()], left_out })
}

/// How many of `others`, the nearest first, `row` sums.
fn summed_count<'r>(row: &GroupedRow, others: impl Iterator<Item = &'r GroupedRow>) -> Option<usize> {
    // One column tells of most rows that they are no sum.
    let (place, amount) = row.amounts.iter().find(|(_, amount)| !amount.is_zero())?;
    let mut sum = Decimal::ZERO;
    let mut seen = Vec::new();
    for other in others.take(MOST_ROWS) {
        sum = sum.checked_add(other.amount(*place).unwrap_or_default())?;
        seen.push(other);
        if seen.len() >= FEWEST_ROWS && sum == *amount && row.sums(&seen, FEWEST_AMOUNTS) {
            return Some(seen.len());
        }
    }
    None
}
