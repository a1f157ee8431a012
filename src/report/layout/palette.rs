//! Colours by outcome, in one place. Fills are light, so that text stays black on white when printed in grey; what must
//! not be overlooked is darker and bold, so that grey tells it apart as well.

use crate::assess::TaskOutcome;
use crate::diagnostic::Level;
use crate::rulebook::Outcome;

/// How a result is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tint {
    /// Met, done, full points.
    Good,
    /// Some points of the maximum.
    Partial,
    /// Missed, overdue, no points, an error.
    Bad,
    /// Somebody must explain or confirm.
    Ask,
    /// Data are lacking.
    Lacking,
    /// Waits for others.
    Waiting,
    /// Nothing to assess.
    Neutral,
}

impl Tint {
    /// Fill of a cell.
    pub(super) fn fill(self) -> u32 {
        match self {
            Self::Good => 0x00E2_F0D9,
            Self::Partial => 0x00FC_E9DA,
            Self::Bad => 0x00F4_B183,
            Self::Ask => 0x00FF_D966,
            Self::Lacking => 0x00FF_F2CC,
            Self::Waiting => 0x00DD_EBF7,
            Self::Neutral => 0x00ED_EDED,
        }
    }

    /// Colour of a chart's point.
    pub(super) fn strong(self) -> u32 {
        match self {
            Self::Good => 0x0054_8235,
            Self::Partial => 0x00F4_B183,
            Self::Bad => 0x00C5_5A11,
            Self::Ask => 0x00BF_9000,
            Self::Lacking => 0x00FF_D966,
            Self::Waiting => 0x005B_9BD5,
            Self::Neutral => 0x00A5_A5A5,
        }
    }

    /// Whether text is bold, so that it is found on a grey print too.
    pub(super) fn is_bold(self) -> bool {
        matches!(self, Self::Bad | Self::Ask)
    }

    /// The mark of an outcome.
    pub(super) fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Met | Outcome::Scored => Self::Good,
            Outcome::Missed => Self::Bad,
            Outcome::Excluded | Outcome::NothingArose | Outcome::NotApplicable => Self::Neutral,
            Outcome::Awaiting => Self::Waiting,
            Outcome::Insufficient => Self::Lacking,
            Outcome::NeedsExplanation => Self::Ask,
        }
    }

    /// The mark of a task's state.
    pub(super) fn of_task(outcome: TaskOutcome) -> Self {
        match outcome {
            TaskOutcome::DoneOnTime | TaskOutcome::Done | TaskOutcome::Regular => Self::Good,
            TaskOutcome::DoneLate => Self::Partial,
            TaskOutcome::Overdue => Self::Bad,
            TaskOutcome::InProgress | TaskOutcome::NotStarted => Self::Waiting,
            TaskOutcome::NotApplicable => Self::Neutral,
            TaskOutcome::Insufficient => Self::Lacking,
        }
    }

    /// The mark of a problem.
    pub(super) fn of_level(level: Level) -> Self {
        match level {
            Level::Error => Self::Bad,
            Level::Query => Self::Lacking,
            Level::Notice => Self::Neutral,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_text_stays_legible_on_every_fill_even_in_grey() {
        let tints =
            [Tint::Good, Tint::Partial, Tint::Bad, Tint::Ask, Tint::Lacking, Tint::Waiting, Tint::Neutral];
        for tint in tints {
            let [_, red, green, blue] = tint.fill().to_be_bytes().map(u32::from);
            let grey = (299 * red + 587 * green + 114 * blue) / 1000;
            assert!(grey > 180, "{tint:?} prints as grey {grey}");
            assert!(grey < 243 || !tint.is_bold(), "{tint:?}");
        }
    }
}
