//! Whether a form may be used: its sender known, its period the one that is consolidated.

use std::sync::Arc;

use super::commune_name::PlaceNamed;
use super::expected::Expected;
use super::letterhead::{Letterhead, Said};
use super::recognition::Recognition;
use super::unit_name::Name;
use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::UnitCode;

mod period;

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
            Ok(unit) if period => {
                recognition.diagnostics.extend(self.other_communes(&unit));
                Some(unit)
            }
            Ok(_) => None,
            Err(diagnostic) => {
                recognition.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    fn place(&self, said: Option<&Said>) -> Place {
        match said {
            Some(said) => {
                Place::from(&Address { file: self.file.clone(), sheet: said.sheet.clone(), cell: said.at })
            }
            None => Place::sheet(self.file.clone(), self.sheet.clone()),
        }
    }

    fn unit(&self, from: &[UnitCode]) -> Result<UnitCode, Box<Diagnostic>> {
        let (facts, units) = (self.expected.facts, &self.expected.units);
        let known: Vec<&str> = facts
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
            Some((said, _)) => Err(unknown(Some(said), Some(facts.unit_name(&unit)))),
            None => Ok(unit),
        }
    }

    /// What must be asked where the letterhead names another commune above a department that ours has too. A district
    /// alone is another sender; above our commune, as forms had it before July 2025, it is none.
    fn other_communes(&self, unit: &UnitCode) -> Vec<Diagnostic> {
        let (facts, commune) = (self.expected.facts, &self.expected.units.commune);
        let named: Vec<(&Said, PlaceNamed)> =
            self.head.titles.iter().filter_map(|said| Some((said, commune.named_in(&said.text)?))).collect();
        let is_ours = named.iter().any(|(_, place)| *place == PlaceNamed::Ours);
        let mut asked: Vec<Diagnostic> = Vec::new();
        for (said, place) in named {
            let is_another = place == PlaceNamed::Other || (place == PlaceNamed::District && !is_ours);
            let told = asked.iter().any(|told| {
                told.arguments.get("found").is_some_and(|found| found.as_text() == Some(&*said.text))
            });
            if is_another && !told {
                let differs = Diagnostic::new(Code::CommuneDiffers)
                    .at(self.place(Some(said)))
                    .with("found", &said.text)
                    .with("commune", &facts.commune.name)
                    .with("unit", facts.unit_name(unit));
                asked.push(differs);
            }
        }
        asked
    }
}
