//! The summary's lists of points: each scheme's totals, and each group's share.

use rust_decimal::Decimal;

use super::criterion::{assessed, band, index_slot, range_words};
use super::record::{Fill, Record, Section, Slot, Term};
use super::shown::{Precision, exact_vi};
use super::view::{View, said, word};
use crate::plan::SchemeKind;
use crate::report::template::Placeholder as P;

/// A row (or several) for each scheme of points.
pub(super) fn schemes(view: &View<'_>) -> Vec<Section> {
    let records = view.schemes(SchemeKind::Points).filter_map(|scheme| {
        let totals = view.points(&scheme.id)?;
        let record = Record::default()
            .text(P::IndexTitle, &*scheme.title)
            .text(P::IndexNotice, &*scheme.notice)
            .with(P::IndexMaximum, Slot::points(totals.maximum))
            .with(P::IndexExcluded, Slot::points(totals.excluded))
            .with(P::IndexAwaiting, Slot::points(totals.awaiting))
            .with(P::IndexUndetermined, Slot::points(totals.undetermined))
            .with(P::IndexEarned, Slot::points(totals.earned))
            .with(P::IndexBonus, Slot::points(totals.bonus))
            .with(P::IndexPenalty, Slot::points(totals.penalty))
            .with(P::IndexScore, Slot::points(totals.score))
            .with(P::IndexIndex, index_slot(totals.index))
            .text(P::IndexBand, band(totals));
        Some(record)
    });
    vec![Section::plain(records.collect())]
}

/// A row for each group of each scheme of points, bonuses and penalties aside.
pub(super) fn groups(view: &View<'_>) -> Vec<Section> {
    view.schemes(SchemeKind::Points)
        .filter_map(|scheme| {
            let totals = view.points(&scheme.id)?;
            let titles =
                scheme.groups.iter().filter_map(|group| Some((group, totals.groups.get(&group.id)?)));
            let items = titles
                .filter(|(_, score)| !score.maximum.is_zero())
                .map(|(group, score)| {
                    let percent = score
                        .earned
                        .checked_mul(Decimal::ONE_HUNDRED)
                        .and_then(|hundredfold| hundredfold.checked_div(score.maximum))
                        .unwrap_or_default();
                    let terms =
                        vec![Term::Here(P::ScorePoints), Term::Text("*100/"), Term::Here(P::ScoreMaximum)];
                    let marks = Precision::Against(vec![Decimal::ZERO, Decimal::ONE_HUNDRED]);
                    let percent = Slot { fill: Fill::Formula(terms, percent, marks), ..Slot::default() };
                    let open = score.undetermined + score.awaiting;
                    Record::default()
                        .text(P::ScoreNumber, &*group.id)
                        .text(P::ScoreTitle, &*group.title)
                        .with(P::ScoreMaximum, Slot::points(score.maximum))
                        .with(P::ScorePoints, Slot::points(score.earned))
                        .with(P::ScorePercent, percent)
                        .with(
                            P::ScorePending,
                            if open.is_zero() { Slot::default() } else { Slot::points(open) },
                        )
                })
                .collect();
            let heading =
                Record::default().text(P::GroupTitle, &*scheme.title).text(P::GroupNotice, &*scheme.notice);
            Some(Section { heading: Some(heading), items })
        })
        .collect()
}

/// A sentence for each scheme of points.
pub(super) fn summary(view: &View<'_>) -> String {
    let sentences = view.schemes(SchemeKind::Points).filter_map(|scheme| {
        let totals = view.points(&scheme.id)?;
        let index = totals.index.map_or_else(|| word("report.index_open").to_owned(), range_words);
        let mut text = said(
            "sentence.points",
            &[
                ("score", &exact_vi(totals.score)),
                ("assessed", &exact_vi(assessed(totals))),
                ("index", &index),
                ("band", band(totals)),
            ],
        );
        if !totals.undetermined.is_zero() {
            text.push(' ');
            text.push_str(&said("sentence.open", &[("points", &exact_vi(totals.undetermined))]));
        }
        if !totals.awaiting.is_zero() {
            text.push(' ');
            text.push_str(&said("sentence.awaiting", &[("points", &exact_vi(totals.awaiting))]));
        }
        Some(text)
    });
    sentences.collect::<Vec<_>>().join(" ")
}
