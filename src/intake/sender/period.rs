//! Whether a form is of the period that is consolidated, as far as its lines, its sheet's tab and its file's name tell.

use super::super::letterhead::Said;
use super::super::own_form;
use super::super::period_text::{StatedPeriod, parse_period, period_in_name};
use super::super::recognition::Recognition;
use super::Sender;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::{Period, PeriodKind, Schedule, Window, date_vi};

/// A period that something states, against the one that is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Expected,
    /// Of the right kind, but of which year?
    YearUnstated,
    Another,
}

impl Fit {
    fn of(stated: StatedPeriod, expected: Period) -> Self {
        match stated {
            StatedPeriod::Period(period) if period == expected => Self::Expected,
            StatedPeriod::Kind(kind) if kind == expected.kind => Self::YearUnstated,
            _ => Self::Another,
        }
    }
}

impl Sender<'_> {
    /// Whether the period is the expected one, or at least not another. A line of the form's own sheet counts before the
    /// sheet's tab, the tab before lines of other sheets; the file's name is believed only against the form.
    pub(super) fn period(&self, recognition: &mut Recognition) -> bool {
        let Some(schedule) = self.expected.schedule else { return true };
        let expected = schedule.period;
        let (said, window) = (self.head.period.as_ref(), self.head.window.as_ref());
        let is_here = |said: &Said| said.sheet == *self.sheet;
        let stated = said.map(|said| (said, parse_period(&said.text)));
        let tab = period_in_name(self.sheet).map(|period| Fit::of(period, expected));
        let silent_here = !stated.is_some_and(|(said, period)| is_here(said) && period.is_some())
            && !window.is_some_and(|(_, said)| is_here(said));
        let sheet = || Place::sheet(self.file.clone(), self.sheet.clone());
        let wrong = |place: Place, how: &str, found: &str| {
            let wrong = Diagnostic::new(Code::PeriodWrong).at(place).with_label("found", how, found);
            wrong.with("expected", expected.name_vi())
        };
        let unstated = |place: Place, how: &str, found: &str| {
            let unstated = Diagnostic::new(Code::PeriodUnstated).at(place).with_label("found", how, found);
            unstated.with("expected", expected.name_vi())
        };
        let told = &mut recognition.diagnostics;
        match (stated, tab) {
            // Whoever names a sheet after a quarter or a half means that of the year at hand.
            (_, Some(Fit::Expected | Fit::YearUnstated)) if silent_here => {}
            (_, Some(Fit::Another)) if silent_here => {
                told.push(wrong(sheet(), "period.tab", self.sheet));
                return false;
            }
            (Some((said, Some(period))), _) => match Fit::of(period, expected) {
                Fit::Expected => {}
                Fit::YearUnstated if window.is_some_and(|(window, _)| window.to == schedule.window.to) => {}
                Fit::YearUnstated => {
                    told.push(unstated(self.place(Some(said)), "period.no_year", &said.text));
                }
                Fit::Another => {
                    told.push(wrong(self.place(Some(said)), "period.line", &said.text));
                    return false;
                }
            },
            (unclear, _) => match (window, unclear) {
                (Some((window, _)), _) if *window == schedule.window => {}
                (Some((window, said)), _) if self.other_period(window, schedule).is_some() => {
                    let other = self.other_period(window, schedule).map(Period::name_vi).unwrap_or_default();
                    told.push(wrong(self.place(Some(said)), "period.line", &other));
                    return false;
                }
                (_, Some((said, _))) => {
                    told.push(unstated(self.place(Some(said)), "period.unclear", &said.text));
                }
                (Some(_), None) => told.push(unstated(sheet(), "period.silent", "")),
                (None, None) => {
                    let file = self.file.rsplit('/').next().unwrap_or_default();
                    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
                    match period_in_name(stem) {
                        None => told.push(unstated(sheet(), "period.silent", "")),
                        Some(StatedPeriod::Period(period)) if period != expected => {
                            told.push(wrong(sheet(), "period.file", file));
                            return false;
                        }
                        Some(StatedPeriod::Kind(kind)) if kind != expected.kind => {
                            told.push(wrong(sheet(), "period.file", file));
                            return false;
                        }
                        // The month in which a file was sent is no period.
                        Some(_) => told.push(unstated(sheet(), "period.file", file)),
                    }
                }
            },
        }
        if !silent_here && tab == Some(Fit::Another) {
            told.push(unstated(sheet(), "period.tab_differs", self.sheet));
        }
        if let Some((window, said)) = window
            && *window != schedule.window
        {
            let other = Diagnostic::new(Code::CellDateDoubtful)
                .at(self.place(Some(said)))
                .with("raw", days(window))
                .with_label("reason", "reason.other_window", &days(&schedule.window))
                .with("label", own_form::WINDOW_LABEL);
            told.push(other);
        }
        true
    }

    /// The other period of the calendar whose data window `window` is.
    fn other_period(&self, window: &Window, schedule: &Schedule) -> Option<Period> {
        let year = schedule.period.year;
        (year - 2..=year + 2)
            .flat_map(|year| PeriodKind::ALL.map(|kind| Period { year, kind }))
            .filter(|period| *period != schedule.period)
            .find(|period| {
                self.expected.facts.calendar.schedule(*period).is_some_and(|other| other.window == *window)
            })
    }
}

/// A window as text.
fn days(window: &Window) -> String {
    format!("{}–{}", date_vi(window.from), date_vi(window.to))
}
