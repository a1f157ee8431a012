//! Contradictions that rules met, in words.

use crate::diagnostic::{Diagnostic, Place};
use crate::figure::{Doubt, Origin};
use crate::rulebook::Finding;

/// Every doubt of `findings`, each once. What was told of while cells were read and submissions joined is left out.
pub fn doubt_diagnostics(findings: &[Finding]) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for finding in findings {
        let used = finding.used.iter().map(|(_, figure)| figure);
        for doubt in finding.value.iter().chain(used).flat_map(|figure| &figure.doubts) {
            if let Some(diagnostic) = diagnostic(doubt)
                && !diagnostics.contains(&diagnostic)
            {
                diagnostics.push(diagnostic);
            }
        }
    }
    diagnostics
}

/// What `doubt` becomes, unless it was told of where it arose.
pub(super) fn diagnostic(doubt: &Doubt) -> Option<Diagnostic> {
    let about = |origins: &[Origin]| Diagnostic::new(doubt.code()).at(place(origins));
    Some(match doubt {
        Doubt::PartAboveWhole { part, whole, part_origins, whole_origins } => about(part_origins)
            .with("part", part.normalize())
            .with("part_cells", cells(part_origins))
            .with("whole", whole.normalize())
            .with("whole_cells", cells(whole_origins)),
        Doubt::Disagreement { one, other, one_origins, other_origins } => about(one_origins)
            .with("one", one)
            .with("one_cells", cells(one_origins))
            .with("other", other)
            .with("other_cells", cells(other_origins)),
        Doubt::NothingAroseYetCounted { nothing_origins, counted_origins } => about(nothing_origins)
            .with("nothing_cells", cells(nothing_origins))
            .with("counted_cells", cells(counted_origins)),
        Doubt::NotApplicableYetCounted { excluding_origins, counted_origins } => about(excluding_origins)
            .with("excluding_cells", cells(excluding_origins))
            .with("counted_cells", cells(counted_origins)),
        Doubt::EvidenceMissing { origins } => about(origins).with("cells", cells(origins)),
        Doubt::WaysDiffer { rule, one, other, origins } => {
            let told = about(origins).with("rule", rule).with("cells", cells(origins));
            [("one", one), ("other", other)].into_iter().fold(told, |told, (key, way)| match way {
                Some(way) => told.with(key, way),
                None => told.with_label(key, "ask.nothing", ""),
            })
        }
        Doubt::Asked { rule, reason, origins } => {
            let told = about(origins).with("rule", rule).with("cells", cells(origins));
            match reason {
                Some(reason) => told.with("reason", reason),
                None => told.with_label("reason", "ask.nothing_arose", ""),
            }
        }
        // Told where submissions were joined, and where the cell was read.
        Doubt::Conflict { .. } | Doubt::Unclear { .. } => return None,
    })
}

fn place(origins: &[Origin]) -> Place {
    origins.first().map(|origin| Place::from(&origin.address)).unwrap_or_default()
}

/// The cells of `origins`, each with its file and sheet.
pub(super) fn cells(origins: &[Origin]) -> String {
    origins.iter().map(|origin| origin.address.to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Address, CellRef};
    use crate::diagnostic::{Code, Lang};
    use crate::figure::{Figure, Value};
    use crate::rulebook::Outcome;

    fn origin(row: u32) -> Origin {
        let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 4) };
        Origin { address, unit: "VP".into(), form: "f".into(), raw: row.to_string().into() }
    }

    #[test]
    fn every_doubt_is_told_once_with_its_cells() {
        let (one, other) = (vec![origin(1)], vec![origin(2)]);
        let doubts = vec![
            Doubt::PartAboveWhole {
                part: 12.into(),
                whole: 10.into(),
                part_origins: one.clone(),
                whole_origins: other.clone(),
            },
            Doubt::Disagreement {
                one: "5".into(),
                other: "6".into(),
                one_origins: one.clone(),
                other_origins: other.clone(),
            },
            Doubt::NothingAroseYetCounted { nothing_origins: one.clone(), counted_origins: other.clone() },
            Doubt::NotApplicableYetCounted { excluding_origins: one.clone(), counted_origins: other },
            Doubt::EvidenceMissing { origins: one.clone() },
            Doubt::WaysDiffer {
                rule: "2.2.3".into(),
                one: Some("99,5%".into()),
                other: None,
                origins: one.clone(),
            },
            Doubt::Asked { rule: "2.4.1".into(), reason: None, origins: one.clone() },
            Doubt::Asked { rule: "2.2.2".into(), reason: Some("vì sao".into()), origins: one.clone() },
            Doubt::unclear(Code::CellPercentScale, one),
        ];
        let figure = Figure { doubts, ..Figure::reported(Value::Number(1.into()), origin(1)) };
        let finding = Finding {
            rule: "1".to_owned(),
            scheme: "s".to_owned(),
            outcome: Outcome::NeedsExplanation,
            value: Some(figure.clone()),
            terms: None,
            points: None,
            max: None,
            readings: Vec::new(),
            waits: Vec::new(),
            remedies: Vec::new(),
            used: vec![("x".into(), figure)],
        };
        let told: Vec<String> = doubt_diagnostics(&[finding.clone(), finding])
            .iter()
            .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.message(Lang::En)))
            .collect();
        assert_eq!(
            told,
            [
                "I04 12 (a.xlsx | S!E2) is larger than its whole 10 (a.xlsx | S!E3).",
                "I03 5 (a.xlsx | S!E2) differs from 6 (a.xlsx | S!E3); they should be equal.",
                "I05 a.xlsx | S!E2 says that nothing arose but a.xlsx | S!E3 has a figure.",
                "I14 a.xlsx | S!E2 says that it does not apply but a.xlsx | S!E3 has a figure.",
                "I06 No evidence was given for this result (a.xlsx | S!E2).",
                "I12 2.2.3: the first way of calculating gives 99,5%, the second that nothing arose; they lead to two \
                 conclusions (a.xlsx | S!E2).",
                "I13 2.4.1: this cannot be zero or not have arisen (a.xlsx | S!E2).",
                "I13 2.2.2: vì sao (a.xlsx | S!E2).",
            ]
        );
    }
}
