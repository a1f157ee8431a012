//! Annex IV: the figures themselves, by field of reform.

use super::note;
use super::palette::Tint;
use super::record::{Anchor, Record, Section, Slot};
use super::view::{View, said, word};
use super::{gap, view};
use crate::figure::{Figure, FigureKind, FigureSpec, State};
use crate::report::template::Placeholder as P;

/// The figures under their fields.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let fields = view.plan.fields.iter();
    fields
        .map(|(number, title)| {
            let specs = view.specs().filter(|spec| spec.field.as_deref() == Some(number.as_str()));
            let items: Vec<_> =
                specs.enumerate().map(|(index, spec)| record(view, spec, index + 1)).collect();
            let heading = Record::default()
                .text(P::GroupNumber, roman(number))
                .text(P::GroupTitle, &**title)
                .with(P::GroupCount, Slot::count(items.len()));
            Section { heading: Some(heading), items }
        })
        .filter(|section| !section.items.is_empty())
        .collect()
}

fn record(view: &View<'_>, spec: &FigureSpec, ordinal: usize) -> Record {
    let record = Record::default()
        .with(P::FigureOrdinal, Slot::count(ordinal))
        .text(P::FigureLabel, &*spec.label)
        .text(P::FigureUnit, &*spec.measure)
        .text(P::FigureFrom, view.unit(&spec.from));
    if spec.kind == FigureKind::Table {
        let table = view.assessment.figures.tables.get(&spec.id);
        let value = match table {
            Some(table) => Slot::count(table.records.len()),
            None => lacking(),
        };
        let remark = if table.is_some() { word("statistic.rows").to_owned() } else { owed(view, spec) };
        return record
            .with(P::FigureUnit, Slot::text(word("statistic.row")))
            .with(P::FigureValue, value.linked(Some(Anchor::Figure(spec.id.clone()))))
            .text(P::FigureRemark, remark);
    }
    let Some(figure) = view.assessment.figures.single.get(&spec.id) else {
        return record.with(P::FigureValue, lacking()).text(P::FigureRemark, owed(view, spec));
    };
    let value = if figure.state == State::Missing { lacking() } else { view.value(&spec.id, figure) };
    record
        .with(
            P::FigureValue,
            value
                .noted(&note::of_figure(view, &spec.id, figure))
                .linked(Some(Anchor::Figure(spec.id.clone()))),
        )
        .text(P::FigureRemark, remark(view, spec, figure))
}

fn lacking() -> Slot {
    Slot::text(view::state_word(State::Missing)).tinted(Tint::Lacking)
}

fn owed(view: &View<'_>, spec: &FigureSpec) -> String {
    said("statistic.owed", &[("unit", view.unit(&spec.from))])
}

fn remark(view: &View<'_>, spec: &FigureSpec, figure: &Figure) -> String {
    let mut parts = Vec::new();
    if figure.state == State::Missing && figure.doubts.is_empty() {
        parts.push(owed(view, spec));
    }
    parts.push(gap::doubts(view, figure));
    parts.extend(figure.explanation.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(". ")
}

/// Fields are numbered I to VII in annexes.
fn roman(number: &str) -> String {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    index.and_then(|index| ROMAN.get(index)).map_or_else(|| number.to_owned(), |roman| (*roman).to_owned())
}
