//! Whether a form may be used: its sender known, its period the one that is consolidated.

use std::sync::Arc;

use super::expected::Expected;
use super::letterhead::{Letterhead, Said};
use super::own_form;
use super::period_text::{StatedPeriod, parse_period};
use super::recognition::Recognition;
use super::unit_name::Name;
use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::UnitCode;
use crate::period::{Period, PeriodKind, Schedule, Window, date_vi};

/// What a form's lines say of its sender.
pub(super) struct Sender<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) sheet: &'a Arc<str>,
    pub(super) head: &'a Letterhead,
    pub(super) expected: &'a Expected<'a>,
}

impl Sender<'_> {
    /// The unit, where the form may be used. `from` are the units that send it; empty for our own form, which every
    /// unit sends.
    pub(super) fn admit(
        &self,
        form: &str,
        from: &[UnitCode],
        recognition: &mut Recognition,
    ) -> Option<UnitCode> {
        recognition.form.get_or_insert(form.into());
        let unit = self.unit(from);
        if let Ok(unit) = &unit {
            recognition.unit.get_or_insert(unit.clone());
        }
        let period = self.period(recognition);
        match unit {
            Ok(unit) => period.then_some(unit),
            Err(diagnostic) => {
                recognition.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    fn place(&self, said: Option<&Said>) -> Place {
        match said {
            Some(said) => {
                Place::from(&Address { file: self.file.clone(), sheet: self.sheet.clone(), cell: said.at })
            }
            None => Place::sheet(self.file.clone(), self.sheet.clone()),
        }
    }

    fn unit(&self, from: &[UnitCode]) -> Result<UnitCode, Box<Diagnostic>> {
        let (plan, units) = (self.expected.plan, &self.expected.units);
        let known: Vec<&str> = plan
            .units
            .iter()
            .filter(|unit| from.is_empty() || from.contains(&unit.code))
            .map(|unit| unit.name.as_str())
            .collect();
        let unknown = |said: Option<&Said>, near: Option<&str>| {
            let diagnostic = Diagnostic::new(Code::UnitUnknown)
                .at(self.place(said))
                .with("known", known.join("; "))
                .with_near(near);
            Box::new(match said {
                Some(said) => diagnostic.with("found", format!("\"{}\"", said.text)),
                None => diagnostic.with_label("found", "unit.unstated", ""),
            })
        };
        let named: Vec<(&Said, Name)> =
            self.head.units.iter().map(|said| (said, units.name(&said.text))).collect();
        // A line headed "Đơn vị" names the sender only if it names a unit.
        let perhaps = self.head.perhaps_units.iter().map(|said| (said, units.name(&said.text)));
        let perhaps: Vec<(&Said, Name)> = perhaps.filter(|(_, name)| matches!(name, Name::Unit(_))).collect();
        let lines = if named.is_empty() { perhaps } else { named };
        let sole = match from {
            [unit] => Some(unit.clone()),
            _ => None,
        };
        let unit = match (lines.first(), sole) {
            (Some((said, Name::Unit(unit))), _) => {
                if !from.is_empty() && !from.contains(unit) {
                    return Err(unknown(Some(said), None));
                }
                unit.clone()
            }
            (Some((_, Name::Commune)), Some(sole)) | (None, Some(sole)) => sole,
            (Some((said, Name::Unknown { near })), _) => return Err(unknown(Some(said), near.as_deref())),
            (Some((said, Name::Commune)), None) => return Err(unknown(Some(said), None)),
            (None, None) => return Err(unknown(self.head.perhaps_units.first(), None)),
        };
        // Another sheet of the workbook that names another unit makes both uncertain.
        match lines.iter().find(|(_, name)| matches!(name, Name::Unit(other) if *other != unit)) {
            Some((said, _)) => Err(unknown(Some(said), Some(unit_title(plan, &unit)))),
            None => Ok(unit),
        }
    }

    /// Whether the period is the expected one, or at least not another.
    fn period(&self, recognition: &mut Recognition) -> bool {
        let Some(schedule) = self.expected.schedule else { return true };
        let expected = schedule.period;
        let stated = self.head.period.as_ref().map(|said| (said, parse_period(&said.text)));
        let window = self.head.window.as_ref();
        let wrong = |said: &Said, found: &str| {
            Diagnostic::new(Code::PeriodWrong)
                .at(self.place(Some(said)))
                .with("found", found)
                .with("expected", expected.name_vi())
        };
        let unstated = |said: Option<&Said>| {
            Diagnostic::new(Code::PeriodUnstated).at(self.place(said)).with("expected", expected.name_vi())
        };
        match stated {
            Some((_, Some(StatedPeriod::Period(period)))) if period == expected => {}
            Some((_, Some(StatedPeriod::Kind(kind)))) if kind == expected.kind => {
                let year = window.map(|(window, _)| window.to);
                match year {
                    Some(to) if to == schedule.window.to => {}
                    _ => recognition.diagnostics.push(unstated(stated.map(|(said, _)| said))),
                }
            }
            Some((said, Some(_))) => {
                recognition.diagnostics.push(wrong(said, &said.text));
                return false;
            }
            Some((_, None)) | None => match window {
                Some((window, _)) if *window == schedule.window => {}
                Some((window, said)) if self.other_period(window, schedule).is_some() => {
                    let other = self.other_period(window, schedule).map(Period::name_vi).unwrap_or_default();
                    recognition.diagnostics.push(wrong(said, &other));
                    return false;
                }
                _ => recognition.diagnostics.push(unstated(stated.map(|(said, _)| said))),
            },
        }
        if let Some((window, said)) = window
            && *window != schedule.window
        {
            let other = Diagnostic::new(Code::CellDateDoubtful)
                .at(self.place(Some(said)))
                .with("raw", days(window))
                .with_label("reason", "reason.other_window", &days(&schedule.window))
                .with("label", own_form::WINDOW_LABEL);
            recognition.diagnostics.push(other);
        }
        true
    }

    /// The other period of the calendar whose data window `window` is.
    fn other_period(&self, window: &Window, schedule: &Schedule) -> Option<Period> {
        let year = schedule.period.year;
        (year - 2..=year + 2)
            .flat_map(|year| PeriodKind::ALL.map(|kind| Period { year, kind }))
            .filter(|period| *period != schedule.period)
            .find(|period| self.expected.plan.schedule(*period).is_some_and(|other| other.window == *window))
    }
}

fn unit_title<'p>(plan: &'p crate::plan::Plan, code: &str) -> &'p str {
    plan.unit(code).map_or("", |unit| unit.name.as_str())
}

/// A window as text.
fn days(window: &Window) -> String {
    format!("{}–{}", date_vi(window.from), date_vi(window.to))
}
