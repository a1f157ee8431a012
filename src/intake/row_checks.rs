//! What a form's description says must hold within every row: sums, and percentages of their row.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::form_page::FormPage;
use super::identity::{Identity, Rate, Term};
use super::page::PageReading;
use crate::address::{Address, CellRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Doubt, Figure, FigureKind, Value};
use crate::text::{decimal_vi, decimal_vi_beside};

/// The numbers of one row by column, each with its cell.
pub(super) struct RowNumbers<'a> {
    page: &'a FormPage<'a>,
    values: HashMap<&'a str, (Decimal, CellRef)>,
}

/// Tells of every identity and rate of the form that does not hold in `row`.
pub(super) fn check(page: &FormPage<'_>, row: u32, reading: &mut PageReading) {
    if page.form.identities.is_empty() && page.form.rates.is_empty() {
        return;
    }
    let row = RowNumbers::of(page, row);
    for identity in &page.form.identities {
        if let Some(broken) = row.broken(identity) {
            reading.diagnostics.push(broken);
            row.doubt(identity, reading);
        }
    }
    reading.diagnostics.extend(page.form.rates.iter().filter_map(|rate| row.differing(rate)));
}

impl<'a> RowNumbers<'a> {
    /// The numbers in `row` of `page`.
    pub(super) fn of(page: &'a FormPage<'a>, row: u32) -> Self {
        let values = page
            .columns()
            .filter(|(column, _)| column.kind != FigureKind::Text)
            .filter_map(|(column, place)| {
                Some((&*column.id, (page.number_in(column, row, place)?, CellRef::new(row, place))))
            })
            .collect();
        Self { page, values }
    }

    /// Whether some identity of the form does not hold.
    pub(super) fn is_broken(&self) -> bool {
        self.page.form.identities.iter().any(|identity| self.holds(identity) == Some(false))
    }

    /// Cell and number of `column`, and the number with which it alone would make every identity hold; `None` where
    /// there is none.
    pub(super) fn mended_by(&self, column: &str) -> Option<(CellRef, Decimal, Decimal)> {
        let (value, cell) = *self.values.get(column)?;
        let mut fit: Option<Decimal> = None;
        for identity in &self.page.form.identities {
            let Some(holds) = self.holds(identity) else { continue };
            match (holds, identity.columns().any(|other| other == column)) {
                // It would mend one and break the other, or leave one broken.
                (true, true) | (false, false) => return None,
                (true, false) => {}
                (false, true) => {
                    let own = self.fitting(identity, column)?;
                    if *fit.get_or_insert(own) != own {
                        return None;
                    }
                }
            }
        }
        Some((cell, value, fit?))
    }

    /// Whether `identity` holds; `None` where one of its columns has no number.
    fn holds(&self, identity: &Identity) -> Option<bool> {
        Some(self.sum(&identity.left)? == self.sum(&identity.right)?)
    }

    fn broken(&self, identity: &Identity) -> Option<Diagnostic> {
        let (left, right) = (self.sum(&identity.left)?, self.sum(&identity.right)?);
        if left == right {
            return None;
        }
        let first = identity.columns().find_map(|id| self.values.get(id)).map(|(_, cell)| *cell)?;
        let diagnostic = Diagnostic::new(Code::IdentityBroken)
            .at(&self.page.page.address(first))
            .with("identity", self.shown(identity))
            .with("left", left.normalize())
            .with("right", right.normalize())
            .with("cells", self.cells(identity.columns()));
        Some(diagnostic)
    }

