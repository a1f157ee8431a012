//! Several reports of one figure.

use super::{Doubt, Figure, FigureId, Origin, State, Want};

impl Figure {
    /// What several reports of the figure `id` say together. Equal reports are one with all origins; where they
    /// differ none is used: the figure is missing, with a conflict that names every cell. Reports that say nothing
    /// contradict nothing. Without any report, the figure is missing for `want`.
    pub fn from_reports(id: &FigureId, want: Want, reports: Vec<Self>) -> Self {
        let conflicting =
            |figure: &Self| figure.doubts.iter().any(|doubt| matches!(doubt, Doubt::Conflict { .. }));
        let (stated, silent): (Vec<Self>, Vec<Self>) =
            reports.into_iter().partition(|report| report.state != State::Missing || conflicting(report));
        let Some((first, others)) = stated.split_first() else {
            let is_unreadable = |report: &Self| report.wants.iter().any(|want| want.unreadable);
            let speaking = silent.iter().position(is_unreadable).unwrap_or_default();
            return silent.into_iter().nth(speaking).unwrap_or_else(|| Self::missing(want));
        };
        let equal = |other: &Self| (other.state, &other.value) == (first.state, &first.value);
        if !stated.iter().any(conflicting) && others.iter().all(equal) {
            let joined = others.iter().fold(first.clone(), |all, other| all.joined(other, first.state));
            return Self { value: first.value.clone(), ..joined };
        }
        let mut origins: Vec<Origin> = Vec::new();
        for report in &stated {
            let within = report.doubts.iter().filter_map(|doubt| match doubt {
                Doubt::Conflict { origins, .. } => Some(origins),
                _ => None,
            });
            for origin in report.origins.iter().chain(within.flatten()) {
                if !origins.contains(origin) {
                    origins.push(origin.clone());
                }
            }
        }
        let conflict = Doubt::Conflict { figure: id.clone(), origins };
        Self { doubts: vec![conflict], ..Self::missing(Want { address: None, ..want }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Address, CellRef};
    use crate::figure::Value;

    fn report(row: u32, number: i64) -> Figure {
        let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 0) };
        let raw = number.to_string().into();
        let origin = Origin { address, unit: "VP".into(), form: "f".into(), raw };
        Figure::reported(Value::Number(number.into()), origin)
    }

    fn want() -> Want {
        Want {
            figure: "x".into(),
            label: "X".into(),
            unit: "VP".into(),
            form: "f".into(),
            address: None,
            unreadable: false,
        }
    }

    #[test]
    fn equal_reports_are_one_with_both_cells() {
        let figure = Figure::from_reports(&"x".into(), want(), vec![report(1, 5), report(2, 5)]);
        assert_eq!(figure.number(), Some(5.into()));
        assert_eq!(figure.origins.len(), 2);
    }

    #[test]
    fn differing_reports_are_a_conflict_and_none_is_used() {
        let figure = Figure::from_reports(&"x".into(), want(), vec![report(1, 5), report(2, 6)]);
        assert_eq!((figure.state, &figure.value), (State::Missing, &None));
        let again = Figure::from_reports(&"x".into(), want(), vec![figure, report(3, 5)]);
        assert!(matches!(&again.doubts[..], [Doubt::Conflict { origins, .. }] if origins.len() == 3));
        let zero_and_none = vec![report(1, 0), Figure::nothing_arose(Vec::new())];
        assert_eq!(Figure::from_reports(&"x".into(), want(), zero_and_none).state, State::Missing);
    }

    #[test]
    fn a_blank_contradicts_nothing() {
        let blank = Figure::missing(want());
        let figure = Figure::from_reports(&"x".into(), want(), vec![blank.clone(), report(2, 5)]);
        assert_eq!(figure.number(), Some(5.into()));
        assert_eq!(Figure::from_reports(&"x".into(), want(), vec![blank]).wants.len(), 1);
        assert_eq!(Figure::from_reports(&"x".into(), want(), Vec::new()).wants, [want()]);
    }
}
