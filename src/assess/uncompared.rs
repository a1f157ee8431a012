//! Comparisons with earlier periods that could not be made.

use indexmap::IndexMap;

use super::earlier::{EarlierPeriod, compared, number};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Figures, State, UnitCode};
use crate::period::Schedule;
use crate::plan::Plan;

/// S18 for each earlier period and each unit of which that period says nothing that this one should be compared with:
/// its file came after the report, or could not be read. What was said not to apply is no gap.
pub(super) fn uncompared(
    plan: &Plan,
    schedule: &Schedule,
    figures: &Figures,
    earlier: &[EarlierPeriod],
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for before in earlier {
        let is_silent =
            |id: &str| before.figures.single.get(id).is_none_or(|figure| figure.state == State::Missing);
        let mut by_unit: IndexMap<&UnitCode, Vec<&str>> = IndexMap::new();
        let stated = plan
            .figures
            .values()
            .filter(|spec| figures.single.get(&spec.id).is_some_and(|figure| number(figure).is_some()));
        for id in stated.flat_map(|spec| compared(spec, schedule, &before.schedule)) {
            let Some(spec) = plan.figures.get(id).filter(|spec| is_silent(&spec.id)) else { continue };
            let labels = by_unit.entry(&spec.from).or_default();
            if !labels.contains(&&*spec.label) {
                labels.push(&spec.label);
            }
        }
        for (unit, labels) in by_unit {
            let name = plan.unit(unit).map_or(&**unit, |unit| unit.name.as_str());
            let named: Vec<String> = labels.iter().map(|label| format!("\"{label}\"")).collect();
            let text = format!("{name} ({})", named.join("; "));
            let unread = Diagnostic::new(Code::EarlierUnread)
                .with_argument("period", before.schedule.period.argument())
                .with_label("reason", "earlier.figures", &text)
                .with("path", &before.places);
            told.push(unread);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;
    use crate::assess::earlier::tests::{before, continuous, figures};
    use crate::diagnostic::Lang;
    use crate::figure::Figure;
    use crate::intake::test_plan::schedule;

    fn told(period: &str, stated: &[(&str, &str)], earlier: &[EarlierPeriod]) -> Vec<String> {
        let told = uncompared(&continuous(), &schedule(period), &figures("b.xlsx", stated), earlier);
        told.iter().map(|told| format!("{}: {}", told.code, told.message(Lang::En))).collect()
    }

    #[test]
    fn what_an_earlier_report_lacks_is_named_by_unit_and_figure() {
        // The report of the half year was made before the form of Phòng Kinh tế came.
        let half = before("2025-6-thang", &[("vb_ban_hanh", "10")]);
        let stated = [("vb_ban_hanh", "30"), ("vb_dung_han", "28"), ("kinh_phi", "700")];
        assert_eq!(
            told("2025-nam", &stated, std::slice::from_ref(&half)),
            [
                "S18: The report of the first half of 2025 could not be compared with: it says nothing of Văn phòng HĐND và \
                 UBND (\"Số văn bản ban hành đúng hạn\").",
                "S18: The report of the first half of 2025 could not be compared with: it says nothing of Phòng Kinh tế \
                 (\"Kinh phí giải ngân\").",
            ]
        );
        // What this period does not state is not compared either, and what is not compared with that period is no gap.
        assert_eq!(told("2025-nam", &[("vb_ban_hanh", "30")], std::slice::from_ref(&half)), [""; 0]);
        assert_eq!(told("2026-q1", &stated, &[half]), [""; 0]);
    }

    #[test]
    fn what_was_said_not_to_apply_is_no_gap() {
        let mut half = before("2025-6-thang", &[]);
        half.figures.single.insert("kinh_phi".into(), Figure::not_applicable(Vec::new()));
        assert_eq!(told("2025-nam", &[("kinh_phi", "700")], &[half]), [""; 0]);
    }

    #[test]
    fn both_numbers_of_last_years_percentage_are_named() {
        let last = before("2024-nam", &[("vb_dung_han", "28")]);
        let told = told("2025-nam", &[("ty_le_truoc", "65")], &[last]);
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("(\"Số văn bản đã ban hành\")"), "{told:?}");
    }
}
