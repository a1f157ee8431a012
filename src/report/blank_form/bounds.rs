//! What the figures of one form cannot be more than, by their cells.

use rust_decimal::Decimal;

use super::{Blank, words};
use crate::address::CellRef;
use crate::figure::FigureSpec;
use crate::plan::REPORTS_OWED;
use crate::report::book::Within;
use crate::text::decimal_vi;

/// A form with the sums that must hold between its cells.
pub(super) struct Bounded<'a> {
    pub(super) blank: &'a Blank<'a>,
    within: Vec<Within>,
}

impl<'a> Bounded<'a> {
    /// The form `blank` whose figures stand in `cells`. A whole that stands on another form is left to those who join
    /// the forms.
    pub(super) fn new(blank: &'a Blank<'a>, cells: &[(&FigureSpec, CellRef)]) -> Self {
        let cell = |id: &str| cells.iter().find(|(spec, _)| &*spec.id == id).map(|(_, cell)| *cell);
        let mut within: Vec<Within> = Vec::new();
        for (spec, _) in cells {
            for whole in spec.wholes() {
                let Some(of_whole) = cell(whole) else { continue };
                for parts in spec.parts_within(whole, &blank.plan.figures) {
                    let parts = parts.into_iter().filter_map(|part| cell(part)).collect();
                    let sum = Within { parts, whole: of_whole };
                    if !within.contains(&sum) {
                        within.push(sum);
                    }
                }
            }
        }
        Self { blank, within }
    }

    /// The sums in which `cell` stands.
    pub(super) fn within(&self, cell: CellRef) -> Vec<Within> {
        self.within.iter().filter(|sum| sum.names(cell)).cloned().collect()
    }

    /// The highest value of the figure. How many reports are owed is known before any form is filled in.
    pub(super) fn most(&self, spec: &FigureSpec) -> Option<Decimal> {
        let plan = self.blank.plan;
        let owed = || plan.calendar.owed(self.blank.schedule.period, plan.commune.founded).count();
        let of_owed = spec.wholes().any(|whole| &**whole == REPORTS_OWED).then(|| Decimal::from(owed()));
        [spec.bounds.most, of_owed].into_iter().flatten().min()
    }

    /// In words what bounds the figure in `cell`; `None` where nothing does.
    pub(super) fn words(&self, spec: &FigureSpec, cell: CellRef) -> Option<String> {
        let most =
            self.most(spec).map(|most| words("form.bound.most").replace("{number}", &decimal_vi(most)));
        let sums = self.within(cell).into_iter().map(|Within { parts, whole }| {
            let parts = parts.iter().map(CellRef::to_string).collect::<Vec<_>>().join(" + ");
            words("form.bound.within").replace("{parts}", &parts).replace("{whole}", &whole.to_string())
        });
        let all: Vec<String> = most.into_iter().chain(sums).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}