    /// Puts in doubt the figures in the cells of a broken `identity` of which one is wrong, each with the value that would
    /// fit. Where a column's sum does not hold either, the wrong cell stands in such a column; otherwise in one with whose
    /// change every identity would hold, or in any.
    fn doubt(&self, identity: &Identity, reading: &mut PageReading) {
        let fits: Vec<(Address, Option<Decimal>, bool)> = identity
            .columns()
            .filter_map(|id| {
                let (_, cell) = self.values.get(id)?;
                let mends_all = self.mended_by(id).is_some();
                Some((self.page.page.address(*cell), self.fitting(identity, id), mends_all))
            })
            .collect();
        let figures = &mut reading.figures.single;
        let stands_at =
            |figure: &Figure, at: &Address| figure.origins.iter().any(|origin| origin.address == *at);
        let suspect = |figure: &Figure| figure.doubts.iter().any(|doubt| doubt.code() == Code::TotalDiffers);
        let suspects: Vec<&Address> = fits
            .iter()
            .map(|(at, ..)| at)
            .filter(|at| figures.values().any(|figure| stands_at(figure, at) && suspect(figure)))
            .collect();
        let mends_all = fits.iter().any(|(.., all)| *all);
        let some_fits = fits.iter().any(|(_, fit, _)| fit.is_some());
        let is_candidate = |(at, fit, all): &(Address, Option<Decimal>, bool)| match suspects.is_empty() {
            false => suspects.contains(&at),
            true if mends_all => *all,
            true => fit.is_some() || !some_fits,
        };
        let candidates: Vec<_> = fits.iter().filter(|fit| is_candidate(fit)).collect();
        for figure in figures.values_mut() {
            let Some((_, fit, _)) = candidates.iter().find(|(at, ..)| stands_at(figure, at)) else {
                continue;
            };
            let (code, origins) = (Code::IdentityBroken, figure.origins.clone());
            let other = fit.map(|fit| Value::Number(fit.normalize()));
            figure.doubts.push(Doubt::Unclear { code, origins, other });
        }
    }

    /// The value with which `column` alone would make `identity` hold; `None` where it would be below zero.
    fn fitting(&self, identity: &Identity, column: &str) -> Option<Decimal> {
        let excess = self.sum(&identity.left)?.checked_sub(self.sum(&identity.right)?)?;
        let counts_in = |terms: &[Term]| -> Decimal {
            let own = terms.iter().filter(|term| term.column == column);
            own.map(|term| if term.negative { Decimal::NEGATIVE_ONE } else { Decimal::ONE }).sum()
        };
        let weight = counts_in(&identity.left).checked_sub(counts_in(&identity.right))?;
        let (value, _) = self.values.get(column)?;
        let fit = value.checked_sub(excess.checked_div(weight)?)?;
        (fit >= Decimal::ZERO).then_some(fit)
    }

    fn differing(&self, rate: &Rate) -> Option<Diagnostic> {
        let (part, whole) = (self.sum(&rate.part)?, self.sum(&rate.whole)?);
        let (_, cell) = *self.values.get(rate.stated.as_str())?;
        let stated = self.page.stated(self.page.form.column(&rate.stated)?, cell);
        let number = stated.number()?;
        let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
        if stated.states(exact) {
            return None;
        }
        let diagnostic = Diagnostic::new(Code::RateDiffers)
            .at(&self.page.page.address(cell))
            .with("stated", decimal_vi(number))
            .with("part", decimal_vi(part))
            .with("whole", decimal_vi(whole))
            .with("rate", decimal_vi_beside(exact, Some(number)))
            .with("cells", self.cells(rate.columns()));
        Some(diagnostic)
    }

    /// The sum of `terms`; `None` where one of them holds no number.
    fn sum(&self, terms: &[Term]) -> Option<Decimal> {
        terms.iter().try_fold(Decimal::ZERO, |sum, term| {
            let (value, _) = self.values.get(term.column.as_str())?;
            if term.negative { sum.checked_sub(*value) } else { sum.checked_add(*value) }
        })
    }

    /// The cells of `columns`, from left to right.
    fn cells<'c>(&self, columns: impl Iterator<Item = &'c str>) -> String {
        let mut cells: Vec<CellRef> =
            columns.filter_map(|id| self.values.get(id)).map(|(_, cell)| *cell).collect();
        cells.sort_unstable();
        cells.iter().map(CellRef::to_string).collect::<Vec<_>>().join(", ")
    }

    /// `(3) = (4) + (5) + (6)`, or with the columns' names where they bear no numbers.
    fn shown(&self, identity: &Identity) -> String {
        let name = |term: &Term| {
            let column = self.page.form.column(&term.column);
            column.map_or(term.column.clone(), |column| {
                column.number.clone().unwrap_or_else(|| format!("\"{}\"", column.label))
            })
        };
        let side = |terms: &[Term]| {
            let mut text = String::new();
            for (index, term) in terms.iter().enumerate() {
                if term.negative || index > 0 {
                    text.push_str(if term.negative { " - " } else { " + " });
                }
                text.push_str(&name(term));
            }
            text.trim().to_owned()
        };
        format!("{} = {}", side(&identity.left), side(&identity.right))
    }
}
